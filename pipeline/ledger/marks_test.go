package ledger_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"stemme/models"
	"stemme/pipeline/atomicfile/crash"
	"stemme/pipeline/ledger"
)

// TestMarksAndResponsesTogether stops a writer at every moment of taking responses
// and the mark of their source in: whoever opens the ledger then finds both or
// neither, and taking them in again ends at the same.
func TestMarksAndResponsesTogether(t *testing.T) {
	ctx := context.Background()
	first, second := []models.Response{response("1", "ventede længe")}, []models.Response{response("2", "fik svar")}
	before, after := map[string]string{"bank": "1"}, map[string]string{"bank": "2"}
	for _, batch := range [][]models.Response{second, nil} {
		dir := filepath.Join(t.TempDir(), "ledger")
		l := open(t, dir)
		if _, err := l.Take(ctx, []ledger.Brought{{Responses: first}}, before); err != nil {
			t.Fatal(err)
		}
		for _, m := range crash.Moments(dir, func() { l.Take(ctx, []ledger.Brought{{Responses: batch}}, after) }) {
			at(t, dir, m)
			marks, err := ledger.Marks(dir)
			if err != nil {
				t.Fatalf("%s: %v", m.Name, err)
			}
			l := open(t, dir)
			if has := l.Len() > 1; len(batch) > 0 && has != (marks["bank"] == "2") || marks["bank"] == "" {
				t.Errorf("%s: %d responses and the mark %v", m.Name, l.Len(), marks)
			}
			if _, err := l.Take(ctx, []ledger.Brought{{Responses: batch}}, after); err != nil || l.Len() != 1+len(batch) {
				t.Errorf("%s, again: %v, %d responses", m.Name, err, l.Len())
			}
			if marks, _ := ledger.Marks(dir); marks["bank"] != "2" {
				t.Errorf("%s, again: %v", m.Name, marks)
			}
		}
	}
}

// TestMarksStay: what else changes the ledger keeps the marks; a loss that is accepted
// drops them, since what is lost may still be fetched.
func TestMarksStay(t *testing.T) {
	ctx := context.Background()
	dir := filepath.Join(t.TempDir(), "ledger")
	l := open(t, dir)
	if marks, err := ledger.Marks(dir); err != nil || len(marks) != 0 {
		t.Fatal(marks, err)
	}
	for _, do := range []func() error{
		func() error {
			_, err := l.Take(ctx, []ledger.Brought{{Responses: full()}}, map[string]string{"bank": "7"})
			return err
		},
		func() error { return l.WriteFile("readings/bank.json", []byte("{}")) },
		func() error { _, err := l.Accept(ctx, []models.Response{response("9", "fint")}); return err },
		func() error {
			_, err := l.Take(ctx, []ledger.Brought{{Responses: nil}}, map[string]string{"butik": "x"})
			return err
		},
	} {
		if err := do(); err != nil {
			t.Fatal(err)
		}
		l = open(t, dir)
	}
	if marks, _ := ledger.Marks(dir); marks["bank"] != "7" || marks["butik"] != "x" {
		t.Errorf("marks %v", marks)
	}
	parts, _ := filepath.Glob(filepath.Join(dir, "part-*"))
	if err := os.Remove(parts[len(parts)-1]); err != nil {
		t.Fatal(err)
	}
	if _, _, err := ledger.Recover(dir, "000001"); err != nil {
		t.Fatal(err)
	}
	if marks, err := ledger.Marks(dir); err != nil || len(marks) != 0 {
		t.Errorf("after a loss: %v, %v", marks, err)
	}
}

// TestRemove takes one of two sources out: its responses, its mark, and nothing else;
// they may come again.
func TestRemove(t *testing.T) {
	ctx := context.Background()
	dir := filepath.Join(t.TempDir(), "ledger")
	l := open(t, dir)
	other := response("1", "kort kø")
	other.Source = "butik"
	batch := []models.Response{response("1", "lang kø"), response("2", "fik svar"), other}
	if _, err := l.Take(ctx, []ledger.Brought{{Responses: batch}}, map[string]string{"bank": "2", "butik": "1"}); err != nil {
		t.Fatal(err)
	}
	if n, err := l.Remove("kommune"); n != 0 || err != nil || l.Len() != 3 {
		t.Errorf("an unknown source: %d removed, %v, %d left", n, err, l.Len())
	}
	if n, err := l.Remove("bank"); n != 2 || err != nil {
		t.Fatalf("removed %d, %v", n, err)
	}
	l = open(t, dir)
	marks, err := ledger.Marks(dir)
	if l.Len() != 1 || err != nil || len(marks) != 1 || marks["butik"] != "1" {
		t.Errorf("%d responses and the marks %v, %v", l.Len(), marks, err)
	}
	if got, err := l.Accept(ctx, batch); err != nil || got != (ledger.Accepted{New: 2, Unchanged: 1}) {
		t.Errorf("again: %+v, %v", got, err)
	}
}
