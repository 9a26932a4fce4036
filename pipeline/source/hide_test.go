package source

import (
	"context"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// hideNames hides two invented names.
func hideNames(s string) string {
	return regexp.MustCompile(`(?:Mette|Kaj) Hansen`).ReplaceAllString(s, "[NAVN]")
}

// readHidden reads files of the same invented answers under the given headers.
func readHidden(t *testing.T, cfg Config, headers string, names ...string) (Batch, error) {
	t.Helper()
	dir := t.TempDir()
	for i, name := range names {
		text := headers + "\n"
		for row := range 12 {
			text += strings.ReplaceAll("X"+string(rune('a'+i))+string(rune('a'+row))+";9;kassen var hurtig;Nord\n", "X", "s")
		}
		cfg.Files = append(cfg.Files, filepath.Join(dir, name))
		if err := os.WriteFile(cfg.Files[i], []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	cfg.MaskName = hideNames
	return Read(context.Background(), cfg)
}

// TestNamesAreHidden: no personal data of a file's name or headers is kept or shown,
// and declared columns are found by the name that the file has and the shown one.
func TestNamesAreHidden(t *testing.T) {
	const headers = "Svar-ID;Score hos Mette Hansen;Kommentar;Team Kaj Hansen"
	for _, header := range []string{"Team Kaj Hansen", "Team [NAVN]", "team kaj hansen"} {
		batch, err := readHidden(t, Config{Columns: map[string]string{"hold": header, "score": "Score hos Mette Hansen"}}, headers, "svar Kaj Hansen 2026-10-01.csv")
		if err != nil {
			t.Fatal(header, err)
		}
		f := batch.Files[0]
		if f.Source != "svar [NAVN]" || filepath.Base(f.File) != "svar [NAVN] 2026-10-01.csv" || batch.Responses[0].Source != "svar [NAVN]" {
			t.Errorf("source %q, file %q", f.Source, f.File)
		}
		if got := batch.Readings[0].Columns; got[1].Header != "Score hos [NAVN]" || got[1].Role != "score" || got[3].Header != "Team [NAVN]" || got[3].Name != "hold" {
			t.Errorf("columns %+v", got)
		}
		var said []string
		for _, n := range f.Notes {
			said = append(said, string(n.Key))
		}
		if !slices.Contains(said, "source_name_hidden") || !slices.Contains(said, "source_header_hidden") {
			t.Errorf("notes %v", said)
		}
	}
}

// TestKeptNameHolds: a source that an earlier version kept under a name with personal
// data is that source still, and its reading is known by the headers that it kept.
func TestKeptNameHolds(t *testing.T) {
	const headers = "Svar-ID;Score;Kommentar;Team Kaj Hansen"
	kept := Reading{Source: "svar Kaj Hansen", Columns: []ColumnReading{{Header: "Svar-ID", Role: "id"}, {Header: "Score", Role: "score"},
		{Header: "Kommentar", Role: "comment"}, {Header: "Team Kaj Hansen", Role: "unit"}}, Also: []Reading{{Columns: []ColumnReading{{Header: "Kaj Hansen", Name: "Kaj Hansen"}}}}}
	kept.Hide(hideNames)
	if also := kept.Also[0].Columns[0]; also.Header != "[NAVN]" || also.Name != "[NAVN]" {
		t.Errorf("another layout keeps %+v", also)
	}
	batch, err := readHidden(t, Config{Readings: map[string]Reading{kept.Source: kept}}, headers, "svar Kaj Hansen.csv")
	if err != nil {
		t.Fatal(err)
	}
	if got := batch.Responses[0]; got.Source != "svar Kaj Hansen" || got.Unit != "Nord" {
		t.Errorf("source %q, unit %q", got.Source, got.Unit)
	}
	if breaks, _ := Differences(kept, batch.Readings[0]); len(breaks) > 0 {
		t.Errorf("the source is read otherwise: %v", breaks)
	}
	if !slices.ContainsFunc(batch.Files[0].Notes, func(n Note) bool { return n.Key == "source_name_kept" }) {
		t.Error("nothing says that the name holds personal data")
	}
}

// TestNamesAlike: two files that differ in personal data alone are no one's to join, and
// a file that cannot be read is named without any.
func TestNamesAlike(t *testing.T) {
	const headers = "Svar-ID;Score;Kommentar;Team"
	_, err := readHidden(t, Config{}, headers, "svar Kaj Hansen.csv", "svar Mette Hansen.csv")
	if err == nil || strings.Contains(err.Error(), "Hansen") || !strings.Contains(err.Error(), "--source") {
		t.Errorf("two files of one name: %v", err)
	}
	if batch, err := readHidden(t, Config{}, headers, "svar Kaj Hansen 1.csv", "svar Kaj Hansen 2.csv"); err != nil || len(batch.Files) != 2 {
		t.Errorf("two files of one survey: %v", err)
	}
	if _, err := readHidden(t, Config{Name: "svar"}, headers, "svar Kaj Hansen.csv", "svar Mette Hansen.csv"); err != nil {
		t.Errorf("two files of a named source: %v", err)
	}
	for _, name := range []string{"Kaj Hansen.csv", "Kaj Hansen.xlsx"} {
		if _, err := readHidden(t, Config{}, "", name); err == nil || strings.Contains(err.Error(), "Hansen") {
			t.Errorf("%s without a header: %v", name, err)
		}
	}
	_, err = Read(context.Background(), Config{Files: []string{"Kaj Hansen.csv"}, MaskName: hideNames})
	if err == nil || strings.Contains(err.Error(), "Hansen") {
		t.Errorf("a file that is not there: %v", err)
	}
}

// TestColumnOfSheets: the sheets of a workbook that are joined have headers as shown
// alone, and a declared column is found there by what the file calls it.
func TestColumnOfSheets(t *testing.T) {
	shown := []string{"Score", "Team [NAVN]"}
	tab := &table{headers: shown, asked: shown, hide: hideNames}
	if i := tab.column("Team Kaj Hansen"); i != 1 {
		t.Errorf("column %d, want 1", i)
	}
}
