package vectors

import (
	"math"

	"stemme/models/linear"
)

// context is the power that context counts are raised to in the pointwise
// mutual information (Levy, Goldberg and Dagan 2015).
const context = 0.75

// documentView is latent semantic analysis (Deerwester et al. 1990): the
// leading right singular vectors of the matrix of clauses, found as those of its
// Gram matrix, whose rows and columns are terms. They are scaled by their
// singular values, so that a direction counts for as much as it explains. near are
// directions that were found with nearly the same weights of terms; nil for none.
func documentView(clauses *linear.Sparse, near *linear.Dense, hash []uint64, workers int) (scaled, directions *linear.Dense) {
	rounds := linear.Rounds
	if near != nil {
		rounds = 2
	}
	left, values := linear.Leading(product(clauses, clauses, workers), dims, rounds, func(i, j int) float32 {
		if near != nil && j < near.Cols {
			return near.Row(i)[j]
		}
		return normal(hash[i], j)
	}, workers)
	scale := make([]float32, len(values))
	for j, v := range values { // eigenvalues: squares of the singular values
		if v > 0 {
			scale[j] = float32(math.Sqrt(float64(v / values[0])))
		}
	}
	scaled = linear.NewDense(left.Rows, left.Cols)
	for t := range left.Rows {
		row := scaled.Row(t)
		for j, v := range left.Row(t) {
			row[j] = v * scale[j]
		}
	}
	return scaled, left
}

// wordView is the truncated SVD of the positive pointwise mutual information
// of terms that share clauses (Levy and Goldberg 2014), columns scaled by the
// square root of the singular value, rows of unit length.
func wordView(clauses *linear.Sparse, hash []uint64, workers int) *linear.Dense {
	counts := product(company(clauses), clauses, workers)
	left, values := linear.Leading(ppmi(counts), dims, linear.Rounds, func(i, j int) float32 { return normal(^hash[i], j) }, workers)
	for t := range left.Rows {
		row := left.Row(t)
		for j := range row {
			row[j] *= float32(math.Sqrt(float64(values[j])))
		}
		linear.Normalise(row)
	}
	return left
}

// ppmi turns counts of pairs into positive pointwise mutual information, with
// context counts smoothed; cells at or below 0 are left out, and so are those of
// a term with itself.
func ppmi(counts *linear.Sparse) *linear.Sparse {
	n := counts.Rows()
	sum := make([]float64, n)
	for i := range n {
		cols, vals := counts.Row(i)
		for j, v := range vals {
			if int(cols[j]) != i {
				sum[i] += float64(v)
			}
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
			if v := math.Log(float64(vals[j]) * total / (sum[i] * smooth[c])); int(c) != i && v > 0 {
				out.Idx, out.Val = append(out.Idx, c), append(out.Val, float32(v))
			}
		}
		out.Ptr = append(out.Ptr, len(out.Idx))
	}
	return out
}
