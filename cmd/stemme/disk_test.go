//go:build linux

package main

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"stemme/pipeline/demo"
)

// TestDirectoryWithoutWritePermission: one line that names the directory, a
// non-zero exit. Run by root, the program is run as nobody.
func TestDirectoryWithoutWritePermission(t *testing.T) {
	dir := openTemp(t)
	if _, err := demo.Write(context.Background(), dir, demo.Config{Rows: 50, Seed: 1}); err != nil {
		t.Fatal(err)
	}
	survey := filepath.Join(dir, demo.SurveyFile)
	shut := filepath.Join(dir, "shut")
	for path, mode := range map[string]os.FileMode{dir: 0o755, survey: 0o644} {
		if err := os.Chmod(path, mode); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Mkdir(shut, 0o555); err != nil {
		t.Fatal(err)
	}
	night := program(t, "run", "--data", filepath.Join(shut, "data"), survey)
	if os.Geteuid() == 0 {
		const nobody = 65534
		night.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
		night.Path = copyOfSelf(t, dir)
		night.Args[0] = night.Path
	}
	fails(t, night, shut)
}

// fails runs a night that must fail with one line that holds word.
func fails(t *testing.T, night *exec.Cmd, word string) {
	t.Helper()
	out, err := night.CombinedOutput()
	if err == nil {
		t.Fatalf("the night succeeded:\n%s", out)
	}
	var said []string
	for line := range strings.Lines(string(out)) {
		if strings.HasPrefix(line, "stemme: ") {
			said = append(said, line)
		}
	}
	if len(said) != 1 || !strings.Contains(said[0], word) {
		t.Errorf("want one line that names %s, got:\n%s", word, out)
	}
}

// openTemp is a directory that other users can come to.
func openTemp(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "stemme-test-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	return dir
}

// copyOfSelf is this test binary where other users can run it.
func copyOfSelf(t *testing.T, dir string) string {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(self)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "stemme")
	if err := os.WriteFile(path, text, 0o755); err != nil {
		t.Fatal(err)
	}
	return path
}
