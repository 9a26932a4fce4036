package pipeline_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"

	"stemme/pipeline"
	"stemme/pipeline/edition"
	"stemme/pipeline/themes"
)

// themeIDs are the ids of the themes of the current edition that were found in comments.
func themeIDs(t *testing.T, data string) (ids []string) {
	t.Helper()
	rows, err := themes.Themes.Read(filepath.Join(currentDir(t, data), edition.Tables))
	if err != nil {
		t.Fatal(err)
	}
	for i := range rows {
		if id := rows[i].ThemeID; regexp.MustCompile(`^t\d+$`).MatchString(id) && id != "t0000" {
			ids = append(ids, id)
		}
	}
	return ids
}

// TestNoIDAgain: where a file of the newest edition beside the model is damaged, its themes go on; where
// all editions are gone, no theme gets an id that was given before, and edits of themes that are not
// known any more lapse.
func TestNoIDAgain(t *testing.T) {
	t.Parallel()
	cfg := config(t.TempDir(), survey(t, 150, 11))
	night(t, cfg)
	cfg.Themes.Fresh = true // the ids of the newest edition are no other one's
	night(t, cfg)
	cfg.Themes.Fresh = false
	want := themeIDs(t, cfg.Data)
	damage(t, filepath.Join(currentDir(t, cfg.Data), edition.Rejected))
	if s, _ := night(t, cfg); !said(s, "edition_passed") {
		t.Errorf("the damage is not told: %v", s.Notes)
	}
	if ids := themeIDs(t, cfg.Data); !slices.Equal(ids, want) {
		t.Errorf("after damage beside the model the themes are %v, were %v", ids, want)
	}
	if err := os.WriteFile(filepath.Join(cfg.Data, "edits.yaml"), []byte("edits:\n  - rename: "+want[0]+"\n    to: Kort\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	night(t, cfg)
	for _, name := range []string{"editions", edition.Current, edition.PointerName} {
		if err := os.RemoveAll(filepath.Join(cfg.Data, name)); err != nil {
			t.Fatal(err)
		}
	}
	s, _ := night(t, cfg)
	if !said(s, "lapse_theme") {
		t.Errorf("that the edit has lapsed is not told: %v", s.Notes)
	}
	ids := themeIDs(t, cfg.Data)
	if len(ids) == 0 || slices.ContainsFunc(ids, func(id string) bool { return slices.Contains(want, id) }) {
		t.Errorf("without editions the themes are %v, were %v", ids, want)
	}
	records, err := pipeline.History(cfg.Data)
	if err != nil || records[len(records)-1].NextTheme <= records[0].NextTheme {
		t.Errorf("the runs say that the next theme is %d, %v", records[len(records)-1].NextTheme, err)
	}
}
