package index

import (
	"context"
	"slices"
)

// An evaluation answers one plan on one shard. Rows are numbered within it.
type evaluation struct {
	ix    *Index
	ctx   context.Context
	shard *shard
	size  int
	found map[any][]weighted // by leaf or phrase: rows that hold it
	score []float64          // by row
	tf    []float32          // scratch by row; zero between uses
}

// weighted is a row that holds a leaf or phrase, with how often it does. A row
// may come several times.
type weighted struct {
	row   uint32
	times float32
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
	set := newBitSet(e.size)
	if l.scan {
		e.found[l] = e.scan(l)
	} else if _, known := e.found[l]; !known {
		var all []weighted
		for _, f := range l.fetch {
			list, err := e.ix.cache.postings(e.shard, f.field, f.term)
			if err != nil {
				return nil, err
			}
			all = slices.Grow(all, len(list))
			for _, p := range list {
				all = append(all, weighted{p.row, float32(p.count) * float32(f.weight)})
			}
		}
		e.found[l] = all
	}
	for _, w := range e.found[l] {
		set.add(w.row)
	}
	return set, nil
}

// scan walks all rows for a leaf's words.
func (e *evaluation) scan(l *leaf) []weighted {
	var all []weighted
	c, low := e.ix.cols, e.shard.rows.Low
	for row := range e.size {
		times := 0
		for _, w := range c.words[c.wordsAt[low+row]:c.wordsAt[low+row+1]] {
			if l.words.has(w) {
				times++
			}
		}
		if times > 0 {
			all = append(all, weighted{uint32(row), float32(times)})
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
	var all []weighted
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
		all = append(all, weighted{row, float32(times)})
	}
	e.found[p] = all
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
// each row of set.
func (e *evaluation) rank(p plan, set bitSet) {
	if e.score == nil {
		e.score, e.tf = make([]float64, e.size), make([]float32, e.size)
	}
	switch p := p.(type) {
	case planAnd:
		for _, kid := range p {
			e.rank(kid, set)
		}
	case planOr:
		for _, kid := range p {
			e.rank(kid, set)
		}
	case *leaf:
		e.add(e.found[p], p.idf, set)
	case *planPhrase:
		e.add(e.found[p], p.idf(), set)
	}
}

// add adds BM25's score of one word.
func (e *evaluation) add(found []weighted, idf float64, set bitSet) {
	for _, w := range found {
		if set.has(w.row) {
			e.tf[w.row] += w.times
		}
	}
	c, low := e.ix.cols, e.shard.rows.Low
	for _, w := range found {
		tf := float64(e.tf[w.row])
		if tf == 0 {
			continue
		}
		e.tf[w.row] = 0
		length := float64(c.wordsAt[low+int(w.row)+1] - c.wordsAt[low+int(w.row)])
		e.score[w.row] += idf * tf * (bm25K1 + 1) / (tf + bm25K1*(1-bm25B+bm25B*length/c.meanLength))
	}
}
