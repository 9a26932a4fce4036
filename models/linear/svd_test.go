package linear

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"gonum.org/v1/gonum/mat"
)

// sparse makes a random matrix whose singular values fall steadily.
func sparse(r *rand.Rand, rows, cols int) *Sparse {
	s := &Sparse{Cols: cols, Ptr: []int{0}}
	for i := range rows {
		for j := range cols {
			if r.Float64() < 0.2 || i%7 == j%7 {
				s.Idx, s.Val = append(s.Idx, int32(j)), append(s.Val, r.Float32()*float32(1+j%7))
			}
		}
		s.Ptr = append(s.Ptr, len(s.Idx))
	}
	return s
}

func draw(i, j int) float32 {
	return float32(rand.New(rand.NewPCG(uint64(i), uint64(j))).NormFloat64())
}

// TestLeading holds singular values and the subspace against LAPACK's.
func TestLeading(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 0))
	s := sparse(r, 90, 70)
	full := mat.NewDense(90, 70, nil)
	for i := range 90 {
		cols, vals := s.Row(i)
		for j, c := range cols {
			full.Set(i, int(c), float64(vals[j]))
		}
	}
	var svd mat.SVD
	if !svd.Factorize(full, mat.SVDThin) {
		t.Fatal("no decomposition")
	}
	want := svd.Values(nil)
	const rank = 5
	left, got := Leading(s, rank, Rounds, draw, 2)
	for j := range rank {
		if math.Abs(float64(got[j])-want[j]) > 0.01*want[0] {
			t.Errorf("singular value %d: %v, want %v", j, got[j], want[j])
		}
		for k := range j + 1 {
			var dot float64
			for i := range 90 {
				dot += float64(left.Row(i)[j]) * float64(left.Row(i)[k])
			}
			if unit := float64(1 - min(1, j-k)); math.Abs(dot-unit) > 1e-3 {
				t.Errorf("columns %d and %d have product %v, want %v", j, k, dot, unit)
			}
		}
	}
}

// TestLeadingDeficient holds that what a matrix lacks in rank becomes zero.
func TestLeadingDeficient(t *testing.T) {
	s := &Sparse{Cols: 4, Ptr: []int{0, 2, 4, 6}, Idx: []int32{0, 1, 0, 1, 2, 3}, Val: []float32{1, 2, 1, 2, 3, 1}}
	left, values := Leading(s, 6, Rounds, draw, 1)
	if left.Cols != 6 || values[0] <= 0 || values[1] <= 0 {
		t.Fatalf("%d columns, values %v", left.Cols, values)
	}
	for j := 2; j < 6; j++ {
		if values[j] > 1e-3 {
			t.Errorf("value %d is %v of a matrix of rank 2", j, values[j])
		}
	}
	for _, v := range left.Data {
		if math.IsNaN(float64(v)) {
			t.Fatal("not a number")
		}
	}
}

// TestWorkers holds that the number of workers does not show.
func TestWorkers(t *testing.T) {
	s := sparse(rand.New(rand.NewPCG(4, 0)), 1500, 700)
	want, values := Leading(s, 20, Rounds, draw, 1)
	for _, workers := range []int{2, 8} {
		got, v := Leading(s, 20, Rounds, draw, workers)
		if !slices.Equal(got.Data, want.Data) || !slices.Equal(v, values) {
			t.Errorf("%d workers give other bits", workers)
		}
	}
}

func TestTranspose(t *testing.T) {
	s := sparse(rand.New(rand.NewPCG(5, 0)), 40, 30)
	back := s.Transpose().Transpose()
	if !slices.Equal(back.Ptr, s.Ptr) || !slices.Equal(back.Idx, s.Idx) || !slices.Equal(back.Val, s.Val) {
		t.Error("transposing twice changes the matrix")
	}
}
