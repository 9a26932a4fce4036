package ledger

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"stemme/models"
)

// However responses come, change and go, they are listed in the order of their keys; the
// list is made once for as long as nothing changes, and is not that of a caller who took it.
func TestOrder(t *testing.T) {
	l, draw := empty(t.TempDir()), rand.New(rand.NewPCG(1, 0))
	for round := range 300 {
		for range draw.IntN(4) {
			k := models.Key{Source: "bank", ID: fmt.Sprint(draw.IntN(40))}
			if draw.IntN(3) == 0 {
				l.drop(k)
			} else {
				l.put(version{Response: models.Response{Source: k.Source, ID: k.ID, Comment: fmt.Sprint(round)}})
			}
		}
		if draw.IntN(50) == 0 {
			l.take(part{complete: true})
		}
		all := l.Responses()
		if want := slices.SortedFunc(maps.Keys(l.responses), models.Key.Compare); len(want) != len(all) {
			t.Fatalf("round %d: %d responses, want %d", round, len(all), len(want))
		} else {
			for i, k := range want {
				if all[i].Key() != k || all[i].Comment != l.responses[k].Comment {
					t.Fatalf("round %d: %v at %d, want %v", round, all[i], i, l.responses[k].Response)
				}
			}
		}
		if len(all) == 0 {
			continue
		}
		if again := l.Responses(); &again[0] != &all[0] {
			t.Fatalf("round %d: listed twice", round)
		}
		if taken := l.Release(); draw.IntN(2) == 0 {
			taken[0].Comment = "another's"
		}
		if r := l.Responses()[0]; r.Comment != l.responses[r.Key()].Comment {
			t.Fatalf("round %d: %v", round, r)
		}
	}
}
