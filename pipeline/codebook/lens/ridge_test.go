package lens

import (
	"math"
	"math/rand/v2"
	"testing"
)

// TestAbreast: the weights of an aim are those that it has alone, to the bit, whatever
// others are solved for beside it, and they leave next to no slope.
func TestAbreast(t *testing.T) {
	t.Parallel()
	const features, lessons = 60, 200
	dice := rand.New(rand.NewPCG(1, 0))
	rows, use := make([][]feature, lessons), make([]bool, lessons)
	for i := range rows {
		for range 8 {
			rows[i] = append(rows[i], feature{dice.Int32N(features), float32(dice.NormFloat64())})
		}
		rows[i] = unit(rows[i])
		use[i] = i%5 > 0
	}
	aims := make([][]float64, abreast)
	for k := range aims {
		aims[k] = make([]float64, lessons)
		for i := range aims[k] {
			if dice.IntN(k+2) == 0 && k < abreast-1 { // of the last one nobody speaks
				aims[k][i] = 1
			}
		}
	}
	together, means := ridge(rows, aims, features, use)
	for k, aim := range aims {
		alone, mean := ridge(rows, [][]float64{aim}, features, use)
		if means[k] != mean[0] {
			t.Errorf("aim %d: mean %v, alone %v", k, means[k], mean[0])
		}
		steepest := 0.0
		for f := range alone {
			if together[f][k] != alone[f][0] {
				t.Fatalf("aim %d, feature %d: %v, alone %v", k, f, together[f][k], alone[f][0])
			}
			slope := shrink * alone[f][0]
			for i, row := range rows {
				for _, c := range row {
					if use[i] && int(c.number) == f {
						slope += float64(c.value) * (mean[0] + project(alone, row)[0] - aim[i])
					}
				}
			}
			steepest = max(steepest, math.Abs(slope))
		}
		if steepest > 0.5 {
			t.Errorf("aim %d: a slope of %v is left", k, steepest)
		}
	}
}
