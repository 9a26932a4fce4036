package columns

import (
	"strings"
	"unicode/utf8"

	"stemme/models"
	"stemme/stemming"
)

// maxWord is the longest word that is told from others, in bytes; what lies
// behind is cut off, at index and at query time alike. Chosen by eye: Danish
// words of more than 60 letters are not in use, a pasted megabyte is.
const maxWord = 120

// A Token is one written word and all that it can be found by.
type Token struct {
	Start, End int32  // bytes of the text
	Exact      string // as written, in lower case
	Term       string // stem of the whole word
	kind       models.TermKind
	Parts      []part // of a compound, by where they begin, a longer one before its own; none for a simple word
}

// A part is a piece of a compound, which may be one itself.
type part struct {
	Term       string
	Start, End int32 // bytes of the text
}

// Tokens cuts text into words.
func Tokens(a *stemming.Analyser, text string, lang models.Language) []Token {
	found := a.Tokens(nil, text, lang)
	out := make([]Token, 0, len(found))
	for _, t := range found {
		if n := len(out); t.Kind == models.Part && n > 0 && t.Start < out[n-1].End {
			out[n-1].Parts = append(out[n-1].Parts, part{cut(t.Term), t.Start, t.End})
			continue
		}
		out = append(out, Token{Start: t.Start, End: t.End, Exact: cut(t.Exact), Term: cut(t.Term), kind: t.Kind})
	}
	return out
}

// IsHead says whether a part ends the word, as "ventetid" and "tid" end
// "telefonventetid": it says what the word is, the others say of which kind.
func (t *Token) IsHead(p part) bool {
	end := p.End
	for _, q := range t.Parts {
		end = max(end, q.End)
	}
	return p.End == end
}

// cut shortens s to maxWord, between two letters.
func cut(s string) string {
	if len(s) <= maxWord {
		return s
	}
	end := maxWord
	for end > 0 && !utf8.RuneStart(s[end]) {
		end--
	}
	return s[:end]
}

// Fold writes a lower-case word in plain letters, so that a word typed without
// a Danish keyboard is found by its beginning.
func Fold(s string) string {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return foldings.Replace(s)
		}
	}
	return s
}

var foldings = strings.NewReplacer("æ", "ae", "ä", "ae", "ø", "oe", "ö", "oe", "å", "aa",
	"é", "e", "è", "e", "ê", "e", "ë", "e", "á", "a", "à", "a", "ó", "o", "ü", "u", "ú", "u", "í", "i", "ç", "c", "ñ", "n")
