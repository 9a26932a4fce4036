package lens

import (
	"os"
	"runtime/debug"
	"testing"
)

func TestMain(m *testing.M) {
	debug.SetGCPercent(400) // memory is there; collecting it took a quarter of the time
	os.Exit(m.Run())
}
