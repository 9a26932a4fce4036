package main

import (
	"context"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"stemme/index"
	"stemme/pipeline/demo"
	"stemme/pipeline/edition"
	"stemme/pipeline/tables"
)

// TestKilledAtAnyMoment kills nights at 30 random moments. After each the
// edition that stands opens whole, and in the end a night succeeds.
func TestKilledAtAnyMoment(t *testing.T) {
	dir := t.TempDir()
	data := filepath.Join(dir, "data")
	for i, name := range []string{"first", "second"} {
		if _, err := demo.Write(context.Background(), filepath.Join(dir, name), demo.Config{Rows: 400 + 400*i, Seed: uint64(i)}); err != nil {
			t.Fatal(err)
		}
	}
	survey := func(name string) string { return filepath.Join(dir, name, demo.SurveyFile) }
	whole := time.Now()
	if out, err := program(t, "run", "--data", data, survey("first")).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	longest := 2 * time.Since(whole)
	draw := rand.New(rand.NewPCG(7, 0))
	killed := 0
	for i := range 30 {
		// Other numbers of themes, so that every night would publish.
		night := program(t, "run", "--data", data, "--seed", []string{"2", "3", "4"}[i%3], survey("second"))
		if err := night.Start(); err != nil {
			t.Fatal(err)
		}
		timer := time.AfterFunc(time.Duration(draw.Int64N(int64(longest))), func() { _ = night.Process.Kill() })
		if err := night.Wait(); err != nil {
			killed++
		}
		timer.Stop()
		opensWhole(t, data)
	}
	if killed < 5 {
		t.Fatalf("only %d of 30 nights were killed: the moments are drawn wrongly", killed)
	}
	if out, err := program(t, "run", "--data", data, survey("second")).CombinedOutput(); err != nil {
		t.Fatalf("the night after: %v\n%s", err, out)
	}
	opensWhole(t, data)
}

// program is this test binary as the program itself.
func program(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	link := filepath.Join(t.TempDir(), "stemme") // testscript goes by the name
	if err := os.Symlink(self, link); err != nil {
		t.Fatal(err)
	}
	return exec.Command(link, args...)
}

// opensWhole reads all of the current edition.
func opensWhole(t *testing.T, data string) {
	t.Helper()
	ed, err := edition.Open(data, edition.Current)
	if err != nil {
		t.Fatal(err)
	}
	defer ed.Close()
	for _, f := range ed.Manifest.Files {
		if filepath.Ext(f.Path) != tables.Extension {
			continue
		}
		if _, err := tables.Read(ed.Path(filepath.FromSlash(f.Path))); err != nil {
			t.Fatal(err)
		}
	}
	ix, err := index.Open(ed.Path(edition.Index))
	if err != nil {
		t.Fatal(err)
	}
	if err := ix.Close(); err != nil {
		t.Fatal(err)
	}
}
