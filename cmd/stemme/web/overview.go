package web

import (
	"cmp"
	"html/template"
	"math"
	"net/http"
	"net/url"
	"slices"

	"stemme/cmd/stemme/web/frame"
	"stemme/cmd/stemme/web/internal/survey"
	"stemme/models"
	"stemme/pipeline/messages"
	"stemme/pipeline/nps"
	"stemme/pipeline/themes"
)

// How many themes and comments a page names before it links to the rest.
const (
	topThemes    = 6
	typicalShown = 3
)

// An overviewView is the front page.
type overviewView struct {
	Whole       nps.CutRow
	Bar         template.HTML
	Change      *changeSince
	Lead        string // the last change of complete periods in words, the mix first
	LeadLink    string
	Course      courseView
	Down, Up    []pull
	Touchpoints []cutView
	Quality     []qualityLine
	Alerts      []alertView
	Drivers     bool // effects are known
}

// An alertView is one move beyond noise, in words.
type alertView struct{ Text, Link string }

// alertsShown is how many of the newest alerts the front page shows.
const alertsShown = 6

// A changeSince compares the last whole year with the one before it.
type changeSince struct {
	Before, After string
	Points        nps.Difference
}

// A courseView is a course with the kinds of period one can choose.
type courseView struct {
	Kind  string
	Kinds []string
	Chart template.HTML
	Rows  []courseRow
}

type courseRow struct {
	Period, Link string
	nps.CutRow
}

// A cutView is one value of a dimension with its score.
type cutView struct {
	Name, Link string
	Level      int // of a path, the top is 0
	nps.CutRow
	Down, Up []causeView
	Local    []causeView // what is heard here more than elsewhere
}

// A causeView is a theme named as what pulls a cut down or up.
type causeView struct {
	Theme  *themes.ThemeRow
	Text   string // how hard
	Link   string // to the comments
	Title  string // what Text means, with its interval
	Upward bool
}

type qualityLine struct{ Key, Value string }

func (s *server) overview(w http.ResponseWriter, r *request) error {
	v := overviewView{Whole: r.scores[whole], Course: s.scoreCourse(r, whole)}
	v.Bar = barOf(r, v.Whole.ScoreRow)
	v.Change = r.lastYears()
	kind := r.periodKind()
	if before, after := r.lastComplete(kind); after != "" {
		v.Lead = leadOf(r.Lang, r.changeParts(kind, before, after, ""))
		v.LeadLink = "/udvikling?" + url.Values{"period": {kind}, "before": {before}, "after": {after}}.Encode()
	}
	v.Drivers = len(r.drivers) > 0
	if v.Down, v.Up = r.ends(whole, topThemes); v.Drivers {
		v.Down, v.Up = r.movers(topThemes)
	}
	v.Alerts = r.alertsInWords(alertsShown)
	v.Touchpoints = r.cuts("touchpoint")
	v.Quality = s.quality(r)
	return s.show(w, r, "overview", "web_overview", v)
}

func barOf(r *request, row nps.ScoreRow) template.HTML {
	return classBar(r.Lang, int(row.Promoters.N), int(row.Passives.N), int(row.Detractors.N))
}

// ends are the themes that pull a cut down and up the most.
func (f *figures) ends(c cut, most int) (down, up []pull) {
	for _, p := range f.pulls(c) {
		if p.Pull < 0 && len(down) < most {
			down = append(down, p)
		}
	}
	all := f.pulls(c)
	for i := len(all) - 1; i >= 0 && len(up) < most; i-- {
		if all[i].Pull > 0 {
			up = append(up, all[i])
		}
	}
	return down, up
}

// movers are the themes that move the whole score the most, other things equal,
// beyond chance.
func (f *figures) movers(most int) (down, up []pull) {
	var sure []pull
	for _, p := range f.pulls(whole) {
		if p.Driver.Q <= significant && !p.Driver.Restates {
			sure = append(sure, p)
		}
	}
	slices.SortStableFunc(sure, func(a, b pull) int { return cmp.Compare(a.Driver.Weight, b.Driver.Weight) })
	for i, p := range sure {
		if p.Driver.Weight < 0 && len(down) < most {
			down = append(down, p)
		}
		if q := sure[len(sure)-1-i]; q.Driver.Weight > 0 && len(up) < most {
			up = append(up, q)
		}
	}
	return down, up
}

// alertsInWords are the newest alerts of the last twelve months.
func (r *request) alertsInWords(most int) []alertView {
	oldest := ""
	if n := len(r.months); n > 12 {
		oldest = r.months[n-12]
	}
	var views []alertView
	for _, a := range r.alerts {
		if a.PeriodKind != "month" || a.Period < oldest || len(views) == most {
			continue
		}
		name, link := a.Value, ""
		if t := r.byID[a.ThemeID]; t != nil && t.State != models.Hidden {
			name, link = t.Name, r.periodLink("month", a.Period, whole, "theme", a.ThemeID)
		} else if a.ThemeID != "" {
			continue
		} else {
			link = r.periodLink("month", a.Period, cut{dimension: a.Dimension, value: a.Value})
		}
		decimals := 0
		if a.Family == "touchpoint_score" {
			decimals = 1
		}
		key := messages.Key("web_alert_" + a.Family + "_" + a.Direction)
		text := r.Lang.Text(key, name, a.Period)
		if !math.IsNaN(a.Observed) {
			text += " " + r.Lang.Text("web_alert_figures", r.Lang.Number(a.Observed, decimals), r.Lang.Number(a.Expected, decimals),
				r.Lang.Number(a.Low, decimals), r.Lang.Number(a.High, decimals))
		}
		views = append(views, alertView{text, link})
	}
	return views
}

// lastComplete are the last two complete periods of a kind that follow each other;
// "" where there are none.
func (f *figures) lastComplete(kind string) (before, after string) {
	periods := f.periods(kind)
	for i := len(periods) - 1; i > 0; i-- {
		a, b := f.scores[cut{kind, periods[i-1], "all", ""}], f.scores[cut{kind, periods[i], "all", ""}]
		if a.Complete && b.Complete && !a.Suppressed && !b.Suppressed {
			return periods[i-1], periods[i]
		}
	}
	return "", ""
}

// lastYears compares the last two complete years.
func (f *figures) lastYears() *changeSince {
	before, after := f.lastComplete("year")
	if after == "" {
		return nil
	}
	a, okA := tallyOf(f.scores[cut{kind: "year", period: before, dimension: "all"}])
	b, okB := tallyOf(f.scores[cut{kind: "year", period: after, dimension: "all"}])
	if !okA || !okB {
		return nil
	}
	return &changeSince{before, after, nps.Compare(a, b, 1, 1)}
}

// tallyOf is the counts of a row, unless they are withheld or nothing is scored.
func tallyOf(r nps.CutRow) (nps.Tally, bool) {
	t := nps.Tally{Promoters: int(r.Promoters.N), Passives: int(r.Passives.N), Detractors: int(r.Detractors.N),
		Unscored: int(r.Responses.N - r.Scored.N)}
	return t, r.Scored.Known && r.Scored.N > 0
}

// scoreCourse is the course of a cut's score, by the kind of period asked for.
func (s *server) scoreCourse(r *request, c cut) courseView {
	v := courseView{Kind: r.periodKind(), Kinds: periodKinds[:]}
	var points []point
	for _, period := range r.periods(v.Kind) {
		row, ok := r.scores[cut{v.Kind, period, c.dimension, c.value}]
		if !ok {
			continue
		}
		link := r.periodLink(v.Kind, period, c)
		v.Rows = append(v.Rows, courseRow{period, link, row})
		p := pointOf(period, link, row.ScoreRow)
		p.Partial = r.partial(&row)
		points = append(points, p)
	}
	if len(points) > 1 {
		v.Chart = course(r.Lang, r.Lang.Text("web_course_title"), points, false, wide, 1)
	}
	return v
}

// partial says how far the data cover a row's period; "" where wholly.
func (r *request) partial(row *nps.CutRow) string {
	if row.Complete {
		return ""
	}
	return r.Lang.Text("web_days_covered", int(row.DaysCovered.N), int(row.Days.N))
}

func pointOf(period, link string, row nps.ScoreRow) point {
	p := point{Label: period, Value: row.NPS, Low: row.CILow, High: row.CIHigh, N: int(row.Scored.N), Link: link}
	if !row.Scored.Known {
		p.Value, p.Low, p.High = math.NaN(), math.NaN(), math.NaN()
	}
	return p
}

var periodKinds = [...]string{"month", "quarter", "year"}

// periodKind is the kind of period asked for, quarters by default, months where
// there are few.
func (r *request) periodKind() string {
	asked := r.URL.Query().Get("period")
	for _, kind := range periodKinds {
		if kind == asked {
			return kind
		}
	}
	if len(r.months) <= 24 {
		return "month"
	}
	return "quarter"
}

// periodLink finds the comments of a period in a cut.
func (r *request) periodLink(kind, period string, c cut, more ...string) string {
	first, last := bounds(kind, period)
	pairs := append([]string{"from", first.String(), "to", last.String()}, more...)
	if c.dimension != "all" && c.dimension != "" {
		pairs = append(pairs, filterName(c.dimension), c.value)
	}
	return r.find(pairs...)
}

// cuts are the values of a dimension with their scores.
func (r *request) cuts(dimension string) []cutView {
	var cuts []cutView
	for _, value := range r.values(dimension) {
		c := cut{kind: "all", dimension: dimension, value: value}
		v := cutView{Name: value, CutRow: r.scores[c]}
		if value != "" {
			v.Link = r.find(filterName(dimension), value)
		}
		for _, letter := range value {
			if letter == '/' && dimension == "unit" {
				v.Level++
			}
		}
		v.Down, v.Up = r.causesOf(c, models.Detractor), r.causesOf(c, models.Promoter)
		v.Local = r.localOf(c)
		cuts = append(cuts, v)
	}
	return cuts
}

// causesShown is how many causes a cut names on each side.
const causesShown = 3

// causesOf are the themes that a class of the cut speaks of more than the others
// do, beyond chance; where the edition has no causes, the themes that pull the
// most.
func (r *request) causesOf(c cut, class models.Class) []causeView {
	var views []causeView
	up := class == models.Promoter
	add := func(t *themes.ThemeRow, text, title string) {
		pairs := []string{"theme", t.ThemeID, "class", class.String()}
		if c.dimension != "all" {
			pairs = append(pairs, filterName(c.dimension), c.value)
		}
		views = append(views, causeView{t, text, r.find(pairs...), title, up})
	}
	for _, row := range r.surest(c, class, causesShown) {
		if t := r.byID[row.ThemeID]; t != nil && r.shown(row.ThemeID) {
			add(t, r.Lang.Number(math.Exp(row.LogOdds), 1)+"×", r.Lang.Text("web_cause_title", r.Lang.Count(row.Mentions), r.Lang.Count(row.Commented),
				r.Lang.Count(row.Others), r.Lang.Count(row.OthersOf), r.Lang.Number(math.Exp(row.CILow), 1), r.Lang.Number(math.Exp(row.CIHigh), 1)))
		}
	}
	if len(r.causes) > 0 {
		return views
	}
	down, upward := r.ends(c, causesShown)
	if up {
		down = upward
	}
	for _, p := range down {
		add(p.Theme, r.Lang.Signed(p.Pull, 1), r.Lang.Text("web_pull_short"))
	}
	return views
}

// localOf are the themes that a cut hears more often than the others, beyond
// chance.
func (r *request) localOf(c cut) []causeView {
	var views []causeView
	for _, row := range r.local[c] {
		t := r.byID[row.ThemeID]
		if t == nil || !r.shown(row.ThemeID) || row.Q > significant || len(views) == causesShown {
			continue
		}
		views = append(views, causeView{Theme: t, Text: r.Lang.Percent(row.Share), Link: r.find("theme", t.ThemeID, filterName(c.dimension), c.value),
			Title: r.Lang.Text("web_local_title", r.Lang.Percent(row.Share), r.Lang.Percent(row.ShareElsewhere))})
	}
	return views
}

// quality says how far the figures reach: what was refused, left out, unknown.
func (s *server) quality(r *request) []qualityLine {
	row := r.scores[whole]
	lines := []qualityLine{
		{r.Lang.Text("web_q_responses"), known(r.Lang, row.Responses)},
		{r.Lang.Text("web_q_unscored"), known(r.Lang, row.Unscored)},
		{r.Lang.Text("web_q_comments"), known(r.Lang, row.Commented)},
	}
	if without, ok := r.mention(whole, models.NoTheme); ok {
		lines = append(lines, qualityLine{r.Lang.Text("web_q_without"), r.Lang.Percent(without.Share)})
	}
	if n, ok := r.edition.Manifest.Counts["rejected"]; ok {
		lines = append(lines, qualityLine{r.Lang.Text("web_q_rejected"), r.Lang.Count(int(n))})
	}
	for _, l := range r.survey.Select(survey.Where{}).By(survey.Language) {
		if l.Name != "" && (l.Commented >= s.conf.SmallGroup || r.Role == frame.Analysts) {
			lines = append(lines, qualityLine{r.Lang.Text(messages.Key("web_lang_" + l.Name)), r.Lang.Count(l.Commented)})
		}
	}
	return lines
}

func (s *server) touchpoints(w http.ResponseWriter, r *request) error {
	dimension := "touchpoint"
	if asked := r.URL.Query().Get("by"); asked != "" {
		dimension = asked
	}
	v := touchpointsView{By: dimension, Dimensions: r.dimensions(), Cuts: r.cuts(dimension), Whole: r.scores[whole], Causes: len(r.causes) > 0}
	for _, c := range v.Cuts {
		v.Local = v.Local || len(c.Local) > 0
	}
	if len(v.Cuts) == 0 && dimension != "touchpoint" {
		return frame.ErrNotFound
	}
	return s.show(w, r, "touchpoints", "web_touchpoints", v)
}

type touchpointsView struct {
	By         string
	Dimensions []string
	Cuts       []cutView
	Whole      nps.CutRow
	Causes     bool
	Local      bool // some value hears a theme more than the others
}
