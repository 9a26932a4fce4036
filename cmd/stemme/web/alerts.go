package web

import (
	"cmp"
	"math"
	"net/url"
	"slices"
	"strings"

	"stemme/cmd/stemme/web/internal/survey"
	"stemme/models"
	"stemme/pipeline/codebook/lens"
	"stemme/pipeline/messages"
	"stemme/pipeline/nps"
	"stemme/pipeline/report"
)

// Moves are the alerts of an edition, with the rows by month that say which of them still
// stand.
type Moves struct {
	Alerts []nps.AlertRow
	Themes []nps.ThemeScoreRow
	Cuts   []nps.CutRow
}

// An alertView is one move beyond noise, in words.
type alertView struct {
	Text, Link string
	Hits       int // comments that the link finds
}

// How many of the newest alerts the front page shows, and the page of a lens or a theme.
const (
	alertsShown     = 6
	lensAlertsShown = 12
)

// tells says whether an alert is one of those that the pages of all themes tell: of a score, of the
// lens that leads, or of an entry that the analysts wrote.
func (f *figures) tells(a *nps.AlertRow) bool {
	return a.ThemeID == "" || a.Lens == f.lead || lens.Written(a.ThemeID)
}

// moves are the alerts of months as the sender may see them, of every lens, the newest first: who may
// read every comment is told the figures that the open tables withhold.
func (r *request) moves() Moves {
	return remember(r, "moves", func() Moves {
		m := Moves{Alerts: r.alerts}
		if r.audience.SeesAll("") && slices.ContainsFunc(r.alerts, func(a nps.AlertRow) bool { return r.tells(&a) && math.IsNaN(a.Observed) }) {
			if own := r.unveiled(); own != nil {
				other := slices.DeleteFunc(slices.Clone(r.alerts), func(a nps.AlertRow) bool { return r.tells(&a) })
				m = Moves{slices.Concat(report.WithMix(own.Alerts, r.alerts), other), own.Themes, own.Cuts}
			}
		}
		if m.Cuts == nil {
			m.Themes, m.Cuts = r.monthly()
		}
		m.Alerts = slices.DeleteFunc(slices.Clone(m.Alerts), func(a nps.AlertRow) bool { return a.PeriodKind != nps.KindMonth })
		sortAlerts(m.Alerts)
		return m
	})
}

// sortAlerts puts the newest first, of a period the furthest out.
func sortAlerts(rows []nps.AlertRow) {
	slices.SortStableFunc(rows, func(a, b nps.AlertRow) int {
		return cmp.Or(cmp.Compare(b.Period, a.Period), cmp.Compare(math.Abs(b.Z), math.Abs(a.Z)))
	})
}

// monthly are the rows by month of all responses, and the scores by month of what alarmed, as the open
// tables have them.
func (f *figures) monthly() (rows []nps.ThemeScoreRow, cuts []nps.CutRow) {
	for _, m := range f.months {
		c := cut{nps.KindMonth, m, nps.DimensionAll, ""}
		rows, cuts = append(rows, f.mentions[c]...), append(cuts, f.scores[c])
		for i := range f.alerts {
			if a := &f.alerts[i]; a.ThemeID == "" {
				cuts = append(cuts, f.scores[cut{nps.KindMonth, m, a.Dimension, a.Value}])
			}
		}
	}
	return rows, cuts
}

// leadingAlerts are those that the pages of all themes tell, each fact once, what the analysts wrote
// first.
func (r *request) leadingAlerts() []nps.AlertRow {
	rows := slices.DeleteFunc(slices.Clone(r.moves().Alerts), func(a nps.AlertRow) bool { return !r.tells(&a) })
	last := models.NoDay
	if n := len(r.months); n > 0 {
		_, last = bounds(nps.KindMonth, r.months[n-1])
	}
	return report.WrittenFirst(report.AlertsOnce(rows, r.told), last)
}

// onceEach leaves out what was told of the same theme, or score, going the same way later.
func onceEach(rows []nps.AlertRow) (kept []nps.AlertRow) {
	type told struct{ dimension, value, theme, direction string }
	had := map[told]bool{}
	for _, a := range rows {
		if t := (told{a.Dimension, a.Value, a.ThemeID, a.Direction}); !had[t] {
			had[t], kept = true, append(kept, a)
		}
	}
	return kept
}

// alertsOf are the alerts of some themes in words, the newest first.
func (r *request) alertsOf(theme func(*nps.AlertRow) bool) []alertView {
	return r.alertViews(slices.DeleteFunc(slices.Clone(r.moves().Alerts), func(a nps.AlertRow) bool { return a.ThemeID == "" || !theme(&a) }), lensAlertsShown)
}

// alertViews are the first of alerts of the last twelve months, or of the days that the
// filters let through, on what they let through.
func (r *request) alertViews(rows []nps.AlertRow, most int) (views []alertView) {
	dimension, value, ok := r.onlyCut()
	if !ok {
		return nil
	}
	oldest := ""
	if n := len(r.months); n > 12 && !r.sieve.dated() {
		oldest = r.months[n-12]
	}
	for _, a := range rows {
		first, last := bounds("month", a.Period)
		f := r.sieve.where.Filter
		if a.Period < oldest || len(views) == most ||
			f.First != models.NoDay && last < f.First || f.Last != models.NoDay && first > f.Last ||
			dimension != "all" && (a.Dimension != dimension || a.Value != value) {
			continue
		}
		if v, ok := r.alertInWords(&a); ok {
			views = append(views, v)
		}
	}
	return views
}

// endedInWords are the themes that alarmed and are back where they were, and what alarmed and still
// stands, over all responses of all days.
func (r *request) endedInWords() (said []string) {
	if dimension, _, ok := r.onlyCut(); !ok || dimension != nps.DimensionAll || r.sieve.dated() {
		return nil
	}
	m, alerts := r.moves(), r.leadingAlerts()
	for _, l := range nps.Lasts(alerts, m.Themes, m.Cuts) {
		name, t := l.Value, r.byID[l.ThemeID]
		if t != nil {
			name = t.Name
		}
		if (l.ThemeID == "" || t != nil && t.State == models.Ready) && len(said) < alertsShown {
			said = append(said, report.Lasts(r.Lang, &l, name))
		}
	}
	for _, e := range nps.Ends(alerts, m.Themes, m.Cuts) {
		if t := r.byID[e.ThemeID]; t != nil && t.State == models.Ready && len(said) < alertsShown {
			said = append(said, report.Ended(r.Lang, &e, t.Name))
		}
	}
	return said
}

// alertInWords is one alert; false for one on a theme that is not ready.
func (r *request) alertInWords(a *nps.AlertRow) (alertView, bool) {
	first, last := bounds("month", a.Period)
	when := []any{r.Lang.Period(a.Period)}
	if a.Since != "" {
		first, _ = bounds("month", a.Since)
		when = []any{r.Lang.Period(a.Since), when[0]}
	}
	pairs := []string{"from", first.String(), "to", last.String()}
	name, decimals := a.Value, 0
	t := r.byID[a.ThemeID]
	switch {
	case a.ThemeID == "":
		pairs = append(pairs, sieveName(a.Dimension), a.Value)
	case t == nil || t.State != models.Ready:
		return alertView{}, false
	default:
		name = t.Name
		pairs = append(pairs, "theme", a.ThemeID)
	}
	if a.ThemeID == "" {
		decimals = 1
	}
	v := alertView{Text: r.Lang.Text(alertSentence(a), append([]any{name}, when...)...), Link: r.drill(pairs...)}
	if !math.IsNaN(a.Observed) && !math.IsNaN(a.Expected) {
		v.Text += " " + r.Lang.Text("web_alert_figures", r.Lang.Number(a.Observed, decimals), r.Lang.Number(a.Expected, 1),
			r.Lang.Number(a.Low, 1), r.Lang.Number(a.High, 1))
	}
	for _, more := range messages.Known(report.AlertMix(r.Lang, a), report.AlertSide(r.Lang, a)) {
		v.Text = strings.TrimSuffix(v.Text, ".") + ", " + more + "."
	}
	if season := report.AlertSeason(r.Lang, a.Season); season != "" {
		v.Text = strings.TrimSuffix(v.Text, ".") + "; " + season + "."
	}
	if !r.counts() {
		return v, true
	}
	sel := r.within(stretch{first: first, last: last})
	if a.ThemeID != "" {
		sel = sel.And(r.survey.Speaking(a.ThemeID))
	} else {
		sel = sel.And(r.valued(a.Dimension, a.Value))
	}
	v.Hits = sel.Hits()
	return v, true
}

// alertSentence is the sentence of an alert: of a score that moved over several periods together it says from when.
func alertSentence(a *nps.AlertRow) messages.Key {
	if a.ThemeID == "" && a.Since != "" {
		return messages.Key("web_alert_score_trend_" + a.Direction)
	}
	return messages.Key("web_alert_" + a.Family + "_" + a.Direction)
}

// valued are the rows with a value of a way to cut.
func (p *published) valued(dimension, value string) *survey.Selection {
	filter, err := parseFilter(url.Values{sieveName(dimension): {cmp.Or(value, survey.Unknown)}})
	if err != nil { // only days and classes can be faulty
		return p.survey.Select(survey.Where{})
	}
	return p.survey.Select(survey.Where{Filter: filter})
}
