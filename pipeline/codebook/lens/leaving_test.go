package lens_test

import (
	"os"
	"strings"
	"testing"
)

// leavingBars are how many of the 30 sentences of a part must be read right.
var leavingBars = map[string]int{"dev": 28, "test": 25}

// TestLeaving holds who leaves to sentences written before: who says so, and who only moves, changes something
// else or tells of others. What lessons alone tell must be as sure as patterns, since people are called by it.
func TestLeaving(t *testing.T) {
	t.Parallel()
	for part, bar := range leavingBars {
		text, err := os.ReadFile("../testdata/leaving-" + part + ".tsv")
		if err != nil {
			t.Fatal(err)
		}
		right := 0
		for line := range strings.Lines(string(text)) {
			sign, said, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
			leaves := false
			for id := range reading(said) {
				leaves = leaves || strings.HasPrefix(id, "afgang/")
			}
			if leaves == (sign == "+") {
				right++
			} else if part == "dev" {
				t.Logf("%s %s: %v", sign, said, reading(said))
			}
		}
		t.Logf("%s: right %d", part, right)
		if right < bar {
			t.Errorf("%s: right %d of 30, want %d", part, right, bar)
		}
	}
}
