package ledger_test

import (
	"context"
	"errors"
	"path/filepath"
	"testing"
	"time"

	"stemme/models"
	"stemme/pipeline/atomicfile/crash"
	"stemme/pipeline/ledger"
	"stemme/pipeline/messages"
)

// of is a response of a source.
func of(source, id, comment string) models.Response {
	r := response(id, comment)
	r.Source = source
	return r
}

// renamable is a ledger with two deliveries of one source, of which one response is erased,
// and one response of another.
func renamable(t *testing.T) (dir string, l *ledger.Ledger) {
	t.Helper()
	dir = filepath.Join(t.TempDir(), "ledger")
	l = open(t, dir)
	if _, err := l.Take(context.Background(), []ledger.Brought{brought("a.csv", response("1", "ventede"), response("2", "fik svar"), response("3", "hemmeligt"))},
		map[string]string{"bank": "7", "butik": "1"}); err != nil {
		t.Fatal(err)
	}
	take(t, l, brought("b.csv", response("1", "rettet"), response("2", "fik svar"), response("4", "ny")))
	accept(t, l, []models.Response{of("butik", "1", "kø")}, ledger.Accepted{New: 1})
	if _, err := l.Erase(ledger.Erasure{Keys: []models.Key{{Source: "bank", ID: "3"}}}); err != nil {
		t.Fatal(err)
	}
	return dir, l
}

func rename(t *testing.T, l *ledger.Ledger, from, to string) {
	t.Helper()
	if err := l.Rename(from, to, time.Now()); err != nil {
		t.Fatal(err)
	}
}

// TestRename: under another name a source has the same responses, deliveries and mark, what
// was erased under the old one stays erased, and a delivery can be taken back as before.
func TestRename(t *testing.T) {
	dir, l := renamable(t)
	rename(t, l, "bank", "kundeservice")
	rename(t, l, "kundeservice", "service")
	for _, l := range []*ledger.Ledger{l, open(t, dir)} {
		same(t, l.Responses(), []models.Response{of("butik", "1", "kø"), of("service", "1", "rettet"), of("service", "2", "fik svar"), of("service", "4", "ny")})
		for _, d := range l.Deliveries() {
			if d.Source != "service" {
				t.Errorf("the delivery %s is of %s", d.File, d.Source)
			}
		}
		if names := l.Names(); names.Now("bank") != "service" || names.First("service") != "bank" || len(names.Former("service")) != 2 {
			t.Errorf("names %v", names)
		}
	}
	if marks, err := ledger.Marks(dir); err != nil || marks["service"] != "7" || len(marks) != 2 {
		t.Errorf("marks %v, %v", marks, err)
	}
	l = open(t, dir)
	key := models.Key{Source: "service", ID: "3"}
	if _, unknown := l.Matching(ledger.Erasure{Keys: []models.Key{key}}); len(unknown) > 0 || !l.IsErased(key, 20000) {
		t.Errorf("erased before, and not known: %v", unknown)
	}
	accept(t, l, []models.Response{of("service", "2", "fik svar"), of("service", "3", "hemmeligt")}, ledger.Accepted{Unchanged: 1, Erased: 1})
	if left := parts(t, dir); len(left) != 1 {
		t.Errorf("parts with the old name are left: %q", left)
	}
	if w := withdraw(t, l, "a.csv"); len(w.Gone) != 0 || w.Kept != 2 { // b.csv brought them too
		t.Errorf("taken back: %+v", w)
	}
	same(t, open(t, dir).Responses(), []models.Response{of("butik", "1", "kø"), of("service", "1", "rettet"), of("service", "2", "fik svar"), of("service", "4", "ny")})
}

// TestRenameBack: a source may have its first name again.
func TestRenameBack(t *testing.T) {
	dir, l := renamable(t)
	rename(t, l, "bank", "service")
	rename(t, l, "service", "bank")
	rename(t, l, "bank", "hus")
	l = open(t, dir)
	if names := l.Names(); names.Now("bank") != "hus" || names.Now("service") != "hus" || names.First("hus") != "bank" {
		t.Errorf("names %v", names)
	}
	accept(t, l, []models.Response{of("hus", "3", "hemmeligt")}, ledger.Accepted{Erased: 1})
}

// TestRenameIsRefused where the name is another source's, was one's, or hides what is there.
func TestRenameIsRefused(t *testing.T) {
	dir, l := renamable(t)
	refused := func(from, to string, want messages.Key) {
		t.Helper()
		before := files(t, dir)
		err := l.Rename(from, to, time.Now())
		if told := new(messages.Error); !errors.As(err, &told) || told.Key != want {
			t.Errorf("%s to %s: %v, want %s", from, to, err, want)
		}
		if after := files(t, dir); len(after) != len(before) || string(after["head.json"]) != string(before["head.json"]) {
			t.Error("something was written")
		}
	}
	refused("bank", "butik", "rename_taken")
	rename(t, l, "bank", "service")
	refused("butik", "bank", "rename_taken")
	if _, err := l.Erase(ledger.Erasure{Keys: []models.Key{{Source: "butik", ID: "1"}}}); err != nil {
		t.Fatal(err)
	}
	refused("service", "butik", "rename_erased")
}

// TestRenameSurvivesACrash: at whatever moment it dies, all is called so or nothing is, and
// what was erased is not there; doing it again, or the next writing, ends at the same.
func TestRenameSurvivesACrash(t *testing.T) {
	dir, l := renamable(t)
	for _, m := range crash.Moments(dir, func() { rename(t, l, "bank", "service") }) {
		at(t, dir, m)
		l := open(t, dir)
		named := map[string]int{}
		for _, r := range l.Responses() {
			named[r.Source]++
		}
		marks, err := ledger.Marks(dir)
		if done := named["service"] == 3 && named["bank"] == 0 && marks["service"] == "7"; err != nil || !done && (named["bank"] != 3 || named["service"] != 0 || marks["bank"] != "7" || m.Done) {
			t.Fatalf("%s: %v, marks %v, %v", m.Name, named, marks, err)
		}
		if len(l.Names()) == 0 {
			rename(t, l, "bank", "service")
		}
		accept(t, l, []models.Response{of("service", "3", "hemmeligt")}, ledger.Accepted{Erased: 1})
		l = open(t, dir)
		same(t, l.Responses(), []models.Response{of("butik", "1", "kø"), of("service", "1", "rettet"), of("service", "2", "fik svar"), of("service", "4", "ny")})
		if w := l.WouldWithdraw([]int{1}, titled); w.Kept != 2 {
			t.Errorf("%s: taken back would be %+v", m.Name, w)
		}
	}
}
