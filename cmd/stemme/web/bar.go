package web

import (
	"cmp"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"stemme/cmd/stemme/web/frame"
	"stemme/cmd/stemme/web/internal/survey"
	"stemme/models"
	"stemme/pipeline/messages"
	"stemme/pipeline/nps"
)

// A barView is the filters at the top of a page.
type barView struct {
	Path     string
	Keep     []qualityLine // the page's own parameters, which stay
	When     []barValue
	From, To string
	Picks    []pickView // by touchpoint, unit and segments
	More     []pickView // by what is asked for less often
	Chips    []chipView // what is narrowed now
	Clear    string     // the page without filters; "" where there are none
	Of       string     // how many responses are let through, in words
	Carried  url.Values // the filters, for other forms
	Untold   bool       // a reader asks for what is not measured
	Own      string     // the page of a leader's own unit; "" where it is that, or there is none
	OwnText  string
}

// A pickView is one filter of which a value is picked.
type pickView struct {
	Name, Title string
	On          bool
	Values      []barValue
}

type barValue struct {
	Value, Text string
	On          bool
	Group       string // heading that it stands under; "" for none
}

// A pickGroup is values under one heading.
type pickGroup struct {
	Title  string
	Values []barValue
}

// Groups are the values of a filter by their headings, each where it first comes.
func (p pickView) Groups() (groups []pickGroup) {
	for _, value := range p.Values {
		at := slices.IndexFunc(groups, func(g pickGroup) bool { return g.Title == value.Group })
		if at < 0 {
			at, groups = len(groups), append(groups, pickGroup{Title: value.Group})
		}
		groups[at].Values = append(groups[at].Values, value)
	}
	return groups
}

// A chipView is one filter in use.
type chipView struct{ Title, Text, Without string }

// valuesToPick is how many values of a way to cut the bar offers, the largest
// first: more would weigh the page down, and the search page has them all.
const valuesToPick = 60

// bar is the filters of the page.
func (r *request) bar() barView {
	v := barView{Carried: r.sieve.values, Path: r.URL.Path, From: r.sieve.values.Get("from"), To: r.sieve.values.Get("to"), When: r.presets(), Untold: !r.counts() && !r.sieve.told}
	names := r.sieveNames()
	asked := r.URL.Query()
	for _, name := range slices.Sorted(maps.Keys(asked)) {
		if !slices.Contains(names, name) && name != "lang" && name != "when" && name != pinParam && (name != "after" || r.URL.Path != "/soeg") {
			v.Keep = append(v.Keep, qualityLine{name, asked.Get(name)})
		}
	}
	for _, name := range names {
		for i, value := range r.sieve.values[name] {
			if name != "from" && name != "to" {
				v.Chips = append(v.Chips, chipView{r.filterTitle(name), r.valueText(name, value), r.without(name, i)})
			}
		}
	}
	if r.sieve.dated() {
		v.Chips = append([]chipView{{r.Lang.Text("web_f_date"), r.daysText(v.From, v.To), r.without("from", -1)}}, v.Chips...)
	}
	if r.sieve.active() {
		own := url.Values{}
		for _, keep := range v.Keep {
			own.Set(keep.Key, keep.Value)
		}
		v.Clear = address(v.Path, own)
	}
	if r.Unit != "" && !r.counts() {
		own := r.URL.Query()
		own.Del("lang")
		own[survey.Unit] = []string{r.Unit}
		v.Own, v.OwnText = address(v.Path, own), r.Lang.Text("web_own_unit", r.valueText(survey.Unit, r.Unit))
	}
	r.picks(&v)
	if now := r.now(); now.Responses.Known {
		v.Of = r.Lang.Text("web_of_responses", r.Lang.Count(int(now.Responses.N)), known(r.Lang, r.scores[whole].Responses))
	}
	return v
}

// without is the page without a filter's value i; with −1, without the days.
func (r *request) without(name string, i int) string {
	values := url.Values{}
	for key, all := range r.URL.Query() {
		if key == "lang" || key == "after" && r.URL.Path == "/soeg" || i < 0 && (key == "from" || key == "to") {
			continue
		}
		values[key] = slices.Clone(all)
	}
	if i >= 0 {
		values[name] = slices.Delete(slices.Clone(r.sieve.values[name]), i, i+1)
	}
	if len(values[name]) == 0 {
		delete(values, name)
	}
	return address(r.URL.Path, values)
}

// filterTitle is what a filter is called.
func (r *request) filterTitle(name string) string { return dimensionName(r.Lang, columnName(name)) }

// picks fills in the values of the filters. What cannot tell responses apart is
// not offered.
func (r *request) picks(v *barView) {
	for _, c := range r.survey.Columns() {
		measured := slices.Contains(r.dimensions(), c.Name)
		if !r.counts() && !measured {
			continue
		}
		if !measured && !r.sieve.values.Has(sieveName(c.Name)) && r.isConstant(c.Name) {
			continue
		}
		pick := r.pick(sieveName(c.Name), slices.Clone(r.columnValues[c.Name]))
		switch {
		case len(pick.Values) < 2:
		case c.Name == survey.Language || c.Name == survey.Kind || c.Name == survey.Source || c.Name == survey.Stage:
			v.More = append(v.More, pick)
		default:
			v.Picks = append(v.Picks, pick)
		}
	}
	if !r.counts() {
		return
	}
	class := pickView{Name: "class", Title: r.filterTitle("class"), On: r.sieve.values.Has("class")}
	for _, c := range models.Classes {
		class.Values = append(class.Values, barValue{Value: c.String(), Text: className(r.Lang, c), On: slices.Contains(r.sieve.values["class"], c.String())})
	}
	theme := pickView{Name: "theme", Title: r.filterTitle("theme"), On: r.sieve.values.Has("theme")}
	for i := range r.figures.themes {
		t := &r.figures.themes[i]
		if on := slices.Contains(r.sieve.values["theme"], t.ThemeID); on || t.State != models.Hidden && t.Lens == "" && !r.tops[t.ThemeID] {
			theme.Values = append(theme.Values, barValue{t.ThemeID, r.called(t), on, themeGroup(r.Lang, t)})
		}
	}
	ready := r.Lang.Text("web_discovered")
	slices.SortStableFunc(theme.Values, func(a, b barValue) int {
		return cmp.Or(cmp.Compare(map[bool]int{true: -1}[a.Group == ready], map[bool]int{true: -1}[b.Group == ready]), cmp.Compare(a.Text, b.Text))
	})
	v.More = append([]pickView{class, theme}, v.More...)
}

// isConstant says whether a segment has one value at most, beside none: what is the same of all
// who were asked.
func (r *request) isConstant(column string) bool {
	known := 0
	for _, v := range r.columnValues[column] {
		if v.Name != "" && v.Name != survey.Unknown {
			known++
		}
	}
	return strings.HasPrefix(sieveName(column), segmentPrefix) && known < 2
}

// pick offers the values of one filter.
func (r *request) pick(name string, values []survey.Value) pickView {
	p := pickView{Name: name, Title: r.filterTitle(name), On: r.sieve.values.Has(name)}
	if len(values) > valuesToPick {
		slices.SortStableFunc(values, func(a, b survey.Value) int { return cmp.Compare(b.Responses(), a.Responses()) })
		values = values[:valuesToPick]
	}
	for _, value := range values {
		one := barValue{Value: cmp.Or(value.Name, survey.Unknown), Text: r.valueText(name, value.Name)}
		one.On = slices.Contains(r.sieve.values[name], one.Value)
		p.Values = append(p.Values, one)
	}
	slices.SortStableFunc(p.Values, func(a, b barValue) int {
		if (a.Value == survey.Unknown) != (b.Value == survey.Unknown) {
			return cmp.Compare(map[bool]int{true: 1}[a.Value == survey.Unknown], map[bool]int{true: 1}[b.Value == survey.Unknown])
		}
		return 0
	})
	for _, on := range r.sieve.values[name] {
		if !slices.ContainsFunc(p.Values, func(b barValue) bool { return b.Value == on }) {
			p.Values = append(p.Values, barValue{Value: on, Text: r.valueText(name, on), On: true})
		}
	}
	return p
}

// presets are the periods that can be chosen in one click, counted back from the
// last response: the last whole month, quarter and year, the last days, then every
// year and the latest quarters and months.
func (r *request) presets() []barValue {
	var list []barValue
	now := r.sieve.values.Get("from") + ".." + r.sieve.values.Get("to")
	add := func(first, last models.Day, text string) {
		value := first.String() + ".." + last.String()
		if !slices.ContainsFunc(list, func(b barValue) bool { return b.Value == value }) {
			list = append(list, barValue{Value: value, Text: text, On: value == now})
		}
	}
	for _, kind := range [...]string{"month", "quarter", "year"} {
		if period := r.lastWhole(kind); period != "" {
			first, last := bounds(kind, period)
			add(first, last, r.Lang.Text(messages.Key("web_last_whole_"+kind))+": "+r.Lang.Period(period))
		}
	}
	if _, last := r.survey.Days(); last != models.NoDay && r.counts() {
		for _, days := range []int{30, 90, 365} {
			add(last-models.Day(days)+1, last, r.Lang.Text("web_last_days", strconv.Itoa(days)))
		}
	}
	for _, kind := range [...]string{"year", "quarter", "month"} {
		periods := r.periods(kind)
		for _, period := range slices.Backward(periods[max(0, len(periods)-12):]) {
			first, last := bounds(kind, period)
			add(first, last, r.Lang.Period(period))
		}
	}
	return list
}

// lastWhole is the last period of a kind that the data cover wholly.
func (f *figures) lastWhole(kind string) string {
	for _, period := range slices.Backward(f.periods(kind)) {
		if row := f.scores[cut{kind, period, "all", ""}]; row.Complete {
			return period
		}
	}
	return ""
}

// daysText is a stretch of days in words: a period by its name, else from and to.
func (r *request) daysText(from, to string) string {
	first, err1 := models.ParseDay(from)
	last, err2 := models.ParseDay(to)
	if err1 == nil && err2 == nil {
		for _, kind := range []string{"year", "quarter", "month"} {
			name := nps.PeriodName(kind, first)
			if a, b := bounds(kind, name); a == first && b == last {
				return r.Lang.Period(name)
			}
		}
	}
	switch {
	case err1 != nil:
		return r.Lang.Text("web_until", frame.DayText(r.Lang, last.Time()))
	case err2 != nil:
		return r.Lang.Text("web_since", frame.DayText(r.Lang, first.Time()))
	}
	return frame.DayText(r.Lang, first.Time()) + " – " + frame.DayText(r.Lang, last.Time())
}
