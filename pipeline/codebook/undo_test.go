package codebook_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"stemme/pipeline/codebook"
)

// TestRemove: an edit is taken out of a file that people have written in, and
// every other line stays; what is not there is an error.
func TestRemove(t *testing.T) {
	path := filepath.Join(t.TempDir(), "edits.yaml")
	text := "# vores rettelser\nedits:\n  - rename: t0001\n    to: Gebyrer\n\n  # gentager den første\n  - merge: t0002\n    to: t0001\n  - hide: t0003\nseeds:\n  - id: app\n    name: Appen\n    words: [app]\n"
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, said := range []string{"merge t0002 to t0001", "seed/app words app", "rename t0001 to Gebyrer"} {
		if err := codebook.Remove(path, said); err != nil {
			t.Fatalf("%s: %v", said, err)
		}
	}
	if err := codebook.Remove(path, "hide t0009"); err == nil {
		t.Error("an edit that is not there was removed")
	}
	got, err := os.ReadFile(path)
	if want := "# vores rettelser\nedits:\n  # gentager den første\n  - hide: t0003\n"; err != nil || string(got) != want {
		t.Errorf("left:\n%s", got)
	}
	if err := codebook.Remove(path, "hide t0003"); err != nil {
		t.Fatal(err)
	}
	if book, err := codebook.Read(path); err != nil || len(book.Edits)+len(book.Seeds) > 0 {
		t.Errorf("left %v, %v", book, err)
	}
}

// TestForgetMoves: the moves of erased responses go with their lines, every other line
// stays, and a list that holds nothing else goes too.
func TestForgetMoves(t *testing.T) {
	path := filepath.Join(t.TempDir(), "edits.yaml")
	move := func(id string) string { return "  - move: svar/" + id + "\n    to: t0002\n" }
	for _, c := range []struct{ text, left string }{
		{"edits:\n" + move("1") + "  # bliver\n" + move("2") + "\n" + move("3") + "  - hide: t0003\n" + move("1"),
			"edits:\n  # bliver\n" + move("2") + "\n  - hide: t0003\n"},
		{"# kun disse\nedits:\n" + move("1") + "\n" + move("3") + "# slut\nseeds:\n  - id: app\n    name: Appen\n    words: [app]\n",
			"# kun disse\n# slut\nseeds:\n  - id: app\n    name: Appen\n    words: [app]\n"},
		{"edits:\n" + move("2"), "edits:\n" + move("2")},
	} {
		if err := os.WriteFile(path, []byte(c.text), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := codebook.ForgetMoves(path, func(key string) bool { return key == "svar/1" || key == "svar/3" }); err != nil {
			t.Fatal(err)
		}
		if got, err := os.ReadFile(path); err != nil || string(got) != c.left {
			t.Errorf("%v, left:\n%swant:\n%s", err, got, c.left)
		}
	}
}

// TestHistory: what was done is told newest first, by whom and when.
func TestHistory(t *testing.T) {
	path := filepath.Join(t.TempDir(), "edits.yaml")
	at := time.Date(2026, 11, 26, 9, 30, 0, 0, time.UTC)
	for i, did := range []codebook.Deed{codebook.Added, codebook.Undone} {
		if err := codebook.Note(path, codebook.Change{At: at.Add(time.Duration(i) * time.Hour), User: "anna", Did: did, What: []string{"hide t0003"}}); err != nil {
			t.Fatal(err)
		}
	}
	all, err := codebook.History(path)
	if err != nil || len(all) != 2 || all[0].Did != codebook.Undone || all[1].User != "anna" || !all[1].At.Equal(at) {
		t.Errorf("history: %v, %v", all, err)
	}
}
