package lens

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// typos finds the words of lenses that a word which none of them has may be a
// misspelling of. Small surveys cannot teach the analyser which words are meant;
// the lenses name them.
type typos struct {
	near map[string][]string // a term less one letter, or a term: terms
}

// shortestTypo is how long a term must be to be met misspelt: shorter words are
// too easily another word. Chosen by eye.
const shortestTypo = 6

func newTypos(terms map[string][]int32) *typos {
	t := &typos{near: map[string][]string{}}
	sorted := make([]string, 0, len(terms))
	for term := range terms {
		if utf8.RuneCountInString(term) >= shortestTypo {
			sorted = append(sorted, term)
		}
	}
	slices.Sort(sorted)
	for _, term := range sorted {
		deletions(term, func(less string) { t.near[less] = append(t.near[less], term) })
	}
	return t
}

// deletions calls use with term and with term less each of its letters but the
// first.
func deletions(term string, use func(string)) {
	use(term)
	for i, r := range term {
		if i > 0 {
			use(term[:i] + term[i+utf8.RuneLen(r):])
		}
	}
}

// meant is the term of the lenses that word is most likely a misspelling of, ""
// for none or for several.
func (t *typos) meant(word string) string {
	if utf8.RuneCountInString(word) < shortestTypo-1 || strings.ContainsAny(word, "'-_.0123456789") {
		return ""
	}
	found := ""
	deletions(word, func(less string) {
		for _, term := range t.near[less] {
			if term != found && slip(word, term) {
				if found != "" {
					found = "?"
					return
				}
				found = term
			}
		}
	})
	if found == "?" {
		return ""
	}
	return found
}

// slip says whether written is a likely slip of the pen for meant: a letter
// doubled or written once, two letters swapped, an accent lost, or one letter
// left out or put in within a long word.
func slip(written, meant string) bool {
	a, b := []rune(written), []rune(meant)
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
