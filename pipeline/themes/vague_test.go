package themes

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"stemme/models"
)

// TestGathered holds that of small themes that two samples do not find again those without
// a true name are joined in one, which their clauses then mention, and that one with a
// name, one that is found again and a large one stay.
func TestGathered(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(4, 4))
	var in Input
	var subjects []int
	for i := range 2000 {
		subject := []int{1 + i/8%4, 0, 0, 0, 6, 6, 6, 5}[i%8]
		subjects = append(subjects, subject)
		var words []string
		for range 2 {
			words = append(words, fmt.Sprintf("plom%cvask%cing", 'a'+subject, 'a'+r.IntN(26)))
		}
		if subject == 5 {
			words = append(words, "parkering")
		}
		a, d := written(fmt.Sprintf("r%04d", i), [][]string{words})
		in.Responses, in.Documents = append(in.Responses, a), append(in.Documents, d)
	}
	cfg := DefaultConfig()
	cfg.Themes = 7
	m := mustFind(t, in.Responses, in.Documents, cfg).Model
	of := func(m *Model) []string { // by subject, its theme
		ids := make([]string, 7)
		for _, at := range m.Assign(in.Documents, cfg.MinProbability, 1) {
			ids[subjects[at.Response]] = at.Theme
		}
		return ids
	}
	before := of(m)
	for j := range m.themes {
		m.themes[j].Stability, m.themes[j].Separation = 0.2, 0.2
		switch m.themes[j].ID {
		case before[0]:
			m.themes[j].Stability = 0.9 // it is found again
		case before[4]:
			m.themes[j].Separation = 0.4 // it stands apart
		}
	}
	after, err := m.gathered(t.Context(), in, cfg)
	if err != nil {
		t.Fatal(err)
	}
	now := of(after.remarked(clausesOf(in.Documents, m.wordy(), 1), cfg))
	if len(m.themes) != 7 || len(after.themes) != 5 {
		t.Fatalf("%d themes of %d, want 5 of 7", len(after.themes), len(m.themes))
	}
	if joined := slices.Min(before[1:4]); !slices.Equal(now, []string{before[0], joined, joined, joined, before[4], before[5], before[6]}) {
		t.Errorf("the subjects' themes were %v and are %v", before, now)
	}
	if named := mustFind(t, in.Responses, in.Documents, cfg).Themes; !slices.ContainsFunc(named, func(t models.Theme) bool { return t.Name == "parkering" }) {
		t.Errorf("no theme is named %q", "parkering")
	}
}
