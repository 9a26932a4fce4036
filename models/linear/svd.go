package linear

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// extra is how many directions more than asked for take part in the search for
// the leading ones, as Halko et al. advise (5 to 10).
const extra = 10

// Rounds is the number of power rounds from a random start. Two rounds leave the last
// of 100 directions noisy on the reviews; a fourth changes nothing that is measured.
const Rounds = 3

// Leading finds the rank leading left singular vectors of m and their singular
// values, largest first, by randomised subspace iteration. Row i of the answer
// belongs to row i of m; columns beyond the rank of m are zero. The directions
// start from draw(i, j), the entry in row i and column j of a random matrix with
// as many rows as m has columns, so that a caller can tie a row's start to what
// the row means.
//
// Method: Halko, Martinsson and Tropp, "Finding Structure with Randomness",
// SIAM Review 53 (2011), algorithms 4.4 and 5.1.
func Leading(m *Sparse, rank, rounds int, draw func(i, j int) float32, workers int) (*Dense, []float32) {
	t := m.Transpose()
	width := min(rank+extra, m.Rows(), m.Cols)
	right := NewDense(m.Cols, width)
	Share(m.Cols, 64, workers, func(lo, hi int) {
		for i := lo; i < hi; i++ {
			row := right.Row(i)
			for j := range row {
				row[j] = draw(i, j)
			}
		}
	})
	left := NewDense(m.Rows(), width)
	for range rounds {
		m.Mul(left, right, workers)
		orthonormal(left, workers)
		t.Mul(right, left, workers)
		orthonormal(right, workers)
	}
	// right now spans the leading right singular vectors. Turn left = m·right
	// so that its columns are at right angles: their lengths are the values.
	m.Mul(left, right, workers)
	values := orthonormal(left, workers)
	out := NewDense(m.Rows(), rank)
	single := make([]float32, rank)
	for j := range min(rank, width) {
		single[j] = float32(values[j])
	}
	for i := range m.Rows() {
		copy(out.Row(i), left.Row(i)[:min(rank, width)])
	}
	return out, single
}

// orthonormal turns and scales the columns of d so that they are orthonormal
// and span what they spanned, the longest first; what is left of columns beyond
// the rank becomes zero. It gives the singular values of d, largest first. By
// the eigenvectors of dᵀd, which in double precision serve for condition
// numbers up to about 10^7, far beyond what one power round makes.
func orthonormal(d *Dense, workers int) []float64 {
	n := d.Cols
	gram := mat.NewSymDense(n, gram(d, workers))
	var eig mat.EigenSym
	if !eig.Factorize(gram, true) {
		panic("linear: symmetric eigenproblem did not converge")
	}
	var vectors mat.Dense
	eig.VectorsTo(&vectors)
	lambda := eig.Values(nil) // ascending
	values := make([]float64, n)
	turn := NewDense(n, n)
	for j := range n {
		l := lambda[n-1-j]
		if l <= 1e-12*lambda[n-1] || l <= 0 {
			continue
		}
		values[j] = math.Sqrt(l)
		for i := range n {
			turn.Data[i*n+j] = float32(vectors.At(i, n-1-j) / values[j])
		}
	}
	all := upTo(n)
	Share(d.Rows, 64, workers, func(lo, hi int) {
		out := make([]float32, n)
		for i := lo; i < hi; i++ {
			clear(out)
			AddRows(d.Row(i), all, turn, out)
			copy(d.Row(i), out)
		}
	})
	return values
}

// upTo lists the numbers from 0 that are below n.
func upTo(n int) []int32 {
	out := make([]int32, n)
	for i := range out {
		out[i] = int32(i)
	}
	return out
}

// gram is dᵀd, in blocks of rows of fixed size that are added in order.
func gram(d *Dense, workers int) []float64 {
	const step = 512
	n := d.Cols
	parts := make([][]float32, (d.Rows+step-1)/step)
	all := upTo(step)
	Share(d.Rows, step, workers, func(lo, hi int) {
		part, block, column := make([]float32, n*n), d.Slice(lo, hi), make([]float32, hi-lo)
		for k := range n {
			for i := range column {
				column[i] = block.Data[i*n+k]
			}
			AddRows(column, all, block, part[k*n:k*n+k+1])
		}
		parts[lo/step] = part
	})
	sum := make([]float64, n*n)
	for _, part := range parts {
		for i, v := range part {
			sum[i] += float64(v)
		}
	}
	for i := range n {
		for j := range i {
			sum[j*n+i] = sum[i*n+j]
		}
	}
	return sum
}
