package report

import (
	"math"
	"slices"
	"strings"
	"testing"

	"stemme/pipeline/messages"
	"stemme/pipeline/nps"
)

// TestSidesInWords: praise and blame of a theme are told apart, each as sure as it is; what is not told, or has no effect,
// is not said.
func TestSidesInWords(t *testing.T) {
	t.Parallel()
	nan := math.NaN()
	d := nps.DriverRow{Responses: 120, Share: 0.1, Praised: nps.IntOf(63), PraisedEffect: 31, PraisedLow: 20, PraisedHigh: 42, PraisedQ: 0.001,
		Blamed: nps.IntOf(57), BlamedEffect: -9, BlamedLow: -20, BlamedHigh: 2, BlamedQ: 0.2}
	for _, c := range []struct {
		lang messages.Lang
		want []string
	}{
		{messages.Danish, []string{"når det roses: +31 [20; 42]", "når det kritiseres: −9 [−20; 2] (ikke sikker)"}},
		{messages.English, []string{"when it is praised: +31 [20; 42]", "when it is complained of: −9 [−20; 2] (not sure)"}},
	} {
		if got := SidesOf(c.lang, &d, 0); !slices.Equal(got, c.want) {
			t.Errorf("%v: %q, want %q", c.lang, got, c.want)
		}
		if got := SidesOf(c.lang, &d, 1); got[0] != strings.NewReplacer("+31 [20; 42]", map[messages.Lang]string{messages.Danish: "+31,0 [20,0; 42,0]", messages.English: "+31.0 [20.0; 42.0]"}[c.lang]).Replace(c.want[0]) {
			t.Errorf("%v: %q", c.lang, got)
		}
		if got, of := Side(c.lang, "sag", nps.Praised), c.want[0][:len(c.want[0])-len(": +31 [20; 42]")]; got != "sag, "+of {
			t.Errorf("%q, want %q", got, of)
		}
	}
	d.BlamedEffect, d.Praised = nan, nps.Int{}
	if got := SidesOf(messages.Danish, &d, 0); len(got) > 0 || Side(messages.Danish, "sag", "") != "sag" {
		t.Errorf("%q", got)
	}
	if !slices.Equal(SidesOf(messages.Danish, &nps.DriverRow{}, 0), nil) {
		t.Error("a driver without sides says something")
	}
}

// TestContrarySidesInWords: praise that surely goes with a lower score, or blame with a higher one, is
// said to be doubtful, and no tone of a page is made of it.
func TestContrarySidesInWords(t *testing.T) {
	t.Parallel()
	d := nps.DriverRow{ThemeID: "t0001", Outcome: nps.OutcomeNPS, Responses: 58, Share: 0.1, Praised: nps.IntOf(13), PraisedEffect: -80, PraisedLow: -80, PraisedHigh: -40, PraisedQ: 0.001,
		Blamed: nps.IntOf(33), BlamedEffect: 12, BlamedLow: 2, BlamedHigh: 20, BlamedQ: 0.01}
	for n, said := range SidesOf(messages.Danish, &d, 0) {
		if !strings.HasSuffix(said, " (det modsatte af, hvad der siges: måske er det læst forkert)") {
			t.Errorf("side %d: %q", n, said)
		}
	}
	blamedRight := d
	blamedRight.BlamedEffect, blamedRight.BlamedLow, blamedRight.BlamedHigh = -12, -20, -2
	for _, c := range []struct {
		d    nps.DriverRow
		tone tone
		want tone
	}{{d, praised, untold}, {d, blamed, untold}, {d, both, untold}, {blamedRight, both, untold}, {blamedRight, praised, untold}, {blamedRight, blamed, blamed}} {
		f := filler{drivers: []nps.DriverRow{{ThemeID: "t0002", Outcome: nps.OutcomeNPS}, c.d}}
		if got := f.credible("t0001", c.tone); got != c.want {
			t.Errorf("%+v: tone %d becomes %d", c.d, c.tone, got)
		}
		if got := f.credible("t0002", c.tone); got != c.tone {
			t.Errorf("tone %d of another theme becomes %d", c.tone, got)
		}
	}
}

// TestAlertSaysItsSide: an alert says whether praise or blame moved, with how many as far as is known.
func TestAlertSaysItsSide(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		row  nps.AlertRow
		want string
	}{
		{nps.AlertRow{Direction: "up"}, ""},
		{nps.AlertRow{Direction: "up", Polarity: nps.Blamed}, "it is the complaints that rose"},
		{nps.AlertRow{Direction: "up", Polarity: nps.Praised, Blamed: nps.IntOf(2), Praised: nps.IntOf(14)}, "it is the praise that rose (at least 2 complain; at least 14 praise)"},
		{nps.AlertRow{Direction: "down", Polarity: nps.Both, Praised: nps.IntOf(5)}, "both complaints and praise went down (at least 5 praise)"},
	} {
		if got := AlertSide(messages.English, &c.row); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}
