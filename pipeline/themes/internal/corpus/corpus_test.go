package corpus

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
)

func TestNew(t *testing.T) {
	clauses := []Bag{
		{Terms: []string{"tid", "vent", "tid"}},
		{Terms: []string{"vent", "tid", "tid"}},
		{Terms: []string{"tid", "vent"}, Near: []string{"svar", "tid", "svar"}},
		{Terms: []string{"svar", "sjælden"}},
		{Terms: []string{"ukendt"}},
		{},
	}
	c := New(clauses, 2)
	if want := []string{"tid", "vent"}; !slices.Equal(c.Terms, want) {
		t.Fatalf("terms %v, want %v: a term must be in two different clauses as its own", c.Terms, want)
	}
	if c.Row[0] != c.Row[1] || c.Row[0] == c.Row[2] || c.Row[3] != -1 || c.Row[4] != -1 || c.Row[5] != -1 {
		t.Errorf("rows %v", c.Row)
	}
	cols, counts := c.Rows.Row(int(c.Row[0]))
	if !slices.Equal(cols, []int32{0, 1}) || !slices.Equal(counts, []float32{2, 1}) || c.Times[c.Row[0]] != 2 {
		t.Errorf("columns %v, counts %v, times %d", cols, counts, c.Times[c.Row[0]])
	}
	c = New(clauses, 1)
	cols, counts = c.Rows.Row(int(c.Row[2]))
	if len(cols) != 3 || counts[2] != Near || c.Terms[cols[2]] != "svar" {
		t.Errorf("columns %v, counts %v of a clause with one new term near", cols, counts)
	}
}

// TestOrder holds that the order of the clauses does not show, and that a
// clause keeps its hash beside others.
func TestOrder(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 0))
	var clauses []Bag
	for range 500 {
		var b Bag
		for range 1 + r.IntN(4) {
			b.Terms = append(b.Terms, string(rune('a'+r.IntN(20))))
		}
		clauses = append(clauses, b)
	}
	want := New(clauses, 1)
	r.Shuffle(len(clauses), func(i, j int) { clauses[i], clauses[j] = clauses[j], clauses[i] })
	got := New(clauses, 1)
	if !reflect.DeepEqual(got.Rows, want.Rows) || !slices.Equal(got.Hash, want.Hash) || !slices.Equal(got.Times, want.Times) {
		t.Error("the order of the clauses shows")
	}
	if !slices.IsSorted(got.Hash) {
		t.Error("rows are not in the order of their hashes")
	}
	for _, h := range New(clauses[:250], 1).Hash {
		if _, found := slices.BinarySearch(want.Hash, h); !found {
			t.Fatal("a clause has another hash beside other clauses")
		}
	}
}
