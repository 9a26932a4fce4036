package pipeline_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"stemme/pipeline"
)

// tree is every file under dir with its content.
func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		text, err := os.ReadFile(path)
		rel, _ := filepath.Rel(dir, path)
		files[filepath.ToSlash(rel)] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// put writes a file that was last changed so long ago.
func put(t *testing.T, path, text string, age time.Duration) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	when := time.Now().Add(-age)
	if err := os.Chtimes(path, when, when); err != nil {
		t.Fatal(err)
	}
}

func content(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestDropFolder: files of a drop folder are moved away once their responses are
// published, under a name of their own, and never before; those that may still be
// written wait; those that a crash left change nothing.
func TestDropFolder(t *testing.T) {
	t.Parallel()
	in, data := t.TempDir(), t.TempDir()
	cfg := config(data)
	cfg.Sources = []pipeline.Source{{Name: "survey", Drop: in}}
	first, second := content(t, answers(t, "1", "2", "3")), content(t, answers(t, "4", "5"))
	put(t, filepath.Join(in, "a.csv"), first, time.Hour)
	put(t, filepath.Join(in, "b.csv"), "hverken det ene\neller det andet", time.Hour)
	stops(t, "a file that cannot be read", cfg, "b.csv")
	stops(t, "a file that cannot be read, with what to do", cfg, "move it out")
	if files := tree(t, in); len(files) != 2 || files["a.csv"] != first {
		t.Fatalf("a night that failed moved files: %v", files)
	}
	if err := os.Remove(filepath.Join(in, "b.csv")); err != nil {
		t.Fatal(err)
	}
	put(t, filepath.Join(in, "c.csv"), second, time.Second)
	put(t, filepath.Join(in, "d.csv.part"), second, time.Hour)
	s, want := night(t, cfg)
	files := tree(t, in)
	if len(files) != 3 || files["done/a.csv"] != first || files["c.csv"] != second || s.Responses != 3 || !said(s, "drop_waiting") {
		t.Fatalf("%v, %d responses, %v", files, s.Responses, s.Notes)
	}
	put(t, filepath.Join(in, "a.csv"), first, time.Hour) // as a crash before the move leaves it
	if s, got := night(t, cfg); !s.Unchanged || got.Edition != want.Edition {
		t.Errorf("a file that was read before makes %s of %s", got.Edition, want.Edition)
	}
	if err := os.Link(filepath.Join(in, "done", "a.csv"), filepath.Join(in, "a.csv")); err != nil { // and one within it
		t.Skip("no links here:", err)
	}
	put(t, filepath.Join(in, "c.csv"), second, time.Hour)
	if s, _ := night(t, cfg); s.Responses != 5 {
		t.Errorf("%d responses", s.Responses)
	}
	files = tree(t, in)
	if len(files) != 4 || files["done/a.csv"] != first || files["done/a (2).csv"] != first || files["done/c.csv"] != second {
		t.Errorf("%v", files)
	}
	for range 2 {
		put(t, filepath.Join(in, "b.csv.gz"), first, time.Hour) // by what is in it, not by what it is called
		night(t, cfg)
	}
	if files = tree(t, in); files["done/b.csv.gz"] != first || files["done/b (2).csv.gz"] != first {
		t.Errorf("%v", files)
	}
	if s, _ := night(t, cfg); !s.Unchanged || !said(s, "source_no_news") {
		t.Errorf("an empty folder: %v", s.Notes)
	}
	cfg.Sources[0].Expect = "required"
	stops(t, "an empty folder where a delivery is required", cfg, in)
}

// TestDropFolderNotMoved: where a file cannot be moved the edition stands, and the
// run says so.
func TestDropFolderNotMoved(t *testing.T) {
	t.Parallel()
	in, data := t.TempDir(), t.TempDir()
	put(t, filepath.Join(in, "a.csv"), content(t, answers(t, "1", "2")), time.Hour)
	blocked := filepath.Join(t.TempDir(), "file")
	put(t, blocked, "no folder", time.Hour)
	cfg := config(data)
	cfg.Sources = []pipeline.Source{{Name: "survey", Drop: in, Done: filepath.Join(blocked, "within")}}
	_, err := pipeline.Run(context.Background(), cfg, silent{})
	if err == nil || !strings.Contains(err.Error(), "a.csv") || len(tree(t, in)) != 1 {
		t.Errorf("%v, %v", err, tree(t, in))
	}
	if list, _ := pipeline.History(data); len(list) != 1 || list[0].Edition == "" {
		t.Errorf("the night is not remembered with its edition: %+v", list)
	}
}

// TestDropFolderUnreachable: where nothing can be said of the name that a file is to
// have, the run says so and ends.
func TestDropFolderUnreachable(t *testing.T) {
	t.Parallel()
	in, done := t.TempDir(), t.TempDir()
	for len(done) < 4000-100 { // no path is longer than 4,096 bytes on Linux
		done = filepath.Join(done, strings.Repeat("d", 100))
	}
	put(t, filepath.Join(in, strings.Repeat("a", 200)+".csv"), content(t, answers(t, "1", "2")), time.Hour)
	cfg := config(t.TempDir())
	cfg.Sources = []pipeline.Source{{Name: "survey", Drop: in, Done: done}}
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	ended := make(chan error, 1)
	go func() { _, err := pipeline.Run(ctx, cfg, silent{}); ended <- err }()
	select {
	case err := <-ended:
		if runtime.GOOS == "linux" && err == nil || len(tree(t, in)) != 1 && err != nil {
			t.Errorf("%v, %v", err, tree(t, in))
		}
	case <-ctx.Done():
		t.Fatal("the run does not end")
	}
}

// TestRehearsal: what a dry run says is what the night then does, and it writes
// nothing at all; from a file, from a drop folder, and from standard input, packed
// or not.
func TestRehearsal(t *testing.T) {
	t.Parallel()
	in, data := t.TempDir(), t.TempDir()
	put(t, filepath.Join(in, "a.csv"), content(t, answers(t, "1", "2", "3")), time.Hour)
	dropped := config(filepath.Join(data, "none"))
	dropped.Sources = []pipeline.Source{{Name: "survey", Drop: in}}
	before := tree(t, in)
	if r, err := pipeline.Rehearse(context.Background(), dropped, silent{}); err != nil || r.Accepted.New != 3 || len(tree(t, data)) != 0 || !sameTree(before, tree(t, in)) {
		t.Fatalf("%v, %+v, %v", err, r.Accepted, tree(t, data))
	}
	dropped.Data = data
	_, want := night(t, dropped)
	text := strings.Replace(content(t, answers(t, "2", "3", "4")), "nummer 3", "nummer 33", 1)
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	z.Write([]byte(text))
	z.Close()
	before = tree(t, data)
	for name, given := range map[string]string{"plain": text, "gzip": packed.String()} {
		piped := config(data, "-")
		piped.Stdin = strings.NewReader(given)
		r, err := pipeline.Rehearse(context.Background(), piped, silent{})
		if err != nil || r.Accepted.New != 1 || r.Accepted.Replaced != 1 || r.Accepted.Unchanged != 1 {
			t.Errorf("%s: %v, %+v", name, err, r.Accepted)
		}
	}
	if !sameTree(before, tree(t, data)) {
		t.Error("a dry run has written")
	}
	turned := config(data, "-")
	turned.Stdin = strings.NewReader(strings.ReplaceAll(text, "kommentar", "bemærkning om noget"))
	if _, err := pipeline.Rehearse(context.Background(), turned, silent{}); err == nil || !sameTree(before, tree(t, data)) {
		t.Errorf("a delivery that the night refuses: %v", err)
	}
	piped := config(data, "-")
	piped.Stdin = bytes.NewReader(packed.Bytes())
	if s, got := night(t, piped); s.Accepted.New != 1 || s.Accepted.Replaced != 1 || got.Edition == want.Edition {
		t.Errorf("the night did otherwise: %+v", s.Accepted)
	}
	empty := config(data, "-")
	empty.Stdin = strings.NewReader("")
	if s, _ := night(t, empty); !s.Unchanged || !said(s, "source_no_news") {
		t.Errorf("nothing piped in: %v", s.Notes)
	}
}

func sameTree(a, b map[string]string) bool {
	keys := func(m map[string]string) (all []string) {
		for name, text := range m {
			all = append(all, name+"\x00"+text)
		}
		slices.Sort(all)
		return all
	}
	return slices.Equal(keys(a), keys(b))
}
