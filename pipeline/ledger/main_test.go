package ledger

import (
	"os"
	"testing"

	"stemme/pipeline/atomicfile"
)

func TestMain(m *testing.M) {
	atomicfile.Unsynced()
	os.Exit(m.Run())
}
