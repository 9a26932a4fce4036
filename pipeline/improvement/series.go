package improvement

import (
	"cmp"
	"maps"
	"math"
	"slices"

	"stemme/models"
	"stemme/pipeline/codebook"
	"stemme/pipeline/nps"
)

// A Beside is how a department's own series and a theme move together at one
// lag. Nothing here says that one leads to the other.
type Beside struct {
	Series    *codebook.Series
	Lag       int // weeks by which the theme follows
	Weeks     int // weeks that have both
	R         float64
	Low, High float64 // 95 % interval of R; NaN below twelve weeks
	Q         float64 // over all lags of all series
}

// minimumWeeks is how many weeks must have both before an association is told:
// with fewer the interval is wider than any answer.
const minimumWeeks = 12

// Series holds every series beside its theme's share of the commented, week by
// week (Monday to Sunday). A week without a day of the series, or without
// SmallGroup comments, is missing and stays so.
func Series(in Input, all []codebook.Series, values map[string]map[models.Day]float64) []Beside {
	var rows []Beside
	var p []float64
	for s := range all {
		one := &all[s]
		theirs, ours := weekly(values[one.ID]), in.weeklyShare(one)
		for lag := range one.Lags + 1 {
			b := beside(theirs, ours, lag)
			b.Series = one
			rows = append(rows, b)
			p = append(p, pOf(b))
		}
	}
	for i, q := range nps.BenjaminiHochberg(p) {
		rows[i].Q = q
	}
	return rows
}

// weekOf numbers weeks by their Monday; 1970-01-01 was a Thursday.
func weekOf(d models.Day) int { return int(math.Floor(float64(d+3) / 7)) }

// weekly is the mean of each week's days.
func weekly(days map[models.Day]float64) map[int]float64 {
	sum, n := map[int]float64{}, map[int]float64{}
	for _, d := range slices.Sorted(maps.Keys(days)) {
		sum[weekOf(d)] += days[d]
		n[weekOf(d)]++
	}
	for w := range sum {
		sum[w] /= n[w]
	}
	return sum
}

// weeklyShare is the theme's share of the commented of each week with enough of
// them.
func (in *Input) weeklyShare(s *codebook.Series) map[int]float64 {
	said, n := map[int]float64{}, map[int]int{}
	by := in.mention(s.Theme)
	for i := range in.Responses {
		if v, ok := by(i); ok && in.Responses[i].Day != models.NoDay && in.Fits(i, &s.Where) {
			w := weekOf(in.Responses[i].Day)
			said[w] += v
			n[w]++
		}
	}
	for w := range said {
		if said[w] /= float64(n[w]); n[w] < in.SmallGroup {
			delete(said, w)
		}
	}
	return said
}

// beside is the correlation of the series with the theme lag weeks later. Its
// interval is Fisher's, with as many weeks as the two series' own persistence
// leaves.
//
// Method: Fisher, Metron 1 (1921); effective number of weeks: Pyper and Peterman,
// "Comparison of methods to account for autocorrelation in correlation analyses
// of fish data", Canadian Journal of Fisheries and Aquatic Sciences 55 (1998),
// equation 1 with the Chelton estimator up to a fifth of the weeks.
func beside(theirs, ours map[int]float64, lag int) Beside {
	var x, y []float64
	for _, w := range slices.Sorted(maps.Keys(theirs)) {
		if v, ok := ours[w+lag]; ok {
			x, y = append(x, theirs[w]), append(y, v)
		}
	}
	b := Beside{Lag: lag, Weeks: len(x), R: math.NaN(), Low: math.NaN(), High: math.NaN(), Q: math.NaN()}
	if len(x) < minimumWeeks {
		return b
	}
	centre(x)
	centre(y)
	if b.R = autocorrelation(x, y, 0) / math.Sqrt(autocorrelation(x, x, 0)*autocorrelation(y, y, 0)); math.IsNaN(b.R) {
		return b
	}
	half := nps.Z / math.Sqrt(max(effective(x, y)-3, 1))
	b.Low, b.High = math.Tanh(math.Atanh(b.R)-half), math.Tanh(math.Atanh(b.R)+half)
	return b
}

// effective is how many independent weeks two centred series are worth.
func effective(x, y []float64) float64 {
	n := float64(len(x))
	inverse := 1 / n
	for j := 1; j <= len(x)/5; j++ {
		inverse += 2 / n * (n - float64(j)) / n * persistence(x, j) * persistence(y, j)
	}
	return min(n, 1/max(inverse, 1/n))
}

// persistence is the correlation of a centred series with itself, j apart: the mean of
// so many products as there are, less the bias that the mean it is centred on gives it.
//
// Method: Pyper and Peterman, equation 7; Marriott and Pope, "Bias in the estimation of
// autocorrelations", Biometrika 41 (1954), −1/n where nothing persists.
func persistence(x []float64, j int) float64 {
	n := float64(len(x))
	return min(1, autocorrelation(x, x, j)/autocorrelation(x, x, 0)*n/(n-float64(j))+1/n)
}

// autocorrelation is the mean product of x and y, j apart.
func autocorrelation(x, y []float64, j int) float64 {
	sum := 0.0
	for i := range len(x) - j {
		sum += x[i] * y[i+j]
	}
	return sum / float64(len(x))
}

func centre(x []float64) {
	m := 0.0
	for _, v := range x {
		m += v / float64(len(x))
	}
	for i := range x {
		x[i] -= m
	}
}

// pOf is the two-sided p-value that belongs to b's interval.
func pOf(b Beside) float64 {
	half := math.Atanh(b.High) - math.Atanh(b.R)
	return nps.PValue(math.Atanh(b.R) / (half / nps.Z))
}

// A Rate is how many of a class did what an outcome is about.
type Rate struct {
	Outcome   *codebook.Outcome
	Class     models.Class
	N, Yes    int // responses of the class of which it is known, and of them those who did
	Rate      float64
	Low, High float64
	Withheld  bool
}

// Outcomes are the organisation's own rates by class: what customers did after
// they answered, never what others have published.
func Outcomes(in Input, all []codebook.Outcome) []Rate {
	var rows []Rate
	for o := range all {
		for _, class := range models.Classes {
			rows = append(rows, in.rate(&all[o], class))
		}
	}
	return rows
}

func (in *Input) rate(o *codebook.Outcome, class models.Class) Rate {
	r := Rate{Outcome: o, Class: class}
	yes := codebook.Where{Segment: map[string][]string{o.Segment: o.Yes}}
	no := codebook.Where{Segment: map[string][]string{o.Segment: o.No}}
	var of []nps.Observation
	for i := range in.Responses {
		if in.Responses[i].Class() != class || in.Responses[i].Segment(o.Segment) == "" || !in.counts(i) {
			continue
		}
		did := in.Fits(i, &yes)
		if !did && !in.Fits(i, &no) {
			continue
		}
		of = append(of, nps.Observation{Value: percent(did), Customer: in.Responses[i].Customer})
		r.N++
		if did {
			r.Yes++
		}
	}
	if r.N < in.SmallGroup || !in.showsValues(o) {
		return Rate{Outcome: o, Class: class, Rate: math.NaN(), Low: math.NaN(), High: math.NaN(), Withheld: true}
	}
	r.Rate = float64(r.Yes) / float64(r.N)
	r.Low, r.High = nps.Wilson(r.Yes, r.N, nps.MeanOf(of).Design(of))
	return r
}

// showsValues says whether all values of the outcome's segment are shown.
func (in *Input) showsValues(o *codebook.Outcome) bool {
	seen := map[string]bool{}
	for i := range in.Responses {
		v := in.Responses[i].Segment(o.Segment)
		if seen[v] || !in.counts(i) {
			continue
		}
		seen[v] = true
		if !in.Shown.Cut(nps.CutKey{PeriodKind: nps.KindAll, Dimension: nps.SegmentDimension(o.Segment), Value: v}) {
			return false
		}
	}
	return true
}

// sortedKeys are the keys of m in their order.
func sortedKeys[K cmp.Ordered, V any](m map[K]V) []K { return slices.Sorted(maps.Keys(m)) }
