package index_test

import (
	"context"
	"testing"

	"stemme/index"
	"stemme/models"
)

// TestPairs: of comments with both words those come first that have them side by side, in the order
// asked for.
func TestPairs(t *testing.T) {
	docs := []index.Document{
		{Comment: "altid tilfreds med dem i banken, bare ikke billigt"},
		{Comment: "tilfreds, ikke imponeret over svaret fra dem igen"},
		{Comment: "Vi er ikke helt tilfreds med, hvordan det blev klaret i går"},
	}
	for i := range docs {
		docs[i].Key, docs[i].Language = models.Key{Source: "s", ID: string(rune('a' + i))}, models.Danish
	}
	ix := built(t, docs, 1)
	for query, want := range map[string]string{"ikke tilfreds": "c", "tilfreds ikke": "b"} {
		res, err := ix.Search(context.Background(), index.Request{Query: query, Size: 3})
		if err != nil || res.Total != 3 || res.Hits[0].Key.ID != want {
			t.Errorf("%s: %d hits, %v; want %s first of %+v", query, res.Total, err, want, res.Hits)
		}
	}
}
