package report

import (
	"slices"
	"strings"
	"unicode"
)

// A likeness says whether two comments are too like for both to be quoted.
type likeness func(a, b string) bool

// sameTold says whether two comments tell a reader the same twice: they overlap in 0.6 of
// their words, or have a sentence in common; sameWords whether they are one comment with a
// letter or a name changed. Chosen by eye on invented comments that differ in a name or a
// number.
func sameTold(a, b string) bool {
	return overlap(wordsOf(a), wordsOf(b)) >= 0.6 || sameSentence(sentencesOf(a), sentencesOf(b))
}

func sameWords(a, b string) bool { return overlap(wordsOf(a), wordsOf(b)) >= 0.8 }

// How like two sentences are that are one: of fewer words than wholeSentence ("kan kun
// anbefales") one may end comments that tell different things, so both must begin with it.
// Chosen by eye.
const sentenceAlike, wholeSentence, shortestSentence = 0.75, 4, 3

// sameSentence says whether one sentence stands in both of two comments, or begins both.
// Where they have no full stop between, the shorter beginning counts.
func sameSentence(a, b [][]string) bool {
	for i, x := range a {
		for j, y := range b {
			if n := min(len(x), len(y)); n >= shortestSentence && (n >= wholeSentence || i == 0 && j == 0) &&
				(overlap(x, y) >= sentenceAlike || i == 0 && j == 0 && overlap(x[:n], y[:n]) >= sentenceAlike) {
				return true
			}
		}
	}
	return false
}

// sentencesOf are the words of a text, sentence by sentence; those without words are none.
func sentencesOf(text string) (all [][]string) {
	for _, sentence := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(".!?\n", r) }) {
		if words := wordsOf(sentence); len(words) > 0 {
			all = append(all, words)
		}
	}
	return all
}

func wordsOf(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// overlap is the share of the different words of two texts that both hold (Jaccard 1912),
// those that are one word by a slip of a finger taken as one; 1 of nothing.
func overlap(a, b []string) float64 {
	x, y := different(a), different(b)
	if len(x)+len(y) == 0 {
		return 1
	}
	both := 0
	for _, w := range x {
		at, same := slices.BinarySearch(y, w)
		if !same {
			at = slices.IndexFunc(y, func(v string) bool { return slip(w, v) && !slices.Contains(x, v) })
		}
		if at >= 0 && at < len(y) {
			both, y = both+1, slices.Delete(y, at, at+1)
		}
	}
	return float64(both) / float64(len(x)+len(y)) // what both hold is gone from y
}

// different are the different words, in order.
func different(words []string) []string { return slices.Compact(slices.Sorted(slices.Values(words))) }

// shortestSlip is how long a word is, in letters, of which another is a slip: "ikke" is none
// of "inkl".
const shortestSlip = 5

// slip says whether two words are one letter apart: one too many, one wrong, or two swapped
// (Damerau 1964). The first letter stays.
func slip(a, b string) bool {
	x, y := []rune(a), []rune(b)
	if len(x) > len(y) {
		x, y = y, x
	}
	if len(x) < shortestSlip || len(y)-len(x) > 1 || x[0] != y[0] {
		return false
	}
	from := 0
	for from < len(x) && x[from] == y[from] {
		from++
	}
	x, y = x[from:], y[from:]
	switch {
	case len(x) < len(y):
		return slices.Equal(x, y[1:])
	case len(x) == 0:
		return true
	case slices.Equal(x[1:], y[1:]):
		return true
	}
	return len(x) > 1 && x[0] == y[1] && x[1] == y[0] && slices.Equal(x[2:], y[2:])
}
