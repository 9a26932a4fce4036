package web

import (
	"errors"
	"html/template"
	"maps"
	"math"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"stemme/index"
	"stemme/models"
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

// segmentPrefix begins the name of a filter by one of the survey's own segments.
const segmentPrefix = "segment:"

// filterNames are the filters of the search page, in their order: the name in
// the address, which is also that of the facet.
func (f *figures) filterNames() []string {
	names := []string{"class", "theme", "touchpoint", "stage", "unit"}
	for _, d := range f.dimensions() {
		if !slices.Contains(names, d) {
			names = append(names, segmentPrefix+d)
		}
	}
	return append(names, "language")
}

// filterName is the filter by a way to cut.
func filterName(dimension string) string {
	if dimension == "touchpoint" || dimension == "stage" || dimension == "unit" {
		return dimension
	}
	return segmentPrefix + dimension
}

// A query is what was asked for in the address.
type query struct {
	index.Request
	values url.Values
}

// parseQuery reads the address. Faults are messages.
func parseQuery(values url.Values, smallGroup int) (query, error) {
	q := query{values: values, Request: index.Request{
		Query: strings.TrimSpace(values.Get("q")), Size: hitsShown, After: values.Get("after"),
		Highlight: true, MinGroup: smallGroup, Rising: values.Get("order") == "rising",
		Filter: index.Filter{Themes: values["theme"], Touchpoints: values["touchpoint"], Stages: values["stage"], Units: values["unit"],
			First: models.NoDay, Last: models.NoDay},
	}}
	for _, name := range slices.Sorted(maps.Keys(values)) {
		if segment, ok := strings.CutPrefix(name, segmentPrefix); ok && values.Get(name) != "" {
			q.Filter.Segments = append(q.Filter.Segments, models.Segment{Name: segment, Value: values.Get(name)})
		}
	}
	for _, code := range values["language"] {
		q.Filter.Languages = append(q.Filter.Languages, models.Language(code))
	}
	switch values.Get("sort") {
	case "":
		if q.Query == "" { // nothing to be relevant to
			q.Sort = index.ByDate
		}
	case "date":
		q.Sort = index.ByDate
	case "score":
		q.Sort = index.ByScore
	}
	for _, name := range values["class"] {
		class, ok := models.ParseClass(name)
		if !ok {
			return q, errBadInput
		}
		q.Filter.Classes = append(q.Filter.Classes, class)
	}
	for _, bound := range []struct {
		text string
		day  *models.Day
	}{{values.Get("from"), &q.Filter.First}, {values.Get("to"), &q.Filter.Last}} {
		if bound.text == "" {
			continue
		}
		day, err := models.ParseDay(bound.text)
		if err != nil {
			return q, messages.Errorf("web_bad_day", bound.text)
		}
		*bound.day = day
	}
	if n, err := strconv.Atoi(values.Get("size")); err == nil && n > 0 {
		q.Size = min(n, mostShown)
	}
	return q, nil
}

// link is the address of the query with some parameters changed; "" takes one
// away.
func (q *query) link(path string, pairs ...string) string {
	values := url.Values{}
	for key, all := range q.values {
		for _, v := range all {
			if v != "" && key != "lang" {
				values.Add(key, v)
			}
		}
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		values.Del(pairs[i])
		if pairs[i+1] != "" {
			values.Set(pairs[i], pairs[i+1])
		}
	}
	if len(values) == 0 {
		return path
	}
	return path + "?" + values.Encode()
}

// narrow says whether anything was asked for at all.
func (q *query) narrow() bool {
	f := q.Filter
	return q.Query != "" || len(f.Classes)+len(f.Themes)+len(f.Touchpoints)+len(f.Stages)+len(f.Units)+len(f.Segments)+len(f.Languages) > 0 ||
		f.First != models.NoDay || f.Last != models.NoDay
}

// A searchView is the search page.
type searchView struct {
	Query, From, To string
	Sort            string
	Fault           string // what is wrong with the query
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
	More            string
	CSV, Parquet    string
	Clear           string // the page without filters, "" when there are none
}

type wordView struct {
	Text, Link  string
	Share, Rest float64
}

// A filterView is one filter with its values.
type filterView struct {
	Name   string // parameter
	Title  string
	Single bool // one value at most
	Values []filterValue
	Rest   []filterValue // behind "more"
}

type filterValue struct {
	Value, Text string
	Count       int
	On          bool
}

// A hitView is one comment as it is shown.
type hitView struct {
	Key        models.Key
	Class      models.Class
	Score      string
	Day        models.Day
	Touchpoint string
	Unit       string
	Language   models.Language
	Themes     []themeRef
	Title      []span
	Pieces     [][]span
	Cut        bool // not the whole comment
	Similar    string
}

type themeRef struct{ Name, Link string }

// A span is a stretch of text, marked where it was found.
type span struct {
	Text string
	Mark bool
}

func (s *server) search(w http.ResponseWriter, r *request) error {
	q, err := parseQuery(r.URL.Query(), s.cfg.SmallGroup)
	if err != nil {
		return err
	}
	v := searchView{Query: q.Query, From: q.values.Get("from"), To: q.values.Get("to"), Sort: [...]string{index.ByRelevance: "relevance", index.ByDate: "date", index.ByScore: "score"}[q.Sort], Whole: r.scores[whole].NPS}
	switch err := s.find(r, &q, &v); {
	case err == nil:
	case queryFault(err) != nil:
		v.Fault = s.explain(r.lang, queryFault(err))
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
	return lang.Text(messages.Key("query_"+string(fault.Reason)), fault.Pos, fault.Arg)
}

// find answers the query and fills in v.
func (s *server) find(r *request, q *query, v *searchView) error {
	q.Facets = append(r.filterNames()[1:], "month")
	res, err := r.index.Search(r.Context(), q.Request)
	if err != nil {
		return err
	}
	v.Total = res.Total
	v.Tally = nps.Tally{Promoters: res.Classes.Promoters, Passives: res.Classes.Passives, Detractors: res.Classes.Detractors,
		Unscored: res.Classes.Unscored}
	v.Withheld = v.Tally.Scored() < s.cfg.SmallGroup
	v.OneClass = len(q.Filter.Classes) > 0
	v.NPS = v.Tally.NPS()
	v.Low, v.High = v.Tally.Interval(1)
	v.Bar = classBar(r.lang, v.Tally.Promoters, v.Tally.Passives, v.Tally.Detractors)
	for _, h := range res.Hits {
		v.Hits = append(v.Hits, r.hit(h, true))
	}
	if n := len(res.Hits); n == q.Size && n < res.Total {
		v.More = q.link("/soeg", "after", res.Hits[n-1].Cursor)
	}
	v.CSV, v.Parquet = q.link("/eksport/soegning.csv", "after", ""), q.link("/eksport/soegning.parquet", "after", "")
	if q.After != "" {
		return nil // only the next hits are shown
	}
	if q.narrow() {
		v.Clear = "/soeg"
	}
	if err := s.filters(r, q, res.Facets, res.Classes, v); err != nil {
		return err
	}
	v.Course = monthsOf(r, res.Facets)
	return s.telling(r, q, v)
}

// filters lists the values of each filter with their counts. A filter in use is
// counted as if it were not, so that one can see what adding a value would do.
func (s *server) filters(r *request, q *query, facets []index.Facet, found index.Classes, v *searchView) error {
	for _, name := range r.filterNames() {
		facet, classes := facetOf(facets, name), found
		on := q.values[name]
		if len(on) > 0 {
			wider := q.Request
			wider.Filter = without(wider.Filter, name)
			wider.Size, wider.After, wider.Highlight, wider.Facets = 0, "", false, []string{name}
			res, err := r.index.Search(r.Context(), wider)
			if err != nil {
				return err
			}
			facet, classes = facetOf(res.Facets, name), res.Classes
		}
		if name == "class" {
			facet = classFacet(classes)
		}
		segment, single := strings.CutPrefix(name, segmentPrefix)
		f := filterView{Name: name, Title: dimensionName(r.lang, segment), Single: single}
		for _, value := range facet.Values {
			one := filterValue{value.Value, r.valueText(name, value.Value), value.Total(), slices.Contains(on, value.Value)}
			if name == "theme" && value.Value != "" && r.byID[value.Value] == nil {
				continue
			}
			if len(f.Values) < valuesShown || one.On || single {
				f.Values = append(f.Values, one)
			} else {
				f.Rest = append(f.Rest, one)
			}
		}
		for _, value := range on {
			if value != "" && !slices.ContainsFunc(f.Values, func(one filterValue) bool { return one.Value == value }) {
				f.Values = append(f.Values, filterValue{value, r.valueText(name, value), 0, true})
			}
		}
		if len(f.Values) > 1 || len(on) > 0 && len(f.Values) > 0 {
			v.Filters = append(v.Filters, f)
		}
	}
	return nil
}

// classFacet lists the classes, which are what is counted, not groups that could
// be too small to be told.
func classFacet(c index.Classes) index.Facet {
	f := index.Facet{Name: "class"}
	for i, class := range []index.Classes{{Promoters: c.Promoters}, {Passives: c.Passives}, {Detractors: c.Detractors}} {
		f.Values = append(f.Values, index.FacetValue{Value: models.Classes[i].String(), Classes: class})
	}
	return f
}

func facetOf(facets []index.Facet, name string) index.Facet {
	for _, f := range facets {
		if f.Name == name {
			return f
		}
	}
	return index.Facet{Name: name}
}

// without is f with one filter taken away.
func without(f index.Filter, name string) index.Filter {
	switch name {
	case "class":
		f.Classes = nil
	case "theme":
		f.Themes = nil
	case "touchpoint":
		f.Touchpoints = nil
	case "unit":
		f.Units = nil
	case "stage":
		f.Stages = nil
	case "language":
		f.Languages = nil
	}
	if segment, ok := strings.CutPrefix(name, segmentPrefix); ok {
		f.Segments = slices.DeleteFunc(slices.Clone(f.Segments), func(s models.Segment) bool { return s.Name == segment })
	}
	return f
}

// valueText is a filter's value in words.
func (r *request) valueText(name, value string) string {
	switch {
	case name == "theme" && value == models.NoTheme:
		return r.lang.Text("no_theme")
	case name == "theme" && r.byID[value] != nil:
		return r.byID[value].Name
	case name == "class":
		class, _ := models.ParseClass(value)
		return className(r.lang, class)
	case name == "language" && value != "":
		return r.lang.Text(messages.Key("web_lang_" + value))
	case name == "unit" && value != "":
		return strings.ReplaceAll(value, "/", " › ")
	case value == "":
		return r.lang.Text("unknown")
	}
	return value
}

// monthsOf draws how many of the found comments each month has; the months with
// too few to be told are left empty.
func monthsOf(r *request, facets []index.Facet) template.HTML {
	counts := map[string]int{}
	for _, value := range facetOf(facets, "month").Values {
		counts[value.Value] = value.Total()
	}
	var points []point
	told := 0
	for _, month := range r.months {
		p := point{Label: month, Value: math.NaN(), Low: math.NaN(), High: math.NaN(), N: counts[month]}
		if p.N > 0 { // none, or too few to be told
			p.Value = float64(p.N)
			told++
		}
		points = append(points, p)
	}
	if told < 2 {
		return ""
	}
	return course(r.lang, r.lang.Text("web_found_course"), points, true, wide, 0)
}

// telling lists the words that set what was found apart from the rest.
func (s *server) telling(r *request, q *query, v *searchView) error {
	if !q.narrow() || v.Total < s.cfg.SmallGroup || v.Total >= r.index.Documents() {
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

// quoted is a word as the query language takes it.
func quoted(word string) string {
	if strings.ContainsFunc(word, func(r rune) bool { return !('a' <= r && r <= 'z' || r >= 0x80) }) {
		return `"` + strings.ReplaceAll(word, `"`, " ") + `"`
	}
	return word
}

// orWords is a query for any of the words.
func orWords(words []string) string {
	parts := make([]string, 0, len(words))
	for _, w := range words {
		parts = append(parts, `"`+strings.ReplaceAll(w, `"`, " ")+`"`)
	}
	return strings.Join(parts, " OR ")
}

// themeQuery finds the comments of a theme in the query language.
func themeQuery(id string) string { return `theme:"` + strings.ReplaceAll(id, `"`, "") + `"` }

// hit is a found comment as it is shown: whole, or, where it is long and only
// pieces are wanted, the pieces around what was found.
func (r *request) hit(h index.Hit, pieces bool) hitView {
	v := hitView{Key: h.Key, Class: h.Class, Score: h.Score.String(), Day: h.Day, Touchpoint: h.Touchpoint, Unit: h.Unit,
		Language: h.Language, Similar: "/lignende?key=" + url.QueryEscape(h.Key.String())}
	for _, id := range h.Themes {
		if t := r.byID[id]; t != nil && t.State != models.Hidden {
			v.Themes = append(v.Themes, themeRef{t.Name, themeLink(id)})
		}
	}
	v.Title = spans(h.Title, index.Span{Start: 0, End: len(h.Title)}, h.TitleMarks)
	all := index.Span{Start: 0, End: len(h.Comment)}
	if !pieces || utf8.RuneCountInString(h.Comment) <= longComment || len(h.Fragments) == 0 {
		v.Pieces = [][]span{spans(h.Comment, all, h.Marks)}
		return v
	}
	v.Cut = true
	for _, f := range h.Fragments {
		v.Pieces = append(v.Pieces, spans(h.Comment, f.Span, f.Marks))
	}
	return v
}

// spans cuts a stretch of text where the marks begin and end.
func spans(text string, of index.Span, marks []index.Span) []span {
	var all []span
	at := of.Start
	for _, m := range marks {
		if m.Start < at || m.End > of.End {
			continue
		}
		if m.Start > at {
			all = append(all, span{visible(text[at:m.Start]), false})
		}
		all = append(all, span{visible(text[m.Start:m.End]), true})
		at = m.End
	}
	if at < of.End {
		all = append(all, span{visible(text[at:of.End]), false})
	}
	return all
}

// visible is text without what would steer a page: control characters, and
// those that turn the direction of writing around.
func visible(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case r < ' ' || r >= 0x7f && r < 0xa0, r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069, r == 0x200e, r == 0x200f:
			return -1
		}
		return r
	}, text)
}
