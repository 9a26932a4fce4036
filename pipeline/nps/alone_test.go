package nps_test

import (
	"math"
	"testing"

	"stemme/pipeline/nps"
)

// A cause is sure where its driver is, and goes the same way.
func TestCausesAlone(t *testing.T) {
	nan := math.NaN()
	drivers := []nps.DriverRow{
		{Outcome: "tilfredshed", ThemeID: "t0001", Effect: -3, CILow: -4, CIHigh: -2, Q: 0},
		{Outcome: nps.OutcomeNPS, ThemeID: "t0001", Effect: 1, CILow: -3, CIHigh: 5, Q: 0.6},
		{Outcome: nps.OutcomeNPS, ThemeID: "t0002", Effect: -20, CILow: -30, CIHigh: -10, Q: 0.001},
		{Outcome: nps.OutcomeNPS, ThemeID: "t0003", Effect: -20, CILow: -39, CIHigh: -1, Q: 0.08},
		{Outcome: nps.OutcomeNPS, ThemeID: "t0004", Effect: nan, CILow: nan, CIHigh: nan, Q: nan},
	}
	for _, c := range []struct {
		theme, class string
		want         nps.Alone
	}{
		{"t0001", "detractor", nps.AloneUnsure},
		{"t0002", "detractor", nps.AloneSure},
		{"t0002", "promoter", nps.AloneReversed},
		{"t0003", "detractor", nps.AloneUnsure}, // one of many
		{"t0004", "detractor", nps.AloneUnsure},
		{"t0005", "promoter", nps.AloneUnsure}, // no driver
	} {
		if got := nps.AloneOf(drivers, c.theme, c.class); got != c.want {
			t.Errorf("%s of %ss: %s, want %s", c.theme, c.class, got, c.want)
		}
	}
}
