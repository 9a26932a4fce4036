package pipeline_test

import (
	"fmt"
	"path/filepath"
	"slices"
	"testing"

	"stemme/pipeline"
	"stemme/pipeline/edition"
	"stemme/pipeline/messages"
	"stemme/pipeline/source"
)

// TestUnread: where most comments are in a language that no lens reads, the night says of how many, the
// night without news again, and no lens leads; where some are, it says what is not seen in them, and a lens may lead;
// of few it says nothing.
func TestUnread(t *testing.T) {
	t.Parallel()
	english := []string{"the branch closes far too early on weekdays", "waited an hour for the driver and nobody came", "friendly staff in the shop who helped me", "the bill was wrong again this month"}
	danish := []string{"filialen lukker alt for tidligt på hverdage", "ventede en time på chaufføren og ingen kom", "venligt personale i butikken som hjalp mig", "regningen var forkert igen i denne måned"}
	for name, c := range map[string]struct {
		english int // of 10
		want    string
	}{"English": {10, "180 af 180"}, "most English": {7, "126 af 180"}, "some English": {3, "54 af 180"}, "Danish": {0, ""}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			cfg := withLenses("")
			cfg.Data, cfg.Workers = filepath.Join(dir, "data"), 1
			cfg.Sources = []pipeline.Source{{Files: []string{answersFile(t, dir, "svar.csv", "id;dato;NPS;kommentar", 180, 100, func(i, id int) string {
				said := danish
				if i%10 < c.english {
					said = english
				}
				return fmt.Sprintf("%d;%02d-03-2026;%d;%s %d", id, i%28+1, i%11, said[i%4], i)
			})}}}
			for range 2 {
				s, m := night(t, cfg)
				most := c.english > 5
				at := slices.IndexFunc(s.Notes, func(n source.Note) bool {
					return n.Key == "lenses_unread" && most || n.Key == "lenses_unread_some" && !most
				})
				if (at >= 0) != (c.want != "") || at >= 0 && s.Notes[at].Text(messages.Danish)[:len(c.want)] != c.want {
					t.Errorf("%v", s.Notes)
				}
				if below := m.LensBelow(1200); (below == 0) != most {
					t.Errorf("a lens leads below %d comments", below)
				}
			}
			ed, _, err := edition.Whole(cfg.Data)
			if err != nil {
				t.Fatal(err)
			}
			defer ed.Close()
			h, err := pipeline.ReadHighFive(ed, cfg, pipeline.HighFiveOptions{Most: 5})
			if err != nil || (h.Lens == "") != (c.english > 5) {
				t.Errorf("the lens %q leads, %v", h.Lens, err)
			}
		})
	}
}
