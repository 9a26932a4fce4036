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
// so that the parts sum to the difference: it is nps.Changes with no mix taken out.
// The interval takes c for given. Nothing where either has no score.
func Change(first, second *Selection, lens string) []Part {
	a, b := first.All(), second.All()
	if a.Scored() == 0 || b.Scored() == 0 {
		return nil
	}
	c := (a.NPS() + b.NPS()) / 2
	sumsA, sumsB := first.weigh(lens, c), second.weigh(lens, c)
	var parts []Part
	var ps []float64
	for i, x := range sumsA {
		y := sumsB[i]
		if x.rows+y.rows == 0 {
			continue
		}
		points := y.sum/float64(b.Scored()) - x.sum/float64(a.Scored())
		half := nps.Z * math.Sqrt(x.variance(a.Scored())*max(1, a.Design)+y.variance(b.Scored())*max(1, b.Design))
		parts = append(parts, Part{x.name, points, points - half, points + half, 1, math.NaN()})
		ps = append(ps, nps.PValue(nps.Z*points/half))
	}
	for i, q := range nps.BenjaminiHochberg(ps) {
		parts[i].Q = q
	}
	return parts
}

// weight sums w·(y − c) of a part and its square.
type weight struct {
	name        string
	rows        int
	sum, square float64
}

// variance is that of the mean over n responses.
func (w weight) variance(n int) float64 {
	mean := w.sum / float64(n)
	return (w.square/float64(n) - mean*mean) / float64(n)
}

// add adds n times one response's w·(y − c).
func (w *weight) add(z float64, n int32) {
	w.rows += int(n)
	w.sum += z * float64(n)
	w.square += z * z * float64(n)
}

// weigh sums by the themes of a lens that parts are made of, NoTheme and NoComment.
// Rows of the same themes and class weigh the same: they are counted, then weighed.
func (sel *Selection) weigh(lens string, c float64) []weight {
	by := sel.lens(lens)
	codes := len(by.at) - 1
	count := make([][2][1 + models.Promoter]int32, codes) // by code, whether with a comment, and class
	for _, at := range sel.places() {
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
			z, mute, said := float64(class.Value())-c, count[code][0][class], count[code][1][class]
			if len(of) == 0 {
				noComment.add(z, mute)
				noTheme.add(z, said)
			}
			for _, theme := range of {
				sums[theme].add(z/float64(len(of)), mute+said)
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
