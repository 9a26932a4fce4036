package index_test

import (
	"context"
	"path/filepath"
	"strings"
	"testing"

	"github.com/blevesearch/bleve/v2"

	"stemme/index"
	"stemme/models"
)

// TestBleveReadsTheShards: Bleve itself opens a shard and finds comments by
// their words.
func TestBleveReadsTheShards(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "index")
	docs := []index.Document{
		{Key: models.Key{Source: "bank", ID: "1"}, Day: models.NoDay, Language: models.Danish, Comment: "Lang ventetid i telefonen"},
		{Key: models.Key{Source: "bank", ID: "2"}, Day: models.NoDay, Language: models.Danish, Comment: "Rar og hjælpsom rådgiver"},
	}
	if err := index.Build(context.Background(), dir, docs, index.Config{Workers: 1}); err != nil {
		t.Fatal(err)
	}
	shard, err := bleve.OpenUsing(filepath.Join(dir, "shard-000"), map[string]any{"read_only": true, "bolt_timeout": "2s"})
	if err != nil {
		t.Fatal(err)
	}
	defer shard.Close()
	for word, id := range map[string]string{"exact:ventetid": "bank/1", "text:telefon": "bank/1", "folded:raadgiver": "bank/2"} {
		field, term, _ := strings.Cut(word, ":")
		q := bleve.NewTermQuery(term)
		q.SetField(field)
		found, err := shard.Search(bleve.NewSearchRequest(q))
		if err != nil {
			t.Fatal(err)
		}
		if found.Total != 1 || found.Hits[0].ID != id {
			t.Errorf("%s finds %v", word, found.Hits)
		}
	}
}
