package ledger_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"stemme/models"
	"stemme/pipeline/atomicfile/crash"
	"stemme/pipeline/ledger"
	"stemme/pipeline/messages"
)

// kept makes a ledger with a file of every kind: three parts, a salt, erased
// keys and a file that another stage keeps there.
func kept(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "ledger")
	l := open(t, dir)
	if err := l.SetSalt([]byte("0123456789abcdef")); err != nil {
		t.Fatal(err)
	}
	accept(t, l, []models.Response{response("1", "lang kø"), response("2", "slettes")}, ledger.Accepted{New: 2})
	if n, err := l.Erase(ledger.Erasure{Keys: []models.Key{{Source: "bank", ID: "2"}}}); n != 1 || err != nil {
		t.Fatalf("forgot %d, %v", n, err)
	}
	accept(t, l, []models.Response{response("3", "SUPER SERVICE")}, ledger.Accepted{New: 1})
	accept(t, l, []models.Response{response("4", "nej tak"), response("1", "rettet")}, ledger.Accepted{New: 1, Replaced: 1})
	if err := l.WriteFile("readings/bank.json", []byte(`{"score":"karakter"}`)); err != nil {
		t.Fatal(err)
	}
	return dir
}

// files reads every file under dir, by its path.
func files(t testing.TB, dir string) map[string][]byte {
	t.Helper()
	all := map[string][]byte{}
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, _ := filepath.Rel(dir, path)
		all[rel], err = os.ReadFile(path)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// restore makes dir hold all and nothing else.
func restore(t testing.TB, dir string, all map[string][]byte) {
	t.Helper()
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	for name, content := range all {
		path := filepath.Join(dir, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o700), os.WriteFile(path, content, 0o600)); err != nil {
			t.Fatal(err)
		}
	}
}

// named checks that opening dir fails with an error that names each of words.
func named(t *testing.T, what, dir string, words ...string) {
	t.Helper()
	_, err := ledger.Open(dir)
	told := new(messages.Error)
	if !errors.As(err, &told) {
		t.Errorf("%s: %v", what, err)
		return
	}
	for _, word := range words {
		if !strings.Contains(err.Error(), word) {
			t.Errorf("%s: %q does not name %q", what, err, word)
		}
	}
	if strings.Contains(err.Error(), "\n") {
		t.Errorf("%s: more than one line: %q", what, err)
	}
}

func isHead(name string) bool { return strings.HasPrefix(name, "head") }

// TestNothingShrinksInSilence deletes, renames, truncates and alters every file
// of the ledger in turn, and adds some.
func TestNothingShrinksInSilence(t *testing.T) {
	dir := kept(t)
	whole := files(t, dir)
	want := open(t, dir).Responses()
	if len(whole) != 8 {
		t.Fatalf("%d files, want three parts, two heads, the salt, the erased keys and a reading", len(whole))
	}
	for name, content := range whole {
		path := filepath.Join(dir, name)
		undo := func() { restore(t, dir, whole) }
		if isHead(name) {
			for _, torn := range [][]byte{nil, content[:len(content)/2], bytes.Replace(content, []byte("1"), []byte("2"), 1)} {
				os.WriteFile(path, torn, 0o600)
				same(t, open(t, dir).Responses(), want) // the other copy tells
			}
			os.Remove(path)
			l := open(t, dir)
			same(t, l.Responses(), want)
			accept(t, l, nil, ledger.Accepted{})
			if !bytes.Equal(files(t, dir)[name], content) {
				t.Errorf("%s is not written again", name)
			}
			undo()
			continue
		}
		os.Remove(path)
		named(t, "without "+name, dir, name, "missing", "--accept-loss")
		undo()
		os.Rename(path, path+".gemt")
		named(t, "renamed "+name, dir, name, "renamed to "+name+".gemt")
		undo()
		os.WriteFile(path, content[:len(content)-1], 0o600)
		named(t, "cut "+name, dir, name, "altered")
		for at := 0; at < len(content); at += 1 + len(content)/40 {
			torn := bytes.Clone(content)
			torn[at] ^= 0x10
			os.WriteFile(path, torn, 0o600)
			named(t, fmt.Sprintf("%s, byte %d", name, at), dir, name, "altered")
		}
		undo()
		os.WriteFile(path+"-kopi", content, 0o600)
		named(t, "copied "+name, dir, name+"-kopi", "does not belong")
		undo()
	}
	os.Remove(filepath.Join(dir, "head.json"))
	os.WriteFile(filepath.Join(dir, "head-copy.json"), []byte("{}"), 0o600)
	named(t, "without a head", dir, "head.json")
	os.Remove(filepath.Join(dir, "head-copy.json"))
	named(t, "without both heads", dir, "head.json")
	os.Remove(filepath.Join(dir, "salt"))
	restore(t, dir, whole)
	os.Remove(filepath.Join(dir, "salt"))
	os.Remove(filepath.Join(dir, "erased.txt"))
	named(t, "without two", dir, "salt is missing", "erased.txt is missing")
	restore(t, dir, whole)
	same(t, open(t, dir).Responses(), want)
}

// TestLastPartIsMissed: what the next night would not see by itself.
func TestLastPartIsMissed(t *testing.T) {
	dir := kept(t)
	all := parts(t, dir)
	os.Remove(all[len(all)-1])
	named(t, "without the last part", dir, filepath.Base(all[len(all)-1]))
	if faults, err := ledger.Check(dir); err != nil || len(faults) != 1 || faults[0].Kind != ledger.Missing {
		t.Errorf("%v, %v", faults, err)
	}
	if faults, err := ledger.Check(kept(t)); err != nil || len(faults) != 0 {
		t.Errorf("a whole ledger: %v, %v", faults, err)
	}
}

// TestEveryMomentOfAChange: whatever a change has done when it is killed, or when
// the power goes, the ledger is the one before or the one after, and the next change succeeds.
func TestEveryMomentOfAChange(t *testing.T) {
	const first, earlier = "of no ledger", "of an earlier form"
	changes := map[string]func(l *ledger.Ledger) error{
		"new part": func(l *ledger.Ledger) error {
			_, err := l.Accept(t.Context(), []models.Response{response("5", "ny"), response("3", "rettet igen")})
			return err
		},
		"erased": func(l *ledger.Ledger) error {
			_, err := l.Erase(ledger.Erasure{Keys: []models.Key{{Source: "bank", ID: "3"}}})
			return err
		},
		"reading": func(l *ledger.Ledger) error { return l.WriteFile("readings/bank.json", []byte("{}")) },
		first:     func(l *ledger.Ledger) error { return l.SetSalt([]byte("0123456789abcdef")) },
		earlier: func(l *ledger.Ledger) error {
			_, err := l.Accept(t.Context(), []models.Response{response("5", "ny")})
			return err
		},
	}
	for name, change := range changes {
		dir := kept(t)
		switch name {
		case first:
			dir = filepath.Join(t.TempDir(), "ledger")
		case earlier:
			restore(t, dir, files(t, "testdata/form-1"))
		}
		l := open(t, dir)
		outcomes := map[string]bool{l.Hash(): true}
		states := crash.Moments(dir, func() {
			if err := change(l); err != nil {
				t.Fatal(err)
			}
		})
		outcomes[l.Hash()] = true
		if len(states) < 4 {
			t.Fatalf("%s: only %d moments seen", name, len(states))
		}
		for i, state := range states {
			at(t, dir, state)
			again, err := ledger.Open(dir)
			if err != nil {
				t.Errorf("%s, %s: %v", name, state.Name, err)
				continue
			}
			if state.Done && again.Hash() != l.Hash() || !outcomes[again.Hash()] {
				t.Errorf("%s, %s: neither before nor after", name, state.Name)
			}
			if i%3 > 0 && os.Getenv("STEMME_LONG") == "" {
				continue
			}
			accept(t, again, []models.Response{response("9", "dagen efter")}, ledger.Accepted{New: 1})
			if open(t, dir).Hash() != again.Hash() {
				t.Errorf("%s, %s: the change after is lost", name, state.Name)
			}
			if faults, err := ledger.Check(dir); len(faults) > 0 || err != nil {
				t.Errorf("%s, %s: %v, %v", name, state.Name, faults, err)
			}
		}
	}
}

// at makes dir hold what it held at a moment.
func at(t *testing.T, dir string, m crash.Moment) {
	t.Helper()
	if err := m.Restore(dir); err != nil {
		t.Fatal(err)
	}
}

// TestErasureSurvivesACrash: at whatever moment erasing dies, once the keys are
// kept nothing gives the response again, and the next writer removes it.
func TestErasureSurvivesACrash(t *testing.T) {
	dir := t.TempDir()
	l := open(t, dir)
	accept(t, l, []models.Response{response("17", "hemmeligheden"), response("18", "andet")}, ledger.Accepted{New: 2})
	for _, state := range crash.Moments(dir, func() { l.Erase(ledger.Erasure{Keys: []models.Key{{Source: "bank", ID: "17"}}}) }) {
		at(t, dir, state)
		l := open(t, dir)
		if l.Erased() == 0 {
			continue // as if it had not begun
		}
		same(t, l.Responses(), []models.Response{response("18", "andet")})
		accept(t, l, nil, ledger.Accepted{})
		if holds(t, dir, "hemmeligheden") {
			t.Errorf("%s: the next writer leaves what was erased", state.Name)
		}
	}
}

// TestEarlierForm: a ledger of an earlier form opens, without being changed by
// that, gets a head with the next night, and is from then on refused by the
// program that wrote it.
func TestEarlierForm(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "ledger")
	restore(t, dir, files(t, "testdata/form-1"))
	l := open(t, dir)
	if l.Len() != 10 || l.Responses()[0].Comment != "Rettet: kun kort ventetid i telefonen" {
		t.Fatalf("%d responses", l.Len())
	}
	if len(files(t, dir)) != 3 {
		t.Error("opening writes")
	}
	hash := l.Hash()
	accept(t, l, nil, ledger.Accepted{})
	if names := parts(t, dir); len(names) != 1 {
		t.Errorf("parts %q, want one of the new form", names)
	}
	if open(t, dir).Hash() != hash {
		t.Error("the responses have changed")
	}
	os.Remove(filepath.Join(dir, "head.json"))
	os.Remove(filepath.Join(dir, "head-copy.json"))
	named(t, "without a head", dir, "head.json")

	restore(t, dir, files(t, "testdata/form-1"))
	os.Remove(parts(t, dir)[0])
	named(t, "earlier form without its first part", dir, "missing before")
}

// TestAnotherForm: a part of a later program is refused in words.
func TestAnotherForm(t *testing.T) {
	dir := t.TempDir()
	accept(t, open(t, dir), full(), ledger.Accepted{New: 3})
	path := parts(t, dir)[0]
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	later := bytes.Replace(data, []byte("stemme_ledger\x18\x015"), []byte("stemme_ledger\x18\x016"), 1)
	if bytes.Equal(later, data) {
		t.Fatal("the form is not where the test looks")
	}
	sum := sha256.Sum256(later)
	for name := range files(t, dir) {
		os.Remove(filepath.Join(dir, name))
	}
	os.WriteFile(filepath.Join(dir, fmt.Sprintf("part-000001-%x.parquet", sum[:8])), later, 0o600)
	named(t, "another form", dir, `form "6"`)
}

// TestRecover: a loss that is accepted is named, the rest lives, and the ledger
// is whole from then on.
func TestRecover(t *testing.T) {
	dir := kept(t)
	all := parts(t, dir)
	os.Remove(all[1])
	os.WriteFile(filepath.Join(dir, "salt"), []byte("x"), 0o600)
	os.Rename(filepath.Join(dir, "erased.txt"), filepath.Join(dir, "erased.bak"))
	os.WriteFile(filepath.Join(dir, "fremmed.txt"), nil, 0o600)
	l, faults, err := ledger.Recover(dir, "000003-01234567")
	if err != nil {
		t.Fatal(err)
	}
	if len(faults) != 4 {
		t.Errorf("faults %v", faults)
	}
	want := []models.Response{response("1", "rettet"), response("4", "nej tak")}
	same(t, l.Responses(), want)
	same(t, open(t, dir).Responses(), want)
	if l.Forgiven() != "000003-01234567" || l.Erased() != 1 {
		t.Errorf("forgiven %q, %d erased", l.Forgiven(), l.Erased())
	}
	if salt, err := l.Salt(); salt != nil || err != nil {
		t.Errorf("salt %x, %v", salt, err)
	}
	accept(t, l, []models.Response{response("2", "slettes"), response("3", "igen")}, ledger.Accepted{Erased: 1, New: 1})
	if faults, err := ledger.Check(dir); len(faults) > 0 || err != nil {
		t.Errorf("%v, %v", faults, err)
	}
}

func TestFilesOfOthers(t *testing.T) {
	dir := kept(t)
	l := open(t, dir)
	if text, err := l.ReadFile("readings/bank.json"); string(text) != `{"score":"karakter"}` || err != nil {
		t.Errorf("%q, %v", text, err)
	}
	if text, err := l.ReadFile("readings/ukendt.json"); text != nil || err != nil {
		t.Errorf("%q, %v", text, err)
	}
	if names := l.FileNames("readings"); len(names) != 1 || names[0] != "readings/bank.json" {
		t.Errorf("%q", names)
	}
	for _, name := range []string{"head.json", "../x", "part-000001-0123456789abcdef.parquet", "readings/.x", ""} {
		if l.WriteFile(name, nil) == nil {
			t.Errorf("%q was written", name)
		}
	}
}

// TestHeadThatCannotBeWritten: where the head cannot be replaced, what was to be taken
// in is an error that names it, and not said to be kept.
func TestHeadThatCannotBeWritten(t *testing.T) {
	dir := kept(t)
	l := open(t, dir)
	head := filepath.Join(dir, "head.json")
	if err := errors.Join(os.Remove(head), os.Mkdir(head, 0o700)); err != nil {
		t.Fatal(err)
	}
	_, err := l.Accept(context.Background(), []models.Response{response("9", "ny")})
	if err == nil || !strings.Contains(err.Error(), "head.json") {
		t.Errorf("accepted beside a head that is a folder: %v", err)
	}
}
