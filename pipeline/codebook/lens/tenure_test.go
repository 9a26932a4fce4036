package lens_test

import (
	"os"
	"strings"
	"testing"
)

// tenureBars are how many of the 15 sentences of a part must be read right.
var tenureBars = map[string]int{"dev": 14, "test": 12}

// TestTenure holds promises with a limit to sentences written before: how long somebody has been a customer, or
// how little was waited, breaks none; how long was waited does.
func TestTenure(t *testing.T) {
	t.Parallel()
	for part, bar := range tenureBars {
		text, err := os.ReadFile("../testdata/tenure-" + part + ".tsv")
		if err != nil {
			t.Fatal(err)
		}
		right := 0
		for line := range strings.Lines(string(text)) {
			sign, said, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
			broken := false
			for id, polarity := range reading(said) {
				broken = broken || polarity < 0 && (strings.HasPrefix(id, "serviceprioriteter/") || strings.HasPrefix(id, "loefter/"))
			}
			if broken == (sign == "-") {
				right++
			} else if part == "dev" {
				t.Logf("%s %s: %v", sign, said, reading(said))
			}
		}
		t.Logf("%s: right %d", part, right)
		if right < bar {
			t.Errorf("%s: right %d of 15, want %d", part, right, bar)
		}
	}
}
