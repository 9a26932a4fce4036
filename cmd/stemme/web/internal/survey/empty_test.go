package survey

import (
	"testing"

	"stemme/pipeline/nps"
)

// TestNoResponses: a survey from which every response was taken back or erased counts
// nothing, by any way to cut.
func TestNoResponses(t *testing.T) {
	s := New(nil, false).Survey()
	sel := s.Select(Where{})
	for _, by := range []string{Unit, nps.DimensionTouchpoint, nps.DimensionSource} {
		if values := sel.By(by); len(values) != 0 {
			t.Errorf("%s: %+v", by, values)
		}
	}
}
