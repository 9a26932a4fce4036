package index

import (
	"cmp"
	"context"
	"errors"
	"math"
	"slices"
	"strings"
	"unicode"

	"stemme/models"
)

// ErrUnknownKey says that the index holds no comment with a key.
var ErrUnknownKey = errors.New("no such comment in the search index")

// similarTerms is how many terms of a comment others are looked for by: its
// rarest. Chosen by eye.
const similarTerms = 20

// Similar finds at most n comments that share the most telling words with the
// one of key, best first, ties by key. A comment without words has none.
func (ix *Index) Similar(ctx context.Context, key models.Key, n int) ([]Hit, error) {
	var hits []Hit
	err := ix.within(ctx, func() error {
		row, found := ix.cols.rowOf(key)
		if !found {
			return ErrUnknownKey
		}
		wanted, err := ix.likeness(ctx, row)
		if err != nil || wanted == nil || n <= 0 {
			return err
		}
		s := &search{ix: ix, ctx: ctx, req: Request{Size: n + 1, Highlight: true}, plan: wanted}
		res, err := s.result()
		if err != nil {
			return err
		}
		hits = slices.DeleteFunc(res.Hits, func(h Hit) bool { return h.Key == key })
		hits = hits[:min(n, len(hits))]
		return nil
	})
	return hits, err
}

// likeness is a plan for the most telling terms of a row: those that it holds
// often and few others hold. A term that only it holds tells nothing.
func (ix *Index) likeness(ctx context.Context, row int) (plan, error) {
	times := map[uint32]int{}
	for _, w := range ix.cols.words[ix.cols.wordsAt[row]:ix.cols.wordsAt[row+1]] {
		times[ix.cols.termOf[w]]++
	}
	type telling struct {
		term   uint32
		weight float64
	}
	var terms []telling
	for t, n := range times {
		if rows := int(ix.cols.termRows[t]); rows > 1 {
			terms = append(terms, telling{t, math.Sqrt(float64(n)) * idf(ix.cols.n, rows)})
		}
	}
	slices.SortFunc(terms, func(a, b telling) int {
		return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(a.term, b.term))
	})
	p := &planner{ix: ix, ctx: ctx, own: map[uint32]bool{}}
	var any planOr
	for _, t := range terms[:min(similarTerms, len(terms))] {
		l := &leaf{words: newBitSet(ix.cols.exact.len())}
		p.term(l, ix.cols.terms.clone(int(t.term)))
		if err := p.weigh(l); err != nil {
			return nil, err
		}
		any = append(any, l)
	}
	if any == nil {
		return nil, nil
	}
	return any, nil
}

// A Term is a word that sets a result apart from the rest.
type Term struct {
	Written string  // its commonest written form
	Rows    int     // comments of the result that hold it, in any form
	Share   float64 // of the result, in [0, 1]
	Rest    float64 // share of all other comments, in [0, 1]
	Z       float64 // how surely it is more frequent here, in standard errors
}

// Significant is at most n words that are more frequent among the comments that
// req finds than among the rest, surest first, ties by term. Words of the query
// itself are left out, and those that fewer than req.MinGroup, or three,
// comments hold.
//
// Method: log-odds ratio with an informative Dirichlet prior, taken from the
// whole index; Monroe, Colaresi and Quinn, "Fightin' Words", Political Analysis
// 16 (2008), section 3.5.1.
func (ix *Index) Significant(ctx context.Context, req Request, n int) ([]Term, error) {
	var terms []Term
	err := ix.within(ctx, func() error {
		s, err := ix.prepare(ctx, req)
		if err != nil {
			return err
		}
		counts := make([][]uint32, len(ix.shards))
		sizes := make([]int, len(ix.shards))
		if err := s.each(func(i int, e *evaluation, set bitSet) error {
			counts[i], sizes[i] = e.termRows(set), set.count()
			return nil
		}); err != nil {
			return err
		}
		here, size := make([]uint32, ix.cols.terms.len()), 0
		for i := range counts {
			size += sizes[i]
			for t, c := range counts[i] {
				here[t] += c
			}
		}
		terms = ix.apart(here, size, s.own, max(req.MinGroup, 3))
		terms = terms[:max(0, min(n, len(terms)))]
		return ctx.Err()
	})
	return terms, err
}

// termRows counts by term the rows of set that hold it.
func (e *evaluation) termRows(set bitSet) []uint32 {
	c := e.ix.cols
	counts, last := make([]uint32, c.terms.len()), make([]uint32, c.terms.len())
	for row := range set.each() {
		at := e.shard.rows.Low + int(row)
		for _, w := range c.words[c.wordsAt[at]:c.wordsAt[at+1]] {
			if t := c.termOf[w]; last[t] != row+1 {
				last[t] = row + 1
				counts[t]++
			}
		}
	}
	return counts
}

// apart are the terms that are surely more frequent in size rows that hold them
// as often as here says than in the others.
func (ix *Index) apart(here []uint32, size int, own map[uint32]bool, fewest int) []Term {
	c := ix.cols
	rest := float64(c.n - size)
	var terms []Term
	for t, rows := range here {
		if int(rows) < fewest || own[uint32(t)] {
			continue
		}
		a, b := float64(rows), float64(c.termRows[t])-float64(rows)
		prior := float64(c.termRows[t]) / float64(c.n) * priorRows
		here := math.Log((a + prior) / (float64(size) + priorRows - a - prior))
		there := math.Log((b + prior) / (rest + priorRows - b - prior))
		z := (here - there) / math.Sqrt(1/(a+prior)+1/(b+prior))
		if z < surely || math.IsNaN(z) {
			continue
		}
		written := c.writtenForm(uint32(t))
		if !strings.ContainsFunc(written, unicode.IsLetter) {
			continue
		}
		terms = append(terms, Term{written, int(rows), a / float64(size), b / max(rest, 1), z})
	}
	slices.SortStableFunc(terms, func(a, b Term) int { return cmp.Compare(b.Z, a.Z) })
	return terms
}

// priorRows is the size of the prior in comments: what a result of so many
// comments of the usual mix would say. Chosen by eye on the reviews.
const priorRows = 10

// surely is the fewest standard errors that a word is told at.
const surely = 1.96

// writtenForm is how a term is mostly written.
func (c *columns) writtenForm(term uint32) string {
	best, written := uint32(0), ""
	for _, w := range c.wordsOf.of(term) {
		if c.wordCount[w] > best {
			best, written = c.wordCount[w], c.written.clone(int(w))
		}
	}
	return written
}
