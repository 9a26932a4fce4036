package web

import (
	"cmp"
	"math"
	"net/http"
	"slices"
	"strings"

	"stemme/cmd/stemme/web/internal/survey"
	"stemme/models"
	"stemme/pipeline/messages"
	"stemme/pipeline/nps"
	"stemme/pipeline/report"
)

// A touchpointsView is the page of one way to cut.
type touchpointsView struct {
	cutsView
	Dimensions []string
	Whole      counted
	Causes     bool
	Local      bool // some value hears a theme more than the others
	Heat       heatView
	Twins      string // that the same groups are told by another way to cut
}

func (s *server) touchpoints(w http.ResponseWriter, r *request) error {
	dimension := "touchpoint"
	if asked := r.URL.Query().Get("by"); asked != "" {
		dimension = asked
	} else if all := r.dimensions(); len(r.values(dimension)) == 0 && len(all) > 0 {
		dimension = all[0]
	}
	heat := r.heat(dimension) // counts with intervals what is named as causes, too
	v := touchpointsView{cutsView: r.cutsBy(dimension), Heat: heat, Dimensions: r.dimensions(), Whole: r.now(), Causes: r.causesKnown(dimension)}
	v.Twins = r.twinsOf(dimension)
	causes := r.causesBy(dimension)
	for i := range v.Cuts {
		c := &v.Cuts[i]
		c.Down, c.Up, c.Local = causes(c.Value)
		v.Local = v.Local || len(c.Local) > 0
		if row, ok := r.standing[cut{kind: "all", dimension: dimension, value: c.Value}]; ok && !r.sieve.active() {
			c.Standing = report.Standing(r.Lang, &row)
		}
	}
	if len(v.Cuts) == 0 && len(r.values(dimension)) == 0 && dimension != "touchpoint" {
		return messages.Errorf("web_bad_segment", dimension, strings.Join(r.dimensions(), ", "))
	}
	return s.show(w, r, "touchpoints", "web_cuts", v)
}

// cutsBy are the values of a dimension with their scores.
func (r *request) cutsBy(dimension string) cutsView {
	v := cutsView{Dimension: dimension, All: r.now().NPS}
	for _, row := range r.by(dimension) {
		one := cutView{Name: row.Value, counted: row, Link: r.drill(sieveName(dimension), row.Value)}
		if dimension == nps.DimensionUnit {
			one.Level = survey.Depth(row.Value)
		}
		v.Cuts = append(v.Cuts, one)
		v.Scale.take(row.NPS, row.CILow, row.CIHigh)
	}
	v.Scale.take(v.All)
	return v
}

// causesKnown says whether the night has looked for causes within the values of a
// dimension, all responses being asked for.
func (r *request) causesKnown(dimension string) bool {
	if r.sieve.active() {
		return false
	}
	for c := range r.causes {
		if c.dimension == dimension {
			return true
		}
	}
	return false
}

// causesBy says what a value of a dimension hears: the night's causes, beyond
// chance, or under filters, and where the night has none, the themes that pull the
// value's own score the most.
func (r *request) causesBy(dimension string) func(value string) (down, up []causeView, local []localView) {
	pulls := r.pullsBy(dimension)
	if r.causesKnown(dimension) {
		return func(value string) (down, up []causeView, local []localView) {
			c := cut{kind: "all", dimension: dimension, value: value}
			return r.causesOf(c, models.Detractor, pulls[value]), r.causesOf(c, models.Promoter, pulls[value]), r.localOf(c, causesShown)
		}
	}
	return func(value string) (down, up []causeView, local []localView) {
		low, high := ends(pulls[value], causesShown)
		for _, p := range low {
			down = append(down, r.pullView(p, false))
		}
		for _, p := range high {
			up = append(up, r.pullView(p, true))
		}
		if !r.sieve.active() {
			local = r.localOf(cut{kind: "all", dimension: dimension, value: value}, causesShown)
		}
		return down, up, local
	}
}

func (r *request) pullView(p pull, upward bool) causeView {
	return causeView{Theme: p.Theme, Text: r.Lang.Signed(p.Pull, 1), Link: p.Link, Hits: cmp.Or(p.Hits, int(p.Row.Responses.N)),
		Title: r.Lang.Text("web_pull_short"), Upward: upward}
}

// pullsBy are the pulls of the themes that are ready, of more than a few answers and
// far enough to be seen, within every value of a dimension.
func (r *request) pullsBy(dimension string) map[string][]pull {
	of := map[string][]pull{}
	themes, values := r.themesBy(dimension, r.lead, false)
	for _, value := range values {
		for id, t := range themes[value.Value] {
			if !r.shown(id) || r.byID[id].State != models.Ready || int(t.Scored.N) < r.smallGroup {
				continue
			}
			p := pull{Theme: r.byID[id], Row: t.ThemeScoreRow, Pull: pullOf(t.ThemeScoreRow, value.CutRow), Hits: t.Hits,
				Link: r.drill(sieveName(dimension), value.Value, "theme", id)}
			if math.Abs(p.Pull) >= seenPoints {
				of[value.Value] = append(of[value.Value], p)
			}
		}
		sortPulls(of[value.Value])
	}
	return of
}

// causesShown is how many causes a cut names on each side.
const causesShown = 3

// causesOf are the themes that a class of the cut speaks of more than the others do,
// beyond chance, and that pull the cut's score the class's way, the furthest first: of
// these pulls, which are in the order of their size.
func (r *request) causesOf(c cut, class models.Class, pulls []pull) []causeView {
	rows := map[string]nps.CauseRow{}
	for _, row := range r.surest(c, class) {
		rows[row.ThemeID] = row
	}
	upward := class == models.Promoter
	pulls = slices.Clone(pulls)
	if upward {
		slices.Reverse(pulls)
	}
	var views []causeView
	for _, p := range pulls {
		row, sure := rows[p.Theme.ThemeID]
		if !sure || p.Pull > 0 != upward || len(views) == causesShown {
			continue
		}
		view := r.pullView(p, upward)
		driver := r.effect(row.ThemeID)
		view.Alone = report.Alone(r.Lang, driver.Alone(row.Class))
		view.Title = r.Lang.Text("web_cause_title", r.Lang.Count(row.Mentions), r.Lang.Count(row.Commented), r.Lang.Count(row.Others), r.Lang.Count(row.OthersOf),
			r.Lang.Number(math.Exp(row.LogOdds), 1), r.Lang.Number(math.Exp(row.CILow), 1), r.Lang.Number(math.Exp(row.CIHigh), 1))
		views = append(views, view)
	}
	return views
}
