//go:build unix

package pipeline

import (
	"errors"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"stemme/pipeline/codebook"
	"stemme/pipeline/codebook/lens"
	"stemme/pipeline/messages"
)

// TestNoFile: a pipe or a device where a file that people write is looked for is a
// fault in words, and nothing waits for it.
func TestNoFile(t *testing.T) {
	t.Parallel()
	pipe := filepath.Join(t.TempDir(), "edits.yaml")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Skip("no pipes: ", err)
	}
	for what, read := range map[string]func(path string) error{
		"edits":      func(path string) error { _, err := codebook.Read(path); return err },
		"playbook":   func(path string) error { _, err := codebook.ReadPlaybook(path); return err },
		"kpis":       func(path string) error { _, err := codebook.ReadKPIs(path); return err },
		"series":     func(path string) error { _, err := codebook.ReadSeries(path); return err },
		"views":      func(path string) error { _, err := codebook.Views(path); return err },
		"lens":       func(path string) error { _, err := lens.ReadFile(path); return err },
		"config":     func(path string) error { _, err := LoadConfig(path); return err },
		"dictionary": func(path string) error { _, err := dictionary(path); return err },
		"vectors":    func(path string) error { _, err := hashOfFile(path); return err },
	} {
		for _, path := range []string{pipe, "/dev/zero"} {
			done := make(chan error, 1)
			go func() { done <- read(path) }()
			select {
			case err := <-done:
				for fault := err; ; fault = errors.Unwrap(fault) {
					if told, ok := fault.(*messages.Error); ok && told.Key == "file_no_file" {
						break
					} else if fault == nil {
						t.Errorf("%s at %s: %v", what, path, err)
						break
					}
				}
			case <-time.After(10 * time.Second):
				t.Fatalf("%s waits for %s", what, path)
			}
		}
	}
}
