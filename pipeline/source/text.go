package source

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// clean is s as it is kept: in normalisation form C, lines ended by a line feed
// alone, and without what cannot be seen but changes what is: control
// characters, soft hyphens, zero-width spaces and the characters that turn the
// direction of writing. The zero-width joiner stays, emoji are made with it.
func clean(s string) string {
	if isPlain(s) {
		return strings.TrimSpace(s)
	}
	s = strings.ReplaceAll(s, "\r\n", "\n")
	s = strings.ReplaceAll(s, "_x000D_", "") // a carriage return, as Excel writes it
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case r == '\r' || r == '\u0085' || r == '\u2028' || r == '\u2029' || r == '\v' || r == '\f':
			return '\n'
		case r == '\u00a0' || r == '\u202f':
			return ' '
		case unicode.IsControl(r), r == '\u00ad', r == '\u200b', r == '\u200e', r == '\u200f', r == '\ufeff',
			'\u202a' <= r && r <= '\u202e', '\u2066' <= r && r <= '\u2069':
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\ufffd"))
	return strings.TrimSpace(norm.NFC.String(s))
}

// isPlain says whether s needs no cleaning but of its ends.
func isPlain(s string) bool {
	for i := range len(s) {
		if c := s[i]; c < ' ' && c != '\n' && c != '\t' || c >= 0x7f || c == '_' {
			return false
		}
	}
	return true
}

// cleanLine is clean for what is shown on one line: a header, a unit, an id.
func cleanLine(s string) string {
	s = clean(decoded(s))
	if strings.ContainsAny(s, "\n\t") || strings.Contains(s, "  ") {
		s = strings.Join(strings.Fields(s), " ")
	}
	return s
}

// isBlank says whether s holds nothing but white space.
func isBlank(s string) bool { return s == uncomputed || strings.TrimSpace(s) == "" }

// noAnswer are the ways in which sources write that there is none.
var noAnswer = setOf("na", "n/a", "#n/a", "#i/t", "null", "nil", "none", "nan", "undefined", "(blank)", "(tom)", "tom",
	"ikke besvaret", "ubesvaret", "ved ikke", "ved-ikke", "don't know", "dont know", "not answered", "no answer", "unanswered", "intet svar", "missing")

// noComment are the further ways in which a score is left open.
var noComment = setOf("ingen kommentar", "ingen kommentarer", "ingen bemærkning", "ingen bemærkninger", "no comment", "no comments")

// longest is the length of the longest of noAnswer and noComment in bytes, with
// room for a full stop.
const longest = 24

func setOf(words ...string) map[string]bool {
	set := make(map[string]bool, len(words))
	for _, w := range words {
		set[w] = true
	}
	return set
}

// notAnsweredWords are the ways in which people are let off a question, as
// pieces of what a cell says.
var notAnsweredWords = []string{"ved ikke", "ved-ikke", "ved det ikke", "ønsker ikke", "vil ikke svare", "ikke relevant", "ikke aktuel", "irrelevant", "ikke besvaret", "ikke svaret",
	"ingen svar", "intet svar", "ubesvaret", "kan ikke", "ingen holdning", "ingen mening", "har ikke", "husker ikke", "uoplyst", "ikke oplyst", "sprunget over",
	"don't know", "dont know", "do not know", "don’t know", "not sure", "not applicable", "not relevant", "not answered", "no answer", "no opinion",
	"prefer not", "rather not", "skipped", "n/a", "unanswered", "no response", "not rated", "cannot say", "can't say", "did not", "vet inte", "vet ej", "vet ikke", "weiß nicht", "keine angabe", "ingen åsikt", "vill inte svara"}

// isUnanswered says whether a cell of a score says in words that there is none,
// also with a number of its own: "99 - ved ikke".
func isUnanswered(s string) bool {
	if len(s) > 80 {
		return false
	}
	s = strings.ToLower(strings.TrimSpace(s))
	for _, words := range notAnsweredWords {
		if strings.Contains(s, words) {
			return true
		}
	}
	return noComment[s]
}

// isMissing says whether a cell holds no answer.
func isMissing(s string) bool {
	s = strings.TrimSpace(s)
	if len(s) > longest {
		return false
	}
	if strings.Trim(s, "-–—._*/,? ") == "" || s == uncomputed || s == `\N` {
		return true
	}
	if c := s[0]; '0' <= c && c <= '9' {
		return false
	}
	return noAnswer[strings.ToLower(s)]
}

// comment is a comment as it is kept: without markup, clean, and "" where it says
// in so many words that there is none.
func comment(s string) string {
	s = clean(withoutMarkup(s))
	if isFiller(s) {
		return ""
	}
	return s
}
