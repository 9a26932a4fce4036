package report

import (
	"testing"

	"stemme/pipeline/messages"
	"stemme/pipeline/nps"
)

// A unit that scores lower since it has other customers is told with what is left, and that
// the sign turns; one of no sure mix is not told of.
func TestStandingIsToldInWords(t *testing.T) {
	row := nps.StandingRow{Dimension: nps.DimensionUnit, Value: "Nord", Points: -15, Verdict: "lower",
		Mixed: nps.Mixed{MixDimension: "kundetype", Mix: -45, Performance: 30, PerformanceLow: 16.8, PerformanceHigh: 43.2, Held: "higher", Reverses: true}}
	if got, want := Standing(messages.English, &row), "Nord scores −15.0 against all others: −45.0 from who answered (kundetype), and +30.0 [16.8; 43.2] with kundetype held; held, it is the other way round"; got != want {
		t.Errorf("%s", got)
	}
	w := writer{Options: Options{Lang: messages.Danish}, standing: []nps.StandingRow{row}}
	if s := w.standings(); len(s.Rows) != 1 {
		t.Errorf("%v", s.Rows)
	}
	row.Reverses, row.Held = false, "lower" // all the same, if less
	w.standing[0] = row
	if s := w.standings(); len(s.Rows) != 0 {
		t.Errorf("%v", s.Rows)
	}
	row.MixDimension = ""
	if got := Standing(messages.Danish, &row); got != "" {
		t.Errorf("%s", got)
	}
}
