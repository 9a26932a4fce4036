//go:build unix

package remote

import (
	"path/filepath"
	"syscall"
	"testing"
	"time"
)

// TestSecretPipe: a pipe in the place of a file of credentials is refused; it would be
// waited for for ever.
func TestSecretPipe(t *testing.T) {
	pipe := filepath.Join(t.TempDir(), "token")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Skip("no pipe can be made here:", err)
	}
	done := make(chan error, 1)
	go func() {
		_, err := (Secret{File: pipe}).read()
		done <- err
	}()
	select {
	case err := <-done:
		if err == nil {
			t.Error("a pipe was read")
		}
	case <-time.After(time.Minute):
		t.Error("a pipe is waited for")
	}
}
