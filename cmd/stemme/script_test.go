package main

import (
	"os"
	"runtime/debug"
	"strconv"
	"sync"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"stemme/pipeline/atomicfile"
)

// TestMain lets this test binary stand in for the program, both in scripts and
// where a test kills it.
func TestMain(m *testing.M) {
	atomicfile.Unsynced()
	atomicfile.InMemory()
	debug.SetGCPercent(400) // memory is there; collecting it took a tenth of the time
	testscript.Main(m, map[string]func(){
		"stemme": func() { dieAtEffect(); os.Exit(start(os.Args[1:], os.Stdout, os.Stderr)) },
	})
}

// dieAtEffect kills this process in the window before the effect on a folder whose
// number STEMME_DIE_AT is: 1 is the first, and syncing does not count.
func dieAtEffect() {
	left, err := strconv.Atoi(os.Getenv("STEMME_DIE_AT"))
	if err != nil {
		return
	}
	var one sync.Mutex
	atomicfile.Watch(func(e atomicfile.Effect) {
		one.Lock()
		defer one.Unlock()
		if e.Do == atomicfile.Syncing {
			return
		}
		if left--; left == 0 {
			self, _ := os.FindProcess(os.Getpid())
			_ = self.Kill()
			select {}
		}
	})
}

// TestScripts runs one file per promise of the command line.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "../../testdata/script",
		Setup: func(env *testscript.Env) error {
			env.Setenv("STEMME_LANG", "en")
			return nil
		},
	})
}
