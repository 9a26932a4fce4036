package web

import (
	"maps"
	"net/url"
	"unicode/utf8"

	"stemme/cmd/stemme/web/frame"
	"stemme/models"
	"stemme/pipeline/messages"
	"stemme/pipeline/nps"
)

// A newsView is something that is said beyond its past.
type newsView struct {
	Text  string
	Link  string
	Hits  int
	Quote *hitView
}

// newsLast is for how many days something is new.
const newsLast = 365

// newsShown is how many findings the front page tells.
const newsShown = 4

// noNews says that nothing is new, of the days asked for, or that nobody has looked:
// the night looks within one value of one way to cut at most.
func (r *request) noNews() string {
	dimension, value, sought := r.onlyCut()
	switch top := nps.NewsUnit(value, maps.Values(r.figures.scores)); {
	case len(r.months) < 2:
		return r.fewPeriods("web_no_days_new", "web_one_month_new", r.months)
	case !sought:
		return r.Lang.Text("web_news_unsought")
	case dimension == nps.DimensionUnit && top != value:
		return r.Lang.Text("web_news_above", top)
	case r.sieve.dated():
		return r.Lang.Text("web_no_alerts_days")
	}
	none := r.Lang.Text("web_no_alerts")
	if dimension != nps.DimensionAll {
		none = r.Lang.Text("web_no_alerts_here")
	}
	for _, a := range r.leadingAlerts() {
		if _, told := r.alertInWords(&a); told && (dimension == nps.DimensionAll || a.Dimension == dimension && a.Value == value) {
			return none + " " + r.Lang.Text("web_last_alert", r.Lang.Period(a.Period))
		}
	}
	return none
}

// fewPeriods says why there is nothing to hold against anything: no response has a day, or
// all are of one period.
func (r *request) fewPeriods(none, one messages.Key, periods []string) string {
	if len(periods) == 0 {
		return r.withoutDays(none)
	}
	return r.Lang.Text(one, r.Lang.Period(periods[0]))
}

// withoutDays says why no period has figures: no response has a day, which none says, or all
// periods are withheld.
func (r *request) withoutDays(none messages.Key) string {
	if _, last := r.survey.Days(); last == models.NoDay {
		return r.Lang.Text(none)
	}
	return r.Lang.Text("web_told_no_course", r.smallGroup)
}

// news are the newest findings that the filters let through.
func (r *request) newsNow() ([]newsView, error) {
	dimension, value, ok := r.onlyCut()
	if !ok {
		return nil, nil
	}
	var views []newsView
	told := map[string]bool{}
	oldest := models.NoDay
	if _, last := r.survey.Days(); !r.sieve.dated() && last != models.NoDay {
		oldest = last - newsLast
	}
	for _, n := range r.figures.facts[cut{whole.kind, "", dimension, value}] {
		first, last := newsDays(n.PeriodKind, n.Period)
		if last < oldest {
			continue
		}
		f := r.sieve.where.Filter
		if told[n.Phrase] || len(views) == newsShown ||
			f.First != models.NoDay && last < f.First || f.Last != models.NoDay && first > f.Last {
			continue
		}
		told[n.Phrase] = true
		where := ""
		pairs := []string{"from", first.String(), "to", last.String()}
		if n.Dimension != "all" {
			where = r.Lang.Text("web_news_at", n.Value)
			pairs = append(pairs, sieveName(n.Dimension), n.Value)
		}
		when := r.days(first, last).text
		if n.PeriodKind == "day" {
			when = frame.DayText(r.Lang, first.Time())
		}
		v := newsView{Text: r.Lang.Text("web_news", n.Phrase, r.Lang.Count(n.Responses), r.Lang.Number(n.Expected, 1), when) + where}
		if err := r.newsComments(&v, n, pairs); err != nil {
			return nil, err
		}
		views = append(views, v)
	}
	return views, nil
}

// newsComments fills in the comments that say what is new, for those who may read
// them.
func (r *request) newsComments(v *newsView, n nps.NewsRow, pairs []string) error {
	if !r.counts() {
		return nil
	}
	link := r.drill(append(pairs, "q", `"`+n.Phrase+`"`)...)
	u, err := url.Parse(link)
	if err != nil {
		return err
	}
	q, err := r.asked(u.Query())
	if err != nil {
		return err
	}
	q.Size, q.Highlight = 1, true
	res, err := r.index.Search(r.Context(), q.Request)
	if err != nil || res.Total == 0 {
		return err
	}
	v.Link, v.Hits = link, res.Total
	best := res.Hits[0]
	quote := r.hit(best, false)
	if len(best.Fragments) > 0 && utf8.RuneCountInString(best.Comment) > longestQuote {
		quote.Cut, quote.Pieces = true, [][]span{spans(best.Comment, best.Fragments[0].Span, best.Fragments[0].Marks)}
	}
	v.Quote = &quote
	return nil
}

// newsDays are the days of a period that news are looked for in.
func newsDays(kind, period string) (first, last models.Day) {
	if kind == "month" {
		return bounds(kind, period)
	}
	day, err := models.ParseDay(period)
	if err != nil {
		return models.NoDay, models.NoDay
	}
	if kind == "week" {
		return day, day + 6
	}
	return day, day
}
