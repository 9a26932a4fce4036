package nps

import (
	"slices"
	"testing"

	"stemme/models/bitset"
)

// What is told as common without working its tail out is no news.
func TestCommonIsNoNews(t *testing.T) {
	t.Parallel()
	tried := 0
	for _, share := range []float64{1e-6, 1e-4, 0.001, 0.01, 0.03, 0.1, 0.2, 0.3, 0.4, 0.5} {
		for _, m := range []float64{0, 0.3, 1, 2.5, 7, 20, 60, 200, 1000, 5000, 50_000} {
			for n := 0.2; n < 20_000; n *= 1.05 {
				if !common(n, m, share) {
					continue
				}
				tried++
				if p := binomialTail(n, m, share); p < 10*seldom {
					t.Errorf("%g of %g at %g: p %g is told as common", n, n+m, share, p)
				}
			}
		}
	}
	if tried < 2000 {
		t.Errorf("only %d were told as common", tried)
	}
}

// Slots come in the same order, once each, by a sort and by a walk, which does not remember
// those of the term before.
func TestSlotsInOrder(t *testing.T) {
	t.Parallel()
	b := board{marked: bitset.New(6000)}
	for _, many := range []int{0, 7, 400, 31, 900, 32, 33} {
		b.heard = nil
		for n := range many {
			b.heard = append(b.heard, int32(n*2477%6000))
		}
		want := slices.Sorted(slices.Values(b.heard))
		if b.order(); !slices.Equal(b.heard, want) {
			t.Errorf("%d slots: %v, want %v", many, b.heard, want)
		}
	}
}
