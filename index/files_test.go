package index_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"stemme/index"
)

// TestProcesses opens one index in several processes at once, while it is open
// here.
func TestProcesses(t *testing.T) {
	if dir := os.Getenv("STEMME_TEST_INDEX"); dir != "" {
		ix, err := index.Open(dir)
		if err != nil {
			t.Fatal(err)
		}
		if got := ids(t, ix, "god"); got != "a" {
			t.Errorf("finds %q", got)
		}
		return
	}
	dir := t.TempDir()
	if err := index.Build(context.Background(), dir, comments("god mad", "lang kø"), index.Config{Workers: 1}); err != nil {
		t.Fatal(err)
	}
	ix, err := index.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer ix.Close()
	done := make(chan error)
	for range 3 {
		go func() {
			cmd := exec.Command(os.Args[0], "-test.run=^TestProcesses$")
			cmd.Env = append(os.Environ(), "STEMME_TEST_INDEX="+dir)
			out, err := cmd.CombinedOutput()
			if err != nil {
				err = fmt.Errorf("%w: %s", err, out)
			}
			done <- err
		}()
	}
	for range 3 {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
	if got := ids(t, ix, "god"); got != "a" {
		t.Errorf("finds %q", got)
	}
}

// TestFiles wants files for the owner alone, no index where there is none, and
// an error, not a panic, for one that is cut off or of another version.
func TestFiles(t *testing.T) {
	dir := t.TempDir()
	if err := index.Build(context.Background(), filepath.Join(dir, "none"), nil, index.Config{Workers: 2}); err != nil {
		t.Fatal(err)
	}
	empty, err := index.Open(filepath.Join(dir, "none"))
	if err != nil {
		t.Fatal(err)
	}
	if res, err := empty.Search(context.Background(), index.Request{Query: "god -mad", Size: 5, Facets: []string{"month", "score", "unit"}}); err != nil || res.Total != 0 {
		t.Errorf("an empty index: %d, %v", res.Total, err)
	}
	empty.Close()
	if _, err := empty.Search(context.Background(), index.Request{}); err != index.ErrClosed {
		t.Errorf("a closed index: %v", err)
	}
	if _, err := index.Open(filepath.Join(dir, "nowhere")); err == nil {
		t.Error("an index that is not there opens")
	}
	whole := filepath.Join(dir, "whole")
	if err := index.Build(context.Background(), whole, comments("god mad"), index.Config{Workers: 1}); err != nil {
		t.Fatal(err)
	}
	filepath.WalkDir(whole, func(path string, d os.DirEntry, err error) error {
		if info, _ := d.Info(); err != nil || info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s: %v %v", d.Name(), info.Mode(), err)
		}
		return nil
	})
	columns := filepath.Join(whole, "columns.bin")
	text, _ := os.ReadFile(columns)
	for _, n := range []int{0, 7, len(text) / 2, len(text) - 1} {
		os.Chmod(columns, 0o600)
		os.WriteFile(columns, text[:n], 0o600)
		if _, err := index.Open(whole); err == nil {
			t.Errorf("opens with %d of %d bytes", n, len(text))
		}
	}
	twice := comments("a", "b")
	twice[1].Key = twice[0].Key
	if err := index.Build(context.Background(), filepath.Join(dir, "twice"), twice, index.Config{Workers: 1}); err == nil {
		t.Error("two documents with one key")
	}
}
