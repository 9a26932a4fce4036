package atomicfile

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"
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
