package copies

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"stemme/pipeline/messages"
)

// flaky is a store in memory of which some calls fail.
type flaky struct {
	files map[string]string
	order []string // names as they were written
	fails func(call int) error
	calls int
}

func (f *flaky) fault() error {
	f.calls++
	if f.fails == nil {
		return nil
	}
	return f.fails(f.calls)
}

func (f *flaky) put(_ context.Context, name string, size int64, from io.ReadSeeker) error {
	if err := f.fault(); err != nil {
		_, _ = io.CopyN(io.Discard, from, size/2) // as a connection that breaks
		return err
	}
	text, err := io.ReadAll(from)
	if int64(len(text)) != size {
		return io.ErrUnexpectedEOF
	}
	f.files[name], f.order = string(text), append(f.order, name)
	return err
}

func (f *flaky) get(_ context.Context, name string) ([]byte, error) {
	if err := f.fault(); err != nil {
		return nil, err
	}
	text, ok := f.files[name]
	if !ok {
		return nil, fs.ErrNotExist
	}
	return []byte(text), nil
}

func (f *flaky) list(_ context.Context, prefix string) ([]string, error) {
	names := slices.DeleteFunc(slices.Sorted(maps.Keys(f.files)), func(n string) bool { return !strings.HasPrefix(n, prefix) })
	return names, f.fault()
}

func (f *flaky) remove(_ context.Context, name string) error {
	if err := f.fault(); err != nil {
		return err
	}
	delete(f.files, name)
	return nil
}

// version makes an edition of two files.
func version(t *testing.T, id string) Version {
	t.Helper()
	dir := t.TempDir()
	v := Version{ID: id, Dir: dir}
	for _, path := range []string{"tables/nps.parquet", "bi/a/b.json"} {
		name := filepath.Join(dir, filepath.FromSlash(path))
		if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o700), os.WriteFile(name, []byte(id+path), 0o600)); err != nil {
			t.Fatal(err)
		}
		v.Files = append(v.Files, File{path, int64(len(id + path)), id})
	}
	return v
}

func quickly(t *testing.T) {
	before := waits
	waits = []time.Duration{1, 1, 1}
	t.Cleanup(func() { waits = before })
}

// whole wants the pointer to name an edition that is there, file by file.
func whole(t *testing.T, at store, want string) {
	t.Helper()
	text, err := at.get(context.Background(), pointerName)
	if err != nil || !strings.Contains(string(text), `"edition":"`+want+`"`) {
		t.Fatalf("current.json says %s, %v, want %s", text, err, want)
	}
	for _, path := range []string{"tables/nps.parquet", "bi/a/b.json"} {
		if text, err := at.get(context.Background(), editions+want+"/"+path); err != nil || string(text) != want+path {
			t.Errorf("%s of %s is %q, %v", path, want, text, err)
		}
	}
}

// TestBrokenOff breaks copying off at every call: readers find the edition of
// before, whole, until they find the new one; the next run ends it.
func TestBrokenOff(t *testing.T) {
	quickly(t)
	first, second := version(t, "000001-aaaaaaaa"), version(t, "000002-bbbbbbbb")
	for last := 0; ; last++ {
		at := &flaky{files: map[string]string{}}
		if _, err := (trying{at}).publish(context.Background(), first); err != nil {
			t.Fatal(err)
		}
		at.calls, at.fails = 0, func(call int) error {
			if call > last {
				return errors.New("the line is dead")
			}
			return nil
		}
		_, err := (trying{at}).publish(context.Background(), second)
		at.fails = nil
		if err == nil {
			whole(t, at, second.ID)
			if last < 5 {
				t.Errorf("copied with %d calls", last)
			}
			break
		}
		whole(t, at, first.ID)
		if copied, err := (trying{at}).publish(context.Background(), second); err != nil || !copied {
			t.Errorf("again after %d calls: %v, %v", last, copied, err)
		}
		whole(t, at, second.ID)
		if at.order[len(at.order)-1] != pointerName {
			t.Errorf("the pointer was not last: %q", at.order)
		}
	}
}

// TestTriesAgain: two faults in a row are lived through, and a reader that was half
// read is read from its beginning; what no try mends is not tried.
func TestTriesAgain(t *testing.T) {
	quickly(t)
	at := &flaky{files: map[string]string{}, fails: func(call int) error {
		if call%3 != 0 {
			return errors.New("503")
		}
		return nil
	}}
	if _, err := (trying{at}).publish(context.Background(), version(t, "000001-aaaaaaaa")); err != nil {
		t.Fatal(err)
	}
	at.fails = nil
	whole(t, at, "000001-aaaaaaaa")
	at.calls, at.fails = 0, func(int) error { return fs.ErrPermission }
	if _, err := (trying{at}).publish(context.Background(), version(t, "000002-bbbbbbbb")); !errors.Is(err, fs.ErrPermission) || at.calls != 1 {
		t.Errorf("%v after %d tries", err, at.calls)
	}
}

// TestFolder: versions stand beside each other, as many as are kept; what does not
// stay goes; a second copy of the same does nothing; what is not this program's is
// left alone.
func TestFolder(t *testing.T) {
	dir := t.TempDir()
	to := Target{Folder: filepath.Join(dir, "bi"), Keep: 2}
	mine, hers := filepath.Join(to.Folder, "LÆS MIG.txt"), filepath.Join(to.Folder, "editions", "forår")
	ids := []string{"000001-aaaaaaaa", "000002-bbbbbbbb", "000003-cccccccc"}
	put := func(to Target, id string, stay ...string) bool {
		t.Helper()
		copied, err := Put(context.Background(), to, version(t, id), stay)
		if err != nil {
			t.Fatal(err)
		}
		return copied
	}
	there := func() (ids []string) {
		entries, _ := os.ReadDir(filepath.Join(to.Folder, "editions"))
		for _, e := range entries {
			if e.Name() != "forår" {
				ids = append(ids, e.Name())
			}
		}
		return ids
	}
	put(to, ids[0], ids[0])
	if err := os.WriteFile(mine, []byte("hej"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(hers, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(hers, "rapport.xlsx"), []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	put(to, ids[1], ids[1], ids[0])
	if !put(to, ids[2], ids[2], ids[1], ids[0]) || put(to, ids[2], ids[2], ids[1], ids[0]) {
		t.Error("copied though it is there, or not copied though it is not")
	}
	whole(t, folderOf(to), ids[2])
	if got := there(); !slices.Equal(got, ids[1:]) {
		t.Errorf("editions %q, want %q", got, ids[1:])
	}
	if put(to, ids[2], ids[2]) || len(there()) != 1 { // an erasure has reduced the second
		t.Errorf("editions %q after an erasure", there())
	}
	for _, path := range []string{mine, filepath.Join(hers, "rapport.xlsx")} {
		if _, err := os.Stat(path); err != nil {
			t.Error(err)
		}
	}
	to.Detail = true
	put(to, ids[0], ids...)
	if got := there(); !slices.Equal(got, ids[:1]) {
		t.Errorf("editions %q, want the one of single responses alone", got)
	}
	private(t, to.Folder, ids[0])
	// A damaged copy is noticed by its list and made again.
	if err := os.Remove(filepath.Join(to.Folder, "editions", ids[0], filesName)); err != nil {
		t.Fatal(err)
	}
	if !put(to, ids[0]) {
		t.Error("half a copy passes for a whole one")
	}
}

// private fails unless nobody but their owner reads the files of an edition.
func private(t *testing.T, dir, id string) {
	t.Helper()
	err := filepath.WalkDir(filepath.Join(dir, "editions", id), func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if info, err := d.Info(); err != nil || info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s has mode %v, %v", path, info.Mode(), err)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

// TestFaultsInWords: who cannot write is told where, of what, and what happens next.
func TestFaultsInWords(t *testing.T) {
	quickly(t)
	blocked := filepath.Join(t.TempDir(), "fil")
	if err := os.WriteFile(blocked, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := Put(context.Background(), Target{Folder: blocked}, version(t, "000001-aaaaaaaa"), nil)
	told := new(messages.Error)
	if !errors.As(err, &told) || told.Key != "copy_failed" || !strings.Contains(err.Error(), blocked) {
		t.Errorf("%v", err)
	}
	if field, want := (Target{Bucket: "xyz", Endpoint: "https://bi:hemmelig@s3.example.dk"}).Fault(); field != "publish.endpoint" || strings.Contains(want, "hemmelig") {
		t.Errorf("an endpoint with a password: %q, %q", field, want)
	}
	for want, to := range map[string]Target{
		"":                 {Folder: "bi"},
		"publish":          {Folder: "bi", Bucket: "x"},
		"publish.endpoint": {Bucket: "xyz/y", Endpoint: "s3.example.dk"},
		"publish.bucket":   {Bucket: "Mine_Tal/nps", Endpoint: "https://s3.example.dk"},
		"publish.keep":     {Folder: "bi", Keep: -1},
	} {
		if field, _ := to.Fault(); field != want {
			t.Errorf("%+v: fault in %q, want %q", to, field, want)
		}
	}
}

// TestLedgersAreNoTargets: a folder that holds a ledger, its ledger, a folder in it and a
// link to it are refused, and nothing is deleted there.
func TestLedgersAreNoTargets(t *testing.T) {
	data := t.TempDir()
	kept := filepath.Join(data, "editions", "000001-aaaaaaaa", "tables", "nps.parquet")
	for _, path := range []string{filepath.Join(data, "ledger", "head.json"), kept} {
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	link := filepath.Join(t.TempDir(), "bi")
	if err := os.Symlink(data, link); err != nil {
		t.Skip(err)
	}
	quickly(t)
	for _, dir := range []string{data, filepath.Join(data, "ledger"), filepath.Join(data, "bi"), link} {
		_, err := Put(context.Background(), Target{Folder: dir, Keep: 1}, version(t, "000002-bbbbbbbb"), nil)
		if err == nil || !strings.Contains(err.Error(), "lies in one") {
			t.Errorf("%s: %v", dir, err)
		}
	}
	if _, err := os.Stat(kept); err != nil {
		t.Error(err)
	}
}
