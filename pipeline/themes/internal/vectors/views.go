package vectors

import (
	"math"

	"stemme/pipeline/themes/internal/linear"
)

// context is the power that context counts are raised to in the pointwise
// mutual information (Levy, Goldberg and Dagan 2015).
const context = 0.75

// documentView is latent semantic analysis (Deerwester et al. 1990): the
// leading right singular vectors of the tf-idf matrix, found as those of its
// Gram matrix, whose rows and columns are terms.
func documentView(p *pairs, hash []uint64, workers int) *linear.Dense {
	left, _ := linear.Leading(p.gram, dims, func(i, j int) float32 { return normal(hash[i], j) }, workers)
	for t := range left.Rows {
		linear.Scale(p.idf[t], left.Row(t))
	}
	return left
}

// wordView is the truncated SVD of the positive pointwise mutual information
// of terms that share clauses (Levy and Goldberg 2014), columns scaled by the
// square root of the singular value, rows of unit length; the first answer has
// its rows scaled by smooth inverse frequency (Arora et al. 2017).
func wordView(p *pairs, hash []uint64, workers int) (scaled, unit *linear.Dense) {
	left, values := linear.Leading(ppmi(p.counts), dims, func(i, j int) float32 { return normal(^hash[i], j) }, workers)
	unit, scaled = left, linear.NewDense(left.Rows, left.Cols)
	for t := range left.Rows {
		row := unit.Row(t)
		for j := range row {
			row[j] *= float32(math.Sqrt(float64(values[j])))
		}
		linear.Normalise(row)
		copy(scaled.Row(t), row)
		linear.Scale(smoothing/(smoothing+p.share[t]), scaled.Row(t))
	}
	return scaled, unit
}

// ppmi turns counts of pairs into positive pointwise mutual information, with
// context counts smoothed; cells at or below 0 are left out.
func ppmi(counts *linear.Sparse) *linear.Sparse {
	n := counts.Rows()
	sum := make([]float64, n)
	for i := range n {
		_, vals := counts.Row(i)
		for _, v := range vals {
			sum[i] += float64(v)
		}
	}
	smooth := make([]float64, n)
	var total float64
	for i, s := range sum {
		smooth[i] = math.Pow(s, context)
		total += smooth[i]
	}
	out := &linear.Sparse{Cols: counts.Cols, Ptr: make([]int, 1, n+1)}
	for i := range n {
		cols, vals := counts.Row(i)
		for j, c := range cols {
			if v := math.Log(float64(vals[j]) * total / (sum[i] * smooth[c])); v > 0 {
				out.Idx, out.Val = append(out.Idx, c), append(out.Val, float32(v))
			}
		}
		out.Ptr = append(out.Ptr, len(out.Idx))
	}
	return out
}
