package nps

import (
	"math"
	"math/rand/v2"
	"testing"
)

// Of the same mentions the more lie on one side, the surer: nobody on the other side is
// the surest of all. Interval and z tell the same, and the ratio lies in the interval.
func TestOneSidedIsSurest(t *testing.T) {
	t.Parallel()
	for _, all := range []float64{5, 23, 27, 69, 400} {
		before := math.Inf(-1)
		for y := range int(all) + 1 {
			a, b := share{float64(y), 7369}, share{all - float64(y), 10285}
			o := oddsOf(a, b, all/(7369+10285))
			low, high := o.interval()
			if !(o.z() > before) {
				t.Errorf("%d against %.0f: z %.3f, one fewer here %.3f", y, b.part, o.z(), before)
			}
			before = o.z()
			if !(low < o.ratio() && o.ratio() < high) || (low > 0) != (o.z() > Z) || (high < 0) != (o.z() < -Z) {
				t.Errorf("%d against %.0f: %.2f [%.2f; %.2f], z %.2f", y, b.part, o.ratio(), low, high, o.z())
			}
		}
	}
	// Fisher's exact test has 4e-11 and 5e-9.
	for mentions, want := range map[float64]float64{27: 1e-9, 23: 1e-7} {
		o := oddsOf(share{mentions, 7369}, share{0, 10285}, mentions/(7369+10285))
		if p := PValue(o.z()); p > want {
			t.Errorf("%.0f against 0: p %.1e", mentions, p)
		}
	}
}

// With one comment of the theme, or two, nobody is sure.
func TestFewMentionsAreNotSure(t *testing.T) {
	t.Parallel()
	for _, n := range []float64{10, 100, 5000} {
		for _, mentions := range []float64{1, 2, 3} {
			if z := oddsOf(share{mentions, n}, share{0, n}, mentions/(2*n)).z(); z > Z {
				t.Errorf("%.0f of %.0f against none: z %.2f", mentions, n, z)
			}
		}
	}
}

// In surveys drawn from known shares the interval holds the truth in 95 %, and with
// equal shares p is below 0.05 in 5 %, also where mentions are few and sides unequal.
func TestOddsCover(t *testing.T) {
	t.Parallel()
	draw := rand.New(rand.NewPCG(4, 0))
	const surveys = 2000
	binomial := func(n int, p float64) (sum float64) {
		for range n {
			if draw.Float64() < p {
				sum++
			}
		}
		return sum
	}
	for _, c := range []struct {
		here, elsewhere int
		p, ratio        float64
	}{
		{200, 300, 0.2, 0}, {200, 300, 0.02, 0}, {50, 950, 0.1, 0}, {300, 300, 0.01, 0},
		{200, 300, 0.2, 0.7}, {200, 300, 0.03, 1}, {60, 600, 0.05, 1.2}, {300, 300, 0.01, 2},
	} {
		held, sure := 0, 0
		q := 1 / (1 + (1-c.p)/c.p*math.Exp(-c.ratio))
		for range surveys {
			a, b := share{binomial(c.here, q), float64(c.here)}, share{binomial(c.elsewhere, c.p), float64(c.elsewhere)}
			mean := max(1e-6, (a.part+b.part)/(a.whole+b.whole))
			o := oddsOf(a, b, mean)
			if low, high := o.interval(); low <= c.ratio && c.ratio <= high {
				held++
			}
			if math.Abs(o.z()) > Z {
				sure++
			}
		}
		t.Logf("%+v: %.1f %% hold it, %.1f %% are told apart from 0", c, 100*float64(held)/surveys, 100*float64(sure)/surveys)
		if held < surveys*93/100 || c.ratio == 0 && sure > surveys*65/1000 {
			t.Errorf("%+v fails", c)
		}
	}
}
