package columns

import (
	"errors"
	"testing"
)

// TestDamagedOffsets: an offset that leads beyond the section is an error, and no
// memory is asked for by it.
func TestDamagedOffsets(t *testing.T) {
	for _, offsets := range [][]uint64{{0, 0xf60000000000}, {7, 3}, {1 << 63, 1<<63 + 4}} {
		if _, err := (texts{offsets: offsets, size: 100}).read(0); !errors.Is(err, ErrCorrupt) {
			t.Errorf("%d: err = %v", offsets, err)
		}
	}
}
