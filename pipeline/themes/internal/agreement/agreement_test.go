package agreement

import (
	"math"
	"math/rand/v2"
	"testing"
)

// TestKnown holds the measures against values worked out by hand from their
// definitions.
func TestKnown(t *testing.T) {
	for _, c := range []struct {
		a, b           []int
		rand, nmi, acc float64
	}{
		{[]int{0, 0, 1, 1}, []int{1, 1, 0, 0}, 1, 1, 1},
		{[]int{0, 0, 1, 2}, []int{0, 0, 1, 1}, 4.0 / 7, 0.8, 0.75},
		{[]int{0, 0, 0, 0}, []int{0, 1, 2, 3}, 0, 0, 0.25},
		{[]int{0, 0, 1, 1}, []int{0, 1, 0, 1}, -0.5, 0, 0.5},
	} {
		if got := Rand(c.a, c.b); math.Abs(got-c.rand) > 1e-9 {
			t.Errorf("Rand(%v, %v) = %v, want %v", c.a, c.b, got, c.rand)
		}
		if got := MutualInformation(c.a, c.b); math.Abs(got-c.nmi) > 1e-9 {
			t.Errorf("MutualInformation(%v, %v) = %v, want %v", c.a, c.b, got, c.nmi)
		}
		if got := Accuracy(c.a, c.b); math.Abs(got-c.acc) > 1e-9 {
			t.Errorf("Accuracy(%v, %v) = %v, want %v", c.a, c.b, got, c.acc)
		}
	}
}

// TestMatch holds the matching against trying every permutation.
func TestMatch(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 0))
	for range 200 {
		n := 1 + r.IntN(6)
		cost := make([][]float64, n)
		for i := range cost {
			cost[i] = make([]float64, n)
			for j := range cost[i] {
				cost[i][j] = float64(r.IntN(20) - 10)
			}
		}
		var got float64
		used := make([]bool, n)
		for i, j := range Match(cost) {
			if used[j] {
				t.Fatalf("column %d twice", j)
			}
			used[j] = true
			got += cost[i][j]
		}
		if want := cheapest(cost, 0, make([]bool, n)); got != want {
			t.Fatalf("%v: cost %v, want %v", cost, got, want)
		}
	}
}

func cheapest(cost [][]float64, row int, used []bool) float64 {
	if row == len(cost) {
		return 0
	}
	least := math.Inf(1)
	for j, u := range used {
		if !u {
			used[j] = true
			least = min(least, cost[row][j]+cheapest(cost, row+1, used))
			used[j] = false
		}
	}
	return least
}
