package ledger_test

import (
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"stemme/models"
	"stemme/pipeline/ledger"
)

// TestErasedBeforeADay: what was answered before the day goes and never comes
// back, what says no day stays.
func TestErasedBeforeADay(t *testing.T) {
	dir := t.TempDir()
	l := open(t, dir)
	old, young, undated := response("1", "gammel kommentar"), response("2", "ny"), response("3", "uden dag")
	old.Day, young.Day, undated.Day = 19000, 19001, models.NoDay
	batch := []models.Response{old, young, undated}
	accept(t, l, batch, ledger.Accepted{New: 3})
	generation := l.Generation()
	if n, err := l.Erase(ledger.Erasure{Before: 19001}); n != 1 || err != nil {
		t.Fatal(n, err)
	}
	if l.ErasedAt() <= generation || l.Erased() != 1 || l.ErasedBefore() != 19001 {
		t.Errorf("erased %d at %d, before %v", l.Erased(), l.ErasedAt(), l.ErasedBefore())
	}
	accept(t, l, batch, ledger.Accepted{Early: 1, Before: 19001, Unchanged: 2})
	l = open(t, dir)
	accept(t, l, batch, ledger.Accepted{Early: 1, Before: 19001, Unchanged: 2})
	if holds(t, dir, "gammel") {
		t.Error("still on disk")
	}
	at := l.ErasedAt()
	if n, err := l.Erase(ledger.Erasure{Before: 18000}); n != 0 || err != nil || l.ErasedBefore() != 19001 || l.ErasedAt() != at {
		t.Errorf("an earlier day: %d, %v, before %v", n, err, l.ErasedBefore())
	}
}

// TestErasedKeysAreSalted: the lines say nothing to who tries keys without the
// salt, and those of earlier versions still hold.
func TestErasedKeysAreSalted(t *testing.T) {
	erased := func(dir string) string {
		t.Helper()
		text, err := os.ReadFile(filepath.Join(dir, "erased.txt"))
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	var texts []string
	for range 2 {
		dir := t.TempDir()
		l := open(t, dir)
		accept(t, l, []models.Response{response("1", "x")}, ledger.Accepted{New: 1})
		if _, err := l.Erase(ledger.Erasure{Keys: []models.Key{{Source: "bank", ID: "1"}}}); err != nil {
			t.Fatal(err)
		}
		texts = append(texts, strings.SplitAfter(erased(dir), "\n")[1])
	}
	if texts[0] == texts[1] || len(texts[0]) != 65 {
		t.Errorf("the same key is %q twice", texts)
	}
	dir := filepath.Join(t.TempDir(), "ledger")
	restore(t, dir, files(t, "testdata/form-1"))
	old := fmt.Sprintf("%x", sha256.Sum256([]byte("4/svar/7"))) // as an earlier version kept it
	os.WriteFile(filepath.Join(dir, "erased.txt"), []byte(old+"\n"), 0o600)
	l := open(t, dir)
	if l.Len() != 9 || l.Erased() != 1 || !l.IsErased(models.Key{Source: "svar", ID: "7"}, 0) {
		t.Fatalf("%d responses, %d erased", l.Len(), l.Erased())
	}
	if _, err := l.Erase(ledger.Erasure{Keys: []models.Key{{Source: "svar", ID: "8"}}}); err != nil {
		t.Fatal(err)
	}
	l = open(t, dir)
	if l.Len() != 8 || l.Erased() != 2 || !l.IsErased(models.Key{Source: "svar", ID: "7"}, 0) || strings.Contains(erased(dir), old) {
		t.Errorf("%d responses, %d erased after another erasure", l.Len(), l.Erased())
	}
}

// TestMatching names keys that are not there.
func TestMatching(t *testing.T) {
	l := open(t, kept(t))
	of := func(id string) models.Key { return models.Key{Source: "bank", ID: id} }
	keys, unknown := l.Matching(ledger.Erasure{Keys: []models.Key{of("9"), of("3"), of("2"), of("1")}})
	if len(keys) != 2 || keys[0] != of("1") || keys[1] != of("3") || len(unknown) != 1 || unknown[0] != of("9") {
		t.Errorf("keys %v, unknown %v", keys, unknown)
	}
}
