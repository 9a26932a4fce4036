package remote

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

// TestLimitsTold holds the table in docs/operations.md to the limits that hold.
func TestLimitsTold(t *testing.T) {
	text, err := os.ReadFile("../../docs/operations.md")
	if err != nil {
		t.Fatal(err)
	}
	want := fmt.Sprintf(`| what | at most |
|---|---|
| a page over HTTP | %d MB |
| pages of one delivery | %s |
| tries of a page (busy, 5xx, out of reach), with growing pauses or as Retry-After asks | %d |
| a pause between two tries | %d s |
| a page, or a whole query, unless `+"`timeout`"+` says otherwise | %d s |
| reaching the other side | %d s |
| all rows of one delivery | `+"`limits: unpacked_mb`"+`, 512 MB |
`, MostPage>>20, "10,000", MostTries, int(LongestPause.Seconds()), DefaultTimeout, int(connectTimeout.Seconds()))
	if MostPages != 10_000 || !strings.Contains(string(text), want) {
		t.Errorf("docs/operations.md lacks this table:\n%s", want)
	}
}
