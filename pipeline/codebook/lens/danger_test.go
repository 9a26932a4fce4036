package lens_test

import (
	"os"
	"strings"
	"testing"
)

// dangerBars are how many of the 30 sentences of a part must be read right.
var dangerBars = map[string]int{"dev": 29, "test": 26}

// TestDanger holds danger to life to sentences written before its patterns: who says to end a life, and idioms.
func TestDanger(t *testing.T) {
	t.Parallel()
	for part, bar := range dangerBars {
		text, err := os.ReadFile("../testdata/danger-" + part + ".tsv")
		if err != nil {
			t.Fatal(err)
		}
		right := 0
		for line := range strings.Lines(string(text)) {
			sign, said, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
			if _, is := reading(said)["eskalering/fare-for-liv"]; is == (sign == "+") {
				right++
			} else if part == "dev" {
				t.Logf("%s %s", sign, said)
			}
		}
		t.Logf("%s: right %d", part, right)
		if right < bar {
			t.Errorf("%s: right %d of 30, want %d", part, right, bar)
		}
	}
}
