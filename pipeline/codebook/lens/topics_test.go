package lens

import "testing"

// What a lens is about is asked of every mention of a night, so it must not read the file of
// the lens: the customer lens, its supplements and own lenses are of topics.
func TestTopicsAreToldWithoutReading(t *testing.T) {
	for id, want := range map[string]bool{Customers: true, Customers + "x": true, Supplement + "bank": true, "egen": true, "": false, Principles: false, "loefter-egne": false, "afgang": false} {
		if got := IsTopics(id); got != want {
			t.Errorf("%q: %t", id, got)
		}
		if n := testing.AllocsPerRun(10, func() { IsTopics(id) }); n > 0 {
			t.Errorf("%q: %v allocations", id, n)
		}
	}
}
