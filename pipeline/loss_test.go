package pipeline_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"stemme/models"
	"stemme/pipeline"
	"stemme/pipeline/edition"
	"stemme/pipeline/ledger"
	"stemme/pipeline/source"
)

// answers writes a survey of a few responses with the given ids.
func answers(t *testing.T, ids ...string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "survey.csv")
	text := "id;dato;score;kommentar\n"
	for _, id := range ids {
		text += id + ";01-02-2026;" + string('0'+id[len(id)-1]%10) + ";ventede i telefonen som nummer " + id + "\n"
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// correction writes the same survey with another comment.
func correction(t *testing.T, ids ...string) string {
	t.Helper()
	path := answers(t, ids...)
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(strings.ReplaceAll(string(text), "ventede", "sad og ventede")), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// duplicate copies a folder.
func duplicate(t *testing.T, from, to string) {
	t.Helper()
	if err := os.CopyFS(to, os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
}

// another puts another survey's ledger, of one change for each response, in the place
// of one.
func another(t *testing.T, dir string, ids ...string) {
	t.Helper()
	os.RemoveAll(dir)
	book, err := ledger.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range ids {
		if _, err := book.Accept(context.Background(), []models.Response{{Source: "survey", ID: id}}); err != nil {
			t.Fatal(err)
		}
	}
}

// stops runs a night that must fail with an error that holds word, and leave the
// edition that stands.
func stops(t *testing.T, what string, cfg pipeline.Config, word string) {
	t.Helper()
	before, _ := edition.CurrentID(cfg.Data)
	_, err := pipeline.Run(context.Background(), cfg, silent{})
	if err == nil || !strings.Contains(err.Error(), word) || strings.Contains(err.Error(), "\n") {
		t.Errorf("%s: %v: want one line with %q", what, err, word)
	}
	if after, _ := edition.CurrentID(cfg.Data); after != before {
		t.Errorf("%s: published %s", what, after)
	}
}

// TestNothingShrinksInSilence: a ledger that has lost something stops the night,
// until the loss is accepted; then every later night runs.
func TestNothingShrinksInSilence(t *testing.T) {
	t.Parallel()
	ledgerOf := func(data string) string { return filepath.Join(data, "ledger") }
	first := t.TempDir()
	night(t, config(first, answers(t, "1", "2")))
	duplicate(t, ledgerOf(first), ledgerOf(first)+"-first")
	night(t, config(first, answers(t, "3", "4")))
	lose := map[string]struct {
		do   func(t *testing.T, data string)
		word string
	}{
		"the last part is deleted": {func(t *testing.T, data string) {
			parts, _ := filepath.Glob(filepath.Join(ledgerOf(data), "part-000002-*"))
			if len(parts) != 1 || os.Remove(parts[0]) != nil {
				t.Fatal("no second part")
			}
		}, "part-000002-"},
		"the ledger is deleted": {func(t *testing.T, data string) { os.RemoveAll(ledgerOf(data)) }, "no ledger"},
		"an older ledger is put back": {func(t *testing.T, data string) {
			os.RemoveAll(ledgerOf(data))
			duplicate(t, ledgerOf(data)+"-first", ledgerOf(data))
		}, "holds 2 responses"},
		"an older ledger of as many responses is put back": {func(t *testing.T, data string) {
			older := t.TempDir()
			duplicate(t, ledgerOf(data), ledgerOf(older))
			night(t, config(data, correction(t, "1")))
			os.RemoveAll(ledgerOf(data))
			duplicate(t, ledgerOf(older), ledgerOf(data))
		}, "older"},
		"another survey's larger ledger is put there": {func(t *testing.T, data string) {
			another(t, ledgerOf(data), "1", "2", "3", "4", "5", "6", "7", "8", "9")
		}, "another survey"},
	}
	for what, loss := range lose {
		t.Run(what, func(t *testing.T) {
			data := t.TempDir()
			duplicate(t, first, data)
			loss.do(t, data)
			stops(t, what, config(data), loss.word)
			stops(t, what+", and there is news", config(data, answers(t, "5", "6", "7", "8")), loss.word)
			if _, err := pipeline.Backup(context.Background(), data, filepath.Join(t.TempDir(), "b.tar"), false); err == nil {
				t.Error("a backup is made of it")
			}
			accepting := config(data, answers(t, "5"))
			accepting.AcceptLoss = true
			s, _ := night(t, accepting)
			lost := slices.ContainsFunc(s.Notes, func(n source.Note) bool { return n.Key == "loss_accepted" })
			counted := slices.ContainsFunc(s.Notes, func(n source.Note) bool { return n.Key == "loss_accepted_responses" && n.Args[0] == 2 })
			if want := what == "the last part is deleted"; lost != want || counted != want {
				t.Errorf("notes %v", s.Notes)
			}
			night(t, config(data))
			night(t, config(data, answers(t, "6")))
		})
	}
}

// TestErasureIsNoLoss: nights after erasures run.
func TestErasureIsNoLoss(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	night(t, config(data, answers(t, "1", "2", "3")))
	forget(t, config(data), 1, pipeline.Forgetting{Keys: []models.Key{{Source: "survey", ID: "2"}}})
	if s, _ := night(t, config(data)); s.Responses != 2 {
		t.Errorf("%d responses", s.Responses)
	}
	stopped := filepath.Join(data, "ledger", "erased.txt")
	if err := os.Remove(stopped); err != nil {
		t.Fatal(err)
	}
	stops(t, "without the erased keys", config(data), "erased.txt")
}

// TestLostIsSetAside: a damaged part that was given up stays beside the ledger, for who
// can mend it, until something is erased, which it may hold.
func TestLostIsSetAside(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	night(t, config(data, answers(t, "1", "2", "3")))
	night(t, config(data, answers(t, "4", "5")))
	parts, err := filepath.Glob(filepath.Join(filepath.Join(data, "ledger"), "part-000002-*"))
	if err != nil || len(parts) != 1 {
		t.Fatalf("%v, %v", parts, err)
	}
	damage(t, parts[0])
	damaged, err := os.ReadFile(parts[0])
	if err != nil {
		t.Fatal(err)
	}
	aside := filepath.Join(filepath.Join(data, "ledger"), ".lost-"+filepath.Base(parts[0]))
	accepting := config(data)
	accepting.AcceptLoss = true
	for _, cfg := range []pipeline.Config{accepting, config(data), config(data, answers(t, "6"))} {
		night(t, cfg)
		if text, err := os.ReadFile(aside); err != nil || !bytes.Equal(text, damaged) {
			t.Fatalf("the damaged part is gone: %v", err)
		}
	}
	forget(t, config(data), 1, pipeline.Forgetting{Keys: []models.Key{{Source: "survey", ID: "2"}}})
	if _, err := os.Stat(aside); err == nil {
		t.Error("what was erased may be in the damaged part still")
	}
}

// TestHarmOfFiles: a quiet night tells of a file that was cut off as it does of what it kept.
func TestHarmOfFiles(t *testing.T) {
	t.Parallel()
	files := []source.FileReport{{}, {Notes: []source.Note{{Key: "source_fillers"}, {Key: "source_cut_off"}}}}
	if got := pipeline.Harm([]source.Note{{Key: "loss_accepted"}, {Key: "themes_too_few"}}, files); len(got) != 2 || got[1].Key != "source_cut_off" {
		t.Errorf("%v", got)
	}
}
