package index_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"stemme/index"
	"stemme/models"
	"stemme/stemming"
)

// TestRethemed: an index with other themes answers as one built with them, holds the
// words of the first, and is not made of other documents.
func TestRethemed(t *testing.T) {
	ctx, docs := context.Background(), invented(200, 8)
	cfg := index.Config{Workers: 1, Lexicon: lexiconOf(docs), Layers: stemming.DefaultLayers(), ThemeNames: map[string]string{"t0001": "Gebyrer"}}
	from := t.TempDir()
	if err := index.Build(ctx, from, docs, cfg); err != nil {
		t.Fatal(err)
	}
	for i := range docs {
		docs[i].Themes = [][]string{{"t0050"}, {"t0050", "t0051"}, nil}[i%3]
	}
	cfg.ThemeNames = map[string]string{"t0050": "Ventetid", "t0051": "Priser"}
	anew, rethemed := t.TempDir(), filepath.Join(t.TempDir(), "index")
	if err := index.Build(ctx, anew, docs, cfg); err != nil {
		t.Fatal(err)
	}
	if err := index.Rethemed(ctx, from, rethemed, docs, cfg); err != nil {
		t.Fatal(err)
	}
	for _, req := range []index.Request{
		{Query: "tema:ventetid bank", Facets: []string{"theme", "class"}, Size: -1}, {Query: "tema:ingen", Facets: []string{"theme"}, Size: 20}, {Query: "og", Size: 20},
	} {
		if diff := cmp.Diff(found(t, anew, req), found(t, rethemed, req), cmp.AllowUnexported(models.Score{})); diff != "" {
			t.Errorf("%s: %s", req.Query, diff)
		}
	}
	before, err := filepath.Glob(filepath.Join(from, "*"))
	after, fault := filepath.Glob(filepath.Join(rethemed, "*"))
	if err = errors.Join(err, fault); err != nil || len(before) != len(after) {
		t.Errorf("%d files, want %d: %v", len(after), len(before), err)
	}
	other := append(docs[:0:0], docs...)
	other[7].Key.ID += "x"
	for name, docs := range map[string][]index.Document{"fewer": docs[1:], "another id": other} {
		if err := index.Rethemed(ctx, from, filepath.Join(t.TempDir(), "index"), docs, cfg); !errors.Is(err, index.ErrCorrupt) {
			t.Errorf("%s: %v", name, err)
		}
	}
	cancelled, cancel := context.WithCancel(ctx)
	cancel()
	if err := index.Rethemed(cancelled, from, filepath.Join(t.TempDir(), "index"), docs, cfg); !errors.Is(err, context.Canceled) {
		t.Errorf("called off: %v", err)
	}
	if err := index.Rethemed(ctx, t.TempDir(), filepath.Join(t.TempDir(), "index"), docs, cfg); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("of no index: %v", err)
	}
}

// found opens an index, and is what it answers.
func found(t *testing.T, dir string, req index.Request) index.Result {
	t.Helper()
	ix, err := index.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer ix.Close()
	res, err := ix.Search(context.Background(), req)
	if err != nil {
		t.Fatal(err)
	}
	res.Took = 0
	if res.Total == 0 {
		t.Errorf("%s finds nothing", req.Query)
	}
	return res
}
