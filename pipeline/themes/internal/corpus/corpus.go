// Package corpus counts the terms of clauses: the vocabulary, and a matrix with
// one row for each different clause.
package corpus

import (
	"cmp"
	"slices"

	"stemme/pipeline/themes/internal/linear"
	"stemme/pipeline/themes/internal/vectors"
)

// A Corpus is a set of clauses as counts of terms. Neither the order of the
// clauses it is made of nor how often one is repeated shows in Rows.
type Corpus struct {
	Terms    []string // sorted
	TermHash []uint64 // of each term, from its text alone
	Rows     *linear.Sparse
	Hash     []uint64 // of each row, from its terms; ascending
	Times    []int32  // how many clauses are the same as the row
	Row      []int32  // the row of each clause given, -1 for one without known terms
}

// New makes the corpus of clauses, of the terms that at least minimum different
// clauses hold.
//
// Rows come in the order of their hashes, so that the first n of them are a
// sample that is as good as random, and that two overlapping sets of clauses
// share for the most part (Broder's bottom sketch, 1997).
func New(clauses []Bag, minimum int) *Corpus {
	full := group(clauses, nil)
	df := map[string]int{}
	for _, g := range full {
		for i, t := range g.terms {
			if i == 0 || g.terms[i-1] != t {
				df[t]++
			}
		}
	}
	c := &Corpus{Row: make([]int32, len(clauses))}
	for t, n := range df {
		if n >= minimum {
			c.Terms = append(c.Terms, t)
		}
	}
	slices.Sort(c.Terms)
	id := make(map[string]int32, len(c.Terms))
	for i, t := range c.Terms {
		id[t] = int32(i)
		c.TermHash = append(c.TermHash, hash(t))
	}
	c.fill(group(clauses, id), id)
	return c
}

// fill makes the rows of groups of like clauses.
func (c *Corpus) fill(groups []like, id map[string]int32) {
	c.Rows = &linear.Sparse{Cols: len(c.Terms), Ptr: []int{0}}
	for i := range c.Row {
		c.Row[i] = -1
	}
	for _, g := range groups {
		for i, t := range g.terms {
			if i > 0 && g.terms[i-1] == t {
				c.Rows.Val[len(c.Rows.Val)-1]++
				continue
			}
			c.Rows.Idx, c.Rows.Val = append(c.Rows.Idx, id[t]), append(c.Rows.Val, 1)
		}
		for _, t := range g.near {
			c.Rows.Idx, c.Rows.Val = append(c.Rows.Idx, id[t]), append(c.Rows.Val, Near)
		}
		for _, m := range g.members {
			c.Row[m] = int32(len(c.Hash))
		}
		c.Rows.Ptr = append(c.Rows.Ptr, len(c.Rows.Idx))
		c.Hash, c.Times = append(c.Hash, g.hash), append(c.Times, int32(len(g.members)))
	}
}

// Near is how much a term of a neighbouring clause counts beside one of the
// clause itself.
const Near = 0.5

// A Bag is a clause as terms. Those of neighbouring clauses stand beside a
// clause that says too little to be understood alone.
type Bag struct {
	Terms []string
	Near  []string
}

// like is a group of clauses of the same terms.
type like struct {
	hash    uint64
	terms   []string // sorted
	near    []string // sorted
	members []int32
}

// group gathers clauses of the same known terms, in the order of their hashes;
// a nil id knows every term. Clauses without known terms are in no group.
func group(clauses []Bag, id map[string]int32) []like {
	all := make([]like, 0, len(clauses))
	for i, clause := range clauses {
		g := like{terms: make([]string, 0, len(clause.Terms)), members: []int32{int32(i)}}
		for _, t := range clause.Terms {
			if _, known := id[t]; known || id == nil {
				g.terms = append(g.terms, t)
			}
		}
		if len(g.terms) == 0 {
			continue
		}
		slices.Sort(g.terms)
		for _, t := range clause.Near {
			if _, known := id[t]; (known || id == nil) && !slices.Contains(g.terms, t) && !slices.Contains(g.near, t) {
				g.near = append(g.near, t)
			}
		}
		slices.Sort(g.near)
		for _, t := range g.near {
			g.hash = vectors.Mix(g.hash*31 + hash(t))
		}
		for _, t := range g.terms {
			g.hash = vectors.Mix(g.hash*31 + hash(t))
		}
		all = append(all, g)
	}
	slices.SortFunc(all, func(a, b like) int {
		return cmp.Or(cmp.Compare(a.hash, b.hash), slices.Compare(a.terms, b.terms), slices.Compare(a.near, b.near))
	})
	out := all[:0]
	for _, g := range all {
		if last := len(out) - 1; last >= 0 && out[last].hash == g.hash && slices.Equal(out[last].terms, g.terms) && slices.Equal(out[last].near, g.near) {
			out[last].members = append(out[last].members, g.members...)
			continue
		}
		out = append(out, g)
	}
	return out
}

// hash is FNV-1a of s, scattered.
func hash(s string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return vectors.Mix(h)
}
