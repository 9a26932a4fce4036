package report

import (
	"cmp"
	"errors"
	"io/fs"
	"math"
	"slices"
	"strings"

	"stemme/models"
	"stemme/pipeline/codebook/lens"
	"stemme/pipeline/improvement"
	"stemme/pipeline/messages"
	"stemme/pipeline/nps"
	"stemme/pipeline/tables"
	"stemme/pipeline/themes"
)

// PageOptions say what a page is about.
type PageOptions struct {
	Lang    messages.Lang
	Purpose string
	Period  string // 2026-10, 2026-K3 (also 2026-Q3) or 2026; "" takes the last complete quarter, or else the last period there is
	Unit    string // path; "" for all
	Lens    string // lens whose entries are shown instead of the discovered themes; "" for those
	Edition string // id, as the page names it

	Own *Own // as in Options; nil for what the open tables show

	Assumed []string // what the figures rest on, beside what the tables say of it

	Fallback string // lens that says what is spoken of where most found themes are withheld; "" for none
}

// ReadPage makes the page of the tables in the folder dir. A period or a unit
// that the edition lacks is a *messages.Error that names those it has.
func ReadPage(dir string, opt PageOptions) (*Page, error) {
	f := &filler{PageOptions: opt}
	if err := f.load(dir); err != nil {
		return nil, err
	}
	if err := f.choose(); err != nil {
		return nil, err
	}
	f.tones = newTones(f.period)
	if err := errors.Join(f.countChange(), f.countFive(), f.tones.listen(dir, f.kind)); err != nil {
		return nil, err
	}
	return f.page(), nil
}

// filler holds what a page is made from.
type filler struct {
	PageOptions
	dimension, value string // of the cut that the page is about
	kind, period     string
	cuts             []nps.CutRow
	table            []nps.CutRow // those of every unit, where cuts are of one
	mentions         []nps.ThemeScoreRow
	changes          []nps.ChangeRow
	five             []nps.HighFiveRow
	drivers          []nps.DriverRow
	fiveHere         bool // five are of the page's period and unit, not of all
	weighed          bool // the themes of the page's period and unit were looked at for what matters there
	initiatives      []improvement.InitiativeRow
	theme            map[string]themes.ThemeRow
	parent           map[string]bool // themes that have others under them
	cut              nps.CutRow      // of the page's period
	local            []nps.LocalRow
	told             map[string]string // written entries that tell what themes do
	alert            []nps.AlertRow
	news             []nps.NewsRow
	said             func(*nps.NewsRow) []string
	tones            *tones // nil where nothing tells
	assumed          []string
}

func (f *filler) load(dir string) (err error) {
	read := func(load func() error) {
		if err == nil {
			err = load()
		}
	}
	var all []themes.ThemeRow
	read(func() (err error) { all, err = themes.Themes.Read(dir); return })
	read(func() (err error) { f.cuts, err = nps.NPS.Read(dir); return })
	read(func() (err error) { f.mentions, err = nps.ThemeNPS.Read(dir); return })
	read(func() (err error) { f.changes, err = nps.Changes.Read(dir); return })
	read(func() (err error) { f.five, err = nps.HighFives.Read(dir); return orNone(err) })
	read(func() (err error) { f.drivers, err = nps.Drivers.Read(dir); return orNone(err) })
	read(func() (err error) { f.local, err = nps.Local.Read(dir); return orNone(err) })
	read(func() (err error) { f.told, err = toldBy(dir); return })
	read(func() (err error) { f.alert, err = nps.Alerts.Read(dir); return orNone(err) })
	read(func() (err error) { f.news, f.said, err = readNews(dir); return orNone(err) })
	read(func() (err error) { f.assumed, err = Assumed(dir, f.Lang); return })
	read(func() (err error) { f.initiatives, err = improvement.InitiativesTable.Read(dir); return })
	if f.Lang == messages.English {
		all = themes.InEnglish(all)
	}
	f.theme, f.parent = map[string]themes.ThemeRow{}, map[string]bool{}
	for _, t := range all {
		f.theme[t.ThemeID] = t
		f.parent[t.ParentID] = true
	}
	if f.Own != nil {
		f.cuts, f.initiatives, f.alert = f.Own.Cuts, f.Own.Initiatives, f.Own.Alerts
		f.mentions = slices.DeleteFunc(f.mentions, func(r nps.ThemeScoreRow) bool { return r.Lens == f.Lens || lens.Written(r.ThemeID) })
		f.mentions = append(f.mentions, f.Own.Themes...)
	}
	f.table, f.dimension = f.cuts, nps.DimensionAll
	if f.Unit != "" {
		f.dimension, f.value = nps.DimensionUnit, f.Unit
	}
	return err
}

// orNone is no error of a table that an edition of an earlier version lacks.
func orNone(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// of says whether a cut is the page's own, in any period.
func (f *filler) of(k *nps.CutKey) bool { return k.Dimension == f.dimension && k.Value == f.value }

// choose finds the period that the page is about.
func (f *filler) choose() error {
	want := nps.PeriodNamed(f.Period)
	var names []string
	var known bool
	for i := range f.cuts {
		c := &f.cuts[i]
		if known = known || c.Dimension == f.dimension && c.Value == f.value; !f.of(&c.CutKey) || c.Period == "" {
			continue
		}
		names = append(names, c.Period)
		if better := want == "" && f.better(c); c.Period == want || better {
			f.cut, f.kind, f.period = *c, c.PeriodKind, c.Period
		}
	}
	switch {
	case !known && f.Unit == "":
		return messages.Errorf("no_responses")
	case !known:
		return messages.Errorf("page_unknown_unit", f.Unit)
	case f.period == "":
		slices.Sort(names)
		return messages.Errorf("page_unknown_period", f.Period, strings.Join(names[max(0, len(names)-8):], ", "))
	}
	return nil
}

// better says whether c is a better period to begin with than the one chosen:
// complete before partial, a quarter before another kind, later before earlier.
func (f *filler) better(c *nps.CutRow) bool {
	rank := func(c *nps.CutRow) (r int) {
		if c.Complete {
			r += 2
		}
		if c.PeriodKind == nps.KindQuarter {
			r++
		}
		return r
	}
	return f.period == "" || cmp.Or(cmp.Compare(rank(c), rank(&f.cut)), cmp.Compare(c.Period, f.cut.Period)) > 0
}

// page fills every part.
func (f *filler) page() *Page {
	p := &Page{Lang: f.Lang, Purpose: f.Purpose, Title: f.Lang.Period(f.period), Unit: f.Unit}
	p.Score = f.score(&f.cut)
	p.Sentence, p.Certain = f.sentence()
	p.Certain = strings.Join(messages.Known(slices.Concat([]string{p.Certain}, f.assumed, f.Assumed)...), " ")
	p.Course, p.Shares = f.course(), f.shares()
	p.Down, p.Up = f.causes()
	p.Unparted = f.unparted()
	spoken, withheld := f.speaks()
	p.Detractors = f.spoken(spoken, models.Detractor, f.cut.Detractors, func(r *nps.ThemeScoreRow) tables.Int { return r.Detractors })
	p.Promoters = f.spoken(spoken, models.Promoter, f.cut.Promoters, func(r *nps.ThemeScoreRow) tables.Int { return r.Promoters })
	p.Unspoken = f.Lang.Text("page_no_theme")
	if f.Unit != "" && f.kind == nps.KindMonth && f.Own == nil {
		p.Unspoken = f.Lang.Text("page_no_unit_themes")
	}
	p.PlacesTitle, p.Touchpoints = f.places()
	p.HighFive, p.HighFiveTitle = f.highFive(), f.highFiveTitle()
	for _, bars := range [][]Bar{p.Down, p.Up} {
		f.toned(bars, f.Unit, f.period)
	}
	if f.fiveHere {
		f.toned(p.HighFive, f.Unit, f.period)
	} else {
		f.toned(p.HighFive, "", "")
	}
	p.News, p.NoNews = slices.Concat(f.writtenAlerts(), f.newsHere()), f.noNews()
	p.LocalTitle, p.Local = f.units()
	if f.Unit != "" {
		p.LocalTitle, p.Local = f.Lang.Text("page_local"), f.localTo()
	}
	p.Improvements = f.improvements(p.Down)
	if f.fiveHere {
		p.Improvements = f.improvements(slices.Concat(p.Down, p.HighFive))
	}
	p.NoImprovement = f.noImprovement()
	p.Foot = f.foot()
	if withheld != "" {
		p.Foot = slices.Insert(p.Foot, 1, withheld)
	}
	return p
}

// score is the score that a page begins with.
func (f *filler) score(c *nps.CutRow) Bar {
	b := f.bar("NPS", &c.ScoreRow)
	if !c.Suppressed {
		b.Note = f.Lang.Text("page_score_note", f.Lang.Number(c.CILow, 1), f.Lang.Number(c.CIHigh, 1), f.count(c.Scored))
	}
	return b
}

// bar is a score with its interval.
func (f *filler) bar(name string, r *nps.ScoreRow) Bar {
	b := Bar{Name: name, Value: r.NPS, Low: r.CILow, High: r.CIHigh, Text: f.Lang.Number(r.NPS, 1), Note: "n = " + f.count(r.Scored)}
	if !math.IsNaN(r.CILow) {
		b.Note = f.Lang.Text("page_place_note", f.Lang.Number(r.CILow, 0), f.Lang.Number(r.CIHigh, 0), f.count(r.Scored))
	}
	if r.Scored.Known && r.Scored.N == 0 {
		b.Note = "n = 0 " + f.Lang.Text("report_no_score")
	} else if f.Own != nil && int(r.Scored.N) < f.Own.Few {
		b.Note = "n = " + f.count(r.Scored) + " " + f.Lang.Text("report_few") // its interval is drawn
	}
	if r.Suppressed {
		b.Text, b.Note = "–", f.Lang.Text("report_withheld")
	}
	return b
}

func (f *filler) count(n tables.Int) string {
	if !n.Known {
		return f.Lang.Text("report_withheld")
	}
	return f.Lang.Count(int(n.N))
}

// comparison are the leading parts of the change to the page's period from the
// one before it, or, with yearBefore, from the same period a year earlier.
func (f *filler) comparison(yearBefore bool) (rows []nps.ChangeRow) {
	return f.comparisonOf(yearBefore, func(of string) bool { return of == f.Lens })
}

// comparisonOf is that of the parts of some lenses.
func (f *filler) comparisonOf(yearBefore bool, in func(lens string) bool) (rows []nps.ChangeRow) {
	for _, r := range f.changes {
		if r.Lead && in(r.Lens) && r.Dimension == f.dimension && r.Value == f.value && r.PeriodKind == f.kind && r.To == f.period &&
			(f.kind != nps.KindYear && nps.YearBefore(r.To) == r.From) == yearBefore {
			rows = append(rows, r)
		}
	}
	return rows
}

// countChange puts the whole of the change to the page's period, with the parts that few
// mention, in the place of what the open tables show of it; units have none there by month.
func (f *filler) countChange() error {
	if f.Own == nil || f.Own.Change == nil || f.cut.Scored.N == 0 {
		return nil
	}
	from := ""
	if shown := f.comparison(false); len(shown) > 0 {
		from = shown[0].From
	} else if before := f.before(); before != nil {
		from = before.Period
	}
	if from == "" {
		return nil
	}
	rows, err := f.Own.Change(from, f.period, f.dimension, f.value)
	if err != nil {
		return err
	}
	f.changes = slices.DeleteFunc(f.changes, func(r nps.ChangeRow) bool {
		return r.From == from && r.To == f.period && r.Dimension == f.dimension && r.Value == f.value
	})
	f.changes = append(f.changes, rows...)
	return nil
}

// sentence says what happened, and how sure it is.
func (f *filler) sentence() (first, rest string) {
	if f.cut.Suppressed {
		return f.Lang.Text("page_withheld"), ""
	}
	first, rest = leadParts(f.Lang, f.comparison(false))
	if first == "" {
		first = f.moved()
	}
	if values := Values(f.Lang, f.cuts, f.comparison(false)); values != "" {
		rest += " " + values
	}
	if before := f.before(); before != nil {
		if said := Switched(f.Lang, f.table, before.Period, f.period); said != "" {
			rest += " " + said
		}
	}
	if said := Wrote(f.Lang, f.comparison(false)); said != "" {
		rest += " " + said
	}
	if first == "" {
		first = f.Lang.Text("page_only", f.Lang.Number(f.cut.NPS, 1), f.Lang.Period(f.period)) + "."
	}
	if year := f.comparison(true); len(year) > 0 {
		rest += " " + f.yearBefore(&year[0])
	}
	if !f.cut.Complete && f.cut.Days.Known {
		rest += " " + f.Lang.Text("page_covered", f.count(f.cut.DaysCovered), f.count(f.cut.Days))
	}
	return first, strings.TrimSpace(rest)
}

// before is the page's cut in the period before, of those that are shown; nil for none.
func (f *filler) before() (last *nps.CutRow) {
	for i := range f.cuts {
		c := &f.cuts[i]
		if f.of(&c.CutKey) && c.PeriodKind == f.kind && c.Period != "" && c.Period < f.period && !c.Suppressed && c.Scored.N > 0 && (last == nil || c.Period > last.Period) {
			last = c
		}
	}
	return last
}

// moved says how far the score moved where the night has not taken the change apart, a
// unit's by month. "" where there is nothing before.
func (f *filler) moved() string {
	a := f.before()
	if a == nil || f.cut.Scored.N == 0 {
		return ""
	}
	d := nps.Compare(tallyOf(a), tallyOf(&f.cut), a.DesignEffect, f.cut.DesignEffect)
	text, _ := leadParts(f.Lang, []nps.ChangeRow{{From: a.Period, To: f.period, NPSFrom: a.NPS, NPSTo: f.cut.NPS, Delta: d.Points, DeltaLow: d.Low, DeltaHigh: d.High}})
	return text
}

// unparted says why no part of the change is named.
func (f *filler) unparted() string {
	switch {
	case len(f.comparison(false)) > 0:
		return f.Lang.Text("page_no_cause")
	case f.before() == nil:
		return f.Lang.Text("page_first")
	}
	return f.Lang.Text("page_not_parted")
}

func (f *filler) yearBefore(r *nps.ChangeRow) string {
	text := f.Lang.Text("page_year_before", f.Lang.Signed(r.Delta, 1), f.Lang.Interval(r.DeltaLow, r.DeltaHigh))
	if holds(r.DeltaLow, r.DeltaHigh) {
		text += f.Lang.Text("lead_unsure")
	}
	return text + "."
}

// course is the score of the periods up to the page's own.
func (f *filler) course() (points []Point) {
	for i := range f.cuts {
		c := &f.cuts[i]
		if f.of(&c.CutKey) && c.PeriodKind == f.kind && c.Period != "" && c.Period <= f.period {
			points = append(points, Point{Label: f.Lang.ShortPeriod(c.Period), Value: c.NPS, Low: c.CILow, High: c.CIHigh, Partial: !c.Complete})
		}
	}
	return points
}

func (f *filler) shares() (shares [3]Share) {
	for i, of := range []tables.Int{f.cut.Promoters, f.cut.Passives, f.cut.Detractors} {
		class := models.Classes[i].String()
		s := Share{Class: class, Name: f.Lang.Text(messages.Key("page_" + class)), Count: f.count(of), Text: "–", Share: math.NaN()}
		if !of.Known {
			s.Text = f.Lang.Text("report_withheld")
		} else if f.cut.Scored.N > 0 {
			s.Share = float64(of.N) / float64(f.cut.Scored.N)
			s.Text = percent(f.Lang, s.Share)
		}
		shares[i] = s
	}
	return shares
}

// shown says whether a theme may stand on the page: a finding, and no verdict.
func (f *filler) shown(id string) bool {
	t, ok := f.theme[id]
	return ok && t.State == models.Ready && !f.parent[id] && t.Kind != string(models.Verdict)
}

// foot says what the figures rest on.
func (f *filler) foot() []string {
	withheld := 0
	for i := range f.cuts {
		c := &f.cuts[i]
		within := f.Unit == "" && (c.Dimension == nps.DimensionTouchpoint || c.Dimension == nps.DimensionUnit) ||
			f.Unit != "" && c.Dimension == nps.DimensionUnit && strings.HasPrefix(c.Value, f.Unit+"/")
		if c.Period == f.period && c.PeriodKind == f.kind && c.Suppressed && within {
			withheld++
		}
	}
	foot := []string{f.Lang.Text("page_foot_n", f.count(f.cut.Responses), f.count(f.cut.Scored), f.count(f.cut.Commented))}
	if f.Own != nil && f.Own.Leader {
		foot = append(foot, f.Lang.Text("page_foot_leader", f.Unit))
	} else if f.Own != nil && f.Own.Few > 1 {
		foot = append(foot, f.Lang.Text("page_foot_own", f.Lang.Count(f.Own.Few)))
	}
	if withheld > 0 {
		foot = append(foot, f.Lang.Text("page_foot_withheld", withheld))
	}
	if f.Lens != "" {
		foot = append(foot, f.Lang.Text("page_foot_lens", f.Lens))
	}
	if f.tones != nil {
		foot = append(foot, f.Lang.Text("page_foot_tones"))
	}
	if f.Edition != "" {
		foot = append(foot, f.Lang.Text("page_foot_edition", f.Edition))
	}
	return append(foot, f.Lang.Text("page_foot_cause"))
}
