package nps

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"

	"stemme/models"
)

// A telling is how many responses a period has of each class, how many of them wrote a
// comment, and how many mention a theme.
type telling struct{ all, wrote, said byClass }

// telling is that of theme t in a period.
func (s *Scores) telling(t int, node int32) telling {
	id := s.panel.at(node, cutAll)
	return telling{s.base.cube.cell(id).byClass(), s.commented.cube.cell(id).byClass(), s.slices[t].cube.cell(id).byClass()}
}

// A habit is what a past leads to expect of a theme: of each class its share of the
// scored responses q, how many of it write r, and how many of those mention the theme ρ.
// Where other shares of the classes write, as promoters who fall silent, the theme's share
// of the comments moves though nobody's experience did. So in a period of N scored
// responses, of whose classes r' wrote,
//
//	Σ N · q · r' · ρ
//
// mentions are expected: as many as if the same customers' like had answered and said the
// same, and had written as often as those of the period did. Of responses without a score
// as many are expected as there are.
type habit struct {
	telling         // summed over the past
	rate    byClass // ρ
	n       float64 // scored responses of the past
}

// habitOf sums periods of the past.
func habitOf(past []telling) habit {
	var h habit
	for i := range past {
		h.all.add(past[i].all)
		h.wrote.add(past[i].wrote)
		h.said.add(past[i].said)
	}
	h.n = h.all.scored()
	rate := h.said.sum() / (h.wrote.sum() + 1)
	for class := range h.rate {
		h.rate[class] = (h.said[class] + rate) / (h.wrote[class] + 1) // of a class that wrote nothing that of all
	}
	return h
}

// size is how many responses of a class a period is expected to have.
func (h *habit) size(class int, now *telling) float64 {
	if class == int(models.NoClass) || h.n == 0 {
		return now.all[class]
	}
	return now.all.scored() * h.all[class] / h.n
}

// writes is how many of a class wrote in a period; of one that it lacks as in the past.
func (h *habit) writes(class int, now *telling) float64 {
	switch {
	case now.all[class] > 0:
		return now.wrote[class] / now.all[class]
	case h.all[class] > 0:
		return h.wrote[class] / h.all[class]
	}
	return 0
}

// expect is how many mentions a period is expected to have; the variance of how far those
// that it has lie off by chance, and that of what the past is not sure of. With a the
// responses of a class and b of them expected, the mentions of the a differ from b·r'·ρ by
// chance of who mentions, r·ρ·(1 − ρ) each, of who writes, ((1 − b/a)·ρ)²·r·(1 − r), and of
// which classes answer.
func (h *habit) expect(now *telling) (mean, chance, unsure float64) {
	of, square := 0.0, 0.0
	for class := range h.all {
		r, rate, b := h.writes(class, now), h.rate[class], h.size(class, now)
		mean += b * r * rate
		if class != int(models.NoClass) {
			of, square = of+b*r*rate, square+b*r*rate*r*rate
		}
		if a := now.all[class]; a > 0 {
			off := (1 - b/a) * rate
			chance += a * (r*rate*(1-rate) + off*off*r*(1-r))
		}
		unsure += b * r * b * r * rate * (1 - rate) / (h.wrote[class] + 1)
	}
	if n := now.all.scored(); n > 0 && h.n > 0 {
		between := max(0, square-of*of/n)
		chance, unsure = chance+between, unsure+between*n/h.n
	}
	return mean, chance, unsure
}

// volumes tests the count of every theme that has a past against what that leads to
// expect, who comments held, with the spread that its own past shows beyond chance, its
// outbreaks left out; and against the same period of the years before.
//
// Method: Farrington et al., "A statistical algorithm for the early detection of
// outbreaks", JRSS A 159 (1996): quasi-likelihood with a power transform, past outbreaks
// taken down, here without trend; standardisation by class: Kitagawa 1955.
func (s *Scores) volumes(node int32, past []int32) (verdicts []verdict) {
	p := s.panel
	tried, common := s.trials(node, past)
	for i := range tried {
		tr := &tried[i]
		t, now, h := tr.theme, &tr.now, &tr.habit
		noise := common.with(tr.squares, tr.degrees)
		row, ok := s.volume(t, node, h, now, noise)
		if !ok {
			continue
		}
		withheld := s.slices[t].withholds
		one := verdict{row: row, p: noise.p(row.Z), now: withheld(p, cutAll, node), past: withheld(p, cutAll, past...)}
		step := 0.0
		same := p.seasons(node, func(at int32) bool { return !withheld(p, cutAll, at) })
		if p.SmallGroup > 1 && s.silent.withholds(p, cutAll, append(append([]int32{node}, past...), same...)...) {
			one.row.blur()
			one.p, step = noise.p(one.row.Z), zStep
		}
		s.season(&one, t, node, now, same, noise, step)
		verdicts = append(verdicts, one)
	}
	return verdicts
}

// A trial is a theme that a period is held against the past of: its habit, and how far the
// periods of that lie off it.
type trial struct {
	theme   int
	now     telling
	habit   habit
	squares float64
	degrees int
}

// trials are those of all themes that have a past and are spoken of in a period, and what periods
// of all themes lie off by.
func (s *Scores) trials(node int32, past []int32) (tried []trial, common prior) {
	var spreads []float64
	for t := range s.Order {
		now, before := s.telling(t, node), usual(s.tellings(t, past))
		h := habitOf(before)
		if said := now.said.sum(); h.said.sum() == 0 || now.wrote.sum() == 0 || s.small(said) {
			continue
		}
		one := trial{theme: t, now: now, habit: h, squares: h.squares(before), degrees: len(before) - 1}
		tried = append(tried, one)
		if !s.slices[t].withholds(s.panel, cutAll, past...) { // what is withheld is in no figure of another
			spreads = append(spreads, one.squares/float64(one.degrees))
		}
	}
	return tried, priorOf(spreads)
}

// squares are the squared distances of the periods of a past from the habit that they make, each in
// the variance of chance, summed.
func (h *habit) squares(past []telling) (squares float64) {
	for j := range past {
		if mean, chance, _ := h.expect(&past[j]); chance > 0 {
			squares += (past[j].said.sum() - mean) * (past[j].said.sum() - mean) / chance
		}
	}
	return squares
}

// loud is how many standard errors above what the others lead to expect a period of the past is no
// part of what is usual. Chosen on null data: at 2.58, as of news, 23 of 360 families had a false
// alarm where months differ by a third beyond chance, at 3.5 16, and 17 with all of the past.
const loud = 3.5

// usual is a past without its outbreaks: of the periods that have surely more mentions than the
// others lead to expect, the furthest out first, as long as there are enough others. A problem that
// begins in the middle of a month would else be part of what is usual by the next, and one that
// goes on would hide that it does.
func usual(past []telling) []telling {
	for len(past) > FewestBefore {
		whole := habitOf(past)
		loudest, most := -1, 0.0
		for j := range past {
			if mean, chance, _ := whole.expect(&past[j]); chance > 0 && (past[j].said.sum()-mean)/math.Sqrt(chance) > most {
				loudest, most = j, (past[j].said.sum()-mean)/math.Sqrt(chance)
			}
		}
		if loudest < 0 {
			return past
		}
		others := slices.Concat(past[:loudest], past[loudest+1:])
		h := habitOf(others)
		expected, chance, unsure := h.expect(&past[loudest])
		if h.said.sum() == 0 || expected == 0 || chance == 0 {
			return past
		}
		se := math.Sqrt(noiseOf(h.squares(others), len(others)-1).spread * (chance + unsure))
		if bend(1.0/2, expected, se).z(past[loudest].said.sum()) <= loud {
			return past
		}
		past = others
	}
	return past
}

// season holds a theme's count against the same period of the years before.
func (s *Scores) season(v *verdict, t int, node int32, now *telling, same []int32, noise noise, step float64) {
	h := habitOf(s.tellings(t, same))
	if row, ok := s.volume(t, node, &h, now, noise); ok {
		z := told(row.Z, step, math.Round)
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
	said, se := now.said.sum(), math.Sqrt(noise.spread*(chance+unsure))
	up, down := bend(1.0/2, expected, se), bend(2.0/3, expected, se)
	row = s.alert(FamilyVolume, node)
	row.ThemeID, row.Restates, row.Observed, row.Expected = s.Order[t], s.restates(t), said, expected
	row.Low, row.High = down.inverse(-noise.far), up.inverse(noise.far)
	if row.Z = up.z(said); row.Z < 0 {
		row.Z, row.Direction = down.z(said), "down"
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

// A bent is a power of a count that is nearer to normal than the count: its root
// upwards, where counts that vary more than by chance are skew, and the power 2/3
// downwards, where few are left.
type bent struct{ power, expected, step float64 }

func bend(power, expected, se float64) bent {
	return bent{power, math.Pow(expected, power), se * power * math.Pow(expected, power-1)}
}

func (b bent) z(n float64) float64 { return (math.Pow(n, b.power) - b.expected) / b.step }

func (b bent) inverse(z float64) float64 { return math.Pow(max(0, b.expected+z*b.step), 1/b.power) }

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
