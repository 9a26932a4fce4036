package survey

import (
	"math"

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
	for i, name := range first.partNames() {
		x, y := sumsA[i], sumsB[i]
		if x.rows+y.rows == 0 {
			continue
		}
		points := y.sum/float64(b.Scored()) - x.sum/float64(a.Scored())
		half := nps.Z * math.Sqrt(x.variance(a.Scored())*max(1, a.Design)+y.variance(b.Scored())*max(1, b.Design))
		parts = append(parts, Part{name, points, points - half, points + half})
	}
	return parts
}

// partNames are those of the places of weigh.
func (s *Survey) partNames() []string {
	names := make([]string, len(s.themes), len(s.themes)+2)
	for i, t := range s.themes {
		names[i] = t.ID
	}
	return append(names, NoTheme, NoComment)
}

// weight sums w·(y − c) and its square.
type weight struct {
	rows        int
	sum, square float64
}

// variance is that of the mean over n responses.
func (w weight) variance(n int) float64 {
	mean := w.sum / float64(n)
	return (w.square/float64(n) - mean*mean) / float64(n)
}

// add adds one response's w·(y − c).
func (w *weight) add(z float64) {
	w.rows++
	w.sum += z
	w.square += z * z
}

func (sel *Selection) weigh(lens string, c float64) []weight {
	sums := make([]weight, len(sel.themes)+2)
	for row, in := range sel.in {
		if !in || sel.class[row] == models.NoClass {
			continue
		}
		z, k := float64(sel.class[row].Value())-c, 0
		for _, t := range sel.themesOf(row) {
			if sel.part(t, lens) {
				k++
			}
		}
		switch {
		case sel.flags[row]&commented == 0:
			sums[len(sel.themes)+1].add(z)
		case k == 0:
			sums[len(sel.themes)].add(z)
		}
		for _, t := range sel.themesOf(row) {
			if sel.part(t, lens) {
				sums[t].add(z / float64(k))
			}
		}
	}
	return sums
}

// part says whether a theme is one of those that parts are made of.
func (s *Survey) part(t uint16, lens string) bool {
	return s.themes[t].Lens == lens && !s.themes[t].top
}
