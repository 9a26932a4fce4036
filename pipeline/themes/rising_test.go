package themes

import (
	"slices"
	"testing"

	"stemme/models"
)

// TestLasting: what is said beyond its past becomes a theme though one night reads it
// all, lasts through a refit and another number of themes, and is born once; neither
// a word of no subject nor a subject that has a theme is born.
func TestLasting(t *testing.T) {
	t.Parallel()
	y := year{subjects: 12, perDay: 40, planted: 40, seed: 4}
	responses, documents, gold := y.answered(60)
	new := Rising{Terms: []string{"s0w0", "s0w1", "s0w2"}, From: 20040, To: 20059}
	in := Input{Responses: responses, Documents: documents}
	in.Rising = func() []Rising {
		return []Rising{{Terms: []string{"fyld3"}, From: 20030, To: 20059}, {Terms: []string{"s1w0", "s1w1"}, From: 20030, To: 20059}, {Terms: []string{"ukendt"}, From: models.NoDay, To: 20059}, {Terms: []string{"s2w0"}, From: 19800, To: 19900}, new}
	}
	cfg := DefaultConfig()
	cfg.Themes = 8
	id := ""
	for _, how := range []func(*Config){func(*Config) {}, func(c *Config) { c.Refit = true }, func(c *Config) { c.Refit, c.Themes = false, 7 }, func(*Config) {}} {
		how(&cfg)
		r, err := renewed(in, cfg)
		if err != nil {
			t.Fatal(err)
		}
		var born []string
		for _, e := range r.Events {
			if (e.What == Born || e.What == Parted) && e.Detail == emerged {
				born = append(born, e.Theme)
			}
		}
		if len(born) != 1 || id != "" && born[0] != id {
			t.Fatalf("born %v, want one, %q", born, id)
		}
		id = born[0]
		overlap := overlapWith(id, r, func(i int) bool { return gold[i] == 0 })
		t.Logf("%d themes, %s overlaps its subject by %.2f", len(r.Model.IDs()), id, overlap)
		if !slices.Contains(r.Model.IDs(), id) || overlap < 0.5 {
			t.Errorf("%s of %v overlaps its subject by %.2f", id, r.Model.IDs(), overlap)
		}
		in.Previous, in.History = stored(t, r.Model), r.Events
	}
}

// TestBornAlone holds that a theme that is born stands under no top theme, though all of
// its clauses were under one: it would be called after what it is not about.
func TestBornAlone(t *testing.T) {
	t.Parallel()
	responses, documents, _ := survey(400, 5, 1)
	in := Input{Responses: responses, Documents: documents}
	cfg := DefaultConfig()
	cfg.Themes = 5
	r, err := renewed(in, cfg)
	if err != nil {
		t.Fatal(err)
	}
	r.Model.tops = []string{name(r.Model.next)}
	for j := range r.Model.themes {
		r.Model.themes[j].Parent = r.Model.tops[0]
	}
	r.Model.next++
	w := newWork(carried(clausesOf(documents, cfg.wordy, 1)), in, cfg)
	grown, _ := w.newborn(r.Model, addition{rows: []int32{0, 1, 2, 3, 4, 5, 6, 7}})
	if at := grown.themes[len(grown.themes)-1]; len(grown.themes) != len(r.Model.themes)+1 || at.Parent != "" {
		t.Errorf("%d themes, the last one %s under %q; want one more than %d, under none", len(grown.themes), at.ID, at.Parent, len(r.Model.themes))
	}
}
