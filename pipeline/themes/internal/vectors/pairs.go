package vectors

import (
	"math"
	"math/bits"
	"slices"

	"stemme/models/linear"
)

// tfidf is the matrix of clauses with logarithmic counts, times the weight of
// each term, rows of unit length.
func tfidf(clauses *linear.Sparse, weight []float32) *linear.Sparse {
	out := &linear.Sparse{Cols: clauses.Cols, Ptr: clauses.Ptr, Idx: clauses.Idx, Val: make([]float32, len(clauses.Val))}
	for i := range clauses.Rows() {
		cols, vals := out.Row(i)
		_, counts := clauses.Row(i)
		for j, t := range cols {
			vals[j] = damp(counts[j]) * weight[t]
		}
		linear.Normalise(vals)
	}
	return out
}

// company is the matrix of clauses with counts, each row divided by the number
// of a term's neighbours in it.
func company(clauses *linear.Sparse) *linear.Sparse {
	out := &linear.Sparse{Cols: clauses.Cols, Ptr: clauses.Ptr, Idx: clauses.Idx, Val: slices.Clone(clauses.Val)}
	for i := range clauses.Rows() {
		_, vals := out.Row(i)
		linear.Scale(1/max(1, float32(len(vals)-1)), vals)
	}
	return out
}

// inverse is the smoothed inverse document frequency of each term.
func inverse(clauses *linear.Sparse) []float32 {
	holding := make([]int, clauses.Cols)
	for _, t := range clauses.Idx {
		holding[t]++
	}
	out := make([]float32, clauses.Cols)
	for t, n := range holding {
		out[t] = 1 + float32(math.Log(float64(1+clauses.Rows())/float64(1+n)))
	}
	return out
}

// shares is the share of each term in all terms written.
func shares(clauses *linear.Sparse) []float32 {
	sum, total := make([]float64, clauses.Cols), 0.0
	for j, t := range clauses.Idx {
		sum[t] += float64(clauses.Val[j])
		total += float64(clauses.Val[j])
	}
	out := make([]float32, clauses.Cols)
	for t, s := range sum {
		out[t] = float32(s / total)
	}
	return out
}

// product is aᵀb of two matrices of the same clauses: what each two terms that
// share clauses have in common. Sums are taken in the order of the clauses.
func product(a, b *linear.Sparse, workers int) *linear.Sparse {
	t := a.Transpose()
	const step = 64
	blocks := make([]linear.Sparse, (t.Rows()+step-1)/step)
	linear.Share(t.Rows(), step, workers, func(lo, hi int) {
		sum, met := make([]float32, b.Cols), make([]uint64, (b.Cols+63)/64) // met has a bit for each column
		out := &blocks[lo/step]
		for i := lo; i < hi; i++ {
			rows, own := t.Row(i)
			for r, row := range rows {
				cols, vals := b.Row(int(row))
				weight := own[r]
				for j, c := range cols {
					met[c>>6] |= 1 << (c & 63)
					sum[c] += weight * vals[j]
				}
			}
			for w, some := range met {
				for ; some != 0; some &= some - 1 {
					c := w<<6 + bits.TrailingZeros64(some)
					out.Idx, out.Val = append(out.Idx, int32(c)), append(out.Val, sum[c])
					sum[c] = 0
				}
				met[w] = 0
			}
			out.Ptr = append(out.Ptr, len(out.Idx))
		}
	})
	return stack(blocks, b.Cols)
}

// stack puts blocks of rows one below the other. A block's Ptr lacks the 0.
func stack(blocks []linear.Sparse, cols int) *linear.Sparse {
	cells := 0
	for _, b := range blocks {
		cells += len(b.Idx)
	}
	all := &linear.Sparse{Cols: cols, Ptr: make([]int, 1, cols+1), Idx: make([]int32, 0, cells), Val: make([]float32, 0, cells)}
	for _, b := range blocks {
		base := len(all.Idx)
		for _, end := range b.Ptr {
			all.Ptr = append(all.Ptr, base+end)
		}
		all.Idx, all.Val = append(all.Idx, b.Idx...), append(all.Val, b.Val...)
	}
	return all
}
