package nps

import (
	"math"

	"stemme/models"
)

// A cell counts the responses of one period and cut.
type cell struct {
	responses, promoters, passives, detractors, commented int32
}

func (c *cell) scored() int32 { return c.promoters + c.passives + c.detractors }

func (c *cell) tally() Tally {
	return Tally{int(c.promoters), int(c.passives), int(c.detractors), int(c.responses - c.scored())}
}

// A cube holds a cell for every period and cut, at period·cuts + cut, and which
// of them are not empty, ascending.
type cube struct {
	cells  []cell
	pairs  []pairs // nil where no customer repeats
	filled []int32
}

// pairs sums over the ordered pairs of different responses that one customer
// gave in a cell: the products of their values (−1, 0, 1), the first's value, and
// their number. With them the cluster sums need no list of customers.
type pairs struct{ product, value, number int32 }

// all selects every response for count.
func (p *Panel) all() []int32 {
	rows := make([]int32, len(p.class))
	for i := range rows {
		rows[i] = int32(i)
	}
	return rows
}

func (p *Panel) at(period, cut int32) int32 { return period*int32(len(p.cuts)) + cut }

func (p *Panel) cells() int { return len(p.periods) * len(p.cuts) }

// count fills a cube with rows; member says whether a row is one of them.
func (p *Panel) count(rows []int32, member func(int32) bool) *cube {
	q := &cube{cells: make([]cell, p.cells())}
	for _, i := range rows {
		for _, period := range p.chains[i] {
			base := period * int32(len(p.cuts))
			for _, place := range p.places[i] {
				c := &q.cells[base+place]
				c.responses++
				switch p.class[i] {
				case models.Promoter:
					c.promoters++
				case models.Passive:
					c.passives++
				case models.Detractor:
					c.detractors++
				}
				if p.commented[i] {
					c.commented++
				}
			}
		}
	}
	for id := range q.cells {
		if q.cells[id].responses > 0 {
			q.filled = append(q.filled, int32(id))
		}
	}
	if len(p.repeats) > 0 {
		p.pair(q, member)
	}
	return q
}

// pair fills q.pairs from the customers with several responses.
func (p *Panel) pair(q *cube, member func(int32) bool) {
	type sum struct{ value, square, number int32 }
	q.pairs = make([]pairs, len(q.cells))
	sums := make([]sum, len(q.cells))
	var touched []int32
	for _, customer := range p.repeats {
		for _, i := range customer {
			if !member(i) {
				continue
			}
			y := int32(p.class[i].Value() / 100)
			for _, period := range p.chains[i] {
				base := period * int32(len(p.cuts))
				for _, place := range p.places[i] {
					s := &sums[base+place]
					if s.number == 0 {
						touched = append(touched, base+place)
					}
					s.value, s.square, s.number = s.value+y, s.square+y*y, s.number+1
				}
			}
		}
		for _, id := range touched {
			s, t := sums[id], &q.pairs[id]
			t.product += s.value*s.value - s.square
			t.value += s.value * (s.number - 1)
			t.number += s.number * (s.number - 1)
			sums[id] = sum{}
		}
		touched = touched[:0]
	}
}

// design is the factor by which customers who answered more than once widen the
// variance of a cell's score: the sandwich variance, summed within customers,
// over that of as many strangers; never below 1. Where all values are equal it
// is the factor of customers who always answer alike.
//
// Method: Liang and Zeger, "Longitudinal data analysis using generalized linear
// models", Biometrika 73 (1986).
func (q *cube) design(id int32) float64 {
	c := &q.cells[id]
	n := float64(c.scored())
	if q.pairs == nil || n == 0 || q.pairs[id].number == 0 {
		return 1
	}
	t := q.pairs[id]
	mean := float64(c.promoters-c.detractors) / n
	strangers := float64(c.promoters+c.detractors) - n*mean*mean
	if strangers < 1e-9 {
		return 1 + float64(t.number)/n
	}
	together := float64(t.product) - 2*mean*float64(t.value) + mean*mean*float64(t.number)
	return math.Max(1, 1+together/strangers)
}
