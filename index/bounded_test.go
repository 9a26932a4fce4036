package index_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"stemme/index"
	"stemme/models"
)

// TestWithin: an index of some units finds, counts and hands out what an index that
// was built of their comments alone does, whatever is asked; the other comments are
// as if they were not there.
func TestWithin(t *testing.T) {
	units := []string{"Region Nord/Aalborg", "Region Nord/Aalborg Øst", "Region Nord", "region nord/aalborg", "Syd/Region Nord/Aalborg", ""}
	texts := []string{"lang ventetid på telefon", "ventetid igen og igen", "venlig betjening i butikken", "gebyret er for højt", "app'en går ned hele tiden"}
	var all, own []index.Document
	seen := func(unit string) bool {
		return unit == "Region Nord/Aalborg" || strings.HasPrefix(unit, "Region Nord/Aalborg/")
	}
	for i := range 120 {
		d := index.Document{Key: models.Key{Source: "s", ID: string(rune('a'+i/26)) + string(rune('a'+i%26))}, Class: models.Classes[i%3], Score: models.ScoreOf(i % 11),
			Day: models.Day(20_000 + i), Unit: units[i%len(units)], Language: models.Danish, Comment: texts[i%len(texts)] + " " + texts[(i/5)%len(texts)]}
		if i%24 == 0 {
			d.Unit = "Region Nord/Aalborg/Kasse 1"
			d.Comment += strings.Repeat(" kvittering", 12)
		}
		all = append(all, d)
		if seen(d.Unit) {
			own = append(own, d)
		}
	}
	whole := built(t, all, 2)
	bounded, alone := whole.Within(seen), built(t, own, 1)
	if bounded.Documents() != alone.Documents() || len(own) == 0 {
		t.Errorf("%d documents, want %d", bounded.Documents(), alone.Documents())
	}
	significant := 0
	open := index.Filter{First: models.NoDay, Last: models.NoDay}
	for _, query := range []string{"", "ventetid", "ventetid telefon", "-ventetid", "vente* OR gebyr~", `unit:"Region Nord"`, `unit:"Syd/Region Nord/Aalborg"`, `afdeling:ingen`, "butikken gebyret app'en",
		"NOT unit:Aalborg", "score:0..3", "klasse:ingen OR ventetid", `unit:"Kasse 1"`} {
		for _, sort := range []index.Sort{index.ByDate, index.ByRelevance} {
			req := index.Request{Query: query, Filter: open, Size: -1, Sort: sort, Highlight: true, Facets: []string{"unit", "class", "month", "score"}}
			got, err := bounded.Search(t.Context(), req)
			if err != nil {
				t.Fatal(err)
			}
			want, err := alone.Search(t.Context(), req)
			if err != nil {
				t.Fatal(err)
			}
			if got.Total != want.Total || got.Classes != want.Classes || !slices.EqualFunc(got.Facets, want.Facets, sameFacet) || !slices.Equal(keysOf(got.Hits), keysOf(want.Hits)) ||
				!slices.Equal(keysOf(got.Near), keysOf(want.Near)) {
				t.Errorf("%q: found %d %v, want %d %v", query, got.Total, keysOf(got.Hits), want.Total, keysOf(want.Hits))
			}
			if len(got.Misses) > 0 {
				t.Errorf("%q: told what other comments have: %v", query, got.Misses)
			}
			a, err := bounded.Significant(t.Context(), req, 9)
			if err != nil {
				t.Fatal(err)
			}
			if b, err := alone.Significant(t.Context(), req, 9); err != nil || !slices.Equal(a, b) {
				t.Errorf("%q: significant %v, want %v, %v", query, a, b, err)
			}
			significant += len(a)
		}
	}
	if significant == 0 {
		t.Error("no word sets a result apart: it is not tried")
	}
	others, err := whole.Within(func(unit string) bool { return !seen(unit) }).Search(t.Context(), index.Request{Filter: open, Facets: []string{"class"}})
	for _, v := range others.Facets[0].Values {
		others.Total -= v.Total()
	}
	if err != nil || others.Total != 0 {
		t.Errorf("of the others %+v, %v", others.Facets, err)
	}
	var fault *index.QueryError
	if _, err := bounded.Search(t.Context(), index.Request{Query: `hvor:"Syd/Region Nord/Aalborg"`}); !errors.As(err, &fault) || fault.Meant != "" {
		t.Errorf("told which field has a value of other comments: %+v", fault)
	}
	if _, err := whole.Search(t.Context(), index.Request{Query: `hvor:"Syd/Region Nord/Aalborg"`}); !errors.As(err, &fault) || fault.Meant == "" {
		t.Errorf("not told which field has a value of all comments: %+v", fault)
	}
	for _, d := range all {
		_, err := bounded.Document(t.Context(), d.Key)
		hits, like := bounded.Similar(t.Context(), d.Key, index.Filter{}, 50)
		if seen(d.Unit) != (err == nil) || seen(d.Unit) != (like == nil) || err != nil && !errors.Is(err, index.ErrUnknownKey) {
			t.Errorf("%s of %q: %v, %v", d.Key, d.Unit, err, like)
		}
		for _, h := range hits {
			if !seen(h.Unit) {
				t.Errorf("like %s: a comment of %q", d.Key, h.Unit)
			}
		}
	}
}

func sameFacet(a, b index.Facet) bool { return a.Name == b.Name && slices.Equal(a.Values, b.Values) }

// keysOf is in the order of keys: which of two words is rarer, and so what comes first,
// is known of all comments.
func keysOf(hits []index.Hit) []string {
	var keys []string
	for _, h := range hits {
		keys = append(keys, h.Key.String())
	}
	slices.Sort(keys)
	return keys
}
