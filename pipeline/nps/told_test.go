package nps

import (
	"math"
	"math/rand/v2"
	"testing"
)

// TestToldInSteps: parts told in steps still sum to the whole, none further off than a
// step but the largest, and an interval is no narrower than it was.
func TestToldInSteps(t *testing.T) {
	t.Parallel()
	exact := []float64{-12.34, 0.26, 3.3333, -0.01, 7.77, 41.1}
	parts, whole := make([]*float64, len(exact)), 0.0
	got := append([]float64{}, exact...)
	for i, v := range exact {
		parts[i] = &got[i]
		whole += v
	}
	toldAll(parts, whole, 0.5)
	sum := 0.0
	for i, v := range got {
		sum += v
		if math.Abs(v-exact[i]) > 0.5+1e-9 {
			t.Errorf("%v is told as %v", exact[i], v)
		}
		if i < 5 && math.Mod(v, 0.5) != 0 {
			t.Errorf("%v is no multiple of a half", v)
		}
	}
	if math.Abs(sum-whole) > 1e-9 {
		t.Errorf("they sum to %v, not %v", sum, whole)
	}
	if low, high := toldRange(-0.31, 0.1*3, 0.1); low != -0.4 || high != 0.3 {
		t.Errorf("[%v; %v]", low, high)
	}
	for v, want := range map[float64]float64{0.3: 0.5, 0.05: 0.05, 1: 1, 5.1: 10, 0.0011: 0.002, 100.0 / 3: 50} {
		if got := roundUp(v); got != want {
			t.Errorf("%v is told as %v, want %v", v, got, want)
		}
	}
	if Step(1, 100, 7) != 0 || Step(5, 100, 7) != 20 {
		t.Errorf("steps of %v and %v", Step(1, 100, 7), Step(5, 100, 7))
	}
}

// TestToldNearest: no more parts are told further off than half a step than make the sum hold.
func TestToldNearest(t *testing.T) {
	t.Parallel()
	draw := rand.New(rand.NewPCG(1, 1))
	for range 200 {
		exact, got, parts, whole := make([]float64, 12), make([]float64, 12), make([]*float64, 12), 0.0
		for i := range exact {
			exact[i] = 6 * (draw.Float64() - 0.5)
			got[i], parts[i] = exact[i], &got[i]
			whole += exact[i]
		}
		toldAll(parts, whole, 0.5)
		far, need := 0, whole
		for i, v := range exact {
			need -= 0.5 * math.Round(v/0.5)
			if math.Abs(got[i]-v) > 0.25+1e-9 {
				far++
			}
		}
		if most := int(math.Round(math.Abs(need)/0.5)) + 1; far > most { // one more: the largest takes what is less than a step
			t.Fatalf("%d parts are told further off than half a step, want at most %d: %v as %v", far, most, exact, got)
		}
	}
}

// TestWithheldTestIsInNoQ: what a withheld theme's own test came to changes no other's q.
func TestWithheldTestIsInNoQ(t *testing.T) {
	t.Parallel()
	shown := func(i int) bool { return i != 1 }
	sure, not := among([]float64{0.04, 0.001, 0.3}, shown), among([]float64{0.04, 0.9, 0.3}, shown)
	for _, i := range []int{0, 2} {
		if sure[i] != not[i] {
			t.Errorf("q is %v and %v", sure[i], not[i])
		}
	}
}
