package pipeline_test

import (
	"fmt"
	"path/filepath"
	"testing"
)

// TestSameAgain: an export without ids that is delivered again with scores and units
// corrected counts nobody twice; what is new, and of other days, is new.
func TestSameAgain(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	row := func(mended int) func(i, id int) string {
		return func(i, _ int) string {
			unit, score := []string{"Odense", "Vejle"}[i%2], i%11
			if i < mended {
				score = (score + 5) % 11
			} else if i < 2*mended {
				unit = "Herning"
			}
			return fmt.Sprintf("%02d-03-2026;%s;%d;%s", i%28+1, unit, score, []string{"", saidBy(i)}[i%2])
		}
	}
	of := func(name string, n, mended int) string {
		return answersFile(t, dir, name, "Dato;Butik;Score;Kommentar", n, 0, row(mended))
	}
	cfg := config("")
	cfg.Data = filepath.Join(dir, "data")
	for _, c := range []struct {
		file string
		want int
	}{{of("svar.csv", 56, 0), 56}, {of("svar (2).csv", 56, 5), 56}, {of("svar (3).csv", 60, 5), 60}, {of("svar (4).csv", 60, 5), 60}} {
		if key, text := asked(t, cfg, "", c.file); key != "" || len(keptOf(t, cfg)) != c.want {
			t.Errorf("%s: %d responses, want %d: %s", c.file, len(keptOf(t, cfg)), c.want, text)
		}
	}
	herning := 0
	for _, r := range keptOf(t, cfg) {
		if r.Unit == "Herning" {
			herning++
		}
	}
	if herning != 5 {
		t.Errorf("%d responses have the corrected unit, want 5", herning)
	}
	other := answersFile(t, dir, "svar (5).csv", "Dato;Butik;Score;Kommentar", 10, 0, func(i, _ int) string { return fmt.Sprintf("%02d-04-2026;Odense;%d;", i+1, i) })
	if key, text := asked(t, cfg, "", other); key != "" || len(keptOf(t, cfg)) != 70 {
		t.Errorf("%d responses after those of other days: %s", len(keptOf(t, cfg)), text)
	}
}
