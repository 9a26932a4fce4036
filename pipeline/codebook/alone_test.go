package codebook

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
)

// TestAppendAtOnce: of edits that are added at the same moment, by one process and by
// several, none is lost.
func TestAppendAtOnce(t *testing.T) {
	const path, own = "STEMME_TEST_BOOK", "STEMME_TEST_OWN"
	if to := os.Getenv(path); to != "" { // one of several processes
		appendAtOnce(t, to, os.Getenv(own))
		return
	}
	to := filepath.Join(t.TempDir(), "edits.yaml")
	var all sync.WaitGroup
	for _, process := range []string{"a", "b", "c"} {
		all.Go(func() {
			cmd := exec.Command(os.Args[0], "-test.run=^TestAppendAtOnce$")
			cmd.Env = append(os.Environ(), path+"="+to, own+"="+process)
			if text, err := cmd.CombinedOutput(); err != nil {
				t.Errorf("%v: %s", err, text)
			}
		})
	}
	appendAtOnce(t, to, "d")
	all.Wait()
	book, err := Read(to)
	if err != nil || len(book.Edits) != 4*12 {
		t.Errorf("%d edits of 48, %v", len(book.Edits), err)
	}
}

// appendAtOnce adds 12 edits at the same moment.
func appendAtOnce(t *testing.T, path, own string) {
	var all sync.WaitGroup
	for i := range 12 {
		all.Go(func() {
			if err := Append(path, Edit{Owner: fmt.Sprintf("t%04d", i), To: "Ejer " + own}); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
}
