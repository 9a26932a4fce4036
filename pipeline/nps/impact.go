package nps

import (
	"cmp"
	"math"
	"slices"

	"stemme/models"
)

// PartUnsaid is what no theme of a comment speaks for: what a content customer gains
// the score whose comment only complains, or a dissatisfied one loses it who only
// praises.
const PartUnsaid = "unsaid"

// Impact splits the score of all, and of every value of the dimensions, in two: what
// lifts it from −100, and what keeps it from 100. A response of value y lifts it by
// (y + 100)/n and keeps it down by (100 − y)/n. Its lift is shared evenly by the
// themes that it praises, its loss by those that it complains of; themes of no
// polarity stand in where there are none, and where those are missing too it is
// unsaid. The lifts sum to NPS + 100, the losses to 100 − NPS, exactly. Parts that
// are withheld, or small, are one.
//
// Method: a mean of shares, as impact is split per polarity by tools for comments;
// intervals by the sandwich over customers (Liang and Zeger 1986).
func (s *Scores) Impact(dimensions ...string) []ImpactRow {
	var rows []ImpactRow
	for _, c := range s.cutsOf(dimensions...) {
		if s.scored(periodAll, c) {
			rows = append(rows, s.impact(c)...)
		}
	}
	return rows
}

// sides are the two halves of the score.
const (
	lift = iota
	loss
	sides
)

// An impactSum is one part's sums over customers.
type impactSum struct{ points, squares, crossed [sides]float64 }

// impact is the rows of one cut.
func (s *Scores) impact(c int32) []ImpactRow {
	p := s.panel
	var members []int32
	for i := range p.class {
		if p.class[i] != models.NoClass && p.whole(i) && slices.Contains(p.places[i], c) {
			members = append(members, int32(i))
		}
	}
	parts := s.pool([2][]int32{members, nil}, comparison{periodAll, periodAll, c})
	unsaid := len(parts.names)
	sums := make([]impactSum, unsaid+1)
	n, squaredN := 0.0, 0.0
	own, touched := make([][sides]float64, unsaid+1), []int{}
	answers := 0.0
	flush := func(customers float64) {
		for _, k := range touched {
			for side, v := range own[k] {
				sums[k].points[side] += customers * v
				sums[k].squares[side] += customers * v * v
				sums[k].crossed[side] += customers * v * answers
			}
			own[k] = [sides]float64{}
		}
		squaredN += customers * answers * answers
		touched, answers = touched[:0], 0
	}
	for at, i := range members { // a customer's rows lie together
		each := float64(p.weight[i])
		n += each
		if p.cluster[i] == alone {
			each = 1
		}
		answers += each
		y := float64(p.class[i].Value())
		for side, points := range [sides]float64{100 + y, 100 - y} {
			s.share(int(i), side, func(part int, w float64) {
				k := unsaid
				if part >= 0 {
					k = parts.of[part]
				}
				if !slices.Contains(touched, k) {
					touched = append(touched, k)
				}
				own[k][side] += each * w * points
			})
		}
		switch {
		case p.cluster[i] == alone:
			flush(float64(p.weight[i]))
		case at+1 == len(members) || p.cluster[members[at+1]] != p.cluster[i]:
			flush(1)
		}
	}
	return s.impactRows(c, parts, sums, n, squaredN)
}

// share calls do for the raw parts that a response's lift or loss is shared by; −1
// is unsaid.
func (s *Scores) share(i, side int, do func(part int, w float64)) {
	themes := s.themes[i]
	if len(themes) == 0 {
		for _, r := range s.raws(int32(i)) {
			do(int(r.part), r.share)
		}
		return
	}
	of := func(sign int8) (n int) {
		for at := range themes {
			if s.sign(i, at) == sign {
				n++
			}
		}
		return n
	}
	sign := int8(1)
	if side == loss {
		sign = -1
	}
	count := of(sign)
	if count == 0 {
		sign = 0
		count = of(0)
	}
	if count == 0 {
		do(-1, 1)
		return
	}
	for at, t := range themes {
		if s.sign(i, at) == sign {
			do(t, 1/float64(count))
		}
	}
}

// sign is whether row i praises (1) its at-th theme or complains of it (−1).
func (s *Scores) sign(i, at int) int8 {
	if at < len(s.signs[i]) {
		return s.signs[i][at]
	}
	return 0
}

// impactRows are the rows of one cut's sums, the largest loss first.
func (s *Scores) impactRows(c int32, parts pooled, sums []impactSum, n, squaredN float64) []ImpactRow {
	p := s.panel
	score := s.base.cube.cell(p.at(periodAll, c)).tally().NPS()
	var rows []ImpactRow
	for k, sum := range sums {
		if sum.points[lift] == 0 && sum.points[loss] == 0 {
			continue
		}
		name := partName{part: PartUnsaid}
		if k < len(parts.names) {
			name = parts.names[k]
		}
		var d [sides]Difference
		for side := range d {
			mean := sum.points[side] / n
			spread := max(0, sum.squares[side]-2*mean*sum.crossed[side]+mean*mean*squaredN)
			se := math.Sqrt(spread) / n
			if spread < 1e-9 {
				se = 100 / n
			}
			d[side] = difference(mean, se)
		}
		rows = append(rows, ImpactRow{
			Dimension: p.dimension(c), Value: p.cuts[c].value, Part: name.part, ThemeID: name.theme, NPS: score,
			Lift: d[lift].Points, LiftLow: max(0, d[lift].Low), LiftHigh: d[lift].High,
			Loss: d[loss].Points, LossLow: max(0, d[loss].Low), LossHigh: d[loss].High,
			Lens: s.Lens, Restates: name.restates,
		})
	}
	slices.SortStableFunc(rows, func(a, b ImpactRow) int {
		return cmp.Or(compareBool(a.Restates, b.Restates), cmp.Compare(b.Loss, a.Loss))
	})
	return rows
}
