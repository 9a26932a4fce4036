// Package agreement holds the measures of how well two ways to part the same
// things agree. Labels are any whole numbers at least 0.
package agreement

import "math"

// table counts how many things have label a[i] and b[i].
func table(a, b []int) (cells [][]int, rows, cols []int) {
	for i := range a {
		for len(rows) <= a[i] {
			rows = append(rows, 0)
		}
		for len(cols) <= b[i] {
			cols = append(cols, 0)
		}
	}
	cells = make([][]int, len(rows))
	for i := range cells {
		cells[i] = make([]int, len(cols))
	}
	for i := range a {
		cells[a[i]][b[i]]++
		rows[a[i]]++
		cols[b[i]]++
	}
	return cells, rows, cols
}

// Rand is the adjusted Rand index of a and b (Hubert and Arabie 1985): 1 for
// the same partition, 0 on average for random ones; 1 where both put everything
// into one part.
func Rand(a, b []int) float64 {
	cells, rows, cols := table(a, b)
	pairs := func(n int) float64 { return float64(n) * float64(n-1) / 2 }
	var both, inA, inB float64
	for i, row := range cells {
		inA += pairs(rows[i])
		for _, n := range row {
			both += pairs(n)
		}
	}
	for _, n := range cols {
		inB += pairs(n)
	}
	expected := inA * inB / pairs(len(a))
	if most := (inA + inB) / 2; most != expected {
		return (both - expected) / (most - expected)
	}
	return 1
}

// MutualInformation is the mutual information of a and b over the mean of
// their entropies, in [0, 1] (as scikit-learn's normalized_mutual_info_score).
func MutualInformation(a, b []int) float64 {
	cells, rows, cols := table(a, b)
	n := float64(len(a))
	entropy := func(sizes []int) (h float64) {
		for _, s := range sizes {
			if s > 0 {
				p := float64(s) / n
				h -= p * math.Log(p)
			}
		}
		return h
	}
	var shared float64
	for i, row := range cells {
		for j, c := range row {
			if c > 0 {
				p := float64(c) / n
				shared += p * math.Log(p*n*n/(float64(rows[i])*float64(cols[j])))
			}
		}
	}
	if h := entropy(rows) + entropy(cols); h > 0 {
		return 2 * shared / h
	}
	return 1
}

// Accuracy is the share of things on which a and b agree after the labels of a
// are matched one to one with those of b in the best way (Kuhn 1955).
func Accuracy(a, b []int) float64 {
	cells, rows, cols := table(a, b)
	size := max(len(rows), len(cols))
	cost := make([][]float64, size)
	for i := range cost {
		cost[i] = make([]float64, size)
		for j := range cost[i] {
			if i < len(rows) && j < len(cols) {
				cost[i][j] = -float64(cells[i][j])
			}
		}
	}
	var hit float64
	for i, j := range Match(cost) {
		hit -= cost[i][j]
	}
	return hit / float64(len(a))
}

// Match gives each row of a square matrix its own column so that the sum of the
// costs is least. It is the shortest augmenting path form of the Hungarian
// method (Jonker and Volgenant 1987), of cubic time.
func Match(cost [][]float64) []int {
	n := len(cost)
	m := matcher{cost, make([]float64, n+1), make([]float64, n+1), make([]int, n+1), make([]int, n+1)}
	for row := 1; row <= n; row++ {
		for col := m.free(row); col != 0; col = m.from[col] {
			m.owner[col] = m.owner[m.from[col]]
		}
	}
	match := make([]int, n)
	for j := 1; j <= n; j++ {
		match[m.owner[j]-1] = j - 1
	}
	return match
}

// A matcher holds the rows matched so far. Rows and columns count from 1.
type matcher struct {
	cost               [][]float64
	rowPrice, colPrice []float64
	owner, from        []int // of a column, its row, 0 for none, and the column before it on the path
}

// free is the column without a row that the cheapest path from row ends in.
func (m *matcher) free(row int) (col int) {
	least, done := make([]float64, len(m.owner)), make([]bool, len(m.owner))
	for j := range least {
		least[j] = math.Inf(1)
	}
	m.owner[0] = row
	for m.owner[col] != 0 {
		done[col] = true
		i, next, delta := m.owner[col], 0, math.Inf(1)
		for j := 1; j < len(least); j++ {
			if done[j] {
				continue
			}
			if c := m.cost[i-1][j-1] - m.rowPrice[i] - m.colPrice[j]; c < least[j] {
				least[j], m.from[j] = c, col
			}
			if least[j] < delta {
				delta, next = least[j], j
			}
		}
		for j := range done {
			if done[j] {
				m.rowPrice[m.owner[j]] += delta
				m.colPrice[j] -= delta
			} else {
				least[j] -= delta
			}
		}
		col = next
	}
	return col
}
