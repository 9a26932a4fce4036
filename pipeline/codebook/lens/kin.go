package lens

import (
	_ "embed"
	"slices"
	"strings"
	"sync"

	"stemme/models"
	"stemme/stemming"
)

//go:embed kin.txt
var kinText string

// A kinship is the groups of words of like matters that lessons are learned by: the
// first are those of stemming.Kin, the others those of kin.txt, which are too wide
// for a search. It never changes.
type kinship struct {
	terms  [][]string         // by group
	groups map[string][]int32 // by term, ascending
}

// kin reads the groups, once.
var kin = sync.OnceValue(func() *kinship {
	k := &kinship{groups: map[string][]int32{}}
	for g := range stemming.Kin().Len() {
		k.add(stemming.Kin().Terms(int32(g)))
	}
	analyser := stemming.NewAnalyser(nil, stemming.DefaultLayers())
	for line := range strings.Lines(kinText) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		var terms []string
		for word := range strings.FieldsSeq(line) {
			if doc := analyser.Document(word, models.Danish); len(doc.Clauses) > 0 {
				terms = append(terms, doc.Clauses[0].Terms[0].Text)
			}
		}
		k.add(terms)
	}
	return k
})

// add adds a group.
func (k *kinship) add(terms []string) {
	group := int32(len(k.terms))
	for _, t := range terms {
		if of := k.groups[t]; !slices.Contains(of, group) {
			k.groups[t] = append(of, group)
		}
	}
	k.terms = append(k.terms, terms)
}

// Akin says whether two terms are the same, or of a group of words of like matters.
func Akin(a, b string) bool {
	if a == b {
		return true
	}
	of := kin().groups
	return slices.ContainsFunc(of[a], func(g int32) bool { return slices.Contains(of[b], g) })
}
