package pipeline

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"testing"

	"stemme/models"
	"stemme/pipeline/codebook"
	"stemme/pipeline/improvement"
	"stemme/pipeline/nps"
	"stemme/pipeline/themes"
)

// What each open table tells of the counts of groups. A figure about a group tells
// its number, whatever it is.

// readTables are the tables that are read, and how.
var readTables = []struct {
	table string
	of    func(*siege, counted)
}{
	{"nps", (*siege).cuts}, {"theme_nps", (*siege).themeCuts}, {"ratings", (*siege).ratings}, {"edition", (*siege).edition},
	{"causes", (*siege).causes}, {"class_profile", (*siege).profiles}, {"local_themes, what_if", (*siege).local}, {"edges", (*siege).edges},
	{"drivers, comparisons, standings", (*siege).drivers}, {"changes", (*siege).changes}, {"impact", (*siege).impact}, {"alerts", (*siege).alerts},
	{"high_five", (*siege).highFive}, {"promises", (*siege).promises}, {"service_match", (*siege).matches}, {"purposes", (*siege).purposes},
	{"themes", (*siege).themesTable}, {"theme_entries", (*siege).entries}, {"kpi, outcomes", (*siege).kpis}, {"initiatives", (*siege).initiatives},
}

func (s *siege) cuts(c counted) {
	for _, r := range c.scores[0].Cuts {
		if r.Suppressed {
			s.hide("RS", "all", r.CutKey, "nps")
			continue
		}
		s.show("RS", "all", r.CutKey)
		s.show("R", "commented", r.CutKey)
		if r.CommentedScored.Known {
			s.show("S", "commented", r.CutKey)
		}
		silent := s.counts(func(i int) bool { return s.in("silent", i) && r.Holds(&s.responses[i]) })
		if r.Commented.N > 0 && (few(silent) || silent[0] > 0 && !r.CommentedScored.Known) { // their number is told, their classes are not
			s.hide("S", "silent", r.CutKey, "nps")
		}
	}
}

// seldom reads no table: a value that few have is named in none. How many have it, in any period, and what they
// mention, are secrets.
func (s *siege) seldom(counted) {
	for way, name := range waysToCut {
		count := map[string]int{}
		for i := range s.truth {
			count[waysOf(&s.truth[i])[way]]++
		}
		for at := range s.cells {
			c := &s.cells[at]
			if c.way != way || count[c.value] >= 5 || c.month == "" { // who has no day is no secret: nobody knows who that is
				continue
			}
			for _, kind := range nps.Kinds {
				within := s.among(way, func(x *cell) bool {
					return x.value == c.value && (kind == nps.KindAll || nps.PeriodName(kind, x.one.Day) == nps.PeriodName(kind, c.one.Day))
				})
				for _, slice := range append(slices.Clone(s.topics), "all") {
					systems := ""
					for _, system := range []string{"R", "S"} {
						if s.anyIn(slice, system, within) {
							systems += system
						}
					}
					if !s.few[slice] {
						s.conceal(systems, s.total(slice, within), fmt.Sprint(name, " of few, ", kind, " ", slice))
					}
				}
			}
		}
	}
}

// anyIn says whether a response of a slice, with a score where it is of the scored ones, is in some cells.
func (s *siege) anyIn(slice, system string, cells []int) bool {
	for i := range s.truth {
		if !s.in(slice, i) || system == "S" && s.truth[i].Class() == models.NoClass {
			continue
		}
		for _, at := range cells {
			c := &s.cells[at]
			if waysOf(&s.truth[i])[c.way] == c.value && nps.PeriodName(nps.KindMonth, s.truth[i].Day) == c.month {
				return true
			}
		}
	}
	return false
}

// sliceOf is the slice of a theme of a lens.
func sliceOf(lens, theme string) string {
	if theme == models.NoTheme && lens != "" {
		return lens + "/"
	}
	return theme
}

func (s *siege) themeCuts(c counted) {
	for _, of := range c.scores {
		for _, r := range of.Rows {
			if r.Suppressed {
				s.hide(s.untold(&r), sliceOf(r.Lens, r.ThemeID), r.CutKey, "theme_nps")
				continue
			}
			s.show("RS", sliceOf(r.Lens, r.ThemeID), r.CutKey)
			if !math.IsNaN(r.BaseNPS) {
				s.show("S", "commented", r.CutKey)
			}
		}
	}
}

// untold are the systems in which a withheld theme is a secret: none where those who
// mention it are not few, as such a row is withheld for the sake of others alone, which
// are secrets themselves; that of those with a score where they are all who commented,
// whose number is told everywhere.
func (s *siege) untold(r *nps.ThemeScoreRow) string {
	slice := sliceOf(r.Lens, r.ThemeID)
	of := s.counts(func(i int) bool { return s.in(slice, i) && r.Holds(&s.responses[i]) })
	switch {
	case !few(of):
		return ""
	case of == s.counts(func(i int) bool { return s.responses[i].Commented() && r.Holds(&s.responses[i]) }):
		return "S"
	}
	return "RS"
}

func (s *siege) ratings(c counted) {
	for _, r := range c.panel.Ratings() {
		if r.Suppressed {
			s.hide("Q", "rated", r.CutKey, "ratings")
		} else {
			s.show("Q", "rated", r.CutKey)
		}
	}
}

// whole is the cut of all responses.
var whole = over(nps.DimensionAll, "")

// over is a cut of all periods.
func over(dimension, value string) nps.CutKey {
	return nps.CutKey{PeriodKind: nps.KindAll, Dimension: dimension, Value: value}
}

func (s *siege) causes(c counted) {
	for _, of := range c.scores {
		for _, r := range of.Causes(nps.DimensionTouchpoint) {
			key := over(r.Dimension, r.Value)
			s.show("S", sliceOf(r.Lens, r.ThemeID), key)
			if n := s.scored(key); r.Commented+r.OthersOf != n {
				s.show("S", "commented", key)
			}
		}
	}
}

// local reads local_themes and what_if.
func (s *siege) local(c counted) {
	for _, of := range c.scores {
		for _, r := range of.Local(nps.DimensionUnit) {
			s.show("R", r.ThemeID, over(r.Dimension, r.Value))
			s.show("R", r.ThemeID, whole)
		}
		for _, r := range of.WhatIf(c.values, nps.DimensionTouchpoint) {
			s.show("S", sliceOf(r.Lens, r.ThemeID), over(r.Dimension, r.Value))
		}
	}
}

// scored counts the scored responses of a cut.
func (s *siege) scored(key nps.CutKey) (n int) {
	for i := range s.responses {
		if s.responses[i].Class() != models.NoClass && key.Holds(&s.responses[i]) {
			n++
		}
	}
	return n
}

// drivers reads drivers and comparisons.
func (s *siege) drivers(c counted) {
	for _, of := range c.scores {
		for _, r := range of.Drivers(nps.OutcomeNPS) {
			s.show("S", sliceOf(r.Lens, r.ThemeID), whole)
			s.sides(&r)
		}
	}
	for _, r := range c.scores[0].Comparisons(c.panel.Dimensions()...) {
		s.show("S", "all", over(r.Dimension, r.First))
		s.show("S", "all", over(r.Dimension, r.Second))
	}
	for _, r := range c.scores[0].Standings() {
		s.show("S", "all", over(r.Dimension, r.Value))
	}
}

// sides reads how many praise a theme and how many blame it. Who does the one, the other or neither is a
// secret where they are few.
func (s *siege) sides(r *nps.DriverRow) {
	praised, blamed := s.beyond("praise:"+r.ThemeID), s.beyond("blame:"+r.ThemeID)
	said := func(sign int8) [2]int {
		return s.counts(func(i int) bool { return s.in(r.ThemeID, i) && s.signs[i][r.ThemeID] == sign })
	}
	neither := plus(plus(s.vector(r.ThemeID, whole), -1, praised), -1, blamed)
	for n, v := range []vector{blamed, neither, praised} {
		if few(said(int8(n - 1))) {
			s.conceal("S", v, "drivers "+r.ThemeID)
		}
	}
	for _, side := range r.Sides() {
		s.tell("S", map[string]vector{nps.Praised: praised, nps.Blamed: blamed}[side.Polarity])
	}
}

// partSlice is the slice whose weight a part tells; "" with false for a pool.
func partSlice(part, lens, theme string) (slice string, ok bool) {
	switch part {
	case nps.PartTheme:
		return "w:" + theme, true
	case nps.PartNoTheme:
		return sliceOf(lens, models.NoTheme), true
	case nps.PartNoComment:
		return "silent", true
	}
	return "", false
}

func (s *siege) changes(c counted) {
	for _, of := range c.scores {
		for _, r := range of.Changes() {
			s.change(&r)
		}
	}
}

func (s *siege) change(r *nps.ChangeRow) {
	for n, period := range [...]string{r.From, r.To} {
		key := nps.CutKey{PeriodKind: r.PeriodKind, Period: period, Dimension: r.Dimension, Value: r.Value}
		s.show("S", "all", key)
		if slice, ok := partSlice(r.Part, r.Lens, r.ThemeID); ok {
			s.show("S", slice, key)
		}
		if share := [...]float64{r.ShareFrom, r.ShareTo}[n]; r.Part == nps.PartMix && !math.IsNaN(share) {
			key.Dimension, _, _ = strings.Cut(r.MixOf, ":")
			key.Value = r.MixValue
			s.show("S", "all", key)
		}
	}
}

func (s *siege) impact(c counted) {
	for _, of := range c.scores {
		for _, r := range of.Impact(nps.DimensionTouchpoint) {
			if slice, ok := partSlice(r.Part, r.Lens, r.ThemeID); ok {
				s.show("S", slice, over(r.Dimension, r.Value))
			}
		}
	}
}

func (s *siege) alerts(c counted) {
	for _, of := range c.scores {
		for _, kind := range []string{nps.KindMonth, nps.KindQuarter} {
			for _, r := range of.Alerts(kind) {
				s.alert(kind, &r)
			}
		}
	}
}

func (s *siege) alert(kind string, r *nps.AlertRow) {
	key := nps.CutKey{PeriodKind: kind, Period: r.Period, Dimension: r.Dimension, Value: r.Value}
	system, slice := "R", sliceOf(r.Lens, r.ThemeID)
	if r.ThemeID == "" {
		system, slice = "S", "all"
	}
	switch {
	case math.IsNaN(r.Observed):
	case r.Since != "":
		s.know(system, s.between(slice, key, r.Since))
	default:
		s.show(system, slice, key)
	}
	if !math.IsNaN(r.Expected) && r.Family != nps.FamilyNew {
		s.know(system, s.past(slice, key))
	}
}

// past is the vector of the 24 periods before one.
func (s *siege) past(slice string, key nps.CutKey) vector {
	return s.periods(slice, key, func(p string) bool { return p < key.Period })
}

// between is the vector of the periods from one to that of the key.
func (s *siege) between(slice string, key nps.CutKey, since string) vector {
	return s.periods(slice, key, func(p string) bool { return since <= p && p <= key.Period })
}

// periods is the vector of the periods that in holds.
func (s *siege) periods(slice string, key nps.CutKey, in func(string) bool) vector {
	periods := map[string]bool{}
	for i := range s.responses {
		if p := nps.PeriodName(key.PeriodKind, s.responses[i].Day); s.responses[i].Day != models.NoDay && in(p) {
			periods[p] = true
		}
	}
	v := vector{}
	for p := range periods {
		key.Period = p
		v = plus(v, 1, s.vector(slice, key))
	}
	return v
}

// kpis reads kpi and outcomes.
func (s *siege) kpis(c counted) {
	in := s.input(c)
	for _, r := range improvement.KPIs(in, s.plans.kpis.KPIs) {
		kind, name := r.KPI.Measure.Split()
		told := map[string][][2]string{ // system and slice
			"nps": {{"S", "all"}}, "detractors": {{"S", "all"}}, "share": {{"R", "commented"}, {"R", name}},
			"theme_nps": {{"S", name}}, "rating": {{"Q", "rated"}}}[kind]
		for _, x := range told {
			if where := r.KPI.Where.Theme; len(where) > 0 { // those who mention it, and another theme too
				if kind == "rating" || x[1] != "all" && x[1] != "commented" {
					continue
				}
				x[1] = where[0]
			}
			if v := s.fitting(x[1], r.KPI.Period, r.Period, &r.KPI.Where); !r.Withheld {
				s.tell(x[0], v)
			}
		}
	}
	for _, r := range improvement.Outcomes(in, s.plans.kpis.Outcomes) {
		if !r.Withheld {
			s.show("S", "all", over(r.Outcome.Segment, r.Outcome.Yes[0]))
		}
	}
}

// fitting is the vector of a slice of those who fit the conditions of a KPI in a
// period.
func (s *siege) fitting(slice, kind, period string, w *codebook.Where) vector {
	key := nps.CutKey{PeriodKind: kind, Period: period, Dimension: nps.DimensionAll}
	if len(w.Theme) > 0 || w.Empty() {
		return s.vector(slice, key)
	}
	return s.total(slice, s.among(wayOf(w), func(c *cell) bool { return c.month != "" && key.Holds(c.one) && w.Fits(c.one, "", nil) }))
}

// wayOf is the way to cut of some conditions.
func wayOf(w *codebook.Where) int {
	switch {
	case len(w.Unit) > 0:
		return 3
	case len(w.Segment) > 0:
		return 2
	}
	return 0
}

// initiatives reads the counts of windows that are whole months of all they touch.
func (s *siege) initiatives(c counted) {
	in := s.input(c)
	for _, f := range improvement.Initiatives(in, s.plans.initiatives) {
		if f.Withheld || f.Outcome != improvement.OutcomeNPS || f.Verdict == improvement.NotStarted {
			continue
		}
		first, _ := f.Initiative.Days()
		for n, from := range [...]models.Day{first - models.Day(f.Days), first} {
			counts := [...]int{f.Before, f.After}
			months := map[string]bool{}
			touched := 0
			in := func(r *models.Response) bool {
				return r.Day >= from && r.Day < from+models.Day(f.Days) && r.Day != models.NoDay
			}
			for i := range s.responses {
				if r := &s.responses[i]; in(r) {
					months[nps.PeriodName(nps.KindMonth, r.Day)] = true
				}
			}
			within := func(r *models.Response) bool {
				return r.Day != models.NoDay && months[nps.PeriodName(nps.KindMonth, r.Day)] && f.Initiative.Where.Fits(r, "", nil)
			}
			for i := range s.responses {
				if s.responses[i].Class() != models.NoClass && within(&s.responses[i]) {
					touched++
				}
			}
			if touched == counts[n] && slices.Max(counts[:]) > 0 {
				s.tell("S", s.total("all", s.among(wayOf(&f.Initiative.Where), func(c *cell) bool {
					return months[c.month] && f.Initiative.Where.Fits(c.one, "", nil)
				})))
			}
		}
	}
}

// themesTable reads the counts beside the themes. As in theme_nps a withheld one that not
// few mention is no secret.
func (s *siege) themesTable(c counted) {
	for _, r := range themes.ThemeRows(s.themes, c.withheld(s.themes)) {
		switch of := s.counts(func(i int) bool { return s.in(r.ThemeID, i) }); {
		case !r.Suppressed:
			s.show("R", r.ThemeID, whole)
		case few(of):
			s.hide("R", r.ThemeID, whole, "themes")
		}
	}
}

// input is what is followed up.
func (s *siege) input(c counted) improvement.Input {
	in := improvement.Input{Responses: s.responses, Languages: make([]models.Language, len(s.responses)), SmallGroup: 5, Shown: c.shown()}
	few := c.few(s.themes)
	for i := range s.responses {
		in.Themes = append(in.Themes, slices.DeleteFunc(slices.Sorted(maps.Keys(s.prey.of[i])), func(id string) bool { return few[id] }))
	}
	return in
}

// unread are the open tables that the attack does not read, and why they tell nothing of
// withheld groups.
var unread = map[string]string{
	"source_readings": "headers and what they are read as", "theme_terms": "words by how typical they are", "theme_choice": "one figure of all per number of themes",
	"theme_events": "the ledger's size by night", "news": "its own rule, TestNewsGivesNoSmallGroupAway in nps", "dimensions": "names and numbers of values",
	"kpi_series": "correlations of weeks, without counts", "calendar": "days", "classes": "the three classes", "touchpoints": "names", "stages": "names", "units": "names",
	"segments": "names", "data_dictionary": "columns", "theme_model": "words", "theme_model_terms": "words", "theme_model_base": "words", "theme_model_base_terms": "words",
}

// TestEveryOpenTableIsAttacked: an open table is read by the attack, or it is said why not.
func TestEveryOpenTableIsAttacked(t *testing.T) {
	t.Parallel()
	read := map[string]bool{}
	for _, r := range readTables {
		for _, name := range strings.Split(r.table, ", ") {
			read[name] = true
		}
	}
	for _, d := range Tables {
		doc := d.Describe()
		if why := unread[doc.Name]; !doc.Detail && read[doc.Name] == (why != "") {
			t.Errorf("%s: read by the attack: %v; why not: %q", doc.Name, read[doc.Name], why)
		}
	}
}
