package partition

import (
	"math"

	"stemme/models/linear"
)

// shrinkage is how many rows that fall like any others are added to those that
// hold a term, so that a rare term does not tell much by chance.
const shrinkage = 2

// Telling is how much each term, a column of x, tells of the parts that the rows
// which hold it fall in: the Kullback-Leibler divergence of their distribution
// over the parts from that of all rows, as a share of the entropy of the latter,
// in [0, 1]; the mean of all partitions.
func (e *Ensemble) Telling(x *linear.Sparse, workers int) []float64 {
	each := make([][]float64, len(e.parts))
	linear.Share(len(e.parts), 1, workers, func(m, _ int) {
		each[m] = telling(x, e.parts[m], e.sizes[m])
	})
	mean := make([]float64, x.Cols)
	for _, w := range each {
		for t, v := range w {
			mean[t] += v / float64(len(each))
		}
	}
	return mean
}

// telling is Telling for one partition into k parts.
func telling(x *linear.Sparse, part []int32, k int) []float64 {
	count, base := linear.NewDense(x.Cols, k), make([]float64, k)
	for i, p := range part {
		cols, _ := x.Row(i)
		for _, c := range cols {
			count.Data[int(c)*k+int(p)]++
		}
		base[p] += float64(len(cols))
	}
	entropy := 0.0
	for j := range base {
		base[j] = (base[j] + 1) / float64(len(x.Idx)+k)
		entropy -= base[j] * math.Log(base[j])
	}
	out := make([]float64, x.Cols)
	for t := range out {
		holding := float64(shrinkage)
		for _, n := range count.Row(t) {
			holding += float64(n)
		}
		for j, n := range count.Row(t) {
			p := (float64(n) + shrinkage*base[j]) / holding
			out[t] += p * math.Log(p/base[j])
		}
		out[t] = max(out[t], 0) / entropy
	}
	return out
}
