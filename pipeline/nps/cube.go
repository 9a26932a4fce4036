package nps

import (
	"math"
	"slices"

	"stemme/models"
)

// A cell counts the responses of one period and cut.
type cell struct {
	responses, promoters, passives, detractors, commented int32
}

func (c cell) scored() int32 { return c.promoters + c.passives + c.detractors }

// of counts the responses of a class.
func (c cell) of(class models.Class) int32 {
	switch class {
	case models.Promoter:
		return c.promoters
	case models.Passive:
		return c.passives
	case models.Detractor:
		return c.detractors
	}
	return 0
}

func (c cell) tally() Tally {
	return Tally{int(c.promoters), int(c.passives), int(c.detractors), int(c.responses - c.scored())}
}

// A cube holds a cell for every period and cut that has a response. A cell's id is
// period·cuts + cut.
type cube struct {
	filled  []int32 // ids of the cells, ascending
	cells   []cell
	designs []float64 // nil where no customer repeats
}

// cell is the cell of an id, empty where no response is in it.
func (q *cube) cell(id int32) cell {
	if at, ok := slices.BinarySearch(q.filled, id); ok {
		return q.cells[at]
	}
	return cell{}
}

// design is how much repeated customers widen the variance of a cell's score.
func (q *cube) design(id int32) float64 {
	if at, ok := slices.BinarySearch(q.filled, id); ok && q.designs != nil {
		return q.designs[at]
	}
	return 1
}

// pairs sums over the ordered pairs of different responses that one customer
// gave in a cell: the products of their values (−1, 0, 1), the first's value, and
// their number. With them the cluster sums need no list of customers.
type pairs struct{ product, value, number int32 }

// all selects every row for count.
func (p *Panel) all() []int32 {
	rows := make([]int32, len(p.class))
	for i := range rows {
		rows[i] = int32(i)
	}
	return rows
}

func (p *Panel) at(period, cut int32) int32 { return period*int32(len(p.cuts)) + cut }

func (p *Panel) cells() int { return len(p.periods) * len(p.cuts) }

// count makes the cube of rows; member says whether a row is one of them.
func (p *Panel) count(rows []int32, member func(int32) bool) *cube {
	dense := make([]cell, p.cells())
	for _, i := range rows {
		for _, period := range p.chains[i] {
			base := period * int32(len(p.cuts))
			for _, place := range p.places[i] {
				dense[base+place].add(p.class[i], p.commented[i], p.weight[i])
			}
		}
	}
	q := &cube{}
	for id := range dense {
		if dense[id].responses > 0 {
			q.filled = append(q.filled, int32(id))
			q.cells = append(q.cells, dense[id])
		}
	}
	if len(p.repeats) > 0 {
		together := p.pair(member)
		q.designs = make([]float64, len(q.cells))
		for at, id := range q.filled {
			q.designs[at] = design(q.cells[at], together[id])
		}
	}
	return q
}

func (c *cell) add(class models.Class, commented bool, n int32) {
	c.responses += n
	switch class {
	case models.Promoter:
		c.promoters += n
	case models.Passive:
		c.passives += n
	case models.Detractor:
		c.detractors += n
	}
	if commented {
		c.commented += n
	}
}

// pair sums the pairs of the customers with several responses, by cell.
func (p *Panel) pair(member func(int32) bool) []pairs {
	type sum struct{ value, square, number int32 }
	together := make([]pairs, p.cells())
	sums := make([]sum, p.cells())
	var touched []int32
	for _, customer := range p.repeats {
		for _, i := range customer {
			if !member(i) {
				continue
			}
			y, w := int32(p.class[i].Value()/100), p.weight[i]
			for _, period := range p.chains[i] {
				base := period * int32(len(p.cuts))
				for _, place := range p.places[i] {
					s := &sums[base+place]
					if s.number == 0 {
						touched = append(touched, base+place)
					}
					s.value, s.square, s.number = s.value+w*y, s.square+w*y*y, s.number+w
				}
			}
		}
		for _, id := range touched {
			s, t := sums[id], &together[id]
			t.product += s.value*s.value - s.square
			t.value += s.value * (s.number - 1)
			t.number += s.number * (s.number - 1)
			sums[id] = sum{}
		}
		touched = touched[:0]
	}
	return together
}

// design is the factor by which customers who answered more than once widen the
// variance of a cell's score: the sandwich variance, summed within customers,
// over that of as many strangers; never below 1. Where all values are equal it
// is the factor of customers who always answer alike.
//
// Method: Liang and Zeger, "Longitudinal data analysis using generalized linear
// models", Biometrika 73 (1986).
func design(c cell, together pairs) float64 {
	n := float64(c.scored())
	if n == 0 || together.number == 0 {
		return 1
	}
	mean := float64(c.promoters-c.detractors) / n
	strangers := float64(c.promoters+c.detractors) - n*mean*mean
	if strangers < 1e-9 {
		return 1 + float64(together.number)/n
	}
	joint := float64(together.product) - 2*mean*float64(together.value) + mean*mean*float64(together.number)
	return math.Max(1, 1+joint/strangers)
}
