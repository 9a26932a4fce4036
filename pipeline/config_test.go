package pipeline_test

import (
	"os"
	"path/filepath"
	"testing"

	"stemme/models"
	"stemme/pipeline"
	"stemme/pipeline/edition"
)

// TestFilesOfTheConfiguration: a dictionary and word vectors are part of what an
// edition is made with, by their content and not by their name, and explain knows
// whether they are still the same.
func TestFilesOfTheConfiguration(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	file := survey(t, 200, 4)
	plain := config(t.TempDir(), file)
	_, bare := night(t, plain)
	for name, set := range map[string]struct {
		field func(*pipeline.Config) *string
		text  [2]string
	}{
		"dictionary": {func(c *pipeline.Config) *string { return &c.Dictionary }, [2]string{"rådgiver\ntelefon\n", "rådgiver\ntelefon\nkø\n"}},
		"vectors":    {func(c *pipeline.Config) *string { return &c.Themes.Vectors }, [2]string{"telefon 1 0\nfilial 0 1\n", "telefon 1 0\nfilial 1 1\n"}},
	} {
		cfg := config(t.TempDir(), file)
		*set.field(&cfg) = write(name, set.text[0])
		_, made := night(t, cfg)
		if made.Inputs["config"] == bare.Inputs["config"] {
			t.Errorf("%s: the edition does not tell it from none", name)
		}
		ed, err := edition.Open(cfg.Data, edition.Current)
		if err != nil {
			t.Fatal(err)
		}
		defer ed.Close()
		other := func(want bool, what string) {
			t.Helper()
			e, err := pipeline.Explain(ed, cfg, models.Analysts, "nps", map[string]string{"dimension": "all"})
			if err != nil {
				t.Fatal(err)
			}
			if e.OtherSetup != want {
				t.Errorf("%s, %s: another configuration is %v", name, what, e.OtherSetup)
			}
		}
		other(false, "the same")
		*set.field(&cfg) = write(name+"-moved", set.text[0])
		other(false, "under another name")
		*set.field(&cfg) = write(name, set.text[1])
		other(true, "changed")
	}
}
