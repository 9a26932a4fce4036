package web

import (
	"cmp"
	"errors"
	"math"
	"net/http"
	"net/url"
	"slices"
	"sync"

	"stemme/cmd/stemme/web/internal/survey"
	"stemme/pipeline/improvement"
	"stemme/pipeline/report"
	"stemme/pipeline/themes"
)

// plans are the tables of what is followed up, in their order.
type plans struct {
	kpis        []improvement.KPIRow
	initiatives []improvement.InitiativeRow
	series      []improvement.SeriesRow
	outcomes    []improvement.OutcomeRow
}

// readPlans reads what there is of them in dir.
func readPlans(dir string) (p plans, err error) {
	err = errors.Join(
		each(improvement.KPITable, dir, func(r improvement.KPIRow) { p.kpis = append(p.kpis, r) }),
		each(improvement.InitiativesTable, dir, func(r improvement.InitiativeRow) { p.initiatives = append(p.initiatives, r) }),
		each(improvement.SeriesTable, dir, func(r improvement.SeriesRow) { p.series = append(p.series, r) }),
		each(improvement.OutcomesTable, dir, func(r improvement.OutcomeRow) { p.outcomes = append(p.outcomes, r) }))
	return p, err
}

// A followView is what is followed up: KPIs, initiatives, departments' own series, and
// what customers did.
type followView struct {
	KPIs        []kpiView
	Initiatives []initiativeView
	Series      []seriesView
	Outcomes    []outcomeView
	Elsewhere   int // initiatives of other units than the filters hold
}

// An initiativeView is one improvement with what it came to.
type initiativeView struct {
	improvement.InitiativeRow
	Theme  *themes.ThemeRow // nil for none
	Of     string           // whom it reaches
	Since  string
	Effect string // in words
	Sure   bool   // Effect is a figure
	Beside string // which other initiatives are left out of it; "" for none
	Share  string // what came of the theme's share; "" for no theme

	ShareSure, ShareWorse bool // Share is an effect, and a bad one
}

// A seriesView is a department's series at the lag at which a theme goes with it the most.
type seriesView struct {
	improvement.SeriesRow
	Theme *themes.ThemeRow // nil where it is gone
	Text  string
}

// An outcomeView is what a class did, by outcome.
type outcomeView struct {
	Name string
	Rows []improvement.OutcomeRow
}

func (s *server) follow(w http.ResponseWriter, r *request) error {
	rows, err := s.initiativesFor(r)
	if err != nil {
		return err
	}
	all := r.initiativeViews(rows)
	here := slices.DeleteFunc(slices.Clone(all), func(v initiativeView) bool { return r.elsewhere(v.Conditions) })
	return s.show(w, r, "follow", "web_follow", followView{r.kpiViews(), here, r.seriesViews(), r.outcomeViews(), len(all) - len(here)})
}

// elsewhere says whether conditions, as the address of a page has them, are of other units
// than the filters hold, neither above nor below them.
func (r *request) elsewhere(conditions string) bool {
	held := r.sieve.values[survey.Unit]
	values, err := url.ParseQuery(conditions)
	if own := values[survey.Unit]; err == nil && len(held) > 0 && len(own) > 0 {
		return !slices.ContainsFunc(own, func(unit string) bool {
			return slices.ContainsFunc(held, func(of string) bool { return survey.Within(of, unit) || survey.Within(unit, of) })
		})
	}
	return false
}

// ownInitiatives are the initiatives as analysts see them, of the edition that was asked for
// last.
type ownInitiatives struct {
	mu   sync.Mutex
	of   string // the edition
	rows []improvement.InitiativeRow
}

// initiativesFor are the initiatives as the sender may see them: those who may read every
// comment are told figures that are withheld from others.
func (s *server) initiativesFor(r *request) ([]improvement.InitiativeRow, error) {
	withheld := slices.ContainsFunc(r.plans.initiatives, func(row improvement.InitiativeRow) bool { return row.Suppressed })
	if !withheld || s.conf.Initiatives == nil || !r.audience.SeesAll("") {
		return r.plans.initiatives, nil
	}
	own := &s.analysts
	own.mu.Lock()
	defer own.mu.Unlock()
	if own.of != r.edition.ID {
		rows, err := s.conf.Initiatives(r.edition)
		if err != nil {
			return nil, err
		}
		own.of, own.rows = r.edition.ID, rows
	}
	return own.rows, nil
}

// initiativeViews are initiatives, those of the highest priority first.
func (r *request) initiativeViews(rows []improvement.InitiativeRow) (views []initiativeView) {
	for i := range rows {
		row := &rows[i]
		if row.Outcome != improvement.OutcomeNPS {
			if n := len(views); n > 0 && views[n-1].ID == row.ID {
				came := report.CameTo(r.Lang, row, r.plans.initiatives)
				views[n-1].Share, views[n-1].ShareSure, views[n-1].ShareWorse = came.Text, came.Figure, row.Verdict == improvement.Worse
			}
			continue
		}
		v := initiativeView{InitiativeRow: *row, Theme: r.byID[row.ThemeID], Of: r.conditionsText(row.Conditions), Since: row.StartedOn.String()}
		came := report.CameTo(r.Lang, row, r.plans.initiatives)
		v.Effect, v.Sure, v.Beside = came.Text, came.Figure, came.Beside
		views = append(views, v)
	}
	slices.SortStableFunc(views, func(a, b initiativeView) int { return cmp.Compare(b.Priority, a.Priority) })
	return views
}

// seriesViews are the departments' series, each at its strongest lag.
func (r *request) seriesViews() (views []seriesView) {
	for i := range r.plans.series {
		row := &r.plans.series[i]
		v := seriesView{*row, r.byID[row.ThemeID], r.seriesText(row)}
		switch n := len(views); {
		case n == 0 || views[n-1].ID != row.ID:
			views = append(views, v)
		case math.Abs(row.R) > math.Abs(views[n-1].R):
			views[n-1] = v
		}
	}
	return views
}

// seriesText says how a series and a theme move together.
func (r *request) seriesText(row *improvement.SeriesRow) string {
	if math.IsNaN(row.R) {
		return r.Lang.Text("web_series_short", r.Lang.Count(row.Weeks))
	}
	return r.Lang.Number(row.R, 2) + " " + r.span(row.CILow, row.CIHigh, 2)
}

// outcomeViews are the outcomes, promoters first.
func (r *request) outcomeViews() (views []outcomeView) {
	for _, row := range r.plans.outcomes {
		if n := len(views); n == 0 || views[n-1].Rows[0].ID != row.ID {
			views = append(views, outcomeView{Name: row.Name})
		}
		last := &views[len(views)-1]
		last.Rows = append(last.Rows, row)
	}
	for i := range views {
		slices.SortStableFunc(views[i].Rows, func(a, b improvement.OutcomeRow) int { return cmp.Compare(b.Class.Value(), a.Class.Value()) })
	}
	return views
}
