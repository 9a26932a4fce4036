package index

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

// A token is one written word and all that it can be found by.
type token struct {
	start, end int32  // bytes of the text
	exact      string // as written, in lower case
	folded     string // exact in plain letters: å as aa, é as e
	term       string // stem of the whole word
	parts      []part // of a compound, in order; none for a simple word
}

// A part is a piece of a compound, or several neighbouring ones in a row.
type part struct {
	term       string
	start, end int32 // bytes of the text
}

// tokens cuts text into words.
func tokens(a *stemming.Analyser, text string, lang models.Language) []token {
	doc := a.Document(text, lang)
	var out []token
	for _, clause := range doc.Clauses {
		for _, t := range clause.Terms {
			if t.Kind == models.Part && len(out) > 0 && t.Start < out[len(out)-1].end {
				whole := &out[len(out)-1]
				whole.parts = append(whole.parts, part{cut(t.Text), t.Start, t.End})
				continue
			}
			exact := cut(plainApostrophes.Replace(strings.ToLower(text[t.Start:t.End])))
			out = append(out, token{start: t.Start, end: t.End, exact: exact, folded: fold(exact), term: cut(t.Text)})
		}
	}
	return out
}

var plainApostrophes = strings.NewReplacer("’", "'", "´", "'", "`", "'")

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

// fold writes a lower-case word in plain letters, so that a word typed without
// a Danish keyboard is found by its beginning.
func fold(s string) string {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return foldings.Replace(s)
		}
	}
	return s
}

var foldings = strings.NewReplacer("æ", "ae", "ä", "ae", "ø", "oe", "ö", "oe", "å", "aa",
	"é", "e", "è", "e", "ê", "e", "ë", "e", "á", "a", "à", "a", "ó", "o", "ü", "u", "ú", "u", "í", "i", "ç", "c", "ñ", "n")
