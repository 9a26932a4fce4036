package nps

import (
	"cmp"
	"math"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"

	"stemme/pipeline/nps/internal/withhold"
)

// A ratingColumn is one further question's answers; NaN where it was not answered.
type ratingColumn struct {
	name   string
	values []float64
}

// Ratings is the mean of each further question over the lattice of Score. What
// is missing stays missing: a cut in which nobody answered has no row. Answers
// are withheld by the rule of Score, with the answers as the groups.
func (p *Panel) Ratings() []RatingRow {
	perRating := make([][]RatingRow, len(p.ratings))
	base := p.wholeSlice(p.all())
	p.parallel(len(p.ratings), func(n int) { perRating[n] = p.rating(&p.ratings[n], base) })
	rows := slices.Concat(perRating...)
	slices.SortStableFunc(rows, func(a, b RatingRow) int { return compareKeys(&a.CutKey, &b.CutKey) })
	return rows
}

func compareKeys(a, b *CutKey) int {
	return cmp.Or(cmp.Compare(a.PeriodKind, b.PeriodKind), cmp.Compare(a.Period, b.Period),
		cmp.Compare(a.Dimension, b.Dimension), cmp.Compare(a.Value, b.Value))
}

func (p *Panel) rating(column *ratingColumn, base *slice) []RatingRow {
	var rows []int32
	for i, v := range column.values {
		if !math.IsNaN(v) {
			rows = append(rows, int32(i))
		}
	}
	of := p.wholeSlice(rows)
	hidden := p.hide(of.cube, withhold.Counts{Within: base.hidden})
	moments := p.moments(rows, column.values)
	var out []RatingRow
	for _, at := range p.periodOrder() {
		for _, c := range p.cutOrder() {
			id := p.at(at.node, c)
			n := int(of.cube.cell(id).responses)
			if n == 0 || p.bare(at.node, int32(n)) {
				continue
			}
			key := CutKey{at.kind, p.periods[at.node].name, p.dimension(c), p.cuts[c].value}
			row := RatingRow{CutKey: key, Rating: column.name, Mean: math.NaN(), CILow: math.NaN(), CIHigh: math.NaN(), Suppressed: hidden[id]}
			if !hidden[id] {
				row.Rated = IntOf(n)
				row.Mean, row.CILow, row.CIHigh = moments[id].interval()
			}
			out = append(out, row)
		}
	}
	return out
}

// moments are the sums of a cell's answers and of its customers' sums.
type moments struct {
	n, sum   float64
	clusters float64
	squares  float64 // over customers: sum²
	mixed    float64 // over customers: sum · answers
	squaredN float64 // over customers: answers²
}

// moments sums the answers of every cell, within customers first.
func (p *Panel) moments(rows []int32, values []float64) []moments {
	order := slices.Clone(rows)
	slices.SortStableFunc(order, func(a, b int32) int { return cmp.Compare(p.cluster[a], p.cluster[b]) })
	all := make([]moments, p.cells())
	type sum struct{ n, v float64 }
	sums := make([]sum, p.cells())
	var touched []int32
	for k, i := range order {
		w, v := float64(p.weight[i]), values[i]
		for _, period := range p.chains[i] {
			for _, place := range p.places[i] {
				id := p.at(period, place)
				if p.cluster[i] == alone {
					all[id].add(1, v, w)
					continue
				}
				if sums[id].n == 0 {
					touched = append(touched, id)
				}
				sums[id].n += w
				sums[id].v += w * v
			}
		}
		if k+1 < len(order) && p.cluster[order[k+1]] == p.cluster[i] {
			continue
		}
		for _, id := range touched {
			all[id].add(sums[id].n, sums[id].v, 1)
			sums[id] = sum{}
		}
		touched = touched[:0]
	}
	return all
}

// add adds w customers who each gave n answers that sum to v.
func (m *moments) add(n, v, w float64) {
	m.n, m.sum, m.clusters = m.n+w*n, m.sum+w*v, m.clusters+w
	m.squares, m.mixed, m.squaredN = m.squares+w*v*v, m.mixed+w*v*n, m.squaredN+w*n*n
}

// interval is the mean with its 95 % interval by Student's t over customers. Where
// all answer alike the standard error is as if one further answer lay one step off:
// 1/(customers + 1).
func (m moments) interval() (mean, low, high float64) {
	mean = m.sum / m.n
	if m.clusters < 2 {
		return mean, math.NaN(), math.NaN()
	}
	spread := max(0, m.squares-2*mean*m.mixed+mean*mean*m.squaredN)
	se := math.Sqrt(spread*m.clusters/(m.clusters-1)) / m.n
	if spread < 1e-9 {
		se = 1 / (m.clusters + 1)
	}
	half := se * distuv.StudentsT{Mu: 0, Sigma: 1, Nu: m.clusters - 1}.Quantile(0.975)
	return mean, mean - half, mean + half
}

// Questions lists the names of the further questions, sorted.
func (p *Panel) Questions() []string {
	names := make([]string, len(p.ratings))
	for i := range p.ratings {
		names[i] = p.ratings[i].name
	}
	return names
}
