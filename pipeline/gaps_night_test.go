package pipeline_test

import (
	"os"
	"path/filepath"
	"testing"

	"stemme/pipeline"
)

// TestR56: whatever nobody answers for is listed: a KPI, a theme that the night
// found and a lens; what has an owner is not.
func TestR56(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	cfg := withLenses(data, survey(t, 600, 31))
	night(t, cfg)
	var ready []string
	for _, row := range current(t, data).themes {
		if row.State == "ready" && row.Lens == "" && row.Kind != "verdict" {
			ready = append(ready, row.ThemeID)
		}
	}
	if len(ready) < 2 {
		t.Fatalf("ready themes: %v", ready)
	}
	for name, text := range map[string]string{
		"kpis.yaml":  "kpis:\n  - {id: nps-telefon, name: NPS på telefon, measure: nps, target: \">= 30\"}\n  - {id: nps-alle, name: NPS, measure: nps, target: \">= 30\", owner: Direktøren}\n",
		"edits.yaml": "edits:\n  - {owner: " + ready[0] + ", to: Kundechefen}\n",
	} {
		if err := os.WriteFile(filepath.Join(data, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	night(t, withLenses(data))
	gaps, err := pipeline.Gaps(withLenses(data))
	if err != nil {
		t.Fatal(err)
	}
	open := map[string]bool{}
	for _, g := range gaps {
		open[g.What+" "+g.ID] = true
	}
	for what, want := range map[string]bool{
		"kpi nps-telefon": true, "kpi nps-alle": false, "theme " + ready[0]: false, "theme " + ready[1]: true, "lens kundetemaer": true,
	} {
		if open[what] != want {
			t.Errorf("%s is listed: %v", what, open[what])
		}
	}
}
