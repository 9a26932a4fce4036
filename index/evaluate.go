package index

import (
	"context"
)

// An evaluation answers one plan on one shard. Rows are numbered within it.
type evaluation struct {
	ix    *Index
	ctx   context.Context
	shard *shard
	size  int
	found map[any][]weighted // by leaf or phrase: rows that hold it
	ranks *ranks             // nil until rows are ranked
}

// weighted is rows that hold a leaf or phrase, and what each time counts for. A
// row may come in several of them.
type weighted struct {
	list   []posting
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

func newEvaluation(ctx context.Context, ix *Index, s *shard) *evaluation {
	size := s.rows.High - s.rows.Low
	return &evaluation{ix: ix, ctx: ctx, shard: s, size: size, found: map[any][]weighted{}}
}

// rows is the set of rows that fulfil p.
func (e *evaluation) rows(p plan) (bitSet, error) {
	switch p := p.(type) {
	case nil:
		all := newBitSet(e.size)
		all.flip(e.size)
		return all, nil
	case planAnd:
		return e.all(p)
	case planOr:
		return e.join(p, bitSet.or)
	case planNot:
		set, err := e.rows(p.of)
		if err == nil {
			set.flip(e.size)
		}
		return set, err
	case planRows:
		return e.all(planAnd{p})
	case *planPhrase:
		return e.phrase(p)
	}
	return e.leaf(p.(*leaf))
}

// all fulfils words first, and asks the columns only of the rows that are left.
func (e *evaluation) all(kids planAnd) (bitSet, error) {
	var words []plan
	for _, kid := range kids {
		if _, is := kid.(planRows); !is {
			words = append(words, kid)
		}
	}
	if len(words) == 0 {
		words = []plan{nil}
	}
	set, err := e.join(words, bitSet.and)
	if err != nil {
		return nil, err
	}
	for _, kid := range kids {
		if rows, is := kid.(planRows); is {
			set.keep(func(row uint32) bool { return rows.holds(e.shard.rows.Low + int(row)) })
		}
	}
	return set, nil
}

func (e *evaluation) join(kids []plan, join func(bitSet, bitSet)) (bitSet, error) {
	set, err := e.rows(kids[0])
	for _, kid := range kids[1:] {
		if err != nil {
			return nil, err
		}
		var next bitSet
		if next, err = e.rows(kid); err == nil {
			join(set, next)
		}
	}
	return set, err
}

// leaf is the rows with a leaf's words.
func (e *evaluation) leaf(l *leaf) (bitSet, error) {
	if err := e.ctx.Err(); err != nil {
		return nil, err
	}
	if l.scan {
		e.found[l] = []weighted{{e.scan(l), 1, false}}
	} else if _, known := e.found[l]; !known {
		all := make([]weighted, len(l.fetch))
		for i, f := range l.fetch {
			list, err := e.ix.cache.postings(e.shard, f.field, f.term)
			if err != nil {
				return nil, err
			}
			all[i] = weighted{list, f.weight, f.aside}
		}
		e.found[l] = all
	}
	set := newBitSet(e.size)
	for _, w := range e.found[l] {
		for _, p := range w.list {
			set.add(p.row())
		}
	}
	return set, nil
}

// scan walks all rows for a leaf's words.
func (e *evaluation) scan(l *leaf) []posting {
	var all []posting
	c, low := e.ix.cols, e.shard.rows.Low
	for row := range e.size {
		times := uint32(0)
		for _, w := range c.words[c.wordsAt[low+row]:c.wordsAt[low+row+1]] {
			if l.words.has(w) {
				times++
			}
		}
		if times > 0 {
			all = append(all, newPosting(uint32(row), times))
		}
	}
	return all
}

// phrase is the rows with words in a row: those that hold all of them, looked
// through one by one.
func (e *evaluation) phrase(p *planPhrase) (bitSet, error) {
	kids := make([]plan, len(p.slots))
	for i, slot := range p.slots {
		kids[i] = slot
	}
	set, err := e.join(kids, bitSet.and)
	if err != nil {
		return nil, err
	}
	var all []posting
	for row := range set.each() {
		title, comment := e.ix.cols.rowWords(e.shard.rows.Low + int(row))
		times := p.times(title)
		if !p.title {
			times += p.times(comment)
		}
		if times == 0 {
			set[row>>6] &^= 1 << (row & 63)
			continue
		}
		all = append(all, newPosting(row, uint32(times)))
	}
	e.found[p] = []weighted{{all, 1, false}}
	return set, nil
}

// times is how often words hold the phrase.
func (p *planPhrase) times(words []uint32) int {
	n := 0
	for i := 0; i+len(p.slots) <= len(words); i++ {
		if p.at(words[i:]) {
			n++
		}
	}
	return n
}

// at says whether words begin with the phrase.
func (p *planPhrase) at(words []uint32) bool {
	for i, slot := range p.slots {
		if !slot.words.has(words[i]) {
			return false
		}
	}
	return true
}

// idf of a phrase is that of all its words.
func (p *planPhrase) idf() float64 {
	sum := 0.0
	for _, slot := range p.slots {
		sum += slot.idf
	}
	return sum
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
func (e *evaluation) rank(p plan, set bitSet, must bool) {
	if e.ranks == nil {
		e.ranks = e.ix.space(e.size)
	}
	switch p := p.(type) {
	case planAnd:
		for _, kid := range p {
			e.rank(kid, set, must)
		}
	case planOr:
		for _, kid := range p {
			e.rank(kid, set, false)
		}
	case *leaf:
		e.add(e.found[p], p.idf, set, must)
	case *planPhrase:
		e.add(e.found[p], p.idf(), set, must)
	}
}

// add adds BM25's score of one word. Where the word must be, being aside takes
// away the most that the word can give.
func (e *evaluation) add(found []weighted, idf float64, set bitSet, must bool) {
	tf, score := e.ranks.tf, e.ranks.score
	for _, w := range found {
		for _, p := range w.list {
			if set.has(p.row()) {
				tf[p.row()] += w.weight * float64(p.count())
			}
		}
	}
	c, low := e.ix.cols, e.shard.rows.Low
	for _, w := range found {
		for _, p := range w.list {
			row := p.row()
			times := tf[row]
			if times == 0 {
				continue
			}
			tf[row] = 0
			length := float64(c.wordsAt[low+int(row)+1] - c.wordsAt[low+int(row)])
			score[row] += idf * times * (bm25K1 + 1) / (times + bm25K1*(1-bm25B+bm25B*length/c.meanLength))
			if must && w.aside { // rows that are not aside had their turn before
				score[row] -= idf * (bm25K1 + 1)
			}
		}
	}
}
