package web

import (
	"cmp"
	"html/template"
	"math"
	"net/http"
	"slices"

	"stemme/models"
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
	Answer   *answerView
	Assumed  []string // what the figures rest on and nobody has declared
	Now      counted
	Ever     counted // of all days; nothing where only days are narrowed
	Bar      template.HTML
	All      nps.CutRow // of all responses, whatever the filters
	News     []newsView
	NoNews   string // said where there are none, nor alerts
	Alerts   []alertView
	Ended    []string    // what is over of what alarmed
	KPIs     []kpiView   // none where anything is narrowed: they have their own conditions
	Local    []localView // what the value that the filters hold hears more than others do
	Here     string      // that value
	Course   courseView
	Down, Up []pull
	Found    []foundLine // beside the lens that leads, where one does
	Drivers  bool        // effects are known
	Cuts     []cutsView
	Twins    string // which of the ways to cut are one
	Quality  []qualityLine
}

// A cutsView is one way to cut with its values.
type cutsView struct {
	Dimension string
	Cuts      []cutView
	All       float64 // what they are held against
	Scale     scale   // that their intervals are drawn on
}

// A courseView is a course with the kinds of period one can choose.
type courseView struct {
	Kind   string
	Smooth bool // the noise of months is smoothed
	Kinds  []string
	Chart  template.HTML
	None   string // why there is no chart
	Rows   []courseRow
}

type courseRow struct {
	Period, Link string
	counted
}

// A cutView is one value of a dimension with its score.
type cutView struct {
	Name, Link string
	Level      int // of a path, the top is 0
	counted
	Down, Up []causeView
	Local    []localView // what is heard here more than elsewhere
	Standing string      // what of its distance from all others comes from who answered
}

// A causeView is a theme named as what pulls a cut down or up.
type causeView struct {
	Theme  *themes.ThemeRow
	Text   string // how hard
	Link   string // to the comments
	Hits   int    // how many they are
	Title  string // what Text means, with its interval
	Upward bool
	Alone  string // said of a cause that is not sure once the rest is held
}

func (s *server) overview(w http.ResponseWriter, r *request) (err error) {
	v := overviewView{Now: r.now(), All: r.scores[whole], Assumed: r.assumed[r.Lang], Course: r.courseOf(), Drivers: len(r.drivers) > 0 && !r.sieve.active()}
	if v.Bar = barOf(r, v.Now.ScoreRow); r.sieve.cutting() {
		v.Ever = r.ever()
	}
	if v.Answer, err = r.answer(r.periodKind()); err != nil {
		return err
	}
	if v.News, err = r.newsNow(); err != nil {
		return err
	}
	v.Down, v.Up = movers(r.pullsNow(), topThemes)
	if v.Drivers = v.Drivers && (r.lead == "" || len(v.Down)+len(v.Up) >= topThemes); !v.Drivers {
		v.Down, v.Up = ends(slices.DeleteFunc(slices.Clone(r.pullsNow()), func(p pull) bool { return int(p.Row.Scored.N) < s.conf.SmallGroup }), topThemes)
	}
	v.Alerts, v.Found = r.alertViews(onceEach(r.leadingAlerts()), alertsShown), r.alsoFound()
	v.Ended, v.NoNews = r.endedInWords(), r.noNews()
	v.Here, v.Local = r.localHere()
	if !r.sieve.active() {
		v.KPIs = urgent(r.kpiViews())
	}
	for _, dimension := range r.dimensionsNow() {
		if n := len(r.by(dimension)); n > 1 && n <= overviewValues {
			v.Cuts = append(v.Cuts, r.cutsBy(dimension))
		}
	}
	v.Twins = r.twinsOf(namesOf(v.Cuts)...)
	v.Quality = s.quality(r)
	return s.show(w, r, "overview", "web_overview", v)
}

// overviewValues is how many values a way to cut may have to stand on the front
// page: more are a page of their own.
const overviewValues = 8

// dimensionsNow are the ways to cut, those that the filters hold to one value last.
func (r *request) dimensionsNow() []string {
	names := r.dimensions()
	slices.SortStableFunc(names, func(a, b string) int {
		held := func(name string) int { return map[bool]int{true: 1}[r.sieve.values.Has(sieveName(name))] }
		return cmp.Compare(held(a), held(b))
	})
	return names
}

func barOf(r *request, row nps.ScoreRow) template.HTML {
	return classBar(r.Lang, int(row.Promoters.N), int(row.Passives.N), int(row.Detractors.N))
}

// ends are the themes that pull down and up the most, of pulls in their order.
func ends(pulls []pull, most int) (down, up []pull) {
	for i, p := range pulls {
		if p.Pull < 0 && len(down) < most {
			down = append(down, p)
		}
		if q := pulls[len(pulls)-1-i]; q.Pull > 0 && len(up) < most {
			up = append(up, q)
		}
	}
	return down, up
}

// movers are the themes that move the whole score the most, other things equal,
// beyond chance.
func movers(pulls []pull, most int) (down, up []pull) {
	var sure []pull
	for _, p := range pulls {
		if p.Driver.Q <= nps.Significant && !p.Driver.Restates && !reads0(p.Driver.CILow, p.Driver.CIHigh) {
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

// reads0 says whether an interval reads as one that holds 0, as it is rounded on the page.
func reads0(low, high float64) bool { return math.Round(low) <= 0 && math.Round(high) >= 0 }

// lastComplete are the last two complete periods of a kind that follow each other,
// for readers of those that are not withheld; "" where there are none.
func (r *request) lastComplete(kind string) (before, after string) {
	periods := r.periods(kind)
	for i := len(periods) - 1; i > 0; i-- {
		a, b := r.scores[cut{kind, periods[i-1], "all", ""}], r.scores[cut{kind, periods[i], "all", ""}]
		if a.Complete && b.Complete && (r.counts() || !a.Suppressed && !b.Suppressed) {
			return periods[i-1], periods[i]
		}
	}
	return "", ""
}

// tallyOf is the counts of a row, unless they are withheld or nothing is scored.
func tallyOf(r nps.CutRow) (nps.Tally, bool) {
	t := nps.Tally{Promoters: int(r.Promoters.N), Passives: int(r.Passives.N), Detractors: int(r.Detractors.N),
		Unscored: int(r.Responses.N - r.Scored.N)}
	return t, r.Scored.Known && r.Scored.N > 0
}

// courseOf is the course of the score by the kind of period asked for.
func (r *request) courseOf() courseView {
	v := courseView{Kind: r.periodKind(), Kinds: periodKinds[:]}
	var points []point
	for _, row := range r.course(v.Kind) {
		first, last := r.inDays(row.PeriodKind, row.Period)
		link := r.drill("from", first.String(), "to", last.String())
		v.Rows = append(v.Rows, courseRow{row.Period, link, row})
		p := pointOf(r.Lang.ShortPeriod(row.Period), link, row.ScoreRow)
		p.Partial, p.Hits = r.partial(&row.CutRow), row.Hits
		points = append(points, p)
	}
	if v.Smooth = v.Kind == "month" && r.URL.Query().Get("smooth") != ""; v.Smooth {
		for i := range points {
			points[i].Smooth = smoothAt(v.Rows, i)
		}
	}
	if len(points) < 2 {
		v.None = r.fewPeriods("web_no_days_course", "web_one_period_course", periodsOf(v.Rows))
	} else {
		v.Chart = both(func(width float64) template.HTML {
			return course(r.Lang, plot{Title: r.Lang.Text("web_course_title"), Points: points, Decimals: 1}, width)
		})
	}
	return v
}

// periodsOf are the periods of a course.
func periodsOf(rows []courseRow) (periods []string) {
	for _, row := range rows {
		periods = append(periods, row.Period)
	}
	return periods
}

// smoothOver is how many months a smoothed score is of: a quarter's worth.
const smoothOver = 3

// smoothAt is the score of all responses of a month and those before it; nil where
// one of them is not known, or nobody is scored.
func smoothAt(rows []courseRow, i int) *float64 {
	if i < smoothOver-1 {
		return nil
	}
	var sum nps.Tally
	for _, row := range rows[i-smoothOver+1 : i+1] {
		t, ok := tallyOf(row.CutRow)
		if !ok && !row.Responses.Known {
			return nil
		}
		sum.Promoters, sum.Passives, sum.Detractors = sum.Promoters+t.Promoters, sum.Passives+t.Passives, sum.Detractors+t.Detractors
	}
	if sum.Scored() == 0 {
		return nil
	}
	score := sum.NPS()
	return &score
}

// inDays are the days of a period that the filters let through.
func (r *request) inDays(kind, period string) (first, last models.Day) {
	first, last = bounds(kind, period)
	if f := r.sieve.where.Filter; f.First != models.NoDay {
		first = max(first, f.First)
	}
	if f := r.sieve.where.Filter; f.Last != models.NoDay {
		last = min(last, f.Last)
	}
	return first, last
}

// partial says how far the data cover a row's period; "" where wholly.
func (r *request) partial(row *nps.CutRow) string {
	if row.Complete {
		return ""
	}
	return r.Lang.Text("web_days_covered", int(row.DaysCovered.N), int(row.Days.N))
}

func pointOf(label, link string, row nps.ScoreRow) point {
	p := point{Label: label, Value: row.NPS, Low: row.CILow, High: row.CIHigh, N: int(row.Scored.N), Link: link}
	if p.Withheld = row.Suppressed; !row.Scored.Known {
		p.Value, p.Low, p.High = math.NaN(), math.NaN(), math.NaN()
	}
	return p
}

var periodKinds = [...]string{"month", "quarter", "year"}

// periodKind is the kind of period asked for: quarters by default, months where
// there are few, longer ones where their scores are.
func (r *request) periodKind() string {
	asked := r.URL.Query().Get("period")
	for _, kind := range periodKinds {
		if kind == asked {
			return kind
		}
	}
	kinds := periodKinds[:]
	if len(r.months) > 24 {
		kinds = kinds[1:]
	}
	for _, kind := range kinds[:len(kinds)-1] {
		if int(r.scores[whole].Scored.N) >= fewestAPeriod*len(r.periods(kind)) {
			return kind
		}
	}
	return kinds[len(kinds)-1]
}

// fewestAPeriod is how many scores a period should have on average: of 30 the 95 %
// interval of NPS is some 55 points wide, of fewer a course says nothing.
const fewestAPeriod = 30
