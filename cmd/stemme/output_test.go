package main

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"
)

// full is a disk without room.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("no space left on device") }

// TestOutputThatFails: a command whose answer cannot be written fails and says so.
func TestOutputThatFails(t *testing.T) {
	args := []string{"sources", "--data", t.TempDir(), "--format", "csv"}
	if code := run(context.Background(), args, io.Discard, io.Discard); code != exitDone {
		t.Fatalf("exit %d", code)
	}
	var said strings.Builder
	if code := run(context.Background(), args, full{}, &said); code != exitFailed || said.Len() == 0 {
		t.Errorf("exit %d, said %q", code, said.String())
	}
}
