package nps

import (
	"math"
	"testing"

	"stemme/models"
)

// TestPartingVariesByInfluence: the intervals of mix and performance are those of what each
// response moves them by, worked out by giving each a little more weight.
func TestPartingVariesByInfluence(t *testing.T) {
	two := func() groups {
		return groups{{answered(30, 10, 20), answered(12, 9, 4), answered(5, 5, 30)}, {answered(25, 30, 10), answered(40, 6, 6), answered(9, 2, 8)}}
	}
	const weight = 1e-6
	design := [2]float64{1.3, 1}
	is, ok := two().part(1, design)
	if !ok {
		t.Fatal("not taken apart")
	}
	mix, performance := 0.0, 0.0
	for j, cells := range two() {
		for x, c := range cells {
			for _, class := range models.Classes {
				of := two()
				of[j][x][class] += weight
				one, _ := of.part(1, design)
				a, b := (one.mix.Points-is.mix.Points)/weight*is.n[j], (one.performance.Points-is.performance.Points)/weight*is.n[j]
				each := c[class] * design[j] / is.n[j] / (is.n[j] - 1)
				mix, performance = mix+each*a*a, performance+each*b*b
			}
		}
	}
	for name, of := range map[string]struct {
		told Difference
		want float64
	}{"mix": {is.mix, mix}, "performance": {is.performance, performance}} {
		if got, want := (of.told.High-of.told.Low)/2/Z, math.Sqrt(of.want); math.Abs(got-want) > 1e-3*want {
			t.Errorf("standard error of %s %.4f, want %.4f", name, got, want)
		}
	}
}

// answered are so many of each class.
func answered(promoters, passives, detractors float64) (c byClass) {
	c[models.Promoter], c[models.Passive], c[models.Detractor] = promoters, passives, detractors
	return c
}

// TestPartingPoolsSmall: values that are small in one group are one value, with the smallest
// other where that is small itself.
func TestPartingPoolsSmall(t *testing.T) {
	of := groups{{answered(30, 10, 20), answered(12, 9, 4), answered(1, 1, 0), answered(9, 9, 9)}, {answered(25, 30, 10), answered(40, 6, 6), answered(9, 2, 8), answered(0, 1, 3)}}
	for k, want := range map[int]int{1: 4, 5: 3, 40: 2} {
		if a, ok := of.part(k, [2]float64{1, 1}); len(a.cells[0]) != want {
			t.Errorf("%d values where %d are few, want %d (%v)", len(a.cells[0]), k, want, ok)
		}
	}
}
