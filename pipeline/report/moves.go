package report

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"stemme/models"
	"stemme/pipeline/messages"
	"stemme/pipeline/nps"
	"stemme/pipeline/tables"
)

// alerts is what moved beyond noise, newest first, after what each written entry did last.
func (w *writer) alerts() Section {
	s := w.section("alerts", "col_period", "col_what", "col_direction", "col_observed", "col_expected", "col_interval", "col_q")
	rows := slices.Clone(w.alert)
	slices.SortStableFunc(rows, func(a, b nps.AlertRow) int {
		return cmp.Compare(endOf(b.PeriodKind, b.Period), endOf(a.PeriodKind, a.Period)) // 2019-12 and 2019-Q4 end together
	})
	newest := slices.Clone(rows[:min(1, len(rows))])
	rows = WrittenFirst(rows, w.lastDay())
	s.Table = func() (tables.Table, error) { return nps.Alerts.Table(rows[:len(s.Rows)]) }
	for i := range rows {
		a := &rows[i]
		what := w.Lang.Text(alertFamily(a)) + ": "
		if a.ThemeID != "" {
			what += w.theme(a.ThemeID)
		} else {
			what += w.value(a.Value)
		}
		for _, more := range messages.Known(AlertMix(w.Lang, a), AlertSide(w.Lang, a)) {
			what += ", " + more
		}
		period := a.Period
		if a.Since != "" {
			period = a.Since + "–" + a.Period
		}
		s.Rows = append(s.Rows, append([]string{period, what, w.Lang.Text(messages.Key("direction_" + a.Direction))}, w.alertFigures(a)...))
	}
	s.Rows = w.most(s.Rows)
	s.noteSeason(w.Lang, slices.ContainsFunc(rows[:len(s.Rows)], func(a nps.AlertRow) bool { return a.Season == nps.SeasonUnknown }))
	s.Note += w.alsoIn()
	s.Note = strings.TrimSpace(s.Note + " " + w.ended())
	if len(newest) > 0 {
		since := messages.Key("report_alerts_since")
		if len(w.lasts) > 0 {
			since = "report_alerts_still"
		}
		w.noteSince(&s, since, newest[0].PeriodKind, newest[0].Period)
	}
	s.Note = strings.TrimSpace(s.Note + " " + w.lasting())
	return s
}

// alertFamily is what an alert's test is called.
func alertFamily(a *nps.AlertRow) messages.Key {
	key := messages.Key("family_" + a.Family)
	if a.Since != "" && a.ThemeID == "" {
		key += "_trend"
	}
	return key
}

// endOf is the last day of a period.
func endOf(kind, period string) models.Day {
	_, last := nps.Span(kind, period)
	return last
}

// noteSince adds to the note of a section whose newest finding is of a period that no later
// one has any, where there are later ones.
func (w *writer) noteSince(s *Section, key messages.Key, kind, period string) {
	month := ""
	for i := range w.cuts {
		if c := &w.cuts[i]; c.Dimension == nps.DimensionAll && c.PeriodKind == nps.KindMonth {
			month = max(month, c.Period)
		}
	}
	end := endOf(kind, period)
	if month == "" || end == models.NoDay || endOf(nps.KindMonth, month) <= end {
		return
	}
	if kind == nps.KindWeek { // called by the day that it begins on
		end -= 6
	}
	s.Note = strings.TrimSpace(s.Note + " " + w.Lang.Text(key, w.Lang.Period(nps.PeriodName(nps.KindMonth, end)), w.Lang.Period(month)))
}

// AlertMix says how much of an alert comes from who answered; "" where that is not sure.
func AlertMix(lang messages.Lang, a *nps.AlertRow) string {
	if a.MixDimension == "" {
		return ""
	}
	return lang.Text("report_alert_mix", lang.Signed(a.Mix, 1), Way(lang, a.MixDimension))
}

// AlertSide says whether it is praise of a theme that moved, or blame; "" where neither surely did.
func AlertSide(lang messages.Lang, a *nps.AlertRow) string {
	if a.Polarity == "" {
		return ""
	}
	text := lang.Text(messages.Key("report_alert_" + a.Polarity + "_" + a.Direction))
	var many []string
	for _, side := range [...]struct {
		polarity string
		n        tables.Int
	}{{nps.Blamed, a.Blamed}, {nps.Praised, a.Praised}} {
		if side.n.N > 0 {
			many = append(many, lang.Text(messages.Key("report_alert_"+side.polarity), lang.Count(int(side.n.N))))
		}
	}
	if len(many) > 0 {
		text += " (" + strings.Join(many, "; ") + ")"
	}
	return text
}

// WithMix are alerts with the mix that the published ones tell of the same, so that every page and
// table tells one figure; what is not published stays.
func WithMix(alerts, published []nps.AlertRow) []nps.AlertRow {
	all := slices.Clone(alerts)
	for i := range all {
		a := &all[i]
		at := slices.IndexFunc(published, func(p nps.AlertRow) bool {
			return p.Family == a.Family && p.PeriodKind == a.PeriodKind && p.Period == a.Period && p.Dimension == a.Dimension && p.Value == a.Value && p.ThemeID == a.ThemeID && p.Since == a.Since
		})
		if at >= 0 && published[at].MixDimension != "" {
			a.Mix, a.MixDimension = published[at].Mix, published[at].MixDimension
		}
	}
	return all
}

// alertFigures are what was seen, what was expected, the interval of that, and q; each
// that is missing says why.
func (w *writer) alertFigures(a *nps.AlertRow) []string {
	withheld := w.Lang.Text("report_withheld")
	or := func(known bool, text, otherwise string) string {
		if known {
			return text
		}
		return otherwise
	}
	before, withheldQ := withheld, withheld
	if a.Family == nps.FamilyNew {
		before = w.Lang.Text("report_never_before")
	}
	past := !math.IsNaN(a.Expected)
	if math.IsNaN(a.Z) && !math.IsNaN(a.Q) { // the level below which it alarms
		withheldQ = "≤ " + w.Lang.Number(a.Q, 2)
	}
	return []string{
		or(!math.IsNaN(a.Observed), w.Lang.Number(a.Observed, 1), withheld),
		or(past, w.Lang.Number(a.Expected, 1), before),
		or(past, w.Lang.Interval(a.Low, a.High), ""),
		or(!math.IsNaN(a.Z), w.Lang.Number(a.Q, 3), withheldQ),
	}
}

// newsFound is what is said beyond its past, newest first, over all before by cut, each fact
// in one sentence.
func (w *writer) newsFound() Section {
	s := w.section("news", "col_period", "col_what")
	rows := nps.OnceTold(w.news, w.said)
	slices.SortStableFunc(rows, func(a, b nps.NewsRow) int {
		return cmp.Or(cmp.Compare(b.Period[:min(7, len(b.Period))], a.Period[:min(7, len(a.Period))]),
			boolFirst(a.Dimension == nps.DimensionAll, b.Dimension == nps.DimensionAll), cmp.Compare(a.Q, b.Q))
	})
	s.Table = func() (tables.Table, error) { return nps.NewsFound.Table(rows[:len(s.Rows)]) }
	for i := range rows {
		s.Rows = append(s.Rows, []string{rows[i].Period, Telling(w.Lang, &rows[i])})
	}
	s.Rows = w.most(s.Rows)
	s.noteSeason(w.Lang, slices.ContainsFunc(rows[:len(s.Rows)], func(r nps.NewsRow) bool { return r.Season == nps.SeasonUnknown }))
	if len(rows) > 0 {
		newest := slices.MaxFunc(rows, func(a, b nps.NewsRow) int {
			return cmp.Compare(endOf(a.PeriodKind, a.Period), endOf(b.PeriodKind, b.Period))
		})
		w.noteSince(&s, "report_news_since", newest.PeriodKind, newest.Period)
	}
	return s
}

// readNews reads what is new in dir, and who says it, as far as that is there.
func readNews(dir string) (rows []nps.NewsRow, said func(*nps.NewsRow) []string, err error) {
	if rows, err = nps.NewsFound.Read(dir); err != nil {
		return nil, nps.NewsSaid(nil), err
	}
	examples, err := nps.NewsExamples.Read(dir)
	return rows, nps.NewsSaid(examples), orNone(err)
}

// boolFirst puts what holds first.
func boolFirst(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	}
	return 1
}

// Telling is a finding of news in words.
func Telling(lang messages.Lang, r *nps.NewsRow) string {
	text := lang.Text("news_said", r.Phrase, lang.Text(messages.Key("news_"+r.PeriodKind)), lang.Count(r.Responses), lang.Number(r.Expected, 1), lang.Number(r.RatioLow, 1))
	if r.Dimension != nps.DimensionAll {
		value := r.Value
		if value == "" {
			value = lang.Text("report_no_value")
		}
		text += lang.Text("news_cut", Way(lang, r.Dimension), value)
	}
	return text + "."
}
