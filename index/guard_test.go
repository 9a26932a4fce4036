package index_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"stemme/index"
	"stemme/models"
)

// TestDamageWhileOpen alters and cuts off the files of an index that is open:
// every search ends with an answer or an error, and the process lives.
func TestDamageWhileOpen(t *testing.T) {
	if dir := os.Getenv("STEMME_TEST_DAMAGE"); dir != "" {
		searchDamaged(t, dir)
		return
	}
	dir := t.TempDir()
	texts := make([]string, 300)
	for i := range texts {
		texts[i] = fmt.Sprint("lang kø i telefonen, nummer ", i, " i rækken og så SUR betjening")
	}
	if err := index.Build(context.Background(), dir, comments(texts...), index.Config{Workers: 2}); err != nil {
		t.Fatal(err)
	}
	for range 3 {
		copied := filepath.Join(t.TempDir(), "index")
		if err := os.CopyFS(copied, os.DirFS(dir)); err != nil {
			t.Fatal(err)
		}
		cmd := exec.Command(os.Args[0], "-test.run=^TestDamageWhileOpen$", "-test.v")
		cmd.Env = append(os.Environ(), "STEMME_TEST_DAMAGE="+copied)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
	}
}

func searchDamaged(t *testing.T, dir string) {
	ix, err := index.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "columns.bin")
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(uint64(os.Getpid()), 0))
	failed := 0
	for i := range 400 {
		f, err := os.OpenFile(path, os.O_WRONLY, 0)
		if err != nil {
			t.Fatal(err)
		}
		if i < 350 {
			_, err = f.WriteAt([]byte{byte(random.Uint32())}, random.Int64N(int64(len(whole))))
		} else {
			err = f.Truncate(int64(len(whole) / (i - 348)))
		}
		if err := errors.Join(err, f.Close()); err != nil {
			t.Fatal(err)
		}
		req := index.Request{Query: "kø betjening", Size: 10, Highlight: true, Facets: []string{"class", "month", "theme"},
			Filter: index.Filter{First: models.NoDay, Last: models.NoDay}}
		if i%2 == 0 {
			req.Query = "telefon~ klasse:detractor"
		}
		if _, err := ix.Search(context.Background(), req); err != nil {
			failed++
		}
	}
	if failed == 0 {
		t.Error("no search met the damage: the test no longer tests")
	}
}
