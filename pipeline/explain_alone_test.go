package pipeline

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"stemme/pipeline/nps"
	"stemme/pipeline/tables"
)

// TestExplainSaysAlone: of a row that detractors or promoters surely speak of a theme more often
// explain says what is left of it with the rest held, and nothing of any other row.
func TestExplainSaysAlone(t *testing.T) {
	table, err := nps.Drivers.Table([]nps.DriverRow{
		{Outcome: nps.OutcomeNPS, ThemeID: "t0001", Effect: -20, CILow: -30, CIHigh: -10},
		{Outcome: nps.OutcomeNPS, ThemeID: "t0002", Effect: 1, CILow: -3, CIHigh: 5, Q: 0.6}})
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := tables.Write(&b, table); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, nps.Drivers.Name()+tables.Extension), b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	row := func(theme, class, low, q, restates string) rowCells {
		return rowCells{"theme_id": theme, "class": class, "ci_low": low, "q": q, "restates": restates}
	}
	for _, c := range []struct {
		table string
		cells rowCells
		want  nps.Alone
	}{
		{"causes", row("t0001", "detractor", "0.2", "0.01", "false"), nps.AloneSure},
		{"causes", row("t0002", "detractor", "0.2", "0.01", "false"), nps.AloneUnsure},
		{"class_profile", row("t0001", "promoter", "0.2", "0.01", "false"), nps.AloneReversed},
		{"class_profile", row("t0001", "passive", "0.2", "0.01", "false"), ""},
		{"class_profile", row("t0002", "detractor", "-0.2", "0.4", "false"), ""},
		{"causes", row("t0002", "detractor", "-0.2", "0.01", "false"), ""},
		{"causes", row("t0002", "detractor", "0.2", "0.06", "false"), ""},
		{"causes", row("t0002", "detractor", "0.2", "0.01", "true"), ""},
		{"local_themes", row("t0002", "detractor", "0.2", "0.01", "false"), ""},
	} {
		if got, err := aloneOf(dir, c.table, c.cells); err != nil || got != c.want {
			t.Errorf("%s %v: %q, want %q (%v)", c.table, c.cells, got, c.want, err)
		}
	}
}
