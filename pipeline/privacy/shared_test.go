package privacy_test

import (
	"context"
	"os"
	"testing"
	"time"

	"stemme/pipeline/privacy"
	"stemme/pipeline/source"
)

// TestReviews counts what is masked in real reviews whose addresses, numbers
// and names were masked before: what is left to find is little, so more would
// be false alarms.
func TestReviews(t *testing.T) {
	const file = "../../../shared/data/danish-reviews/reviews.tsv"
	if _, err := os.Stat(file); err != nil {
		t.Skipf("measured with data that is not part of the project: %v", err)
	}
	batch, err := source.Read(context.Background(), source.Config{Files: []string{file}})
	if err != nil {
		t.Fatal(err)
	}
	begin := time.Now()
	n := privacy.Apply(batch.Responses, privacy.Salt(batch.Responses))
	t.Logf("%d texts in %v: %+v", 2*len(batch.Responses), time.Since(begin), n)
	if m := n.Masked() - n.Name; m > 40 {
		t.Errorf("%d numbers and addresses masked, want at most 40: %+v", m, n)
	}
}
