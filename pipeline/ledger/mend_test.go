package ledger_test

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"stemme/models"
	"stemme/pipeline/ledger"
)

// hidden takes a word out of comments.
func hidden(_ context.Context, all []models.Response) error {
	for i := range all {
		all[i].Comment = strings.ReplaceAll(all[i].Comment, "Krog", "[NAVN]")
	}
	return nil
}

// TestMend: all versions say what they say now, none is a correction, what comes again is known,
// and a delivery can be taken back as before.
func TestMend(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "ledger")
	l := open(t, dir)
	take(t, l, brought("a.csv", response("1", "Krog svarede"), response("2", "kø"), response("3", "spurgte Krog")))
	take(t, l, brought("b.csv", response("1", "Krog svarede igen"), response("3", "spurgte Krog")))
	if n, err := l.Mend(context.Background(), hidden); err != nil || n != 2 {
		t.Fatalf("mended %d, %v, want 2", n, err)
	}
	for _, l := range []*ledger.Ledger{l, open(t, dir)} {
		same(t, l.Responses(), []models.Response{response("1", "[NAVN] svarede igen"), response("2", "kø"), response("3", "spurgte [NAVN]")})
		if l.ErasedAt() != l.Generation() || l.Erased() != 0 {
			t.Errorf("erased %d at generation %d of %d", l.Erased(), l.ErasedAt(), l.Generation())
		}
	}
	if w := l.WouldWithdraw([]int{1}, titled); len(w.Gone) != 1 || w.Kept != 2 {
		t.Errorf("without a.csv %v go and %d are kept, want only 2 to go: b.csv brought the others too", w.Gone, w.Kept)
	}
	if got, want := take(t, l, brought("c.csv", response("3", "spurgte [NAVN]"))), (ledger.Accepted{Unchanged: 1}); got != want {
		t.Errorf("what comes again: %+v, want %+v", got, want)
	}
	if _, err := l.Withdraw([]int{2}, titled, nil); err != nil {
		t.Fatal(err)
	}
	same(t, l.Responses(), []models.Response{response("1", "[NAVN] svarede"), response("2", "kø"), response("3", "spurgte [NAVN]")})
	if _, err := l.Withdraw([]int{1}, titled, nil); err != nil {
		t.Fatal(err)
	}
	same(t, open(t, dir).Responses(), []models.Response{response("3", "spurgte [NAVN]")}) // c.csv brought it too
}

// TestMendOfNothing: where nothing changes, and where mending fails, nothing is written.
func TestMendOfNothing(t *testing.T) {
	l := open(t, filepath.Join(t.TempDir(), "ledger"))
	accept(t, l, []models.Response{response("1", "kø")}, ledger.Accepted{New: 1})
	before := l.Generation()
	if n, err := l.Mend(context.Background(), hidden); n != 0 || err != nil {
		t.Errorf("mended %d, %v", n, err)
	}
	fault := errors.New("fault")
	_, err := l.Mend(context.Background(), func(_ context.Context, all []models.Response) error {
		all[0].Comment = "halvt"
		return fault
	})
	if !errors.Is(err, fault) {
		t.Errorf("the fault of mending is %v", err)
	}
	if same(t, l.Responses(), []models.Response{response("1", "kø")}); l.Generation() != before {
		t.Errorf("generation %d, was %d", l.Generation(), before)
	}
}
