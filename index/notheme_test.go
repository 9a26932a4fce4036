package index_test

import (
	"context"
	"testing"

	"stemme/index"
	"stemme/models"
)

// TestTitleAloneLacksNoTheme: what has a title and no comment is found by its words and is
// none of the comments without a theme, as in the figures.
func TestTitleAloneLacksNoTheme(t *testing.T) {
	docs := []index.Document{
		{Key: models.Key{Source: "s", ID: "1"}, Title: "dårlig service"},
		{Key: models.Key{Source: "s", ID: "2"}, Title: "dårlig service", Comment: "ingen svarede"},
		{Key: models.Key{Source: "s", ID: "3"}, Comment: "lang ventetid", Themes: []string{"t0001"}},
	}
	ix := built(t, docs, 1)
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
