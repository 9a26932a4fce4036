package lens_test

import (
	"os"
	"strings"
	"testing"
)

// wishBars are the least shares of sentences with a mention that have the right sign.
var wishBars = map[string]float64{"dev": 0.9, "test": 0.85}

// TestWishes holds the sign of what imperatives to the organisation, comparatives without a
// comparison and "skal være" ask for (blame), and of sentences in the same words that praise. Both
// parts were written before the rule; of the held ones none was looked at.
func TestWishes(t *testing.T) {
	t.Parallel()
	for part, bar := range wishBars {
		t.Run(part, func(t *testing.T) {
			text, err := os.ReadFile("../testdata/wishes-" + part + ".tsv")
			if err != nil {
				t.Fatal(err)
			}
			right, all := map[string]int{}, map[string]int{}
			for line := range strings.Lines(string(text)) {
				cells := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
				polarity, told := idiom(cells[2])
				if cells[0] == "sign" || told == 0 {
					continue
				}
				ok := polarity > 0 == (cells[0] == "+") && polarity != 0
				for _, kind := range []string{cells[1], ""} {
					if all[kind]++; ok {
						right[kind]++
					}
				}
				if part == "dev" && !ok {
					t.Logf("%s %s: %.2f of %d", cells[0], cells[2], polarity, told)
				}
			}
			t.Logf("right %v of %v", right, all)
			if float64(right[""]) < bar*float64(all[""]) {
				t.Errorf("right %d of %d, want %.2f", right[""], all[""], bar)
			}
		})
	}
}
