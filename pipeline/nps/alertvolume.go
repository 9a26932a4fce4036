package nps

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"
)

// lately is how many periods a trend is told over: what grows little by little is sure in none of
// them alone.
const lately = 3

// nearby is how many periods just before one are no part of what its trend is held against, a year less
// one: a problem that grows from month to month would else be its own past, and its growth the noise of
// that. Of few periods it is no more than half of what there are beyond FewestBefore. What a period alone is
// held against ends one before it, in which a problem may have begun.
const nearby = 11

// trendShare is the part of a theme's probability of a false alarm that its trend has, the other being
// that of the period alone. Measured on planted growth: at 0.2 and 0.5 growth to 16 of 110 is told in 60
// of 60, one of 2 to 8 in a year in 55 and 60, and a theme that falls from 8 to 0 in 60 and 20.
const trendShare = 1.0 / 3

// volumes tests every theme of a period that has a past, by itself and together with those before it;
// of a theme the surer is told, the period alone where that is sure by itself.
func (s *Scores) volumes(node int32, past []int32) []verdict {
	alone, trends := s.volumesOver(node, past, 1), s.volumesOver(node, past, lately)
	at := map[string]int{}
	for i := range alone {
		alone[i].p = min(1, alone[i].p/(1-trendShare))
		at[alone[i].row.ThemeID] = i
	}
	sure := alertLevel / float64(max(1, len(alone)))
	for _, v := range trends {
		v.p = min(1, v.p/trendShare)
		if i, both := at[v.row.ThemeID]; !both {
			alone = append(alone, v)
		} else if alone[i].p > sure && v.p < alone[i].p {
			alone[i] = v
		}
	}
	return alone
}

// volumesOver tests the count of every theme that has a past against what that leads to
// expect, who comments held, with the spread that its own past shows beyond chance, its
// outbreaks left out; and against the same period of the years before. The count is that of so many
// periods together, the last of them node.
//
// Method: Farrington et al., "A statistical algorithm for the early detection of
// outbreaks", JRSS A 159 (1996): quasi-likelihood, past outbreaks taken down, here without trend; what
// is near left out: Noufaily et al., "An improved algorithm for outbreak detection", Statistics in
// Medicine 32 (2013); standardisation by class: Kitagawa 1955.
func (s *Scores) volumesOver(node int32, past []int32, wide int) (verdicts []verdict) {
	p := s.panel
	window := windowOf(past, node, wide)
	tried, common := s.trials(past, window)
	for i := range tried {
		tr := &tried[i]
		noise := common.with(tr.own)
		row, ok := s.volume(tr.theme, node, &tr.habit, &tr.now, noise)
		if !ok {
			continue
		}
		if wide > 1 {
			row.Family, row.Since = FamilyTrend, p.periods[window[0]].name
		}
		withheld := s.slices[tr.theme].withholds
		one := verdict{row: row, p: noise.p(row.Z), now: withheld(p, cutAll, window...), past: withheld(p, cutAll, past...)}
		var same []int32
		for _, at := range window {
			same = append(same, p.seasons(at, func(at int32) bool { return !withheld(p, cutAll, at) })...)
		}
		step := 0.0
		if p.SmallGroup > 1 && s.silent.withholds(p, cutAll, slices.Concat(window, past, same)...) {
			one.row.blur()
			one.p, step = noise.p(one.row.Z), zStep
		}
		s.season(&one, tr, same, noise, step)
		verdicts = append(verdicts, one)
	}
	return verdicts
}

// A trial is a theme that a period is held against the past of: its habit, without its outbreaks, and
// how much the periods of that differ.
type trial struct {
	theme int
	now   telling
	habit habit
	own   unrest
}

// trials are those of all themes that have a past and are spoken of in the last of the periods of a
// window, and what periods of all themes lie off by.
func (s *Scores) trials(past, window []int32) (tried []trial, common prior) {
	wide := len(window)
	baseline := baseline(past, wide)
	if len(baseline) < wide*fewestTogether {
		return nil, common
	}
	var spreads []float64
	for t := range s.Order {
		now, last := allOf(s.tellings(t, window)), s.telling(t, window[wide-1])
		if last.wrote.sum() == 0 || s.small(last.said.sum()) || !s.spoken(t, past) {
			continue
		}
		one := trial{theme: t, now: now}
		one.habit, one.own = usual(inBlocks(s.tellings(t, baseline), wide))
		tried = append(tried, one)
		if !s.slices[t].withholds(s.panel, cutAll, past...) { // what is withheld is in no figure of another
			spreads = append(spreads, one.own.spread)
		}
	}
	return tried, priorOf(spreads)
}

// windowOf are so many periods, the last of them node.
func windowOf(past []int32, node int32, wide int) []int32 {
	return append(slices.Clone(past[len(past)-wide+1:]), node)
}

// baseline is what of a past so many periods together are held against: see nearby.
func baseline(past []int32, wide int) []int32 {
	near := min(1, len(past)-FewestBefore)
	if wide > 1 {
		near = max(wide-1, min(nearby, (len(past)-FewestBefore)/2))
	}
	return past[:len(past)-near]
}

// fewestTogether is how many times as many periods as a window has it is held against at least.
const fewestTogether = 3

// inBlocks are tellings so many together, from the last backwards; what is left at the beginning is left out.
func inBlocks(of []telling, wide int) (blocks []telling) {
	if wide == 1 {
		return of
	}
	for ; len(of) >= wide; of = of[:len(of)-wide] {
		blocks = append(blocks, allOf(of[len(of)-wide:]))
	}
	return blocks
}

// spoken says whether any of some periods speaks of a theme.
func (s *Scores) spoken(t int, periods []int32) bool {
	return slices.ContainsFunc(periods, func(at int32) bool { return s.slices[t].cube.cell(s.panel.at(at, cutAll)).responses > 0 })
}

// season holds a theme's count against the same periods of the years before.
func (s *Scores) season(v *verdict, tr *trial, same []int32, noise noise, step float64) {
	h := habitOf(s.tellings(tr.theme, same))
	if z, ok := h.far(&tr.now, noise.spread); ok && h.said.sum() > 0 {
		z = told(z, step, math.Round)
		v.hold(len(same), z, noise.p(z))
	} else { // nobody spoke of it then: nothing that comes back
		v.hold(len(same), v.row.Z, 0)
	}
}

// tellings are those of several periods.
func (s *Scores) tellings(t int, periods []int32) []telling {
	of := make([]telling, len(periods))
	for j, at := range periods {
		of[j] = s.telling(t, at)
	}
	return of
}

// volume is the row of a theme's mentions against those that a habit leads to expect; false
// where none are.
func (s *Scores) volume(t int, node int32, h *habit, now *telling, noise noise) (row AlertRow, ok bool) {
	expected, chance, unsure := h.expect(now)
	if expected == 0 || chance == 0 {
		return row, false
	}
	se := math.Sqrt(noise.spread * (chance + unsure))
	up, down := bend(1.0/2, expected, se), bend(2.0/3, expected, se)
	row = s.alert(FamilyVolume, node)
	row.ThemeID, row.Restates, row.Observed, row.Expected = s.Order[t], s.restates(t), now.said.sum(), expected
	row.Low, row.High = down.inverse(-noise.far), up.inverse(noise.far)
	if row.Z, _ = h.far(now, noise.spread); row.Observed < expected {
		row.Direction = "down"
	}
	return row, true
}

// zStep is what z is told in steps of where few who wrote nothing are withheld.
const zStep = 0.1

// blur tells what is expected in whole mentions, and how far out the count is in tenths:
// where the few who wrote nothing are withheld, their classes would follow from more.
func (row *AlertRow) blur() {
	row.Expected = told(row.Expected, 1, math.Round)
	row.Low, row.High = toldRange(row.Low, row.High, 1)
	row.Z = told(row.Z, zStep, math.Round)
}

// small says whether a count is that of a small group.
func (s *Scores) small(n float64) bool { return n > 0 && n < float64(s.panel.SmallGroup) }

// novelties tests the themes of the period that the past never spoke of: had they
// been there all along, all mentions would lie in this period by chance with
// probability (this period's share of the comments of the class)^mentions, over the
// classes.
func (s *Scores) novelties(node int32, past []int32) (verdicts []verdict) {
	for t, theme := range s.Order {
		now := s.telling(t, node)
		if now.said.sum() == 0 || s.small(now.said.sum()) {
			continue
		}
		before := habitOf(s.tellings(t, past))
		if before.said.sum() > 0 {
			continue
		}
		row := s.alert(FamilyNew, node)
		row.ThemeID, row.Restates, row.Observed = theme, s.restates(t), now.said.sum()
		chance := 1.0
		for class, n := range now.said {
			chance *= math.Pow(now.wrote[class]/max(1, now.wrote[class]+before.wrote[class]), n)
		}
		row.Z = distuv.UnitNormal.Quantile(1 - max(chance, 1e-16))
		one := verdict{row: row, p: chance, now: s.slices[t].withholds(s.panel, cutAll, node)}
		one.hold(len(s.panel.seasons(node, func(int32) bool { return true })), row.Z, chance)
		verdicts = append(verdicts, one)
	}
	return verdicts
}
