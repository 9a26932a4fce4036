package index_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"stemme/index"
	"stemme/index/internal/query"
	"stemme/models"
	"stemme/stemming"
)

// comments makes documents of one source with the ids a, b, c, ...
func comments(texts ...string) []index.Document {
	var docs []index.Document
	for i, text := range texts {
		docs = append(docs, index.Document{Key: models.Key{Source: "s", ID: string(rune('a' + i))},
			Language: models.Danish, Day: models.NoDay, Comment: text})
	}
	return docs
}

// lexiconOf counts the words of docs, as the night does.
func lexiconOf(docs []index.Document) *stemming.Lexicon {
	var b stemming.LexiconBuilder
	for _, d := range docs {
		b.Add(d.Comment)
	}
	return b.Lexicon(nil)
}

// built builds and opens an index of docs on one or two shards.
func built(t testing.TB, docs []index.Document, workers int) *index.Index {
	t.Helper()
	dir := t.TempDir()
	cfg := index.Config{Workers: workers, Lexicon: lexiconOf(docs), Layers: stemming.DefaultLayers(),
		ThemeNames: map[string]string{"t0001": "Ventetid i telefonen", "t0002": "Priser"}}
	if err := index.Build(context.Background(), dir, docs, cfg); err != nil {
		t.Fatal(err)
	}
	ix, err := index.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := ix.Close(); err != nil {
			t.Error(err)
		}
	})
	return ix
}

// ids is what query finds, in order of key.
func ids(t testing.TB, ix *index.Index, query string) string {
	t.Helper()
	res, err := ix.Search(context.Background(), index.Request{Query: query, Size: -1})
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	var out []string
	for _, h := range res.Hits {
		out = append(out, h.Key.ID)
	}
	slices.Sort(out)
	return strings.Join(out, "")
}

// TestR17: words, phrases, signs, fields, spellings and what they find together.
func TestR17QueryLanguage(t *testing.T) {
	docs := comments(
		"Prisen er for høj hos jer",            // a
		"Høj pris, men god hjælp",              // b
		"God hjælp i telefonen",                // c
		"Lang kø i telefonen og høj musik :-(", // d
		"Reach the helpdesk by phone",          // e
	)
	for i, d := range []struct {
		score            int
		day              string
		touchpoint, unit string
		themes           []string
	}{
		{2, "2026-01-05", "web", "Region Nord/Aarhus", []string{"t0002"}},
		{7, "2026-02-10", "butik", "Region Nord/Aalborg", []string{"t0002"}},
		{10, "2026-03-31", "telefon", "Region Syd/Odense", nil},
		{0, "2026-04-01", "telefon", "Region Syd", []string{"t0001"}},
		{9, "2025-12-31", "web", "", nil},
	} {
		docs[i].Score = models.ScoreOf(d.score)
		docs[i].Class = models.Scale0to10.Class(docs[i].Score)
		docs[i].Touchpoint, docs[i].Unit, docs[i].Themes = d.touchpoint, d.unit, d.themes
		var y, m, dd int
		fmt.Sscanf(d.day, "%d-%d-%d", &y, &m, &dd)
		docs[i].Day = day(y, m, dd)
		docs[i].Title = [...]string{"Priser", "", "God hjælp", "Kø", ""}[i]
		docs[i].Segments = []models.Segment{{Name: "Kundetype", Value: [...]string{"privat", "erhverv"}[i%2]}}
	}
	docs[4].Language = models.English
	ix := built(t, docs, 1)
	for _, tc := range []struct{ query, want string }{
		{"", "abcde"},
		{"høj", "abd"},
		{"høj telefonen", "d"},
		{"høj AND telefonen", "d"},
		{"høj OG telefonen", "d"},
		{"musik OR hos", "ad"},
		{"musik ELLER hos", "ad"},
		{"høj -telefonen", "ab"},
		{"høj NOT telefonen", "ab"},
		{"høj IKKE telefonen", "ab"},
		{"-telefonen", "abe"},
		{"høj (hos OR musik)", "ad"},
		{"-(høj OR telefonen)", "e"},
		{`"høj pris"`, "b"},
		{`"pris høj"`, ""},
		{`„høj pris”`, "b"},
		{"mus*", "d"},
		{"*fonen", "cd"},
		{"t?lefonen", "cd"},
		{"hoej*", "abd"},
		{"/tele.*/", "cd"},
		{"telefomen~", "cd"},
		{"tlefomen~2", "cd"},
		{"=pris", "b"},
		{"=PRISEN", "a"},
		{`="er for"`, "a"},
		{"class:detractor", "ad"},
		{"kundegruppe:promoter,passiv", "bce"},
		{"klasse:(promoter OR passiv)", "bce"},
		{"tema:t0002", "ab"},
		{"tema:priser", "ab"},
		{"tema:vente*", "d"},
		{`theme:"ventetid i telefonen"`, "d"},
		{"tema:ingen", "ce"},
		{"kontaktpunkt:Telefon", "cd"},
		{"touchpoint:tele*", "cd"},
		{`unit:"Region Nord"`, "ab"},
		{"afdeling:Odense", "c"},
		{`unit:"Region N"`, ""},
		{"enhed:ingen", "e"},
		{"score:0..3", "ad"},
		{"score:9..", "ce"},
		{"score:..2", "ad"},
		{"score:7", "b"},
		{"dato:2026-01..2026-03", "abc"},
		{"date:2026", "abcd"},
		{"dato:2026-K1", "abc"},
		{"dato:31-03-2026", "c"},
		{"dato:..2026-01-05", "ae"},
		{"fra:2026-02", "bcd"},
		{"efter:2026-02", "cd"},
		{"til:10-02-2026", "abe"},
		{"before:2026-K1", "e"},
		{"før:10-02-2026", "ae"},
		{"før:11-02-2026", "abe"},
		{"efter:10-02-2026", "cd"},
		{"efter:09-02-2026", "bcd"},
		{"dato:2026-K2", "d"},
		{"dato:2025-Q4", "e"},
		{"score:2,7", "ab"},
		{"høj AND(hos)", "a"},
		{"fra:2026-01 til:2026-02", "ab"},
		{"kanal:butik", "b"},
		{"klasse:ukendt", ""},
		{"sprog:engelsk", "e"},
		{"titel:hjælp", "c"},
		{"title:(priser OR kø)", "ad"},
		{`title:"god hjælp"`, "c"},
		{"kundetype:erhverv", "bd"},
		{"høj kundetype:erhverv -musik", "b"},
		{"hvad??", ""},
		{"...", "abcde"},
		{"høj ... -", "abd"},
		{"helpdesk", "e"},
		{":-(", "d"},
		{"(:-( OR pris)", "abd"},
		{"høj ORDRE", ""}, // words that begin as an operator does
		{"høj ELLERS", ""},
		{strings.Repeat("(høj) ", 41), "abd"}, // brackets in a row are not within each other
		{"høj" + strings.Repeat(" ", 1997), "abd"},
		{`høj ""`, "abd"},
		{"pris*", "ab"},
		{"kø*", "d"},
		{"*elef*", "cd"},
		{"*elef", ""},
		{"t?lefonen*", "cd"},
		{"titel:hjæl*", "c"},
		{"hjaelb~", "bc"},
		{"koe~", "d"},
		{"tema:telefonen", "d"},
		{"score:ingen", ""},
		{"telefonmusik", "d"}, // nobody wrote the compound: its parts
		{"phones", "e"},
	} {
		if got := ids(t, ix, tc.query); got != tc.want {
			t.Errorf("%s finds %q, want %q", tc.query, got, tc.want)
		}
	}
}

func day(y, m, d int) models.Day {
	return models.DayOf(time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC))
}

// TestFilters: what a page is narrowed by, each end open where it is not said.
func TestFilters(t *testing.T) {
	docs := comments("en", "to", "tre", "fire")
	for i := range docs {
		docs[i].Score, docs[i].Day = models.ScoreOf(3*i), day(2026, 1, 10+i)
	}
	docs[3].Score, docs[3].Day = models.Score{}, models.NoDay
	ix := built(t, docs, 1)
	three, open := 3, models.Day(0)
	for _, c := range []struct {
		name   string
		filter index.Filter
		want   string
	}{
		{"nothing", index.Filter{}, "abcd"},
		{"from a score", index.Filter{ScoreLow: &three}, "bc"},
		{"to a score", index.Filter{ScoreHigh: &three}, "ab"},
		{"one score", index.Filter{ScoreLow: &three, ScoreHigh: &three}, "b"},
		{"from a day", index.Filter{First: day(2026, 1, 11), Last: models.NoDay}, "bc"},
		{"from a day, the end not set", index.Filter{First: day(2026, 1, 11), Last: open}, "bc"},
		{"to a day", index.Filter{First: models.NoDay, Last: day(2026, 1, 11)}, "ab"},
		{"one day", index.Filter{First: day(2026, 1, 11), Last: day(2026, 1, 11)}, "b"},
		{"no day", index.Filter{First: models.NoDay, Last: models.NoDay}, "abcd"},
	} {
		res, err := ix.Search(context.Background(), index.Request{Filter: c.filter, Size: -1})
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, h := range res.Hits {
			got += h.Key.ID
		}
		if got != c.want {
			t.Errorf("%s: finds %q, want %q", c.name, got, c.want)
		}
	}
}

// TestWrongQueries wants the reason and the place.
func TestWrongQueries(t *testing.T) {
	ix := built(t, comments("en kommentar"), 1)
	for _, tc := range []struct {
		query  string
		reason index.Reason
		pos    int
	}{
		{`god "hjælp`, query.MissingQuote, 5},
		{"åh (god hjælp", query.MissingClose, 4},
		{"åh god)", query.SurplusClose, 7},
		{"()", query.MissingOperand, 1},
		{"god AND", query.MissingOperand, 5},
		{"OR god", query.MissingOperand, 1},
		{"god ELLER ", query.MissingOperand, 5},
		{"ærlig NOT", query.MissingOperand, 7},
		{"ærø farve:rød", query.UnknownField, 5},
		{"klasse:", query.MissingValue, 1},
		{"klasse:glad", query.BadClass, 8},
		{"score:1..ti", query.BadScore, 7},
		{"score:..", query.BadScore, 7},
		{"dato:2026-13", query.BadDate, 6},
		{"fra:2026-13", query.BadDate, 5},
		{"dato:..", query.BadDate, 6},
		{"sprog:klingon", query.BadLanguage, 7},
		{"/(/", query.BadPattern, 1},
		{"god~7", query.BadFuzzy, 4},
		{strings.Repeat("(", 100), query.TooDeep, 41},
		{strings.Repeat("ø", 2001), query.TooLong, 2001},
		{strings.Repeat("ø ", 500), query.TooLong, 201},
	} {
		_, err := ix.Search(context.Background(), index.Request{Query: tc.query})
		var q *index.QueryError
		if !errors.As(err, &q) || q.Reason != tc.reason || q.Pos != tc.pos {
			t.Errorf("%.30s: %v, want %s at %d", tc.query, err, tc.reason, tc.pos)
		}
	}
}
