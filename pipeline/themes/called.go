package themes

import (
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"stemme/models"
	"stemme/stemming"
)

// reader reads the words of names and of comments that are quoted beside them.
var reader = sync.OnceValue(func() *stemming.Analyser { return stemming.NewAnalyser(nil, stemming.DefaultLayers()) })

// leastPart is how many letters the stem of a name's word needs to be seen within a compound. Chosen by eye.
const leastPart = 4

// Calls says which comments hold a word of a theme's name: by its stem, its kin, or as the first or
// the last part of a compound. What is quoted beside a name should be one of those where one is.
func Calls(name string) func(comment string) bool {
	kin, stems := stemming.Kin(), map[string]bool{}
	var parts []string
	for _, t := range reader().Tokens(nil, name, models.Danish) {
		if !t.Kind.Topical() {
			continue
		}
		stems[t.Term] = true
		if utf8.RuneCountInString(t.Term) >= leastPart {
			parts = append(parts, t.Term)
		}
		for _, g := range kin.Groups(t.Term) {
			for _, said := range kin.Terms(g) {
				stems[said] = true
			}
		}
	}
	return func(comment string) bool {
		return slices.ContainsFunc(reader().Tokens(nil, comment, models.Danish), func(t stemming.Token) bool {
			return t.Kind.Topical() && (stems[t.Term] || slices.ContainsFunc(parts, func(part string) bool {
				return strings.HasPrefix(t.Term, part) || strings.HasSuffix(t.Term, part)
			}))
		})
	}
}

// CalledFirst puts those whose comments hold a word of a theme's name before the others, each in the
// order in which they are.
func CalledFirst[T any](some []T, name string, comment func(T) string) {
	calls := Calls(name)
	var others []T
	called := some[:0]
	for _, one := range some {
		if calls(comment(one)) {
			called = append(called, one)
		} else {
			others = append(others, one)
		}
	}
	copy(some[len(called):], others)
}
