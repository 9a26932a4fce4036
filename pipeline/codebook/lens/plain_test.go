package lens_test

import (
	"strings"
	"testing"
)

// plainBar is the least share of entries that must be found in plain phrases, with
// their polarity: what was measured on 26 November 2026, less 0.01.
const plainBar = 0.97

// TestPlain: what customers say in so many words is found. The phrases were written
// by who wrote the lenses, so this guards what works and measures nothing.
func TestPlain(t *testing.T) {
	t.Parallel()
	right, n := 0, 0
	for _, c := range tsv(t, "../testdata/plain.tsv") {
		found := reading(c[0])
		for want := range strings.FieldsSeq(c[1]) {
			n++
			polarity, is := found[want[1:]]
			ok := is
			switch want[0] {
			case '!':
				ok = !is
			case '+':
				ok = is && polarity > 0
			case '-':
				ok = is && polarity < 0
			}
			if ok {
				right++
			} else {
				t.Logf("%q: want %s, got %v", c[0], want, found)
			}
		}
	}
	if share := float64(right) / float64(n); share < plainBar {
		t.Errorf("%d of %d entries are right, want %.2f", right, n, plainBar)
	}
}
