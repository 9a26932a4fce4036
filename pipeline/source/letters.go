package source

import (
	"strings"
	"unicode"
)

// From lostLeast texts on, and lostShare of all, that have a question mark within a word, where four
// times fewer have letters beyond English, an export has lost those. Chosen by eye: of
// 29,000 reviews and questions none that is without such letters has such a mark.
const (
	lostLeast = 10
	lostShare = 0.1
)

// noteLost notes columns of texts whose letters beyond English an export has lost.
func (p *plan) noteLost() {
	for i := range p.columns {
		c := &p.columns[i]
		if c.role != roleComment && c.role != roleAnswer {
			continue
		}
		lost, own := 0, 0
		for text, n := range c.values {
			switch {
			case strings.ContainsRune(text, '\uFFFD'):
				lost += n
			case strings.ContainsAny(text, "æøåÆØÅäöÄÖ"):
				own += n
			case losesLetters(text):
				lost += n
			}
		}
		if lost >= lostLeast && c.most(lost, lostShare) && own*4 < lost {
			p.lost, c.doubt = true, true
			p.notes = append(p.notes, note("source_letters_lost", c.header, lost, c.given))
		}
	}
}

// losesLetters says whether a text has a question mark within a word, as for a letter that was lost;
// addresses on the web have some of their own.
func losesLetters(text string) bool {
	if strings.Contains(text, "://") || strings.Contains(text, "www.") {
		return false
	}
	var before, last rune
	for _, r := range text {
		if last == '?' && unicode.IsLetter(before) && unicode.IsLower(r) {
			return true
		}
		before, last = last, r
	}
	return false
}
