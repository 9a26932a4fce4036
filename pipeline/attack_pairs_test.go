package pipeline

import (
	"cmp"
	"math"
	"slices"

	"stemme/models"
	"stemme/pipeline/bi"
	"stemme/pipeline/codebook/lens"
	"stemme/pipeline/nps"
	"stemme/pipeline/tables"
)

// What the tables of lenses, of pairs of themes and of dimensions tell.

// edition reads how many responses there are.
func (s *siege) edition(counted) {
	for _, r := range bi.EditionRows(s.responses, tables.Stamp{}, "", 5) {
		if r.Responses > 0 && r.Scored > 0 {
			s.show("RS", "all", whole)
			s.show("R", "commented", whole)
		}
	}
}

func (s *siege) profiles(c counted) {
	for _, of := range c.scores {
		for _, r := range of.Profiles() {
			s.show("S", sliceOf(r.Lens, r.ThemeID), whole)
			if r.Commented+r.OthersOf != s.scored(whole) {
				s.show("S", "commented", whole)
			}
		}
	}
}

// both names those who mention two themes.
func both(a, b string) string { return "both:" + min(a, b) + "&" + max(a, b) }

// counts are the numbers of responses, and of scored ones, that in holds.
func (s *siege) counts(in func(i int) bool) (n [2]int) {
	for i := range s.responses {
		if in(i) {
			n[0]++
			if s.responses[i].Class() != models.NoClass {
				n[1]++
			}
		}
	}
	return n
}

// few says whether a group is one that is withheld for being small.
func few(n [2]int) bool { return n[0] > 0 && n[0] < 5 || n[1] > 0 && n[1] < 5 }

// edges reads edges. Of a pair that is left out the groups that are small are secrets:
// who mentions both, one alone, or neither. A top theme with two themes under it tells
// of both.
func (s *siege) edges(c counted) {
	for _, of := range c.scores {
		shown := map[string]bool{}
		for _, r := range of.Edges() {
			shown[both(r.ThemeID, r.OtherID)] = true
			s.show("RS", r.ThemeID, whole)
			s.show("RS", r.OtherID, whole)
			s.show("R", "commented", whole)
			s.tell("RS", s.beyond(both(r.ThemeID, r.OtherID)))
		}
		for i, a := range of.Order {
			for _, b := range of.Order[i+1:] {
				if !shown[both(a, b)] {
					s.pairSecrets(a, b)
				}
			}
		}
	}
	if under := s.under(); len(under) == 2 {
		v := plus(s.vector(topTheme, whole), 1, s.beyond(both(under[0], under[1])))
		s.know("RS", plus(plus(v, -1, s.vector(under[0], whole)), -1, s.vector(under[1], whole)))
	}
}

func (s *siege) pairSecrets(a, b string) {
	of := s.prey.of
	if s.counts(func(i int) bool { return of[i][a] && of[i][b] })[0] == 0 {
		return // told by no table, or known: every comment has one
	}
	va, vb, vab := s.vector(a, whole), s.vector(b, whole), s.beyond(both(a, b))
	for _, x := range []struct {
		name   string
		in     func(i int) bool
		vector vector
	}{
		{"both", func(i int) bool { return of[i][a] && of[i][b] }, vab},
		{"first alone", func(i int) bool { return of[i][a] && !of[i][b] }, plus(va, -1, vab)},
		{"second alone", func(i int) bool { return of[i][b] && !of[i][a] }, plus(vb, -1, vab)},
		{"neither", func(i int) bool { return s.responses[i].Commented() && !of[i][a] && !of[i][b] },
			plus(plus(plus(s.vector("commented", whole), -1, va), -1, vb), 1, vab)},
	} {
		if few(s.counts(x.in)) {
			s.conceal("RS", x.vector, both(a, b)+" "+x.name)
		}
	}
}

// highFive reads how far the themes that matter overlap, and how many comments the
// first of them cover. Who overlaps, is added, or is not covered is a secret where
// they are few.
func (s *siege) highFive(c counted) {
	for _, of := range c.scores {
		var taken []string
		for _, r := range c.highFive(of) {
			s.show("R", "commented", whole)
			switch {
			case r.Polarity != "":
				s.tell("S", s.beyond(map[string]string{nps.Praised: "praise:", nps.Blamed: "blame:"}[r.Polarity]+r.ThemeID))
			case !math.IsNaN(r.NPS):
				s.show("RS", r.ThemeID, whole)
			default:
				s.show("R", r.ThemeID, whole)
			}
			if len(taken) > 0 {
				s.overlap(&r, taken)
				s.union(&r, taken)
			}
			taken = append(taken, r.ThemeID)
		}
	}
}

// overlap is what the largest overlap with a theme before tells.
func (s *siege) overlap(r *nps.HighFiveRow, taken []string) {
	of := s.prey.of
	shared := func(u string) float64 {
		n := s.counts(func(i int) bool { return of[i][r.ThemeID] && of[i][u] })[0]
		return float64(n) / float64(min(s.counts(func(i int) bool { return of[i][r.ThemeID] })[0], s.counts(func(i int) bool { return of[i][u] })[0]))
	}
	most := slices.MaxFunc(taken, func(a, b string) int { return cmp.Compare(shared(a), shared(b)) })
	if !math.IsNaN(r.Overlap) && shared(most) > 0 {
		s.tell("R", s.beyond(both(r.ThemeID, most)))
	}
}

// union is what the share of comments that the first themes cover tells.
func (s *siege) union(r *nps.HighFiveRow, taken []string) {
	in := func(i int) bool { return slices.ContainsFunc(taken, func(t string) bool { return s.prey.of[i][t] }) }
	is := func(i int) bool { return s.prey.of[i][r.ThemeID] }
	before, after := s.covering(taken), s.covering(append(slices.Clone(taken), r.ThemeID))
	theme := s.vector(r.ThemeID, whole)
	meet := plus(plus(before, 1, theme), -1, after)
	for _, x := range []struct {
		name   string
		in     func(i int) bool
		vector vector
	}{
		{"shared", func(i int) bool { return is(i) && in(i) }, meet},
		{"added", func(i int) bool { return is(i) && !in(i) }, plus(theme, -1, meet)},
		{"not covered", func(i int) bool { return s.responses[i].Commented() && !is(i) && !in(i) }, plus(s.vector("commented", whole), -1, after)},
	} {
		if few(s.counts(x.in)) {
			s.conceal("R", x.vector, "high_five "+r.ThemeID+" "+x.name)
		}
	}
	if !math.IsNaN(r.Covered) {
		s.tell("R", after)
	}
}

// covering is the vector of those who mention one of some themes.
func (s *siege) covering(themes []string) vector {
	first := s.vector(themes[0], whole)
	switch len(themes) {
	case 1:
		return first
	case 2:
		return plus(plus(first, 1, s.vector(themes[1], whole)), -1, s.beyond(both(themes[0], themes[1])))
	}
	name := "any:"
	for _, t := range themes {
		name += t
	}
	return s.beyond(name)
}

// promises reads who mentions a promise and who says whether it was kept.
func (s *siege) promises(c counted) {
	for _, of := range c.of(lens.IsPromises) {
		for _, r := range of.Promises() {
			told := "told:" + r.ThemeID
			of := s.counts(func(i int) bool { return s.in(told, i) && r.Holds(&s.responses[i]) })
			if r.Suppressed || of[0] > 0 && of[0] < 5 && (r.Period != "" || r.PeriodKind == nps.KindAll) {
				s.hide("R", told, r.CutKey, "promises")
			}
			if !r.Suppressed {
				s.show("R", r.ThemeID, r.CutKey)
				s.show("R", told, r.CutKey)
			}
		}
	}
}

func (s *siege) matches(c counted) {
	for _, of := range c.matches {
		for _, r := range of.Rows {
			if r.Suppressed && r.ThemeID != models.NoTheme && (r.Dimension == nps.DimensionAll || r.Dimension == nps.DimensionTouchpoint) {
				s.hide("RS", r.ThemeID, r.CutKey, "service_match")
			}
		}
		for _, r := range of.Matches() {
			if r.Suppressed {
				continue
			}
			pair := nps.PairID(r.Asked, r.Met)
			s.show("RS", pair, r.CutKey)
			s.show("R", "commented", r.CutKey)
			if !math.IsNaN(r.BaseNPS) {
				s.show("S", "commented", r.CutKey)
			}
		}
	}
}

func (s *siege) purposes(c counted) {
	for _, of := range c.of(lens.IsPurposes) {
		for _, r := range of.Purposes() {
			key := over(r.Dimension, r.Value)
			if r.Suppressed {
				s.hide("RS", r.ThemeID, key, "purposes")
				continue
			}
			s.show("RS", r.ThemeID, key)
			s.show("R", "commented", key)
			if !math.IsNaN(r.ShareElsewhere) {
				s.show("R", r.ThemeID, whole)
				s.show("R", "commented", whole)
			}
		}
	}
}

// entries reads which entries match what a theme is about: each comment of a prey is
// one clause.
func (s *siege) entries(c counted) {
	f := finding{overlaps: lens.OverlapRows(s.mentions, 5)}
	for _, r := range f.shown(c.withheld(s.themes)) {
		s.show("R", r.ThemeID, whole)
		s.show("R", r.EntryID, whole)
		s.tell("R", s.beyond(both(r.ThemeID, r.EntryID)))
	}
}
