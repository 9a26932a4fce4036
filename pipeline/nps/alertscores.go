package nps

import (
	"math"
	"slices"
)

// scoreWindows are how many periods a score is held against its past over, besides the one: a fall that
// stays is sure in two or three months of a small unit that are sure in none of them.
var scoreWindows = [...]int{2, 3}

// scoreTrendShare is the part of a score's probability of a false alarm that the windows of several periods
// share. Measured on 20 surveys of 24 small units of which one falls and stays: at a third 16 are told, at a half 17,
// with 12 of 12 falls of one month told by either.
const scoreTrendShare = 0.5

// moves tests the score of every cut of a family against its own past, in the period alone and together
// with the one and the two before it; of a cut the surest is told, the period alone where that is sure by
// itself. The three share the probability of a false alarm as the tests of a theme do.
func (s *Scores) moves(family string, cuts []int32, node int32, past []int32) []verdict {
	alone := s.movesOver(family, cuts, node, past, 1)
	at := map[string]int{}
	for i := range alone {
		alone[i].p = min(1, alone[i].p/(1-scoreTrendShare))
		at[alone[i].row.Value] = i
	}
	sure := alertLevel / float64(max(1, len(alone)))
	kept := slices.Clone(alone)
	for _, wide := range scoreWindows {
		for _, v := range s.movesOver(family, cuts, node, past, wide) {
			v.p = min(1, v.p/(scoreTrendShare/float64(len(scoreWindows))))
			if i, both := at[v.row.Value]; both && alone[i].p > sure && v.p < kept[i].p {
				kept[i] = v
			}
		}
	}
	return kept
}

// A move is a cut whose score is held against its past: the cells of that, and those of the periods that may have moved.
type move struct {
	cut          int32
	before, now  standing
	variance     float64
	own          unrest
	cells        [2][]int32
	withheldPast bool
}

// A standing is the score of some cells together, and how many customers who answer once would tell it as
// surely.
type standing struct {
	Tally
	size float64
}

func (s *Scores) standingOf(ids []int32) (of standing) {
	for _, id := range ids {
		of.Tally, of.size = of.plus(s.base.cube.cell(id).tally()), of.size+s.strangers(id)
	}
	return of
}

// movesOver tests so many periods together, the last of them node, with the spread between past blocks
// of as many that sampling alone does not explain. That is drawn to the spread of all
// cuts of the family, as few blocks show little of one. A window with a withheld period is not tested.
func (s *Scores) movesOver(family string, cuts []int32, node int32, past []int32, wide int) (verdicts []verdict) {
	p := s.panel
	window := windowOf(past, node, wide)
	var tried []move
	var spreads []float64
	for _, c := range cuts {
		if m, ok := s.move(c, past[:len(past)-(wide-1)], window); ok {
			tried = append(tried, m)
			if !m.withheldPast { // what is withheld is in no figure of another
				spreads = append(spreads, m.own.spread)
			}
		}
	}
	common := priorOf(spreads)
	for i := range tried {
		m := &tried[i]
		noise := common.with(m.own)
		se := math.Sqrt(noise.spread * m.variance * (1/m.now.size + 1/m.before.size))
		row := s.alert(family, node)
		row.Dimension, row.Value = p.dimension(m.cut), p.cuts[m.cut].value
		row.Observed, row.Expected = m.now.NPS(), m.before.NPS()
		row.Low, row.High = row.Expected-noise.far*se, row.Expected+noise.far*se
		row.Z = (row.Observed - row.Expected) / se
		if row.Z < 0 {
			row.Direction = "down"
		}
		if wide > 1 {
			row.Since = p.periods[window[0]].name
		}
		one := verdict{row: row, p: noise.p(row.Z), past: m.withheldPast, cells: m.cells}
		s.scoreSeason(&one, window, m.cut, noise)
		verdicts = append(verdicts, one)
	}
	return verdicts
}

// move is the trial of one cut; false where too few periods of the past have a score, or not all of the window.
func (s *Scores) move(c int32, past, window []int32) (m move, ok bool) {
	p := s.panel
	m.cut, m.withheldPast = c, s.base.withholds(p, c, past...)
	for _, at := range window {
		if !s.scored(at, c) {
			return m, false
		}
		m.cells[1] = append(m.cells[1], p.at(at, c))
	}
	for _, at := range past {
		if id := p.at(at, c); s.base.cube.cell(id).scored() > 0 {
			m.cells[0] = append(m.cells[0], id)
		}
	}
	wide := len(window)
	if len(m.cells[0]) < max(FewestBefore, wide*fewestTogether) {
		return m, false
	}
	m.before, m.now = s.standingOf(m.cells[0]), s.standingOf(m.cells[1])
	m.variance = m.before.plus(m.now.Tally).Variance()
	m.own = s.scoreUnrest(m.cells[0], wide, &m.before, m.variance)
	return m, true
}

// scoreUnrest is how far past cells' scores, so many together from the last backwards, lie off the pooled
// one, in the variance of sampling.
func (s *Scores) scoreUnrest(ids []int32, wide int, pooled *standing, variance float64) unrest {
	sum, blocks := 0.0, 0
	for ; len(ids) >= wide; ids = ids[:len(ids)-wide] {
		of := s.standingOf(ids[len(ids)-wide:])
		off := of.NPS() - pooled.NPS()
		sum, blocks = sum+off*off*of.size/variance, blocks+1
	}
	return unrest{sum / float64(blocks-1), blocks - 1}
}

// scoreSeason holds a cut's score over some periods against the same periods of the years before.
func (s *Scores) scoreSeason(v *verdict, window []int32, c int32, noise noise) {
	p := s.panel
	var now, same []int32
	for _, node := range window {
		now = append(now, p.at(node, c))
		for _, at := range p.seasons(node, func(at int32) bool { return s.scored(at, c) }) {
			same = append(same, p.at(at, c))
		}
	}
	before, of := s.standingOf(same), s.standingOf(now)
	se := math.Sqrt(noise.spread * before.plus(of.Tally).Variance() * (1/of.size + 1/max(before.size, 1)))
	z := (of.NPS() - before.NPS()) / se
	v.hold(len(same), z, noise.p(z))
}

// strangers is how many customers who answer once would tell a cell's score as surely.
func (s *Scores) strangers(id int32) float64 {
	return float64(s.base.cube.cell(id).scored()) / s.base.cube.design(id)
}
