package lens

import (
	"maps"
	"math/rand/v2"
	"testing"
)

// TestPairs holds the pairs of words against the map that they were made of.
func TestPairs(t *testing.T) {
	dice := rand.New(rand.NewPCG(1, 0))
	want := map[[2]int32]int32{}
	for f := range int32(300) {
		want[[2]int32{dice.Int32N(40), dice.Int32N(40)}] = f
	}
	p := pairsOf(want)
	if got := maps.Collect(p.all()); !maps.Equal(got, want) {
		t.Errorf("all pairs: %d, want the %d they were made of", len(got), len(want))
	}
	for first := range int32(42) {
		for second := range int32(42) {
			feature, is := want[[2]int32{first, second}]
			if !is {
				feature = -1
			}
			if got := p.of(first, second); got != feature {
				t.Errorf("of(%d, %d) = %d, want %d", first, second, got, feature)
			}
		}
	}
}
