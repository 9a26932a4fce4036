package index_test

import (
	"context"
	"testing"

	"stemme/index"
	"stemme/models"
	"stemme/stemming"
)

// TestTitleAloneLacksNoTheme: what has a title and no comment is found by its words and is
// none of the comments without a theme, as in the figures.
func TestTitleAloneLacksNoTheme(t *testing.T) {
	docs := []index.Document{
		{Key: models.Key{Source: "s", ID: "1"}, Title: "dårlig service"},
		{Key: models.Key{Source: "s", ID: "2"}, Title: "dårlig service", Comment: "ingen svarede"},
		{Key: models.Key{Source: "s", ID: "3"}, Comment: "lang ventetid", Themes: []string{"t0001"}},
	}
	lexicon := new(stemming.LexiconBuilder)
	for _, d := range docs {
		lexicon.Add(d.Comment)
	}
	dir := t.TempDir()
	if err := index.Build(context.Background(), dir, docs, index.Config{Workers: 1, Lexicon: lexicon.Lexicon(nil), Layers: stemming.DefaultLayers()}); err != nil {
		t.Fatal(err)
	}
	ix, err := index.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer ix.Close()
	for query, want := range map[string]int{"service": 2, "tema:-": 1, "": 3} {
		res, err := ix.Search(context.Background(), index.Request{Query: query, Size: 5, Facets: []string{"theme"}})
		if err != nil || res.Total != want {
			t.Errorf("%q finds %d, want %d (%v)", query, res.Total, want, err)
		}
		for _, v := range res.Facets[0].Values {
			if v.Value == models.NoTheme && v.Total() != 1 {
				t.Errorf("%q: the facet counts %d without a theme", query, v.Total())
			}
		}
	}
}
