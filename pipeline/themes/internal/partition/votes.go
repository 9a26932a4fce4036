package partition

import "stemme/models/linear"

// Joined is e with the parts of each of its partitions joined.
func (e *Ensemble) Joined(join func(part []int32, parts int) ([]int32, int), workers int) *Ensemble {
	out := &Ensemble{e.rows, e.hash, make([][]int32, len(e.parts)), make([]int, len(e.parts))}
	linear.Share(len(e.parts), 1, workers, func(m, _ int) {
		out.parts[m], out.sizes[m] = join(e.parts[m], e.sizes[m])
	})
	return out
}

// Vote joins the parts of the rows of e of which the rows fall in the same parts of its
// partitions, each time the two that do so most, until no two do so by as much as least or
// hold together no larger share of the rows than most, and beyond that until no more than
// bound are left. By how much they do is how likely a row of the one and a row of the other
// are in the same part of a partition, as a share of how likely two rows of either are. It
// gives the new part of each row and how many there are; parts keep their order.
//
// Method: average linkage by the shares of partitions in which two things are together
// (Fred and Jain, "Combining Multiple Clusterings Using Evidence Accumulation", TPAMI 27,
// 2005).
func (e *Ensemble) Vote(part []int32, parts int, least, most float64, bound int) ([]int32, int) {
	cols := 0
	for _, n := range e.sizes {
		cols += n
	}
	t := &kin{tree: &tree{sum: linear.NewDense(parts, cols), length: make([]float64, parts), into: make([]int32, parts),
		alive: make([]bool, parts), cost: linear.NewDense(parts, parts), alike: linear.NewDense(parts, parts)},
		size: make([]float32, parts), least: least, most: float32(most) * float32(len(part))}
	for i, p := range part {
		row, at := t.sum.Row(int(p)), 0
		for m, of := range e.parts {
			row[at+int(of[i])]++
			at += e.sizes[m]
		}
		t.alive[p] = true
		t.size[p]++
	}
	t.begin()
	for t.joinKin() {
	}
	for t.least, t.most = 0, float32(len(part)); t.live() > bound && t.joinKin(); {
	}
	return t.numbered(part), t.live()
}
