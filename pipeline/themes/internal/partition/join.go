package partition

import (
	"math"
	"slices"

	"stemme/models/linear"
)

// Join joins the parts of the unit rows of x until k are left, each time the two
// whose joining costs least tightness, and gives the new part of each row; parts
// keep their order.
//
// Method: Ward, "Hierarchical Grouping to Optimize an Objective Function", JASA
// 58 (1963), with the tightness of spherical k-means as objective: the sum of
// the rows' cosines with their part's centre, the length of the sum of the rows.
func Join(x *linear.Dense, part []int32, parts, k int) []int32 {
	return Cuts(x, part, parts, []int{k})[0]
}

// Cuts is Join to each of several numbers of parts, which ascend.
func Cuts(x *linear.Dense, part []int32, parts int, numbers []int) [][]int32 {
	t, out := newTree(x, part, parts), make([][]int32, len(numbers))
	left := t.live()
	for i, k := range slices.Backward(numbers) {
		for ; left > k; left-- {
			t.join()
		}
		out[i] = t.numbered(part)
	}
	return out
}

// A tree is a set of parts that are being joined. A part that was joined to an
// earlier one, and an empty one, is no longer alive.
type tree struct {
	sum    *linear.Dense
	length []float64
	into   []int32       // the live part that each part is in
	alive  []bool        //
	cost   *linear.Dense // of joining each two live parts, the later one by row
}

func newTree(x *linear.Dense, part []int32, parts int) *tree {
	t := &tree{sum: linear.NewDense(parts, x.Cols), length: make([]float64, parts), into: make([]int32, parts),
		alive: make([]bool, parts), cost: linear.NewDense(parts, parts)}
	for i, p := range part {
		linear.Axpy(1, x.Row(i), t.sum.Row(int(p)))
		t.alive[p] = true
	}
	for j := range parts {
		t.into[j] = int32(j)
		t.measure(j)
	}
	return t
}

// numbered is the live part of each row of part, by its place among the live ones.
func (t *tree) numbered(part []int32) []int32 {
	number, next := make([]int32, len(t.alive)), int32(0)
	for j, alive := range t.alive {
		if alive {
			number[j], next = next, next+1
		}
	}
	out := make([]int32, len(part))
	for i, p := range part {
		out[i] = number[t.into[p]]
	}
	return out
}

// live is the number of live parts.
func (t *tree) live() (n int) {
	for _, a := range t.alive {
		if a {
			n++
		}
	}
	return n
}

// measure sets the costs of joining part j to the others.
func (t *tree) measure(j int) {
	t.length[j] = math.Sqrt(float64(linear.Dot(t.sum.Row(j), t.sum.Row(j))))
	for i := range t.length {
		both := t.length[i]*t.length[i] + t.length[j]*t.length[j] + 2*float64(linear.Dot(t.sum.Row(i), t.sum.Row(j)))
		t.cost.Row(max(i, j))[min(i, j)] = float32(t.length[i] + t.length[j] - math.Sqrt(max(0, both)))
	}
}

// join joins the two live parts that cost least, the first of equal ones.
func (t *tree) join() {
	a, b, least := 0, 0, float32(math.Inf(1))
	for j, alive := range t.alive {
		for i := 0; alive && i < j; i++ {
			if c := t.cost.Row(j)[i]; c < least && t.alive[i] {
				a, b, least = i, j, c
			}
		}
	}
	t.unite(a, b)
}

// unite joins part b to part a.
func (t *tree) unite(a, b int) {
	linear.Axpy(1, t.sum.Row(b), t.sum.Row(a))
	t.alive[b] = false
	for j, at := range t.into {
		if int(at) == b {
			t.into[j] = int32(a)
		}
	}
	t.measure(a)
}
