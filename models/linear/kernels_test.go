package linear

import (
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"
)

func random(r *rand.Rand, n int) []float32 {
	x := make([]float32, n)
	for i := range x {
		x[i] = float32(r.NormFloat64())
	}
	return x
}

// TestKernels holds the wide form of each loop against the narrow one, bit by
// bit, for all lengths around the width.
func TestKernels(t *testing.T) {
	if !vector {
		t.Skip("no vector kernels on this processor")
	}
	r := rand.New(rand.NewPCG(1, 1))
	for n := range 70 {
		m := &Dense{9, n, random(r, 9*n)}
		x, got := random(r, n), make([]float32, 9)
		Dots(x, m, got)
		for j := range got {
			if want := dot(x, m.Row(j)); math.Float32bits(got[j]) != math.Float32bits(want) {
				t.Fatalf("Dots of length %d, row %d: %v, want %v", n, j, got[j], want)
			}
		}
		if got, want := Dot(x, m.Row(1)), dot(x, m.Row(1)); math.Float32bits(got) != math.Float32bits(want) {
			t.Fatalf("Dot of length %d: %v, want %v", n, got, want)
		}
		rows := []int32{8, 0, 3, 3, 7, 1}
		for count := range len(rows) + 1 {
			DotsOf(x, m, rows[:count], got)
			for i, j := range rows[:count] {
				if want := dot(x, m.Row(int(j))); math.Float32bits(got[i]) != math.Float32bits(want) {
					t.Fatalf("DotsOf of length %d, row %d of %d: %v, want %v", n, i, count, got[i], want)
				}
			}
		}
		y := random(r, n)
		want := append([]float32(nil), y...)
		for i := range want {
			want[i] += float32(1.7 * x[i])
		}
		Axpy(1.7, x, y)
		for i := range y {
			if math.Float32bits(y[i]) != math.Float32bits(want[i]) {
				t.Fatalf("Axpy of length %d, place %d: %v, want %v", n, i, y[i], want[i])
			}
			want[i] *= 1.7
		}
		Scale(1.7, y)
		for i := range y {
			if math.Float32bits(y[i]) != math.Float32bits(want[i]) {
				t.Fatalf("Scale of length %d, place %d: %v, want %v", n, i, y[i], want[i])
			}
		}
	}
}

// TestAddRows holds AddRows, bit by bit, against one row after the other in the narrow
// form, of all widths around those that it does at once and of parts of rows.
func TestAddRows(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 4))
	for n := range 210 {
		m := &Dense{9, n, random(r, 9*n)}
		for _, rows := range [][]int32{nil, {4}, {8, 0, 3, 3, 7, 1}} {
			for _, width := range []int{n, n - n/3} {
				weights, got := random(r, len(rows)), random(r, width+1)
				want := slices.Clone(got)
				for w, row := range rows {
					for i, v := range m.Row(int(row))[:width] {
						want[i] += float32(weights[w] * v)
					}
				}
				AddRows(weights, rows, m, got[:width])
				for i := range got { // one more than is asked for
					if math.Float32bits(got[i]) != math.Float32bits(want[i]) {
						t.Fatalf("%d rows, %d of %d columns, place %d: %v, want %v", len(rows), width, n, i, got[i], want[i])
					}
				}
			}
		}
	}
}

// TestRaise holds the sums and places of Raise, of all lengths around the width and of
// more than it does at a time.
func TestRaise(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 3))
	for n := range 600 {
		by, x, least := random(r, n), random(r, n), float32(r.NormFloat64())
		if n > 9 {
			by[9], x[9] = 0, least
		}
		want, at := append([]float32(nil), x...), []int32{-7}
		for i := range want {
			if want[i] += by[i]; want[i] >= least {
				at = append(at, int32(i))
			}
		}
		got := Raise(by, x, least, []int32{-7})
		for i := range x {
			if math.Float32bits(x[i]) != math.Float32bits(want[i]) {
				t.Fatalf("Raise of length %d, place %d: %v, want %v", n, i, x[i], want[i])
			}
		}
		if !slices.Equal(got, at) {
			t.Fatalf("Raise of length %d: places %v, want %v", n, got, at)
		}
	}
}

// TestExp holds Exp to the exponential function, and its wide form to the narrow
// one, bit by bit.
func TestExp(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for n := range 70 {
		x, most := make([]float32, n), float32(r.NormFloat64()*100)
		for i := range x {
			x[i] = most - float32(20*r.Float64())
		}
		if n > 0 {
			x[n/2] = most
		}
		got := append([]float32(nil), x...)
		Exp(got, most)
		for i, v := range x {
			if want := exp(v - most); math.Float32bits(got[i]) != math.Float32bits(want) {
				t.Fatalf("Exp of length %d, place %d: %v, want %v", n, i, got[i], want)
			}
			want := math.Exp(float64(v - most))
			if v-most <= -16 {
				want = 0
			}
			if math.Abs(float64(got[i])-want) > 3e-7*want {
				t.Fatalf("Exp of %v: %v, want %v", v-most, got[i], want)
			}
		}
	}
}

func BenchmarkDots(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 1))
	m, x, dst := &Dense{100, 200, random(r, 20000)}, random(r, 200), make([]float32, 100)
	for b.Loop() {
		Dots(x, m, dst)
	}
	b.ReportMetric(float64(b.N)*20000/b.Elapsed().Seconds()/1e9, "Gproducts/s")
}

func BenchmarkDot(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 1))
	m, x, dst := &Dense{100, 200, random(r, 20000)}, random(r, 200), make([]float32, 100)
	for b.Loop() {
		for j := range dst {
			dst[j] = Dot(x, m.Row(j))
		}
	}
	b.ReportMetric(float64(b.N)*20000/b.Elapsed().Seconds()/1e9, "Gproducts/s")
}

func BenchmarkAddRows(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 1))
	for _, n := range []int{40, 110, 120} {
		m, weights, rows, y := &Dense{4000, n, random(r, 4000*n)}, random(r, 150), make([]int32, 150), make([]float32, n)
		for i := range rows {
			rows[i] = int32(r.IntN(m.Rows))
		}
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			for b.Loop() {
				AddRows(weights, rows, m, y)
			}
			b.ReportMetric(float64(b.N*n*len(rows))/b.Elapsed().Seconds()/1e9, "Gproducts/s")
		})
	}
}

func BenchmarkAxpy(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 1))
	for _, n := range []int{40, 110, 200} {
		x, y := random(r, n), random(r, n)
		b.Run("", func(b *testing.B) {
			for b.Loop() {
				Axpy(1e-9, x, y)
			}
			b.ReportMetric(float64(b.N)*float64(n)/b.Elapsed().Seconds()/1e9, "Gproducts/s")
		})
	}
}
