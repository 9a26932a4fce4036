package stemming

import (
	_ "embed"
	"slices"
	"strings"
	"sync"

	"stemme/models"
)

//go:embed kin.txt
var kinText string

// A Kinship says which Danish words speak of the same matter: words of like
// meaning, parts and wholes, verbs and their nouns. It never changes.
type Kinship struct {
	heads  []string           // by group, the word that names it
	terms  [][]string         // by group, its terms, ascending
	words  [][]string         // by group, its words as the table has them
	groups map[string][]int32 // by term, the groups that it is of, ascending
}

// Kin is the table of kinships that the program brings along, read once. Its
// words are terms as an Analyser without a lexicon makes them.
var Kin = sync.OnceValue(func() *Kinship { return readKin(kinText) })

// readKin reads a table: a group of words a line, the first of which names it;
// empty lines and those that begin with # are none.
func readKin(text string) *Kinship {
	k := &Kinship{groups: map[string][]int32{}}
	a := NewAnalyser(nil, DefaultLayers())
	for line := range strings.Lines(text) {
		words := strings.Fields(line)
		if len(words) == 0 || strings.HasPrefix(line, "#") {
			continue
		}
		group := int32(len(k.heads))
		var terms []string
		for _, w := range words {
			if e := a.compose(w, wordShape, models.Danish); e.kind == models.Content {
				terms = append(terms, e.term)
			}
		}
		slices.Sort(terms)
		terms = slices.Compact(terms)
		for _, t := range terms {
			k.groups[t] = append(k.groups[t], group)
		}
		k.heads, k.terms, k.words = append(k.heads, words[0]), append(k.terms, terms), append(k.words, words)
	}
	return k
}

// Len is the number of groups.
func (k *Kinship) Len() int { return len(k.heads) }

// Groups lists the groups that a term is of, ascending; none for most terms.
func (k *Kinship) Groups(term string) []int32 { return k.groups[term] }

// Terms lists the terms of a group, ascending. The caller must not change it.
func (k *Kinship) Terms(group int32) []string { return k.terms[group] }

// Words lists the words of a group as they are written, its head first. The caller must
// not change it.
func (k *Kinship) Words(group int32) []string { return k.words[group] }

// Head is the word that names a group.
func (k *Kinship) Head(group int32) string { return k.heads[group] }
