package arrivals

import (
	"testing"

	"stemme/models"
)

// TestZeroNotes: scores of 0 are told where they are many more than before, and only there.
func TestZeroNotes(t *testing.T) {
	t.Parallel()
	scored := func(n, zeros int) (all []models.Response) {
		for i := range n {
			v := 1 + i%10
			if i < zeros {
				v = 0
			}
			all = append(all, models.Response{Source: "svar", Score: models.ScoreOf(v), Scale: models.Scale0to10})
		}
		return all
	}
	for name, c := range map[string]struct {
		before, now []models.Response
		told        bool
	}{
		"a third":            {scored(400, 8), scored(90, 30), true},
		"none before":        {scored(400, 0), scored(90, 30), true},
		"as before":          {scored(400, 120), scored(90, 30), false},
		"few":                {scored(400, 8), scored(20, 9), false},
		"a small share":      {scored(400, 2), scored(400, 20), false},
		"few before":         {scored(60, 0), scored(90, 30), false},
		"a source of nobody": {nil, scored(90, 30), false},
	} {
		if got := zeroNotes(c.before, c.now); (len(got) == 1) != c.told || len(got) > 1 {
			t.Errorf("%s: %v", name, got)
		}
	}
}
