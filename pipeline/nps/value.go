package nps

import (
	"cmp"
	"math"
	"slices"
)

// ClassValues say what one customer of each class is worth, in any unit. NaN for
// Passive leaves passives out. The white paper's example is a promoter worth
// three times a detractor: {3, NaN, 1}.
type ClassValues struct{ Promoter, Passive, Detractor float64 }

// DefaultClassValues is the white paper's example.
var DefaultClassValues = ClassValues{Promoter: 3, Passive: math.NaN(), Detractor: 1}

// Total is the value of all scored responses of t.
func (v ClassValues) Total(t Tally) float64 {
	sum := float64(t.Promoters)*v.Promoter + float64(t.Detractors)*v.Detractor
	if !math.IsNaN(v.Passive) {
		sum += float64(t.Passives) * v.Passive
	}
	return sum
}

// Convert is t with n of its detractors made passives, or promoters.
func (t Tally) Convert(n int, promoters bool) Tally {
	n = min(n, t.Detractors)
	t.Detractors -= n
	if promoters {
		t.Promoters += n
	} else {
		t.Passives += n
	}
	return t
}

// WhatIf says, over all and per value of the dimensions, what the score and the
// value would be if the detractors who mention a theme were passive, or
// promoters. It is arithmetic on those who answered, not a forecast. Themes
// withheld in the cut are left out. Rows are in the order of dimension, value and
// detractors, most first.
func (s *Scores) WhatIf(values ClassValues, dimensions ...string) []WhatIfRow {
	p := s.panel
	var rows []WhatIfRow
	for _, c := range s.cutsOf(dimensions...) {
		id := p.at(periodAll, c)
		whole := s.base.cube.cell(id).tally()
		first := len(rows)
		for t, theme := range s.Order {
			n := int(s.slices[t].cube.cell(id).detractors)
			if n == 0 || !s.shown(s.slices[t], periodAll, c) {
				continue
			}
			rows = append(rows, WhatIfRow{
				Lens: s.Lens, Restates: s.restates(t),
				Dimension: p.dimension(c), Value: p.cuts[c].value, ThemeID: theme, Detractors: n, NPS: whole.NPS(),
				IfPassive: whole.Convert(n, false).NPS(), IfPromoter: whole.Convert(n, true).NPS(),
				GainPassive: float64(n) * (values.Passive - values.Detractor),
				Gain:        float64(n) * (values.Promoter - values.Detractor),
			})
		}
		slices.SortStableFunc(rows[first:], func(a, b WhatIfRow) int { return cmp.Compare(b.Detractors, a.Detractors) })
	}
	return rows
}

// Comparisons tests every pair of values of each dimension (a unit's top level)
// against each other; q is over the pairs of the dimension. Values that are
// withheld or have nothing scored are left out.
func (s *Scores) Comparisons(dimensions ...string) []ComparisonRow {
	p := s.panel
	var rows []ComparisonRow
	for _, dimension := range dimensions {
		var nodes []int32
		for _, c := range p.tops(dimension) {
			if s.shown(s.base, periodAll, c) && s.base.cube.cell(p.at(periodAll, c)).scored() > 0 {
				nodes = append(nodes, c)
			}
		}
		first := len(rows)
		crossed := p.crossed[p.axisOf(dimension)]()
		var ps, within []float64
		for i, a := range nodes {
			for _, b := range nodes[i+1:] {
				row, whole, held := s.comparison(dimension, crossed, a, b)
				rows, ps, within = append(rows, row), append(ps, whole), append(within, held)
			}
		}
		held := BenjaminiHochberg(within)
		for i, q := range BenjaminiHochberg(ps) {
			row := &rows[first+i]
			row.Q, row.Verdict = q, verdictOf(row.Points, q <= Significant)
			row.judge(row.Verdict, held[i])
		}
	}
	return rows
}

func (s *Scores) comparison(dimension string, crossed []*crossing, a, b int32) (row ComparisonRow, whole, within float64) {
	p, q := s.panel, s.base.cube
	x, y := p.at(periodAll, a), p.at(periodAll, b)
	first, second := q.cell(x).tally(), q.cell(y).tally()
	design := [2]float64{q.design(x), q.design(y)}
	d, mixed := Compare(first, second, design[0], design[1]), unmixed()
	within = math.NaN()
	if min(first.Scored(), second.Scored()) >= fewest {
		mixed, within = p.mixed(crossed, func(x *crossing) groups { return groups{x.at(a), x.at(b)} }, design)
	}
	return ComparisonRow{
		Dimension: dimension, First: p.cuts[a].value, Second: p.cuts[b].value,
		NPSFirst: first.NPS(), NPSSecond: second.NPS(), Points: d.Points, CILow: d.Low, CIHigh: d.High, Z: d.Z,
		Smallest: Detectable((d.High - d.Low) / (2 * Z)), Mixed: mixed,
	}, d.P, within
}
