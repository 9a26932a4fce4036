package pipeline

import (
	"os"
	"runtime/debug"
	"testing"

	"stemme/pipeline/atomicfile"
)

func TestMain(m *testing.M) {
	atomicfile.Unsynced()
	atomicfile.InMemory()
	debug.SetGCPercent(400) // memory is there; collecting it took a tenth of the time
	os.Exit(m.Run())
}
