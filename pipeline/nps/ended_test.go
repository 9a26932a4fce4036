package nps_test

import (
	"fmt"
	"math"
	"testing"

	"stemme/pipeline/nps"
)

// TestEnds: a theme that alarmed is told as over once every complete month since has no more than its past
// led to expect, and surely less; not where it goes on, is withheld, or ended long ago.
func TestEnds(t *testing.T) {
	t.Parallel()
	key := func(m int) nps.CutKey {
		return nps.CutKey{PeriodKind: nps.KindMonth, Period: fmt.Sprintf("20%02d-%02d", 25+m/12, m%12+1), Dimension: nps.DimensionAll}
	}
	// Mentions of 200 comments a month from the one that alarmed on; -1 is withheld. The last month is not complete.
	for _, c := range []struct {
		said     []int
		expected float64
		want     string
	}{
		{[]int{12, 7, 0, 0, 9}, math.NaN(), "2025-03: 12 → 0"},
		{[]int{12, 7, 2, 3, 0}, 3.5, "2025-03: 12 → 3"},
		{[]int{12, 0, 7, 0, 0}, math.NaN(), "2025-04: 12 → 0"},
		{[]int{12, 0, 0, 7, 0}, math.NaN(), ""}, // it goes on
		{[]int{12, 0, -1, 0, 0}, math.NaN(), "2025-04: 12 → 0"},
		{[]int{12, 0, 0, -1, 0}, math.NaN(), ""},
		{[]int{12, 7, 2, 5, 0}, 4.5, ""}, // more than before
		{[]int{4, 1, 1, 1, 0}, 1.5, ""},  // may be chance
		{append([]int{12}, make([]int, 14)...), math.NaN(), ""},
	} {
		var rows []nps.ThemeScoreRow
		var cuts []nps.CutRow
		for m, n := range c.said {
			row := nps.ThemeScoreRow{ScoreRow: nps.ScoreRow{CutKey: key(m), Responses: nps.IntOf(max(n, 0))}, ThemeID: "t0001"}
			if n < 0 {
				row.Responses = nps.Int{}
			}
			if n != 0 { // nobody's mentions have no row
				rows = append(rows, row)
			}
			cuts = append(cuts, nps.CutRow{ScoreRow: nps.ScoreRow{CutKey: key(m), Commented: nps.IntOf(200)}, Complete: m+1 < len(c.said)})
		}
		alert := nps.AlertRow{PeriodKind: nps.KindMonth, Period: key(0).Period, Direction: "up", ThemeID: "t0001", Observed: float64(c.said[0]), Expected: c.expected}
		got := ""
		for _, e := range nps.Ends([]nps.AlertRow{alert}, rows, cuts) {
			got += fmt.Sprintf("%s: %d → %d", e.Since, e.Was, e.Is)
			if e.Peak != alert.Period || e.Of != 200 || e.Last != key(len(c.said)-2).Period {
				t.Errorf("%v: %+v", c.said, e)
			}
		}
		if got != c.want {
			t.Errorf("%v: %q, want %q", c.said, got, c.want)
		}
	}
}
