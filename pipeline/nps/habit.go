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

// allOf are several tellings as one.
func allOf(several []telling) (of telling) {
	for i := range several {
		of.all.add(several[i].all)
		of.wrote.add(several[i].wrote)
		of.said.add(several[i].said)
	}
	return of
}

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
	h := habit{telling: allOf(past)}
	h.n = h.all.scored()
	rate := h.mentions() / (h.wrote.sum() + 1)
	for class := range h.rate {
		h.rate[class] = (h.said[class] + rate) / (h.wrote[class] + 1) // of a class that wrote nothing that of all
	}
	return h
}

// mentions are those of the past; half a one where there are none, so that what is new of late has a rate.
func (h *habit) mentions() float64 { return max(h.said.sum(), 0.5) }

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

// far is how many standard errors the mentions of a period lie off those that the habit leads to expect,
// noise being spread times that of chance; false where none are expected. The spread is that at what is
// expected; rates that differ make it larger where more are seen, by its root and up to what far more has.
//
// Method: the conditional binomial test of a rate ratio (Przyborowski and Wilenski 1940), with half of
// the probability of what is seen, its counts shrunk by how much more than chance they differ, told as
// the quantile of the normal distribution. The root of the count, which stood for it before, is less
// sure of few: 4 where a seventh of one is expected lay 3.3 standard errors off, here 4.3.
func (h *habit) far(now *telling, spread float64) (z float64, ok bool) {
	mean, chance, _ := h.expect(now)
	if mean == 0 || chance == 0 {
		return 0, false
	}
	said := now.said.sum()
	by := (1 + (spread-1)*math.Sqrt(min(max(said/mean, 1), farMore))) * chance / mean
	n, past, share := said/by, h.mentions()/by, mean/(mean+h.mentions())
	more := binomialTail(n+1/by, max(past-1/by, 1e-9), share)
	least := 1.0
	if said > 0 {
		least = binomialTail(n, past, share)
	}
	tail := (more + least) / 2
	if said >= mean {
		return max(0, -distuv.UnitNormal.Quantile(max(tail, leastTail))), true
	}
	return min(0, distuv.UnitNormal.Quantile(max(1-tail, leastTail))), true
}

// farMore is how many times what is expected is far more. Chosen by eye: beyond it nothing is in doubt.
const farMore = 4

// leastTail is the least probability that a tail is told to.
const leastTail = 1e-16

// An unrest is how much periods differ, in the variance of chance, and what so many of them tell of
// that, in degrees of freedom.
type unrest struct {
	spread  float64
	degrees int
}

// unrest is that of the periods of a past, held against the habit that they make.
func (h *habit) unrest(past []telling) unrest {
	squares := 0.0
	for j := range past {
		if mean, chance, _ := h.expect(&past[j]); chance > 0 {
			squares += (past[j].said.sum() - mean) * (past[j].said.sum() - mean) / chance
		}
	}
	degrees := max(1, len(past)-1)
	return unrest{squares / float64(degrees), degrees}
}

// loud is how many standard errors above what the others lead to expect a period of the past is no
// part of what is usual. Chosen on null data: at 2.58, as of news, 23 of 360 families had a false
// alarm where months differ by a third beyond chance, at 3.5 16, and 17 with all of the past.
const loud = 3.5

// usual is the habit of a past without its outbreaks, and its unrest: of the periods that have surely
// more mentions than the others lead to expect, the furthest out goes first, as long as there are
// enough others. A problem that begins in the middle of a month would else be part of what is usual
// by the next, and one that goes on would hide that it does.
func usual(past []telling) (habit, unrest) {
	whole := habitOf(past)
	own := whole.unrest(past)
	for len(past) > FewestBefore {
		loudest, most := -1, 0.0
		for j := range past {
			if mean, chance, _ := whole.expect(&past[j]); chance > 0 && (past[j].said.sum()-mean)/math.Sqrt(chance) > most {
				loudest, most = j, (past[j].said.sum()-mean)/math.Sqrt(chance)
			}
		}
		if loudest < 0 {
			break
		}
		others := slices.Concat(past[:loudest], past[loudest+1:])
		h := habitOf(others)
		rest := h.unrest(others)
		if z, ok := h.far(&past[loudest], max(1, rest.spread)); !ok || z <= loud {
			break
		}
		past, whole, own = others, h, rest
	}
	return whole, own
}

// A bent is a power of a count that is nearer to normal than the count, of which a range is told: its root
// upwards, where counts that vary more than by chance are skew, and the power 2/3
// downwards, where few are left.
type bent struct{ power, expected, step float64 }

func bend(power, expected, se float64) bent {
	return bent{power, math.Pow(expected, power), se * power * math.Pow(expected, power-1)}
}

func (b bent) inverse(z float64) float64 { return math.Pow(max(0, b.expected+z*b.step), 1/b.power) }
