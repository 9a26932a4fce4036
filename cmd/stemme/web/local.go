package web

import (
	"strings"

	"stemme/models"
	"stemme/pipeline/nps"
	"stemme/pipeline/report"
	"stemme/pipeline/themes"
)

// A localView is a theme that the comments of a value of a way to cut mention more than
// the others, beyond chance, over all time.
type localView struct {
	nps.LocalRow
	Theme    *themes.ThemeRow
	Link     string // to the comments
	Hits     int
	Tone     string // how those speak of it; "" where it is not sure, or may not be counted
	Polarity string // nps.Praised or nps.Blamed
}

// Mark is the class of a figure that is heard as praise or as blame.
func (v localView) Mark() string {
	return map[string]string{nps.Praised: "pos", nps.Blamed: "neg"}[v.Polarity]
}

// localShown is how many a page of its own shows.
const localShown = 6

// localOf are those of a cut, what the analysts wrote first.
func (r *request) localOf(c cut, most int) []localView { return r.localViews(r.local[c], most) }

// localHere are those of the one value that the filters hold, which is told first; none where they
// hold several, or days, since the night looks over all time.
func (r *request) localHere() (name string, views []localView) {
	dimension, value, ok := r.onlyCut()
	if !ok || dimension == nps.DimensionAll || value == "" || r.sieve.dated() {
		return "", nil
	}
	asked := "/" + strings.ToLower(strings.Trim(value, "/"))
	for _, v := range r.values(dimension) { // a unit may be asked for by the end of its path
		if v == value || dimension == nps.DimensionUnit && name == "" && strings.HasSuffix("/"+strings.ToLower(v), asked) {
			name = v
		}
	}
	return name, r.localOf(cut{kind: nps.KindAll, dimension: dimension, value: name}, localShown)
}

// heardOf are those of some themes, in whichever cut, the surest first.
func (r *request) heardOf(theme func(*nps.LocalRow) bool) []localView {
	var rows []nps.LocalRow
	for i := range r.heard {
		if theme(&r.heard[i]) {
			rows = append(rows, r.heard[i])
		}
	}
	return r.localViews(rows, lensAlertsShown)
}

func (r *request) localViews(rows []nps.LocalRow, most int) (views []localView) {
	for _, row := range rows {
		t := r.byID[row.ThemeID]
		if t == nil || !r.shown(row.ThemeID) || t.State != models.Ready || len(views) == most {
			continue
		}
		v := localView{LocalRow: row, Theme: t, Hits: row.Responses, Link: r.drill("theme", t.ThemeID, sieveName(row.Dimension), row.Value)}
		if r.counts() || r.mine(row.Dimension, row.Value) {
			v.Hits, v.Tone, v.Polarity = r.heardAs(&row)
		}
		views = append(views, v)
	}
	return views
}

// heardAs counts the comments of a finding, and says whether its customers praise or blame.
func (r *request) heardAs(row *nps.LocalRow) (hits int, tone, polarity string) {
	here := r.valued(row.Dimension, row.Value)
	said := func(sign int8) int { return here.And(r.survey.Saying(row.ThemeID, sign)).All().Responses() }
	driver := r.effect(row.ThemeID)
	tone, polarity = report.Voiced{Praise: said(1), Blame: said(-1)}.Say(r.Lang, &driver)
	return here.And(r.survey.Speaking(row.ThemeID)).Hits(), tone, polarity
}
