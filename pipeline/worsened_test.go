package pipeline

import (
	"fmt"
	"testing"

	"stemme/models"
	"stemme/pipeline/ledger"
	"stemme/pipeline/nps"
)

// TestWorsened: a theme that surely more complain of in a month than before is not praised in its high
// five, though those who praise it there surely score higher; before, and over all, it is.
func TestWorsened(t *testing.T) {
	t.Parallel()
	september, err := models.ParseDay("2026-09-01")
	if err != nil {
		t.Fatal(err)
	}
	s := &survey{themes: []models.Theme{{ID: "t0001", Name: "kylling", State: models.Ready}, {ID: "t0002", Name: "bud", State: models.Ready}}}
	say := func(month, n, theme int, polarity float64, score int) {
		for range n {
			at := len(s.responses)
			s.responses = append(s.responses, models.Response{Source: "svar", ID: fmt.Sprint(at), Scale: models.Scale0to10, Day: september + models.Day(30*month+at%28), Score: models.ScoreOf(score), Comment: "x"})
			s.rows = append(s.rows, ledger.ResponseRow{})
			if theme > 0 {
				s.mentions = append(s.mentions, models.Mention{Response: at, Theme: fmt.Sprintf("t%04d", theme), Probability: 1, Polarity: polarity, Weight: 1})
			}
		}
	}
	for month, complaints := range []int{1, 15} {
		say(month, 30, 1, 1, 10)
		say(month, complaints, 1, -1, 2)
		say(month, 15, 2, -1, 2)
		say(month, 60, 0, 0, 7)
	}
	cfg := DefaultConfig()
	cfg.Workers = 1
	for period, worse := range map[string]bool{"2026-09": false, "2026-10": true} {
		key := nps.CutKey{PeriodKind: nps.KindMonth, Period: period, Dimension: nps.DimensionAll}
		within := s.within(key)
		rows, err := within.countFive(cfg, "")
		if err != nil {
			t.Fatal(err)
		}
		praised := false
		for _, r := range rows {
			praised = praised || r.ThemeID == "t0001" && r.Effect > 0
		}
		if within.worse["t0001"] != worse || within.worse["t0002"] || praised == worse {
			t.Errorf("%s: worse %v, %+v", period, within.worse, rows)
		}
	}
	if over := s.within(nps.CutKey{PeriodKind: nps.KindAll, Dimension: nps.DimensionAll}); len(over.worse) > 0 {
		t.Errorf("over all: %v", over.worse)
	}
}
