package pipeline

import (
	"math"
	"slices"
	"strings"

	"stemme/models"
	"stemme/pipeline/codebook"
	"stemme/pipeline/improvement"
	"stemme/pipeline/nps"
)

// What each open table tells of the counts of groups. A figure about a group tells
// its number, whatever it is.

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
		} else if len(s.vector("S", "silent", r.CutKey)) > 0 && r.Commented.N > 0 {
			s.hide("S", "silent", r.CutKey, "nps")
		}
	}
}

func (s *siege) themeCuts(c counted) {
	for _, r := range c.scores[0].Rows {
		if r.Suppressed {
			s.hide("RS", r.ThemeID, r.CutKey, "theme_nps")
			continue
		}
		s.show("RS", r.ThemeID, r.CutKey)
		if !math.IsNaN(r.BaseNPS) {
			s.show("S", "commented", r.CutKey)
		}
	}
}

func (s *siege) ratings(c counted) {
	for _, r := range c.panel.Ratings() {
		if r.Suppressed {
			s.hide("Q", "all", r.CutKey, "ratings")
		} else {
			s.show("Q", "all", r.CutKey)
		}
	}
}

// over is a cut of all periods.
func over(dimension, value string) nps.CutKey {
	return nps.CutKey{PeriodKind: nps.KindAll, Dimension: dimension, Value: value}
}

// causes reads causes, class_profile, local_themes, what_if and edges.
func (s *siege) causes(c counted) {
	of := c.scores[0]
	for _, r := range of.Causes(nps.DimensionTouchpoint) {
		key := over(r.Dimension, r.Value)
		s.show("S", r.ThemeID, key)
		if n := s.scored(key); r.Commented+r.OthersOf != n {
			s.show("S", "commented", key)
		}
	}
	whole := over(nps.DimensionAll, "")
	for _, r := range of.Profiles() {
		s.show("S", r.ThemeID, whole)
		if r.Commented+r.OthersOf != s.scored(whole) {
			s.show("S", "commented", whole)
		}
	}
	for _, r := range of.Edges() {
		s.show("RS", r.ThemeID, whole)
		s.show("RS", r.OtherID, whole)
		s.show("R", "commented", whole)
	}
	for _, r := range of.Local(nps.DimensionUnit) {
		s.show("R", r.ThemeID, over(r.Dimension, r.Value))
		s.show("R", r.ThemeID, over(nps.DimensionAll, ""))
	}
	for _, r := range of.WhatIf(c.values, nps.DimensionTouchpoint) {
		s.show("S", r.ThemeID, over(r.Dimension, r.Value))
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
	for _, r := range c.scores[0].Drivers(nps.OutcomeNPS) {
		if r.Group == "" {
			s.show("S", r.ThemeID, over(nps.DimensionAll, ""))
		}
	}
	for _, r := range c.scores[0].Comparisons(c.panel.Dimensions()...) {
		s.show("S", "all", over(r.Dimension, r.First))
		s.show("S", "all", over(r.Dimension, r.Second))
	}
}

// partSlice is the slice whose weight a part tells; "" with false for a pool.
func partSlice(part, theme string) (slice string, ok bool) {
	switch part {
	case nps.PartTheme:
		return "w:" + theme, true
	case nps.PartNoTheme:
		return models.NoTheme, true
	case nps.PartNoComment:
		return "silent", true
	}
	return "", false
}

func (s *siege) changes(c counted) {
	for _, r := range c.scores[0].Changes() {
		for n, period := range [...]string{r.From, r.To} {
			key := nps.CutKey{PeriodKind: r.PeriodKind, Period: period, Dimension: r.Dimension, Value: r.Value}
			s.show("S", "all", key)
			if slice, ok := partSlice(r.Part, r.ThemeID); ok {
				s.show("S", slice, key)
			}
			if share := [...]float64{r.ShareFrom, r.ShareTo}[n]; r.Part == nps.PartMix && !math.IsNaN(share) {
				key.Dimension, _, _ = strings.Cut(r.MixOf, ":")
				key.Value = r.MixValue
				s.show("S", "all", key)
			}
		}
	}
}

func (s *siege) impact(c counted) {
	for _, r := range c.scores[0].Impact(nps.DimensionTouchpoint) {
		if slice, ok := partSlice(r.Part, r.ThemeID); ok {
			s.show("S", slice, over(r.Dimension, r.Value))
		}
	}
}

func (s *siege) alerts(c counted) {
	for _, kind := range []string{nps.KindMonth, nps.KindQuarter} {
		for _, r := range c.scores[0].Alerts(kind) {
			key := nps.CutKey{PeriodKind: kind, Period: r.Period, Dimension: r.Dimension, Value: r.Value}
			system, slice := "R", r.ThemeID
			if r.Family == nps.FamilyScore {
				system, slice = "S", "all"
			}
			if !math.IsNaN(r.Observed) {
				s.show(system, slice, key)
			}
			if !math.IsNaN(r.Expected) && r.Family != nps.FamilyNew {
				s.know(system, s.past(system, slice, key))
			}
		}
	}
}

// past is the vector of the 24 periods before one.
func (s *siege) past(system, slice string, key nps.CutKey) map[string]int {
	periods := map[string]bool{}
	for i := range s.responses {
		if p := nps.PeriodName(key.PeriodKind, s.responses[i].Day); s.responses[i].Day != models.NoDay && p < key.Period {
			periods[p] = true
		}
	}
	v := map[string]int{}
	for p := range periods {
		key.Period = p
		v = plus(v, 1, s.vector(system, slice, key))
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
			"theme_nps": {{"S", name}}, "rating": {{"Q", "all"}}}[kind]
		for _, x := range told {
			if where := r.KPI.Where.Theme; len(where) > 0 { // those who mention it, and another theme too
				if kind == "rating" || x[1] != "all" && x[1] != "commented" {
					continue
				}
				x[1] = where[0]
			}
			if v := s.fitting(x[0], x[1], r.KPI.Period, r.Period, &r.KPI.Where); !r.Withheld {
				s.shown++
				s.know(x[0], v)
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
func (s *siege) fitting(system, slice, kind, period string, w *codebook.Where) map[string]int {
	key := nps.CutKey{PeriodKind: kind, Period: period, Dimension: nps.DimensionAll}
	if len(w.Theme) > 0 || w.Empty() {
		return s.vector(system, slice, key)
	}
	d := 0
	if len(w.Unit) > 0 {
		d = 3
	} else if len(w.Segment) > 0 {
		d = 2
	}
	holds := func(r *models.Response) bool { return r.Day != models.NoDay && key.Holds(r) && w.Fits(r, "", nil) }
	if slice == "commented" {
		return plus(s.sum(system, "all", d, holds), -1, s.sum(system, "silent", d, holds))
	}
	return s.sum(system, slice, d, holds)
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
			d := map[bool]int{true: 3}[len(f.Initiative.Where.Unit) > 0]
			if len(f.Initiative.Where.Segment) > 0 {
				d = 2
			}
			if touched == counts[n] && slices.Max(counts[:]) > 0 {
				s.shown++
				s.know("S", s.sum("S", "all", d, within))
			}
		}
	}
}
