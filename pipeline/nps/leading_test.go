package nps

import "testing"

// TestContraryLeadsNowhere: praise that surely goes with a lower score, and blame with a higher one,
// are no side that leads; all who mention the theme are.
func TestContraryLeadsNowhere(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		praised, blamed float64
		want            string
	}{{-80, -30, Blamed}, {-80, 30, ""}, {60, -80, Blamed}, {80, 60, Praised}, {10, 60, Praised}} {
		d := DriverRow{Responses: 100, Share: .1, Effect: -5, CILow: -9, CIHigh: -1, Q: .01,
			Praised: IntOf(40), PraisedEffect: c.praised, PraisedLow: c.praised - 5, PraisedHigh: c.praised + 5, PraisedQ: .01,
			Blamed: IntOf(40), BlamedEffect: c.blamed, BlamedLow: c.blamed - 5, BlamedHigh: c.blamed + 5, BlamedQ: .01}
		if got := d.leading().Polarity; got != c.want {
			t.Errorf("%+v: %q leads", c, got)
		}
	}
}
