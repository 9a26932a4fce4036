package index_test

import (
	"context"
	"errors"
	"testing"
	"unicode/utf8"

	"stemme/index"
	"stemme/models"
	"stemme/stemming"
)

// FuzzQuery asks anything of a small index: an answer, or a *QueryError that
// names a place within the query.
func FuzzQuery(f *testing.F) {
	for _, query := range []string{
		`god "lang kø" -mad`, "a AND (b OR NOT c)", "klasse:detractor,ingen score:0..3", "dato:2026-K1..", "=\"x y\" z~2",
		"/a.*b/ *c? d*", "titel:(a \"b c\")", "-(-(-x))", "((", "\"", ":", "a:", "-", "=", "~", "=(", "AND", "tema:-", "\xff\x00\u202e",
	} {
		f.Add(query)
	}
	docs := comments("god mad og lang kø", "Æbler\u0301 😀 x-y 10'er <b>", "c d e")
	docs[0].Title, docs[1].Themes, docs[2].Class = "a b c", []string{"t0001"}, models.Detractor
	dir := f.TempDir()
	if err := index.Build(context.Background(), dir, docs, index.Config{Workers: 1, Layers: stemming.DefaultLayers()}); err != nil {
		f.Fatal(err)
	}
	ix, err := index.Open(dir)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, query string) {
		res, err := ix.Search(context.Background(), index.Request{Query: query, Size: 10, Highlight: true})
		var q *index.QueryError
		switch {
		case err != nil && !errors.As(err, &q):
			t.Errorf("%q: %v", query, err)
		case err != nil && (q.Pos < 1 || q.Pos > utf8.RuneCountInString(query)+1):
			t.Errorf("%q: %v", query, err)
		}
		for _, h := range res.Hits {
			wellMarked(t, h.Title, h.TitleMarks)
			wellMarked(t, h.Comment, h.Marks)
		}
	})
}

// FuzzComment puts anything into an index of one comment: it is found by its
// own words, and marks are whole letters.
func FuzzComment(f *testing.F) {
	for _, text := range []string{"god mad", "ÆØÅ æøå", "a\u030a", "😀👍🏽", "\x00", "x-y-z", "10´er", "www.a.dk/b?c=d", "f.eks. kl. 12:30", "\u202eabc"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) || len(text) > 1000 {
			t.Skip()
		}
		dir := t.TempDir()
		if err := index.Build(context.Background(), dir, comments(text), index.Config{Workers: 1, Layers: stemming.DefaultLayers()}); err != nil {
			t.Fatal(err)
		}
		ix, err := index.Open(dir)
		if err != nil {
			t.Fatal(err)
		}
		defer ix.Close()
		for _, tok := range stemming.NewAnalyser(nil, stemming.DefaultLayers()).Tokens(nil, text, models.Danish) {
			word := text[tok.Start:tok.End]
			if tok.Kind == models.Part || len(word) > 100 {
				continue
			}
			res, err := ix.Search(context.Background(), index.Request{Query: `="` + word + `"`, Size: 1, Highlight: true})
			if err != nil {
				continue // words with quotes, if there are any
			}
			if res.Total != 1 {
				t.Errorf("%q is not found in %q", word, text)
				continue
			}
			wellMarked(t, text, res.Hits[0].Marks)
		}
	})
}

// wellMarked wants marks in order, apart, within text and between its letters.
func wellMarked(t *testing.T, text string, marks []index.Span) {
	t.Helper()
	end := 0
	for _, m := range marks {
		if m.Start < end || m.End <= m.Start || m.End > len(text) || !utf8.ValidString(text[m.Start:m.End]) {
			t.Errorf("mark %v in %q", m, text)
			return
		}
		end = m.End
	}
}
