//go:build linux

package main

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestEditionsDamaged: an edition whose manifest cannot be read is listed without a time
// and without figures, and the list ends with 1; a pipe in the place of the record of
// runs stops a night instead of holding it for ever.
func TestEditionsDamaged(t *testing.T) {
	dir := t.TempDir()
	data, survey := filepath.Join(dir, "data"), filepath.Join(dir, "svar.csv")
	write(t, survey, "id;score;kommentar\n1;9;fint\n2;3;dyrt\n")
	if code, said := here("run", "--quiet", "--data", data, survey); code != exitDone {
		t.Fatal(code, said)
	}
	if code, said := here("editions", "--data", data); code != exitDone || strings.Contains(said, "cannot be read") {
		t.Fatal(code, said)
	}
	manifests, err := filepath.Glob(filepath.Join(data, "editions", "*", "manifest.json"))
	if err != nil || len(manifests) != 1 {
		t.Fatal(manifests, err)
	}
	write(t, manifests[0], "{}")
	code, said := here("editions", "--data", data)
	if code != exitFailed || strings.Contains(said, "0001-01-01") || !strings.Contains(said, "1 edition cannot be read") {
		t.Errorf("%d\n%s", code, said)
	}
	runs := filepath.Join(data, "runs.jsonl")
	if err := os.Remove(runs); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mkfifo(runs, 0o600); err != nil {
		t.Skip("no pipe can be made here:", err)
	}
	if code, said := here("run", "--quiet", "--data", data); code != exitFailed || !strings.Contains(said, "runs.jsonl") {
		t.Errorf("%d\n%s", code, said)
	}
}
