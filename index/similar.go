package index

import (
	"cmp"
	"context"
	"errors"
	"math"
	"slices"

	"stemme/index/internal/query"
	"stemme/models"
	"stemme/models/bitset"
)

// ErrUnknownKey says that the index holds no comment with a key.
var ErrUnknownKey = errors.New("no such comment in the search index")

// similarTerms is how many terms of a comment others are looked for by: its
// rarest. Chosen by eye.
const similarTerms = 20

// Similar finds at most n comments that the filter lets through and that share the
// most telling content words with the one of key, best first, ties by key. A comment
// without words has none.
func (ix *Index) Similar(ctx context.Context, key models.Key, filter Filter, n int) ([]Hit, error) {
	var hits []Hit
	err := ix.within(ctx, func() error {
		row, found := ix.rowOf(key)
		if !found {
			return ErrUnknownKey
		}
		wanted, err := ix.likeness(ctx, row, filter)
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
//
// Grammar words and numbers say how something was said, not what of: they count only
// where a comment holds nothing else.
func (ix *Index) likeness(ctx context.Context, row int, filter Filter) (query.Plan, error) {
	times := map[uint32]int{}
	for _, w := range ix.cols.Words[ix.cols.WordsAt[row]:ix.cols.WordsAt[row+1]] {
		times[ix.cols.TermOf[w]]++
	}
	type telling struct {
		term   uint32
		weight float64
	}
	var terms, others []telling
	for t, n := range times {
		if rows := int(ix.cols.TermRows[t]); rows > 1 {
			one := telling{t, math.Sqrt(float64(n)) * query.IDF(ix.cols.N, rows)}
			if _, _, topical := ix.cols.Usage(t); topical {
				terms = append(terms, one)
			} else {
				others = append(others, one)
			}
		}
	}
	if len(terms) == 0 {
		terms = others
	}
	slices.SortFunc(terms, func(a, b telling) int {
		return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(a.term, b.term))
	})
	var rarest []uint32
	for _, t := range terms[:min(similarTerms, len(terms))] {
		rarest = append(rarest, t.term)
	}
	return ix.corpus.AnyOf(ctx, rarest, filter)
}

// A Term is a word that sets a result apart from the rest.
type Term struct {
	Written string  // its commonest written form
	Rows    int     // comments of the result that hold it, in any form
	Share   float64 // of the result's comments, in [0, 1]
	Rest    float64 // share of all other comments, in [0, 1]
	Z       float64 // how surely it is more frequent here, in standard errors
}

// Significant is at most n words that make up more of the comments that req
// finds than of the rest, surest first, ties by term. Left out are the words of
// the query itself, grammar words and numbers, and what fewer comments than
// req.MinGroup, or than three, hold.
//
// Method: log-odds ratio of word counts with an informative Dirichlet prior,
// taken from all that can be found; Monroe, Colaresi and Quinn, "Fightin' Words",
// Political Analysis 16 (2008), section 3.5.1. Counting words, not comments,
// keeps the usual words out where one side writes longer comments.
func (ix *Index) Significant(ctx context.Context, req Request, n int) ([]Term, error) {
	var terms []Term
	err := ix.within(ctx, func() error {
		s, err := ix.prepare(ctx, req)
		if err != nil {
			return err
		}
		here, err := s.termCounts()
		if err != nil {
			return err
		}
		all, err := ix.allTerms(ctx)
		if err != nil {
			return err
		}
		terms = ix.setApart(here, all, s.own, max(req.MinGroup, 3))
		terms = terms[:max(0, min(n, len(terms)))]
		return ctx.Err()
	})
	return terms, err
}

// termCounts counts terms over some rows.
type termCounts struct {
	size        int      // rows
	words       int      // of all rows
	rows, times []uint32 // by term: rows that hold it, times they do
}

func (c *termCounts) add(d termCounts) {
	c.size += d.size
	c.words += d.words
	for t := range d.rows {
		c.rows[t] += d.rows[t]
		c.times[t] += d.times[t]
	}
}

// termCounts counts over the rows that s finds.
func (s *search) termCounts() (termCounts, error) {
	counts := make([]termCounts, len(s.ix.shards))
	err := s.each(func(i int, e *evaluation, set bitset.Set) error {
		counts[i] = e.termCounts(set)
		return nil
	})
	all := termCounts{rows: make([]uint32, s.ix.cols.Terms.Len()), times: make([]uint32, s.ix.cols.Terms.Len())}
	for _, c := range counts {
		all.add(c)
	}
	return all, err
}

// allTerms counts over all rows that can be found; without times where Usage knows
// them, which is of the whole index.
func (ix *Index) allTerms(ctx context.Context) (termCounts, error) {
	if ix.own != nil {
		return (&search{ix: ix, ctx: ctx}).termCounts()
	}
	return termCounts{size: ix.cols.N, words: len(ix.cols.Words), rows: ix.cols.TermRows}, nil
}

// termCounts counts over the rows of set.
func (e *evaluation) termCounts(set bitset.Set) termCounts {
	c := e.ix.cols
	n := termCounts{rows: make([]uint32, c.Terms.Len()), times: make([]uint32, c.Terms.Len())}
	last := make([]uint32, c.Terms.Len())
	for row := range set.Each() {
		at := e.shard.Rows.Low + int(row)
		words := c.Words[c.WordsAt[at]:c.WordsAt[at+1]]
		n.size++
		n.words += len(words)
		for _, w := range words {
			t := c.TermOf[w]
			n.times[t]++
			if last[t] != row+1 {
				last[t] = row + 1
				n.rows[t]++
			}
		}
	}
	return n
}

// setApart is the terms that are surely more of here than of the other rows of
// whole.
func (ix *Index) setApart(here, whole termCounts, own map[uint32]bool, fewest int) []Term {
	all, rest := float64(whole.words), float64(whole.size-here.size)
	inside := float64(here.words)
	var terms []Term
	for t, rows := range here.rows {
		if int(rows) < fewest || own[uint32(t)] {
			continue
		}
		times, written, topical := ix.cols.Usage(uint32(t))
		if whole.times != nil {
			times = int(whole.times[t])
		}
		if !topical {
			continue
		}
		a, b := float64(here.times[t]), float64(times)-float64(here.times[t])
		prior := float64(times) / all * priorWords
		z := (math.Log((a+prior)/(inside+priorWords-a-prior)) - math.Log((b+prior)/(all-inside+priorWords-b-prior))) /
			math.Sqrt(1/(a+prior)+1/(b+prior))
		if z >= surely {
			terms = append(terms, Term{written, int(rows), float64(rows) / float64(here.size),
				float64(whole.rows[t]-rows) / max(rest, 1), z})
		}
	}
	slices.SortStableFunc(terms, func(a, b Term) int { return cmp.Compare(b.Z, a.Z) })
	return terms
}

// priorWords is the size of the prior: what so many words of the usual mix would
// say. Chosen by eye on the reviews.
const priorWords = 500

// surely is the fewest standard errors that a word is told at.
const surely = 1.96
