package index_test

import (
	"context"
	"slices"
	"testing"

	"stemme/index"
	"stemme/models"
)

// TestMisses: a value that no comment has is told with the one that was probably
// meant, and only where nothing was found.
func TestMisses(t *testing.T) {
	docs := []index.Document{
		{Key: models.Key{Source: "s", ID: "1"}, Comment: "lang ventetid", Touchpoint: "Telefon", Unit: "Region Nord/Aarhus", Themes: []string{"t0001"},
			Segments: []models.Segment{{Name: "firma", Value: "Kompagni.dk"}}},
		{Key: models.Key{Source: "s", ID: "2"}, Comment: "pakken kom", Touchpoint: "Web", Themes: []string{"t0002"}},
	}
	dir := t.TempDir()
	if err := index.Build(context.Background(), dir, docs, index.Config{Workers: 1,
		ThemeNames: map[string]string{"t0001": "ventetid, telefon", "t0002": "levering og pakker"}}); err != nil {
		t.Fatal(err)
	}
	ix, err := index.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer ix.Close()
	for query, want := range map[string][]index.Miss{
		"tema:levring":                  {{Field: "tema", Value: "levring", Meant: "levering"}},
		"firma:kompagni":                {{Field: "firma", Value: "kompagni", Meant: "Kompagni.dk"}},
		"kontaktpunkt:telfon":           {{Field: "kontaktpunkt", Value: "telfon", Meant: "Telefon"}},
		"afdeling:arhus ventetid":       {{Field: "afdeling", Value: "arhus", Meant: "Aarhus"}},
		"-(kontaktpunkt:web) xyzzyæø":   nil,
		"kontaktpunkt:web":              nil,
		"(tema:levring ELLER ventetid)": nil,
		"kontaktpunkt:qqqqqqqq":         {{Field: "kontaktpunkt", Value: "qqqqqqqq"}},
	} {
		res, err := ix.Search(context.Background(), index.Request{Query: query, Size: 5, Filter: index.Filter{First: models.NoDay, Last: models.NoDay}})
		if err != nil || !slices.Equal(res.Misses, want) {
			t.Errorf("%s: %v, want %v (%d found, %v)", query, res.Misses, want, res.Total, err)
		}
	}
}
