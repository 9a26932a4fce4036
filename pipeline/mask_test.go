package pipeline_test

import (
	"context"
	"path/filepath"
	"testing"

	"stemme/models"
	"stemme/pipeline/ledger"
	"stemme/pipeline/privacy"
)

// masking says of the ledger in data by which rules it is masked, and gives it.
func masking(t *testing.T, data, rules string) *ledger.Ledger {
	t.Helper()
	book, err := ledger.Open(filepath.Join(data, "ledger"))
	if err == nil {
		err = book.SetMasking(rules)
	}
	if err != nil {
		t.Fatal(err)
	}
	return book
}

// unmask makes of the ledger in data what a program that knew less would have left: the first
// comment says more.
func unmask(t *testing.T, data, more string) {
	t.Helper()
	n, err := masking(t, data, privacy.Rules()).Mend(context.Background(), func(_ context.Context, all []models.Response) error {
		for i := range all {
			if all[i].Comment != "" {
				all[i].Comment += more
				break
			}
		}
		return nil
	})
	if n != 1 || err != nil {
		t.Fatalf("unmasked %d, %v", n, err)
	}
}

// TestMaskedAnewAfterAnUpgrade: what an earlier program left open is masked by the next night,
// without a file, in the ledger and in every edition, its theme model and its words; and it is no
// correction.
func TestMaskedAnewAfterAnUpgrade(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	night(t, config(data, survey(t, 400, 3)))
	const left = "zxqkrabs"
	unmask(t, data, ". Skriv til "+left+"@post.dk")
	s, _ := night(t, config(data))
	if said(s, "masked_again") || len(holding(t, filepath.Join(data, "ledger"), left)) == 0 || len(holding(t, filepath.Join(data, "editions"), left)) == 0 {
		t.Fatal("ledger or edition does not hold what the test is about")
	}
	masking(t, data, "of an earlier program")
	s, _ = night(t, config(data))
	if !said(s, "masked_again") || s.Accepted.Replaced > 0 || len(s.Receipt.Rewritten) == 0 {
		t.Errorf("%d corrected, rewritten %v: %v", s.Accepted.Replaced, s.Receipt.Rewritten, s.Notes)
	}
	if where := holding(t, data, left); len(where) > 0 {
		t.Errorf("what is masked is left in %v", where)
	}
	if s, _ = night(t, config(data)); said(s, "masked_again") || !s.Unchanged {
		t.Errorf("a night later: %v", s.Notes)
	}
}
