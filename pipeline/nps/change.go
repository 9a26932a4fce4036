package nps

import (
	"cmp"
	"math"
	"slices"

	"stemme/models"
	"stemme/pipeline/messages"
)

// The parts of a change.
const (
	PartTheme     = "theme"
	PartNoTheme   = "no_theme"
	PartNoComment = "no_comment"
	PartSmall     = "small"
	PartMix       = "mix"
)

// Changes decomposes the change of the score from every period to the next of its
// kind: over all and per touchpoint for months, quarters and years, per unit at
// every level of its path for years. Change gives any other. Cuts that are
// withheld, or have nothing scored, in either period are left out.
func (s *Scores) Changes() []ChangeRow {
	p := s.panel
	type job struct{ from, to, cut int32 }
	var jobs []job
	for _, at := range p.periodOrder() {
		from := p.periods[at.node].before
		if from < 0 {
			continue
		}
		for _, c := range p.cutOrder() {
			switch d := p.dimension(c); {
			case d == DimensionUnit && at.kind != KindYear:
			case d == DimensionAll || d == DimensionTouchpoint || d == DimensionUnit:
				if s.scored(from, c) && s.scored(at.node, c) {
					jobs = append(jobs, job{from, at.node, c})
				}
			}
		}
	}
	members := s.membersByCell()
	parts := make([][]ChangeRow, len(jobs))
	p.parallel(len(jobs), func(j int) {
		x := jobs[j]
		parts[j] = s.change(x.from, x.to, x.cut, members[p.at(x.from, x.cut)], members[p.at(x.to, x.cut)])
	})
	return slices.Concat(parts...)
}

// Change decomposes the change of one cut's score between two named periods, such
// as "2025" and "2026-Q1". Errors are of type *messages.Error.
func (s *Scores) Change(from, to, dimension, value string) ([]ChangeRow, error) {
	p := s.panel
	c := p.findCut(dimension, value)
	if c < 0 {
		return nil, messages.Errorf("cut_unknown", dimension, value)
	}
	var nodes [2]int32
	for i, name := range [...]string{from, to} {
		kind, ok := ParsePeriod(name)
		if !ok {
			return nil, messages.Errorf("period_unknown", name)
		}
		if nodes[i] = p.findPeriod(kind, name); nodes[i] < 0 || s.base.cube.cells[p.at(nodes[i], c)].scored() == 0 {
			return nil, messages.Errorf("period_empty", name)
		}
		if !s.scored(nodes[i], c) {
			return nil, messages.Errorf("figure_withheld")
		}
	}
	members := s.membersByCell(p.at(nodes[0], c), p.at(nodes[1], c))
	return s.change(nodes[0], nodes[1], c, members[p.at(nodes[0], c)], members[p.at(nodes[1], c)]), nil
}

// scored says whether a cell's score is shown.
func (s *Scores) scored(period, cut int32) bool {
	return s.shown(s.base, period, cut) && s.base.cube.cell(s.panel.at(period, cut)).scored() > 0
}

// membersByCell lists the scored responses of the cells that changes are about
// (of only, where given), customer by customer.
func (s *Scores) membersByCell(only ...int32) [][]int32 {
	p := s.panel
	order := p.all()
	slices.SortStableFunc(order, func(a, b int32) int { return cmp.Compare(p.cluster[a], p.cluster[b]) })
	members := make([][]int32, p.cells())
	for _, i := range order {
		if p.class[i] == models.NoClass {
			continue
		}
		for _, period := range p.chains[i] {
			for _, place := range p.places[i] {
				id := p.at(period, place)
				if len(only) > 0 && !slices.Contains(only, id) {
					continue
				}
				d := p.dimension(place)
				if len(only) > 0 || d == DimensionAll || d == DimensionTouchpoint || d == DimensionUnit && p.periods[period].kind == KindYear {
					members[id] = append(members[id], i)
				}
			}
		}
	}
	return members
}

// A change is one decomposition at work. Parts are numbered: the themes of Order,
// no theme, no comment; part maps them to the parts shown.
//
// Let s be a touchpoint's share of a period's scored responses, p a part's weighted
// share of a touchpoint's and m the part's mean value, so that NPS = Σ s Σ p·m. A
// response with K themes counts 1/K to each. Then with bars for the mean of the two
// periods and c for the mean of a touchpoint's two scores
//
//	ΔNPS = Σ_g Δs·NPS̄ + Σ_g s̄ Σ_t [ Δp·(m̄ − c) + p̄·Δm ]
//
// exactly: mix, volume and score. The sum of a part's two terms is
// Δ(p·m) − c·Δp, which its influence function is taken of.
//
// Method: Kitagawa, "Components of a Difference Between Two Rates", JASA 50 (1955);
// Das Gupta (1993) for the levels; Hampel, "The influence curve and its role in
// robust estimation", JASA 69 (1974).
type change struct {
	panel  *Panel
	scores *Scores
	rows   [2][]int32
	group  []int32 // touchpoint of each response of the panel; nil for one group
	groups int
	part   []int // shown part of each raw part
	parts  int   // shown parts; mix follows them
	sides  [2]side
	means  []float64   // of each group's two scores, which is its centre
	share  []float64   // of each group's two shares
	total  [][]float64 // group × part: Δ(p·m) − c·Δp
}

// A side is one period's figures.
type side struct {
	n     float64
	nps   float64
	share []float64   // of each group
	mean  []float64   // score of each group
	p, a  [][]float64 // group × part: weighted share, and that times the mean
}

func (s *Scores) change(from, to, cut int32, rows0, rows1 []int32) []ChangeRow {
	p := s.panel
	c := &change{panel: p, scores: s, rows: [2][]int32{rows0, rows1}}
	c.setGroups(cut)
	names := s.pool(c, [2]int32{from, to}, cut)
	for j := range c.sides {
		c.sides[j] = c.side(c.rows[j])
	}
	c.centre()
	variance, deltaVariance := c.variances()
	delta := difference(c.sides[1].nps-c.sides[0].nps, math.Sqrt(deltaVariance))
	var out []ChangeRow
	var ps []float64
	for k := range c.parts + 1 {
		if k == c.parts && c.groups == 1 {
			break
		}
		row := ChangeRow{
			Lens:       s.Lens,
			PeriodKind: p.periods[to].kind, From: p.periods[from].name, To: p.periods[to].name,
			Dimension: p.dimension(cut), Value: p.cuts[cut].value,
			NPSFrom: c.sides[0].nps, NPSTo: c.sides[1].nps, Delta: delta.Points, DeltaLow: delta.Low, DeltaHigh: delta.High,
		}
		if k == c.parts {
			row.Part, row.Volume, row.Score = PartMix, math.NaN(), math.NaN()
			row.ShareFrom, row.ShareTo = math.NaN(), math.NaN()
			row.Total = c.mix()
		} else {
			row.Part, row.ThemeID, row.Restates = names[k].part, names[k].theme, names[k].restates
			c.fill(&row, k)
		}
		d := difference(row.Total, math.Sqrt(variance[k]))
		row.CILow, row.CIHigh = d.Low, d.High
		out, ps = append(out, row), append(ps, d.P)
	}
	for k, q := range BenjaminiHochberg(ps) {
		out[k].Q = q
	}
	return out
}

// setGroups takes the touchpoints as groups, unless the cut is itself one.
func (c *change) setGroups(cut int32) {
	c.groups = 1
	if p := c.panel; p.dimension(cut) != DimensionTouchpoint && p.touchpoints > 0 {
		c.groups, c.group = p.touchpoints, p.touchpoint
	}
}

// groupOf is the group of response i.
func (c *change) groupOf(i int32) int32 {
	if c.group == nil {
		return 0
	}
	return c.group[i]
}

// A partName is what a part is shown as.
type partName struct {
	part, theme string
	restates    bool
}

// rawParts lists the raw parts of a response: its themes, or one of the two others.
func (c *change) rawParts(i int32, each func(part int, weight float64)) {
	p, scores := c.panel, c.scores
	switch themes := scores.themes[i]; {
	case len(themes) > 0:
		for _, t := range themes {
			each(t, 1/float64(len(themes)))
		}
	case p.commented[i]:
		each(len(scores.Order), 1)
	default:
		each(len(scores.Order)+1, 1)
	}
}

// pool decides the parts that are shown: those that are withheld, or small, in
// either period go into one, together with the smallest others until it is small
// in neither.
func (s *Scores) pool(c *change, periods [2]int32, cut int32) []partName {
	p := s.panel
	raw := len(s.Order) + 2
	var counts [2][]int
	for j, rows := range c.rows {
		counts[j] = make([]int, raw)
		for _, i := range rows {
			c.rawParts(i, func(part int, _ float64) { counts[j][part]++ })
		}
	}
	pooled := make([]bool, raw)
	for k := range pooled {
		for j, period := range periods {
			small := counts[j][k] > 0 && counts[j][k] < p.SmallGroup
			hidden := counts[j][k] > 0 && k <= len(s.Order) && p.SmallGroup > 1 && s.slices[k].hidden[p.at(period, cut)]
			pooled[k] = pooled[k] || small || hidden
		}
	}
	for widen(pooled, counts, p.SmallGroup) {
	}
	var names []partName
	small := -1
	c.part = make([]int, raw)
	for k := range raw {
		c.part[k] = -1
		switch {
		case counts[0][k]+counts[1][k] == 0:
		case pooled[k] && small >= 0:
			c.part[k] = small
		case pooled[k]:
			small = len(names)
			c.part[k] = small
			names = append(names, partName{part: PartSmall})
		default:
			c.part[k] = len(names)
			names = append(names, s.partName(k))
		}
	}
	c.parts = len(names)
	return names
}

func (s *Scores) partName(k int) partName {
	switch n := len(s.Order); k {
	case n:
		return partName{part: PartNoTheme}
	case n + 1:
		return partName{part: PartNoComment}
	default:
		return partName{PartTheme, s.Order[k], s.restates(k)}
	}
}

// widen adds the smallest part to the pool where the pool is exposed; false where
// it is not, or where all is in it.
func widen(pooled []bool, counts [2][]int, k int) bool {
	members, exposed := 0, false
	var sum [2]int
	least, leastSize := -1, math.MaxInt
	for i := range pooled {
		n := counts[0][i] + counts[1][i]
		if pooled[i] {
			members++
			sum[0], sum[1] = sum[0]+counts[0][i], sum[1]+counts[1][i]
		} else if n > 0 && n < leastSize {
			least, leastSize = i, n
		}
	}
	exposed = members == 1 || sum[0] > 0 && sum[0] < k || sum[1] > 0 && sum[1] < k
	if members == 0 || !exposed || least < 0 {
		return false
	}
	pooled[least] = true
	return true
}

// side sums one period.
func (c *change) side(rows []int32) side {
	s := side{n: float64(len(rows)), share: make([]float64, c.groups), mean: make([]float64, c.groups)}
	for range c.groups {
		s.p, s.a = append(s.p, make([]float64, c.parts)), append(s.a, make([]float64, c.parts))
	}
	for _, i := range rows {
		g, y := c.groupOf(i), float64(c.panel.class[i].Value())
		s.share[g]++
		s.mean[g] += y
		s.nps += y / s.n
		c.rawParts(i, func(part int, w float64) {
			s.p[g][c.part[part]] += w
			s.a[g][c.part[part]] += w * y
		})
	}
	for g, n := range s.share {
		for k := range s.p[g] {
			s.p[g][k], s.a[g][k] = s.p[g][k]/max(n, 1), s.a[g][k]/max(n, 1)
		}
		s.mean[g], s.share[g] = s.mean[g]/max(n, 1), n/s.n
	}
	return s
}

// alone says whether a group is in one of the periods only: all of it is mix.
func (c *change) alone(g int) bool { return c.sides[0].share[g] == 0 || c.sides[1].share[g] == 0 }

// centre sets what the two periods' means are taken of.
func (c *change) centre() {
	x, y := &c.sides[0], &c.sides[1]
	for g := range c.groups {
		if x.share[g] == 0 {
			x.mean[g] = y.mean[g]
		} else if y.share[g] == 0 {
			y.mean[g] = x.mean[g]
		}
		c.means = append(c.means, (x.mean[g]+y.mean[g])/2)
		c.share = append(c.share, (x.share[g]+y.share[g])/2)
		total := make([]float64, c.parts)
		for k := range total {
			if !c.alone(g) {
				total[k] = y.a[g][k] - x.a[g][k] - c.means[g]*(y.p[g][k]-x.p[g][k])
			}
		}
		c.total = append(c.total, total)
	}
}

func (c *change) mix() float64 {
	sum := 0.0
	for g, mean := range c.means {
		sum += (c.sides[1].share[g] - c.sides[0].share[g]) * mean
	}
	return sum
}

// fill sets the volume and score parts of part k.
func (c *change) fill(row *ChangeRow, k int) {
	x, y := &c.sides[0], &c.sides[1]
	for g := range c.groups {
		row.ShareFrom += x.share[g] * x.p[g][k]
		row.ShareTo += y.share[g] * y.p[g][k]
		p0, p1 := x.p[g][k], y.p[g][k]
		if c.alone(g) || p0 == 0 && p1 == 0 {
			continue
		}
		m0, m1 := x.a[g][k]/p0, y.a[g][k]/p1
		if p0 == 0 {
			m0 = m1
		} else if p1 == 0 {
			m1 = m0
		}
		row.Volume += c.share[g] * (p1 - p0) * ((m0+m1)/2 - c.means[g])
		row.Score += c.share[g] * (p0 + p1) / 2 * (m1 - m0)
	}
	row.Total = row.Volume + row.Score
}
