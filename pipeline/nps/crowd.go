package nps

import "sync"

// A crowd is the scored rows of one period of a comparison as every decomposition of it
// reads them, one behind the other: customers by themselves first, then the others, each
// one's rows together.
type crowd struct {
	rows   []int32
	class  []int8 // slot
	weight []float64
	at     []int32   // where a row's parts begin, and the end
	parts  []rawPart // as they are shown
	most   int       // parts that a row has
	first  int       // place of the first row of a customer who answered more than once
	one    int       // the part that several raw ones are, -1 for none: added up where rows are before first
}

// gather makes the crowd of rows.
func (c *crowd) gather(s *Scores, rows []int32, of pooled) {
	p := s.panel
	*c = crowd{rows: rows, class: c.class[:0], weight: c.weight[:0], at: append(c.at[:0], 0), parts: c.parts[:0], one: of.one}
	for _, i := range rows {
		c.class, c.weight = append(c.class, int8(slot(p.class[i]))), append(c.weight, float64(p.weight[i]))
		stranger, pooled := p.cluster[i] == alone, 0.0
		if stranger {
			c.first++
		}
		for _, r := range s.raws(i) {
			if k := of.of[r.part]; stranger && k == of.one {
				pooled += r.share
			} else {
				c.parts = append(c.parts, rawPart{int32(k), r.share})
			}
		}
		if pooled > 0 {
			c.parts = append(c.parts, rawPart{int32(of.one), pooled})
		}
		c.most = max(c.most, len(c.parts)-int(c.at[len(c.at)-1]))
		c.at = append(c.at, int32(len(c.parts)))
	}
}

// of are the parts of the n-th row.
func (c *crowd) of(n int) []rawPart { return c.parts[c.at[n]:c.at[n+1]] }

// A way is how a comparison is taken apart: by dimensions; of a single one sizes tells the
// responses of either period by value. place.along makes it.
type way struct {
	by    []*mixDimension
	sizes [2][]int
}

// A place is where one comparison after the other is taken apart: what they need lies
// there until the next one.
type place struct {
	crowds  [2]crowd
	brief   room // of one decomposition
	lasting room // of all of a comparison
}

// enter makes the crowds of a comparison.
func (h *place) enter(s *Scores, rows [2][]int32, of pooled) {
	h.lasting.taken = 0
	for j := range h.crowds {
		h.crowds[j].gather(s, rows[j], of)
	}
}

// along is the way by dimensions.
func (h *place) along(by ...*mixDimension) way {
	w := way{by: by}
	if len(by) != 1 {
		return w
	}
	for j := range h.crowds {
		c := &h.crowds[j]
		w.sizes[j] = make([]int, len(by[0].values))
		for n, i := range c.rows {
			w.sizes[j][by[0].of[i]] += int(c.weight[n])
		}
	}
	return w
}

// A room lends numbers that are done with together.
type room struct {
	numbers []float64
	taken   int
}

// places are those that no one is in.
var places = sync.Pool{New: func() any { return &place{} }}

// take lends n zeros.
func (r *room) take(n int) []float64 {
	if r.taken+n > len(r.numbers) {
		r.numbers, r.taken = make([]float64, max(2*len(r.numbers), n)), 0
	}
	of := r.numbers[r.taken : r.taken+n : r.taken+n]
	r.taken += n
	clear(of)
	return of
}

// copy lends a copy.
func (r *room) copy(of []float64) []float64 {
	to := r.take(len(of))
	copy(to, of)
	return to
}
