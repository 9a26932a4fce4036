package pipeline

import (
	"slices"
	"testing"

	"stemme/models"
	"stemme/pipeline/ledger"
	"stemme/pipeline/nps"
	"stemme/pipeline/tables"
)

// TestWrongFigureIsNoticed: a published score that is not what the responses
// behind it give is named by its column, whoever counted wrongly: the file alone,
// or the counting itself too.
func TestWrongFigureIsNoticed(t *testing.T) {
	t.Parallel()
	s := survey{}
	for i := range 40 {
		score := 10
		if i%4 == 0 {
			score = 2
		}
		r := models.Response{Source: "svar", ID: string(rune('a'+i/26)) + string(rune('a'+i%26)), Day: models.NoDay, Score: models.ScoreOf(score)}
		s.responses, s.rows = append(s.responses, r), append(s.rows, ledger.ResponseRow{ResponseKey: r.Key().String()})
	}
	cfg := DefaultConfig()
	c, err := count(s.responses, nil, nil, cfg.Figures, 1)
	if err != nil {
		t.Fatal(err)
	}
	table, err := nps.NPS.Table(c.scores[0].Cuts)
	if err != nil {
		t.Fatal(err)
	}
	rows := tables.Text(table)
	at := slices.Index(rows.Columns, "detractors")
	differ, err := s.differing(cfg, "nps", rows, 0, plans{})
	if err != nil || len(differ) > 0 {
		t.Fatalf("right figures differ in %v: %v", differ, err)
	}
	right := rows.Rows[0][at]
	rows.Rows[0][at] = "11"
	if differ, err = s.differing(cfg, "nps", rows, 0, plans{}); err != nil || !slices.Equal(differ, []string{"detractors"}) {
		t.Errorf("11 detractors for %s differ in %v: %v", right, differ, err)
	}
	// The counting of the night is wrong: one-by-one counting still sees it.
	differ, err = s.recount(c, "nps", cellsOf(rows, 0), nil)
	if err != nil || !slices.Equal(differ, []string{"detractors"}) {
		t.Errorf("counted one by one, %v differ: %v", differ, err)
	}
}
