package nps

import (
	"math"
	"strconv"

	"gonum.org/v1/gonum/stat/distuv"
)

// A Rivalry is that a group had a lower mean than another: by it the one was worse.
type Rivalry struct{ Lower, Than []Observation }

// Apart is how far below the one is.
func (r *Rivalry) Apart() float64 { return meanOf(r.Lower) - meanOf(r.Than) }

// Among is the interval of an effect given that rivalries hold in the data, whether one chose
// by them or not: what was worst by chance improves by itself. Given that, the effect is
// normal, cut off where a rivalry would not hold any more (V below), and the interval is of
// those truths of which it is not too far out. Where two are about equally bad that alone would
// be boundless, so that truths that the interval for all n comparisons does not hold are out first,
// at a tenth of the level. Where no rivalry holds it is the effect's own.
//
// Method: Andrews, Kitagawa and McCloskey, "Inference on Winners", QJE 139 (2024), the hybrid
// interval; truncation after Lee, Sun, Sun and Taylor, Annals of Statistics 44 (2016).
func (e Effect) Among(c *Contrast, rivalries []Rivalry, n int) Difference {
	d := e.Difference
	se := (d.High - d.Low) / 2 / Z
	if len(rivalries) == 0 || !(se > 0) {
		return d
	}
	w := winner{at: d.Points, se: se, low: math.Inf(-1), high: math.Inf(1)}
	own := c.influence()
	for i := range rivalries {
		w.cut(own, &rivalries[i])
	}
	const alpha, beta = 0.05, 0.005
	w.far = distuv.UnitNormal.Quantile(1 - beta/2/float64(max(n, len(rivalries)+1)))
	tail := (alpha - beta) / (1 - beta) / 2
	d.Low, d.High = w.truth(1-tail), w.truth(tail)
	return d
}

// A winner is an effect with its standard error, and the bounds that what it was chosen by
// sets.
type winner struct{ at, se, low, high, far float64 }

// cut narrows the bounds to where a rivalry holds: by Δ the distance of the two, c its
// covariance with the effect over the effect's variance, Δ + c·(x − effect) ≤ 0.
func (w *winner) cut(own map[string]float64, r *Rivalry) {
	slope := covariance(own, r) / (w.se * w.se)
	switch edge := w.at - r.Apart()/slope; {
	case slope < 0:
		w.low = max(w.low, edge)
	case slope > 0:
		w.high = min(w.high, edge)
	}
}

// truth is the truth of which an effect up to the one that was seen has probability p, by
// bisection: the probability falls with the truth.
func (w *winner) truth(p float64) float64 {
	low, high := w.at-w.far*w.se, w.at+w.far*w.se
	for range 100 {
		middle := (low + high) / 2
		if w.upTo(middle) > p {
			low = middle
		} else {
			high = middle
		}
	}
	return (low + high) / 2
}

// upTo is the probability of an effect up to the one that was seen, of a truth, within the
// bounds and no further out than far.
func (w *winner) upTo(truth float64) float64 {
	a, b, x := max((w.low-truth)/w.se, -w.far), min((w.high-truth)/w.se, w.far), (w.at-truth)/w.se
	if a > 0 { // of the upper tail: more digits
		a, b, x = -b, -a, -x
		return 1 - portion(a, x, b)
	}
	return portion(a, x, b)
}

// portion is how much of the normal distribution between a and b lies below x.
func portion(a, x, b float64) float64 {
	whole := distuv.UnitNormal.CDF(b) - distuv.UnitNormal.CDF(a)
	if !(whole > 0) {
		return 0.5
	}
	return min(1, max(0, (distuv.UnitNormal.CDF(x)-distuv.UnitNormal.CDF(a))/whole))
}

// influence is what each customer, or response of none, adds to the effect.
func (c *Contrast) influence() map[string]float64 {
	by := map[string]float64{}
	for _, g := range c.groups() {
		addInfluence(by, g.sign, g.of)
	}
	return by
}

// addInfluence adds that of a group's mean, times sign.
func addInfluence(by map[string]float64, sign float64, of []Observation) {
	n, mean := float64(len(of)), meanOf(of)
	for i := range of {
		by[of[i].who()] += sign * math.Sqrt(n/max(1, n-1)) * (of[i].Value - mean) / n
	}
}

// who is the customer of an observation, or the response where that is not known.
func (o *Observation) who() string {
	if o.Customer != "" {
		return o.Customer
	}
	return "#" + strconv.Itoa(o.Response)
}

// covariance is that of an effect and the distance of a rivalry. The products are summed from
// the smallest on: the order of customers' keys does not show.
func covariance(own map[string]float64, r *Rivalry) float64 {
	apart := map[string]float64{}
	addInfluence(apart, 1, r.Lower)
	addInfluence(apart, -1, r.Than)
	var products []float64
	for who, by := range apart {
		if of := own[who]; of != 0 {
			products = append(products, of*by)
		}
	}
	return ascending(products)
}
