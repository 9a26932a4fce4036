package pipeline_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"stemme/pipeline"
	"stemme/pipeline/edition"
	"stemme/pipeline/tables"
)

// TestRareValuesAreNotTold: the value of a way to cut that fewer than five responses have
// stands in no open table and in no file for BI tools, since the value itself may say who
// answered; those of five do, and the dimension tables hold all that figures name.
func TestRareValuesAreNotTold(t *testing.T) {
	t.Parallel()
	lines := []string{"id;dato;score;kommentar;kanal;enhed;produkt"}
	for i := range 60 {
		channel, unit, product := "web", "Nord/Aalborg", "lån"
		switch {
		case i == 0:
			channel, unit, product = "zqrum", "Nord/zqholdet", "zqaftalen"
		case i < 5:
			unit = "zqøst/afdeling " + string(rune('a'+i))
		case i < 10:
			channel, unit, product = "brev", "Syd/Ribe", "konto"
		case i%2 == 0:
			channel, unit, product = "telefon", "Syd/Kolding", "kort"
		}
		lines = append(lines, fmt.Sprintf("%d;%02d-%02d-2026;%d;måtte ringe %d gange om sag nr %d;%s;%s;%s", i, 1+i%28, 1+i%9, i%11, i%4+2, 7000+i, channel, unit, product))
	}
	file := filepath.Join(t.TempDir(), "survey.csv")
	if err := os.WriteFile(file, []byte(strings.Join(lines, "\n")+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, k := range []int{5, 1} {
		cfg := withLenses(t.TempDir(), file)
		cfg.Sources[0].Columns = map[string]string{"touchpoint": "kanal", "unit": "enhed", "produkt": "produkt"}
		cfg.Figures.SmallGroup = k
		night(t, cfg)
		told := openText(t, cfg)
		for _, name := range []string{"zqrum", "zqholdet", "zqaftalen", "zqøst"} {
			if strings.Contains(told["detail"], name) != true || (k == 1) != strings.Contains(told["open"], name) {
				t.Errorf("k = %d: %s is told to the open audience: %t", k, name, k != 1)
			}
		}
		for _, name := range []string{"brev", "Syd/Ribe", "konto", "Nord/Aalborg"} {
			if strings.Count(told["open"], name) < 2 {
				t.Errorf("k = %d: %s is not told", k, name)
			}
		}
	}
}

// openText are all values of the open tables of a data folder, with the files for BI tools,
// and those of the detail tables.
func openText(t *testing.T, cfg pipeline.Config) map[string]string {
	t.Helper()
	told := map[string]string{}
	dir := filepath.Join(cfg.Data, edition.Current, edition.Tables)
	files, err := filepath.Glob(filepath.Join(dir, "*.parquet"))
	if err != nil || len(files) == 0 {
		t.Fatal("no tables", err)
	}
	for _, path := range files {
		raw, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		detail, err := tables.IsDetail(path)
		if err != nil {
			t.Fatal(err)
		}
		audience := map[bool]string{true: "detail", false: "open"}[detail]
		told[audience] += values(t, raw)
	}
	for _, text := range tree(t, filepath.Join(cfg.Data, edition.Current, "bi")) {
		told["open"] += text
	}
	return told
}
