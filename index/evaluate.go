package index

import (
	"context"
	"stemme/index/internal/postings"
	"stemme/index/internal/query"
	"stemme/models/bitset"
)

// An evaluation answers one plan on one shard. Rows are numbered within it.
type evaluation struct {
	ix    *Index
	ctx   context.Context
	shard *postings.Shard
	size  int
	found map[any][]weighted // by leaf or phrase: rows that hold it
	ranks *ranks             // nil until rows are ranked
}

// weighted is rows that hold a leaf or phrase, and what each time counts for. A
// row may come in several of them.
type weighted struct {
	list   []postings.Posting
	weight float64
	aside  bool // these come last
}

// ranks is the working space for ranking a shard's rows.
type ranks struct {
	score []float64 // by row
	tf    []float64 // by row; zero between uses
}

// space is working space for size rows, used or new.
func (ix *Index) space(size int) *ranks {
	r, ok := ix.spaces.Get().(*ranks)
	if !ok || len(r.score) < size {
		return &ranks{make([]float64, size), make([]float64, size)}
	}
	clear(r.score)
	return r
}

// done gives back what e has worked with.
func (e *evaluation) done() {
	if e.ranks != nil {
		e.ix.spaces.Put(e.ranks)
		e.ranks = nil
	}
}

func newEvaluation(ctx context.Context, ix *Index, s *postings.Shard) *evaluation {
	size := s.Rows.High - s.Rows.Low
	return &evaluation{ix: ix, ctx: ctx, shard: s, size: size, found: map[any][]weighted{}}
}

// rows is the set of rows that fulfil p.
func (e *evaluation) rows(p query.Plan) (bitset.Set, error) {
	switch p := p.(type) {
	case nil:
		all := bitset.New(e.size)
		all.Flip(e.size)
		return all, nil
	case query.And:
		return e.all(p)
	case query.Or:
		return e.join(p, bitset.Set.Or)
	case query.Not:
		set, err := e.rows(p.Of)
		if err == nil {
			set.Flip(e.size)
		}
		return set, err
	case query.Rows:
		return e.all(query.And{p})
	case *query.Phrase:
		return e.phrase(p)
	}
	return e.leaf(p.(*query.Leaf))
}

// all fulfils words first, and asks the columns only of the rows that are left.
func (e *evaluation) all(kids query.And) (bitset.Set, error) {
	var words []query.Plan
	for _, kid := range kids {
		if _, is := kid.(query.Rows); !is {
			words = append(words, kid)
		}
	}
	if len(words) == 0 {
		words = []query.Plan{nil}
	}
	set, err := e.join(words, bitset.Set.And)
	if err != nil {
		return nil, err
	}
	for _, kid := range kids {
		if rows, is := kid.(query.Rows); is {
			set.Keep(func(row uint32) bool { return rows.Holds(e.shard.Rows.Low + int(row)) })
		}
	}
	return set, nil
}

func (e *evaluation) join(kids []query.Plan, join func(bitset.Set, bitset.Set)) (bitset.Set, error) {
	set, err := e.rows(kids[0])
	for _, kid := range kids[1:] {
		if err != nil {
			return nil, err
		}
		var next bitset.Set
		if next, err = e.rows(kid); err == nil {
			join(set, next)
		}
	}
	return set, err
}

// leaf is the rows with a leaf's words.
func (e *evaluation) leaf(l *query.Leaf) (bitset.Set, error) {
	if err := e.ctx.Err(); err != nil {
		return nil, err
	}
	if _, known := e.found[l]; !known {
		all, err := e.fetch(l)
		if err != nil {
			return nil, err
		}
		e.found[l] = all
	}
	return e.set(e.found[l]), nil
}

// set is the rows of what was found.
func (e *evaluation) set(found []weighted) bitset.Set {
	set := bitset.New(e.size)
	for _, w := range found {
		for _, p := range w.list {
			set.Add(p.Row())
		}
	}
	return set
}

// fetch is who holds a leaf's words.
func (e *evaluation) fetch(l *query.Leaf) ([]weighted, error) {
	if l.Scan {
		list, err := e.scan(l)
		return []weighted{{list, 1, false}}, err
	}
	all := make([]weighted, len(l.Fetch))
	for i, f := range l.Fetch {
		if err := e.ctx.Err(); err != nil {
			return nil, err
		}
		list, err := e.ix.cache.Postings(e.shard, f.Field, f.Term)
		if err != nil {
			return nil, err
		}
		all[i] = weighted{list, f.Weight, f.Aside}
	}
	return all, nil
}

// scan walks all rows for a leaf's words.
func (e *evaluation) scan(l *query.Leaf) ([]postings.Posting, error) {
	var all []postings.Posting
	c, low := e.ix.cols, e.shard.Rows.Low
	for row := range e.size {
		if row%4096 == 0 && e.ctx.Err() != nil {
			return nil, e.ctx.Err()
		}
		times := uint32(0)
		for _, w := range c.Words[c.WordsAt[low+row]:c.WordsAt[low+row+1]] {
			if l.Words.Has(w) {
				times++
			}
		}
		if times > 0 {
			all = append(all, postings.NewPosting(uint32(row), times))
		}
	}
	return all, nil
}

// phrase is the rows with words in a row: those that hold all of them, looked
// through one by one.
func (e *evaluation) phrase(p *query.Phrase) (bitset.Set, error) {
	if found, known := e.found[p]; known {
		return e.set(found), nil
	}
	kids := make([]query.Plan, len(p.Slots))
	for i, slot := range p.Slots {
		kids[i] = slot
	}
	set, err := e.join(kids, bitset.Set.And)
	if err != nil {
		return nil, err
	}
	var all []postings.Posting
	for row := range set.Each() {
		if len(all)%1024 == 0 && e.ctx.Err() != nil {
			return nil, e.ctx.Err()
		}
		title, comment := e.ix.cols.RowWords(e.shard.Rows.Low + int(row))
		times := p.Times(title)
		if !p.Title {
			times += p.Times(comment)
		}
		if times == 0 {
			set[row>>6] &^= 1 << (row & 63)
			continue
		}
		all = append(all, postings.NewPosting(row, uint32(times)))
	}
	e.found[p] = []weighted{{all, 1, false}}
	return set, nil
}

// BM25's bounds for how much a repeated word and a long comment count:
// Robertson and Zaragoza (2009), section 4.
const (
	bm25K1 = 1.2
	bm25B  = 0.75
)

// rank adds up what the leaves and phrases of p that are not excluded add to
// each row of set. Of a plan that must be fulfilled, a row that holds a word only
// aside comes behind those that hold the word.
func (e *evaluation) rank(p query.Plan, set bitset.Set, must bool) {
	if e.ranks == nil {
		e.ranks = e.ix.space(e.size)
	}
	switch p := p.(type) {
	case query.And:
		for _, kid := range p {
			e.rank(kid, set, must)
		}
		if must {
			e.rankPairs(p, set)
		}
	case query.Or:
		for _, kid := range p {
			e.rank(kid, set, false)
		}
	case *query.Leaf:
		e.add(e.found[p], p.IDF, set, must)
	case *query.Phrase:
		e.add(e.found[p], p.IDF(), set, must)
	}
}

// add adds BM25's score of one word. Where the word must be, being aside takes
// away the most that the word can give.
func (e *evaluation) add(found []weighted, idf float64, set bitset.Set, must bool) {
	tf, score := e.ranks.tf, e.ranks.score
	for _, w := range found {
		for _, p := range w.list {
			if set.Has(p.Row()) {
				tf[p.Row()] += w.weight * float64(p.Count())
			}
		}
	}
	c, low := e.ix.cols, e.shard.Rows.Low
	for _, w := range found {
		for _, p := range w.list {
			row := p.Row()
			times := tf[row]
			if times == 0 {
				continue
			}
			tf[row] = 0
			length := float64(c.WordsAt[low+int(row)+1] - c.WordsAt[low+int(row)])
			score[row] += idf * saturated(times, length/c.MeanLength)
			if must && w.aside { // rows that are not aside had their turn before
				score[row] -= idf * (bm25K1 + 1)
			}
		}
	}
}

// saturated is BM25's weight of what comes so many times in a comment of a length, in mean lengths.
func saturated(times, length float64) float64 {
	return times * (bm25K1 + 1) / (times + bm25K1*(1-bm25B+bm25B*length))
}
