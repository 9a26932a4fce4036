package pipeline

import (
	"math"
	"slices"
	"testing"
	"time"

	"stemme/models"
	"stemme/pipeline/codebook"
	"stemme/pipeline/worklist"
)

// TestSigned: the themes of an item say whether the customer praises them or complains.
func TestSigned(t *testing.T) {
	t.Parallel()
	items := []worklist.Item{{Key: models.Key{Source: "svar", ID: "1"}, Themes: []string{"adfaerd/anbefaler", "t0001", "t0002", "t0009"}}}
	names := map[string]string{"adfaerd/anbefaler": "Anbefaler os", "t0001": "sød medarbejder", "t0002": "gebyrer"}
	sign(items, []models.Response{{Source: "svar", ID: "1"}, {Source: "svar", ID: "2"}}, []models.Mention{
		{Theme: "adfaerd/anbefaler", Polarity: -.9}, {Theme: "t0001", Polarity: .8}, {Theme: "t0002", Polarity: math.NaN()}, {Response: 1, Theme: "t0002", Polarity: -1}})
	if got := signed(&items[0], names); !slices.Equal(got, []string{"− Anbefaler os", "+ sød medarbejder", "gebyrer"}) {
		t.Errorf("%q", got)
	}
}

// TestR29Late: a run counts the detractors it read whose promise had run out before it
// read them, so that it can say that a night alone is too rare; not those that have been
// due for long, nor those of earlier runs.
func TestR29Late(t *testing.T) {
	t.Parallel()
	f := &followed{}
	f.input.Playbook = codebook.DefaultPlaybook()
	var fresh []models.Response
	now := time.Now()
	for id, due := range map[string]time.Time{"ny": now.Add(time.Hour), "sen": now.Add(-time.Hour), "gammel": now.Add(-9000 * time.Hour), "uden dag": {}, "tidligere": now.Add(-time.Hour)} {
		f.items = append(f.items, worklist.Item{Key: models.Key{Source: "svar", ID: id}, Due: due})
		if id != "tidligere" {
			fresh = append(fresh, models.Response{Source: "svar", ID: id})
		}
	}
	if n := late(f, fresh); n != 1 {
		t.Errorf("%d were late, want 1", n)
	}
}

// TestMainly: an item is told by its found themes; where there are none by those of the
// customer lens, and by no other lens.
func TestMainly(t *testing.T) {
	t.Parallel()
	for _, c := range [][3][]string{
		{{"t0001", "adfaerd/lytter", "kundetemaer/gebyr"}, {"t0001"}},
		{{"adfaerd/lytter", "kundetemaer/gebyr"}, {"kundetemaer/gebyr"}},
		{{"adfaerd/lytter"}, nil},
		{{"t0001", "adfaerd/lytter", "kundetemaer/gebyr"}, {"adfaerd/lytter", "t0001"}, {"adfaerd/lytter", "t0009"}},
		{{"kundetemaer/gebyr"}, {"kundetemaer/gebyr"}, {"kundetemaer/gebyr"}},
	} {
		if got := mainly(c[0], c[2]); !slices.Equal(got, c[1]) {
			t.Errorf("%v: %v", c[0], got)
		}
	}
}
