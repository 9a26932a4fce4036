package themes

import (
	"math"
	"testing"
)

// TestPrice holds that a number far from the usual one is chosen only where the score
// bears it out, and that few themes are no cheaper than many.
func TestPrice(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		rises float64 // of stability for each factor e of themes
		want  int     // of 3,000 clauses
	}{{0.3, 18}, {-0.3, 18}, {0.8, 40}, {-1.2, 8}} {
		var tried []Choice
		for _, k := range grid[2:] {
			tried = append(tried, Choice{Themes: k, Stability: 0.5 + c.rises*math.Log(float64(k)/18)})
		}
		score(tried, 3000)
		if got := tried[best(tried)].Themes; got != c.want {
			t.Errorf("a score that rises by %.1f: %d themes chosen, want %d", c.rises, got, c.want)
		}
	}
}

// TestFollowsWhatIsFound holds that where two samples agree on more themes, one by
// one and over clauses, it is these, or the next number if they find most of it.
func TestFollowsWhatIsFound(t *testing.T) {
	t.Parallel()
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

// TestNearest holds that a number that stands is held against the themes that a number
// tried comes to, not against the number itself, and that the chosen one is kept to
// where it comes to about as many.
func TestNearest(t *testing.T) {
	t.Parallel()
	tried := []Choice{{Themes: 18, apart: 10}, {Themes: 22, apart: 14}, {Themes: 27, apart: 17}, {Themes: 33, apart: 24}}
	for k, want := range map[int]int{10: 18, 13: 22, 15: 27, 17: 27, 30: 33} {
		if got := tried[nearest(tried, 2, k)].Themes; got != want {
			t.Errorf("%d themes that stand are held against %d tried, want %d", k, got, want)
		}
	}
}
