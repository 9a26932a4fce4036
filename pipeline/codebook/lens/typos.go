package lens

import (
	"strings"
)

// typos finds the words of lenses that a word which none of them has may be a
// misspelling of. Small surveys cannot teach the analyser which words are meant;
// the lenses name them.
type typos struct {
	terms map[beginning][]typoTerm
}

// A beginning is the first letter of a term, which people seldom get wrong, and how many
// letters it has.
type beginning struct {
	letter  rune
	letters int
}

// A typoTerm is a term of the lenses.
type typoTerm struct {
	text    string
	letters []rune
}

// shortestTypo is how long a term must be to be met misspelt: shorter words are
// too easily another word. Chosen by eye.
const shortestTypo = 6

func newTypos(terms map[string][]int32) *typos {
	t := &typos{terms: map[beginning][]typoTerm{}}
	for term := range terms {
		if letters := []rune(term); len(letters) >= shortestTypo {
			at := beginning{letters[0], len(letters)}
			t.terms[at] = append(t.terms[at], typoTerm{term, letters})
		}
	}
	return t
}

// meant is the term of the lenses that word is most likely a misspelling of, ""
// for none or for several.
func (t *typos) meant(word string) string {
	letters := []rune(word)
	if len(letters) < shortestTypo-1 || strings.ContainsAny(word, "'-_.0123456789") {
		return ""
	}
	found := ""
	for n := len(letters) - 1; n <= len(letters)+1; n++ {
		for _, term := range t.terms[beginning{letters[0], n}] {
			if !slip(letters, term.letters) {
				continue
			}
			if found != "" {
				return ""
			}
			found = term.text
		}
	}
	return found
}

// slip says whether a is a likely slip of the pen for b: a letter
// doubled or written once, two letters swapped, an accent lost, or one letter
// left out or put in within a long word.
func slip(a, b []rune) bool {
	i := 0
	for i < min(len(a), len(b)) && a[i] == b[i] {
		i++
	}
	x, y := a[i:], b[i:]
	for len(x) > 0 && len(y) > 0 && x[len(x)-1] == y[len(y)-1] {
		x, y = x[:len(x)-1], y[:len(y)-1]
	}
	inside := i >= 2 && i < len(b)-2
	switch {
	case len(x) == 2 && len(y) == 2:
		return i >= 1 && x[0] == y[1] && x[1] == y[0]
	case len(x) == 1 && len(y) == 1:
		accent := strings.ContainsRune("æøå", y[0]) && strings.ContainsRune("aoe", x[0])
		return accent || inside && len(b) >= 9
	case len(x) == 0 && len(y) == 1:
		return i > 0 && b[i-1] == y[0] || inside && len(b) >= 7
	case len(x) == 1 && len(y) == 0:
		return i > 0 && a[i-1] == x[0] || inside && len(b) >= 7
	}
	return false
}
