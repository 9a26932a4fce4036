package pipeline_test

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"stemme/pipeline"
	"stemme/pipeline/codebook"
	"stemme/pipeline/source"
)

// TestEditsAreNotLostInSilence: a night that finds no book where the last one had edits
// stops, as does whatever would begin another; the copy brings them back, with their ids,
// and a loss that is accepted stops no later night.
func TestEditsAreNotLostInSilence(t *testing.T) {
	t.Parallel()
	ctx, data := context.Background(), t.TempDir()
	cfg := config(data, survey(t, 200, 5))
	night(t, cfg)
	path := filepath.Join(data, codebook.Name)
	made := codebook.Book{Edits: []codebook.Edit{{Rename: "t0001", To: "Et navn"}}, Seeds: []codebook.Seed{{ID: "telefon", Words: []string{"telefon"}}}}
	if err := codebook.AppendBook(path, made); err != nil {
		t.Fatal(err)
	}
	_, edited := night(t, cfg)
	lost := map[string]func() error{
		"missing": func() error { return os.Remove(path) },
		"emptied": func() error { return os.WriteFile(path, nil, 0o600) },
		"blanked": func() error { return os.WriteFile(path, []byte("\n \n"), 0o600) },
	}
	for what, lose := range lost {
		if err := lose(); err != nil {
			t.Fatal(err)
		}
		stops(t, what, cfg, "cp "+filepath.Join(data, codebook.KeptName))
		if _, err := pipeline.Rehearse(ctx, cfg, silent{}); err == nil {
			t.Errorf("%s: a rehearsal says nothing", what)
		}
		if _, err := pipeline.Preview(ctx, cfg, made); err == nil {
			t.Errorf("%s: a preview says nothing", what)
		}
		if v, err := pipeline.Verify(ctx, cfg, false, silent{}); err != nil || v.Whole {
			t.Errorf("%s: verified as whole, %v", what, err)
		}
		if err := codebook.Append(path, codebook.Edit{Pin: "t0002"}); err == nil {
			t.Errorf("%s: another book is begun", what)
		}
		text, err := os.ReadFile(filepath.Join(data, codebook.KeptName))
		if err != nil || os.WriteFile(path, text, 0o600) != nil {
			t.Fatalf("%s: no copy: %v", what, err)
		}
		if s, m := night(t, cfg); !s.Unchanged || m.Edition != edited.Edition {
			t.Errorf("%s: with the copy in its place it is another edition", what)
		}
	}
	if err := os.Remove(filepath.Join(data, codebook.KeptName)); err != nil || os.Remove(path) != nil {
		t.Fatal(err)
	}
	stops(t, "without the copy", cfg, "2 edits")
	cfg.AcceptLoss = true
	s, m := night(t, cfg)
	if !slices.ContainsFunc(s.Notes, func(n source.Note) bool { return n.Key == "loss_accepted_edits" }) || m.Counts["edits"] != 0 {
		t.Errorf("accepted: %v, %d edits", s.Notes, m.Counts["edits"])
	}
	cfg.AcceptLoss = false
	night(t, cfg)
}

// TestTheLastEditUndone: a book out of which everything is taken, by the program or by hand,
// stops nothing.
func TestTheLastEditUndone(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	cfg := config(data, survey(t, 200, 5))
	night(t, cfg)
	path := filepath.Join(data, codebook.Name)
	write := func(text string) {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	const one = "edits:\n  - rename: t0001\n    to: Et navn\n"
	for _, left := range []string{"", "# intet mere\n", "edits: []\n"} {
		write(one)
		night(t, cfg)
		if left != "" {
			write(left)
		} else if err := codebook.Remove(path, "rename t0001 to Et navn"); err != nil {
			t.Fatal(err)
		}
		if _, m := night(t, cfg); m.Counts["edits"] != 0 {
			t.Errorf("%q: %d edits", left, m.Counts["edits"])
		}
	}
	text, err := os.ReadFile(path)
	if err != nil || strings.TrimSpace(string(text)) == "" {
		t.Errorf("the book is %q, %v", text, err)
	}
}
