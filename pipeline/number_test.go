package pipeline

import "testing"

// TestNumberNotes: twice as many themes as the night before, or half as many, are told, unless both are few.
func TestNumberNotes(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		was, is int
		told    bool
	}{{12, 61, true}, {61, 12, true}, {0, 30, false}, {30, 0, false}, {12, 19, false}, {5, 12, false}, {31, 28, false}} {
		if got := len(numberNotes(c.was, c.is)) > 0; got != c.told {
			t.Errorf("%d themes, then %d: told %v", c.was, c.is, got)
		}
	}
}
