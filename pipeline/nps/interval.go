package nps

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"

	"stemme/models"
)

// Z is the two-sided 95 % point of the standard normal distribution.
var Z = distuv.UnitNormal.Quantile(0.975)

// A Tally counts responses by class.
type Tally struct {
	Promoters, Passives, Detractors int
	Unscored                        int
}

// Add counts one response of class c.
func (t *Tally) Add(c models.Class) { t.AddN(c, 1) }

// AddN counts n responses of class c.
func (t *Tally) AddN(c models.Class, n int) {
	switch c {
	case models.Promoter:
		t.Promoters += n
	case models.Passive:
		t.Passives += n
	case models.Detractor:
		t.Detractors += n
	default:
		t.Unscored += n
	}
}

// Scored counts the responses with a score.
func (t Tally) Scored() int { return t.Promoters + t.Passives + t.Detractors }

// Responses counts all of them.
func (t Tally) Responses() int { return t.Scored() + t.Unscored }

// NPS is 100·(promoters − detractors)/scored, from -100 to 100; NaN where
// nothing is scored.
func (t Tally) NPS() float64 {
	if t.Scored() == 0 {
		return math.NaN()
	}
	return 100 * float64(t.Promoters-t.Detractors) / float64(t.Scored())
}

// Variance is that of one response's value in points of NPS squared:
// 100²·(p + d − (p − d)²), divisor n. NaN where nothing is scored.
func (t Tally) Variance() float64 {
	n := float64(t.Scored())
	if n == 0 {
		return math.NaN()
	}
	p, d := float64(t.Promoters)/n, float64(t.Detractors)/n
	return 1e4 * (p + d - (p-d)*(p-d))
}

// Interval is the 95 % adjusted-Wald interval of NPS: three quarters of a
// response are added to promoters and to detractors and three to the scored
// (one and a half of them passive); design widens it as if there were that many times
// fewer responses, 1 leaves it. The ends are kept in [-100, 100], and so that the score lies between them, which it
// would not where one or two agree. NaN where nothing is scored.
//
// Method: Rocks, "Interval estimation for the Net Promoter Score", The American
// Statistician 70 (2016), the adjusted Wald interval (3, T).
func (t Tally) Interval(design float64) (low, high float64) {
	if t.Scored() == 0 {
		return math.NaN(), math.NaN()
	}
	mid, variance := t.adjusted(design)
	half := Z * math.Sqrt(variance)
	score := t.NPS()
	return min(max(mid-half, -100), score), max(min(mid+half, 100), score)
}

// adjusted is the adjusted Wald centre and its variance.
func (t Tally) adjusted(design float64) (mid, variance float64) {
	n := float64(t.Scored())/design + 3
	p, d := (float64(t.Promoters)/design+0.75)/n, (float64(t.Detractors)/design+0.75)/n
	return 100 * (p - d), 1e4 * (p + d - (p-d)*(p-d)) / n
}

// A Difference is how far the second of two scores lies above the first.
type Difference struct {
	Points    float64 // NPS of the second less that of the first
	Low, High float64 // 95 % interval
	Z, P      float64 // test of no difference; P is two-sided
}

// Compare tests two independent scores by the two-sample z-test with each one's
// own variance; where one of them has fewer than fewest responses by their intervals,
// see compareFew. The designs widen the variances, 1 leaves them. All NaN where
// either has nothing scored.
//
// Method: Rocks 2016; also Lewis and Sauro, "Quantifying the User Experience".
func Compare(a, b Tally, designA, designB float64) Difference {
	if min(a.Scored(), b.Scored()) < fewest {
		return compareFew(a, b, designA, designB)
	}
	se := math.Sqrt(a.ofMean()*designA + b.ofMean()*designB)
	return difference(b.NPS()-a.NPS(), se)
}

// fewest is how many responses each of two scores needs for the z-test, as the rule of
// thumb has it: of one response against one it makes −200 [−304; −96].
const fewest = 30

// compareFew makes the interval of a difference of the two scores' own: each end is
// as far from the difference as the ends of the two that it takes are from their
// scores, squared and added, so that no two scores of one response each differ surely.
// z is over the standard error that the end towards 0 tells.
//
// Method: Zou and Donner, "Construction of confidence limits about effect measures",
// Statistics in Medicine 27 (2008), after Newcombe, ibid. 17 (1998), on the intervals of
// Rocks 2016.
func compareFew(a, b Tally, designA, designB float64) Difference {
	lowA, highA := a.Interval(designA)
	lowB, highB := b.Interval(designB)
	x, y := a.NPS(), b.NPS()
	d := Difference{Points: y - x, Low: y - x - math.Hypot(y-lowB, highA-x), High: y - x + math.Hypot(highB-y, x-lowA)}
	toward := d.Points - d.Low
	if d.Points < 0 {
		toward = d.High - d.Points
	}
	d.Z = Z * d.Points / toward
	d.P = PValue(d.Z)
	return d
}

// ofMean is the variance of the score: Variance over the scored, or where all agree
// that of the adjusted Wald interval, since no interval has width 0.
func (t Tally) ofMean() float64 {
	if v := t.Variance(); v != 0 {
		return v / float64(t.Scored())
	}
	_, v := t.adjusted(1)
	return v
}

// difference is the normal test of points against 0.
func difference(points, se float64) Difference {
	z := points / se
	if se == 0 {
		z = math.NaN() // no spread: nothing can be said
	}
	return Difference{points, points - Z*se, points + Z*se, z, PValue(z)}
}

// differenceOf is the same with Student's t of so many degrees of freedom.
func differenceOf(points, se, freedom float64) Difference {
	t := distuv.StudentsT{Sigma: 1, Nu: freedom}
	half, z := t.Quantile(0.975)*se, points/se
	if se == 0 {
		z = math.NaN()
	}
	return Difference{points, points - half, points + half, z, 2 * t.Survival(math.Abs(z))}
}

// Significant is the false discovery rate up to which a figure is told as sure.
const Significant = 0.05

// Sure says whether a figure is told as sure: its interval keeps clear of 0, and where
// it is one of a family, so that it has a q, that is at most Significant.
func Sure(low, high, q float64) bool { return (low > 0 || high < 0) && !(q > Significant) }

// PValue is the two-sided p-value of a standard normal z.
func PValue(z float64) float64 {
	if math.IsNaN(z) {
		return math.NaN()
	}
	return math.Erfc(math.Abs(z) / math.Sqrt2)
}

// MinimumScored is how many responses each of two periods needs so that a
// difference of points between them reaches z = 1.96 at the class shares of t.
func (t Tally) MinimumScored(points float64) int {
	return int(math.Ceil(2 * t.Variance() * Z * Z / (points * points)))
}

// Detectable is the smallest difference of two scores that would be told from 0
// with probability 0.8 at the 5 % level, given the standard error se: 2.80·se.
func Detectable(se float64) float64 { return (Z + distuv.UnitNormal.Quantile(0.8)) * se }

// BenjaminiHochberg turns the p-values of one family of tests into q-values: to
// report all q ≤ 0.05 keeps the expected share of false ones at 5 %. NaN stays
// NaN and counts for no test.
//
// Method: Benjamini and Hochberg, "Controlling the False Discovery Rate",
// Journal of the Royal Statistical Society B 57 (1995).
func BenjaminiHochberg(p []float64) []float64 {
	q := slices.Clone(p)
	order := make([]int, 0, len(p))
	for i := range p {
		if !math.IsNaN(p[i]) {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int {
		switch {
		case p[a] < p[b]:
			return -1
		case p[a] > p[b]:
			return 1
		}
		return 0
	})
	least := 1.0
	for rank := len(order) - 1; rank >= 0; rank-- {
		i := order[rank]
		least = min(least, p[i]*float64(len(order))/float64(rank+1))
		q[i] = least
	}
	return q
}
