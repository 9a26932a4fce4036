package naming

import (
	"slices"

	"stemme/models/bitset"
)

// postings list, for every topical term, the different clauses that mention a
// theme and hold it, ascending.
type postings struct {
	of  [][]int32
	all []int32 // clauses, ascending
}

// postings lists the clauses of themes, each clause for its likeliest theme.
func (c *corpus) postings(themes []theme) *postings {
	p := &postings{of: make([][]int32, len(c.terms))}
	var all []int32
	for t := range themes {
		all = append(all, c.different(&themes[t])...)
	}
	slices.Sort(all)
	p.all = all
	for _, clause := range all {
		for _, tok := range c.at(clause) {
			if of := p.of[tok.term]; tok.said() && (len(of) == 0 || of[len(of)-1] != clause) {
				p.of[tok.term] = append(of, clause)
			}
		}
	}
	return p
}

// said says whether a token speaks of its term: a word, or the head of a
// compound.
func (t token) said() bool { return t.kind.Topical() && !t.modifier }

// union lists the clauses that hold any of terms.
func (p *postings) union(terms []int32) []int32 {
	if len(terms) == 1 {
		return p.of[terms[0]]
	}
	var out []int32
	for _, t := range terms {
		out = append(out, p.of[t]...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// set is union as a set.
func (p *postings) set(terms []int32) bitset.Set {
	out := bitset.New(int(p.all[len(p.all)-1]) + 1)
	for _, t := range terms {
		for _, clause := range p.of[t] {
			out.Add(uint32(clause))
		}
	}
	return out
}

// different lists the clauses of a theme without repeats: what a hundred
// customers paste is said once.
func (c *corpus) different(t *theme) []int32 {
	seen := make(map[uint64]bool, len(t.mentions))
	out := make([]int32, 0, len(t.mentions))
	for _, m := range t.mentions {
		clause := c.response[m.Response] + int32(m.Clause)
		hash := uint64(14695981039346656037) // FNV-1a over terms
		for _, tok := range c.at(clause) {
			hash = (hash ^ uint64(tok.term)) * 1099511628211
			hash ^= hash >> 29
		}
		if !seen[hash] {
			seen[hash] = true
			out = append(out, clause)
		}
	}
	return out
}
