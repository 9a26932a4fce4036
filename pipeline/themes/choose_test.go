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
