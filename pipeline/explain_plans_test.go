package pipeline_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"stemme/models"
	"stemme/pipeline"
	"stemme/pipeline/codebook"
	"stemme/pipeline/edition"
	"stemme/pipeline/tables"
)

// TestEveryTableIsExplained: a row of every published table is explained, those of plans
// are computed again and have as many responses behind them as they say, and what cannot
// be computed again says so.
func TestEveryTableIsExplained(t *testing.T) {
	t.Parallel()
	cfg := withLenses(t.TempDir(), survey(t, 150, 8))
	cfg.Figures.SmallGroup = 1
	for name, text := range map[string]string{
		codebook.KPIsName: "kpis:\n  - {id: score, name: Scoren, measure: nps, period: quarter}\n" +
			"outcomes:\n  - {id: privat, name: Er privat, segment: kundetype, yes: [privat]}\n",
		codebook.InitiativesName: "initiatives:\n  - {id: web, name: Nyt websted, start: 2025-06-01, feasibility: 3, where: {touchpoint: [Netbank og app]}}\n",
	} {
		if err := os.WriteFile(filepath.Join(cfg.Data, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	night(t, cfg)
	ed, err := edition.Open(cfg.Data, edition.Current)
	if err != nil {
		t.Fatal(err)
	}
	defer ed.Close()
	again := []string{"initiatives", "kpi"}
	for _, table := range tables.Names(ed.Path(edition.Tables)) {
		if os.Getenv("STEMME_LONG") == "" && !slices.Contains(append(again, "themes", "loops", "news_examples", "units"), table) {
			continue
		}
		published, err := tables.Read(ed.Path(edition.Tables, table+tables.Extension))
		if err != nil {
			t.Fatal(err)
		}
		rows := tables.Text(published)
		hides := slices.Index(rows.Columns, "suppressed")
		at := slices.IndexFunc(rows.Rows, func(row []string) bool { return hides < 0 || row[hides] != "true" })
		if at < 0 {
			if slices.Contains(again, table) {
				t.Errorf("%s has no row that is shown", table)
			}
			continue
		}
		key, cells := map[string]string{}, map[string]string{}
		for j, column := range rows.Columns {
			cells[column] = rows.Rows[at][j]
			if column != "words" && column != "terms" {
				key[column] = rows.Rows[at][j]
			}
		}
		e, err := pipeline.Explain(ed, cfg, models.Analysts, table, key)
		switch {
		case err != nil:
			t.Errorf("%s: %v", table, err)
		case len(e.Differs) > 0:
			t.Errorf("%s: %v differ", table, e.Differs)
		case e.Kept && slices.Contains(again, table):
			t.Errorf("%s is not computed again", table)
		case table == "kpi" && cells["responses"] != "0" && len(e.Responses) == 0, cells["response_key"] != "" && len(e.Responses) != 1:
			t.Errorf("%s: %d responses behind it", table, len(e.Responses))
		}
	}
}
