package naming

import (
	"slices"

	"stemme/models"
	"stemme/models/bitset"
)

// postings list, for every unit, the different clauses that mention a theme and hold
// it as itself, ascending.
type postings struct {
	of  [][]int32
	all []int32 // clauses, ascending
}

// postings lists the clauses of themes, each clause for its likeliest theme.
func (c *corpus) postings(themes []theme) *postings {
	p := &postings{of: make([][]int32, len(c.units))}
	var all []int32
	for t := range themes {
		all = append(all, c.different(&themes[t])...)
	}
	slices.Sort(all)
	p.all = all
	for _, clause := range all {
		for _, tok := range c.at(clause) {
			unit := c.speaksOf(tok)
			if unit == noUnit || tok.modifier {
				continue
			}
			if of := p.of[unit]; len(of) == 0 || of[len(of)-1] != clause {
				p.of[unit] = append(of, clause)
			}
		}
	}
	return p
}

// set is the clauses that hold a unit as itself.
func (p *postings) set(unit int32) bitset.Set {
	out := bitset.New(int(p.all[len(p.all)-1]) + 1)
	for _, clause := range p.of[unit] {
		out.Add(uint32(clause))
	}
	return out
}

// different lists the clauses of a theme, without repeats where these do not count: what
// a hundred customers paste is said once.
func (c *corpus) different(t *theme) []int32 {
	seen := make(map[uint64]bool, len(t.mentions))
	out := make([]int32, 0, len(t.mentions))
	for _, m := range t.mentions {
		clause := c.response[m.Response] + int32(m.Clause)
		if hash := c.hash(clause); c.repeats || !seen[hash] {
			seen[hash] = true
			out = append(out, clause)
		}
	}
	return out
}

// hash is that of the terms of a clause: FNV-1a.
func (c *corpus) hash(clause int32) uint64 {
	hash := uint64(14695981039346656037)
	for _, tok := range c.at(clause) {
		hash = (hash ^ uint64(tok.term)) * 1099511628211
		hash ^= hash >> 29
	}
	return hash
}

// A side is on which side of the score customers are: how many are promoters or
// detractors, and how many more promoters than detractors.
type side struct{ sided, likes int }

func (s side) and(t side) side { return side{s.sided + t.sided, s.likes + t.likes} }

// sideOf is the side of who gave a response.
func sideOf(r *models.Response) side {
	switch r.Class() {
	case models.Promoter:
		return side{1, 1}
	case models.Detractor:
		return side{1, -1}
	}
	return side{}
}

// sides sets the side of each of the clauses that different lists: of all who say the
// same of the theme, so that what a hundred paste counts for its side a hundred times.
func (c *corpus) sides(in Input, themes []theme) {
	c.side = make([]side, len(c.of))
	for t := range themes {
		first := make(map[uint64]int32, len(themes[t].mentions))
		for _, m := range themes[t].mentions {
			clause := c.response[m.Response] + int32(m.Clause)
			if !c.repeats {
				hash := c.hash(clause)
				if _, known := first[hash]; !known {
					first[hash] = clause
				}
				clause = first[hash]
			}
			c.side[clause] = c.side[clause].and(sideOf(&in.Responses[m.Response]))
		}
	}
}
