package nps

import (
	"cmp"
	"math"
	"slices"
)

// Figures that are made of more groups than are shown, told in full, are as good as a
// fingerprint of the small ones in them: who tries all numbers that those may have finds
// the ones that give the figure. Drivers are told to the worth of one response a class
// off, the mixes of a change and the parts within a mix to that of a detractor made a
// promoter, and how sure they are in steps. Where nothing is withheld they are told in full.

// step is what figures made of n responses are told in multiples of, width being the
// points that one of them may be off: 1, 2 or 5 times a power of ten, no less than what
// one response is worth, and than a hundredth; 0 where nothing is withheld.
func (p *Panel) step(width, n float64) float64 { return Step(p.SmallGroup, width, n) }

// Step is the same for figures that are made elsewhere, where groups below small are
// withheld.
func Step(small int, width, n float64) float64 {
	if small <= 1 || !(n > 0) {
		return 0
	}
	return roundUp(max(width/n, width/1e4))
}

// Told is d in multiples of step, the ends of its interval in multiples of ends, no
// narrower than it is.
func (d Difference) Told(step, ends float64) Difference {
	d.Points = told(d.Points, step, math.Round)
	d.Low, d.High = toldRange(d.Low, d.High, ends)
	return d
}

// roundUp is the least of 1, 2 and 5 times the powers of ten that is not below v.
func roundUp(v float64) float64 {
	if !(v > 0) {
		return v
	}
	power := int(math.Floor(math.Log10(v)))
	for e := power; ; e++ {
		for _, digit := range [...]float64{1, 2, 5} {
			if of := decimal(digit, e); of >= v*(1-1e-12) {
				return of
			}
		}
	}
}

// decimal is digits · 10^e, the nearest number to it.
func decimal(digits float64, e int) float64 {
	if e < 0 {
		return digits / math.Pow10(-e)
	}
	return digits * math.Pow10(e)
}

// told is the multiple of step that round takes v to.
func told(v, step float64, round func(float64) float64) float64 {
	if step == 0 {
		return v
	}
	e := int(math.Floor(math.Log10(step) + 1e-9))
	digit := math.Round(step / math.Pow10(e))
	return decimal(digit*round(v/step), e)
}

// toldRange is an interval told in multiples of step, no narrower than it is.
func toldRange(low, high, step float64) (float64, float64) {
	return told(low, step, outwards(math.Floor)), told(high, step, outwards(math.Ceil))
}

// outwards rounds by round, but not what is a whole number but for the last digits.
func outwards(round func(float64) float64) func(float64) float64 {
	return func(v float64) float64 {
		if near := math.Round(v); math.Abs(v-near) < 1e-9 {
			return near
		}
		return round(v)
	}
}

// toldAll tells the parts of a sum in multiples of step, so that they still add up to
// whole: each is rounded, those that are rounded off the furthest take a step more or less
// (the method of largest remainders), and what is less than a step goes to the largest.
func toldAll(parts []*float64, whole, step float64) {
	if step == 0 || len(parts) == 0 {
		return
	}
	left, off := whole, make([]float64, len(parts))
	largest, order := 0, make([]int, len(parts))
	for n, part := range parts {
		if math.Abs(*part) > math.Abs(*parts[largest]) {
			largest = n
		}
		rounded := told(*part, step, math.Round)
		order[n], off[n] = n, *part-rounded
		*part = rounded
		left -= rounded
	}
	toward := sign(left)
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(toward*off[b], toward*off[a]) })
	for n := range min(len(order), int(math.Round(math.Abs(left)/step))) {
		*parts[order[n]] = told(*parts[order[n]]+toward*step, step, math.Round)
	}
	left = whole
	for _, part := range parts {
		left -= *part
	}
	*parts[largest] += left
}

// toldQ is how sure a figure is, told in steps: never surer than it is.
func toldQ(q, step float64) float64 {
	if step == 0 || math.IsNaN(q) {
		return q
	}
	return min(1, max(roundUp(q), 1e-6))
}

// among is the false discovery rate over tests of which some are withheld. Those count
// as tests that found nothing, since their own results would show in the others'.
func among(ps []float64, shown func(i int) bool) []float64 {
	for i := range ps {
		if !shown(i) && !math.IsNaN(ps[i]) {
			ps[i] = 1
		}
	}
	return BenjaminiHochberg(ps)
}
