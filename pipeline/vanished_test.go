package pipeline_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"stemme/models"
	"stemme/pipeline"
	"stemme/pipeline/edition"
)

// TestEmptiedGroupsAreGone: what only the erased had, a touchpoint, a step, a
// unit, a segment's value, a month, a word, is in no table
// of any edition.
func TestEmptiedGroupsAreGone(t *testing.T) {
	t.Parallel()
	data, path := t.TempDir(), filepath.Join(t.TempDir(), "survey.csv")
	own := []string{"Kyklopklub", "Zebraforløb", "Region Ukendtland", "Gnuby", "Gigantpakke", "2019-07", "kvintessensbrøl"}
	var rows strings.Builder
	rows.WriteString("id;dato;kunde;score;kontaktpunkt;kunderejsetrin;afdeling;produkt;kommentar\n")
	for i := range 40 {
		fmt.Fprintf(&rows, "e%d;%02d-07-2019;q%d;%d;Kyklopklub;Zebraforløb;Region Ukendtland/Gnuby;Gigantpakke;Jeg fik et kvintessensbrøl i telefonen, sagde nr. %d\n", i, 1+i%28, i%9, i%11, i)
	}
	for i := range 160 {
		at, of := [][2]string{{"Telefon", "Service"}, {"Butik", "Køb"}}[i%2], []string{"Region Nord/Aarhus", "Region Syd/Odense"}[i/2%2]
		said := []string{"Ventetiden i telefonen var lang", "Netbanken var nede igen", "Rådgiveren ringede tilbage", "Gebyret var for højt"}[i%4]
		fmt.Fprintf(&rows, "a%d;%02d-%02d-2026;k%d;%d;%s;%s;%s;%s;%s den %d. gang\n", i, 1+i%28, 1+i%3, i%80, i*7%11, at[0], at[1], of, []string{"Løn", "Lån"}[i%2], said, i)
	}
	put(t, path, rows.String(), 0)
	night(t, config(data, path))
	cfg := config(data)
	cfg.Themes.Seed++
	night(t, cfg)
	first := editionDirs(t, data)
	for _, text := range own {
		if found := holding(t, first[0], text); len(found) < 3 && text != "Gnuby" {
			t.Fatalf("the test cannot see what it looks for: %q is in %q", text, found)
		}
	}
	before := rowsOf(t, data, "tables/nps.parquet")
	if r := forget(t, cfg, 40, pipeline.Forgetting{Before: models.Day(18300)}); len(r.Rewritten) != 2 {
		t.Fatalf("%+v", r)
	}
	for _, text := range own {
		if found := holding(t, filepath.Join(data, "editions"), text); len(found) > 0 {
			t.Errorf("%q is in %q", text, found)
		}
	}
	for _, text := range []string{"Telefon", "Butik", "Service", "Region Syd/Odense", "Lån", "2026-03"} {
		if found := holding(t, first[0], text); len(found) < 3 {
			t.Errorf("%q, which others have too, is in %q alone", text, found)
		}
	}
	figures := valuesIn(t, filepath.Join(first[0], edition.Tables, "nps.parquet"))
	if !strings.Contains(before, "Butik") || strings.Count(figures, "Butik") != strings.Count(before, "Butik") {
		t.Errorf("rows of others went:\n%s", figures)
	}
	if _, whole := verdict(t, data, false); !whole {
		t.Error("verify finds a fault")
	}
}

// TestLaterAnswerForgotten: of a customer's two answers the later one is erased; the
// row that says what became of the first names it no longer.
func TestLaterAnswerForgotten(t *testing.T) {
	t.Parallel()
	data, path := t.TempDir(), filepath.Join(t.TempDir(), "survey.csv")
	var rows strings.Builder
	rows.WriteString("id;dato;kunde;score;kommentar\n")
	for i := range 30 {
		fmt.Fprintf(&rows, "a%d;%02d-02-2026;k%d;%d;Lang ventetid i telefonen den %d. gang\n", i, 1+i%28, i, i%7, i)
	}
	put(t, path, rows.String()+"hemmelig17;05-03-2026;k3;9;Nu virker det igen\n", 0)
	night(t, config(data, path))
	if rows := rowsOf(t, data, "tables/loops.parquet"); !strings.Contains(rows, "hemmelig17") {
		t.Fatal("the test cannot see what it looks for")
	}
	forget(t, config(data), 1, pipeline.Forgetting{Keys: []models.Key{{Source: "survey", ID: "hemmelig17"}}})
	if found := holding(t, data, "hemmelig17"); len(found) > 0 {
		t.Errorf("in %q", found)
	}
}

// editionDirs are the folders of the editions, the oldest first.
func editionDirs(t *testing.T, data string) (dirs []string) {
	t.Helper()
	all, err := edition.List(data)
	if err != nil {
		t.Fatal(err)
	}
	for _, one := range all {
		dirs = append(dirs, filepath.Join(data, "editions", one.ID))
	}
	slices.Sort(dirs)
	return dirs
}

func valuesIn(t *testing.T, path string) string {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return values(t, raw)
}
