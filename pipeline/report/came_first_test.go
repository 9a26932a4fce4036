package report

import (
	"math"
	"testing"

	"stemme/pipeline/improvement"
	"stemme/pipeline/messages"
)

// TestThemeLeadsVerdict: what an initiative came to is told of the share of its theme first, which it
// is for; what is the same of both, as that it has not begun, is said once.
func TestThemeLeadsVerdict(t *testing.T) {
	row := func(outcome, verdict string, effect float64) improvement.InitiativeRow {
		return improvement.InitiativeRow{ID: "sen", Outcome: outcome, Verdict: verdict, Effect: effect, CILow: effect - 5, CIHigh: effect + 5, Detectable: 20.5}
	}
	for _, c := range []struct {
		rows []improvement.InitiativeRow
		want string
	}{
		{[]improvement.InitiativeRow{row(improvement.OutcomeNPS, improvement.NoMeasurable, 2), row(improvement.OutcomeTheme, improvement.Better, -12.8)},
			"temaets andel i procentpoint: −12,8 [−17,8; −7,8]; NPS: ingen målbar effekt (fra 20,5 point ville den være set)"},
		{[]improvement.InitiativeRow{row(improvement.OutcomeNPS, improvement.NotStarted, math.NaN()), row(improvement.OutcomeTheme, improvement.NotStarted, math.NaN())}, "ikke begyndt"},
		{[]improvement.InitiativeRow{row(improvement.OutcomeNPS, improvement.NoMeasurable, 2)}, "ingen målbar effekt (fra 20,5 point ville den være set)"},
	} {
		f := &filler{PageOptions: PageOptions{Lang: messages.Danish}, initiatives: c.rows}
		if got := f.effect(&c.rows[0]); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}
