package lens

import (
	"math"

	"stemme/models/linear"
)

// An example of a logistic regression: numbers, which weights they go with, what is
// known besides, and whether it is so.
type example struct {
	features []feature
	odds     float64
	yes      bool
	weight   float64
}

// logistic is the bias and the n weights that tell examples apart: coordinate descent
// by a bound on the curvature (Böhning and Lindsay, "Monotonicity of Quadratic
// Approximation Algorithms", Annals of the Institute of Statistical Mathematics 40,
// 1988: a quarter of the square), with squared weights penalised.
func logistic(examples []example, n int, penalty float64, rounds int) []float64 {
	d := newDescent(examples, n)
	penalties, curves := make([]float64, n+1), make([]float64, n+1)
	for f, column := range d.columns {
		penalties[f] = penalty
		if f == 0 {
			penalties[f] = 0.3
		}
		curves[f] = penalties[f]
		for _, p := range column {
			curves[f] += d.weights[p.row] * float64(p.value) * float64(p.value) / 4
		}
	}
	out := make([]float64, n+1)
	for range rounds {
		for f, column := range d.columns {
			if len(column) == 0 {
				continue
			}
			step := (penalties[f]*out[f] + d.slope(column)) / curves[f]
			out[f] -= step
			for _, p := range column {
				d.margins[p.row] -= step * float64(p.value)
			}
		}
	}
	return out
}

// A descent is examples by what they have in common.
type descent struct {
	columns [][]cell // the bias, and what goes with each weight
	margins []float64
	yes     []float64 // 1 it is so, 0 it is not
	weights []float64
	powers  []float32
}

// A cell is a number of an example.
type cell struct {
	row   int32
	value float32
}

func newDescent(examples []example, n int) *descent {
	d := &descent{columns: make([][]cell, n+1), margins: make([]float64, len(examples)), yes: make([]float64, len(examples)),
		weights: make([]float64, len(examples)), powers: make([]float32, len(examples))}
	for i, e := range examples {
		d.columns[0] = append(d.columns[0], cell{int32(i), 1})
		for _, f := range e.features {
			d.columns[f.number+1] = append(d.columns[f.number+1], cell{int32(i), f.value})
		}
		d.margins[i], d.weights[i] = e.odds, e.weight
		if e.yes {
			d.yes[i] = 1
		}
	}
	return d
}

// slope is how much the examples of a column ask for less of it.
func (d *descent) slope(column []cell) float64 {
	powers := d.powers[:len(column)]
	for i, p := range column {
		powers[i] = -float32(math.Abs(d.margins[p.row]))
	}
	linear.Exp(powers, 0)
	sum := 0.0
	for i, p := range column {
		power := float64(powers[i])
		chance := 1 / (1 + power)
		if d.margins[p.row] < 0 {
			chance *= power
		}
		sum += d.weights[p.row] * (chance - d.yes[p.row]) * float64(p.value)
	}
	return sum
}
