package pipeline_test

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"stemme/pipeline"
	"stemme/pipeline/edition"
	"stemme/pipeline/nps"
)

// TestOwnTellsWrittenEntries: who counts the found themes is told what moved of the entries that the
// analysts wrote too, with its figures, and what such an entry did to a change.
func TestOwnTellsWrittenEntries(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	var rows strings.Builder
	rows.WriteString("id;dato;score;kommentar\n")
	add := func(month, n, score int, comment string) {
		for i := range n {
			at := time.Date(2026, time.Month(1+month), 1+i%28, 0, 0, 0, 0, time.UTC).Format("02-01-2006")
			fmt.Fprintf(&rows, "%d;%s;%d;%s\n", rows.Len(), at, score, comment)
		}
	}
	for month := range 8 {
		add(month, 30, 9, "det gik som det gik")
		add(month, 2+month/7*14, 2, "overfarten var forsinket igen")
	}
	file, data := filepath.Join(dir, "svar.csv"), filepath.Join(dir, "data")
	for path, text := range map[string]string{file: rows.String(),
		filepath.Join(data, "lenses", "havn.yaml"): "lens: havn\nname: Havnen\nentries:\n  - id: sen\n    name: Sene overfarter\n    bad: [overfarten + forsinket]\n"} {
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	cfg := config(data, file)
	night(t, cfg)
	ed, err := edition.Open(cfg.Data, edition.Current)
	if err != nil {
		t.Fatal(err)
	}
	defer ed.Close()
	own, err := pipeline.Own(ed, cfg, "")
	if err != nil {
		t.Fatal(err)
	}
	if !slices.ContainsFunc(own.Alerts, func(a nps.AlertRow) bool {
		return a.ThemeID == "havn/sen" && a.Period == "2026-08" && a.Observed == 16 && !math.IsNaN(a.Expected)
	}) {
		t.Errorf("alerts: %+v", own.Alerts)
	}
	changes, err := own.Change("2026-07", "2026-08", nps.DimensionAll, "")
	if err != nil || !slices.ContainsFunc(changes, func(r nps.ChangeRow) bool { return r.ThemeID == "havn/sen" && r.Total < 0 }) {
		t.Errorf("change: %v, %+v", err, changes)
	}
}
