package report

import (
	"slices"
	"strings"

	"stemme/pipeline/messages"
	"stemme/pipeline/nps"
)

// Season says whether a change of the score, of rows, may be that of the season: whether it
// moved so between the same months or quarters a year before, too. "" for a change that may be
// chance, and of years; row finds all responses of a period, nil for none.
func Season(lang messages.Lang, rows []nps.ChangeRow, row func(period string) *nps.CutRow) string {
	if len(rows) == 0 || rows[0].PeriodKind == nps.KindYear || holds(rows[0].DeltaLow, rows[0].DeltaHigh) {
		return ""
	}
	first := &rows[0]
	if nps.YearBefore(first.To) == first.From {
		return ""
	}
	now, earlier := [2]*nps.CutRow{row(first.From), row(first.To)}, [2]*nps.CutRow{row(nps.YearBefore(first.From)), row(nps.YearBefore(first.To))}
	beyond, known := nps.SeasonOf(now, earlier)
	switch {
	case !known:
		return lang.Text("lead_season_unknown")
	case holds(beyond.Low, beyond.High):
		return lang.Text("lead_season", lang.Signed(earlier[1].NPS-earlier[0].NPS, 1))
	}
	return lang.Text("lead_season_beyond", lang.Signed(earlier[1].NPS-earlier[0].NPS, 1))
}

// whole is the row of all responses of a period; nil for none.
func (w *writer) whole(period string) *nps.CutRow {
	at := slices.IndexFunc(w.cuts, func(c nps.CutRow) bool { return c.Dimension == nps.DimensionAll && c.Period == period && period != "" })
	if at < 0 {
		return nil
	}
	return &w.cuts[at]
}

// AlertSeason says of an alert that nobody knows whether it is the season; "" where it lies
// beyond that.
func AlertSeason(lang messages.Lang, season string) string {
	if season != nps.SeasonUnknown {
		return ""
	}
	return lang.Text("alert_season_unknown")
}

// noteSeason adds to the note of a section that of some of its rows the season is not known.
func (s *Section) noteSeason(lang messages.Lang, unknown bool) {
	if unknown {
		s.Note = strings.TrimSpace(s.Note + " " + lang.Text("season_unknown_note"))
	}
}
