package index_test

import (
	"context"
	"testing"

	"stemme/index"
	"stemme/models"
	"stemme/stemming"
)

// TestThemesByName: a theme is found by its id or name, else by a word of its name, else by
// how one begins; a top theme finds what speaks of those under it, and what has none is
// asked for as it is shown.
func TestThemesByName(t *testing.T) {
	docs := []index.Document{
		{Key: models.Key{Source: "s", ID: "1"}, Comment: "lang kø", Themes: []string{"t0001"}},
		{Key: models.Key{Source: "s", ID: "2"}, Comment: "fortrød mit køb", Themes: []string{"formaal/koeb"}},
		{Key: models.Key{Source: "s", ID: "3"}, Comment: "kassen var lukket", Themes: []string{"t0002"}},
		{Key: models.Key{Source: "s", ID: "4"}, Comment: "god dag"},
	}
	dir := t.TempDir()
	if err := index.Build(context.Background(), dir, docs, index.Config{Workers: 1, Lexicon: lexiconOf(docs), Layers: stemming.DefaultLayers(),
		ThemeNames: map[string]string{"t0001": "lang kø", "t0002": "lukket kasse", "t0009": "kasse og kø", "formaal/koeb": "Køb, ordre/aftale"},
		TopThemes:  map[string]string{"t0001": "t0009", "t0002": "t0009"}}); err != nil {
		t.Fatal(err)
	}
	ix, err := index.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer ix.Close()
	for asked, want := range map[string]int{"kø": 2, "KØB": 1, "k*": 3, "k": 3, "lang kø": 1, "ordre": 1, "t0009": 2, "T0002": 1, "kasse og kø": 2, "t0000": 2, "uden tema": 2, "": 2, "bil": 0} {
		res, err := ix.Search(context.Background(), index.Request{Filter: index.Filter{Themes: []string{asked}}})
		if err != nil || res.Total != want {
			t.Errorf("%q finds %d, want %d (%v)", asked, res.Total, want, err)
		}
	}
}
