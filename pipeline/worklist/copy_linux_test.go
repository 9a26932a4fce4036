package worklist

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// TestCopyOfASnapshot: a store on a file system that nobody can write to is copied and
// read with what its log holds, and cannot be opened by who would change it.
func TestCopyOfASnapshot(t *testing.T) {
	ctx, s, data := context.Background(), store(t), t.TempDir()
	if err := s.Sync(ctx, Items(invented(t)), true); err != nil {
		t.Fatal(err)
	}
	want, err := s.Entries(ctx)
	if err != nil || len(want) == 0 {
		t.Fatalf("%d entries, %v", len(want), err)
	}
	if err := syscall.Mount("tmpfs", data, "tmpfs", 0, "size=12m"); err != nil {
		t.Skipf("no file system can be made here: %v", err)
	}
	t.Cleanup(func() { _ = syscall.Unmount(data, syscall.MNT_DETACH) })
	err = os.Mkdir(filepath.Join(data, Folder), 0o700)
	for _, suffix := range []string{"", "-wal"} { // the store is open, so the log holds the entries
		text, fault := os.ReadFile(filepath.Join(s.dir, file+suffix))
		err = errors.Join(err, fault, os.WriteFile(filepath.Join(data, Folder, file+suffix), text, 0o600))
	}
	if err = errors.Join(err, syscall.Mount("", data, "", syscall.MS_REMOUNT|syscall.MS_RDONLY, "")); err != nil {
		t.Fatal(err)
	}
	t.Setenv("TMPDIR", t.TempDir())
	if s, err := OpenStore(ctx, data); err == nil {
		s.Close()
		t.Error("it is open for changes that would be lost")
	}
	if err := Check(ctx, data); err != nil {
		t.Error(err)
	}
	read, err := OpenToRead(ctx, data)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := read.Entries(ctx); err != nil || len(got) != len(want) {
		t.Errorf("%d entries read of %d, %v", len(got), len(want), err)
	}
	if err := read.Close(); err != nil {
		t.Error(err)
	}
	if left, err := os.ReadDir(os.TempDir()); err != nil || len(left) != 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
	to := t.TempDir()
	if err := os.Mkdir(filepath.Join(to, Folder), 0o700); err != nil {
		t.Fatal(err)
	}
	if there, err := CopyStore(ctx, data, filepath.Join(to, Folder, file)); !there || err != nil {
		t.Fatalf("%v, %v", there, err)
	}
	copied, err := OpenStore(ctx, to)
	if err != nil {
		t.Fatal(err)
	}
	defer copied.Close()
	if got, err := copied.Entries(ctx); err != nil || len(got) != len(want) {
		t.Errorf("%d entries of %d, %v", len(got), len(want), err)
	}
}
