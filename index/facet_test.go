package index_test

import (
	"context"
	"path/filepath"
	"slices"
	"strings"
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
	for i := range docs { // no score is below 3; some mention entries of a lens
		docs[i].Score = models.ScoreOf(3 + i%8)
		if i%3 == 0 {
			docs[i].Themes = append(docs[i].Themes, []string{"linse/en", "linse/to"}[i%2])
		}
	}
	docs[4].Themes = []string{"t0098"}
	for i := range 5 {
		docs[5+i].Themes = []string{"t0099"}
	}
	docs[2].Day, docs[3].Score, docs[3].Class = models.NoDay, models.Score{}, models.NoClass
	ix := built(t, docs, 1)
	names := []string{"class", "theme", "touchpoint", "unit", "month", "score", "segment:kundetype", "lens:linse"}
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
		of := map[string]int{}
		for _, id := range d.Themes {
			facet := map[bool]string{true: "lens:linse", false: "theme"}[strings.HasPrefix(id, "linse/")]
			count(facet, id)
			of[facet]++
		}
		for _, facet := range []string{"theme", "lens:linse"} {
			if of[facet] == 0 {
				count(facet, "")
			}
		}
		for path := d.Unit; path != "."; path = filepath.Dir(path) {
			count("unit", path)
		}
	}
	if len(res.Facets) != len(names) {
		t.Errorf("%d facets, want %d", len(res.Facets), len(names))
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
		if five := slices.ContainsFunc(f.Values, func(v index.FacetValue) bool { return v.Value == "t0099" }); f.Name == "theme" && !five {
			t.Error("a theme of five comments is withheld: themes overlap, and hide no other")
		}
		if hidden := res.Total - sum; f.Name != "theme" && f.Name != "unit" && f.Withheld > 0 && (f.Withheld == 1 || hidden < 5) {
			t.Errorf("%s: %d withheld values add up to %d", f.Name, f.Withheld, hidden)
		}
	}
}
