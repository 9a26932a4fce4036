package lens_test

import (
	"path/filepath"
	"strings"
	"testing"
)

// toldBars are how many of the sentences written after the patterns must be read right; of those that the patterns were
// made by all must. When first read the former were 25 of 27 (who is compared with whom), 29 of 32 (who leaves), 26 of 30
// (danger) and 14 of 15 (papers by name, and what was lost), and 16, 17, 20 and 10 before the patterns.
var toldBars = map[string]int{"compared": 27, "left": 30, "danger": 28, "named": 14}

// TestTold holds the shipped lenses to sentences that say what they want: an entry, or a lens for any of its entries,
// behind + or - for its sign, ? for found, ! for not found, ~ for not blamed.
func TestTold(t *testing.T) {
	t.Parallel()
	for name, bar := range toldBars {
		for _, part := range []string{"dev", "test"} {
			rows := tsv(t, filepath.Join("../testdata", "told-"+name+"-"+part+".tsv"))
			right := 0
			for _, row := range rows {
				if wrong := untold(row[0], reading(row[1])); wrong == "" {
					right++
				} else if part == "dev" {
					t.Errorf("%s: want %s: %s", name, wrong, row[1])
				}
			}
			t.Logf("%s-%s: right %d of %d", name, part, right, len(rows))
			if part == "test" && right < bar {
				t.Errorf("%s-%s: right %d of %d, want %d", name, part, right, len(rows), bar)
			}
		}
	}
}

// untold lists what of want does not hold of what was found.
func untold(want string, found map[string]float64) string {
	var wrong []string
	for w := range strings.FieldsSeq(want) {
		is, polarity := false, 0.0
		for id, p := range found {
			if id == w[1:] || strings.HasPrefix(id, w[1:]+"/") {
				is, polarity = true, polarity+p
			}
		}
		ok := is
		switch w[0] {
		case '!':
			ok = !is
		case '~':
			ok = polarity >= 0
		case '+':
			ok = is && polarity > 0
		case '-':
			ok = is && polarity < 0
		}
		if !ok {
			wrong = append(wrong, w)
		}
	}
	return strings.Join(wrong, " ")
}
