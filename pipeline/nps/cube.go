package nps

import "stemme/models"

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
	place     []int32 // of each id: place among filled, from 1; 0 for an empty cell
	filled    []int32 // ids of the cells, ascending
	cells     []cell
	designs   []float64 // nil where no customer repeats
	customers []int32   // who gave a cell's responses; nil likewise
}

// cell is the cell of an id, empty where no response is in it.
func (q *cube) cell(id int32) cell {
	if at := q.place[id]; at > 0 {
		return q.cells[at-1]
	}
	return cell{}
}

// design is how much repeated customers widen the variance of a cell's score.
func (q *cube) design(id int32) float64 {
	if at := q.place[id]; at > 0 && q.designs != nil {
		return q.designs[at-1]
	}
	return 1
}

// pairs sums over the ordered pairs of different responses that one customer
// gave in a cell: the products of their values (−1, 0, 1), the first's value, and
// their number. With them the cluster sums need no list of customers. again counts the
// responses, scored or not, that are not their customer's first.
type pairs struct{ product, value, number, again int32 }

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

// counters are what count works with, empty between two cubes.
type counters struct {
	cells []cell  // by id
	pairs []pairs // likewise
	sums  []total // likewise, of one customer
}

// A total is of one customer's responses of a cell: their values (−1, 0, 1), the squares
// of those, and their number; and how many there are with those that have no score.
type total struct{ value, square, number, all int32 }

// count makes the cube of rows, which ascend.
func (p *Panel) count(rows []int32) *cube {
	with, _ := p.counters.Get().(*counters)
	if with == nil {
		with = &counters{make([]cell, p.cells()), make([]pairs, p.cells()), make([]total, p.cells())}
	}
	defer p.counters.Put(with)
	for _, i := range rows {
		for _, period := range p.chains[i] {
			base := period * int32(len(p.cuts))
			for _, place := range p.places[i] {
				with.cells[base+place].add(p.class[i], p.commented[i], p.weight[i])
			}
		}
	}
	filled := 0
	for id := range with.cells {
		if with.cells[id].responses > 0 {
			filled++
		}
	}
	q := &cube{place: make([]int32, p.cells()), filled: make([]int32, 0, filled), cells: make([]cell, 0, filled)}
	for id := range with.cells {
		if with.cells[id].responses > 0 {
			q.filled, q.cells = append(q.filled, int32(id)), append(q.cells, with.cells[id])
			q.place[id] = int32(len(q.filled))
			with.cells[id] = cell{}
		}
	}
	if p.repeats {
		p.pair(rows, with)
		q.designs, q.customers = make([]float64, len(q.cells)), make([]int32, len(q.cells))
		for at, id := range q.filled {
			q.designs[at], q.customers[at] = design(q.cells[at], with.pairs[id]), q.cells[at].responses-with.pairs[id].again
			with.pairs[id] = pairs{}
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

// pair sums the pairs of the customers with several responses, by cell: their rows lie
// together.
func (p *Panel) pair(rows []int32, with *counters) {
	var touched []int32
	for n, i := range rows {
		customer := p.cluster[i]
		if customer == alone {
			continue
		}
		y, w, scored := int32(p.class[i].Value()/100), p.weight[i], p.weight[i]
		if p.class[i] == models.NoClass {
			y, scored = 0, 0
		}
		for _, period := range p.chains[i] {
			base := period * int32(len(p.cuts))
			for _, place := range p.places[i] {
				s := &with.sums[base+place]
				if s.all == 0 {
					touched = append(touched, base+place)
				}
				s.value, s.square, s.number, s.all = s.value+scored*y, s.square+scored*y*y, s.number+scored, s.all+w
			}
		}
		if n+1 < len(rows) && p.cluster[rows[n+1]] == customer {
			continue
		}
		for _, id := range touched {
			s, t := with.sums[id], &with.pairs[id]
			t.product += s.value*s.value - s.square
			t.value += s.value * (s.number - 1)
			t.number += s.number * (s.number - 1)
			t.again += s.all - 1
			with.sums[id] = total{}
		}
		touched = touched[:0]
	}
}
