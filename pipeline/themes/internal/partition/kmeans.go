// Package partition parts clauses by their vectors, in a way that a small
// change of the clauses, or another order of them, changes little or nothing.
//
// Every random choice is tied to what a clause holds and not to where it
// stands: each row comes with a hash of its content, and a draw takes the row
// whose hash, mixed with the number of the draw, comes out best. Two samples of
// the same clauses therefore mostly draw the same rows.
package partition

import (
	"math"
	"slices"
	"sync"

	"stemme/models/linear"
	"stemme/pipeline/themes/internal/vectors"
)

// kmeans parts the unit rows of x into k parts, at most rounds times moving
// rows to the part whose centre is nearest. A part may end up empty when rows repeat.
//
// Method: Dhillon and Modha, "Concept Decompositions for Large Sparse Text
// Data Using Clustering", Machine Learning 42 (2001).
func kmeans(x *linear.Dense, hash []uint64, k int, seed uint64, rounds, workers int) *mover {
	centres, products := spread(x, hash, k, seed, workers)
	m := newMover(x, centres, workers)
	m.most = turned(products, workers)
	giveBack(products)
	for i := range m.part {
		m.part[i] = first(m.most.Row(i))
	}
	m.follow()
	m.move(rounds - 1)
	return m
}

// turned is d with rows and columns swapped.
func turned(d *linear.Dense, workers int) *linear.Dense {
	out := borrowed(d.Cols, d.Rows)
	linear.Share(d.Cols, 16, workers, func(lo, hi int) { // 16 values fill a line of memory
		for j := range d.Rows {
			for i, v := range d.Row(j)[lo:hi] {
				out.Data[(lo+i)*out.Cols+j] = v
			}
		}
	})
	return out
}

// first is the place of the largest value, the first of equal ones.
func first(values []float32) (at int32) {
	for i, v := range values {
		if v > values[at] {
			at = int32(i)
		}
	}
	return at
}

// A mover moves unit rows to their nearest centres, and these to their rows. It knows of
// each row and centre what their product is at most, so that only products that may be
// the largest of a row are made; the parts are those that all products would give.
//
// Method: Elkan, "Using the Triangle Inequality to Accelerate k-Means", ICML 2003, for
// products of unit vectors: a product changes by no more than its centre moves.
type mover struct {
	x, centres *linear.Dense
	part       []int32       // of each row
	most       *linear.Dense // row × centre: their product is no larger
	drift      []float32     // by how much each centre has moved since
	workers    int
}

// spare holds memory of matrices that are no longer used. A partition takes 6 MB, and a
// fit draws some 60 of them.
var spare sync.Pool

// borrowed is a matrix of any values, to be given back.
func borrowed(rows, cols int) *linear.Dense {
	if d, _ := spare.Get().(*linear.Dense); d != nil && cap(d.Data) >= rows*cols {
		d.Rows, d.Cols, d.Data = rows, cols, d.Data[:rows*cols]
		return d
	}
	return linear.NewDense(rows, cols)
}

// giveBack gives back a matrix that nobody uses any more; nil is none.
func giveBack(d *linear.Dense) {
	if d != nil {
		spare.Put(d)
	}
}

// end gives back what m knows of products; its parts and centres stay.
func (m *mover) end() {
	giveBack(m.most)
	m.most = nil
}

// newMover has no row in any part.
func newMover(x, centres *linear.Dense, workers int) *mover {
	m := &mover{x: x, centres: centres, part: make([]int32, x.Rows), drift: make([]float32, centres.Rows), workers: workers}
	for i := range m.part {
		m.part[i] = none
	}
	return m
}

// none is the part of a row that has none yet.
const none = -1

// margin is more than what rounding can make of a bound on a product.
const margin = 1e-4

// move moves rows and centres at most rounds times.
func (m *mover) move(rounds int) {
	for range rounds {
		if !m.assign() {
			break
		}
		m.follow()
	}
}

// follow moves the centres to their rows.
func (m *mover) follow() {
	before := slices.Clone(m.centres.Data)
	centre(m.x, m.part, m.centres)
	for j := range m.drift {
		m.drift[j] = distance(before[j*m.centres.Cols:], m.centres.Row(j))
	}
}

// distance is how far b is from what stands before it in a, where it leaves the difference.
func distance(a, b []float32) float32 {
	a = a[:len(b)]
	linear.Axpy(-1, b, a)
	return float32(math.Sqrt(float64(linear.Dot(a, a))))
}

// assign moves every row to its nearest centre, the first of equally near ones,
// and says whether any row moved.
func (m *mover) assign() bool {
	const step = 256
	moved := make([]bool, (m.x.Rows+step-1)/step)
	if m.most == nil {
		m.most = borrowed(m.x.Rows, m.centres.Rows) // set where no row has a part yet
	}
	linear.Share(m.x.Rows, step, m.workers, func(lo, hi int) {
		near, dots := make([]int32, 0, m.centres.Rows), make([]float32, m.centres.Rows)
		for i := lo; i < hi; i++ {
			near = m.near(i, near[:0])
			linear.DotsOf(m.x.Row(i), m.centres, near, dots)
			most, best := m.most.Row(i), 0
			for c, j := range near {
				most[j] = dots[c]
				if dots[c] > dots[best] {
					best = c
				}
			}
			if to := near[best]; m.part[i] != to {
				m.part[i], moved[lo/step] = to, true
			}
		}
	})
	clear(m.drift)
	return slices.Contains(moved, true)
}

// nearest is the nearest centre of each row, the first of equally near ones.
func nearest(x, centres *linear.Dense) []int32 {
	part, dots := make([]int32, x.Rows), make([]float32, centres.Rows)
	for i := range part {
		linear.Dots(x.Row(i), centres, dots)
		part[i] = first(dots)
	}
	return part
}

// near appends the centres that may be nearest to row i, in order: those whose product
// with it may be as large as that of the centre of its part.
func (m *mover) near(i int, to []int32) []int32 {
	own := m.part[i]
	if own == none {
		for j := range m.centres.Rows {
			to = append(to, int32(j))
		}
		return to
	}
	most := m.most.Row(i)
	least := linear.Dot(m.x.Row(i), m.centres.Row(int(own))) - margin
	return linear.Raise(m.drift, most, least, to)
}

// centre sets each centre to the direction of the sum of its part's rows; the
// centre of an empty part stays where it is.
func centre(x *linear.Dense, part []int32, centres *linear.Dense) {
	sum := linear.NewDense(centres.Rows, centres.Cols)
	for i, p := range part {
		linear.Axpy(1, x.Row(i), sum.Row(int(p)))
	}
	for j := range sum.Rows {
		if row := sum.Row(j); linear.Normalise(row) > 0 {
			copy(centres.Row(j), row)
		}
	}
}

// Centres are the directions of the sums of the rows of each of k parts; zeros
// for an empty part.
func Centres(x *linear.Dense, part []int32, k int) *linear.Dense {
	centres := linear.NewDense(k, x.Cols)
	centre(x, part, centres)
	return centres
}

// aside is how likely a row is drawn as a first centre, beside others: its squared
// distance to the power 3. To the power 1, as in k-means++, small parts mostly have
// no centre of their own (7 of 20 draws in the test), and partitions take several of
// them for one. Measured on three invented surveys of 24 subjects from 0.4 to 20 %
// of 20,000 responses, 33 themes asked for: 66 of 72 subjects have a theme at 1, 72
// at 3 and at 6. On nine gold sets and samples of them, three seeds, mean NMI / ARI /
// accuracy 60.0 / 31.6 / 48.6 at 1, 59.7 / 31.5 / 48.2 at 3, 59.1 / 31.1 / 47.9 at 5.
func aside(squared float32) float64 {
	d := float64(squared)
	return d * d * d
}

// spread draws k rows of x as first centres, each with probability in proportion
// to aside of its squared distance from the nearest one drawn before, and gives the
// products of all centres and rows.
//
// Method: Arthur and Vassilvitskii, "k-means++", SODA 2007, section 2.2, but for
// aside; drawn as a race: the row whose exponential waiting time, made of its hash
// and divided by its weight, is over first.
func spread(x *linear.Dense, hash []uint64, k int, seed uint64, workers int) (centres, products *linear.Dense) {
	centres, products = linear.NewDense(k, x.Cols), borrowed(k, x.Rows)
	far := make([]float32, x.Rows) // squared distance from the nearest centre
	for i := range far {
		far[i] = 2
	}
	for j := range k {
		drawn, first := 0, math.Inf(1)
		draw := vectors.Mix(seed<<20 + uint64(j) + 1)
		for i, d := range far {
			if d <= 1e-6 {
				continue
			}
			if when := wait(hash[i]^draw, first*aside(d)) / aside(d); when < first {
				drawn, first = i, when
			}
		}
		c, dots := centres.Row(j), products.Row(j)
		copy(c, x.Row(drawn))
		linear.Share(x.Rows, 256, workers, func(lo, hi int) {
			linear.Dots(c, x.Slice(lo, hi), dots[lo:hi])
			for i, d := range dots[lo:hi] {
				far[lo+i] = min(far[lo+i], 2-2*d)
			}
		})
	}
	return centres, products
}

// wait makes an exponential waiting time of mean 1 of a hash; infinity where that is
// longer than most.
func wait(hash uint64, most float64) float64 {
	u := (float64(vectors.Mix(hash)>>11) + 0.5) / (1 << 53)
	if 1-u > most { // -ln u is no less
		return math.Inf(1)
	}
	return -math.Log(u)
}
