package pipeline_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"stemme/models"
	"stemme/pipeline"
	"stemme/pipeline/ledger"
)

// TestBlanked: a file in which a column came out empty that its source has always had is refused; as a
// correction it is read, and known responses keep what they had. Blank cells of few rows, and of a column
// that whole days are without, are meant.
func TestBlanked(t *testing.T) {
	t.Parallel()
	full := []string{"%d", "%02d-03-2026", "7", "køen ved kasse %d var lang i dag", "Butik", "Nord", "Viborg"}
	const header = "id;dato;NPS;kommentar;kontaktpunkt;region;kundetype"
	for name, c := range map[string]struct {
		blank, n int
		some     bool // the blank column has no value on some days before either
		asked    bool
	}{
		"score": {2, 40, false, true}, "comment": {3, 40, false, true}, "time": {1, 40, false, true}, "touchpoint": {4, 40, false, true},
		"unit": {5, 40, false, true}, "segment": {6, 40, false, true}, "few rows": {3, 6, false, false}, "as on other days": {4, 40, true, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			file := func(name string, n int, blank func(i int) bool) string {
				return answersFile(t, dir, name, header, n, 1, func(i, id int) string {
					cells := strings.Split(fmt.Sprintf(strings.Join(full, ";"), id, i%8+1, id), ";")
					if cells[2] = fmt.Sprint(i % 11); blank(i) {
						cells[c.blank] = ""
					}
					return strings.Join(cells, ";")
				})
			}
			cfg := config("")
			cfg.Data, cfg.Workers = filepath.Join(dir, "data"), 1
			take := func(file string) pipeline.Config {
				cfg.Sources = []pipeline.Source{{Files: []string{file}}}
				return cfg
			}
			if key, text := refusedFor(t, take(file("svar-1.csv", 80, func(i int) bool { return c.some && i%8 == 3 }))); key != "" {
				t.Fatal(text)
			}
			now := take(file("svar-2.csv", c.n, func(int) bool { return true }))
			key, text := refusedFor(t, now)
			if (key == "source_blanked") != c.asked || key != "" && !c.asked {
				t.Fatalf("%q %s", key, text)
			}
			if !c.asked {
				return
			}
			now.AsCorrection = true
			if key, text := refusedFor(t, now); key != "" {
				t.Fatal(text)
			}
			book, err := ledger.Open(filepath.Join(cfg.Data, "ledger"))
			if err != nil {
				t.Fatal(err)
			}
			r, _ := book.Response(models.Key{Source: "svar", ID: "9"})
			if v, ok := r.Score.Value(); !ok || v != 8 || r.Comment == "" || r.Day == models.NoDay || r.Touchpoint != "Butik" || r.Unit != "Nord" || len(r.Segments) != 1 {
				t.Errorf("kept %+v", r)
			}
		})
	}
}
