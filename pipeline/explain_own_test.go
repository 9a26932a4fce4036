package pipeline

import (
	"fmt"
	"testing"

	"stemme/models"
	"stemme/pipeline/ledger"
	"stemme/pipeline/nps"
	"stemme/pipeline/tables"
)

// TestAnalystsAreToldTheirOwnCounts: of a row that the open tables show otherwise, since what
// few mention counts as not mentioned there, who may read the comments is told what they count,
// with the responses behind it and what the open tables say.
func TestAnalystsAreToldTheirOwnCounts(t *testing.T) {
	s := survey{themes: []models.Theme{{ID: "t0001", State: models.Ready}, {ID: "t0002", State: models.Ready}}}
	for i := range 40 {
		r := models.Response{Source: "s", ID: fmt.Sprintf("%02d", i), Day: models.Day(20000 + i), Scale: models.Scale0to10, Score: models.ScoreOf(i % 11), Comment: "x"}
		s.responses, s.rows = append(s.responses, r), append(s.rows, ledger.ResponseRow{ResponseKey: r.Key().String()})
		if i < 23 {
			s.mentions = append(s.mentions, models.Mention{Response: i, Theme: map[bool]string{true: "t0001", false: "t0002"}[i < 3], Probability: 1})
		}
	}
	cfg := Config{Figures: Figures{SmallGroup: 5}, Workers: 1}
	open := s
	table, _, err := open.again(cfg, nps.ThemeNPS.Name(), plans{})
	if err != nil {
		t.Fatal(err)
	}
	rows := tables.Text(table)
	for theme, want := range map[string][2]string{models.NoThemeKey: {"17", "20"}, "t0002": {"20", "20"}} {
		row, err := rows.Find(complete(rows, map[string]string{"theme": theme}))
		if err != nil {
			t.Fatal(err)
		}
		e := Explanation{Table: nps.ThemeNPS.Name()}
		if err := s.tellOwn(&e, cfg, rows, row, plans{}); err != nil {
			t.Fatal(err)
		}
		told := [2]string{1: want[0]}
		for k, cells := range [][]Cell{e.Cells, e.Open} {
			for _, c := range cells {
				if c.Column == "responses" {
					told[k] = c.Value
				}
			}
		}
		if told != want || fmt.Sprint(len(e.Responses)) != want[0] {
			t.Errorf("%s: %v and %d responses, want %v", theme, told, len(e.Responses), want)
		}
	}
}
