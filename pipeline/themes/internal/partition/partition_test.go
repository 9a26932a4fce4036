package partition

import (
	"math/rand/v2"
	"slices"
	"testing"

	"stemme/models/linear"
	"stemme/pipeline/themes/internal/agreement"
	"stemme/pipeline/themes/internal/vectors"
)

// planted makes unit rows around k directions, each with a hash of its own.
func planted(n, k int) (*linear.Dense, []uint64, []int) {
	r := rand.New(rand.NewPCG(2, 0))
	centres := linear.NewDense(k, 24)
	for i := range centres.Data {
		centres.Data[i] = float32(r.NormFloat64())
	}
	x, hash, part := linear.NewDense(n, 24), make([]uint64, n), make([]int, n)
	for i := range n {
		part[i], hash[i] = r.IntN(k), vectors.Mix(uint64(i)+1)
		for j := range x.Row(i) {
			x.Row(i)[j] = centres.Row(part[i])[j] + 0.5*float32(r.NormFloat64())
		}
		linear.Normalise(x.Row(i))
	}
	return x, hash, part
}

func ints(part []int32) []int {
	out := make([]int, len(part))
	for i, p := range part {
		out[i] = int(p)
	}
	return out
}

func TestConsensus(t *testing.T) {
	const k = 9
	x, hash, want := planted(1500, k)
	plan := Plan{Partitions: 12, Fewest: k, Most: 2 * k, Rounds: 8, Leave: 0.1, Sees: 400, Seed: 3}
	for m := range plan.Partitions {
		if lo, hi := plan.sample(m, len(want)); hi-lo != 400 || m%2 == 0 && hi > 1350 || m%2 == 1 && lo < 150 {
			t.Errorf("partition %d sees the rows from %d to %d", m, lo, hi)
		}
	}
	got := plan.Draw(x, hash, 1).Consensus(k, 1).Part(k, 5, 1, 1)
	if ari := agreement.Rand(ints(got), want); ari < 0.95 {
		t.Errorf("ARI with the planted parts %.3f, want at least 0.95", ari)
	}
	for _, workers := range []int{2, 8} {
		if again := plan.Draw(x, hash, workers).Consensus(k, workers).Part(k, 5, 1, workers); !slices.Equal(again, got) {
			t.Errorf("%d workers give another partition", workers)
		}
	}
}

// TestDrawsFollowRows holds that first centres are drawn by what rows hold:
// nine tenths of the rows draw mostly the same ones.
func TestDrawsFollowRows(t *testing.T) {
	x, hash, _ := planted(1000, 10)
	all, _ := spread(x, hash, 10, 1, 1)
	some, _ := spread(x.Slice(0, 900), hash[:900], 10, 1, 1)
	same := 0
	for j := range 10 {
		if slices.Equal(all.Row(j), some.Row(j)) {
			same++
		}
	}
	if same < 5 {
		t.Errorf("%d of 10 centres are the same", same)
	}
}

// TestDrawsReachSmallParts holds that a part of few rows, no farther off than
// others, mostly has a first centre of its own: in 18 of 20 draws, and in fewer than
// half where squared distances count as they are.
func TestDrawsReachSmallParts(t *testing.T) {
	const small = 5
	x, hash, part := planted(2000, 9)
	kept, keptHash, n := linear.NewDense(0, x.Cols), []uint64(nil), 0
	for i, p := range part {
		if p == 0 {
			if n++; n > small {
				continue
			}
		}
		kept.Rows++
		kept.Data, keptHash = append(kept.Data, x.Row(i)...), append(keptHash, hash[i])
	}
	own := Centres(x, ints32(part), 9).Row(0)
	reached := 0
	for seed := range uint64(20) {
		centres, _ := spread(kept, keptHash, 27, seed, 1)
		for j := range centres.Rows {
			if linear.Dot(centres.Row(j), own) > 0.75 {
				reached++
				break
			}
		}
	}
	if reached < 18 {
		t.Errorf("%d of 20 draws have a centre in the small part", reached)
	}
}

func ints32(part []int) []int32 {
	out := make([]int32, len(part))
	for i, p := range part {
		out[i] = int32(p)
	}
	return out
}

// TestRepeats holds that fewer different rows than parts are no fault.
func TestRepeats(t *testing.T) {
	x := linear.NewDense(50, 8)
	hash := make([]uint64, 50)
	for i := range 50 {
		x.Row(i)[i%3] = 1
		hash[i] = uint64(i)
	}
	got := Tightest(x, hash, 10, 3, 1, 2)
	for i := range got {
		if got[i] != got[i%3] {
			t.Fatalf("row %d and row %d are the same but in parts %d and %d", i, i%3, got[i], got[i%3])
		}
	}
}

// TestJoin holds that the parts of one direction are joined before those of
// others, that empty parts are passed over, and that what comes out is numbered
// without gaps.
func TestJoin(t *testing.T) {
	x := &linear.Dense{Rows: 7, Cols: 2, Data: []float32{1, 0, 0.999, 0.045, 0, 1, 0.045, 0.999, 0.999, -0.045, -1, 0, -0.999, 0.045}}
	part := []int32{0, 2, 3, 5, 6, 8, 9} // of 10, three of them empty
	if got, want := Join(x, part, 10, 3), []int32{0, 0, 1, 1, 0, 2, 2}; !slices.Equal(got, want) {
		t.Errorf("parts %v, want %v", got, want)
	}
	if got := Cuts(x, part, 10, []int{2, 3, 5}); !slices.Equal(got[1], Join(x, part, 10, 3)) || !slices.Equal(got[2], Join(x, part, 10, 5)) {
		t.Errorf("cuts %v are not what is joined to each number", got)
	}
	if got, want := Join(x, part, 10, 20), []int32{0, 1, 2, 3, 4, 5, 6}; !slices.Equal(got, want) {
		t.Errorf("without joining: parts %v, want %v", got, want)
	}
}

// TestKin holds that parts of one are joined whatever else there is, and parts of
// different ones not; and none beyond the largest.
func TestKin(t *testing.T) {
	const k = 9
	x, _, want := planted(1500, k)
	half := make([]int32, len(want))
	for i, p := range want {
		half[i] = int32(2*p + i%2)
	}
	got, n := Kin(x, half, 2*k, 0.6, 1)
	if ari := agreement.Rand(ints(got), want); n != k || ari < 1 {
		t.Errorf("%d parts, ARI %.3f; want the %d that were halved", n, ari, k)
	}
	if _, n := Kin(x, half, 2*k, 0.6, 0.01); n != 2*k {
		t.Errorf("%d parts of at most a hundredth, want the %d halves", n, 2*k)
	}
}

// TestMover holds the parts that bounds on products give against those of all products.
func TestMover(t *testing.T) {
	x, hash, _ := planted(1500, 12)
	const k, rounds = 20, 6
	got := kmeans(x, hash, k, 3, rounds, 2)
	centres, _ := spread(x, hash, k, 3, 1)
	part, dots := make([]int32, x.Rows), make([]float32, k)
	for range rounds {
		for i := range part {
			linear.Dots(x.Row(i), centres, dots)
			part[i] = first(dots)
		}
		centre(x, part, centres)
	}
	if !slices.Equal(got.part, part) || !slices.Equal(got.centres.Data, centres.Data) {
		t.Error("another partition than by all products")
	}
	seen := 0
	for i := range x.Rows {
		seen += len(got.near(i, nil))
	}
	if seen > x.Rows*k/2 {
		t.Errorf("%d of %d products are made once the centres stand still", seen, x.Rows*k)
	}
}
