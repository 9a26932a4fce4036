package web

import (
	"errors"
	"html/template"
	"math"
	"net/http"
	"net/url"
	"strings"

	"stemme/index"
	"stemme/pipeline/messages"
	"stemme/pipeline/nps"
)

// Bounds of a page of hits.
const (
	hitsShown   = 20
	mostShown   = 200
	longComment = 700 // characters; of longer ones the pieces around what was found are shown
	wordsShown  = 12
	valuesShown = 12 // of a filter, before "more"
)

// A searchView is the search page.
type searchView struct {
	Query, From, To string
	Sort            string
	Fault           string // what is wrong with the query
	Instead         *hint  // the query that was probably meant
	Total           int
	Tally           nps.Tally
	NPS, Low, High  float64
	Withheld        bool // too few for a score
	OneClass        bool // classes were chosen, so that a score would say nothing
	Whole           float64
	Bar             template.HTML
	Course          template.HTML
	Words           []wordView
	Filters         []filterView
	Hits            []hitView
	Near            []hitView // hold all words but one
	Misses          []hint    // values and words asked for that no comment has, with what was meant
	Read            []hint    // words that are read as others, with the way to insist
	More            string
	CSV, Parquet    string
	Columns         []columnView
	Save            string        // the way to save the search
	Clear           string        // the page without filters, "" when there are none
	Behind          []chipView    // figures of lenses that the comments are behind
	Keep            []qualityLine // what goes along that is no filter
}

type wordView struct {
	Text, Link  string
	Share, Rest float64
}

func (s *server) search(w http.ResponseWriter, r *request) error {
	q, err := r.asked(r.URL.Query())
	if err != nil {
		return err
	}
	v := searchView{Query: q.Query, From: q.values.Get("from"), To: q.values.Get("to"), Sort: q.values.Get("sort"), Whole: r.scores[whole].NPS}
	switch err := s.find(r, &q, &v); {
	case err == nil:
	case queryFault(err) != nil:
		v.Fault, v.Instead = s.explain(r.Lang, queryFault(err)), r.meantInstead(&q, queryFault(err))
	default:
		return err
	}
	page := "search"
	if r.Header.Get("HX-Request") == "true" && r.Header.Get("HX-History-Restore-Request") != "true" {
		page = "search#found"
		if q.After != "" {
			page = "search#hits"
		}
	}
	return s.show(w, r, page, "web_search", v)
}

// queryFault is what is wrong with the query, nil for another error.
func queryFault(err error) *index.QueryError {
	var fault *index.QueryError
	errors.As(err, &fault)
	return fault
}

// explain says what is wrong with a query.
func (s *server) explain(lang messages.Lang, fault *index.QueryError) string {
	return lang.Text(messages.Key("query_"+string(fault.Reason)), fault.Args()...)
}

// find answers the query and fills in v.
func (s *server) find(r *request, q *query, v *searchView) error {
	q.Facets = append(r.filterNames()[1:], "month")
	r.behind(q, v)
	res, err := r.index.Search(r.Context(), q.Request)
	if err != nil {
		return err
	}
	v.Total = res.Total
	v.Tally = nps.Tally{Promoters: res.Classes.Promoters, Passives: res.Classes.Passives, Detractors: res.Classes.Detractors,
		Unscored: res.Classes.Unscored}
	v.Withheld = v.Tally.Scored() == 0
	v.OneClass = len(q.Filter.Classes) > 0
	v.NPS = v.Tally.NPS()
	v.Low, v.High = v.Tally.Interval(1)
	v.Bar = classBar(r.Lang, v.Tally.Promoters, v.Tally.Passives, v.Tally.Detractors)
	for _, h := range res.Hits {
		if q.Query == "" && len(q.values["theme"]) == 1 {
			h.Marks = r.marksOf(h, q.values.Get("theme"))
		}
		shown := r.hit(h, true)
		if q.Query == "" {
			shown.Pieces = underlinedAll(shown.Pieces)
		}
		r.onlyChosen(&shown, q.values[colParam])
		v.Hits = append(v.Hits, shown)
	}
	r.hints(q, &res, v)
	for _, h := range res.Near {
		v.Near = append(v.Near, r.hit(h, true))
	}
	if n := len(res.Hits); n == q.Size && n < res.Total {
		v.More = q.link("/soeg", "after", res.Hits[n-1].Cursor)
	}
	v.CSV, v.Parquet = q.link("/eksport/soegning.csv", "after", ""), q.link("/eksport/soegning.parquet", "after", "")
	v.Columns, v.Save = r.columnViews(q.values[colParam]), "/visninger?of="+url.QueryEscape(q.link("/soeg", "after", ""))
	if q.After != "" {
		return nil // only the next hits are shown
	}
	if q.narrow() {
		v.Clear = "/soeg" // and nothing more
	}
	if err := s.filters(r, q, res.Facets, res.Classes, v); err != nil {
		return err
	}
	v.Course = monthsOf(r, q, res.Facets)
	return s.telling(r, q, v)
}

// monthsOf draws how many of the found comments each month has; the months with
// too few to be told are left empty.
func monthsOf(r *request, q *query, facets []index.Facet) template.HTML {
	counts := map[string]int{}
	for _, value := range facetOf(facets, "month").Values {
		counts[value.Value] = value.Total()
	}
	var points []point
	told := 0
	for _, month := range r.months {
		first, last := r.inDays("month", month)
		if last < first { // outside the days asked for
			continue
		}
		p := point{Label: r.Lang.ShortPeriod(month), Value: math.NaN(), Low: math.NaN(), High: math.NaN(), N: counts[month], Hits: counts[month],
			Link: q.link("/soeg", "from", first.String(), "to", last.String(), "after", ""), From: first.String(), To: last.String()}
		if p.N > 0 { // none, or too few to be told
			p.Value = float64(p.N)
			told++
		}
		points = append(points, p)
	}
	if told < 2 {
		return ""
	}
	return both(func(width float64) template.HTML {
		return course(r.Lang, plot{Title: r.Lang.Text("web_found_course"), Points: points, Columns: true}, width)
	})
}

// telling lists the words that set what was found apart from the rest.
func (s *server) telling(r *request, q *query, v *searchView) error {
	if !q.narrow() || v.Total < s.conf.SmallGroup || v.Total >= r.index.Documents() {
		return nil
	}
	terms, err := r.index.Significant(r.Context(), q.Request, wordsShown)
	if err != nil {
		return err
	}
	for _, t := range terms {
		v.Words = append(v.Words, wordView{t.Written, q.link("/soeg", "q", strings.TrimSpace(q.Query+" "+quoted(t.Written)), "after", ""), t.Share, t.Rest})
	}
	return nil
}
