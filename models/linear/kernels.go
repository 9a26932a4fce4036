package linear

import (
	"math"
	"math/bits"
)

// The inner loops of everything here, eight values wide where the processor
// can. Both forms give the same bits: eight running sums, which are added in
// the same order, and products that are rounded before they are added.
//
// Measured on an AMD EPYC (family 26), one goroutine, rows of 200: Dots makes 25
// thousand million products a second in the wide form and 2.1 in the other.

// Axpy adds a·x to y, which is as long.
func Axpy(a float32, x, y []float32) {
	y = y[:len(x)]
	n := 0
	if vector && len(x) >= 8 {
		n = len(x) &^ 7
		axpyAVX2(a, &x[0], &y[0], n)
	}
	for i := n; i < len(x); i++ {
		y[i] += float32(a * x[i])
	}
}

// AddRows adds to y the rows of m that are listed, each times its weight and in their
// order: what Axpy would for one row after the other. y is no longer than a row.
func AddRows(weights []float32, rows []int32, m *Dense, y []float32) {
	rows = rows[:len(weights)]
	if vector && len(weights) > 0 && len(y) > 0 {
		for _, i := range rows {
			_ = m.Data[int(i)*m.Cols : int(i)*m.Cols+len(y)]
		}
		addRowsAVX2(&weights[0], &rows[0], len(weights), &m.Data[0], m.Cols, &y[0], len(y))
		return
	}
	for w, i := range rows {
		for j, v := range m.Row(int(i))[:len(y)] {
			y[j] += float32(weights[w] * v)
		}
	}
}

// Scale multiplies x by a.
func Scale(a float32, x []float32) {
	n := 0
	if vector && len(x) >= 8 {
		n = len(x) &^ 7
		scaleAVX2(a, &x[0], n)
	}
	for i := n; i < len(x); i++ {
		x[i] *= a
	}
}

// Raise adds by to x, which is as long, and appends the places of x that are then at
// least least to places, in order.
func Raise(by, x []float32, least float32, places []int32) []int32 {
	x = x[:len(by)]
	n := 0
	if vector {
		var reach [32]byte // 256 values at a time
		for ; len(by)-n >= 8; n += len(reach) * 8 {
			some := min(len(by)-n, len(reach)*8) &^ 7
			raiseAVX2(&by[n], &x[n], some, least, &reach[0])
			for i, mask := range reach[:some/8] {
				for ; mask != 0; mask &= mask - 1 {
					places = append(places, int32(n+8*i+bits.TrailingZeros8(mask)))
				}
			}
		}
		n = len(by) &^ 7
	}
	for i := n; i < len(by); i++ {
		if x[i] += by[i]; x[i] >= least {
			places = append(places, int32(i))
		}
	}
	return places
}

// Dots sets dst[j] to the product of x, as long as a row of m, and row j of m.
func Dots(x []float32, m *Dense, dst []float32) {
	j := 0
	if n := len(x) &^ 7; vector && n > 0 {
		for ; j+4 <= len(dst); j += 4 {
			dots4(x, m, [4]int{j, j + 1, j + 2, j + 3}, (*[4]float32)(dst[j:]))
		}
	}
	for ; j < len(dst); j++ {
		dst[j] = dot(x, m.Row(j))
	}
}

// DotsOf sets dst[i] to the product of x, as long as a row of m, and row rows[i] of m.
func DotsOf(x []float32, m *Dense, rows []int32, dst []float32) {
	if !vector || len(x) < 8 {
		for i, j := range rows {
			dst[i] = dot(x, m.Row(int(j)))
		}
		return
	}
	for len(rows) > 0 {
		var four [4]int // the last ones are repeated where there are fewer
		for r := range four {
			four[r] = int(rows[min(r, len(rows)-1)])
		}
		var out [4]float32
		dots4(x, m, four, &out)
		n := copy(dst[:len(rows)], out[:])
		rows, dst = rows[n:], dst[n:]
	}
}

// dots4 sets out to the products of x, of at least eight values, and four rows of m.
func dots4(x []float32, m *Dense, rows [4]int, out *[4]float32) {
	n := len(x) &^ 7
	dots4AVX2(&x[0], n, &m.Data[rows[0]*m.Cols], &m.Data[rows[1]*m.Cols], &m.Data[rows[2]*m.Cols], &m.Data[rows[3]*m.Cols], out)
	for r := 0; r < 4 && n < len(x); r++ {
		out[r] = tail(out[r], x[n:], m.Row(rows[r])[n:])
	}
}

// Exp sets each x to e to the power x - most, where most is at least every x, and
// to 0 where that is below e to the power -16. The relative error is below 3e-7.
//
// Method: Moshier, Cephes Mathematical Library, expf: the power of two that is
// nearest, and a polynomial for what is left.
func Exp(x []float32, most float32) {
	n := 0
	if vector && len(x) >= 8 {
		n = len(x) &^ 7
		expAVX2(&x[0], n, most)
	}
	for i := n; i < len(x); i++ {
		x[i] = exp(x[i] - most)
	}
}

// exp is one value of Exp, in the order of operations of the wide form.
func exp(d float32) float32 {
	if !(d > -16) {
		return 0
	}
	const nearest = 1.5 * (1 << 23) // added to a small number, it leaves the nearest integer in the last bits
	z := float32(d*1.44269504088896341) + nearest
	n := z - nearest
	r := d - float32(n*0.693359375)
	r -= float32(n * -2.12194440e-4)
	p := float32(1.9875691500e-4*r) + 1.3981999507e-3
	p = float32(p*r) + 8.3334519073e-3
	p = float32(p*r) + 4.1665795894e-2
	p = float32(p*r) + 1.6666665459e-1
	p = float32(p*r) + 5.0000001201e-1
	p = float32(p*float32(r*r)) + r
	return math.Float32frombits(math.Float32bits(p+1) + math.Float32bits(z)<<23)
}

// Dot is the scalar product of x and y, which is as long.
func Dot(x, y []float32) float32 {
	n := len(x) &^ 7
	if !vector || n == 0 {
		return dot(x, y)
	}
	y = y[:len(x)]
	var out [4]float32 // the kernel takes no longer for four rows than for one
	dots4AVX2(&x[0], n, &y[0], &y[0], &y[0], &y[0], &out)
	return tail(out[0], x[n:], y[n:])
}

func dot(x, y []float32) float32 {
	y = y[:len(x)]
	var s [8]float32
	n := len(x) &^ 7
	for i := 0; i < n; i += 8 {
		u, v := x[i:i+8:i+8], y[i:i+8:i+8]
		s[0] += float32(u[0] * v[0])
		s[1] += float32(u[1] * v[1])
		s[2] += float32(u[2] * v[2])
		s[3] += float32(u[3] * v[3])
		s[4] += float32(u[4] * v[4])
		s[5] += float32(u[5] * v[5])
		s[6] += float32(u[6] * v[6])
		s[7] += float32(u[7] * v[7])
	}
	sum := ((s[0] + s[4]) + (s[1] + s[5])) + ((s[2] + s[6]) + (s[3] + s[7]))
	return tail(sum, x[n:], y[n:])
}

func tail(sum float32, x, y []float32) float32 {
	for i, v := range x {
		sum += float32(v * y[i])
	}
	return sum
}
