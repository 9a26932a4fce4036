// Package corpora finds the public texts that tests measure with and that are no
// part of the project: see docs/measuring.md.
package corpora

import (
	"os"
	"path/filepath"
	"testing"
)

// File is the path of a file of the folder that STEMME_DATA names, or else of
// ../shared/data beside the project. A test is skipped where there is no such
// file.
func File(t testing.TB, name string) string {
	t.Helper()
	file, ok := Find(t, name)
	if !ok {
		t.Skipf("skipped: no %s; docs/measuring.md says where it comes from, and STEMME_DATA where it is", name)
	}
	return file
}

// Find is File for a test that has other texts to go on with.
func Find(t testing.TB, name string) (path string, ok bool) {
	t.Helper()
	path = filepath.Join(folder(t), filepath.FromSlash(name))
	_, err := os.Stat(path)
	return path, err == nil
}

func folder(t testing.TB) string {
	if dir := os.Getenv("STEMME_DATA"); dir != "" {
		return dir
	}
	root, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(root, "pipeline", "pipeline.go")); err == nil {
			return filepath.Join(root, "..", "shared", "data")
		}
		if up := filepath.Dir(root); up != root {
			root = up
			continue
		}
		t.Fatal("the test runs outside the repository")
	}
}
