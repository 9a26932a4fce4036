package pipeline_test

import (
	"fmt"
	"path/filepath"
	"slices"
	"testing"

	"stemme/pipeline"
	"stemme/pipeline/messages"
	"stemme/pipeline/source"
)

// TestTurned: a source whose complaints score high and whose praise scores low is told, the night
// without news again, until the configuration turns its scores; turned where they stood right it is
// told too. Of scores that stand right, and of few, nothing is told.
func TestTurned(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		rows      int
		backwards bool
		declared  []string
		want      string
	}{
		"backwards":         {120, true, nil, "Karaktererne i kilden svar ser ud til at stå omvendt: de 60, der kun roser, giver i snit 0,6, og de 60, der kun klager, 9,0."},
		"backwards, turned": {120, true, []string{"svar"}, ""},
		"right":             {120, false, nil, ""},
		"right, turned":     {120, false, []string{"svar"}, "Karaktererne i kilden svar ser ud til at stå omvendt: de 60, der kun roser, får i snit 0,6, og de 60, der kun klager, 9,0. De er vendt"},
		"few":               {50, true, nil, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			cfg := withLenses("")
			cfg.Data, cfg.Workers, cfg.Turned = filepath.Join(dir, "data"), 1, c.declared
			cfg.Sources = []pipeline.Source{{Files: []string{answersFile(t, dir, "svar.csv", "id;dato;NPS;kommentar", c.rows, 100, func(i, id int) string {
				praise, score := []string{"venligt og hjælpsomt personale", "hurtig levering", "god service og søde medarbejdere"}[i%3], 9+i%5/2%2
				if i%2 == 1 {
					praise, score = []string{"lang ventetid på telefonen", "leveringen kom alt for sent", "dårlig service og sure medarbejdere"}[i%3], i%3
				}
				if c.backwards {
					score = 10 - score
				}
				return fmt.Sprintf("%d;%02d-03-2026;%d;%s %d", id, i%28+1, score, praise, i)
			})}}}
			for range 2 {
				s, m := night(t, cfg)
				at := slices.IndexFunc(s.Notes, func(n source.Note) bool { return n.Key == "scores_turned" || n.Key == "scores_turned_back" })
				if (at >= 0) != (c.want != "") {
					t.Fatalf("%+v, %v", m.Turned, s.Notes)
				}
				if at >= 0 {
					if said := s.Notes[at].Text(messages.Danish); said[:min(len(c.want), len(said))] != c.want {
						t.Errorf("%s", said)
					}
				}
				if right := c.backwards == (len(c.declared) > 0); right != (s.Score.NPS > -10) {
					t.Errorf("NPS %.1f", s.Score.NPS)
				}
			}
		})
	}
}
