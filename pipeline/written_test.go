package pipeline_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"stemme/pipeline"
	"stemme/pipeline/codebook"
)

// TestWrittenIsNotLostInSilence: a night that does not find what the last one was made by
// stops, as do the checks; it goes on once the file is there again, or is given up.
func TestWrittenIsNotLostInSilence(t *testing.T) {
	t.Parallel()
	ctx, data := context.Background(), t.TempDir()
	cfg := config(data, survey(t, 200, 5))
	texts := map[string]string{
		filepath.Join(data, codebook.PlaybookName):   "opt_out:\n  segment:\n    by: [Odense]\n",
		filepath.Join(data, codebook.KPIsName):       "# ingen endnu\n",
		filepath.Join(data, "lenses", "farver.yaml"): "lens: farver\nname: Farver\nentries:\n  - {id: roed, name: Rød, match: [rød]}\n",
	}
	put := func(path string) error {
		return errors.Join(os.MkdirAll(filepath.Dir(path), 0o700), os.WriteFile(path, []byte(texts[path]), 0o600))
	}
	for path := range texts {
		if err := put(path); err != nil {
			t.Fatal(err)
		}
	}
	_, made := night(t, cfg)
	for path := range texts {
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
		stops(t, path, cfg, "--accept-loss")
		if _, err := pipeline.Rehearse(ctx, cfg, silent{}); err == nil {
			t.Errorf("%s: a rehearsal says nothing", path)
		}
		if _, err := pipeline.Gaps(cfg); err == nil {
			t.Errorf("%s: valid", path)
		}
		if v, err := pipeline.Verify(ctx, cfg, false, silent{}); err != nil || v.Whole {
			t.Errorf("%s: verified as whole, %v", path, err)
		}
		if err := put(path); err != nil {
			t.Fatal(err)
		}
	}
	if s, m := night(t, cfg); !s.Unchanged || m.Edition != made.Edition {
		t.Error("with all in its place it is another edition")
	}
	for path := range texts {
		os.Remove(path)
	}
	cfg.AcceptLoss = true
	if s, _ := night(t, cfg); len(pipeline.Harm(s.Notes, nil)) != len(texts) {
		t.Errorf("accepted: %v", s.Notes)
	}
	cfg.AcceptLoss = false
	night(t, cfg)
}

// TestNamedMustBeThere: what the configuration names is there, or the night says what to do.
func TestNamedMustBeThere(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	for key, set := range map[string]func(*pipeline.Config, string){
		"playbook":      func(c *pipeline.Config, path string) { c.Playbook = path },
		"kpis":          func(c *pipeline.Config, path string) { c.KPIs = path },
		"initiatives":   func(c *pipeline.Config, path string) { c.Initiatives = path },
		"lenses.folder": func(c *pipeline.Config, path string) { c.Lenses.Folder = path },
		"themes.edits":  func(c *pipeline.Config, path string) { c.Themes.Edits = path },
	} {
		cfg := config(data, survey(t, 20, 5))
		set(&cfg, filepath.Join(data, "mnt", "fil"))
		stops(t, key, cfg, key+":")
		if _, err := pipeline.Gaps(cfg); err == nil {
			t.Errorf("%s: valid", key)
		}
	}
}
