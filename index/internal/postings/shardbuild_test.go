package postings

import (
	"errors"
	"fmt"
	"syscall"
	"testing"
)

// TestNoRoom: a full disk is told as one, though Bleve gives on its text alone; other errors stay what they are.
func TestNoRoom(t *testing.T) {
	t.Parallel()
	flat := fmt.Errorf("error flushing batch before close: %v", &wrapped{syscall.ENOSPC})
	if err := noRoom(flat); !errors.Is(err, syscall.ENOSPC) || !errors.Is(err, flat) {
		t.Errorf("%v is no full disk", err)
	}
	if err := errors.New("mapping failed"); noRoom(err) != err {
		t.Errorf("%v became %v", err, noRoom(err))
	}
}

type wrapped struct{ err error }

func (w *wrapped) Error() string { return "write x: " + w.err.Error() }
