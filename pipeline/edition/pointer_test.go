package edition

import (
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"
)

// TestWithoutSymbolicLinks: where the system gives no links, current.json says
// which edition is the current one; a link that comes later takes its place.
func TestWithoutSymbolicLinks(t *testing.T) {
	data := t.TempDir()
	publish := func(text string) string {
		t.Helper()
		d, err := Begin(data)
		if err != nil {
			t.Fatal(err)
		}
		defer d.Discard()
		if err := d.Write(Rejected, func(w io.Writer) error { _, err := io.WriteString(w, text); return err }); err != nil {
			t.Fatal(err)
		}
		e, _, err := d.Publish(Manifest{})
		if err != nil {
			t.Fatal(err)
		}
		defer e.Close()
		return e.ID
	}
	current := func(want string) {
		t.Helper()
		e, err := Open(data, Current)
		if err != nil {
			t.Fatal(err)
		}
		defer e.Close()
		if e.ID != want || !Linked(data) {
			t.Errorf("the current edition is %s, want %s; linked is %v", e.ID, want, Linked(data))
		}
	}
	linked := publish("a")
	current(linked)
	if got := pointedTo(t, data); got != linked {
		t.Errorf("current.json says %q beside a link to %s", got, linked)
	}
	links := symlink
	symlink = func(string, string) error { return errors.New("no right to make links") }
	t.Cleanup(func() { symlink = links })
	pointed := publish("b")
	current(pointed)
	if _, err := os.Lstat(filepath.Join(data, Current)); err == nil {
		t.Error("the link stands beside the pointer")
	}
	if err := Rollback(data, linked); err != nil {
		t.Fatal(err)
	}
	current(linked)
	symlink = links
	if err := Rollback(data, pointed); err != nil {
		t.Fatal(err)
	}
	current(pointed)
	if err := os.Remove(filepath.Join(data, PointerName)); err != nil {
		t.Fatal(err)
	}
	publish("b") // changes nothing
	if got := pointedTo(t, data); got != pointed {
		t.Errorf("current.json is not mended: %q", got)
	}
}

// pointedTo is what current.json says, as a reader of JSON finds it.
func pointedTo(t *testing.T, data string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(data, "current.json"))
	if err != nil {
		t.Fatal(err)
	}
	var p struct{ Edition, Tables string }
	if err := json.Unmarshal(text, &p); err != nil || p.Tables != "editions/"+p.Edition+"/tables" {
		t.Errorf("current.json: %s, %v", text, err)
	}
	return p.Edition
}
