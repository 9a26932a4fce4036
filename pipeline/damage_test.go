package pipeline_test

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"stemme/pipeline"
	"stemme/pipeline/edition"
	"stemme/pipeline/source"
)

// damage flips one bit of the file at path.
func damage(t testing.TB, path string) {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if len(text) == 0 {
		text = []byte{1}
	} else {
		text[len(text)/2] ^= 0x04
	}
	if err := os.WriteFile(path, text, 0o600); err != nil {
		t.Fatal(err)
	}
}

// said tells whether a night said key.
func said(s pipeline.Summary, key string) bool {
	return slices.ContainsFunc(s.Notes, func(n source.Note) bool { return string(n.Key) == key })
}

// currentDir is the folder of the current edition.
func currentDir(t testing.TB, data string) string {
	t.Helper()
	dir, err := filepath.EvalSymlinks(filepath.Join(data, edition.Current))
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// TestDamagedEditionBlocksNoNight damages every file of the current edition in
// turn: no reader opens it, and the next night says so and publishes the same
// tables again from the ledger and the newest whole edition.
func TestDamagedEditionBlocksNoNight(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	night(t, config(data, survey(t, 150, 11)))
	second := config(data, answers(t, "1", "2", "3"))
	second.Sources[0].Name = "svar" // of another layout, and so another source
	_, want := night(t, second)
	dir := currentDir(t, data)
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		before, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		damage(t, path)
		if ed, err := edition.Open(data, edition.Current); err == nil {
			ed.Close()
			t.Errorf("%s: opens though it is damaged", path)
		}
		return os.WriteFile(path, before, 0o600)
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"tables/nps.parquet", "model/theme_model.parquet", "index/columns.bin", "manifest.json"} {
		damage(t, filepath.Join(currentDir(t, data), path))
		s, got := night(t, config(data))
		if !said(s, "edition_passed") || s.Unchanged {
			t.Errorf("%s: notes %v, unchanged %v", path, s.Notes, s.Unchanged)
		}
		for _, table := range []string{"tables/themes.parquet", "tables/responses.parquet", "tables/mentions.parquet"} {
			if hashOf(got, table) != hashOf(want, table) {
				t.Errorf("%s: %s differs", path, table)
			}
		}
	}
}

func hashOf(m edition.Manifest, path string) string {
	for _, f := range m.Files {
		if f.Path == path {
			return f.SHA256
		}
	}
	return ""
}

// TestWithoutTheLink: a data folder that was copied without links, or with what
// they point to, keeps the identity of its themes, and the next night mends it.
func TestWithoutTheLink(t *testing.T) {
	t.Parallel()
	sound := t.TempDir()
	_, want := night(t, config(sound, survey(t, 150, 12)))
	for what, unlink := range map[string]func(t *testing.T, current, target string){
		"no link": func(t *testing.T, current, _ string) { os.Remove(current) },
		"a folder": func(t *testing.T, current, target string) {
			os.Remove(current)
			if err := os.CopyFS(current, os.DirFS(target)); err != nil {
				t.Fatal(err)
			}
		},
		"a link to nothing": func(t *testing.T, current, _ string) {
			os.Remove(current)
			os.Symlink("editions/000009-00000000", current)
		},
	} {
		data := filepath.Join(t.TempDir(), "data")
		if err := os.CopyFS(data, os.DirFS(sound)); err != nil {
			t.Fatal(err)
		}
		unlink(t, filepath.Join(data, edition.Current), currentDir(t, data))
		s, got := night(t, config(data))
		if d := differing(want, got); len(d) > 0 || got.Edition != want.Edition && what != "a link to nothing" {
			t.Errorf("%s: edition %s after %s, %v differ", what, got.Edition, want.Edition, d)
		}
		if text, err := os.ReadFile(filepath.Join(data, edition.Current, "manifest.json")); err != nil || !bytes.Contains(text, []byte(s.Edition)) {
			t.Errorf("%s: the link is not mended: %v", what, err)
		}
	}
	data := t.TempDir()
	night(t, config(data, answers(t, "1")))
	current := filepath.Join(data, edition.Current)
	os.Remove(current)
	if err := os.WriteFile(current, []byte("mit eget"), 0o600); err != nil {
		t.Fatal(err)
	}
	stops(t, "a file of the user's", config(data), "current")
}
