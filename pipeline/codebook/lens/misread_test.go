package lens_test

import (
	"os"
	"strings"
	"testing"
)

// TestMisread holds words of two meanings, and who understands nothing, to sentences written before: 9 and 6 of 16
// were right. An entry has the sign before it, or ! that it must not be found.
func TestMisread(t *testing.T) {
	t.Parallel()
	for part, bar := range map[string]int{"dev": 14, "test": 13} {
		text, err := os.ReadFile("../testdata/misread-" + part + ".tsv")
		if err != nil {
			t.Fatal(err)
		}
		right := 0
		for line := range strings.Lines(string(text)) {
			cells := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
			is, sum := false, 0.0
			for id, polarity := range reading(cells[2]) {
				if strings.HasSuffix(id, "/"+cells[1]) {
					is, sum = true, sum+polarity
				}
			}
			if cells[0] == "!" && !is || cells[0] == "-" && sum < 0 || cells[0] == "+" && sum > 0 {
				right++
			} else if part == "dev" {
				t.Logf("%v: %v", cells, reading(cells[2]))
			}
		}
		if right < bar {
			t.Errorf("%s: right %d of 16, want %d", part, right, bar)
		}
	}
}
