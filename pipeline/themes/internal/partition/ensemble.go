package partition

import (
	"math"

	"stemme/pipeline/themes/internal/linear"
	"stemme/pipeline/themes/internal/vectors"
)

// An Ensemble says how many partitions are joined into one and how long each
// is worked on.
type Ensemble struct {
	Partitions int     // base partitions
	Widest     float64 // they have between k and Widest·k parts
	Rounds     int     // of k-means, at most, for each
}

// Reference is the ensemble that the method was measured with.
var Reference = Ensemble{Partitions: 30, Widest: 2.5, Rounds: 10}

// Join parts the unit rows of x into k parts that many partitions agree on:
// each row is described by the parts it falls in, those descriptions are turned
// into k dimensions and parted once more.
//
// Method: the spectral form of cluster ensembles of Strehl and Ghosh, JMLR 3
// (2002), as a bipartite graph of rows and parts (Fern and Brodley, ICML 2004).
func (e Ensemble) Join(x *linear.Dense, hash []uint64, k int, seed uint64, workers int) []int32 {
	points := e.describe(x, hash, k, seed, workers)
	return best(points, hash, k, seed, 4, workers)
}

// describe gives a row of k dimensions for each row of x.
func (e Ensemble) describe(x *linear.Dense, hash []uint64, k int, seed uint64, workers int) *linear.Dense {
	parts := make([][]int32, e.Partitions)
	sizes := make([]int, e.Partitions)
	linear.Share(e.Partitions, 1, workers, func(m, _ int) {
		share := float64(vectors.Mix(seed+uint64(m)*0x9e3779b97f4a7c15)>>11) / (1 << 53)
		sizes[m] = min(k+int(share*(e.Widest-1)*float64(k)), x.Rows)
		parts[m] = kmeans(x, hash, sizes[m], seed*1000+uint64(m), e.Rounds, 1)
	})
	h := indicators(parts, sizes)
	gram := product(h)
	left, _ := linear.Leading(gram, k, func(i, j int) float32 {
		return float32(vectors.Mix(uint64(i)<<32|uint64(j))>>40)/(1<<23) - 1
	}, workers)
	out := linear.NewDense(x.Rows, k)
	h.Mul(out, left, workers)
	for i := range out.Rows {
		linear.Normalise(out.Row(i))
	}
	return out
}

// indicators is a matrix with a row per thing and a column per part of any
// partition: 1/√size where the thing is in the part.
func indicators(parts [][]int32, sizes []int) *linear.Sparse {
	n, m := len(parts[0]), len(parts)
	h := &linear.Sparse{Ptr: make([]int, n+1), Idx: make([]int32, n*m), Val: make([]float32, n*m)}
	for p, part := range parts {
		count := make([]float64, sizes[p])
		for _, c := range part {
			count[c]++
		}
		for i, c := range part {
			h.Idx[i*m+p] = int32(h.Cols) + c
			h.Val[i*m+p] = float32(1 / math.Sqrt(count[c]))
		}
		h.Cols += sizes[p]
	}
	for i := range n {
		h.Ptr[i+1] = (i + 1) * m
	}
	return h
}

// product is hᵀh.
func product(h *linear.Sparse) *linear.Sparse {
	sum := linear.NewDense(h.Cols, h.Cols)
	for i := range h.Rows() {
		cols, vals := h.Row(i)
		for j, c := range cols {
			row := sum.Row(int(c))
			for l, d := range cols {
				row[d] += vals[j] * vals[l]
			}
		}
	}
	out := &linear.Sparse{Cols: h.Cols, Ptr: make([]int, 1, h.Cols+1)}
	for i := range h.Cols {
		for j, v := range sum.Row(i) {
			if v != 0 {
				out.Idx, out.Val = append(out.Idx, int32(j)), append(out.Val, v)
			}
		}
		out.Ptr = append(out.Ptr, len(out.Idx))
	}
	return out
}

// best is the tightest of a few k-means partitions of x.
func best(x *linear.Dense, hash []uint64, k int, seed uint64, starts, workers int) []int32 {
	parts, tight := make([][]int32, starts), make([]float64, starts)
	linear.Share(starts, 1, workers, func(s, _ int) {
		parts[s] = kmeans(x, hash, k, seed*1000+500+uint64(s), 30, 1)
		tight[s] = tightness(x, parts[s], k)
	})
	b := 0
	for s, t := range tight {
		if t > tight[b] {
			b = s
		}
	}
	return parts[b]
}

// KMeans is the tightest of starts k-means partitions.
func KMeans(x *linear.Dense, hash []uint64, k int, seed uint64, starts, workers int) []int32 {
	return best(x, hash, k, seed, starts, workers)
}

// tightness is the sum of the rows' cosines with their part's centre.
func tightness(x *linear.Dense, part []int32, k int) float64 {
	sum := linear.NewDense(k, x.Cols)
	for i, p := range part {
		linear.Axpy(1, x.Row(i), sum.Row(int(p)))
	}
	var total float64
	for j := range k {
		total += math.Sqrt(float64(linear.Dot(sum.Row(j), sum.Row(j))))
	}
	return total
}
