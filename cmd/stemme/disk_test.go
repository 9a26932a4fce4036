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
	"stemme/pipeline/edition"
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

// TestDiskFull: a night that finds no room says so in one line, and the edition
// before stands.
func TestDiskFull(t *testing.T) {
	dir := t.TempDir()
	small := filepath.Join(dir, "small")
	if err := os.Mkdir(small, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mount("tmpfs", small, "tmpfs", 0, "size=3m"); err != nil {
		t.Skipf("no file system of a set size can be made here: %v", err)
	}
	t.Cleanup(func() { _ = syscall.Unmount(small, syscall.MNT_DETACH) })
	for name, rows := range map[string]int{"first": 120, "second": 20000} {
		if _, err := demo.Write(context.Background(), filepath.Join(dir, name), demo.Config{Rows: rows, Seed: 1}); err != nil {
			t.Fatal(err)
		}
	}
	data := filepath.Join(small, "data")
	if out, err := program(t, "run", "--data", data, filepath.Join(dir, "first", demo.SurveyFile)).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	before, err := edition.CurrentID(data)
	if err != nil {
		t.Fatal(err)
	}
	fails(t, program(t, "run", "--data", data, "--themes", "5", filepath.Join(dir, "second", demo.SurveyFile)), "small")
	opensWhole(t, data)
	if id, err := edition.CurrentID(data); err != nil || id != before {
		t.Errorf("edition %s (%v), want %s to stand", id, err, before)
	}
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
