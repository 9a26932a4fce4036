package lens_test

import (
	"strings"
	"testing"
)

// oneSign reads sentences of one subject and one sign. It counts the mentions of the other sign, the sentences that
// have both, and those that have no mention of theirs.
func oneSign(t *testing.T, part string) (wrong, both, none int) {
	t.Helper()
	for _, c := range tsv(t, "../testdata/onesign-"+part+".tsv") {
		found, told, other := reading(c[1]), 0, 0
		for id, polarity := range found {
			switch sign := c[0] == "+"; {
			case strings.HasPrefix(id, "formaal/") || max(polarity, -polarity) <= 0.1:
			case polarity > 0 == sign:
				told++
			default:
				other++
				t.Logf("%s: %q: %s %.2f", c[0], c[1], id, polarity)
			}
		}
		wrong += other
		if told == 0 {
			none++
		} else if other > 0 {
			both++
		}
	}
	return wrong, both, none
}

// TestOneSign holds complaints and praise of one subject, whose words have two signs one by one, to one sign. Of the 97 written
// before, 59 mentions had the other sign; of the 40 written after, 26, and 9 when first read.
func TestOneSign(t *testing.T) {
	t.Parallel()
	for part, most := range map[string]int{"dev": 12, "test": 9} {
		if wrong, both, none := oneSign(t, part); wrong > most {
			t.Errorf("%s: %d mentions of the other sign, want %d; %d sentences with both, %d with none of theirs", part, wrong, most, both, none)
		}
	}
}
