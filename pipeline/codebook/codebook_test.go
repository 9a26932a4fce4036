package codebook

import (
	"errors"
	"os"
	"path/filepath"
	"stemme/pipeline/messages"
	"strings"
	"testing"
)

// book writes text to a file of its own.
func book(t testing.TB, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), Name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

const written = `# Rettelser fra gennemgangen i marts
edits:
  # begge handler om at vente
  - merge: t0012
    to: t0007
  - rename: t0007   # før: "uendelig kø"
    to: "Ventetid: telefon"
  - move: survey/100012
    clause: 1

# det, vi leder efter
seeds:
  - id: fejlkort
    words: [spærret kort, kortet virker ikke]
`

func TestRead(t *testing.T) {
	b, err := Read(book(t, written))
	if err != nil {
		t.Fatal(err)
	}
	if len(b.Edits) != 3 || len(b.Seeds) != 1 {
		t.Fatalf("%d edits, %d seeds", len(b.Edits), len(b.Seeds))
	}
	for i, want := range []struct {
		line int
		text string
	}{{4, "merge t0012 to t0007"}, {6, "rename t0007 to Ventetid: telefon"}, {8, "move survey/100012 clause 1"}} {
		if e := b.Edits[i]; e.Line != want.line || e.String() != want.text {
			t.Errorf("edit %d: line %d, %q; want line %d, %q", i, e.Line, e.String(), want.line, want.text)
		}
	}
	if key := b.Edits[2].Response(); key.Source != "survey" || key.ID != "100012" {
		t.Errorf("response %v", key)
	}
	if s := b.Seeds[0]; s.Theme() != "seed/fejlkort" || len(s.Words) != 2 || s.Line != 13 {
		t.Errorf("seed %+v", s)
	}
	if none, err := Read(filepath.Join(t.TempDir(), "none.yaml")); err != nil || len(none.Edits) != 0 {
		t.Errorf("no file: %+v, %v", none, err)
	}
}

// TestFaults: what is wrong is said with the line it stands on.
func TestFaults(t *testing.T) {
	for text, want := range map[string][]string{
		"edits:\n  - rename: t0001\n":                              {"line 2", "rename lacks to"},
		"edits:\n  - pin: t0001\n  - hide: t0002\n    to: t0003\n": {"line 3", "hide takes no to"},
		"edits:\n  - pin: t0001\n    hide: t0001\n":                {"line 2", "exactly one"},
		"edits:\n  - merge: t0001\n    to: t0001\n":                {"line 2", "itself"},
		"edits:\n  - move: 100012\n":                               {"line 2", "source/id"},
		"edits:\n  - renam: t0001\n":                               {"line 2, character 5", "renam"},
		"edits:\n  - pin: t0001\n    pin: t0002\n":                 {"line 3, character 5", "pin"},
		"edits: [\n": {"no valid YAML"},
		"seeds:\n  - id: Fejl kort\n    words: [kort]\n":                    {"line 2", "no id"},
		"seeds:\n  - id: a\n    words: [kort]\n  - id: a\n    words: [b]\n": {"line 4", "twice"},
		"seeds:\n  - id: a\n": {"line 2", "lacks words"},
	} {
		_, err := Read(book(t, text))
		if err == nil {
			t.Errorf("%q: no error", text)
			continue
		}
		for _, part := range append(want, Name) {
			if !strings.Contains(err.Error(), part) {
				t.Errorf("%q: %q does not say %q", text, err, part)
			}
		}
		if where, _, _ := strings.Cut(err.Error(), "\n"); !strings.Contains(where, Name) {
			t.Errorf("%q: the first line of %q does not name the file", text, err)
		}
	}
}

// TestAppend: everything that was there stays, byte by byte, in its order.
func TestAppend(t *testing.T) {
	for _, text := range []string{
		written, "", "edits: []\n", "edits:\n- pin: t0001\n", "# kun ord\n", "seeds:\n  - id: a\n    words: [b]\n",
		"seeds:\n  - id: a\n    words: [b]\nedits:\n    - pin: t0001\n", "edits:\n  - pin: t0001",
		"edits:\n  - pin: t0001\n  # til sidst\n\n\n",
	} {
		path := book(t, text)
		before, err := Read(path)
		if err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		clause := 0
		added := []Edit{{Owner: "t0007", To: "Kundecenter: øst", Action: "Ring op\ninden 24 timer"},
			{Split: "t0003", Words: []string{"app", "# nedbrud"}}, {Move: "a/1", Clause: &clause, To: "t0002"}}
		if err := Append(path, added...); err != nil {
			t.Errorf("%q: %v", text, err)
			continue
		}
		after, err := Read(path)
		if err != nil {
			t.Errorf("%q: %v", text, err)
			continue
		}
		want := Book{append(before.Edits, added...), before.Seeds}
		if after.Hash() != want.Hash() {
			t.Errorf("%q: read back %+v", text, after)
		}
		now, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		rest := string(now)
		for line := range strings.Lines(text) {
			line = strings.TrimRight(line, "\n")
			if line == "edits: []" {
				continue
			}
			_, behind, ok := strings.Cut(rest, line)
			if !ok {
				t.Errorf("%q: lost %q", text, line)
			}
			rest = behind
		}
	}
}

// TestAppendRefuses: a file that is wrong, or of a form that cannot be added to,
// stays as it is.
func TestAppendRefuses(t *testing.T) {
	for _, text := range []string{"edits: [{pin: t0001}]\n", "edits:\n  - pim: t0001\n", "{edits: []}\n"} {
		path := book(t, text)
		if err := Append(path, Edit{Pin: "t0002"}); err == nil {
			t.Errorf("%q: added to", text)
		}
		if now, err := os.ReadFile(path); err != nil || string(now) != text {
			t.Errorf("%q: became %q (%v)", text, now, err)
		}
	}
}

// FuzzAppend: whatever the file and the words, adding is refused or adds.
func FuzzAppend(f *testing.F) {
	f.Add(written, "t0007", "navn: \"x\" # y")
	f.Add("edits:\n- pin: a", "b", "- c")
	f.Fuzz(func(t *testing.T, text, theme, name string) {
		path := filepath.Join(t.TempDir(), Name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		before, err := Read(path)
		if err != nil {
			return
		}
		if Append(path, Edit{Rename: theme, To: name}) != nil {
			return
		}
		after, err := Read(path)
		if err != nil || len(after.Edits) != len(before.Edits)+1 || after.Edits[len(before.Edits)].To != name {
			t.Errorf("%q + %q %q: %+v, %v", text, theme, name, after, err)
		}
	})
}

// TestDeepFileIsRefused: the reader of YAML takes memory by the square of the depth.
func TestDeepFileIsRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "edits.yaml")
	if err := os.WriteFile(path, []byte("- rename: "+strings.Repeat("[", 3000)), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := Read(path)
	if e := new(messages.Error); !errors.As(err, &e) || e.Key != "yaml_deep" {
		t.Errorf("%v", err)
	}
}
