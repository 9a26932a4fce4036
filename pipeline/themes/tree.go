package themes

import (
	"slices"

	"stemme/pipeline/themes/internal/linear"
)

// tops is how many top themes stand over k themes: a handful, and none where
// there are few themes anyway.
func tops(k int) int {
	switch {
	case k < 8:
		return 0
	case k < 15:
		return 3
	}
	return 5
}

// group puts the rows of x, unit vectors, into n groups by joining the two
// nearest again and again, and gives the group of each row, numbered in the
// order of their first rows.
//
// Method: Ward, "Hierarchical Grouping to Optimize an Objective Function",
// JASA 58 (1963), which keeps the groups of like size.
func group(x *linear.Dense, n int) []int {
	member := make([]int, x.Rows)
	centres, size := &linear.Dense{Rows: x.Rows, Cols: x.Cols, Data: slices.Clone(x.Data)}, make([]float32, x.Rows)
	for i := range member {
		member[i], size[i] = i, 1
	}
	for left := x.Rows; left > n; left-- {
		a, b := nearest(centres, size)
		row := centres.Row(a)
		linear.Scale(size[a]/(size[a]+size[b]), row)
		linear.Axpy(size[b]/(size[a]+size[b]), centres.Row(b), row)
		size[a], size[b] = size[a]+size[b], 0
		for i, m := range member {
			if m == b {
				member[i] = a
			}
		}
	}
	number := map[int]int{}
	for i, m := range member {
		if _, seen := number[m]; !seen {
			number[m] = len(number)
		}
		member[i] = number[m]
	}
	return member
}

// nearest is the pair of groups whose joining adds least to the sum of squared
// distances, the first of equally near ones.
func nearest(centres *linear.Dense, size []float32) (a, b int) {
	least := float32(-1)
	diff := make([]float32, centres.Cols)
	for i := range size {
		for j := i + 1; j < len(size) && size[i] > 0; j++ {
			if size[j] == 0 {
				continue
			}
			copy(diff, centres.Row(i))
			linear.Axpy(-1, centres.Row(j), diff)
			if cost := size[i] * size[j] / (size[i] + size[j]) * linear.Dot(diff, diff); least < 0 || cost < least {
				least, a, b = cost, i, j
			}
		}
	}
	return a, b
}

// plant gives the themes of a fresh model their top themes, by the centres of
// the clauses whose likeliest theme they are. A theme that is near no other
// stays on its own: a top theme over one theme would say it twice. The top
// themes' ids follow those of the themes.
func (m *Model) plant(centres *linear.Dense) {
	n := tops(len(m.themes))
	if n == 0 {
		return
	}
	groups := group(centres, n)
	members := make([]int, n)
	for _, g := range groups {
		members[g]++
	}
	ids := make([]string, n)
	for g := range ids {
		if members[g] > 1 {
			ids[g] = name(m.next)
			m.tops = append(m.tops, ids[g])
			m.next++
		}
	}
	for j, g := range groups {
		m.themes[j].Parent = ids[g]
	}
}
