package partition

import (
	"math"
	"slices"

	"stemme/models/linear"
	"stemme/pipeline/themes/internal/vectors"
)

// An Ensemble is a set of partitions of the same rows into differing numbers
// of parts, each from its own draws.
type Ensemble struct {
	rows  int
	hash  []uint64
	parts [][]int32
	sizes []int
}

// A Plan says how an ensemble is drawn.
type Plan struct {
	Partitions   int     // how many
	Fewest, Most int     // parts of a partition, drawn evenly
	Rounds       int     // of k-means, at most
	Leave        float64 // share of the rows that each half of the ensemble does not see while it finds its centres
	Sees         int     // rows that a partition finds its centres on, at most; 0 for all
	Seed         uint64
}

// Draw makes the ensemble of the unit rows of x, which stand in no order that tells
// of them. With p.Leave above 0 the even and the odd partitions each find their
// centres on their own sample of the rows, so that Halves tells how much the rows
// themselves matter.
func (p Plan) Draw(x *linear.Dense, hash []uint64, workers int) *Ensemble {
	e := &Ensemble{x.Rows, hash, make([][]int32, p.Partitions), make([]int, p.Partitions)}
	linear.Share(p.Partitions, 1, workers, func(m, _ int) {
		draw := float64(vectors.Mix(p.Seed+uint64(m)*0x9e3779b97f4a7c15)>>11) / (1 << 53)
		lo, hi := p.sample(m, x.Rows)
		e.sizes[m] = min(p.Fewest+int(draw*float64(p.Most-p.Fewest+1)), hi-lo)
		seen := kmeans(x.Slice(lo, hi), hash[lo:hi], e.sizes[m], p.Seed*1000+uint64(m), p.Rounds, 1)
		if hi-lo < x.Rows {
			seen.assign()
		}
		seen.end()
		e.parts[m] = slices.Concat(nearest(x.Slice(0, lo), seen.centres), seen.part, nearest(x.Slice(hi, x.Rows), seen.centres))
	})
	return e
}

// sample is the range of n rows that partition m finds its centres on: of the even
// ones among the first rows, of the odd ones among the last.
func (p Plan) sample(m, n int) (lo, hi int) {
	left := int(p.Leave * float64(n))
	lo, hi = 0, n-left
	if m%2 == 1 {
		lo, hi = left, n
	}
	if spare := hi - lo - p.Sees; p.Sees > 0 && spare > 0 {
		lo += m / 2 * spare / max(1, (p.Partitions-1)/2)
		hi = lo + p.Sees
	}
	return lo, hi
}

// Halves are the ensembles of the even and of the odd partitions.
func (e *Ensemble) Halves() (even, odd *Ensemble) {
	even, odd = &Ensemble{rows: e.rows, hash: e.hash}, &Ensemble{rows: e.rows, hash: e.hash}
	for m := range e.parts {
		h := even
		if m%2 == 1 {
			h = odd
		}
		h.parts, h.sizes = append(h.parts, e.parts[m]), append(h.sizes, e.sizes[m])
	}
	return even, odd
}

// A Consensus describes each row by the parts of an ensemble that it falls in,
// in as many dimensions as are asked for.
type Consensus struct {
	hash  []uint64
	items *linear.Sparse // row × part
	left  *linear.Dense  // part × dimension
}

// Consensus turns the ensemble into dims dimensions.
//
// Method: the spectral form of cluster ensembles of Strehl and Ghosh, JMLR 3
// (2002), as a bipartite graph of rows and parts (Fern and Brodley, ICML 2004).
func (e *Ensemble) Consensus(dims, workers int) *Consensus {
	items := indicators(e.parts, e.sizes)
	left, _ := linear.Leading(product(items), dims, linear.Rounds, func(i, j int) float32 {
		return float32(vectors.Mix(uint64(i)<<32|uint64(j))>>40)/(1<<23) - 1
	}, workers)
	return &Consensus{e.hash, items, left}
}

// Part parts the rows into k parts by their first k dimensions: the tightest
// of starts partitions.
func (c *Consensus) Part(k, starts int, seed uint64, workers int) []int32 {
	left := linear.NewDense(c.left.Rows, min(k, c.left.Cols))
	for i := range left.Rows {
		copy(left.Row(i), c.left.Row(i))
	}
	points := linear.NewDense(c.items.Rows(), left.Cols)
	c.items.Mul(points, left, workers)
	for i := range points.Rows {
		linear.Normalise(points.Row(i))
	}
	return Tightest(points, c.hash, k, starts, seed, workers)
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

// tried is how many rows the starts of Tightest are compared on, at most, but no fewer
// than eachTried for each part.
const (
	tried     = 2000
	eachTried = 25
)

// Tightest is the one of starts k-means partitions of the unit rows of x into
// k parts whose rows are nearest to their centres. Of many rows, which stand in no
// order that tells of them, the starts are compared on the first ones.
func Tightest(x *linear.Dense, hash []uint64, k, starts int, seed uint64, workers int) []int32 {
	n := min(x.Rows, max(tried, eachTried*k))
	begun, tight := make([]*mover, starts), make([]float64, starts)
	linear.Share(starts, 1, workers, func(s, _ int) {
		begun[s] = kmeans(x.Slice(0, n), hash[:n], k, seed*1000+500+uint64(s), 30, 1)
		begun[s].end()
		tight[s] = tightness(x.Slice(0, n), begun[s].part, k)
	})
	b := 0
	for s, t := range tight {
		if t > tight[b] {
			b = s
		}
	}
	if n == x.Rows {
		return begun[b].part
	}
	m := newMover(x, begun[b].centres, workers)
	m.move(8)
	m.end()
	return m.part
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
