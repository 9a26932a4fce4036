package lens_test

import (
	"fmt"
	"strings"
	"testing"

	"stemme/pipeline/codebook/lens"
)

// TestAmounts: sums of money are found in their currency. The cases were written by
// kinds before the reader was held to them.
func TestAmounts(t *testing.T) {
	t.Parallel()
	hit, missed, false_ := 0, 0, 0
	for _, c := range tsv(t, "../testdata/amounts.tsv") {
		var got []string
		for _, m := range lens.Amounts(c[0]) {
			got = append(got, fmt.Sprintf("%.10g %s", m.Value, m.Currency))
		}
		var want []string
		if c[1] != "" {
			want = strings.Split(c[1], ";")
		}
		right := 0
		for i := range min(len(got), len(want)) {
			if got[i] == want[i] {
				right++
			}
		}
		hit, missed, false_ = hit+right, missed+len(want)-right, false_+len(got)-right
		if right < len(want) || right < len(got) {
			t.Logf("%q: got %q, want %q", c[0], got, want)
		}
	}
	f1 := 2 * float64(hit) / float64(2*hit+missed+false_)
	t.Logf("F1 %.3f: %d found, %d missed, %d false", f1, hit, missed, false_)
	if f1 < 0.92 {
		t.Errorf("F1 %.3f, want 0.92", f1)
	}
}
