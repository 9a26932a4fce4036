package index_test

import (
	"cmp"
	"context"
	"encoding/base64"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"stemme/index"
	"stemme/models"
)

// hitsOf are the keys of a request's hits, in their order.
func hitsOf(t *testing.T, ix *index.Index, req index.Request) (keys []models.Key, last string) {
	t.Helper()
	res, err := ix.Search(context.Background(), req)
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range res.Hits {
		keys, last = append(keys, h.Key), h.Cursor
	}
	return keys, last
}

// few are documents of which some have no day, no score, or the same of both.
func few(n int) []index.Document {
	docs := invented(n, 11)
	rng := rand.New(rand.NewPCG(4, 4))
	for i := range docs {
		docs[i].Day = models.Day(18000 + rng.IntN(40))
		switch i % 17 {
		case 3:
			docs[i].Day = models.NoDay
		case 5:
			docs[i].Score, docs[i].Class = models.Score{}, models.NoClass
		}
	}
	return docs
}

// TestFirstOfAll: the first few hits, those behind some, and those behind a hit are a
// piece of all hits; the order by day and by score is that of sorting the documents.
func TestFirstOfAll(t *testing.T) {
	docs := few(150)
	ix := built(t, docs, 1)
	for name, req := range map[string]index.Request{
		"relevance": {Query: "bank OR pris OR og"}, "rising relevance": {Query: "bank OR pris OR og", Rising: true}, "none": {},
		"day": {Sort: index.ByDate}, "rising day": {Sort: index.ByDate, Rising: true},
		"score": {Sort: index.ByScore}, "rising score": {Sort: index.ByScore, Rising: true},
	} {
		req.Size = -1
		all, _ := hitsOf(t, ix, req)
		if len(all) < 20 {
			t.Fatalf("%s: %d hits", name, len(all))
		}
		if req.Sort != index.ByRelevance && !slices.Equal(all, sorted(docs, req)) {
			t.Errorf("%s: not in the order of the documents", name)
		}
		for from := range 12 {
			for size := range 12 {
				req.From, req.Size = from, size
				if got, _ := hitsOf(t, ix, req); !slices.Equal(got, all[from:from+size]) {
					t.Fatalf("%s: %d behind %d are not those of all", name, size, from)
				}
			}
		}
		req.From, req.Size = 0, 1
		for i := range all {
			got, cursor := hitsOf(t, ix, req)
			if len(got) != 1 || got[0] != all[i] {
				t.Fatalf("%s: hit %d behind the one before is %v, want %v", name, i, got, all[i])
			}
			req.After = cursor
		}
		if got, _ := hitsOf(t, ix, req); len(got) > 0 {
			t.Errorf("%s: %v lies behind the last", name, got)
		}
	}
}

// sorted is the keys in the order that a request by day or score asks for: what has
// none comes last, and equals are in the order of their keys.
func sorted(docs []index.Document, req index.Request) (keys []models.Key) {
	value := func(d *index.Document) float64 {
		v := math.Inf(-1)
		if req.Sort == index.ByDate && d.Day != models.NoDay {
			v = float64(d.Day)
		}
		if score, ok := d.Score.Value(); req.Sort == index.ByScore && ok {
			v = float64(score)
		}
		if req.Rising && !math.IsInf(v, -1) {
			v = -v
		}
		return v
	}
	list := slices.Clone(docs)
	slices.SortFunc(list, func(a, b index.Document) int {
		return cmp.Or(cmp.Compare(value(&b), value(&a)), a.Key.Compare(b.Key))
	})
	for i := range list {
		keys = append(keys, list[i].Key)
	}
	return keys
}

// TestGoneCursor: what lies behind a hit that is no longer there is what lay behind it.
func TestGoneCursor(t *testing.T) {
	docs := few(60)
	ix := built(t, docs, 1)
	for _, sort := range []index.Sort{index.ByDate, index.ByRelevance} { // without a query all rank alike
		all, _ := hitsOf(t, ix, index.Request{Sort: sort, Size: -1})
		_, cursor := hitsOf(t, ix, index.Request{Sort: sort, Size: 10})
		gone := slices.DeleteFunc(slices.Clone(docs), func(d index.Document) bool { return d.Key == all[9] })
		if got, _ := hitsOf(t, built(t, gone, 1), index.Request{Sort: sort, Size: -1, After: cursor}); !slices.Equal(got, all[10:]) {
			t.Errorf("%v: %d hits lie behind the one that is gone, want %d", sort, len(got), len(all)-10)
		}
	}
}

// TestWrongCursors: a text that no hit has as its cursor is refused.
func TestWrongCursors(t *testing.T) {
	ix := built(t, few(20), 1)
	for _, plain := range []string{`{}`, `[1,"a"]`, `[1,"a","b","c"]`, `["x","a","b"]`, `[1,2,"b"]`, `[1,"a",2]`, ``} {
		after := base64.RawURLEncoding.EncodeToString([]byte(plain)) + map[bool]string{true: "!"}[plain == ""]
		if _, err := ix.Search(context.Background(), index.Request{After: after}); err == nil {
			t.Errorf("%s is taken for a cursor", plain)
		}
	}
	if _, err := ix.Search(context.Background(), index.Request{After: base64.RawURLEncoding.EncodeToString([]byte(`[1,"a","b"]`))}); err != nil {
		t.Errorf("a cursor behind a hit of another edition is refused: %v", err)
	}
}

// TestBM25 works out by hand what a word adds to each comment: Robertson and Zaragoza
// (2009), k1 1.2, b 0.75, lengths in words.
func TestBM25(t *testing.T) {
	texts := []string{"gebyr", "gebyr gebyr kort", "gebyr på mit nye kort igen", "intet andet her", "heller intet", "slet intet"}
	var docs []index.Document
	words := 0
	for i, text := range texts {
		docs = append(docs, index.Document{Key: models.Key{Source: "s", ID: fmt.Sprint(i)}, Language: models.Danish, Comment: text})
		words += len(strings.Fields(text))
	}
	res, err := built(t, docs, 1).Search(context.Background(), index.Request{Query: "gebyr", Size: -1})
	if err != nil || len(res.Hits) != 3 {
		t.Fatalf("%d hits, %v", len(res.Hits), err)
	}
	mean, idf := float64(words)/6, math.Log(1+(6-3+0.5)/(3+0.5))
	for _, h := range res.Hits {
		times, length := float64(strings.Count(h.Comment, "gebyr")), float64(len(strings.Fields(h.Comment)))
		if want := idf * times * 2.2 / (times + 1.2*(0.25+0.75*length/mean)); math.Abs(h.Rank-want) > 1e-12 {
			t.Errorf("%s: rank %v, want %v", h.Key.ID, h.Rank, want)
		}
	}
}

// TestFacetsInOrder: scores and months come in their own order, also where some are
// withheld, and the values withheld are counted.
func TestFacetsInOrder(t *testing.T) {
	docs := few(300)
	ix := built(t, docs, 1)
	names := []string{"score", "month", "touchpoint", "theme"}
	open, err := ix.Search(context.Background(), index.Request{Facets: names, Filter: index.Filter{Classes: []models.Class{models.Passive, models.Detractor}}})
	if err != nil {
		t.Fatal(err)
	}
	shut, err := ix.Search(context.Background(), index.Request{Facets: names, MinGroup: 18, Filter: index.Filter{Classes: []models.Class{models.Passive, models.Detractor}}})
	if err != nil {
		t.Fatal(err)
	}
	withheld := 0
	for i, f := range shut.Facets {
		total := len(open.Facets[i].Values)
		withheld += f.Withheld
		if len(f.Values)+f.Withheld != total || open.Facets[i].Withheld != 0 {
			t.Errorf("%s: %d values and %d withheld, want %d", f.Name, len(f.Values), f.Withheld, total)
		}
	}
	if withheld == 0 {
		t.Error("nothing is withheld: the test no longer tests")
	}
}

// TestFacetOrderWithheld: where values are withheld, the rest comes in the same order:
// scores by number, units and touchpoints by size.
func TestFacetOrderWithheld(t *testing.T) {
	docs := few(200)
	for i := range docs[:40] {
		docs[i].Themes = nil
	}
	docs[0].Touchpoint, docs[1].Unit = "alene", "Alene/Her"
	res, err := built(t, docs, 1).Search(context.Background(), index.Request{Facets: []string{"score", "touchpoint", "unit", "theme"}, MinGroup: 5})
	if err != nil {
		t.Fatal(err)
	}
	values := map[string][]string{}
	counts := map[string]int{}
	for _, f := range res.Facets {
		for _, v := range f.Values {
			values[f.Name] = append(values[f.Name], v.Value)
			counts[f.Name+v.Value] = v.Total()
		}
	}
	if got, want := strings.Join(values["score"], " "), " 0 1 2 3 4 5 6 7 8 9 10"; got != want {
		t.Errorf("scores are %q, want %q", got, want)
	}
	larger := func(facet string) func(a, b string) int {
		return func(a, b string) int {
			return cmp.Or(cmp.Compare(counts[facet+b], counts[facet+a]), strings.Compare(a, b))
		}
	}
	if !slices.IsSortedFunc(values["touchpoint"], larger("touchpoint")) || !slices.IsSortedFunc(values["unit"], larger("unit")) ||
		slices.Contains(values["unit"], "Alene") || slices.Contains(values["touchpoint"], "alene") {
		t.Errorf("%q and %q", values["touchpoint"], values["unit"])
	}
	if n := counts["theme"]; n != 40 {
		t.Errorf("%d comments have no theme, want 40", n)
	}
	whole := 0
	for _, v := range values["unit"] {
		if !strings.Contains(v, "/") {
			whole += counts["unit"+v]
		}
	}
	if whole >= 200-1 || whole < 100 { // the lone one hides another beside it
		t.Errorf("units of the first level add up to %d of 200", whole)
	}
}

// TestBoundsOfFilters: bounds of scores and days are counted in, and may be open.
func TestBoundsOfFilters(t *testing.T) {
	docs := few(120)
	ix := built(t, docs, 1)
	three, seven := 3, 7
	for name, c := range map[string]struct {
		filter index.Filter
		holds  func(score, day int, scored, dated bool) bool
	}{
		"from 3":          {index.Filter{ScoreLow: &three}, func(s, _ int, scored, _ bool) bool { return scored && s >= 3 }},
		"to 7":            {index.Filter{ScoreHigh: &seven}, func(s, _ int, scored, _ bool) bool { return scored && s <= 7 }},
		"from 3 to 7":     {index.Filter{ScoreLow: &three, ScoreHigh: &seven}, func(s, _ int, scored, _ bool) bool { return scored && s >= 3 && s <= 7 }},
		"from day 10":     {index.Filter{First: 18010, Last: models.NoDay}, func(_, d int, _, dated bool) bool { return dated && d >= 18010 }},
		"from day 10, 0":  {index.Filter{First: 18010}, func(_, d int, _, dated bool) bool { return dated && d >= 18010 }},
		"to day 20":       {index.Filter{First: models.NoDay, Last: 18020}, func(_, d int, _, dated bool) bool { return dated && d <= 18020 }},
		"from 10 to 20":   {index.Filter{First: 18010, Last: 18020}, func(_, d int, _, dated bool) bool { return dated && d >= 18010 && d <= 18020 }},
		"of day 10 alone": {index.Filter{First: 18010, Last: 18010}, func(_, d int, _, dated bool) bool { return dated && d == 18010 }},
		"open":            {index.Filter{First: models.NoDay, Last: models.NoDay}, func(int, int, bool, bool) bool { return true }},
	} {
		want := 0
		for _, d := range docs {
			score, scored := d.Score.Value()
			if c.holds(score, int(d.Day), scored, d.Day != models.NoDay) {
				want++
			}
		}
		got, _ := hitsOf(t, ix, index.Request{Filter: c.filter, Size: -1})
		if want == 0 || len(got) != want {
			t.Errorf("%s: %d hits, want %d", name, len(got), want)
		}
	}
}

// TestSignificance works out by hand how surely a word is more of what a query finds:
// Monroe, Colaresi and Quinn (2008), the prior 500 words of the usual mix.
func TestSignificance(t *testing.T) {
	var docs []index.Document
	add := func(n int, class models.Class, text string) {
		for range n {
			docs = append(docs, index.Document{Key: models.Key{Source: "s", ID: fmt.Sprintf("%04d", len(docs))}, Language: models.Danish, Class: class, Comment: text})
		}
	}
	add(30, models.Detractor, "gebyr gebyr telefon")
	add(10, models.Detractor, "butik")
	add(5, models.Promoter, "gebyr butik butik")
	add(60, models.Promoter, "telefon butik")
	ix := built(t, docs, 1)
	terms, err := ix.Significant(context.Background(), index.Request{Query: "klasse:detractor"}, 5)
	if err != nil || len(terms) != 1 {
		t.Fatalf("%+v, %v", terms, err)
	}
	for fewest, want := range map[int]int{30: 1, 31: 0} {
		if got, err := ix.Significant(context.Background(), index.Request{Query: "klasse:detractor", MinGroup: fewest}, 5); err != nil || len(got) != want {
			t.Errorf("where at least %d comments hold it: %+v, %v", fewest, got, err)
		}
	}
	inside, all, a, b := 100.0, 100.0+15+120, 60.0, 5.0
	prior := (a + b) / all * 500
	odds := func(times, words float64) float64 { return math.Log((times + prior) / (words + 500 - times - prior)) }
	want := index.Term{Written: "gebyr", Rows: 30, Share: 30.0 / 40, Rest: 5.0 / 65,
		Z: (odds(a, inside) - odds(b, all-inside)) / math.Sqrt(1/(a+prior)+1/(b+prior))}
	if got := terms[0]; got.Written != want.Written || got.Rows != want.Rows || math.Abs(got.Share-want.Share)+math.Abs(got.Rest-want.Rest)+math.Abs(got.Z-want.Z) > 1e-12 {
		t.Errorf("%+v, want %+v", got, want)
	}
}

// TestNearWords: a word of three letters is one letter away from its like, a longer one
// two; the nearer weighs more, and a word too long has none.
func TestNearWords(t *testing.T) {
	long := strings.Repeat("a", 70)
	ix := built(t, comments("bil", "bul", "bad", "butik", "botik", "botek", long+"b", "støj", "støl", "stoej"), 1)
	for query, want := range map[string]string{"bil~2": "ab", "butik~2": "def", "butik~1": "de", long + "c~2": "", "støk~1": "hij"} {
		if got := ids(t, ix, query); got != want {
			t.Errorf("%.20s finds %q, want %q", query, got, want)
		}
	}
	if got, _ := hitsOf(t, ix, index.Request{Query: "butik~2", Size: -1}); len(got) != 3 || got[0].ID != "d" || got[2].ID != "f" {
		t.Errorf("the nearest is not first: %v", got)
	}
	// In plain letters it is the word itself, as written two letters away.
	if got, _ := hitsOf(t, ix, index.Request{Query: "stoej~2", Size: -1}); len(got) != 3 || got[2].ID != "i" {
		t.Errorf("the nearest in plain letters is not first: %v", got)
	}
}

// TestRankOfRepeats: a comment that holds a phrase, a part of compounds or a word with wildcards
// more often than another of its length comes before it.
func TestRankOfRepeats(t *testing.T) {
	docs := comments("lang kø igen her", "lang kø lang kø", "ventetid igen her nu", "ventetid telefontid her nu", "tid vente telefon")
	for i := range 30 { // so many forms that every row is looked through
		other := strings.Repeat(" intet", 29)
		docs = append(docs, index.Document{Key: models.Key{Source: "t", ID: fmt.Sprintf("%02d", i)}, Language: models.Danish, Comment: fmt.Sprintf("gebyr%c%c", 'a'+i/6, 'a'+i%6) + other})
	}
	var all []string
	for i := range 30 {
		all = append(all, fmt.Sprintf("gebyr%c%c", 'a'+i/6, 'a'+i%6))
	}
	docs = append(docs, index.Document{Key: models.Key{Source: "u"}, Language: models.Danish, Comment: strings.Join(all, " ")})
	ix := built(t, docs, 1)
	for query, want := range map[string]struct {
		first string
		n     int
	}{`"lang kø"`: {"b", 2}, "tid": {"d", 3}, "gebyr?*": {"", 31}} {
		if got, _ := hitsOf(t, ix, index.Request{Query: query, Size: -1}); len(got) != want.n || got[0].ID != want.first {
			t.Errorf("%s: %v, want %q first of %d", query, got, want.first, want.n)
		}
	}
}

// TestSimilarByTheRarest: what is like a comment shares the rarest of its words: not those that many
// use, nor those that say only how it is said, and those that nobody else uses take no place.
func TestSimilarByTheRarest(t *testing.T) {
	word := func(begin string, n int) (all []string) {
		for i := range n {
			all = append(all, fmt.Sprintf("%s%c%c", begin, "bcdfghjklm"[i/5], "aeiou"[i%5]))
		}
		return all
	}
	own, rare, usual := word("zuk", 25), word("mup", 20), word("dap", 12)
	docs := comments(strings.Join(slices.Concat(own, rare, usual), " ")+" jeg er på den", strings.Join(rare[:2], " "), strings.Join(usual, " "), "jeg er på den")
	for i := range usual {
		for j := range 4 {
			docs = append(docs, index.Document{Key: models.Key{Source: "t", ID: fmt.Sprint(i, "-", j)}, Language: models.Danish, Comment: usual[i]})
		}
	}
	for i := range rare[2:] {
		docs = append(docs, index.Document{Key: models.Key{Source: "u", ID: fmt.Sprint(i)}, Language: models.Danish, Comment: rare[2+i]})
	}
	hits, err := built(t, docs, 1).Similar(context.Background(), models.Key{Source: "s", ID: "a"}, index.Filter{}, 60)
	if err != nil || len(hits) != 19 || hits[0].Key.ID != "b" {
		t.Fatalf("%d hits, %v", len(hits), err)
	}
	for _, h := range hits[1:] {
		if h.Key.Source != "u" {
			t.Errorf("%s is like it: %q", h.Key, h.Comment)
		}
	}
}

// TestDocumentsComeBack: a hit holds all that its document does.
func TestDocumentsComeBack(t *testing.T) {
	docs := few(40)
	for i := range docs {
		d := &docs[i]
		d.Title, d.Stage = []string{"", "En titel"}[i%2], []string{"", "køb"}[i%2]
		if i%3 == 0 {
			d.Segments = nil
		}
	}
	res, err := built(t, docs, 1).Search(context.Background(), index.Request{Size: -1})
	if err != nil || len(res.Hits) != len(docs) {
		t.Fatalf("%d hits, %v", len(res.Hits), err)
	}
	given := map[models.Key]index.Document{}
	for _, d := range docs {
		given[d.Key] = d
	}
	for _, h := range res.Hits {
		if got, want := fmt.Sprintf("%+v", h.Document), fmt.Sprintf("%+v", given[h.Key]); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}
