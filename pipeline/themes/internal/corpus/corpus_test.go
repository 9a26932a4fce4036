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
	c := New(clauses, 2, false)
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
	c = New(clauses, 1, false)
	cols, counts = c.Rows.Row(int(c.Row[2]))
	if len(cols) != 3 || counts[2] != Near || c.Terms[cols[2]] != "svar" {
		t.Errorf("columns %v, counts %v of a clause with one new term near", cols, counts)
	}
}

// TestRepeats holds that a clause has a row for each time that it is said where repeats
// count, as many as are needed to see how often it is, and terms that so many clauses hold.
func TestRepeats(t *testing.T) {
	var clauses []Bag
	for i := range 20_000 {
		word := "kø"
		if i < 7 {
			word = "app"
		}
		clauses = append(clauses, Bag{Terms: []string{word, "lang"}})
	}
	c := New(clauses, 3, true)
	times := map[string]int{}
	for i := range c.Rows.Rows() {
		cols, _ := c.Rows.Row(i)
		times[c.Terms[cols[0]]]++
	}
	if c.Different != 2 || times["app"] != 7 || times["kø"] < mostRows*9/10 || times["kø"] > mostRows {
		t.Errorf("%d different clauses, rows %v", c.Different, times)
	}
	if !slices.IsSorted(c.Hash) || len(slices.Compact(slices.Clone(c.Hash))) != len(c.Hash) {
		t.Error("hashes of rows do not tell these apart in order")
	}
	said := make([]int32, len(c.Times))
	for _, row := range c.Row {
		said[row]++
	}
	if !slices.Equal(said, c.Times) {
		t.Error("clauses and rows do not fit")
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
	want := New(clauses, 1, false)
	r.Shuffle(len(clauses), func(i, j int) { clauses[i], clauses[j] = clauses[j], clauses[i] })
	got := New(clauses, 1, false)
	if !reflect.DeepEqual(got.Rows, want.Rows) || !slices.Equal(got.Hash, want.Hash) || !slices.Equal(got.Times, want.Times) {
		t.Error("the order of the clauses shows")
	}
	if !slices.IsSorted(got.Hash) {
		t.Error("rows are not in the order of their hashes")
	}
	for _, h := range New(clauses[:250], 1, false).Hash {
		if _, found := slices.BinarySearch(want.Hash, h); !found {
			t.Fatal("a clause has another hash beside other clauses")
		}
	}
}
