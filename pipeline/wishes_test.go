package pipeline

import (
	"math"
	"testing"

	"stemme/models"
	"stemme/pipeline/codebook/lens"
	"stemme/pipeline/themes"
)

// TestWishesOfFoundThemes: a clause that asks for something blames found themes as it blames entries; where scores
// tell nothing, nothing is told.
func TestWishesOfFoundThemes(t *testing.T) {
	t.Parallel()
	found := themes.Result{Mentions: []models.Mention{
		{Response: 0, Clause: 0, Theme: "t0001", Polarity: 0.7}, {Response: 0, Clause: 1, Theme: "t0001", Polarity: 0.7},
		{Response: 1, Clause: 0, Theme: "t0002", Polarity: math.NaN()}, {Response: 2, Clause: 0, Theme: "t0002", Polarity: -0.95},
	}}
	behind(&found, lens.Result{
		Mentions: []models.Mention{{Response: 0, Clause: 0, Theme: "kundetemaer/pris", Polarity: -0.5}},
		Wishes:   []lens.Place{{Response: 0, Clause: 0}, {Response: 1, Clause: 0}, {Response: 2, Clause: 0}},
	})
	want := []float64{wishful, -0.5, 0.7, math.NaN(), -0.95}
	for i, m := range found.Mentions {
		if m.Polarity != want[i] && !(math.IsNaN(m.Polarity) && math.IsNaN(want[i])) {
			t.Errorf("%+v: want %.2f", m, want[i])
		}
	}
}
