package edition

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"stemme/pipeline/messages"
)

// TestOwned: root does not write in a folder in which another user runs nights, and says
// who that is; in its own, and in a new one, it does.
func TestOwned(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("only root could write there")
	}
	data := t.TempDir()
	lock := func() error {
		release, err := Lock(data)
		if err == nil {
			err = release()
		}
		return err
	}
	for range 2 { // a new folder, and its own
		if err := lock(); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Chown(filepath.Join(data, LockName), 54321, -1); err != nil {
		t.Skipf("files cannot be given away here: %v", err)
	}
	holder := filepath.Join(data, holderName)
	if err := os.Remove(holder); err != nil {
		t.Fatal(err)
	}
	var told *messages.Error
	if err := lock(); !errors.As(err, &told) || told.Key != "data_of_another" || !strings.Contains(messages.English.Error(err), "#54321") {
		t.Errorf("another's folder: %v", err)
	}
	if _, err := os.Stat(holder); err == nil {
		t.Error("root has written in another's folder")
	}
}
