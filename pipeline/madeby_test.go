package pipeline

import (
	"context"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"stemme/models"
	"stemme/pipeline/demo"
	"stemme/pipeline/edition"
)

type nobody struct{}

func (nobody) Begin(Stage)                      {}
func (nobody) End(Stage, time.Duration, ...any) {}

// TestUpgradeIsTold: an edition of another program is told by both names, with how many responses have
// another primary theme now; one of this program tells nothing.
func TestUpgradeIsTold(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if _, err := demo.Write(context.Background(), dir, demo.Config{Rows: 60, Seed: 1}); err != nil {
		t.Fatal(err)
	}
	cfg := DefaultConfig()
	cfg.Data, cfg.Workers, cfg.Lenses.Use = filepath.Join(dir, "data"), 1, []string{"none"}
	cfg.Sources = []Source{{Name: "survey", Files: []string{filepath.Join(dir, demo.SurveyFile)}}}
	if _, err := Run(context.Background(), cfg, nobody{}); err != nil {
		t.Fatal(err)
	}
	ed, err := edition.Open(cfg.Data, edition.Current)
	if err != nil {
		t.Fatal(err)
	}
	defer ed.Close()
	var made results
	if made.previous.by = madeByOf(ed); len(made.upgradeNotes()) > 0 {
		t.Error("an edition of this program is told as another's")
	}
	ed.Manifest.Program = "v0.1.0"
	made.previous.by = madeByOf(ed)
	for key, theme := range made.previous.by.primary {
		source, id := filepath.Split(key)
		made.responses = append(made.responses, models.Response{Source: filepath.Clean(source), ID: id})
		made.found.Primary = append(made.found.Primary, theme)
	}
	if len(made.responses) < 50 {
		t.Fatalf("%d responses are known of the other program's edition", len(made.responses))
	}
	made.found.Primary[0] = "t9999"
	made.responses, made.found.Primary = append(made.responses, models.Response{Source: "survey", ID: "new"}), append(made.found.Primary, "t9999")
	notes := made.upgradeNotes()
	if len(notes) != 1 || notes[0].Key != "upgraded" || !slices.Equal(notes[0].Args, []any{"v0.1.0", Version(), 1, len(made.responses) - 1}) {
		t.Errorf("notes of an upgrade: %v", notes)
	}
}
