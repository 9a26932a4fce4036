// Package report puts an edition's figures into words: sections of text and rows
// that the terminal, a file or a page can show. It computes nothing: every
// number stands in a table of the edition.
package report

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"strings"
	"unicode"

	"stemme/models"
	"stemme/pipeline/codebook/lens"
	"stemme/pipeline/improvement"
	"stemme/pipeline/messages"
	"stemme/pipeline/nps"
	"stemme/pipeline/tables"
	"stemme/pipeline/themes"
)

// A Report is what an edition says, in the order it should be read.
type Report struct {
	Purpose  string   // why the organisation measures, as configured; "" for none
	Lead     string   // what the last change is made of, the largest mix first; "" for none
	Assumed  []string // see Assumed
	Sections []Section
	None     map[string]string // why a section is left out, by its name
}

// A Section is one part of the report.
type Section struct {
	Name   string // stable, for programs: scores, touchpoints, units, standings, causes, drivers, change, alerts, news, at_stake
	Title  string
	Note   string // how to read it
	Header []string
	Rows   [][]string

	// Table makes the rows of the edition's table that the section shows, for
	// programs.
	Table func() (tables.Table, error)
}

// Options say what a report is about.
type Options struct {
	Lang    messages.Lang
	Purpose string
	Kind    string // kind of period that is compared: nps.KindMonth, KindQuarter or KindYear
	Most    int    // rows of a section at most; 0 for all
	Lens    string // lens whose entries are shown instead of the discovered themes; "" for those

	Own *Own // nil for what the open tables show
}

// Own are figures as analysts see them, for who may read the comments: nothing is
// withheld of them.
type Own struct {
	Cuts   []nps.CutRow
	Themes []nps.ThemeScoreRow // of the lens that is shown, and of the entries that the analysts wrote
	Alerts []nps.AlertRow      // likewise
	Few    int                 // below so many scored responses a figure is of few
	Leader bool                // they are those of one unit, for its leader: all else is as the open tables show it

	Initiatives []improvement.InitiativeRow

	// How the score of a cut moved from one period to another, and what matters most among
	// its responses; nil for no count of their own.
	Change func(from, to, dimension, value string) ([]nps.ChangeRow, error)
	Five   func(of nps.CutKey) ([]nps.HighFiveRow, error)
}

// SectionNames are the names of all sections, in their order; a report leaves out
// those without rows.
var SectionNames = []string{"scores", "touchpoints", "units", "standings", "causes", "drivers", "change", "alerts", "news", "at_stake"}

// Read makes the report of the tables in the folder dir.
func Read(dir string, opt Options) (Report, error) {
	w := &writer{Options: opt, dir: dir}
	if err := w.load(); err != nil {
		return Report{}, err
	}
	complete := map[string]bool{}
	for _, r := range w.cuts {
		complete[r.Period] = r.Complete
	}
	w.before, w.yearBefore = Leading(w.changes, opt.Kind, complete)
	if err := w.countChange(); err != nil {
		return Report{}, err
	}
	assumed, err := Assumed(dir, opt.Lang)
	if err != nil {
		return Report{}, err
	}
	r := Report{Assumed: assumed, Purpose: opt.Purpose, Lead: Lead(opt.Lang, w.before), None: map[string]string{}}
	if values := Values(opt.Lang, w.cuts, w.before); values != "" {
		r.Lead += " " + values
	}
	if len(w.before) > 0 {
		r.Lead = strings.TrimSpace(r.Lead + " " + Switched(opt.Lang, w.cuts, w.before[0].From, w.before[0].To))
	}
	if twins := w.twins(w.before); twins != "" {
		r.Lead += " " + twins
	}
	if season := Season(opt.Lang, w.before, w.whole); season != "" {
		r.Lead += " " + season
	}
	if year := Lead(opt.Lang, w.yearBefore); year != "" {
		r.Lead += " " + year
	}
	r.Lead = strings.TrimSpace(r.Lead + " " + latest(opt.Lang, opt.Kind, w.cuts, w.before))
	for _, s := range []Section{w.scores(), w.touchpoints(), w.units(), w.standings(), w.causes(), w.drivers(), w.change(), w.alerts(), w.newsFound(), w.atStake()} {
		if s.dashed() {
			s.Note += " " + opt.Lang.Text("report_dash_"+messages.Key(s.Name))
		}
		if len(s.Rows) > 0 {
			r.Sections = append(r.Sections, s)
		} else {
			r.None[s.Name] = w.none(&s)
		}
	}
	return r, nil
}

// sectionDashes are the sections in which a dash stands for what the section must say.
var sectionDashes = []string{"scores", "touchpoints", "units", "causes", "drivers", "change", "alerts", "at_stake"}

// dashed says whether a figure is missing somewhere, in the place of which a dash stands.
func (s *Section) dashed() bool {
	return slices.Contains(sectionDashes, s.Name) && slices.ContainsFunc(s.Rows, func(row []string) bool {
		return slices.ContainsFunc(row, func(cell string) bool {
			return cell == "–" || strings.HasPrefix(cell, "– ") || strings.Contains(cell, "[–")
		})
	})
}

// writer holds the tables that a report is made from.
type writer struct {
	Options
	dir     string
	name    map[string]string // of themes, by id
	hidden  map[string]bool   // themes that an analyst hid; they stand where a sum needs them alone
	cuts    []nps.CutRow
	cause   []nps.CauseRow
	driver  []nps.DriverRow
	changes []nps.ChangeRow

	before, yearBefore []nps.ChangeRow // what the last complete period is held against

	told  map[string]string // written entries that tell what themes do
	alert []nps.AlertRow
	ends  []nps.End // of alert
	lasts []nps.Lasting

	elsewhere map[string]int // alerts on entries of other lenses than the report's, by lens
	news      []nps.NewsRow
	said      func(*nps.NewsRow) []string
	whatIf    []nps.WhatIfRow

	standing   []nps.StandingRow
	dimensions []nps.DimensionRow
}

func (w *writer) load() (err error) {
	read := func(load func() error) {
		if err == nil {
			err = load()
		}
	}
	var rows []themes.ThemeRow
	read(func() (err error) { rows, err = themes.Themes.Read(w.dir); return })
	read(func() (err error) { w.cuts, err = nps.NPS.Read(w.dir); return })
	read(func() (err error) { w.cause, err = nps.Causes.Read(w.dir); return })
	read(func() (err error) { w.driver, err = nps.Drivers.Read(w.dir); return })
	read(func() (err error) { w.changes, err = nps.Changes.Read(w.dir); return })
	read(func() (err error) { w.alert, err = nps.Alerts.Read(w.dir); return })
	read(func() (err error) { w.news, w.said, err = readNews(w.dir); return })
	read(func() (err error) { w.whatIf, err = nps.WhatIf.Read(w.dir); return })
	read(func() (err error) { w.standing, err = nps.Standings.Read(w.dir); return orNone(err) })
	read(func() (err error) { w.dimensions, err = nps.Dimensions.Read(w.dir); return orNone(err) })
	read(func() (err error) { w.told, err = toldBy(w.dir); return })
	w.call(rows)
	w.elsewhere = otherLenses(w.alert, w.Lens, w.hidden)
	if w.Own != nil {
		w.cuts, w.alert = w.Own.Cuts, WithMix(w.Own.Alerts, w.alert)
	}
	// Found themes, and the entries of each lens, are reports of their own, but for what the analysts wrote.
	other := func(lens, theme string) bool { return lens != w.Lens || w.hidden[theme] }
	w.cause = w.firstCauses(w.cause)
	w.driver = slices.DeleteFunc(w.driver, func(r nps.DriverRow) bool { return w.hidden[r.ThemeID] || r.Lens != w.Lens && !lens.Written(r.ThemeID) })
	w.changes = slices.DeleteFunc(w.changes, func(r nps.ChangeRow) bool { return r.Lens != w.Lens })
	w.alert = AlertsOnce(slices.DeleteFunc(w.alert, func(r nps.AlertRow) bool {
		return r.ThemeID != "" && other(r.Lens, r.ThemeID) && (w.hidden[r.ThemeID] || !lens.Written(r.ThemeID))
	}), w.told)
	var said []nps.ThemeScoreRow
	if w.Own != nil {
		said = w.Own.Themes
	} else {
		read(func() (err error) { said, err = nps.ThemeNPS.Read(w.dir); return orNone(err) })
	}
	w.ends, w.lasts = nps.Ends(w.alert, said, w.cuts), nps.Lasts(w.alert, said, w.cuts)
	w.whatIf = slices.DeleteFunc(w.whatIf, func(r nps.WhatIfRow) bool { return other(r.Lens, r.ThemeID) })
	return err
}

// call names the themes, and says of those that are no findings why.
func (w *writer) call(rows []themes.ThemeRow) {
	w.name, w.hidden = make(map[string]string, len(rows)), map[string]bool{}
	if w.Lang == messages.English {
		rows = themes.InEnglish(rows)
	}
	for _, t := range rows {
		w.name[t.ThemeID] = t.Name
		switch {
		case t.NotReady():
			w.name[t.ThemeID] += " " + w.Lang.Text("not_ready")
		case t.State == models.Hidden:
			w.name[t.ThemeID] += " " + w.Lang.Text("report_hidden")
			w.hidden[t.ThemeID] = true
		}
	}
}

// countChange puts the whole of the changes to the last period, with the parts that few
// mention, in the place of what the open tables show of them.
func (w *writer) countChange() error {
	for _, shown := range []*[]nps.ChangeRow{&w.before, &w.yearBefore} {
		if w.Own == nil || w.Own.Change == nil || len(*shown) == 0 {
			continue
		}
		first := &(*shown)[0]
		rows, err := w.Own.Change(first.From, first.To, first.Dimension, first.Value)
		if err != nil {
			return err
		}
		if rows = slices.DeleteFunc(rows, func(r nps.ChangeRow) bool { return !r.Lead || r.Lens != w.Lens }); len(rows) > 0 {
			*shown = rows
		}
	}
	return nil
}

// otherLenses counts the published alerts on entries of other lenses than the report's that nobody wrote,
// and on found themes, under "", where the report is of a lens.
func otherLenses(alerts []nps.AlertRow, own string, hidden map[string]bool) map[string]int {
	of := map[string]int{}
	for i := range alerts {
		if a := &alerts[i]; a.ThemeID != "" && a.Lens != own && !hidden[a.ThemeID] && !lens.Written(a.ThemeID) {
			of[a.Lens]++
		}
	}
	return of
}

// alsoIn says of which other lenses, and of found themes, there are alerts; "" for none.
func (w *writer) alsoIn() string {
	var lenses []string
	n := 0
	for _, of := range slices.Sorted(maps.Keys(w.elsewhere)) {
		n += w.elsewhere[of]
		if of == "" {
			of = w.Lang.Text("report_found")
		}
		lenses = append(lenses, of)
	}
	if n == 0 {
		return ""
	}
	return " " + w.Lang.Text("report_alerts_elsewhere", n, strings.Join(lenses, ", "))
}

// none says why a section has no rows.
func (w *writer) none(s *Section) string {
	months := 0
	for i := range w.cuts {
		if c := &w.cuts[i]; c.Dimension == nps.DimensionAll && c.PeriodKind == nps.KindMonth && c.Period != "" {
			months++
		}
	}
	switch {
	case s.Name == "alerts" && months <= nps.FewestBefore:
		return w.Lang.Text("report_none_alerts", s.Title, w.Lang.Count(nps.FewestBefore), w.Lang.Count(months))
	case s.Name == "alerts":
		return w.Lang.Text("report_none", s.Title) + w.alsoIn()
	case s.Name == "news":
		return w.Lang.Text("report_none_news", s.Title)
	}
	return w.Lang.Text("report_none", s.Title)
}

// section begins one, its title and note from the catalogue.
func (w *writer) section(name string, header ...messages.Key) Section {
	s := Section{Name: name, Title: w.Lang.Text(messages.Key("report_" + name)), Note: w.Lang.Text(messages.Key("report_" + name + "_note"))}
	for _, key := range header {
		s.Header = append(s.Header, w.Lang.Text(key))
	}
	return s
}

// most cuts rows to what is asked for.
func (w *writer) most(rows [][]string) [][]string {
	if w.Most > 0 && len(rows) > w.Most {
		return rows[:w.Most]
	}
	return rows
}

// theme is a theme by name and id, so that it can be looked up.
func (w *writer) theme(id string) string { return w.name[id] + " (" + id + ")" }

// marked is a theme, marked where it restates the score and is no cause of it.
func (w *writer) marked(id string, restates bool) string {
	if restates {
		return w.theme(id) + " " + w.Lang.Text("restates")
	}
	return w.theme(id)
}

// value is the value of a dimension, or that it is not known.
func (w *writer) value(v string) string {
	if v == "" {
		return w.Lang.Text("unknown")
	}
	return v
}

func (w *writer) count(n tables.Int) string {
	if !n.Known {
		return w.Lang.Text("report_withheld")
	}
	return w.Lang.Count(int(n.N))
}

func (w *writer) share(part, of int) string {
	if of == 0 {
		return "–"
	}
	return w.Lang.Percent(float64(part) / float64(of))
}

func (w *writer) interval(low, high float64, decimals int) string {
	return w.Lang.IntervalTo(low, high, decimals)
}

// sure says whether a figure is sure: one that is not is never worded as a cause.
// q is NaN where it is one by itself.
func (w *writer) sure(low, high, q float64) string {
	if nps.Sure(low, high, q) {
		return w.Lang.Text("report_sure")
	}
	if !math.IsNaN(q) && !holds(low, high) {
		return w.Lang.Text("report_unsure_q", w.Lang.Number(nps.Significant, 2))
	}
	return w.Lang.Text("report_unsure")
}

// sureCause is sure of a cause: one whose odds alone are sure, and its driver not, says so.
func (w *writer) sureCause(c *nps.CauseRow) string {
	if !nps.Sure(c.CILow, c.CIHigh, c.Q) || c.Restates {
		return w.sure(c.CILow, c.CIHigh, c.Q)
	}
	return cmp.Or(Alone(w.Lang, nps.AloneOf(w.driver, c.ThemeID, c.Class)), w.Lang.Text("report_sure"))
}

// Alone says what is left of a cause with the rest held, where it is not a sure one; else "".
func Alone(lang messages.Lang, alone nps.Alone) string {
	switch alone {
	case nps.AloneUnsure:
		return lang.Text("alone_unsure")
	case nps.AloneReversed:
		return lang.Text("reverses")
	}
	return ""
}

// Numbers says which columns hold numbers: those of which no cell has a letter.
func (s *Section) Numbers() []bool {
	numbers := make([]bool, len(s.Header))
	for j := range numbers {
		numbers[j] = !slices.ContainsFunc(s.Rows, func(row []string) bool {
			return j < len(row) && len(row) == len(s.Header) && strings.ContainsFunc(row[j], unicode.IsLetter)
		})
	}
	return numbers
}
