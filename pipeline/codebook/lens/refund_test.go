package lens_test

import (
	"os"
	"strings"
	"testing"
)

// refundBars are how many of the sentences of a part must have the right sign: the patterns were made by the 55
// of dev, never by the 30 of test.
var refundBars = map[string]int{"dev": 48, "test": 26}

// TestRefund: money that was promised or is waited for is no praise of getting it back, and money that came is.
func TestRefund(t *testing.T) {
	t.Parallel()
	for part, bar := range refundBars {
		text, err := os.ReadFile("../testdata/refund-" + part + ".tsv")
		if err != nil {
			t.Fatal(err)
		}
		right, n := 0, 0
		for line := range strings.Lines(string(text)) {
			sign, said, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
			if n++; heard(reading(said)["kundetemaer/refusion"]) == sign {
				right++
			} else if part == "dev" {
				t.Logf("%s %s: %v", sign, said, reading(said))
			}
		}
		t.Logf("%s: right %d of %d", part, right, n)
		if right < bar {
			t.Errorf("%s: right %d of %d, want %d", part, right, n, bar)
		}
	}
}

// heard is the sign of a polarity as figures tell it, from which size on it is one.
func heard(polarity float64) string {
	switch {
	case polarity > 0.1:
		return "+"
	case polarity < -0.1:
		return "-"
	}
	return "0"
}
