package themes

import (
	"slices"
	"strings"
	"testing"

	"stemme/models"
	"stemme/pipeline/codebook"
)

// byWord reads words of the book as the invented surveys are written.
func byWord(text string) (terms []models.Term) {
	for _, w := range strings.Fields(text) {
		terms = append(terms, models.Term{Text: w, Kind: models.Content})
	}
	return terms
}

// holds says whether a clause holds all words of one of the phrases.
func holds(c models.Clause, phrases ...string) bool {
	return slices.ContainsFunc(phrases, func(p string) bool {
		for _, w := range strings.Fields(p) {
			if !slices.ContainsFunc(c.Terms, func(t models.Term) bool { return t.Text == w }) {
				return false
			}
		}
		return true
	})
}

// missed counts the clauses that hold a phrase, and those of them that are not of the
// theme alone.
func missed(in Input, r Result, theme string, phrases ...string) (all, missed int) {
	type place struct{ response, clause int }
	of := map[place][]string{}
	for _, m := range r.Mentions {
		of[place{m.Response, m.Clause}] = append(of[place{m.Response, m.Clause}], m.Theme)
	}
	for i, d := range in.Documents {
		for j, c := range d.Clauses {
			if !holds(c, phrases...) {
				continue
			}
			all++
			if !slices.Equal(of[place{i, j}], []string{theme}) {
				missed++
			}
		}
	}
	return all, missed
}

// TestSeedHoldsItsWords: whatever a night does, each clause that holds the words of a
// seed, or all words of one of its phrases, is of the seed's theme and of no other; a
// phrase of words that other subjects are told in as well.
func TestSeedHoldsItsWords(t *testing.T) {
	t.Parallel()
	y := year{subjects: 8, perDay: 200, before: 6, seed: 9}
	responses, documents, _ := y.answered(8)
	phrases := []string{"s1w0 s1w1", "s2w2 s2w0", "s3w5"}
	cfg := DefaultConfig()
	cfg.Themes = 8
	in := Input{Responses: responses[:1200], Documents: documents[:1200], Terms: byWord}
	plain, err := renewed(in, cfg)
	if err != nil {
		t.Fatal(err)
	}
	in.Book = codebook.Book{Seeds: []codebook.Seed{{ID: "ord", Words: phrases}}}
	nights := []struct {
		name string
		with func(*Config)
	}{
		{"first", func(c *Config) { in.Previous, in.History = nil, nil }},
		{"edits alone", func(c *Config) { in.Previous, in.History, c.EditsOnly = stored(t, plain.Model), plain.Events, true }},
		{"more", func(c *Config) { in.Responses, in.Documents = responses, documents }},
		{"assign only", func(c *Config) { c.AssignOnly = true }},
		{"refit", func(c *Config) { c.Refit = true }},
		{"another number", func(c *Config) { c.Themes = 5 }},
	}
	for _, n := range nights {
		how := cfg
		n.with(&how)
		r, err := renewed(in, how)
		if err != nil {
			t.Fatal(err)
		}
		all, missed := missed(in, r, "seed/ord", phrases...)
		if all < 100 || missed > 0 {
			t.Errorf("%s: %d of %d clauses that hold the words are not of the seed alone", n.name, missed, all)
		}
		in.Previous, in.History = stored(t, r.Model), r.Events
	}
}

// TestSplitHoldsItsWords: of a theme that is split by words, no clause that holds them is
// left.
func TestSplitHoldsItsWords(t *testing.T) {
	t.Parallel()
	y := year{subjects: 8, perDay: 200, before: 6, seed: 9}
	responses, documents, _ := y.answered(6)
	cfg := DefaultConfig()
	cfg.Themes = 8
	in := Input{Responses: responses, Documents: documents, Terms: byWord}
	plain, err := renewed(in, cfg)
	if err != nil {
		t.Fatal(err)
	}
	in.Previous, in.History = stored(t, plain.Model), plain.Events
	in.Book = codebook.Book{Edits: []codebook.Edit{{Split: "t0001", Words: []string{"s1w0 s1w1", "s1w3"}}}}
	for _, refit := range []bool{false, true} {
		cfg.Refit = refit
		r, err := renewed(in, cfg)
		if err != nil {
			t.Fatal(err)
		}
		parts, left := 0, 0
		for _, m := range r.Mentions {
			if holds(in.Documents[m.Response].Clauses[m.Clause], "s1w0 s1w1", "s1w3") {
				switch m.Theme {
				case "t0001":
					left++
				case "t0009":
					parts++
				}
			}
		}
		if parts < 100 || left > 0 {
			t.Errorf("refit %v: %d clauses that hold the words are of the new theme, %d of the old one", refit, parts, left)
		}
		in.Previous, in.History = stored(t, r.Model), r.Events
	}
}
