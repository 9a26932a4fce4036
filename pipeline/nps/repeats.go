package nps

// Repeats sums, for customers who answered more than once, what widens the
// variance of a score: see design.
type Repeats struct{ pairs }

// Add adds one customer: the sum of the values (1, 0 or −1) of the scored
// responses, the sum of their squares, and their number.
func (r *Repeats) Add(value, square, number int) {
	r.product += int32(value*value - square)
	r.value += int32(value * (number - 1))
	r.number += int32(number * (number - 1))
}

// AddPairs adds n pairs of responses of one customer each, by the product and the sum of
// their values: what Add adds for a customer is the sum over all pairs of the responses.
func (r *Repeats) AddPairs(product, sum, n int) {
	r.product += int32(2 * product * n)
	r.value += int32(sum * n)
	r.number += int32(2 * n)
}

// Design is the factor by which the customers widen the variance of the score of t,
// in which they are counted; 1 where none repeats.
func (r *Repeats) Design(t Tally) float64 {
	return design(cell{promoters: int32(t.Promoters), passives: int32(t.Passives), detractors: int32(t.Detractors)}, r.pairs)
}
