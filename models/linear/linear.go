// Package linear holds the dense and sparse matrices that themes are found
// with: float32 values, row by row, and products of them that are shared out
// over goroutines. Every result has the same bits for any number of workers:
// each goroutine owns the rows it writes, and sums over rows are taken in
// blocks of fixed size that are added in order.
package linear

import (
	"math"
	"sync/atomic"

	"stemme/models/parallel"
)

// A Dense is a matrix of Rows × Cols values, row after row.
type Dense struct {
	Rows, Cols int
	Data       []float32
}

// NewDense is a matrix of zeros.
func NewDense(rows, cols int) *Dense {
	return &Dense{rows, cols, make([]float32, rows*cols)}
}

// Row is row i; writing to it writes to d.
func (d *Dense) Row(i int) []float32 { return d.Data[i*d.Cols : (i+1)*d.Cols : (i+1)*d.Cols] }

// Slice is the rows [lo, hi) of d, which it shares.
func (d *Dense) Slice(lo, hi int) *Dense {
	return &Dense{hi - lo, d.Cols, d.Data[lo*d.Cols : hi*d.Cols]}
}

// A Sparse is a matrix in compressed rows: row i holds Val[j] in column Idx[j]
// for j in [Ptr[i], Ptr[i+1]).
type Sparse struct {
	Cols int
	Ptr  []int // one more than there are rows
	Idx  []int32
	Val  []float32
}

// Rows is the number of rows.
func (s *Sparse) Rows() int { return len(s.Ptr) - 1 }

// Row is the columns and values of row i.
func (s *Sparse) Row(i int) ([]int32, []float32) {
	lo, hi := s.Ptr[i], s.Ptr[i+1]
	return s.Idx[lo:hi], s.Val[lo:hi]
}

// Head is the first n rows of s, which it shares.
func (s *Sparse) Head(n int) *Sparse {
	return &Sparse{s.Cols, s.Ptr[:n+1], s.Idx[:s.Ptr[n]], s.Val[:s.Ptr[n]]}
}

// Transpose swaps rows and columns; within a row the columns of the answer
// ascend.
func (s *Sparse) Transpose() *Sparse {
	t := &Sparse{s.Rows(), make([]int, s.Cols+1), make([]int32, len(s.Idx)), make([]float32, len(s.Val))}
	for _, c := range s.Idx {
		t.Ptr[c+1]++
	}
	for c := range s.Cols {
		t.Ptr[c+1] += t.Ptr[c]
	}
	next := append([]int(nil), t.Ptr[:s.Cols]...)
	for i := range s.Rows() {
		cols, vals := s.Row(i)
		for j, c := range cols {
			t.Idx[next[c]], t.Val[next[c]] = int32(i), vals[j]
			next[c]++
		}
	}
	return t
}

// Mul sets dst = s × d. The shapes must fit.
func (s *Sparse) Mul(dst, d *Dense, workers int) {
	Share(s.Rows(), 128, workers, func(lo, hi int) {
		for i := lo; i < hi; i++ {
			row := dst.Row(i)
			clear(row)
			cols, vals := s.Row(i)
			AddRows(vals, cols, d, row)
		}
	})
}

// Normalise scales x to length 1 and gives its length before; a row of zeros
// stays.
func Normalise(x []float32) float32 {
	length := float32(math.Sqrt(float64(Dot(x, x))))
	if length > 0 {
		Scale(1/length, x)
	}
	return length
}

// Share calls do for the ranges [lo, hi) of [0, n), each of size step but the
// last, on up to workers goroutines. do must write only what its range owns.
func Share(n, step, workers int, do func(lo, hi int)) {
	workers = min(workers, (n+step-1)/step)
	if workers <= 1 {
		if n > 0 {
			for lo := 0; lo < n; lo += step {
				do(lo, min(lo+step, n))
			}
		}
		return
	}
	var next atomic.Int64
	var group parallel.Group
	for range workers {
		group.Go(func() error {
			for {
				lo := int(next.Add(int64(step))) - step
				if lo >= n {
					return nil
				}
				do(lo, min(lo+step, n))
			}
		})
	}
	_ = group.Wait() // none of them fails
}

// AddTo adds a sparse row to a dense one.
func AddTo(dense []float32, cols []int32, vals []float32) {
	for j, c := range cols {
		dense[c] += vals[j]
	}
}

// Common counts what two ascending lists of columns have in common.
func Common(a, b []int32) (n int) {
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			n, i, j = n+1, i+1, j+1
		}
	}
	return n
}
