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

	"stemme/models/linear"
	"stemme/pipeline/themes/internal/vectors"
)

// kmeans parts the unit rows of x into k parts, at most rounds times moving
// rows to the part whose centre is nearest. It gives the part of each row and the centres; a
// part may end up empty when rows repeat.
//
// Method: Dhillon and Modha, "Concept Decompositions for Large Sparse Text
// Data Using Clustering", Machine Learning 42 (2001).
func kmeans(x *linear.Dense, hash []uint64, k int, seed uint64, rounds, workers int) ([]int32, *linear.Dense) {
	centres := spread(x, hash, k, seed, workers)
	part := make([]int32, x.Rows)
	for i := range part {
		part[i] = -1
	}
	move(x, centres, part, rounds, workers)
	return part, centres
}

// move moves rows to their nearest centres, and these to their rows, at most rounds
// times.
func move(x, centres *linear.Dense, part []int32, rounds, workers int) {
	for range rounds {
		if !assign(x, centres, part, workers) {
			break
		}
		centre(x, part, centres)
	}
}

// assign moves every row to its nearest centre, the first of equally near ones,
// and says whether any row moved.
func assign(x, centres *linear.Dense, part []int32, workers int) bool {
	const step = 256
	moved := make([]bool, (x.Rows+step-1)/step)
	linear.Share(x.Rows, step, workers, func(lo, hi int) {
		dots := make([]float32, centres.Rows)
		for i := lo; i < hi; i++ {
			linear.Dots(x.Row(i), centres, dots)
			best, most := 0, dots[0]
			for j, d := range dots {
				if d > most {
					best, most = j, d
				}
			}
			if part[i] != int32(best) {
				part[i], moved[lo/step] = int32(best), true
			}
		}
	})
	for _, m := range moved {
		if m {
			return true
		}
	}
	return false
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
// to aside of its squared distance from the nearest one drawn before.
//
// Method: Arthur and Vassilvitskii, "k-means++", SODA 2007, section 2.2, but for
// aside; drawn as a race: the row whose exponential waiting time, made of its hash
// and divided by its weight, is over first.
func spread(x *linear.Dense, hash []uint64, k int, seed uint64, workers int) *linear.Dense {
	centres := linear.NewDense(k, x.Cols)
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
		c := centres.Row(j)
		copy(c, x.Row(drawn))
		linear.Share(x.Rows, 256, workers, func(lo, hi int) {
			var dots [256]float32
			linear.Dots(c, x.Slice(lo, hi), dots[:hi-lo])
			for i, d := range dots[:hi-lo] {
				far[lo+i] = min(far[lo+i], 2-2*d)
			}
		})
	}
	return centres
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
