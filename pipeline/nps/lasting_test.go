package nps_test

import (
	"math"
	"testing"

	"stemme/pipeline/nps"
)

// TestLasts: what alarmed stands while the last complete month is beyond what was expected, surely for a
// score, as many comments as then for a theme; not where it is back, withheld, alarmed anew, or long ago.
func TestLasts(t *testing.T) {
	t.Parallel()
	key := func(month, dimension, value string) nps.CutKey {
		return nps.CutKey{PeriodKind: nps.KindMonth, Period: month, Dimension: dimension, Value: value}
	}
	score := nps.AlertRow{Family: nps.FamilyUnit, PeriodKind: nps.KindMonth, Period: "2026-03", Dimension: nps.DimensionUnit, Value: "Nord", Direction: "down", Observed: -60, Expected: -10, Low: -40, High: 20}
	theme := nps.AlertRow{Family: nps.FamilyVolume, PeriodKind: nps.KindMonth, Period: "2026-03", Dimension: nps.DimensionAll, ThemeID: "t0001", Direction: "up", Observed: 20, Expected: 5, Low: 1, High: 9}
	fresh := theme
	fresh.Family, fresh.Expected, fresh.Low, fresh.High = nps.FamilyNew, 0, 0, 0
	again, nan := score, score
	again.Period, nan.Low, nan.High = "2026-04", math.NaN(), math.NaN()
	for _, c := range []struct {
		what      string
		alerts    []nps.AlertRow
		now, wide float64 // the unit's score in the last month, and how far its interval goes
		said, of  int     // who mention the theme then, of so many comments; 200 before
		want      int
	}{
		{"as low", []nps.AlertRow{score}, -64, 12, 0, 200, 1}, {"may be chance", []nps.AlertRow{score}, -64, 60, 0, 200, 0}, {"back", []nps.AlertRow{score}, -30, 12, 0, 200, 0},
		{"alarmed anew", []nps.AlertRow{score, again}, -64, 12, 0, 200, 0}, {"range withheld", []nps.AlertRow{nan}, -64, 12, 0, 200, 0},
		{"said as often", []nps.AlertRow{theme}, 0, 12, 10, 200, 1}, {"of more comments", []nps.AlertRow{theme}, 0, 12, 10, 400, 0}, {"withheld", []nps.AlertRow{theme}, 0, 12, -1, 200, 0},
		{"new and said", []nps.AlertRow{fresh}, 0, 12, 10, 200, 1}, {"new and hardly said", []nps.AlertRow{fresh}, 0, 12, 9, 200, 0},
	} {
		row := nps.ThemeScoreRow{ScoreRow: nps.ScoreRow{CutKey: key("2026-04", nps.DimensionAll, ""), Responses: nps.IntOf(max(c.said, 0))}, ThemeID: "t0001"}
		if c.said < 0 {
			row.Responses = nps.Int{}
		}
		unit := nps.ScoreRow{CutKey: key("2026-04", nps.DimensionUnit, "Nord"), NPS: c.now, CILow: c.now - c.wide, CIHigh: c.now + c.wide}
		cuts := []nps.CutRow{{ScoreRow: unit, Complete: true}}
		for month, n := range map[string]int{"2026-03": 200, "2026-04": c.of, "2026-05": 0} {
			cuts = append(cuts, nps.CutRow{ScoreRow: nps.ScoreRow{CutKey: key(month, nps.DimensionAll, ""), Commented: nps.IntOf(n)}, Complete: n > 0})
		}
		got := nps.Lasts(c.alerts, []nps.ThemeScoreRow{row}, cuts)
		if len(got) != c.want || c.want > 0 && (got[0].Last != "2026-04" || got[0].Period != "2026-03") {
			t.Errorf("%s: %+v", c.what, got)
		}
	}
}
