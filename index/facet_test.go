package index_test

import (
	"context"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"stemme/index"
	"stemme/models"
)

// TestR17Facets counts again by hand, and wants small groups withheld so that
// nothing gives them away.
func TestR17Facets(t *testing.T) {
	docs := invented(400, 5)
	docs[0].Touchpoint, docs[1].Touchpoint = "sjælden", "sjælden"
	docs[2].Day, docs[3].Score, docs[3].Class = models.NoDay, models.Score{}, models.NoClass
	ix := built(t, docs, 1)
	names := []string{"class", "theme", "touchpoint", "unit", "month", "score", "segment:kundetype"}
	res, err := ix.Search(context.Background(), index.Request{Facets: names})
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]map[string]int{}
	count := func(facet, value string) {
		if want[facet] == nil {
			want[facet] = map[string]int{}
		}
		want[facet][value]++
	}
	for _, d := range docs {
		count("class", d.Class.String())
		count("touchpoint", d.Touchpoint)
		count("score", d.Score.String())
		count("month", d.Day.String()[:min(7, len(d.Day.String()))])
		count("segment:kundetype", d.Segments[0].Value)
		for _, id := range d.Themes {
			count("theme", id)
		}
		if len(d.Themes) == 0 {
			count("theme", "")
		}
		for path := d.Unit; path != "."; path = filepath.Dir(path) {
			count("unit", path)
		}
	}
	for _, f := range res.Facets {
		got := map[string]int{}
		for _, v := range f.Values {
			got[v.Value] = v.Total()
		}
		if diff := cmp.Diff(want[f.Name], got); diff != "" {
			t.Errorf("%s: %s", f.Name, diff)
		}
	}
	res, err = ix.Search(context.Background(), index.Request{Facets: names, MinGroup: 5})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range res.Facets {
		sum := 0
		for _, v := range f.Values {
			if sum += v.Total(); v.Total() < 5 {
				t.Errorf("%s: %s has %d", f.Name, v.Value, v.Total())
			}
		}
		if hidden := res.Total - sum; f.Name != "theme" && f.Name != "unit" && f.Withheld > 0 && (f.Withheld == 1 || hidden < 5) {
			t.Errorf("%s: %d withheld values add up to %d", f.Name, f.Withheld, hidden)
		}
	}
}
