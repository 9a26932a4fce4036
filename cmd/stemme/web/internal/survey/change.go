package survey

import (
	"math"
	"slices"

	"stemme/models"
	"stemme/pipeline/nps"
)

// The parts of a change that are no theme.
const (
	NoComment = "no_comment" // gave no comment
	NoTheme   = models.NoTheme
)

// A Part is what the responses that speak of one theme do to the difference of two
// scores.
type Part struct {
	Theme     string // id, NoTheme or NoComment
	Points    float64
	Low, High float64 // 95 % interval
	Q         float64 // false discovery rate among the parts (Benjamini–Hochberg)
	Volume    float64 // of Points, what more or fewer who speak of it make; NaN where that is not told apart
}

// Change takes the difference of the scores of two selections apart by the themes
// of a lens. A response with K themes counts 1/K to each; with y a response's value,
// w its part in a theme and c the middle of the two scores, the theme's part is
//
//	mean of w·(y − c) in the second − mean of w·(y − c) in the first
//
// so that the parts sum to the difference; who writes a comment is held by class, see
// nps.Held. It is nps.Changes with no mix taken out. The interval takes c for given.
// Nothing where either has no score.
func Change(first, second *Selection, lens string) []Part {
	a, b := first.All(), second.All()
	if a.Scored() == 0 || b.Scored() == 0 {
		return nil
	}
	c := (a.NPS() + b.NPS()) / 2
	sums := [2][]weight{first.weigh(lens), second.weigh(lens)}
	n, design := [2]float64{float64(a.Scored()), float64(b.Scored())}, [2]float64{max(1, a.Design), max(1, b.Design)}
	held := hold(sums)
	var parts []Part
	var ps []float64
	for k := range sums[0] {
		one := pair{of: [2]*weight{&sums[0][k], &sums[1][k]}, silent: k == len(sums[0])-1, n: n, c: c}
		if one.empty() {
			continue
		}
		points, variance := 0.0, 0.0
		for j := range n {
			mean, square := one.moments(j, held)
			points += float64(2*j-1) * mean
			variance += design[j] * (square - mean*mean) / n[j]
		}
		half := nps.Z * math.Sqrt(variance)
		parts = append(parts, Part{one.of[0].name, points, points - half, points + half, 1, math.NaN()})
		ps = append(ps, nps.PValue(nps.Z*points/half))
	}
	for i, q := range nps.BenjaminiHochberg(ps) {
		parts[i].Q = q
	}
	return parts
}

// byClass are numbers of the classes.
type byClass [1 + models.Promoter]float64

// weight sums the shares w of a part by class, and their squares.
type weight struct {
	name        string
	sum, square byClass
}

// add adds the shares of n responses of a class.
func (w *weight) add(class models.Class, share float64, n int32) {
	w.sum[class] += share * float64(n)
	w.square[class] += share * share * float64(n)
}

// hold holds who writes a comment, class by class; the last part is those who did not.
func hold(sums [2][]weight) (held [1 + models.Promoter]nps.Held) {
	for _, class := range models.Classes {
		var all, silent [2]float64
		for j, of := range sums {
			for k := range of {
				all[j] += of[k].sum[class]
			}
			silent[j] = of[len(of)-1].sum[class]
		}
		held[class] = nps.Hold(all, silent)
	}
	return held
}

// A pair is one part of two selections.
type pair struct {
	of     [2]*weight
	silent bool // those without a comment
	n      [2]float64
	c      float64
}

// empty says whether nothing is of the part.
func (p *pair) empty() bool {
	size := 0.0
	for _, class := range models.Classes {
		size += p.of[0].sum[class] + p.of[1].sum[class]
	}
	return size == 0
}

// moments are the mean over a selection's responses of what each adds to the part, and of
// its square, what it tells of how many of its class write being added to the square.
func (p *pair) moments(j int, held [1 + models.Promoter]nps.Held) (mean, square float64) {
	for _, class := range models.Classes {
		h, y := held[class], float64(class.Value())-p.c
		all, wrote := h.All[j], h.Wrote[j]
		if all == 0 {
			continue
		}
		z, sum, squares := y*h.Keep[j], p.of[j].sum[class], p.of[j].square[class]
		tilt := y * h.Rate(j, [2]float64{p.of[0].sum[class] / p.n[0], p.of[1].sum[class] / p.n[1]}) * p.n[j] / all
		both := 2 * z * tilt * (1 - wrote) * sum
		if p.silent {
			z, sum, squares, both = y*(1-h.Both), all, all, 0
			tilt = float64(2*j-1) * y * h.SilentRate(j, p.n) * p.n[j] / all
		}
		mean += z * sum / p.n[j]
		square += (z*z*squares + both + tilt*tilt*all*wrote*(1-wrote)) / p.n[j]
	}
	return mean, square
}

// weigh sums by the themes of a lens that parts are made of, NoTheme and NoComment.
// Rows of the same themes and class weigh the same: they are counted, then weighed.
func (sel *Selection) weigh(lens string) []weight {
	by := sel.lens(lens)
	codes := by.codes()
	count := make([][2][1 + models.Promoter]int32, codes) // by code, whether with a comment, and class
	for _, at := range sel.places() {
		if !sel.isLatest(at) {
			continue
		}
		said := 0
		if sel.commented.Has(at) {
			said = 1
		}
		count[by.code[at]][said][sel.class[at]]++
	}
	sums := make([]weight, len(by.names)+1)
	for i, name := range by.names {
		sums[i].name = name
	}
	noTheme, noComment := &sums[len(by.names)-1], &sums[len(by.names)]
	noComment.name = NoComment
	leaf := sel.leaves(by)
	for code := range codes {
		of := slices.DeleteFunc(slices.Clone(by.groups(uint32(code))), func(theme uint32) bool { return !leaf[theme] })
		for _, class := range models.Classes {
			mute, said := count[code][0][class], count[code][1][class]
			if len(of) == 0 {
				noComment.add(class, 1, mute)
				noTheme.add(class, 1, said)
			}
			for _, theme := range of {
				sums[theme].add(class, 1/float64(len(of)), mute+said)
			}
		}
	}
	return sums
}

// leaves says which groups of a lens are themes that parts are made of: those that no
// other lies under.
func (s *Survey) leaves(by *sorting) []bool {
	leaf := make([]bool, len(by.names))
	for i, name := range by.names[:len(by.names)-1] {
		leaf[i] = !s.themes[s.theme(name)].top
	}
	return leaf
}
