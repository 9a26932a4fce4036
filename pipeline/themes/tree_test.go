package themes

import (
	"math"
	"testing"

	"stemme/models"
	"stemme/pipeline/codebook"
)

// TestLift holds that a top theme is shown only where it says more than the themes
// under it, or where an analyst speaks of it.
func TestLift(t *testing.T) {
	t.Parallel()
	leaf := func(id, parent string, state models.State, kind models.ThemeKind) models.Theme {
		return models.Theme{ID: id, Parent: parent, State: state, Kind: kind}
	}
	for _, c := range []struct {
		name         string
		state        models.State
		kind         models.ThemeKind
		share, label float64
		pinned, want bool
	}{
		{"over two that are ready", models.Ready, models.Topic, 0.2, 0.5, false, true},
		{"over one that is ready", models.NotReady, models.Topic, 0.2, 0.5, false, false},
		{"over a verdict", models.Ready, models.Verdict, 0.2, 0.5, false, false},
		{"over half of the comments", models.Ready, models.Topic, 0.5, 0.5, false, false},
		{"without a name", models.Ready, models.Topic, 0.2, math.NaN(), false, false},
		{"pinned", models.NotReady, models.Topic, 0.2, 0.5, true, true},
	} {
		m := &Model{themes: []ModelTheme{{ID: "t0001", Parent: "t0003"}, {ID: "t0002", Parent: "t0003"}}, tops: []string{"t0003"}}
		var book codebook.Book
		if c.pinned {
			book.Edits = []codebook.Edit{{Pin: "t0003"}}
		}
		r := Result{Model: m, hand: m.apply(&Input{Book: book}), Typical: make([][]Typical, 3), Themes: []models.Theme{
			leaf("t0001", "t0003", models.Ready, models.Topic), leaf("t0002", "t0003", c.state, c.kind),
			{ID: "t0003", Share: c.share, LabelFit: c.label}}}
		r.lift()
		if shown := len(r.Themes) == 3; shown != c.want || shown != (r.Themes[0].Parent != "") || len(r.Typical) != len(r.Themes) {
			t.Errorf("a top theme %s: %v", c.name, r.Themes)
		}
	}
}
