package lens_test

import (
	"os"
	"strings"
	"testing"
)

// TestMissing: what is missing of a delivery or another thing than was ordered (m), food that is spoilt (f), and what
// comes near either. Sentences of the test part were written after the patterns; those of the first kind taught some.
func TestMissing(t *testing.T) {
	t.Parallel()
	for part, bar := range map[string]int{"dev": 78, "test": 40} {
		text, err := os.ReadFile("../testdata/missing-" + part + ".tsv")
		if err != nil {
			t.Fatal(err)
		}
		right := 0
		for line := range strings.Lines(string(text)) {
			kind, said, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
			found := reading(said)
			missing, spoilt := found["kundetemaer/mangler"] < 0, found["kundetemaer/produktkvalitet"] < 0
			if kind == "m" && missing || kind == "f" && spoilt || kind == "-" && !missing && !spoilt {
				right++
			} else {
				t.Logf("%s %s", kind, said)
			}
		}
		if right < bar {
			t.Errorf("%s: right %d, want %d", part, right, bar)
		}
	}
}
