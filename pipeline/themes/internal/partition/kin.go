package partition

import (
	"math"

	"stemme/models/linear"
)

// Kin joins the parts of the unit rows of x of which the centres are alike, each time
// the two that are most so, until no two are as alike as least, and gives the new part
// of each row and how many there are; parts keep their order. How alike two centres
// are is the cosine of what sets each apart from the mean of all parts' centres, so
// that what all rows share makes none alike, and small parts count as much as large.
// No two are joined that hold a larger share of the rows than most.
func Kin(x *linear.Dense, part []int32, parts int, least, most float64) ([]int32, int) {
	t := &kin{tree: newTree(x, part, parts), size: make([]float32, parts), least: least, most: float32(most) * float32(len(part))}
	t.centre(part)
	for t.joinKin() {
	}
	return t.numbered(part), t.live()
}

// kin is a tree of which the sums are those of the rows less the mean of the parts'
// centres.
type kin struct {
	*tree
	size  []float32
	least float64
	most  float32
}

// centre takes the mean of the parts' centres from the rows that are summed up.
func (t *kin) centre(part []int32) {
	mean := make([]float32, t.sum.Cols)
	for _, p := range part {
		t.size[p]++
	}
	live := float32(t.live())
	for j, alive := range t.alive {
		if alive {
			linear.Axpy(1/(live*t.size[j]), t.sum.Row(j), mean)
		}
	}
	for j, n := range t.size {
		linear.Axpy(-n, mean, t.sum.Row(j))
	}
	for j := range t.size {
		t.measure(j)
	}
}

// joinKin joins the two live parts that are most alike, the first of equal ones, and
// says whether any were enough so.
func (t *kin) joinKin() bool {
	a, b := t.closest(func(i, j int) bool { return t.size[i]+t.size[j] <= t.most })
	if a < 0 {
		return false
	}
	t.size[a] += t.size[b]
	t.unite(a, b)
	return true
}

// closest are the two live parts that are most alike of those that may be joined, the
// first of equal ones; -1 where none are alike enough.
func (t *kin) closest(may func(i, j int) bool) (a, b int) {
	a, b, most := -1, -1, t.least
	for j, alive := range t.alive {
		for i := 0; alive && i < j; i++ {
			if !t.alive[i] || t.length[i] == 0 || t.length[j] == 0 || !may(i, j) {
				continue
			}
			if cos := float64(linear.Dot(t.sum.Row(i), t.sum.Row(j))) / (t.length[i] * t.length[j]); cos >= most {
				a, b, most = i, j, math.Nextafter(cos, 2)
			}
		}
	}
	return a, b
}

// Closest are the two parts that Kin would join first of those that may be joined, the
// earlier one first; -1 where there are none.
func Closest(x *linear.Dense, part []int32, parts int, least float64, may func(i, j int) bool) (a, b int) {
	t := &kin{tree: newTree(x, part, parts), size: make([]float32, parts), least: least}
	t.centre(part)
	return t.closest(may)
}
