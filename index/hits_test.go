package index_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"stemme/index"
	"stemme/models"
	"stemme/stemming"
)

// marked writes a text with what was marked in brackets.
func marked(text string, marks []index.Span) string {
	var b strings.Builder
	at := 0
	for _, m := range marks {
		b.WriteString(text[at:m.Start] + "[" + text[m.Start:m.End] + "]")
		at = m.End
	}
	return b.String() + text[at:]
}

func TestMarks(t *testing.T) {
	for _, tc := range []struct{ query, comment, want string }{
		{"god", "Meget god 😀 og god igen", "Meget [god] 😀 og [god] igen"},
		{"kø", "🧑‍🤝‍🧑 kø 👍🏽 kø", "🧑‍🤝‍🧑 [kø] 👍🏽 [kø]"},
		{"år", "Det a\u030ar, å\u0301r og år", "Det [a\u030ar], å\u0301r og [år]"},
		{`"god hjælp"`, "hjælp god hjælp hjælp", "hjælp [god] [hjælp] hjælp"},
		{`"god hjælp"`, "god hjælp er god", "[god] [hjælp] er god"},
		{`"god hjælp"`, "tak for god hjælp", "tak for [god] [hjælp]"},
		{"HJÆLP", "Hjælp! HJÆLP? hjælp.", "[Hjælp]! [HJÆLP]? [hjælp]."},
		{"høj*", "højere og Højest men ikke høne", "[højere] og [Højest] men ikke høne"},
		{"*ere", "højere lavere høj", "[højere] [lavere] høj"},
		{"telefun~", "Telefon og telefax", "[Telefon] og telefax"},
		{"=hus", "hus huset Hus", "[hus] huset [Hus]"},
		{"god -dårlig", "god mad", "[god] mad"},
		{"portal", "Jeres B2B-portal", "Jeres B2B-[portal]"},
		{"<script>", "<script>alert('x')</script> & mere", "<[script]>alert('x')</[script]> & mere"},
		{"mad", "\u202emad\u202c mad\u0000mad", "\u202e[mad]\u202c [mad]\u0000[mad]"},
		{"kr", "=1+1;\t@kr +kr -kr", "=1+1;\t@[kr] +[kr] -[kr]"},
	} {
		ix := built(t, comments(tc.comment), 1)
		res, err := ix.Search(context.Background(), index.Request{Query: tc.query, Size: 1, Highlight: true})
		if err != nil || len(res.Hits) != 1 {
			t.Errorf("%s in %q: %d hits, %v", tc.query, tc.comment, len(res.Hits), err)
			continue
		}
		if got := marked(res.Hits[0].Comment, res.Hits[0].Marks); got != tc.want {
			t.Errorf("%s: %q, want %q", tc.query, got, tc.want)
		}
	}
}

// TestFragments wants pieces that hold whole letters, in order and apart, with
// every mark of the piece, and not a megabyte of them.
func TestFragments(t *testing.T) {
	for name, text := range map[string]string{
		"long":     strings.Repeat("blå bøger og ", 300) + "banken " + strings.Repeat("gør en god ting ", 90) + "Banken",
		"no space": strings.Repeat("å", 400_000) + " banken " + strings.Repeat("😀", 100_000),
		"nothing":  strings.Repeat("e\u0301", 2000) + " banken",
	} {
		ix := built(t, comments(text), 1)
		res, err := ix.Search(context.Background(), index.Request{Query: "banken", Size: 1, Highlight: true})
		if err != nil || len(res.Hits) != 1 {
			t.Fatalf("%s: %d hits, %v", name, len(res.Hits), err)
		}
		h := res.Hits[0]
		if len(h.Fragments) == 0 || len(h.Fragments[0].Marks) == 0 {
			t.Errorf("%s: nothing is shown", name)
		}
		end := 0
		for _, f := range h.Fragments {
			if f.Start < end || f.End <= f.Start || f.End > len(text) || f.End-f.Start > 400 {
				t.Errorf("%s: fragment from %d to %d behind %d", name, f.Start, f.End, end)
			}
			if !utf8.ValidString(text[f.Start:f.End]) {
				t.Errorf("%s: a fragment cuts a letter", name)
			}
			for _, m := range f.Marks {
				if m.Start < f.Start || m.End > f.End {
					t.Errorf("%s: a mark lies outside its fragment", name)
				}
			}
			end = f.End
		}
	}
}

// TestOrder wants the same hits, ranks, counts and words for any order of the
// documents and any number of shards.
func TestOrder(t *testing.T) {
	docs := invented(6300, 7) // enough for three shards
	requests := []index.Request{
		{Query: "bank", Facets: []string{"class", "theme", "touchpoint", "unit", "month", "score", "language", "segment:kundetype"}},
		{Query: `"det er"`, Highlight: true},
		{Query: "levering OR pris -bank"},
		{Query: "servise~"},
		{Query: "*bank*", Sort: index.ByDate},
		{Query: "en", Sort: index.ByScore, Rising: true, From: 100},
	}
	var want []any
	for _, workers := range []int{1, 3} {
		rng := rand.New(rand.NewPCG(uint64(workers), 2))
		rng.Shuffle(len(docs), func(i, j int) { docs[i], docs[j] = docs[j], docs[i] })
		ix := built(t, docs, workers)
		var got []any
		for _, req := range requests {
			req.Size = 50
			res, err := ix.Search(context.Background(), req)
			if err != nil {
				t.Fatal(err)
			}
			if res.Total == 0 {
				t.Errorf("%s finds nothing", req.Query)
			}
			res.Took = 0
			terms, err := ix.Significant(context.Background(), req, 20)
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, res, terms)
		}
		if want == nil {
			want = got
		}
		if diff := cmp.Diff(want, got, cmp.AllowUnexported(models.Score{})); diff != "" {
			t.Fatalf("%d workers: %s", workers, diff)
		}
	}
}

// TestPages walks through a result page by page, by number and by cursor.
func TestPages(t *testing.T) {
	ix := built(t, invented(3000, 3), 1)
	for _, req := range []index.Request{
		{Query: "og"}, {Query: "bank", Sort: index.ByDate}, {Sort: index.ByScore, Rising: true}, {Sort: index.ByScore},
	} {
		req.Size = -1
		all, err := ix.Search(context.Background(), req)
		if err != nil {
			t.Fatal(err)
		}
		if len(all.Hits) != all.Total || all.Total < 50 {
			t.Fatalf("%d of %d hits", len(all.Hits), all.Total)
		}
		var paged, numbered []models.Key
		req.Size = 97
		for {
			res, err := ix.Search(context.Background(), req)
			if err != nil {
				t.Fatal(err)
			}
			if len(res.Hits) == 0 {
				break
			}
			for _, h := range res.Hits {
				paged = append(paged, h.Key)
			}
			req.After = res.Hits[len(res.Hits)-1].Cursor
		}
		req.After = ""
		for req.From = 0; req.From < all.Total; req.From += req.Size {
			res, _ := ix.Search(context.Background(), req)
			for _, h := range res.Hits {
				numbered = append(numbered, h.Key)
			}
		}
		var want []models.Key
		for _, h := range all.Hits {
			want = append(want, h.Key)
		}
		var each []models.Key
		req.Size, req.From = -1, 0
		if err := ix.Each(context.Background(), req, func(h index.Hit) error {
			each = append(each, h.Key)
			return nil
		}); err != nil || !slices.Equal(each, want) {
			t.Errorf("%q: one by one gives %d hits, want %d: %v", req.Query, len(each), len(want), err)
		}
		if !slices.Equal(paged, want) || !slices.Equal(numbered, want) {
			t.Errorf("%q: pages give %d and %d hits, want the same %d", req.Query, len(paged), len(numbered), len(want))
		}
	}
	if _, err := ix.Search(context.Background(), index.Request{After: "forkert"}); err == nil {
		t.Error("a cursor that is none is taken")
	}
}

func TestSimilarAndSignificant(t *testing.T) {
	var docs []index.Document
	for i := range 60 {
		text := []string{"Gebyret på mit kort er alt for højt", "Min pakke kom aldrig frem til posthuset",
			"Rådgiveren var venlig og hjalp mig"}[i%3]
		docs = append(docs, index.Document{Key: models.Key{Source: "s", ID: fmt.Sprintf("%03d", i)}, Language: models.Danish,
			Comment: fmt.Sprintf("%s nummer%d", text, i), Class: []models.Class{models.Detractor, models.Passive, models.Promoter}[i%3]})
	}
	ix := built(t, docs, 1)
	hits, err := ix.Similar(context.Background(), models.Key{Source: "s", ID: "004"}, index.Filter{}, 10)
	if err != nil || len(hits) != 10 {
		t.Fatalf("%d hits, %v", len(hits), err)
	}
	for i, h := range hits {
		if !strings.Contains(h.Comment, "pakke") || h.Key.ID == "004" || i > 0 && h.Key.ID <= hits[i-1].Key.ID {
			t.Errorf("hit %d is %s", i, h.Key)
		}
	}
	if _, err := ix.Similar(context.Background(), models.Key{Source: "s", ID: "x"}, index.Filter{}, 10); err == nil {
		t.Error("an unknown comment has similar ones")
	}
	terms, err := ix.Significant(context.Background(), index.Request{Query: "klasse:detractor kort"}, 10)
	if err != nil {
		t.Fatal(err)
	}
	var words []string
	for _, term := range terms {
		words = append(words, term.Written)
		if term.Rows != 20 || term.Share != 1 || term.Rest != 0 {
			t.Errorf("%s: %+v", term.Written, term)
		}
	}
	if slices.Sort(words); !slices.Contains(words, "Gebyret") || slices.Contains(words, "kort") || slices.Contains(words, "på") {
		t.Errorf("significant words are %q", words)
	}
}

// TestAnalyzer wants Bleve's view of a text to be the index's own, byte by byte.
func TestAnalyzer(t *testing.T) {
	text := "Ærlig talt 😀: B2B-portalen er a\u030abenbart NEDE… igen!"
	a := stemming.NewAnalyser(nil, stemming.DefaultLayers())
	for _, field := range []index.Field{index.Text, index.Heads, index.Parts, index.Exact, index.Folded} {
		last := 0
		for _, tok := range index.NewAnalyzer(a, models.Danish, field).Analyze([]byte(text)) {
			if tok.Start < 0 || tok.End > len(text) || tok.Start >= tok.End || !utf8.ValidString(text[tok.Start:tok.End]) || tok.Position < last {
				t.Errorf("%s: %+v", field, tok)
			}
			if field == index.Exact && strings.ToLower(text[tok.Start:tok.End]) != string(tok.Term) && !strings.Contains(text[tok.Start:tok.End], "\u030a") {
				t.Errorf("%q is at %q", tok.Term, text[tok.Start:tok.End])
			}
			last = tok.Position
		}
		if last == 0 {
			t.Errorf("%s: nothing", field)
		}
	}
}

// TestBounds wants the queries that make other engines think for minutes to
// end soon.
func TestBounds(t *testing.T) {
	docs := invented(5000, 9)
	docs = append(docs, index.Document{Key: models.Key{Source: "z", ID: "1"}, Language: models.Danish, Day: models.NoDay,
		Comment: strings.Repeat("a", 1<<20)})
	ix := built(t, docs, 2)
	for _, query := range []string{
		"*", "*a*", "*?*?*?*?*?*?*?*e*x", strings.Repeat("*a", 200), "/(a*)*(a*)*(a*)*b/", "/(a|aa)+$/", "/((((.*)*)*)*)*x/", "/.*.*.*.*.*.*=.*/",
		"/a{500}{2}/", strings.Repeat("a", 1000) + "~2", strings.Repeat("æ", 2000), "a~2 b~2 c~2 d~2 e~2",
		strings.Repeat("en OR ", 90) + "en", `"` + strings.Repeat("det er ", 200) + `"`,
	} {
		res, err := ix.Search(context.Background(), index.Request{Query: query, Size: 10, Highlight: true})
		if res.Took.Seconds() > 5 {
			t.Errorf("%.30s takes %v, %v", query, res.Took, err)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := ix.Search(ctx, index.Request{Query: "bank"}); err == nil {
		t.Error("a search goes on after it was called off")
	}
}

// TestUsers lets twenty users search at once, some of whom give up, and closes
// the index under them.
func TestUsers(t *testing.T) {
	ix := built(t, invented(2500, 11), 1)
	var group sync.WaitGroup
	for user := range 20 {
		group.Go(func() {
			for i := range 20 {
				ctx, cancel := context.WithCancel(context.Background())
				if (user+i)%7 == 0 {
					cancel()
				}
				_, err := ix.Search(ctx, index.Request{Query: []string{"bank", "det er", `"og det"`, "*e*", "pris~", ""}[(user+i)%6],
					Size: 5, Highlight: true, Facets: []string{"month", "theme", "unit"}})
				if err != nil && !errors.Is(err, context.Canceled) && !errors.Is(err, index.ErrClosed) {
					t.Error(err)
				}
				if user == 19 && i == 15 {
					if err := ix.Close(); err != nil {
						t.Error(err)
					}
				}
				cancel()
			}
		})
	}
	group.Wait()
}

// TestWhereFragmentsBegin: a piece begins with a word at most 60 bytes before what it
// shows, ends with one within 180, shows what else lies in it, and the next one begins
// behind it; there are three of them.
func TestWhereFragmentsBegin(t *testing.T) {
	words := make([]string, 160) // of 9 letters and a space
	for i := range words {
		words[i] = fmt.Sprintf("ordet%04d", i)
	}
	for _, i := range []int{20, 22, 33, 100, 140} {
		words[i] = "stationen"
	}
	ix := built(t, comments(strings.Join(words, " "), "stationen er lukket"), 1)
	res, err := ix.Search(context.Background(), index.Request{Query: "stationen", Size: 2, Highlight: true})
	if err != nil || len(res.Hits) != 2 {
		t.Fatalf("%d hits, %v", len(res.Hits), err)
	}
	want := map[string][]index.Fragment{
		"a": {{Span: index.Span{Start: 150, End: 329}, Marks: []index.Span{{Start: 200, End: 209}, {Start: 220, End: 229}}},
			{Span: index.Span{Start: 329, End: 509}, Marks: []index.Span{{Start: 330, End: 339}}},
			{Span: index.Span{Start: 950, End: 1129}, Marks: []index.Span{{Start: 1000, End: 1009}}}},
		"b": {{Span: index.Span{Start: 0, End: 19}, Marks: []index.Span{{Start: 0, End: 9}}}},
	}
	for _, h := range res.Hits {
		if diff := cmp.Diff(want[h.Key.ID], h.Fragments); diff != "" {
			t.Errorf("%s: %s", h.Key.ID, diff)
		}
	}
}
