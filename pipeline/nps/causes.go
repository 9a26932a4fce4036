package nps

import (
	"cmp"
	"math"
	"slices"

	"stemme/models"
)

// Causes lists, over all and per value of the dimensions, the themes that
// detractors, and those that promoters, speak of more often than the cut's other
// scored commenters do. The direction comes from the data: a theme is listed with
// the class it is over-represented in. Themes that are withheld in the cut are
// left out. Rows are in the order of dimension, value, class and rank.
func (s *Scores) Causes(dimensions ...string) []CauseRow {
	var rows []CauseRow
	for _, c := range s.cutsOf(dimensions...) {
		for _, class := range [...]models.Class{models.Detractor, models.Promoter} {
			rows = append(rows, s.causes(c, class)...)
		}
	}
	return rows
}

// cutsOf lists the shown cuts of the dimensions at period all, after cutAll.
func (s *Scores) cutsOf(dimensions ...string) []int32 {
	cuts := []int32{}
	for _, c := range s.panel.cutOrder() {
		name := s.panel.dimension(c)
		if (c == cutAll || slices.Contains(dimensions, name)) && s.shown(s.base, periodAll, c) {
			cuts = append(cuts, c)
		}
	}
	return cuts
}

// shown says whether a slice has figures to show for a cell.
func (s *Scores) shown(of *slice, period, cut int32) bool {
	id := s.panel.at(period, cut)
	return of.cube.cell(id).responses > 0 && s.panel.shows(of, id)
}

// contrast is the share of a theme among those of a class in a cell, in of them,
// and among the out others.
func (s *Scores) contrast(t int, id int32, class models.Class, in, out float64) (a, b share) {
	cell := s.slices[t].cube.cell(id)
	part := float64(cell.of(class))
	return share{part, in}, share{float64(cell.scored()) - part, out}
}

func (s *Scores) causes(c int32, class models.Class) []CauseRow {
	p := s.panel
	in, out := s.commenters(c, class)
	if in == 0 || out == 0 {
		return nil
	}
	id := p.at(periodAll, c)
	all := s.themeShares()
	var rows []CauseRow
	var ps []float64
	for t, theme := range s.Order {
		a, b := s.contrast(t, id, class, in, out)
		mean := all[t]
		if !s.shown(s.slices[t], periodAll, cutAll) {
			mean = between01((a.part + b.part) / (in + out)) // that of all would tell how many mention it
		}
		o := oddsOf(a, b, mean)
		low, high := o.interval()
		ps = append(ps, PValue(o.z()))
		rows = append(rows, CauseRow{
			Lens: s.Lens, Restates: s.restates(t),
			Dimension: p.dimension(c), Value: p.cuts[c].value, ThemeID: theme, Class: class.String(),
			Mentions: int(a.part), Commented: int(a.whole), Others: int(b.part), OthersOf: int(b.whole),
			LogOdds: o.ratio(), CILow: low, CIHigh: high, Z: o.z(), GSquared: gSquared(a, b),
		})
	}
	shown := func(t int) bool { return s.shown(s.slices[t], periodAll, c) }
	for i, q := range among(ps, shown) {
		rows[i].Q = q
	}
	rows = listed(rows, func(t int, r *CauseRow) bool { return r.LogOdds > 0 && shown(t) })
	slices.SortStableFunc(rows, func(a, b CauseRow) int { return cmp.Or(compareBool(a.Restates, b.Restates), cmp.Compare(b.Z, a.Z)) })
	for i := range rows {
		rows[i].Rank = i + 1
	}
	return rows
}

// listed keeps the rows that may be shown, now that q is over all of them: to test
// only what is large enough to show would call the largest of many a finding.
func listed[T any](rows []T, keep func(i int, row *T) bool) []T {
	var kept []T
	for i := range rows {
		if keep(i, &rows[i]) {
			kept = append(kept, rows[i])
		}
	}
	return kept
}

// commenters counts the scored responses of a cut that may mention a theme: those
// of the class, and the others. A mention without a comment counts as one. Where
// those without a comment are withheld, as a small group, they are counted too: to
// leave them out would tell their classes.
func (s *Scores) commenters(c int32, class models.Class) (in, out float64) {
	p := s.panel
	if id := p.at(periodAll, c); s.commented.hidden[id] {
		cell := s.base.cube.cell(id)
		part := cell.of(class)
		return float64(part), float64(cell.scored() - part)
	}
	for i, places := range p.places {
		if !p.whole(i) || p.class[i] == models.NoClass || !p.commented[i] && len(s.themes[i]) == 0 || !slices.Contains(places, c) {
			continue
		}
		if p.class[i] == class {
			in += float64(p.weight[i])
		} else {
			out += float64(p.weight[i])
		}
	}
	return in, out
}

// themeShares is the share of all scored commenters that mention each theme.
func (s *Scores) themeShares() []float64 {
	in, out := s.commenters(cutAll, models.Promoter)
	shares := make([]float64, len(s.Order))
	for t := range shares {
		c := s.slices[t].cube.cell(s.panel.at(periodAll, cutAll))
		shares[t] = between01(float64(c.scored()) / max(in+out, 1))
	}
	return shares
}

// between01 is a share that is neither 0 nor 1, so that it has odds.
func between01(share float64) float64 { return min(max(share, 1e-6), 1-1e-6) }

// Local lists the themes that the comments of one value of a dimension, a unit
// above all, speak of more often than those of all others: local findings that
// drown in the whole. q is over all values and themes of the dimension, from
// Fisher's exact test: most counts are too small for a normal approximation. Rows
// are in the order of value and rank.
func (s *Scores) Local(dimension string) []LocalRow {
	p := s.panel
	var rows []LocalRow
	var ps []float64
	whole := p.at(periodAll, cutAll)
	everyone := float64(s.base.cube.cell(whole).commented)
	var show []bool
	for _, c := range s.cutsOf(dimension) {
		id := p.at(periodAll, c)
		here := float64(s.base.cube.cell(id).commented)
		if c == cutAll || here == 0 || here == everyone {
			continue
		}
		for t, theme := range s.Order {
			local, total := float64(s.slices[t].cube.cell(id).responses), float64(s.slices[t].cube.cell(whole).responses)
			mean := between01(total / everyone)
			o := oddsOf(share{local, max(here, local)}, share{total - local, max(everyone-here, total-local)}, mean)
			low, high := o.interval()
			ps = append(ps, fisher(local, max(here, local), total, max(everyone, total)))
			show = append(show, s.shown(s.slices[t], periodAll, c) && s.shown(s.slices[t], periodAll, cutAll))
			rows = append(rows, LocalRow{
				Lens: s.Lens, Restates: s.restates(t),
				Dimension: dimension, Value: p.cuts[c].value, ThemeID: theme,
				Responses: int(local), Share: local / here, ShareElsewhere: (total - local) / (everyone - here),
				LogOdds: o.ratio(), CILow: low, CIHigh: high, Z: o.z(),
			})
		}
	}
	for i, q := range among(ps, func(i int) bool { return show[i] }) {
		rows[i].Q = q
	}
	rows = listed(rows, func(i int, r *LocalRow) bool { return r.LogOdds > 0 && show[i] })
	slices.SortStableFunc(rows, func(a, b LocalRow) int {
		return cmp.Or(cmp.Compare(a.Value, b.Value), cmp.Compare(b.Z, a.Z))
	})
	for i := range rows {
		rows[i].Rank = 1
		if i > 0 && rows[i-1].Value == rows[i].Value {
			rows[i].Rank = rows[i-1].Rank + 1
		}
	}
	return rows
}

// fisher is twice the probability of drawing part or more of total marked ones
// when drawing n of whole (Fisher's exact test, upper side); at most 1.
func fisher(part, n, total, whole float64) float64 {
	choose := func(a, b float64) float64 { return lgamma(a+1) - lgamma(b+1) - lgamma(a-b+1) }
	if part <= n*total/whole {
		return 1
	}
	tail := 0.0
	for k := part; k <= min(n, total); k++ {
		term := math.Exp(choose(total, k) + choose(whole-total, n-k) - choose(whole, n))
		tail += term
		if term < tail*1e-15 {
			break
		}
	}
	return min(1, 2*tail)
}

func lgamma(x float64) float64 {
	v, _ := math.Lgamma(x)
	return v
}
