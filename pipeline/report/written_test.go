package report

import (
	"math"
	"slices"
	"strings"
	"testing"

	"stemme/models"
	"stemme/pipeline/messages"
	"stemme/pipeline/nps"
	"stemme/pipeline/themes"
)

// ferry is a page of a unit or of all, with an entry that the analysts wrote, a shipped one that
// it tells most of, and one that it does not.
func ferry(unit string) *filler {
	f := &filler{PageOptions: PageOptions{Lang: messages.Danish, Unit: unit, Lens: "kundetemaer"}, dimension: nps.DimensionUnit, value: unit, kind: nps.KindMonth, period: "2026-10",
		theme: map[string]themes.ThemeRow{}, told: map[string]string{"kundetemaer/levering": "færgen/forsinket"}}
	for _, id := range []string{"færgen/forsinket", "færgen/kold", "kundetemaer/levering", "kundetemaer/pris"} {
		f.theme[id] = themes.ThemeRow{ThemeID: id, Name: id, State: models.Ready}
	}
	return f
}

func namesIn(bars []Bar) (names []string) {
	for _, b := range bars {
		names = append(names, b.Name)
	}
	return names
}

// TestWrittenLocalFirst: what a unit hears more than others is told of written entries first, also
// where the page is of another lens, and no shipped entry that tells the same beside them.
func TestWrittenLocalFirst(t *testing.T) {
	f := ferry("Odense")
	for _, id := range []string{"kundetemaer/levering", "kundetemaer/pris", "færgen/forsinket"} {
		f.local = append(f.local, nps.LocalRow{Dimension: nps.DimensionUnit, Value: "Odense", ThemeID: id, Lens: models.LensOf(id), Q: .01, Share: .1})
	}
	if got, want := namesIn(f.localTo()), []string{"færgen/forsinket", "kundetemaer/pris"}; !slices.Equal(got, want) {
		t.Errorf("told: %q, want %q", got, want)
	}
	f.local = f.local[:2] // nothing of the entry: the theme stands
	if got, want := namesIn(f.localTo()), []string{"kundetemaer/levering", "kundetemaer/pris"}; !slices.Equal(got, want) {
		t.Errorf("told: %q, want %q", got, want)
	}
}

// TestWrittenRises: a page of all tells the written entries that rose in its period, with what was
// expected, each once; none of a page of a unit, and none of another period.
func TestWrittenRises(t *testing.T) {
	alert := func(kind, period, theme, way string) nps.AlertRow {
		return nps.AlertRow{Family: nps.FamilyVolume, PeriodKind: kind, Period: period, Dimension: nps.DimensionAll, ThemeID: theme, Lens: models.LensOf(theme), Direction: way, Observed: 12, Expected: 1.9, Z: 4}
	}
	f := ferry("")
	f.dimension = nps.DimensionAll
	f.alert = []nps.AlertRow{alert(nps.KindMonth, "2026-10", "færgen/forsinket", "up"), alert(nps.KindMonth, "2026-09", "færgen/kold", "up"),
		alert(nps.KindMonth, "2026-10", "kundetemaer/pris", "up"), alert(nps.KindMonth, "2026-10", "færgen/kold", "down"), {Family: nps.FamilyUnit, PeriodKind: nps.KindMonth, Period: "2026-10", Value: "Odense", Direction: "up"}}
	bars := f.writtenAlerts()
	if len(bars) != 1 || bars[0].Name != "færgen/forsinket" || bars[0].Text != "12" || bars[0].Note != "ventet 1,9" {
		t.Errorf("month: %+v", bars)
	}
	if said := f.noImprovement(); !strings.Contains(said, "Siges oftere end ventet: »færgen/forsinket« (se Nyt).") {
		t.Errorf("beside what rises: %s", said)
	}
	f.kind, f.period = nps.KindQuarter, "2026-Q3"
	if bars = f.writtenAlerts(); len(bars) != 1 || bars[0].Name != "færgen/kold" || !strings.HasPrefix(bars[0].Note, "september 2026") {
		t.Errorf("quarter: %+v", bars)
	}
	f.alert[1].Observed, f.alert[1].Expected = math.NaN(), math.NaN()
	if bars = f.writtenAlerts(); len(bars) != 1 || bars[0].Text != "tilbageholdt" || bars[0].Note != "september 2026" {
		t.Errorf("withheld: %+v", bars)
	}
	if f.Unit = "Odense"; f.writtenAlerts() != nil {
		t.Error("a unit is told of what all say")
	}
}

// TestWrittenAlertsLead: what each written entry did last leads the alerts, of the last twelve months
// alone, and what a shipped entry tells with it is told once.
func TestWrittenAlertsLead(t *testing.T) {
	at := func(period, theme string) nps.AlertRow {
		return nps.AlertRow{Family: nps.FamilyVolume, PeriodKind: nps.KindMonth, Period: period, ThemeID: theme, Direction: "up"}
	}
	rows := AlertsOnce([]nps.AlertRow{at("2026-10", "kundetemaer/levering"), at("2026-10", "kundetemaer/pris"), at("2026-10", "færgen/forsinket"),
		at("2026-09", "kundetemaer/levering"), at("2026-08", "færgen/forsinket"), at("2025-01", "færgen/kold")}, ferry("").told)
	var got []string
	for _, a := range WrittenFirst(rows, endOf(nps.KindMonth, "2026-10")) {
		got = append(got, a.Period+" "+a.ThemeID)
	}
	want := []string{"2026-10 færgen/forsinket", "2026-10 kundetemaer/pris", "2026-09 kundetemaer/levering", "2026-08 færgen/forsinket", "2025-01 færgen/kold"}
	if !slices.Equal(got, want) {
		t.Errorf("alerts: %q, want %q", got, want)
	}
}

// TestWrittenCausesFirst: parts of a change that are surely of written entries stand first, and those
// that may be chance are left out.
func TestWrittenCausesFirst(t *testing.T) {
	f := ferry("")
	f.dimension = nps.DimensionAll
	part := func(theme string, total, half float64) nps.ChangeRow {
		return nps.ChangeRow{Lead: true, PeriodKind: nps.KindMonth, From: "2026-09", To: "2026-10", Dimension: nps.DimensionAll, Lens: models.LensOf(theme), Part: nps.PartTheme, ThemeID: theme,
			Total: total, CILow: total - half, CIHigh: total + half, Q: .01}
	}
	f.changes = []nps.ChangeRow{part("kundetemaer/levering", -6, 1), part("kundetemaer/pris", -5, 1), part("færgen/forsinket", -3, 1), part("færgen/kold", -4, 9)}
	if down, _ := f.causes(); !slices.Equal(namesIn(down), []string{"færgen/forsinket", "kundetemaer/pris"}) {
		t.Errorf("causes: %q", namesIn(down))
	}
	w := &writer{Options: Options{Lens: "kundetemaer"}, told: f.told}
	cause := func(theme string, q float64) nps.CauseRow {
		return nps.CauseRow{Dimension: nps.DimensionAll, Class: "detractor", ThemeID: theme, Lens: models.LensOf(theme), LogOdds: 1, CILow: .5, CIHigh: 2, Q: q}
	}
	var got []string
	for _, c := range w.firstCauses([]nps.CauseRow{cause("færgen/forsinket", .01), cause("færgen/kold", .2), cause("kundetemaer/levering", .01), cause("kundetemaer/pris", .01), cause("formaal/tid", .01)}) {
		got = append(got, c.ThemeID)
	}
	if want := []string{"færgen/forsinket", "kundetemaer/pris"}; !slices.Equal(got, want) {
		t.Errorf("causes: %q, want %q", got, want)
	}
}
