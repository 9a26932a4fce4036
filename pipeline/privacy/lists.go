package privacy

import (
	_ "embed"
	"strings"
	"unicode/utf8"
)

// The lists are written for this program; each of their files says what it
// holds.
var (
	//go:embed lists/given.txt
	givenText string
	//go:embed lists/family.txt
	familyText string
	//go:embed lists/alike.txt
	alikeText string

	givenNames  = wordSet(withoutRemarks(givenText))
	familyNames = wordSet(withoutRemarks(familyText))
	alikeNames  = wordSet(withoutRemarks(alikeText))
)

// withoutRemarks is text without its lines that begin with #.
func withoutRemarks(text string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		if !strings.HasPrefix(line, "#") {
			b.WriteString(line)
		}
	}
	return b.String()
}

// A nameKind says what the lists know of a word.
type nameKind uint8

const (
	givenName  nameKind = 1 << iota // somebody's given name
	familyName                      // somebody's family name
	alike                           // also a word that names nobody
)

// nameOf looks up a word in lower case. Names joined by a hyphen are a name
// where each is, and a name in the genitive is the name.
func nameOf(word string) nameKind {
	if k := listed(word); k != 0 {
		return k
	}
	if first, rest, ok := strings.Cut(word, "-"); ok && first != "" && rest != "" {
		a, b := nameOf(first), nameOf(rest)
		if first == "al" || first == "el" {
			return familyName
		}
		return a & b & (givenName | familyName)
	}
	for _, ending := range []string{"'s", "’s", "s"} {
		if bare, ok := strings.CutSuffix(word, ending); ok && utf8.RuneCountInString(bare) > 2 {
			return listed(bare)
		}
	}
	return 0
}

// listed is nameOf for a word as it stands in the lists.
func listed(word string) (k nameKind) {
	if givenNames[word] {
		k |= givenName
	}
	if familyNames[word] {
		k |= familyName
	}
	if k != 0 && alikeNames[word] {
		k |= alike
	}
	return k
}

// is says whether k has all of the given kinds.
func (k nameKind) is(kinds nameKind) bool { return k&kinds == kinds }

// sure says whether k is of the given kind and no other word.
func (k nameKind) sure(kind nameKind) bool { return k&(kind|alike) == kind }
