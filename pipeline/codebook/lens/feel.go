package lens

import (
	_ "embed"
	"slices"
	"sync"

	"github.com/goccy/go-yaml"

	"stemme/models"
)

// Feelings are entries of their own behind those of the lenses: what words say
// of whatever they stand beside, and what turns it round.
const (
	feelsGood = iota
	feelsBad
	lacks  // "mangler", "savner": turns praise before which it stands
	wishes // "kunne være", "burde": asks for more than there is
	seems  // "kan godt", "dyrlæge": hides those of which it holds a word
	unable // "kan ikke": a negation that turns no blame
	rarely // "sjældent": turns like a negation, to the end of the clause
	fronts // "ikke en eneste gang", "hverken": a negation whose reach has no bound of words
	hollow // "uden undtagelse", "sjældent god": neither negation nor rarity
	works  // "virker", "kommer": blames by being denied
	feelings
)

//go:embed feelings.yaml
var feelingsFile []byte

// feelingLists is what feelings.yaml holds.
type feelingLists struct {
	Sets    map[string][]string `yaml:"sets"` // that every lens may name
	Good    []string            `yaml:"good"`
	Bad     []string            `yaml:"bad"`
	Lacks   []string            `yaml:"lacks"`
	Wishes  []string            `yaml:"wishes"`
	Nothing []string            `yaml:"nothing"`
	Unable  []string            `yaml:"unable"`
	Rarely  []string            `yaml:"rarely"`
	Fronts  []string            `yaml:"fronts"`
	Hollow  []string            `yaml:"hollow"`
	Works   []string            `yaml:"works"`
}

var shippedFeelings = sync.OnceValue(func() *feelingLists {
	f := &feelingLists{}
	if err := yaml.UnmarshalWithOptions(feelingsFile, f, yaml.Strict()); err != nil {
		panic("lens: feelings.yaml: " + err.Error())
	}
	return f
})

// sharedSets are the sets that every lens may name.
func sharedSets() map[string][]string { return shippedFeelings().Sets }

// feelings compiles the words of feelings behind the entries.
func (c *compiler) feelings() {
	f := shippedFeelings()
	first := int32(len(c.m.entries))
	for kind, list := range [feelings][]string{f.Good, f.Bad, f.Lacks, f.Wishes, f.Nothing, f.Unable, f.Rarely, f.Fronts, f.Hollow, f.Works} {
		for _, text := range list {
			c.patterns(first+int32(kind), speaks, text, f.Sets, DefaultNear)
		}
	}
}

// A feeling is what words of a clause say of what stands beside them.
type feeling struct {
	kind    int
	first   int32
	last    int32
	segment int32
	value   float64
}

// feel lists the feelings of the clause that was read, from its hits. Of those
// that share a word the one of most words counts.
func (r *Reader) feel(dst []feeling) []feeling {
	first := int32(len(r.m.entries))
	of := r.some[0][:0]
	for _, h := range r.hits {
		if kind := h.entry - first; kind >= 0 && kind < unable {
			of = append(of, h)
		}
	}
	r.some[0] = of
	slices.SortStableFunc(of, func(a, b hit) int { return len(b.tokens) - len(a.tokens) })
	for i, h := range of {
		if slices.ContainsFunc(of[:i], func(o hit) bool { return share(o.tokens, h.tokens) && len(o.tokens) > len(h.tokens) }) {
			continue
		}
		if h.entry == first+seems {
			continue
		}
		f := feeling{kind: int(h.entry - first), first: slices.Min(h.tokens), last: slices.Max(h.tokens)}
		f.segment = r.tokens[f.first].segment
		switch f.kind {
		case feelsGood:
			f.value = 1
		case feelsBad:
			f.value = -1
		}
		if f.value != 0 && r.negated(h, false) {
			f.value *= -0.7
		}
		dst = append(dst, f)
	}
	for i := range dst {
		f := &dst[i]
		if f.kind == feelsGood && r.lacking(dst, f.first, f.segment) {
			f.value = -f.value
		}
	}
	return dst
}

// reach is how many words ahead a lack turns what it stands before. Chosen by eye.
const reach = 4

// lacking says whether something before token i says that it is missing.
func (r *Reader) lacking(all []feeling, i, segment int32) bool {
	return slices.ContainsFunc(all, func(f feeling) bool {
		return f.kind == lacks && f.last < i && i-f.last <= reach && f.segment == segment &&
			!r.tokens[f.first].term.Negated && !r.hollow(f.first)
	})
}

// negated says whether a negation around the hit turns what it says. Blame is not
// turned by what somebody cannot do.
func (r *Reader) negated(h hit, blame bool) bool {
	if r.m.rules[h.rule].negates {
		return false
	}
	for _, i := range h.tokens {
		if t := r.tokens[i]; t.term.Negated && !t.light {
			return !blame || !slices.Contains(r.cannot, r.negation(i))
		}
	}
	return false
}

// denying says whether the clause that was read has a negation.
func (r *Reader) denying() bool {
	return slices.ContainsFunc(r.tokens, func(t token) bool { return t.term.Kind == models.Negation })
}

// negation is the token whose negation reaches token i: the nearest before it, or else
// the nearest behind it; -1 for none.
func (r *Reader) negation(i int32) int32 {
	for _, step := range [2]int32{-1, 1} {
		for j := i + step; j >= 0 && int(j) < len(r.tokens); j += step {
			if r.tokens[j].term.Kind == models.Negation {
				return j
			}
		}
	}
	return -1
}

// inability lists in r.cannot the negations of what somebody can.
func (r *Reader) inability() {
	r.cannot = r.cannot[:0]
	entry := int32(len(r.m.entries)) + unable
	for _, h := range r.hits {
		if h.entry != entry {
			continue
		}
		for _, i := range h.tokens {
			if r.tokens[i].term.Kind == models.Negation {
				r.cannot = append(r.cannot, i)
			}
		}
	}
}

func share(a, b []int32) bool {
	return slices.ContainsFunc(a, func(i int32) bool { return slices.Contains(b, i) })
}
