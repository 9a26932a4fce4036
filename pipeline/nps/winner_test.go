package nps_test

import (
	"math"
	"testing"

	"stemme/pipeline/nps"
)

// observed is n observations of 100 and m of 0, from place at on, of no known customer.
func observed(at, n, m int) (of []nps.Observation) {
	for i := range n + m {
		of = append(of, nps.Observation{Value: map[bool]float64{true: 100}[i < n], Response: at + i})
	}
	return of
}

// TestAmongByHand: the effect is 20 with variance Σ p(1−p)/(n−1), the chosen group lay 10 below
// its rival, so that by slope −v/V of their covariance the effect is no less than 20 − 10·V/v. Of
// the ends of its interval, what was seen has probability 0.95/0.995 split evenly, by the normal
// distribution cut off there and at the interval for all.
func TestAmongByHand(t *testing.T) {
	t.Parallel()
	c := nps.Contrast{Before: observed(0, 20, 30), After: observed(100, 30, 20), ControlBefore: observed(200, 50, 50), ControlAfter: observed(300, 50, 50)}
	e, ok := c.Effect()
	if !ok || e.Points != 20 {
		t.Fatal(e)
	}
	v, all := 2400.0/49, 2*2400.0/49+2*2500.0/99
	se := math.Sqrt(all)
	near(t, "plain", e.High-e.Points, nps.Z*se, 1e-9)
	if d := e.Among(&c, nil, 8); d != e.Difference {
		t.Errorf("%+v where it was not the worst, want %+v", d, e.Difference)
	}
	cdf := func(x float64) float64 { return math.Erfc(-x/math.Sqrt2) / 2 }
	far := 3.227218 // of 1 − 0.005/2/4
	upTo := func(truth float64) float64 {
		a := math.Max((20-10*all/v-truth)/se, -far)
		return (cdf((20-truth)/se) - cdf(a)) / (cdf(far) - cdf(a))
	}
	one := nps.Rivalry{Lower: c.Before, Than: observed(400, 25, 25)}
	d := e.Among(&c, []nps.Rivalry{one}, 4)
	if three := e.Among(&c, []nps.Rivalry{one, one, one}, 1); three != d { // with itself they are four
		t.Errorf("%+v of three rivalries, %+v of one among four", three, d)
	}
	tail := 0.045 / 0.995 / 2
	near(t, "low", upTo(d.Low), 1-tail, 1e-5)
	near(t, "high", upTo(d.High), tail, 1e-5)
	// A rivalry of others says nothing of the effect.
	if apart := e.Among(&c, []nps.Rivalry{{Lower: observed(600, 10, 20), Than: observed(700, 20, 10)}}, 4); math.Abs(apart.Low+apart.High-40) > 1e-6 || math.Abs(apart.Low-e.Low) > 1 {
		t.Errorf("%+v where others are rivals, by itself %+v", apart, e.Difference)
	}
	if e.Low-d.Low < 2 {
		t.Errorf("[%v; %v], by itself [%v; %v]", d.Low, d.High, e.Low, e.High)
	}
	// Where the other is far above it, it is the worst by more than chance: nearly the effect's own.
	clear := e.Among(&c, []nps.Rivalry{{Lower: c.Before, Than: observed(400, 50, 0)}}, 4)
	near(t, "low", clear.Low, e.Low, 1)
	near(t, "high", clear.High, e.High, 1)
	// Where the time after was the worse, the effect is no more than a bound: the mirror image.
	late := e.Among(&c, []nps.Rivalry{{Lower: c.After, Than: observed(500, 70, 30)}}, 4)
	if math.Abs(late.High-40+d.Low) > 1e-6 || math.Abs(late.Low-40+d.High) > 1e-6 {
		t.Errorf("[%v; %v], by itself [%v; %v]", late.Low, late.High, e.Low, e.High)
	}
}
