package index_test

import (
	"context"
	"path/filepath"
	"testing"

	"github.com/blevesearch/bleve/v2"

	"stemme/index"
	"stemme/models"
)

// TestBleveReadsTheShards: Bleve itself opens a shard and finds comments by
// class, score, day, touchpoint, unit and theme.
func TestBleveReadsTheShards(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "index")
	day, err := models.ParseDay("2026-03-14")
	if err != nil {
		t.Fatal(err)
	}
	docs := []index.Document{
		{Key: models.Key{Source: "bank", ID: "1"}, Class: models.Detractor, Score: models.ScoreOf(0), Day: day, Touchpoint: "Telefon",
			Unit: "Region Nord/Aarhus", Themes: []string{"t0001", "t0002"}, Language: models.Danish, Comment: "Lang ventetid i telefonen"},
		{Key: models.Key{Source: "bank", ID: "2"}, Class: models.Promoter, Score: models.ScoreOf(10), Day: models.NoDay,
			Unit: "Region Syd", Language: models.Danish, Comment: "Rar og hjælpsom rådgiver"},
	}
	if err := index.Build(context.Background(), dir, docs, index.Config{Workers: 1}); err != nil {
		t.Fatal(err)
	}
	shard, err := bleve.OpenUsing(filepath.Join(dir, "shard-000"), map[string]any{"read_only": true, "bolt_timeout": "2s"})
	if err != nil {
		t.Fatal(err)
	}
	defer shard.Close()
	for field, term := range map[string]string{
		"class": "detractor", "score": "0", "day": "2026-03-14", "month": "2026-03", "touchpoint": "Telefon",
		"unit": "Region Nord", "theme": "t0002", "exact": "ventetid",
	} {
		q := bleve.NewTermQuery(term)
		q.SetField(field)
		found, err := shard.Search(bleve.NewSearchRequest(q))
		if err != nil {
			t.Fatal(err)
		}
		if found.Total != 1 || found.Hits[0].ID != "bank/1" {
			t.Errorf("%s:%s finds %v", field, term, found.Hits)
		}
	}
}
