package nps

import "math"

// A Mean is the mean of observations with its standard error, by customer.
type Mean struct {
	N     int
	Value float64 // NaN without observations
	SE    float64 // NaN below two observations
}

// MeanOf is the mean of observations. Its standard error counts all of a
// customer's answers as one.
func MeanOf(of []Observation) Mean {
	n := float64(len(of))
	if n == 0 {
		return Mean{0, math.NaN(), math.NaN()}
	}
	m := Mean{len(of), meanOf(of), math.NaN()}
	if n < 2 {
		return m
	}
	variance := 0.0
	var known []pull
	widen := math.Sqrt(n / (n - 1))
	for _, o := range of {
		by := widen * (o.Value - m.Value) / n
		if o.Customer == "" {
			variance += by * by
			continue
		}
		known = append(known, pull{o.Customer, by})
	}
	m.SE = math.Sqrt(variance + clustered(known))
	return m
}

// Design is by how much repeated answers widen the variance of the mean; at
// least 1.
func (m Mean) Design(of []Observation) float64 {
	if m.N < 2 {
		return 1
	}
	sum := 0.0
	for _, o := range of {
		sum += (o.Value - m.Value) * (o.Value - m.Value)
	}
	plain := sum / float64(m.N) / float64(m.N-1)
	if plain == 0 {
		return 1
	}
	return max(1, m.SE*m.SE/plain)
}

// Less is m less before, as two independent means.
func (m Mean) Less(before Mean) Difference {
	return difference(m.Value-before.Value, math.Hypot(m.SE, before.SE))
}

// Wilson is the 95 % score interval of a share, in [0, 1]; design widens it as
// if there were that many times fewer observations. NaN where n is 0.
//
// Method: Wilson, "Probable Inference, the Law of Succession, and Statistical
// Inference", Journal of the American Statistical Association 22 (1927).
func Wilson(yes, n int, design float64) (low, high float64) {
	if n == 0 {
		return math.NaN(), math.NaN()
	}
	size := float64(n) / max(design, 1)
	p, z2 := float64(yes)/float64(n), Z*Z
	mid := (p + z2/(2*size)) / (1 + z2/size)
	half := Z / (1 + z2/size) * math.Sqrt(p*(1-p)/size+z2/(4*size*size))
	return max(mid-half, 0), min(mid+half, 1)
}

// A Share is so many of a number of observations; Design widens its variance, 1 leaves it.
type Share struct {
	Yes, N int
	Design float64
}

// CompareShares says how far the second share lies above the first, in points of a
// hundred. NaN where one is of none.
//
// Method: Newcombe, "Interval estimation for the difference between independent
// proportions", Statistics in Medicine 17 (1998), method 10; the test is the pooled
// two-sample z-test.
func CompareShares(a, b Share) Difference {
	p, q := float64(a.Yes)/float64(a.N), float64(b.Yes)/float64(b.N)
	lowA, highA := Wilson(a.Yes, a.N, a.Design)
	lowB, highB := Wilson(b.Yes, b.N, b.Design)
	d := Difference{Points: 100 * (q - p), Low: 100 * (q - p - math.Hypot(q-lowB, highA-p)), High: 100 * (q - p + math.Hypot(highB-q, p-lowA)), P: 1}
	pool := float64(a.Yes+b.Yes) / float64(a.N+b.N)
	if se := math.Sqrt(pool * (1 - pool) * (a.Design/float64(a.N) + b.Design/float64(b.N))); se != 0 {
		d.Z = (q - p) / se
		d.P = PValue(d.Z)
	}
	return d
}
