package columns

import (
	"strings"
	"testing"
)

// TestCutAndFold: a word is cut between two letters at 120 bytes and no sooner, and plain letters
// are written for every other, also where a word has none beside them.
func TestCutAndFold(t *testing.T) {
	long := strings.Repeat("a", maxWord-1)
	for word, want := range map[string]string{"": "", long: long, long + "b": long + "b", long + "bc": long + "b", long + "ø": long, long[1:] + "øb": long[1:] + "ø"} {
		if got := cut(word); got != want {
			t.Errorf("%d bytes are cut to %d, want %d", len(word), len(got), len(want))
		}
	}
	for word, want := range map[string]string{"kort": "kort", "å": "aa", "kø": "koe", "ærø": "aeroe"} {
		if got := Fold(word); got != want {
			t.Errorf("%s is %s in plain letters, want %s", word, got, want)
		}
	}
}
