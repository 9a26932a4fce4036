package nps

import (
	"math"
	"slices"

	"stemme/models"
)

// A Mixed says what of the difference of two groups comes from who answered: points
// because responses of one way to cut are shared out otherwise, and what is left among
// responses of the same values. Both are NULL, and the dimension, where no mix surely
// makes a difference.
type Mixed struct {
	MixDimension    string  `table:"mix_dimension,null,dict" doc:"way to cut whose shares make the largest sure part of difference; NULL where none surely does, or fewer than 30 responses of either are scored"`
	Mix             float64 `table:"mix,null" doc:"points of difference because other shares of mix_dimension answered: mix + performance = difference"`
	Performance     float64 `table:"performance,null" doc:"points of difference among responses of the same values of mix_dimension"`
	PerformanceLow  float64 `table:"performance_low,null" doc:"lower end of its 95 % interval"`
	PerformanceHigh float64 `table:"performance_high,null" doc:"upper end"`
	Held            string  `table:"verdict_held,null,dict" doc:"performance: higher, lower or not_sure (its interval holds 0, or its q over the dimension is above 0.05)"`
	Reverses        bool    `table:"reverses" doc:"verdict is surely the other way round among responses of the same values"`
}

// unmixed is that of no sure mix.
func unmixed() Mixed {
	nan := math.NaN()
	return Mixed{Mix: nan, Performance: nan, PerformanceLow: nan, PerformanceHigh: nan}
}

// A StandingRow holds one value of a dimension against all other responses.
type StandingRow struct {
	Dimension string  `table:"dimension,dict" doc:"touchpoint, stage, source, unit (at every level of its path) or a segment"`
	Value     string  `table:"value,null,dict" doc:"the value; NULL for those that have none"`
	Scored    int     `table:"scored" doc:"responses of the value with a score"`
	NPS       float64 `table:"nps" doc:"their score"`
	RestNPS   float64 `table:"nps_rest" doc:"score of all other responses"`
	Points    float64 `table:"difference" doc:"nps − nps_rest"`
	CILow     float64 `table:"ci_low" doc:"lower end of its 95 % interval"`
	CIHigh    float64 `table:"ci_high" doc:"upper end"`
	Q         float64 `table:"q,null" doc:"false discovery rate (Benjamini–Hochberg) over the values of the dimension, of units over one level"`
	Verdict   string  `table:"verdict,dict" doc:"higher, lower or not_sure (q above 0.05)"`
	Mixed
}

// Standings holds every shown value of each dimension against the rest of all responses,
// over all time, and says what of the difference is mix. Values of which, or of whose rest,
// a small group is scored are left out.
func (s *Scores) Standings() []StandingRow {
	p := s.panel
	parts := make([][]StandingRow, len(p.axes))
	if s.scored(periodAll, cutAll) {
		p.parallel(len(p.axes), func(ax int) { parts[ax] = s.standings(ax) })
	}
	return slices.Concat(parts...)
}

// standings are those of one axis, family by family.
func (s *Scores) standings(ax int) []StandingRow {
	p, whole := s.panel, s.panel.at(periodAll, cutAll)
	all, crossed := s.base.cube.cell(whole), p.crossed[ax]()
	families := make([]family, 2+p.deepest(ax))
	for c := p.axes[ax].first; c < p.axes[ax].last; c++ {
		id := p.at(periodAll, c)
		of := s.base.cube.cell(id)
		rest := all.tally().less(of.tally())
		if p.cuts[c].hidden || !s.scored(periodAll, c) || rest.Scored() < max(1, p.SmallGroup) {
			continue
		}
		design := [2]float64{s.base.cube.design(whole), s.base.cube.design(id)}
		d := Compare(rest, of.tally(), design[0], design[1])
		within := math.NaN()
		row := StandingRow{Dimension: p.axes[ax].name, Value: p.cuts[c].value, Scored: int(of.scored()), NPS: of.tally().NPS(), RestNPS: rest.NPS(),
			Points: d.Points, CILow: d.Low, CIHigh: d.High, Mixed: unmixed()}
		if min(rest.Scored(), row.Scored) >= fewest {
			row.Mixed, within = p.mixed(crossed, func(x *crossing) groups { return x.against(c) }, design)
		}
		level := 1
		if row.Dimension == DimensionUnit {
			level = p.level(c)
		}
		f := &families[level]
		f.rows, f.ps, f.within = append(f.rows, row), append(f.ps, d.P), append(f.within, within)
	}
	var rows []StandingRow
	for n := range families {
		rows = append(rows, families[n].judged()...)
	}
	return rows
}

// A family is the standings that q is over, with the probabilities of their differences and
// of the performances.
type family struct {
	rows       []StandingRow
	ps, within []float64
}

// judged sets q and verdicts.
func (f *family) judged() []StandingRow {
	within := BenjaminiHochberg(f.within)
	for i, q := range BenjaminiHochberg(f.ps) {
		row := &f.rows[i]
		row.Q, row.Verdict = q, verdictOf(row.Points, q <= Significant)
		row.judge(row.Verdict, within[i])
	}
	return f.rows
}

// verdictOf is what a difference is told as.
func verdictOf(points float64, sure bool) string {
	switch {
	case !sure:
		return "not_sure"
	case points > 0:
		return "higher"
	}
	return "lower"
}

// judge says what performance is told as, beside the verdict on the whole difference; q is
// that of performance over its family.
func (m *Mixed) judge(verdict string, q float64) {
	if m.MixDimension == "" {
		return
	}
	m.Held = verdictOf(m.Performance, Sure(m.PerformanceLow, m.PerformanceHigh, q))
	m.Reverses = verdict == "higher" && m.Held == "lower" || verdict == "lower" && m.Held == "higher"
}

func (t Tally) less(u Tally) Tally {
	return Tally{t.Promoters - u.Promoters, t.Passives - u.Passives, t.Detractors - u.Detractors, t.Unscored - u.Unscored}
}

// A crossing counts the scored responses of every cut of an axis by the values of a way to
// cut.
type crossing struct {
	of    *mixDimension
	first int32     // cut of the axis
	whole []byClass // of all responses, by value
	cuts  []byClass // cut × value
}

// crossings cross an axis with every way to cut but itself.
func (p *Panel) crossings(ax int) []*crossing {
	var all []*crossing
	for _, d := range p.mixDimensions() {
		if d.axis == ax {
			continue
		}
		x := &crossing{of: d, first: p.axes[ax].first, whole: make([]byClass, len(d.values))}
		x.cuts = make([]byClass, int(p.axes[ax].last-x.first)*len(d.values))
		for i, class := range p.class {
			if class == models.NoClass || !p.whole(i) {
				continue
			}
			x.whole[d.of[i]][class] += float64(p.weight[i])
			for _, c := range p.places[i] {
				if c >= x.first && c < p.axes[ax].last {
					x.at(c)[d.of[i]][class] += float64(p.weight[i])
				}
			}
		}
		all = append(all, x)
	}
	return all
}

// at is one cut's row.
func (x *crossing) at(c int32) []byClass {
	n := int32(len(x.of.values))
	return x.cuts[(c-x.first)*n : (c-x.first+1)*n]
}

// against are the responses outside a cut, and those of it.
func (x *crossing) against(c int32) groups {
	rest := slices.Clone(x.whole)
	for v, of := range x.at(c) {
		for class, n := range of {
			rest[v][class] -= n
		}
	}
	return groups{rest, x.at(c)}
}

// groups are the scored responses of two groups by the values of a way to cut.
type groups [2][]byClass

// mixed takes the difference of two groups apart by each crossing, and keeps that with the
// largest mix of those that are sure; within is the probability of its performance.
func (p *Panel) mixed(crossed []*crossing, of func(*crossing) groups, design [2]float64) (m Mixed, within float64) {
	var each []parting
	var names []string
	var ps []float64
	for _, x := range crossed {
		if one, ok := of(x).part(p.SmallGroup, design); ok {
			each, names, ps = append(each, one), append(names, x.of.name), append(ps, one.mix.P)
		}
	}
	best, most := -1, 0.0
	for n, q := range BenjaminiHochberg(ps) {
		if mix := each[n].mix; Sure(mix.Low, mix.High, q) && math.Abs(mix.Points) > most {
			best, most = n, math.Abs(mix.Points)
		}
	}
	if best < 0 {
		return unmixed(), math.NaN()
	}
	one := each[best]
	step := p.step(200, min(one.n[0], one.n[1]))
	m = Mixed{MixDimension: names[best], Mix: told(one.mix.Points, step, math.Round)}
	m.Performance = one.mix.Points + one.performance.Points - m.Mix
	m.PerformanceLow, m.PerformanceHigh = toldRange(one.performance.Low, one.performance.High, step)
	return m, one.performance.P
}

// A parting is a difference of two groups taken apart by one way to cut.
type parting struct {
	cells            groups
	n, nps           [2]float64
	share, mean      [2][]float64 // of each value
	off              []float64    // how far the second group's mean lies above the first's, 0 of values that one lacks
	mix, performance Difference
}

// part takes the second group's score less the first's apart. With shares P(x) and means
// m(x) of the values x
//
//	difference = Σ (P1 − P0)·m̄ + Σ P̄·(m1 − m0)
//
// mix and performance, as of a change (Kitagawa 1955); a value that one group lacks is all
// mix. Values that are small in either are one value. Not ok where the groups are
// largely of values that the other lacks, or there is one value only. Intervals come from
// influence functions, design being what repeated customers widen a variance by.
func (of groups) part(k int, design [2]float64) (a parting, ok bool) {
	if a.cells, ok = of.pooled(k); !ok {
		return a, false
	}
	for j, cells := range a.cells {
		for _, c := range cells {
			a.share[j], a.mean[j] = append(a.share[j], c.sum()), append(a.mean[j], c.mean())
			a.n[j], a.nps[j] = a.n[j]+c.sum(), a.nps[j]+c.sum()*c.mean()
		}
		a.nps[j] /= a.n[j]
		for x := range a.share[j] {
			a.share[j][x] /= a.n[j]
		}
	}
	points := 0.0
	for x := range a.share[0] {
		off := 0.0
		if a.both(x) {
			off = a.mean[1][x] - a.mean[0][x]
		}
		a.off = append(a.off, off)
		points += (a.share[0][x] + a.share[1][x]) / 2 * off
	}
	mix, performance := a.variances(design)
	a.mix, a.performance = difference(a.nps[1]-a.nps[0]-points, math.Sqrt(mix)), difference(points, math.Sqrt(performance))
	return a, true
}

// both says whether both groups have a value.
func (a *parting) both(x int) bool { return a.share[0][x] > 0 && a.share[1][x] > 0 }

// variances are the sums over responses of the squares of what each moves mix and
// performance by.
func (a *parting) variances(design [2]float64) (mix, performance float64) {
	for j := range a.cells {
		sign, middle := float64(2*j-1), 0.0
		for x, off := range a.off {
			middle += a.share[j][x] * off
		}
		for x, c := range a.cells[j] {
			slope := 0.0
			if a.both(x) {
				slope = sign * (a.share[0][x] + a.share[1][x]) / 2 / a.share[j][x]
			}
			for _, class := range models.Classes {
				y := float64(class.Value())
				within := slope*(y-a.mean[j][x]) + (a.off[x]-middle)/2
				rest := sign*(y-a.nps[j]) - within
				weight := c[class] * design[j] / a.n[j] / max(1, a.n[j]-1)
				mix, performance = mix+weight*rest*rest, performance+weight*within*within
			}
		}
	}
	return mix, performance
}

// mean is the score of scored responses; 0 of none.
func (n *byClass) mean() float64 {
	return 100 * (n[models.Promoter] - n[models.Detractor]) / max(1, n.sum())
}

// pooled puts values that are small in either group into one, with the smallest others where
// that is small itself; false where what is left tells nothing.
func (of groups) pooled(k int) (cells groups, ok bool) {
	w, small := way{}, make([]bool, len(of[0]))
	for j := range of {
		for v := range of[j] {
			n := int(of[j][v].sum())
			w.sizes[j] = append(w.sizes[j], n)
			small[v] = small[v] || n > 0 && n < k
		}
	}
	if w.replaced() {
		return cells, false
	}
	poolSmall(small, w.sizes, k)
	for j := range of {
		pool, pooled := byClass{}, false
		for v := range of[j] {
			switch {
			case small[v]:
				pool.add(of[j][v])
				pooled = true
			case w.sizes[0][v]+w.sizes[1][v] > 0:
				cells[j] = append(cells[j], of[j][v])
			}
		}
		if pooled {
			cells[j] = append(cells[j], pool)
		}
	}
	return cells, len(cells[0]) > 1
}
