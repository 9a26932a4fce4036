package nps

import (
	"math"
	"math/rand/v2"
	"strconv"
	"testing"
)

// draw gives n values of NPS with the mean given and a fifth of passives.
func draw(r *rand.Rand, n int, mean float64, customers int) []Observation {
	all := make([]Observation, n)
	for i := range all {
		all[i].Value = 0
		if r.Float64() > 0.2 {
			all[i].Value = -100
			if r.Float64() < (mean/80+1)/2 {
				all[i].Value = 100
			}
		}
		if customers > 0 {
			all[i].Customer = strconv.Itoa(r.IntN(customers))
		}
	}
	return all
}

// TestR25: an effect of 6 points at the treated, none elsewhere while all rise by
// 4, is covered by the interval in 93 to 97 % of drawn surveys; a placebo of 0
// likewise.
func TestR25(t *testing.T) {
	t.Parallel()
	const surveys = 1000
	r := rand.New(rand.NewPCG(7, 0))
	for _, truth := range []float64{6, 0} {
		covered, detected, detectable := 0, 0, 0.0
		for range surveys {
			c := Contrast{
				Before: draw(r, 400, 10, 0), After: draw(r, 500, 14+truth, 0),
				ControlBefore: draw(r, 900, 20, 0), ControlAfter: draw(r, 800, 24, 0),
			}
			e, ok := c.Effect()
			if !ok {
				t.Fatal("no effect")
			}
			if e.Low <= truth && truth <= e.High {
				covered++
			}
			if e.Low > 0 || e.High < 0 {
				detected++
			}
			detectable += e.Detectable / surveys
		}
		if covered < 930 || covered > 970 {
			t.Errorf("an effect of %v is covered in %d of %d", truth, covered, surveys)
		}
		if truth == 0 && detected > 70 {
			t.Errorf("no effect, and one is seen in %d of %d", detected, surveys)
		}
		t.Logf("effect %v: covered in %d, detected in %d, detectable %.1f", truth, covered, detected, detectable)
	}
}

// TestDetectable: an effect as large as the smallest detectable one is detected
// in about 80 % of drawn surveys.
func TestDetectableEffect(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(8, 0))
	first := Contrast{Before: draw(r, 400, 10, 0), After: draw(r, 400, 10, 0), ControlBefore: draw(r, 400, 10, 0), ControlAfter: draw(r, 400, 10, 0)}
	e, _ := first.Effect()
	detected := 0
	for range 500 {
		c := Contrast{Before: draw(r, 400, 10, 0), After: draw(r, 400, 10+e.Detectable, 0), ControlBefore: draw(r, 400, 10, 0), ControlAfter: draw(r, 400, 10, 0)}
		if got, _ := c.Effect(); got.Low > 0 {
			detected++
		}
	}
	if detected < 370 || detected > 430 {
		t.Errorf("detected in %d of 500 at %.1f points", detected, e.Detectable)
	}
}

// TestEffectOfRepeats: customers who answer many times widen the interval, and
// few responses give none.
func TestEffectOfRepeats(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(9, 0))
	group := func() []Observation {
		var all []Observation
		for range 40 {
			v := draw(r, 1, 0, 0)[0].Value
			for range 10 {
				all = append(all, Observation{Value: v})
			}
		}
		return all
	}
	c := Contrast{Before: group(), After: group(), ControlBefore: group(), ControlAfter: group()}
	alone, _ := c.Effect()
	// Ten equal answers of each customer are worth one: the interval is √10 as wide.
	c2 := Contrast{Before: renamed(c.Before, "a"), After: renamed(c.After, "b"), ControlBefore: renamed(c.ControlBefore, "c"), ControlAfter: renamed(c.ControlAfter, "d")}
	together, _ := c2.Effect()
	if ratio := (together.High - together.Low) / (alone.High - alone.Low); math.Abs(ratio-math.Sqrt(10)) > 0.1 {
		t.Errorf("the interval is %.2f times as wide, want about 3.16", ratio)
	}
	c2.After = c2.After[:9]
	if _, ok := c2.Effect(); ok {
		t.Error("an effect of nine responses")
	}
}

func renamed(of []Observation, prefix string) []Observation {
	all := make([]Observation, len(of))
	for i, o := range of {
		all[i] = Observation{Value: o.Value, Customer: prefix + strconv.Itoa(i/10)}
	}
	return all
}

// TestEffectAlone: of before and after alone the interval holds the change as often as it says, also of
// customers who answered in both.
func TestEffectAlone(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(12, 0))
	covered := 0
	for range 2000 {
		c := Contrast{Before: draw(r, 60, 10, 40), After: draw(r, 80, 16, 40), Alone: true}
		if e, ok := c.Effect(); ok && e.Low <= 6 && 6 <= e.High {
			covered++
		}
	}
	t.Logf("covered in %d of 2000", covered)
	if covered < 1860 || covered > 1940 {
		t.Errorf("covered in %d of 2000", covered)
	}
	if _, ok := (&Contrast{Before: draw(r, 60, 10, 0), After: draw(r, minimumGroup-1, 10, 0), Alone: true}).Effect(); ok {
		t.Error("told of too few")
	}
}

// TestEffectOfSmallGroups measures where minimumGroup comes from.
func TestEffectOfSmallGroups(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(10, 0))
	covered := 0
	for range 2000 {
		c := Contrast{Before: draw(r, minimumGroup, 10, 0), After: draw(r, minimumGroup, 16, 0), ControlBefore: draw(r, minimumGroup, 20, 0), ControlAfter: draw(r, minimumGroup, 20, 0)}
		if e, ok := c.Effect(); ok && e.Low <= 6 && 6 <= e.High {
			covered++
		}
	}
	t.Logf("covered in %d of 2000 with %d in each group", covered, minimumGroup)
	if covered < 1860 {
		t.Errorf("covered in %d of 2000", covered)
	}
}
