package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"stemme/pipeline/edition"
)

// program is this test binary as the program itself.
func program(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	link := filepath.Join(t.TempDir(), "stemme") // testscript goes by the name
	if err := os.Symlink(self, link); err != nil {
		t.Fatal(err)
	}
	return exec.Command(link, args...)
}

// published is the current edition: its mark and its files, every one of which
// agrees with its hash. "" where there is none.
func published(t *testing.T, data string) (mark string, files map[string]string) {
	t.Helper()
	ed, err := edition.Open(data, edition.Current)
	if edition.None(err) {
		return "", nil
	}
	if err != nil {
		t.Fatalf("the current edition does not open: %v", err)
	}
	defer ed.Close()
	files = map[string]string{}
	for _, f := range ed.Manifest.Files {
		if !strings.HasPrefix(f.Path, edition.Index+"/") && f.Path != edition.Rejected {
			files[f.Path] = f.SHA256
		}
	}
	return edition.Mark(ed.Manifest.Key), files
}
