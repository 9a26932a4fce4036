package report

import (
	"cmp"

	"stemme/pipeline/messages"
	"stemme/pipeline/nps"
	"stemme/pipeline/tables"
)

// Standing says in words what of a value's distance from all others comes from who answered;
// "" where nothing surely does.
func Standing(lang messages.Lang, r *nps.StandingRow) string {
	if r.MixDimension == "" {
		return ""
	}
	text := lang.Text("standing", cmp.Or(r.Value, lang.Text("report_no_value")), lang.Signed(r.Points, 1), lang.Signed(r.Mix, 1), Way(lang, r.MixDimension),
		lang.Signed(r.Performance, 1), lang.Interval(r.PerformanceLow, r.PerformanceHigh))
	switch {
	case r.Reverses:
		text += lang.Text("standing_reversed")
	case r.Held == "not_sure":
		text += lang.Text("standing_chance")
	}
	return text
}

// standings are the values whose sure distance from all others is not sure, or reversed,
// among those who answer alike.
func (w *writer) standings() Section {
	s := w.section("standings", "col_what")
	var shown []nps.StandingRow
	for i := range w.standing {
		if r := &w.standing[i]; r.MixDimension != "" && r.Verdict != "not_sure" && r.Held != r.Verdict {
			shown = append(shown, *r)
			s.Rows = append(s.Rows, []string{Way(w.Lang, r.Dimension) + ": " + Standing(w.Lang, r)})
		}
	}
	s.Rows = w.most(s.Rows)
	s.Table = func() (tables.Table, error) { return nps.Standings.Table(shown[:len(s.Rows)]) }
	return s
}
