package report

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"stemme/models"
	"stemme/pipeline/codebook/lens"
	"stemme/pipeline/messages"
	"stemme/pipeline/nps"
)

// toldBy reads which entries that the analysts wrote tell the same as other themes.
func toldBy(dir string) (map[string]string, error) {
	rows, err := lens.Overlaps.Read(dir)
	return lens.ToldBy(rows), orNone(err)
}

// AlertsOnce leaves out alerts of themes of which a written entry that alarms with them tells the same.
func AlertsOnce(rows []nps.AlertRow, told map[string]string) []nps.AlertRow {
	return lens.Once(rows, told, func(a *nps.AlertRow) lens.Finding {
		return lens.Finding{Theme: a.ThemeID, About: a.PeriodKind + a.Period + a.Direction}
	})
}

// WrittenFirst puts of alerts, the newest first, the newest of each written entry before all
// others, if it is of the last twelve months up to the last day of the data.
func WrittenFirst(rows []nps.AlertRow, last models.Day) []nps.AlertRow {
	had := map[string]bool{}
	var first, rest []nps.AlertRow
	for _, a := range rows {
		if lens.Written(a.ThemeID) && !had[a.ThemeID] && endOf(a.PeriodKind, a.Period) > last-365 {
			had[a.ThemeID] = true
			first = append(first, a)
		} else {
			rest = append(rest, a)
		}
	}
	return slices.Concat(first, rest)
}

// writtenAlerts are the written entries that rose in the page's period, each once: over the period
// itself, or else in the last month of it that alarmed.
func (f *filler) writtenAlerts() (bars []Bar) {
	if f.Unit != "" {
		return nil // alerts of themes are of all units
	}
	rows := slices.DeleteFunc(slices.Clone(f.alert), func(a nps.AlertRow) bool {
		first, _ := nps.Span(a.PeriodKind, a.Period)
		return a.Direction != "up" || !lens.Written(a.ThemeID) || !f.shown(a.ThemeID) || first == models.NoDay || nps.PeriodName(f.kind, first) != f.period ||
			a.PeriodKind != f.kind && a.PeriodKind != nps.KindMonth
	})
	slices.SortStableFunc(rows, func(a, b nps.AlertRow) int {
		return cmp.Or(boolFirst(a.Since == "", b.Since == ""), boolFirst(a.PeriodKind == f.kind, b.PeriodKind == f.kind), cmp.Compare(b.Period, a.Period), cmp.Compare(b.Z, a.Z))
	})
	had := map[string]bool{}
	for i := range rows {
		if a := &rows[i]; !had[a.ThemeID] {
			had[a.ThemeID] = true
			bars = append(bars, f.alertBar(a))
		}
	}
	return bars
}

// alertBar is an alert of a theme as a line of the page.
func (f *filler) alertBar(a *nps.AlertRow) Bar {
	b := Bar{Name: f.theme[a.ThemeID].Name, Value: a.Observed, Low: math.NaN(), High: math.NaN(), Text: f.Lang.Text("report_withheld"), id: a.ThemeID}
	if !math.IsNaN(a.Observed) {
		b.Text = f.Lang.Number(a.Observed, 0)
	}
	when := ""
	switch {
	case a.Since != "":
		when = f.Lang.Period(a.Since) + " – " + f.Lang.Period(a.Period)
	case a.Period != f.period:
		when = f.Lang.Period(a.Period)
	}
	expected := ""
	switch {
	case a.Family == nps.FamilyNew:
		expected = f.Lang.Text("report_never_before")
	case !math.IsNaN(a.Expected):
		expected = f.Lang.Text("page_news_expected", f.Lang.Number(a.Expected, 1))
	}
	b.Note = strings.Join(messages.Known(when, expected), ", ")
	return b
}

// writtenCauses are the parts of the page's change that are surely those of written entries of
// other lenses than the page's.
func (f *filler) writtenCauses() []nps.ChangeRow {
	return slices.DeleteFunc(f.comparisonOf(false, func(of string) bool { return of != f.Lens }), func(r nps.ChangeRow) bool {
		return !lens.Written(r.ThemeID) || !nps.Sure(r.CILow, r.CIHigh, r.Q)
	})
}

// causesOnce leaves out parts of a change of themes of which a written entry tells the same.
func causesOnce(rows []nps.ChangeRow, told map[string]string) []nps.ChangeRow {
	return lens.Once(rows, told, func(r *nps.ChangeRow) lens.Finding {
		return lens.Finding{Theme: r.ThemeID, About: map[bool]string{true: "down"}[r.Total < 0]}
	})
}

// firstCauses puts causes that are surely of written entries before those of the report's lens, and
// leaves out what those tell.
func (w *writer) firstCauses(rows []nps.CauseRow) []nps.CauseRow {
	sure := func(c *nps.CauseRow) bool { return lens.Written(c.ThemeID) && nps.Sure(c.CILow, c.CIHigh, c.Q) }
	rows = slices.DeleteFunc(rows, func(c nps.CauseRow) bool { return w.hidden[c.ThemeID] || c.Lens != w.Lens && !sure(&c) })
	rows = lens.Once(rows, w.told, func(c *nps.CauseRow) lens.Finding {
		return lens.Finding{Theme: c.ThemeID, About: c.Dimension + "\x00" + c.Value + "\x00" + c.Class}
	})
	slices.SortStableFunc(rows, func(a, b nps.CauseRow) int { return boolFirst(sure(&a), sure(&b)) })
	return rows
}

// LocalFirst puts of local findings those of written entries first, and leaves out what those tell.
func LocalFirst(rows []nps.LocalRow, told map[string]string) []nps.LocalRow {
	rows = lens.Once(rows, told, func(r *nps.LocalRow) lens.Finding {
		return lens.Finding{Theme: r.ThemeID, About: r.Dimension + "\x00" + r.Value}
	})
	slices.SortStableFunc(rows, func(a, b nps.LocalRow) int { return boolFirst(lens.Written(a.ThemeID), lens.Written(b.ThemeID)) })
	return rows
}

// lastDay is the last day of the last month that has responses.
func (w *writer) lastDay() (last models.Day) {
	last = models.NoDay
	for i := range w.cuts {
		if c := &w.cuts[i]; c.Dimension == nps.DimensionAll && c.PeriodKind == nps.KindMonth {
			last = max(last, endOf(c.PeriodKind, c.Period))
		}
	}
	return last
}
