package nps

import (
	"math"
	"slices"

	"stemme/models"
	"stemme/pipeline/nps/internal/withhold"
)

// Praise and blame of one theme, taken together, hide each other: those who praise how a
// case was handled score far above the average comment, those who blame it far below, and
// the effect of all who mention it is nothing. So where both are many a theme has an effect by
// each polarity too, of a fit in which they are columns of their own.

// Praised and Blamed are the polarities that a side is of.
const (
	Praised = "praised"
	Blamed  = "blamed"
)

// A Side is the driver of a theme by those who praise it, or by those who blame it.
type Side struct {
	Polarity         string  // Praised, Blamed, or "" for all who mention it
	Responses        int     // with a score
	Share            float64 // of all with a score
	NPS              float64 // theirs
	Effect           float64
	CILow, CIHigh, Q float64
}

// Sure says whether the effect is told as sure.
func (s *Side) Sure() bool { return !math.IsNaN(s.Effect) && Sure(s.CILow, s.CIHigh, s.Q) }

// Contrary says whether the effect is surely the other way than what is said: praise that goes with
// a lower score than the average comment's, or blame that goes with a higher one. Then what was taken
// for praise, or for blame, may be none.
func (s *Side) Contrary() bool {
	return s.Sure() && (s.Polarity == Praised && s.Effect < 0 || s.Polarity == Blamed && s.Effect > 0)
}

// whole is the driver by all who mention the theme.
func (r *DriverRow) whole() Side {
	return Side{"", r.Responses, r.Share, r.Mean, r.Effect, r.CILow, r.CIHigh, r.Q}
}

// Sides are the polarities of a theme that are told: of those who praise it, then of those
// who blame it.
func (r *DriverRow) Sides() (told []Side) {
	each := r.Share / float64(r.Responses)
	if r.Praised.Known {
		told = append(told, Side{Praised, int(r.Praised.N), float64(r.Praised.N) * each, r.PraisedNPS, r.PraisedEffect, r.PraisedLow, r.PraisedHigh, r.PraisedQ})
	}
	if r.Blamed.Known {
		told = append(told, Side{Blamed, int(r.Blamed.N), float64(r.Blamed.N) * each, r.BlamedNPS, r.BlamedEffect, r.BlamedLow, r.BlamedHigh, r.BlamedQ})
	}
	return told
}

// WithoutPraise is the driver of which no praise is told: neither of those who praise the theme, nor of
// all who mention it where they score above the average comment.
func (r DriverRow) WithoutPraise() DriverRow {
	r.Praised = Int{}
	if r.Effect > 0 {
		r.Effect, r.CILow, r.CIHigh, r.Q = math.NaN(), math.NaN(), math.NaN(), math.NaN()
	}
	return r
}

// setSides sets the polarities of drivers of the score.
func (s *Scores) setSides(rows []DriverRow) {
	split, of := s.split()
	if split == nil {
		return
	}
	at := map[string]*DriverRow{}
	for i := range rows {
		at[rows[i].ThemeID] = &rows[i]
	}
	keep := func(t int) bool { return !s.restates(of[t].theme) }
	for _, side := range split.driversOf(OutcomeNPS, keep, func(t int) bool { return of[t].told }) {
		x := of[slices.Index(split.Order, side.ThemeID)]
		row := at[s.Order[x.theme]]
		if row == nil {
			continue
		}
		if side.Group != "" { // it is not of this theme alone
			side.Effect, side.CILow, side.CIHigh, side.Q = math.NaN(), math.NaN(), math.NaN(), math.NaN()
		}
		if x.sign > 0 {
			row.Praised, row.PraisedNPS, row.PraisedEffect = IntOf(side.Responses), side.Mean, side.Effect
			row.PraisedLow, row.PraisedHigh, row.PraisedQ = side.CILow, side.CIHigh, side.Q
		} else {
			row.Blamed, row.BlamedNPS, row.BlamedEffect = IntOf(side.Responses), side.Mean, side.Effect
			row.BlamedLow, row.BlamedHigh, row.BlamedQ = side.CILow, side.CIHigh, side.Q
		}
	}
}

// A sideOf is what a theme of a split system is of the system.
type sideOf struct {
	theme int
	sign  int8
	told  bool
}

// split is the system in which praise and blame of a theme, where they are told, are themes of
// their own, and what else is said of it is one more; nil where nothing is told.
func (s *Scores) split() (*Scores, []sideOf) {
	var of []sideOf
	to, any := make([][3]int, len(s.Order)), false // of each theme and sign: place in of
	for t := range s.Order {
		told := s.toldSides(t)
		if told == [3]bool{} {
			to[t] = [3]int{len(of), len(of), len(of)}
			of = append(of, sideOf{theme: t})
			continue
		}
		any = true
		rest := -1
		for n := range told {
			switch {
			case told[n]:
				to[t][n] = len(of)
				of = append(of, sideOf{t, int8(n - 1), true})
			case rest < 0:
				rest = len(of)
				of = append(of, sideOf{theme: t})
				fallthrough
			default:
				to[t][n] = rest
			}
		}
	}
	if !any {
		return nil, nil
	}
	return s.splitBy(to, of), of
}

// splitBy makes the system of what each theme and sign is to be.
func (s *Scores) splitBy(to [][3]int, of []sideOf) *Scores {
	c := &Scores{System: System{Lens: s.Lens}, panel: s.panel, bases: s.bases, themes: s.themes, signs: s.signs, sides: to, slices: make([]*slice, len(of))}
	for n, x := range of {
		c.Order = append(c.Order, s.Order[x.theme]+[]string{" blamed", "", " praised"}[x.sign+1])
		whole := s.slices[x.theme]
		c.whole = append(c.whole, x.theme)
		c.slices[n] = &slice{cube: whole.cube, hidden: whole.hidden}
	}
	return c
}

// mentioned lists the themes of row i, those of a split system by what is said of each, in room.
func (s *Scores) mentioned(i int32, room []int) []int {
	room = append(room[:0], s.themes[i]...)
	if s.sides != nil {
		for at, t := range room {
			room[at] = s.sides[t][s.sign(int(i), at)+1]
		}
	}
	return room
}

// toldSides says whether those who blame a theme (0) and those who praise it (2) are told by
// themselves. Both must be enough; where those who do neither are a small group, which would
// follow, the larger of the two is told alone.
func (s *Scores) toldSides(t int) (told [3]bool) {
	k := int32(s.panel.SmallGroup)
	sizes, customers := s.sideSizes(t)
	small := func(n int, k int32) bool { return sizes[n].Small(k) || customers[n] > 0 && customers[n] < k }
	for _, n := range [...]int{0, 2} {
		if sizes[n].Scored == 0 || small(n, max(k, fewestTold)) {
			return told
		}
	}
	if !s.shown(s.slices[t], periodAll, cutAll) {
		return told
	}
	alone := k > 1 && small(1, k)
	told[0] = !alone || sizes[0].Responses > sizes[2].Responses
	told[2] = !alone || !told[0]
	return told
}

// sideSizes counts, over all, who blames a theme, does neither, and praises it.
func (s *Scores) sideSizes(t int) (sizes [3]withhold.Size, customers [3]int32) {
	p := s.panel
	last := [3]int32{alone, alone, alone}
	for _, i := range s.slices[t].rows { // a customer's rows lie together
		if !p.whole(int(i)) {
			continue
		}
		n := s.sign(int(i), slices.Index(s.themes[i], t)) + 1
		w, of := p.weight[i], withhold.Size{}
		if of.Responses = w; p.class[i] != models.NoClass {
			of.Scored = w
		}
		sizes[n] = sizes[n].Add(of)
		switch cluster := p.cluster[i]; {
		case cluster == alone:
			customers[n] += w
		case cluster != last[n]:
			customers[n], last[n] = customers[n]+1, cluster
		}
	}
	return sizes, customers
}
