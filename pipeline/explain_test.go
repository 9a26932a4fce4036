package pipeline_test

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"stemme/models"
	"stemme/pipeline"
	"stemme/pipeline/codebook"
	"stemme/pipeline/edition"
	"stemme/pipeline/messages"
	"stemme/pipeline/nps"
	"stemme/pipeline/tables"
)

// TestR57FiguresComeOutAgain: every figure names its edition, whose manifest holds the
// hashes of what went in and of the configuration; rows of every table of figures, computed again from
// the published responses and mentions, are the same to the last digit, and
// those of nps have as many responses behind them as they say.
func TestR57FiguresComeOutAgain(t *testing.T) {
	t.Parallel()
	cfg := withLenses(t.TempDir(), survey(t, 400, 8))
	night(t, cfg)
	ed, err := edition.Open(cfg.Data, edition.Current)
	if err != nil {
		t.Fatal(err)
	}
	defer ed.Close()
	for _, input := range []string{"ledger", "config"} {
		if ed.Manifest.Inputs[input] == "" {
			t.Errorf("the manifest has no hash of %s: %v", input, ed.Manifest.Inputs)
		}
	}
	keys := []string{"period_kind", "period", "from_period", "to_period", "dimension", "value", "first", "second", "outcome",
		"family", "class", "lens", "mix_dimension", "part", "mix_of", "theme_id", "other_id", "asked", "met"}
	for _, table := range []string{"nps", "theme_nps", "causes", "drivers", "changes", "comparisons", "standings", "what_if", "impact",
		"class_profile", "edges", "promises", "service_match", "purposes"} {
		published, err := tables.Read(ed.Path(edition.Tables, table+tables.Extension))
		if err != nil {
			t.Fatal(err)
		}
		rows := tables.Text(published)
		if len(rows.Rows) == 0 {
			t.Fatalf("%s is empty", table)
		}
		hides := slices.Index(rows.Columns, "suppressed")
		rows.Rows = slices.DeleteFunc(rows.Rows, func(row []string) bool { return hides >= 0 && row[hides] == "true" })
		for i := 0; i < len(rows.Rows); i += max(1, len(rows.Rows)/2) {
			key := map[string]string{}
			cells := map[string]string{}
			for j, column := range rows.Columns {
				cells[column] = rows.Rows[i][j]
				for _, k := range keys {
					if k == column {
						key[column] = rows.Rows[i][j]
					}
				}
			}
			e, err := pipeline.Explain(ed, cfg, models.Analysts, table, key)
			if err != nil {
				t.Errorf("%s %v: %v", table, key, err)
				continue
			}
			if e.Edition != ed.ID {
				t.Errorf("%s %v: edition %q, want %q", table, key, e.Edition, ed.ID)
			}
			if len(e.Differs) > 0 {
				t.Errorf("%s %v: %v differ", table, key, e.Differs)
			}
			want := cells["mentions"] // of causes
			switch table {
			case "nps", "theme_nps", "drivers", "edges", "service_match", "purposes":
				want = cells["responses"]
			case "what_if", "comparisons", "standings", "changes", "impact":
				want = fmt.Sprint(len(e.Responses))
			}
			if n := fmt.Sprint(len(e.Responses)); n != want || n == "0" && table != "class_profile" && cells["responses"] != "0" {
				t.Errorf("%s %v: %s responses behind %s", table, key, n, want)
			}
			if table == "promises" { // R52: the evidence counts what the figure counts
				said := map[int8]int{}
				for _, sign := range e.Said {
					said[sign]++
				}
				if fmt.Sprint(said[1], said[-1], said[0]) != cells["kept"]+" "+cells["broken"]+" "+cells["unclear"] {
					t.Errorf("%v: %v behind %s kept, %s broken", key, said, cells["kept"], cells["broken"])
				}
			}
		}
	}
	wrongFigures(t, ed, cfg)
	everyTable(t, ed, cfg)
}

// everyTable: of whatever table a row is asked for, the answer is a row, or what to choose of what
// the table has; no table ends the program.
func everyTable(t *testing.T, ed *edition.Edition, cfg pipeline.Config) {
	files, err := filepath.Glob(ed.Path(edition.Tables, "*"+tables.Extension))
	if err != nil || len(files) < 40 {
		t.Fatal(len(files), err)
	}
	for _, file := range files {
		table := strings.TrimSuffix(filepath.Base(file), tables.Extension)
		for _, key := range []map[string]string{{}, {"theme": "t0001"}, {"period": "2026-03"}, {"term": "gebyr"}} {
			_, err := pipeline.Explain(ed, cfg, models.Analysts, table, maps.Clone(key))
			var told *messages.Error
			switch {
			case err != nil && !errors.As(err, &told):
				t.Errorf("%s %v: %v", table, key, err)
			case err != nil && len(key) == 0 && !slices.Contains([]messages.Key{"explain_several", "explain_empty", "row_any"}, told.Key):
				t.Errorf("%s: %v", table, err)
			}
		}
	}
}

// wrongFigures: another figure in any column of any table that is computed again is told by its
// column, and another count of responses by counting these one by one too.
func wrongFigures(t *testing.T, ed *edition.Edition, cfg pipeline.Config) {
	again := 0
	cfg.Figures.LatestPerCustomer = true // which the right figures above do without
	all, err := pipeline.TryWrong(ed, cfg)
	if err != nil {
		t.Fatal(err)
	}
	for table, tried := range all {
		for _, w := range tried {
			if !slices.Equal(w.Differs, []string{w.Column}) || w.Counted && !slices.Equal(w.Recounted, w.Differs) {
				t.Errorf("%s.%s is wrong: explain tells %v, and counted one by one %v", table, w.Column, w.Differs, w.Recounted)
			}
			if w.Counted {
				again++
			}
		}
	}
	if again < 40 {
		t.Errorf("%d counts were counted one by one, of %d tables", again, len(all))
	}
}

// TestWithheldIsNotExplained: what a table withholds, explain withholds too, but from who
// may read the comments.
func TestWithheldIsNotExplained(t *testing.T) {
	t.Parallel()
	cfg := withLenses(t.TempDir(), survey(t, 600, 9))
	plan := "initiatives:\n"
	for _, entry := range seldom {
		plan += fmt.Sprintf("  - {id: %[1]s, name: Det få siger, start: 2025-01-01, feasibility: 3, where: {theme: [kundetemaer/%[1]s]}}\n", entry)
	}
	if err := os.WriteFile(filepath.Join(cfg.Data, codebook.InitiativesName), []byte(plan), 0o600); err != nil {
		t.Fatal(err)
	}
	night(t, cfg)
	ed, err := edition.Open(cfg.Data, edition.Current)
	if err != nil {
		t.Fatal(err)
	}
	defer ed.Close()
	cuts, err := nps.NPS.Read(ed.Path(edition.Tables))
	if err != nil {
		t.Fatal(err)
	}
	withheld := 0
	for _, r := range cuts {
		if !r.Suppressed || withheld == 5 {
			continue
		}
		withheld++
		key := map[string]string{"period_kind": r.PeriodKind, "period": r.Period, "dimension": r.Dimension, "value": r.Value}
		if e, err := pipeline.Explain(ed, cfg, models.Everybody, "nps", key); err == nil {
			t.Errorf("%v is withheld, but %d responses are listed", key, len(e.Responses))
		}
		e, err := pipeline.Explain(ed, cfg, models.Analysts, "nps", key)
		if err != nil || !e.Withheld || len(e.Responses) == 0 {
			t.Errorf("%v is not told to who may read the comments: %v", key, err)
			continue
		}
		for _, c := range e.Cells {
			if c.Column == "responses" && c.Value != fmt.Sprint(len(e.Responses)) || c.Column == "suppressed" && c.Value != "false" {
				t.Errorf("%v: %s %s, %d responses behind it", key, c.Column, c.Value, len(e.Responses))
			}
		}
	}
	if withheld == 0 {
		t.Fatal("nothing is withheld in a survey of 600")
	}
	themeOfFew(t, ed, cfg)
}

// seldom are entries of the customer lens that hardly anybody mentions.
var seldom = []string{"klagehaandtering", "ringer-tilbage", "viderestilling", "refusion", "bemanding", "selvbetjening"}

// themeOfFew: who may read the comments is told who mentions a theme of few, of its own row and
// of a plan about it; nobody else is.
func themeOfFew(t *testing.T, ed *edition.Edition, cfg pipeline.Config) {
	tried, planned := 0, 0
	for _, entry := range seldom {
		for table, key := range map[string]map[string]string{"theme_nps": {"theme": "kundetemaer/" + entry}, "initiatives": {"initiative_id": entry}} {
			e, err := pipeline.Explain(ed, cfg, models.Analysts, table, key)
			if err != nil || len(e.Responses) >= cfg.Figures.SmallGroup {
				continue // nobody mentions it, or many do
			}
			if table == "initiatives" { // those of its days
				planned += len(e.Responses)
			} else if tried++; len(e.Responses) == 0 {
				t.Errorf("%s: nobody is behind the row", entry)
			}
			if e, _ := pipeline.Explain(ed, cfg, models.Everybody, table, key); len(e.Responses) > 0 {
				t.Errorf("%s of %s: %d responses are listed for everybody", table, entry, len(e.Responses))
			}
		}
	}
	if tried == 0 || planned == 0 {
		t.Fatalf("%d themes of few were tried, %d responses are behind the plans about them", tried, planned)
	}
}
