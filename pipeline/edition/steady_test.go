package edition_test

import (
	"io"
	"os"
	"testing"
	"time"

	"stemme/pipeline/edition"
)

// TestSteady: a file that is altered under who has the edition open is told, and no more once it
// is as it was, whatever its time of change.
func TestSteady(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	draft, err := edition.Begin(data)
	if err != nil {
		t.Fatal(err)
	}
	if err := draft.Write("index/columns.bin", func(w io.Writer) error { _, err := io.WriteString(w, "published"); return err }); err != nil {
		t.Fatal(err)
	}
	ed, _, err := draft.Publish(edition.Manifest{})
	if err != nil {
		t.Fatal(err)
	}
	defer ed.Close()
	steady, file := ed.Steady(edition.Index), ed.Path(edition.Index, "columns.bin")
	for i, c := range []struct {
		text  string
		whole bool
	}{{"published", true}, {"publisheD", false}, {"publisheD", false}, {"published", true}, {"", false}, {"published", true}} {
		if err := os.WriteFile(file, []byte(c.text), 0o600); err != nil {
			t.Fatal(err)
		}
		at := time.Now().Add(time.Duration(i) * time.Second) // a clock of files may be coarse
		if err := os.Chtimes(file, at, at); err != nil {
			t.Fatal(err)
		}
		if err := steady.Check(); (err == nil) != c.whole {
			t.Errorf("%q: %v", c.text, err)
		}
	}
}
