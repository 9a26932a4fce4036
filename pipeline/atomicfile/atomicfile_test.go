package atomicfile

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"
)

func TestWrite(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "liste.txt")
	put := func(text string, fault error) error {
		return Write(name, 0o640, func(w io.Writer) error {
			_, err := io.WriteString(w, text)
			return errors.Join(err, fault)
		})
	}
	holds := func(want string) {
		t.Helper()
		if text, err := os.ReadFile(name); err != nil || string(text) != want {
			t.Errorf("the file holds %q, %v, want %q", text, err, want)
		}
		if entries, err := os.ReadDir(dir); err != nil || len(entries) != 1 {
			t.Errorf("%d files, %v", len(entries), err)
		}
	}
	if err := put("gammel", nil); err != nil {
		t.Fatal(err)
	}
	holds("gammel")
	fault := errors.New("the disk is full")
	if err := put("ny, men hal", fault); !errors.Is(err, fault) {
		t.Errorf("err = %v", err)
	}
	holds("gammel")
	if err := put("ny", nil); err != nil {
		t.Fatal(err)
	}
	holds("ny")
	if info, err := os.Stat(name); err != nil || info.Mode().Perm() != 0o640 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
	if err := Write(filepath.Join(dir, "ingen", "x"), 0o600, func(io.Writer) error { return nil }); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("err = %v", err)
	}
}

// TestRemoveUnfinished: what a killed Write has left goes with the next one; what may
// still be written, and what is another's, stays.
func TestRemoveUnfinished(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "liste.txt")
	old := time.Now().Add(-time.Hour)
	for file, stays := range map[string]bool{
		".liste.txt-123": false, ".liste.txt-124": true, ".liste.txt-ny": true, ".anden.txt-123": true, "liste.txt-123": true,
	} {
		path := filepath.Join(dir, file)
		if err := os.WriteFile(path, []byte("halv"), 0o600); err != nil {
			t.Fatal(err)
		}
		if file != ".liste.txt-124" {
			os.Chtimes(path, old, old)
		}
		if err := Write(name, 0o600, func(io.Writer) error { return nil }); err != nil {
			t.Fatal(err)
		}
		if _, err := os.Lstat(path); (err == nil) != stays {
			t.Errorf("%s: there is %v, want %v", file, err == nil, stays)
		}
	}
}
