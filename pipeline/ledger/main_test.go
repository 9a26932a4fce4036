package ledger

import (
	"os"
	"testing"

	"stemme/pipeline/atomicfile"
)

func TestMain(m *testing.M) {
	atomicfile.Unsynced()
	atomicfile.InMemory()
	os.Exit(m.Run())
}
