package pipeline

import (
	"maps"
	"slices"
)

// A vector is a sum of unknowns, by their columns.
type vector map[int]int

// plus adds n·w to v.
func plus(v vector, n int, w vector) vector {
	v = maps.Clone(v)
	for at, x := range w {
		v[at] += n * x
	}
	return v
}

// A span is all linear combinations of the vectors that are known, in echelon form
// modulo a prime: a row's first column is no other's.
type span struct {
	rows    map[int][]term // by first column, where it is 1
	scratch []uint64
}

type term struct {
	column int
	value  uint64
}

func newSpan(columns int) *span { return &span{map[int][]term{}, make([]uint64, columns)} }

// prime is large enough that no combination vanishes by chance.
const prime = 1<<31 - 1

// reduce takes what is known off v, into scratch, and returns the first column that
// is left; −1 where nothing is.
func (y *span) reduce(v vector) int {
	clear(y.scratch)
	if most := slices.Max(append(slices.Collect(maps.Keys(v)), 0)); most >= len(y.scratch) {
		y.scratch = make([]uint64, most+1)
	}
	for at, x := range v {
		y.scratch[at] = uint64((x%prime + prime) % prime)
	}
	for at, f := range y.scratch {
		if f = y.scratch[at]; f == 0 {
			continue
		}
		row, ok := y.rows[at]
		if !ok {
			return at
		}
		for _, t := range row {
			y.scratch[t.column] = (y.scratch[t.column] + (prime-f)*t.value) % prime
		}
	}
	return -1
}

// know adds a vector to what is known.
func (y *span) know(v vector) {
	first := y.reduce(v)
	if first < 0 {
		return
	}
	inverse, f := uint64(1), y.scratch[first]
	for e := uint64(prime - 2); e > 0; e >>= 1 {
		if e&1 == 1 {
			inverse = inverse * f % prime
		}
		f = f * f % prime
	}
	for at, x := range y.scratch[first:] {
		if x != 0 {
			y.rows[first] = append(y.rows[first], term{first + at, x * inverse % prime})
		}
	}
}

// tells says whether a vector follows from what is known.
func (y *span) tells(v vector) bool { return y.reduce(v) < 0 }
