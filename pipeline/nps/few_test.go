package nps_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"stemme/pipeline/nps"
)

// A difference between two handfuls of responses is told with the doubt that it has:
// one promoter against one detractor proves nothing, and over pairs of 1 to 25
// responses drawn from known shares the interval holds the difference as often as it
// says.
func TestFewResponsesDifferUnsurely(t *testing.T) {
	t.Parallel()
	d := nps.Compare(nps.Tally{Promoters: 1}, nps.Tally{Detractors: 1}, 1, 1)
	if d.Points != -200 || d.Low < -200 || !(d.High > 0) || !(d.P > 0.05) {
		t.Errorf("one against one: %+v", d)
	}
	draw := rand.New(rand.NewPCG(5, 0))
	held, surveys := 0, 4000
	for range surveys {
		var of [2]nps.Tally
		var truth [2]float64
		for j := range of {
			p := 0.2 + 0.6*draw.Float64()
			q := (1 - p) * draw.Float64()
			truth[j] = 100 * (p - q)
			for range 1 + draw.IntN(25) {
				switch x := draw.Float64(); {
				case x < p:
					of[j].Promoters++
				case x < p+q:
					of[j].Detractors++
				default:
					of[j].Passives++
				}
			}
		}
		d := nps.Compare(of[0], of[1], 1, 1)
		if truth[1]-truth[0] >= d.Low && truth[1]-truth[0] <= d.High {
			held++
		}
		if (d.Low > 0 || d.High < 0) != (d.P < 0.05) || math.Abs(d.Low) > 200 || math.Abs(d.High) > 200 {
			t.Fatalf("interval and test disagree: %+v", d)
		}
	}
	if share := float64(held) / float64(surveys); share < 0.94 || share > 0.985 {
		t.Errorf("the interval holds the difference in %.1f %% of surveys", 100*share)
	} else {
		t.Logf("%.1f %%", 100*share)
	}
}

// TestPrecisionCovers: of themes whose comments fit to a half or more, of which so many are
// drawn and judged, Wilson's interval holds the share that fits in 93 to 97 %.
func TestPrecisionCovers(t *testing.T) {
	t.Parallel()
	draw := rand.New(rand.NewPCG(6, 0))
	for _, judged := range []int{10, 20, 30, 50} {
		held, themes := 0, 20_000
		for range themes {
			fit, fits := 0.5+0.49*draw.Float64(), 0
			for range judged {
				if draw.Float64() < fit {
					fits++
				}
			}
			if low, high := nps.Wilson(fits, judged, 1); low <= fit && fit <= high {
				held++
			}
		}
		share := float64(held) / float64(themes)
		t.Logf("%d judged: %.1f %%", judged, 100*share)
		if share < 0.93 || share > 0.97 {
			t.Errorf("%d judged: the interval holds the share in %.1f %%", judged, 100*share)
		}
	}
}

// A figure is sure where its interval keeps clear of 0 and its q, if it has one, is small.
func TestOneRuleOfSureness(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		low, high, q float64
		want         bool
	}{{1, 2, 0.05, true}, {1, 2, 0.051, false}, {-2, -1, 0.01, true}, {-1, 2, 0.01, false}, {0, 2, 0.01, false}, {1, 2, math.NaN(), true}, {math.NaN(), math.NaN(), 0.01, false}} {
		if got := nps.Sure(x.low, x.high, x.q); got != x.want {
			t.Errorf("%+v: %t", x, got)
		}
	}
}

// answering draws the scores of customers who answer so many times each, as alike as
// their mood makes them (0: not at all), and what widens their interval.
func answering(draw *rand.Rand, answers []int, alike float64) (t nps.Tally, design float64) {
	var r nps.Repeats
	for _, n := range answers {
		mood, sum, square := math.Sqrt(alike)*draw.NormFloat64(), 0, 0
		for range n {
			switch x := mood + math.Sqrt(1-alike)*draw.NormFloat64(); {
			case x > 0:
				t.Promoters, sum, square = t.Promoters+1, sum+1, square+1
			case x < -0.8416: // a fifth
				t.Detractors, sum, square = t.Detractors+1, sum-1, square+1
			default:
				t.Passives++
			}
		}
		r.Add(sum, square, n)
	}
	return t, r.Design(t)
}

// TestFewCustomersCover: of few customers who answer several times each, alike or not, the
// interval holds the score in at least 93 % of surveys, and of 15 and more in at most 97.5 %.
func TestFewCustomersCover(t *testing.T) {
	t.Parallel()
	each := func(customers, answers int) []int { return slices.Repeat([]int{answers}, customers) }
	for name, of := range map[string][]int{"5 × 4": each(5, 4), "20 × 3": each(20, 3), "15 × 2": each(15, 2), "50 × 4": each(50, 4), "2 × 10": each(2, 10),
		"40 × 1 and 1 × 20": append(each(40, 1), 20), "20 × 1 and 5 × 4": append(each(20, 1), each(5, 4)...)} {
		for _, alike := range []float64{0, 0.3, 0.6, 0.9} {
			draw, held, width, surveys := rand.New(rand.NewPCG(7, uint64(10*alike))), 0, 0.0, 3000
			for range surveys {
				tally, design := answering(draw, of, alike)
				low, high := tally.Interval(design)
				width += (high - low) / float64(surveys)
				if low <= 30 && 30 <= high {
					held++
				}
			}
			share := float64(held) / float64(surveys)
			t.Logf("%-18s alike %.1f: %.1f %%, %.1f wide", name, alike, 100*share, width)
			if share < 0.93 || len(of) >= 15 && share > 0.975 {
				t.Errorf("%s, alike %.1f: %.1f %%", name, alike, 100*share)
			}
		}
	}
}
