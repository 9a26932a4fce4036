package web

import (
	"cmp"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"stemme/cmd/stemme/web/internal/survey"
	"stemme/index"
	"stemme/models"
	"stemme/pipeline/nps"
)

// A sieve is what the address narrows every figure of a page to. It goes along
// from page to page.
//
// An analyst's figures are counted from the columns of the responses, all of them, and
// so are a leader's of the own unit.
// A reader's are those that the night has measured and has found safe to show:
// of one whole period and one value of one way to cut at most, since freely chosen
// groups would give single customers away by subtraction.
type sieve struct {
	where  survey.Where
	values url.Values // the filters alone, without a way to say the same twice
	sel    *survey.Selection

	memo map[string]any // figures that have been worked out: see remember

	cut  cut  // a reader's: the cut that the tables measure
	told bool // the tables measure it
}

// anything is the value of a filter that lets everything through.
const anything = "*"

// The filters that are no column of the responses.
var looseFilters = []string{"from", "to", "class", "theme"}

// sieveNames are the parameters that narrow figures.
func (p *published) sieveNames() []string {
	names := slices.Clone(looseFilters)
	for _, c := range p.survey.Columns() {
		names = append(names, sieveName(c.Name))
	}
	return names
}

// sieveName is the parameter that narrows by a column.
func sieveName(column string) string {
	switch column {
	case survey.Touchpoint, survey.Stage, survey.Unit, survey.Language, survey.Source, survey.Kind:
		return column
	}
	return segmentPrefix + column
}

// columnName is the column that a parameter narrows by.
func columnName(param string) string { return strings.TrimPrefix(param, segmentPrefix) }

// narrow reads filters, such as those of the address.
func (r *request) narrow(asked url.Values) error {
	values := url.Values{}
	for _, name := range r.sieveNames() {
		for _, v := range asked[name] {
			if v == "" && unknownCounts[name] {
				v = survey.Unknown
			}
			if v != anything && v != "" && !slices.Contains(values[name], v) {
				values.Add(name, v)
			}
		}
	}
	filter, err := parseFilter(values)
	if err != nil {
		return err
	}
	r.sieve = sieve{memo: map[string]any{}, where: survey.Where{Filter: filter, Kinds: values[survey.Kind]}, values: values}
	r.sieve.where.Themes = slices.Clone(filter.Themes)
	for i, id := range r.sieve.where.Themes {
		if id == survey.Unknown {
			r.sieve.where.Themes[i] = models.NoTheme
		}
	}
	if r.countable() {
		r.sieve.sel = r.survey.Select(r.sieve.where)
		return nil
	}
	r.sieve.cut, r.sieve.told = r.measured()
	return nil
}

// measured is the cut of the night's tables that a reader's filters come to; false
// where there is none.
func (r *request) measured() (cut, bool) {
	c := whole
	for name, values := range r.sieve.values {
		switch {
		case name == "from" || name == "to":
			continue
		case len(values) > 1 || c.dimension != "all" || name == "class" || name == "theme" || name == survey.Language || name == survey.Kind:
			return whole, false // whatever the order of the filters
		}
		c.dimension, c.value = columnName(name), values[0]
		if c.value == survey.Unknown {
			c.value = ""
		}
	}
	f := r.sieve.where.Filter
	if f.First == models.NoDay && f.Last == models.NoDay {
		_, known := r.scores[c]
		return c, known
	}
	for _, kind := range periodKinds {
		if name := nps.PeriodName(kind, f.First); f.First != models.NoDay {
			if first, last := bounds(kind, name); first == f.First && last == f.Last {
				c.kind, c.period = kind, name
			}
		}
	}
	_, known := r.scores[c]
	return c, known && c.kind != "all"
}

// active says whether anything is narrowed.
func (s *sieve) active() bool { return len(s.values) > 0 }

// dated says whether the days are narrowed.
func (s *sieve) dated() bool { return s.values.Has("from") || s.values.Has("to") }

// cutting says whether more than the days is narrowed.
func (s *sieve) cutting() bool {
	for name := range s.values {
		if name != "from" && name != "to" {
			return true
		}
	}
	return false
}

// during is the filters with the days of a stretch.
func (s *sieve) during(of stretch) sieve {
	in := *s
	in.values, in.memo = maps.Clone(s.values), map[string]any{}
	in.values["from"], in.values["to"] = []string{of.first.String()}, []string{of.last.String()}
	in.where.First, in.where.Last = of.first, of.last
	in.cut.kind, in.cut.period = of.kind, of.period
	return in
}

// remember works a figure of a request out once.
func remember[T any](r *request, name string, work func() T) T {
	if known, ok := r.sieve.memo[name]; ok {
		return known.(T)
	}
	made := work()
	r.sieve.memo[name] = made
	return made
}

// carry is the filters as they go along in an address.
func (s *sieve) carry() string { return s.values.Encode() }

// plain answers an address that says something in a long way, as the form of the
// filters does, by leading to the short one; true where it did.
func (r *request) plain(w http.ResponseWriter) bool {
	asked := r.URL.Query()
	long := asked.Has("when")
	short := url.Values{}
	for name, values := range asked {
		for _, v := range values {
			if v == anything || name == "when" || v == "" && strings.Contains(name, sideMark) {
				long = true
				continue
			}
			short.Add(name, v)
		}
	}
	if when := asked.Get("when"); when != "" && when != anything {
		from, to, _ := strings.Cut(when, "..")
		short.Set("from", from)
		short.Set("to", to)
	} else if when == anything {
		short.Del("from")
		short.Del("to")
	}
	for _, name := range []string{"from", "to"} {
		if short.Has(name) && short.Get(name) == "" {
			short.Del(name)
		}
	}
	if long {
		http.Redirect(w, r.Request, address(r.URL.Path, short), http.StatusSeeOther)
	}
	return long
}

// address is a path with parameters, in a fixed order.
func address(path string, values url.Values) string {
	if len(values) == 0 {
		return path
	}
	return path + "?" + values.Encode()
}

// themeWords asks for a theme in the query language; a top theme is those under it.
func (r *request) themeWords(id string) string {
	if !r.tops[id] {
		return themeQuery(id)
	}
	return "theme:" + strings.Join(r.searched(index.Filter{Themes: []string{id}}).Themes, ",")
}

// drill finds the comments that the filters and pairs of parameter and value let
// through, for those who may read them; "" for readers. A pair takes the place of
// the filter of its name, but narrows it where that could let more through: a theme
// beside another, a unit above the one that is held. Where its value is "" it asks
// for what is not known.
func (r *request) drill(pairs ...string) string {
	values := maps.Clone(r.sieve.values)
	if values == nil {
		values = url.Values{}
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		name, value := pairs[i], cmp.Or(pairs[i+1], survey.Unknown)
		held := r.sieve.values[name]
		switch {
		case name == "theme" && len(held) > 0 && !slices.Contains(held, value):
			values.Set("q", strings.TrimSpace(values.Get("q")+" "+r.themeWords(value)))
		case name == "q":
			values.Set("q", strings.TrimSpace(values.Get("q")+" "+value))
		case name == survey.Unit && len(held) == 1 && strings.HasPrefix(held[0], value+"/"):
		default:
			values.Set(name, value)
		}
	}
	if !r.readable(values[survey.Unit]) {
		return ""
	}
	return address("/soeg", values)
}
