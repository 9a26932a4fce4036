package codebook

import (
	"fmt"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// TestBehind: the edits behind those that a hash was made of, for every number of them,
// with seeds and without, and none for a book that never was.
func TestBehind(t *testing.T) {
	clause := 2
	edits := []Edit{{Rename: "t0001", To: "Ventetid & <kø>", Line: 3}, {Split: "t0002", Words: []string{"pris", "gebyr"}}, {Move: "bank/1", Clause: &clause, To: "t0003"}, {Hide: "t0004"}}
	for _, seeds := range [][]Seed{nil, {{ID: "gebyr", Name: "Gebyr", Words: []string{"gebyr"}}}} {
		b := Book{Edits: edits, Seeds: seeds}
		for n := range len(edits) + 1 {
			then := Book{Edits: edits[:n], Seeds: seeds}
			if behind, ok := b.Behind(then.Hash()); !ok || len(behind) != len(edits)-n {
				t.Errorf("%d edits, %d seeds: %d behind, %t", n, len(seeds), len(behind), ok)
			}
		}
		other := Book{Edits: slices.Concat(edits[:2], []Edit{{Hide: "t0009"}}), Seeds: seeds}
		if _, ok := b.Behind(other.Hash()); ok {
			t.Error("a book that never was is known")
		}
		if behind, ok := b.Behind(""); !ok || len(behind) != len(edits) {
			t.Errorf("before there was a book: %d behind, %t", len(behind), ok)
		}
	}
}

// TestManyEdits: what the page of the codebook asks takes time by the number of edits and
// changes, not by its square: of 4,000 edits it took 22 s, on a busy machine.
func TestManyEdits(t *testing.T) {
	const many = 20_000
	var b Book
	path := filepath.Join(t.TempDir(), Name)
	for i := range many {
		b.Edits = append(b.Edits, Edit{Rename: fmt.Sprintf("t%05d", i), To: fmt.Sprintf("Ventetid på sag %d", i)})
		if err := Note(path, Change{At: time.Unix(int64(i), 0), User: "anna", Did: Added, What: []string{b.Edits[i].String()}}); err != nil {
			t.Fatal(err)
		}
	}
	made := (&Book{Edits: b.Edits[:1]}).Hash()
	begun := time.Now()
	if behind, ok := b.Behind(made); !ok || len(behind) != many-1 {
		t.Errorf("%d behind, %t", len(behind), ok)
	}
	all, err := History(path)
	if err != nil || len(all) != many || all[0].At.Unix() != many-1 {
		t.Fatalf("%d changes, %v", len(all), err)
	}
	if took := time.Since(begun); took > 20*time.Second {
		t.Errorf("it takes %v", took)
	}
}
