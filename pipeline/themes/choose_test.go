package themes

import "testing"

// TestBroad holds that a few broad themes are chosen only where two samples find
// most of them again, or where there are no others.
func TestBroad(t *testing.T) {
	number := func(found float64, narrow bool) int {
		tried := []Choice{{Themes: 8, Score: 0.94, broad: true, found: found}, {Themes: 22, Score: 0.84, broad: !narrow},
			{Themes: 27, Score: 0.90, broad: !narrow}, {Themes: 48, Score: 0.91, broad: !narrow}}
		return tried[best(tried)].Themes
	}
	for _, c := range []struct {
		found  float64
		narrow bool
		want   int
	}{{0.5, true, 27}, {0.85, true, 8}, {0.5, false, 8}} {
		if got := number(c.found, c.narrow); got != c.want {
			t.Errorf("found again %.2f, narrow ones tried %v: %d themes chosen, want %d", c.found, c.narrow, got, c.want)
		}
	}
}

// TestFollowsWhatIsFound holds that where two samples agree on more themes, one by
// one and over clauses, it is these, or the next number if they find most of it.
func TestFollowsWhatIsFound(t *testing.T) {
	for _, c := range []struct {
		found, agree []float64 // of 15, 18, 22 and 27 themes
		want         int
	}{
		{[]float64{0.85, 0.82, 0.8, 0.7}, []float64{1, 1, 1, 1}, 15},
		{[]float64{1, 0.95, 0.95, 0.95}, []float64{1, 0.9, 0.8, 0.7}, 18},
		{[]float64{1, 0.95, 0.86, 0.85}, []float64{1, 1, 0.9, 0.9}, 22},
		{[]float64{1, 1, 0.7, 0.85}, []float64{1, 1, 1, 0.9}, 18},
	} {
		var tried []Choice
		for i, k := range []int{15, 18, 22, 27} {
			tried = append(tried, Choice{Themes: k, Stability: c.agree[i], Score: 1 - 0.1*float64(i), found: c.found[i]})
		}
		if got := tried[best(tried)].Themes; got != c.want {
			t.Errorf("found again %v, agreement %v: %d themes chosen, want %d", c.found, c.agree, got, c.want)
		}
	}
}
