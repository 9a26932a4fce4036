package web

import (
	"cmp"
	"math"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"stemme/cmd/stemme/web/frame"
	"stemme/cmd/stemme/web/internal/survey"
	"stemme/index"
	"stemme/models"
	"stemme/pipeline/messages"
	"stemme/pipeline/nps"
	"stemme/pipeline/report"
	"stemme/pipeline/themes"
)

// An answerView says what happened to the score, how sure that is, and why.
type answerView struct {
	Period   string // that it is about, in words
	Sentence string
	Wrote    string // of which class another share wrote a comment than before
	Link     string // to the two periods side by side
	After    counted
	Down     bool
	Sure     []causeCard // parts of the change that are more than chance
	Unsure   []causeCard // that may be chance
	Larger   string      // parts that are larger than the causes and none of them, in words
	Before   string
}

// A stretch is days from first to last, by the name of their period if they are
// one.
type stretch struct {
	first, last  models.Day
	kind, period string
	text         string
}

// stretchOf is a period of a kind.
func (r *request) stretchOf(kind, period string) stretch {
	first, last := bounds(kind, period)
	return stretch{first, last, kind, period, r.Lang.Period(period)}
}

// days is the stretch from first to last.
func (r *request) days(first, last models.Day) stretch {
	for _, kind := range [...]string{"year", "quarter", "month"} {
		name := nps.PeriodName(kind, first)
		if a, b := bounds(kind, name); a == first && b == last {
			return r.stretchOf(kind, name)
		}
	}
	return stretch{first: first, last: last, text: frame.DayText(r.Lang, first.Time()) + " – " + frame.DayText(r.Lang, last.Time())}
}

// before is the stretch before one: the period before a period, else as many days.
func (r *request) before(s stretch) stretch {
	if s.kind == "" {
		return r.days(s.first-(s.last-s.first)-1, s.first-1)
	}
	return r.stretchOf(s.kind, nps.PeriodName(s.kind, s.first-1))
}

// lately are the last two stretches to compare: the last two whole periods of a
// kind, or the days that are asked for and those before them.
func (r *request) lately(kind string) (before, after stretch, ok bool) {
	if !r.sieve.dated() {
		a, b := r.lastComplete(kind)
		if b == "" {
			return before, after, false
		}
		return r.stretchOf(kind, a), r.stretchOf(kind, b), true
	}
	first, last := r.survey.Days()
	if first == models.NoDay {
		return before, after, false
	}
	if f := r.sieve.where.Filter; f.First != models.NoDay {
		first = f.First
	}
	if f := r.sieve.where.Filter; f.Last != models.NoDay {
		last = f.Last
	}
	if last < first {
		return before, after, false
	}
	after = r.days(first, last)
	return r.before(after), after, true
}

// periodAskedFor is the period whose days are asked for, and the one before it; false where
// no days are, or those of no period.
func (r *request) periodAskedFor() (before, after stretch, ok bool) {
	if !r.sieve.dated() {
		return before, after, false
	}
	before, after, ok = r.lately("")
	return before, after, ok && after.kind != ""
}

// during is the filters with other days.
func (r *request) during(s stretch) survey.Where {
	where := r.sieve.where
	where.First, where.Last = s.first, s.last
	return where
}

// within is what an analyst's filters let through of a stretch, whatever their days.
func (r *request) within(s stretch) *survey.Selection {
	return remember(r, "within "+s.first.String()+" "+s.last.String(), func() *survey.Selection {
		return r.whenever().Between(s.first, s.last)
	})
}

// whenever is what an analyst's filters let through, whatever their days.
func (r *request) whenever() *survey.Selection {
	return remember(r, "whenever", func() *survey.Selection {
		where := r.sieve.where
		where.First, where.Last = models.NoDay, models.NoDay
		return r.survey.Select(where)
	})
}

// ever is the score of what the filters let through, whatever their days.
func (r *request) ever() counted {
	switch {
	case !r.sieve.dated():
		return r.now()
	case r.counts():
		return r.countedOf(nps.CutKey{PeriodKind: "all", Dimension: "all"}, r.whenever().All())
	}
	return r.measuredRow(cut{"all", "", r.sieve.cut.dimension, r.sieve.cut.value})
}

// at is a reader's cut in a stretch.
func (r *request) at(s stretch) cut {
	return cut{s.kind, s.period, r.sieve.cut.dimension, r.sieve.cut.value}
}

// scoreIn is the score in a stretch.
func (r *request) scoreIn(s stretch) counted {
	if !r.counts() {
		return r.measuredRow(r.at(s))
	}
	sel := r.within(s)
	return r.countedOf(nps.CutKey{PeriodKind: cmp.Or(s.kind, "all"), Period: s.period, Dimension: "all"}, sel.All())
}

// answer says what happened last; nil where there is nothing to compare.
func (r *request) answer(kind string) (*answerView, error) {
	before, after, ok := r.lately(kind)
	if !ok {
		return nil, nil
	}
	v := &answerView{Period: after.text, Before: before.text, After: r.scoreIn(after)}
	from := r.scoreIn(before)
	d, known := differenceOf(from.CutRow, v.After.CutRow)
	if !known {
		return nil, nil
	}
	v.Down = d.Points < 0
	v.Sentence = r.moved(from.NPS, v.After.NPS, d, before, after)
	if after.kind != "" {
		v.Link = address("/udvikling", url.Values{"period": {after.kind}, "before": {before.period}, "after": {after.period}})
	}
	measured := r.measuredParts(before, after)
	parts := r.partsOf(measured, before, after)
	if len(measured) > 0 {
		rows := changeRows(measured)
		v.Sentence, v.Wrote = report.Moved(r.Lang, rows), report.Wrote(r.Lang, rows)
		v.Sentence = strings.Join(messages.Known(v.Sentence, report.Season(r.Lang, rows, r.wholeOf(after.kind))), " ")
	}
	parts = r.ofDirection(parts, v.Down)
	ready := slices.DeleteFunc(slices.Clone(parts), func(p survey.Part) bool { return r.byID[p.Theme].State != models.Ready })
	v.Larger = r.larger(ready, parts, measured, v.Down)
	return v, r.causeCards(v, ready, before, after)
}

// wholeOf finds the row of all responses in a period of a kind, as the tables show it.
func (r *request) wholeOf(kind string) func(period string) *nps.CutRow {
	return func(period string) *nps.CutRow {
		if row, ok := r.scores[cut{kind: kind, period: period, dimension: nps.DimensionAll}]; ok && period != "" {
			return &row
		}
		return nil
	}
}

// moved says how far the score moved, where the night has not taken it apart.
func (r *request) moved(from, to float64, d nps.Difference, before, after stretch) string {
	key := messages.Key("lead_up")
	switch {
	case d.Points < 0:
		key = "lead_down"
	case d.Points == 0:
		key = "lead_same"
	}
	text := r.Lang.Text(key, r.Lang.Number(math.Abs(d.Points), 1), before.text, after.text, r.Lang.Number(from, 1), r.Lang.Number(to, 1))
	return text + report.MoveDoubt(r.Lang, d.Points, d.Low, d.High) + "."
}

// measuredParts are the parts of the change between two periods; none of other stretches,
// or where they may not be told.
func (r *request) measuredParts(before, after stretch) []changePart {
	if after.kind == "" {
		return nil
	}
	return r.changeParts(after.kind, before.period, after.period)
}

// onlyCut is the one cut that the filters, but for days, come to; false where they
// are several.
func (r *request) onlyCut() (dimension, value string, ok bool) {
	dimension = "all"
	for name, values := range r.sieve.values {
		switch {
		case name == "from" || name == "to":
		case dimension != "all" || len(values) != 1 || name == "class" || name == "theme":
			return "", "", false
		default:
			dimension, value = columnName(name), values[0]
		}
	}
	if value == survey.Unknown {
		value = ""
	}
	return dimension, value, true
}

// A quote is looked for among so many comments, and shown whole up to so many
// characters. Chosen by eye: three of them stand side by side.
const (
	quotesTried  = 12
	longestQuote = 220
)

// quote is a comment that says what the theme is about: of those of the class that
// match its words best, the first that is short, or else the clause of the first; those that hold a
// word of its name come before all others.
func (r *request) quote(where survey.Where, theme string, class models.Class) (*hitView, error) {
	filter, words := where.Filter, orWords(r.byID[theme].Words)
	filter.Classes = []models.Class{class}
	if len(filter.Themes) == 0 {
		filter.Themes = []string{theme}
	} else {
		words = r.themeWords(theme)
	}
	res, err := r.index.Search(r.Context(), index.Request{Query: words, Filter: r.searched(filter), Size: quotesTried})
	if err != nil || len(res.Hits) == 0 {
		return nil, err
	}
	calls := themes.Calls(r.byID[theme].Name)
	v := r.quoted(bestQuote(res.Hits, calls), theme)
	return &v, nil
}

// bestQuote is the first of hits that a name calls, or else of all, that is short, or else that is not.
func bestQuote(hits []index.Hit, calls func(comment string) bool) index.Hit {
	called := slices.DeleteFunc(slices.Clone(hits), func(h index.Hit) bool { return !calls(h.Comment) })
	if len(called) == 0 {
		called = hits
	}
	short := slices.IndexFunc(called, func(h index.Hit) bool { return utf8.RuneCountInString(h.Comment) <= longestQuote })
	return called[max(0, short)]
}

// quoted is a hit with the clauses of a theme marked; of a long comment the first
// of them alone.
func (r *request) quoted(h index.Hit, theme string) hitView {
	marks := r.marksOf(h, theme)
	h.Marks = marks
	v := r.hit(h, false)
	v.Pieces = [][]span{underlined(v.Pieces[0])}
	if utf8.RuneCountInString(h.Comment) > longestQuote && len(marks) > 0 {
		v.Cut, v.Pieces = true, [][]span{underlined(spans(h.Comment, marks[0], marks[:1]))}
	}
	return v
}

// underlined marks what a theme is about, not what was searched for.
func underlined(pieces []span) []span {
	for i := range pieces {
		if pieces[i].Mark {
			pieces[i].Class = "theme"
		}
	}
	return pieces
}

// underlinedAll is underlined of every piece.
func underlinedAll(pieces [][]span) [][]span {
	for _, of := range pieces {
		underlined(of)
	}
	return pieces
}

// marksOf are the clauses of a comment that speak of a theme, in order, apart.
func (r *request) marksOf(h index.Hit, theme string) []index.Span {
	row, ok := r.survey.Row(h.Key)
	if !ok {
		return nil
	}
	var marks []index.Span
	for _, c := range r.survey.Clauses(row) {
		of := r.survey.ThemeOf(c)
		if of.ID != theme && of.Parent != theme {
			continue
		}
		at := characters(h.Comment, c.Start, c.End)
		if n := len(marks); n == 0 || at.Start >= marks[n-1].End {
			marks = append(marks, at)
		}
	}
	return marks
}

// characters turns places counted in characters, as tables count, into bytes.
func characters(text string, start, end int32) index.Span {
	span, character := index.Span{Start: len(text), End: len(text)}, int32(0)
	for i := range text {
		if character == start {
			span.Start = i
		}
		if character == end {
			span.End = i
			break
		}
		character++
	}
	return span
}

// searched is a filter as the search takes it: a top theme is those under it.
func (r *request) searched(f index.Filter) index.Filter {
	var ids []string
	for _, id := range f.Themes {
		if id == survey.Unknown {
			id = models.NoTheme
		}
		if !r.tops[id] || id == models.NoTheme {
			ids = append(ids, id)
			continue
		}
		for i := range r.figures.themes {
			if t := &r.figures.themes[i]; t.ParentID == id {
				ids = append(ids, t.ThemeID)
			}
		}
	}
	f.Themes = ids
	if kinds := r.URL.Query()[survey.Kind]; len(kinds) > 0 {
		sources := r.survey.Select(survey.Where{Filter: index.Filter{First: models.NoDay, Last: models.NoDay}, Kinds: kinds}).By(survey.Source)
		f.Sources = []string{"\x00"} // none, unless a source is of the kind
		for _, s := range sources {
			f.Sources = append(f.Sources, s.Name)
		}
	}
	return f
}
