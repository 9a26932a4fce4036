//go:build unix

package source_test

import (
	"context"
	"errors"
	"path/filepath"
	"syscall"
	"testing"

	"stemme/pipeline/messages"
	"stemme/pipeline/source"
)

// TestNoFile: a pipe, a device and a folder are refused without being opened.
func TestNoFile(t *testing.T) {
	t.Parallel()
	pipe := filepath.Join(t.TempDir(), "pipe.csv")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Skip("no pipe can be made here:", err)
	}
	for file, key := range map[string]messages.Key{pipe: "source_no_file", "/dev/zero": "source_no_file", t.TempDir(): "source_directory"} {
		_, err := source.Read(context.Background(), source.Config{Files: []string{file}})
		if told := new(messages.Error); !errors.As(err, &told) || told.Key != key {
			t.Errorf("%s: %v, want %s", file, err, key)
		}
	}
}
