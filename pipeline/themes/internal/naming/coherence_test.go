package naming

import "testing"

// TestNumbers asks for the number of couples that are listed, and of their neighbours, which
// are not.
func TestNumbers(t *testing.T) {
	for _, size := range []int32{0, 1, 3, 700} {
		var couples []couple
		for a := range size {
			couples = append(couples, couple{2 * a, 2*a + 3}, couple{2 * a, 2*a + 5})
		}
		n := newNumbers(couples)
		for i, c := range couples {
			if at, known := n.of(c); !known || at != int32(i) {
				t.Fatalf("%d couples: %v has number %d (%v), want %d", len(couples), c, at, known, i)
			}
			if at, known := n.of(couple{c.a, c.b + 1}); known {
				t.Fatalf("%d couples: %v has number %d, want none", len(couples), couple{c.a, c.b + 1}, at)
			}
		}
	}
}
