package web

import (
	"cmp"
	"html/template"
	"maps"
	"math"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"stemme/cmd/stemme/web/internal/survey"
	"stemme/models"
	"stemme/pipeline/codebook"
	"stemme/pipeline/improvement"
	"stemme/pipeline/messages"
	"stemme/pipeline/nps"
	"stemme/pipeline/tables"
)

// A kpiView is one KPI with its course.
type kpiView struct {
	ID, Name, Owner string
	What, Of        string // what is measured, and of which responses
	Target          string // in words; "" for none
	Now             kpiPeriod
	Chart           template.HTML
	Periods         []kpiPeriod // newest first
}

// A kpiPeriod is a KPI in one period, with the comments it rests on.
type kpiPeriod struct {
	improvement.KPIRow
	Value, CI, Change, ChangeCI string
	Own                         bool      // withheld from others, and counted
	Few                         bool      // of few answers
	counted                     nps.Share // what a share is of, for who may count it
	Partial                     string    // how far the data cover the period; "" where wholly
	Link                        string
	Hits                        int
}

// Gone says whether the KPI's theme is.
func (p kpiPeriod) Gone() bool { return p.Status == improvement.ThemeGone }

func (p kpiPeriod) sayFew() messages.Key {
	if p.Few {
		return "web_few"
	}
	return ""
}

// urgent are the KPIs that the front page shows: those that miss their target first.
func urgent(views []kpiView) []kpiView {
	rank := func(v kpiView) int {
		return slices.Index([]string{improvement.Missed, improvement.Unsure, improvement.Met}, v.Now.Status)
	}
	views = slices.Clone(views)
	slices.SortStableFunc(views, func(a, b kpiView) int { return cmp.Compare(uint(rank(a)), uint(rank(b))) }) // none of them, -1, comes last
	return views[:min(len(views), topThemes)]
}

// kpiViews are the KPIs in the order of their ids.
func (r *request) kpiViews() (views []kpiView) {
	for rest := r.plans.kpis; len(rest) > 0; {
		n := 1
		for n < len(rest) && rest[n].ID == rest[0].ID {
			n++
		}
		views = append(views, r.kpiView(rest[:n]))
		rest = rest[n:]
	}
	return views
}

// kpiView is the KPI whose rows these are, in the order of their periods.
func (r *request) kpiView(rows []improvement.KPIRow) kpiView {
	last := &rows[len(rows)-1]
	v := kpiView{ID: last.ID, Name: last.Name, Owner: last.Owner, What: r.measureText(last.Measure), Of: r.conditionsText(last.Conditions), Target: r.targetText(last)}
	drawn := plot{Title: last.Name, Decimals: decimalsIn(last.Measure)}
	if target, ok := codebook.ParseTarget(last.Target); ok {
		drawn.Target = &target.Value
	}
	for i := range rows {
		p := r.kpiPeriod(&rows[i])
		if i > 0 {
			p.since(r, &v.Periods[i-1])
		}
		v.Periods = append(v.Periods, p)
		if p.Partial == "" || i == 0 {
			v.Now = p
		}
		drawn.Points = append(drawn.Points, point{Label: r.Lang.ShortPeriod(p.Period), Value: p.KPIRow.Value, Low: p.CILow, High: p.CIHigh, N: int(p.N.N), Link: p.Link,
			Hits: p.Hits, Partial: p.Partial, Withheld: p.Suppressed})
	}
	if known := slices.ContainsFunc(v.Periods, func(p kpiPeriod) bool { return !p.Suppressed }); known && len(rows) > 1 {
		v.Chart = both(func(width float64) template.HTML { return course(r.Lang, drawn, min(width, half)) })
	}
	slices.Reverse(v.Periods)
	return v
}

// kpiPeriod is a row in words.
func (r *request) kpiPeriod(row *improvement.KPIRow) kpiPeriod {
	decimals := decimalsIn(row.Measure)
	p := kpiPeriod{KPIRow: *row}
	if !p.Gone() {
		p.evidenceFor(r)
	}
	p.Value, p.CI = r.Lang.Number(p.KPIRow.Value, decimals)+r.unitOf(row.Measure), r.span(p.CILow, p.CIHigh, decimals)
	if target, _ := codebook.ParseTarget(row.Target); p.Own {
		p.Status = improvement.Partial
		if row.Complete || !target.Given {
			p.Status = improvement.StatusOf(target, p.CILow, p.CIHigh)
		}
	}
	if !math.IsNaN(row.Trend) {
		p.Change, p.ChangeCI = r.Lang.Signed(row.Trend, decimals), r.span(row.TrendLow, row.TrendHigh, decimals)
	}
	if of, ok := r.scores[cut{row.PeriodKind, row.Period, nps.DimensionAll, ""}]; ok {
		p.Partial = r.partial(&of)
	}
	return p
}

// since fills in the change of a share from the period before, where it is withheld from others.
func (p *kpiPeriod) since(r *request, before *kpiPeriod) {
	if p.Change != "" || !p.Own && !before.Own || !p.Complete || !before.Complete || p.counted.N == 0 || before.counted.N == 0 {
		return
	}
	d := nps.CompareShares(before.counted, p.counted)
	p.Change, p.ChangeCI = r.Lang.Signed(d.Points, 1), r.span(d.Low, d.High, 1)
}

// A kpiSearch is the search for what a KPI rests on in one period.
type kpiSearch struct {
	values url.Values
	of     *survey.Selection // those it is of, whether they mention the measure's theme or not
}

// searchOf is the search for the responses of a KPI, for those who may read them all;
// false where there is none, or no search can ask for it.
func (r *request) searchOf(row *improvement.KPIRow) (found kpiSearch, ok bool) {
	values, err := url.ParseQuery(row.Conditions)
	if err != nil || !r.readable(values[survey.Unit]) {
		return found, false
	}
	for name, of := range values {
		if strings.HasPrefix(name, segmentPrefix) && len(of) > 1 || name == "class" && slices.Contains(of, codebook.NoClass) {
			return found, false
		}
	}
	if values.Has("theme") {
		values["theme"] = r.eachEntry(values["theme"])
	}
	first, last := bounds(row.PeriodKind, row.Period)
	values.Set("from", first.String())
	values.Set("to", last.String())
	filter, err := parseFilter(values)
	return kpiSearch{values, r.survey.Select(survey.Where{Filter: filter})}, err == nil
}

// evidenceFor finds the comments behind a KPI, and tells a withheld figure to those who
// may read all of them.
func (p *kpiPeriod) evidenceFor(r *request) {
	search, ok := r.searchOf(&p.KPIRow)
	if !ok {
		return
	}
	found, all := search.of, search.of.All()
	kind, subject := codebook.Measure(p.Measure).Split()
	said := map[string]string{"praise": "kept", "blame": "broken"}[kind]
	if codebook.Measure(p.Measure).OfTheme() {
		found = found.And(r.survey.Speaking(subject))
		if said != "" {
			found = found.And(r.survey.Saying(subject, signs[said]))
		}
		if search.values.Has("theme") {
			search.values.Set("q", r.themeWords(subject))
		} else {
			search.values.Set("theme", subject)
			if said != "" {
				search.values.Set(saidParam, said)
			}
		}
	}
	p.Link, p.Hits = address("/soeg", search.values), found.Hits()
	counted := found.All().Count
	switch kind {
	case "promoters":
		p.counted = nps.Share{Yes: all.Promoters, N: all.Scored(), Design: all.Design}
	case "detractors":
		p.counted = nps.Share{Yes: all.Detractors, N: all.Scored(), Design: all.Design}
	case "share", "praise", "blame":
		p.counted = nps.Share{Yes: counted.Commented, N: all.Said.Responses(), Design: 1}
	}
	switch {
	case !p.Suppressed || kind == "rating":
		return
	case p.counted.N > 0:
		p.share()
	default:
		p.N, p.KPIRow.Value = tables.IntOf(counted.Scored()), counted.NPS()
		p.CILow, p.CIHigh = counted.Interval(counted.Design)
	}
	p.Own, p.Suppressed = p.N.N > 0, p.N.N == 0
	p.Few = p.Own && models.Analysts.Show("", int(p.N.N), r.smallGroup, false) == models.FewSaid
}

// share is a share in per cent.
func (p *kpiPeriod) share() {
	of := p.counted
	p.N, p.KPIRow.Value = tables.IntOf(of.N), 100*float64(of.Yes)/float64(of.N)
	low, high := nps.Wilson(of.Yes, of.N, of.Design)
	p.CILow, p.CIHigh = 100*low, 100*high
}

// eachEntry are themes where "lens/" stands for all entries of a lens.
func (r *request) eachEntry(asked []string) (ids []string) {
	for _, id := range asked {
		if !strings.HasSuffix(id, "/") {
			ids = append(ids, id)
			continue
		}
		for i := range r.themes {
			if strings.HasPrefix(r.themes[i].ThemeID, id) {
				ids = append(ids, r.themes[i].ThemeID)
			}
		}
	}
	return ids
}

// measureText says what is measured.
func (r *request) measureText(measure string) string {
	kind, subject := codebook.Measure(measure).Split()
	if kind != "rating" && subject != "" {
		subject = r.nameOf(subject)
	}
	return r.Lang.Text(messages.Key("web_measure_"+kind), subject)
}

// conditionsText says which responses conditions let through; "" for all.
func (r *request) conditionsText(conditions string) string {
	values, err := url.ParseQuery(conditions)
	if err != nil {
		return ""
	}
	var parts []string
	for _, name := range slices.Sorted(maps.Keys(values)) {
		var texts []string
		for _, value := range values[name] {
			texts = append(texts, r.conditionText(name, value))
		}
		parts = append(parts, dimensionName(r.Lang, columnName(name))+": "+strings.Join(texts, ", "))
	}
	return strings.Join(parts, " · ")
}

func (r *request) conditionText(name, value string) string {
	switch {
	case name == "class" && value == codebook.NoClass:
		return className(r.Lang, models.NoClass)
	case name == "theme" && strings.HasSuffix(value, "/"):
		return r.lensName(strings.TrimSuffix(value, "/"))
	}
	return r.valueText(name, value)
}

// targetText is a target in words; "" for none.
func (r *request) targetText(row *improvement.KPIRow) string {
	target, ok := codebook.ParseTarget(row.Target)
	if !ok {
		return ""
	}
	key := messages.Key("web_at_least")
	if target.AtMost {
		key = "web_at_most"
	}
	_, fraction, _ := strings.Cut(strconv.FormatFloat(target.Value, 'f', -1, 64), ".")
	return r.Lang.Text(key, r.Lang.Number(target.Value, len(fraction))+r.unitOf(row.Measure))
}

// decimalsIn is how many decimals a measure is told with: a mean of a scale of five
// has more to tell than a share.
func decimalsIn(measure string) int {
	if kind, _ := codebook.Measure(measure).Split(); kind == "rating" {
		return 2
	}
	return 1
}

// unitOf is the unit of a measure as it stands after the figure.
func (r *request) unitOf(measure string) string {
	switch kind, _ := codebook.Measure(measure).Split(); kind {
	case "promoters", "detractors", "share", "praise", "blame":
		if r.Lang == messages.English {
			return "%"
		}
		return "\u00a0%"
	}
	return ""
}

// span is an interval; "" where it is not known.
func (r *request) span(low, high float64, decimals int) string {
	if math.IsNaN(low) {
		return ""
	}
	return r.Lang.IntervalTo(low, high, decimals)
}
