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

// design is the factor by which customers who answered more than once widen the
// variance of a cell's score: the sandwich variance, summed within customers,
// over that of as many strangers, times what few customers leave unsure; never below 1
// nor above that of customers who always answer alike, which it is where all values are
// equal or the customers are worth fewer than two.
//
// Method: Liang and Zeger, "Longitudinal data analysis using generalized linear
// models", Biometrika 73 (1986).
func design(c cell, together pairs) float64 {
	n := float64(c.scored())
	if n == 0 || together.number == 0 {
		return 1
	}
	mean, alike := float64(c.promoters-c.detractors)/n, 1+float64(together.number)/n
	strangers := float64(c.promoters+c.detractors) - n*mean*mean
	joint := float64(together.product) - 2*mean*float64(together.value) + mean*mean*float64(together.number)
	return widened(n, alike, strangers, strangers+joint)
}

// widened is the design effect of n responses of which alike is that of customers who always
// answer alike, and that have the given sums of squares around their mean, response by
// response and customer by customer.
func widened(n, alike, responses, customers float64) float64 {
	worth := n / alike
	if responses < 1e-9 || worth < 2 {
		return alike
	}
	return min(max(1, customers/responses*few(worth)/few(n)), alike)
}

// few is by how much a variance that so many customers tell is to be widened: the sandwich
// is too narrow by 1/customers, and has Student's t. Customers of different weight are
// worth (Σ answers)² / Σ answers².
//
// Methods: Bell and McCaffrey, "Bias reduction in standard errors for linear regression
// with multi-stage samples", Survey Methodology 28 (2002), after Satterthwaite (1946); the
// worth is Carter, Schnepel and Steigerwald's effective number of clusters, Review of
// Economics and Statistics 99 (2017), where answers of a customer are no more alike than
// others.
func few(customers float64) float64 {
	t := studentPoint(customers - 1)
	return t * t * customers / (customers - 1)
}

// studentPoint is the two-sided 95 % point of Student's t, by its expansion: 2.776 of 4
// degrees of freedom to the last of these digits, 4.27 of 2 for 4.30.
//
// Source: Abramowitz and Stegun, "Handbook of Mathematical Functions" (1964), 26.7.5.
func studentPoint(degrees float64) float64 {
	z2 := Z * Z
	return Z + Z*((z2+1)/4+((z2*(5*z2+16)+3)/96+((z2*(z2*(3*z2+19)+17)-15)/384+
		(z2*(z2*(z2*(79*z2+776)+1482)-1920)-945)/92160/degrees)/degrees)/degrees)/degrees
}
