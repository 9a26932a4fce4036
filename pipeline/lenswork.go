package pipeline

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strings"

	"stemme/models"
	"stemme/pipeline/codebook/lens"
	"stemme/pipeline/edition"
	"stemme/pipeline/themes"
	"stemme/stemming"
)

// A Tried is an entry that a text speaks of, and why.
type Tried struct {
	Clause   string // as written
	Entry    models.Theme
	Polarity float64
	Words    []TriedWord
}

// A TriedWord is a pattern that matched, with the words that it matched.
type TriedWord struct{ Pattern, Written string }

// TryLenses reads a text as a night would read a comment.
func TryLenses(all []*lens.Lens, text string) []Tried {
	analyser := stemming.NewAnalyser(nil, stemming.DefaultLayers())
	m := lens.Compile(all, analyser)
	doc := analyser.Document(text, models.Danish)
	entries := m.Themes()
	var out []Tried
	for _, f := range m.NewReader().Explain().Document(text, &doc) {
		c := doc.Clauses[f.Clause]
		t := Tried{Clause: text[c.Start:c.End], Entry: entries[f.Entry], Polarity: f.Polarity}
		for _, w := range f.Whys {
			var words []string
			for _, s := range w.Spans {
				words = append(words, text[s[0]:s[1]])
			}
			t.Words = append(t.Words, TriedWord{w.Pattern, strings.Join(words, " … ")})
		}
		out = append(out, t)
	}
	return out
}

// A Coverage says how much of what customers wrote lenses and themes cover.
type Coverage struct {
	Responses, Clauses int // with a comment; with two different content words or more
	Lenses             []Covered
	Themes             Covered
	Neither            Covered      // what nothing covers
	Words              []TermCount  // of the clauses that nothing covers, the commonest first
	Clause             []LooseWords // clauses that nothing covers, each unlike the others
	Offers             []Offer      // shipped lenses for one trade that are not in use
}

// Covered is how many responses and clauses one system covers.
type Covered struct {
	Name               string
	Responses, Clauses int
}

// A TermCount is a word as written and how many clauses hold it.
type TermCount struct {
	Written string
	Clauses int
	Score   float64 // log odds, of suggestions
}

// LooseWords is a clause that nothing covers.
type LooseWords struct{ Response, Text string }

// work is what coverage and suggestions are counted from.
type work struct {
	survey   survey
	analysis analysis
	lenses   []*lens.Lens
	covered  map[string]map[[2]int]bool // by lens, "" for themes: response and clause
}

// newWork reads an edition's comments by lenses.
func newWork(ctx context.Context, ed *edition.Edition, cfg Config) (*work, error) {
	s, err := readSurvey(ed.Path(edition.Tables))
	if err != nil {
		return nil, err
	}
	w := &work{survey: s, covered: map[string]map[[2]int]bool{"": {}}}
	if w.lenses, err = cfg.ReadLenses(); err != nil {
		return nil, err
	}
	if w.analysis, err = analyse(ctx, s.responses, cfg); err != nil {
		return nil, err
	}
	seen, err := look(ctx, w.lenses, s.responses, w.analysis, nil, cfg.Workers)
	if err != nil {
		return nil, err
	}
	for _, m := range slices.Concat(discovered(s.mentions), seen.Mentions) {
		of := models.LensOf(m.Theme)
		if w.covered[of] == nil {
			w.covered[of] = map[[2]int]bool{}
		}
		w.covered[of][[2]int{m.Response, m.Clause}] = true
	}
	w.survey.mentions = seen.Mentions
	return w, nil
}

// bare says whether no system covers a clause; of lens alone where it is named.
func (w *work) bare(at [2]int, lens string) bool {
	if lens != "" {
		return !w.covered[lens][at]
	}
	for _, system := range w.covered {
		if system[at] {
			return false
		}
	}
	return true
}

// onTopic says whether a lens of topics covers a clause.
func (w *work) onTopic(at themes.Place) bool {
	for name, covered := range w.covered {
		if lens.IsTopics(name) && covered[[2]int{at.Response, at.Clause}] {
			return true
		}
	}
	return false
}

// CoverageOf counts what lenses and themes leave out.
func CoverageOf(ctx context.Context, ed *edition.Edition, cfg Config) (Coverage, error) {
	w, err := newWork(ctx, ed, cfg)
	if err != nil {
		return Coverage{}, err
	}
	names := lens.IDs(w.lenses)
	c := Coverage{Lenses: make([]Covered, len(names))}
	words := map[string]*wordCount{}
	for i := range w.analysis.documents {
		doc := &w.analysis.documents[i]
		if len(doc.Clauses) == 0 {
			continue
		}
		c.Responses++
		var of Covered
		hit := make([]bool, len(names)+1)
		text := w.survey.responses[i].Text()
		for j, clause := range doc.Clauses {
			if content(clause) < 2 {
				continue
			}
			c.Clauses++
			at := [2]int{i, j}
			for k, name := range names {
				if w.covered[name][at] {
					c.Lenses[k].Clauses++
					hit[k] = true
				}
			}
			if w.covered[""][at] {
				c.Themes.Clauses++
				hit[len(names)] = true
			}
			if w.bare(at, "") {
				of.Clauses++
				countWords(words, text, clause)
				if of.Clauses == 1 && len(c.Clause) < looseShown && c.Responses%looseEvery == 0 {
					c.Clause = append(c.Clause, LooseWords{w.survey.responses[i].Key().String(), text[clause.Start:clause.End]})
				}
			}
		}
		c.add(hit, of.Clauses)
	}
	for k, name := range names {
		c.Lenses[k].Name = name
	}
	c.Words = mostClauses(words, wordsShown)
	c.Offers, err = offers(ctx, w.lenses, w.survey.responses, w.analysis, w.onTopic, cfg.Workers)
	return c, err
}

// How many words and clauses without cover are shown, and how far apart the
// clauses are taken. Chosen by eye.
const (
	wordsShown = 20
	looseShown = 8
	looseEvery = 7
)

// add counts a response.
func (c *Coverage) add(hit []bool, bare int) {
	any := false
	for k, h := range hit {
		any = any || h
		switch {
		case h && k < len(c.Lenses):
			c.Lenses[k].Responses++
		case h:
			c.Themes.Responses++
		}
	}
	c.Neither.Clauses += bare
	if !any {
		c.Neither.Responses++
	}
}

// content counts the different content words of a clause.
func content(c models.Clause) int {
	n := 0
	for i := range c.Terms {
		if c.Terms[i].Kind == models.Content {
			n++
		}
	}
	return n
}

// A wordCount counts a term and the ways it is written.
type wordCount struct {
	clauses int
	written map[string]int
}

// countWords counts the content words of a clause, each once.
func countWords(words map[string]*wordCount, text string, c models.Clause) {
	seen := map[string]bool{}
	for _, t := range c.Terms {
		if t.Kind != models.Content || seen[t.Text] {
			continue
		}
		seen[t.Text] = true
		if words[t.Text] == nil {
			words[t.Text] = &wordCount{written: map[string]int{}}
		}
		words[t.Text].clauses++
		words[t.Text].written[strings.ToLower(text[t.Start:t.End])]++
	}
}

// shown is the commonest way that a term is written, the first by letters of
// equals.
func (w *wordCount) shown() string {
	best := ""
	for form, n := range w.written {
		if best == "" || n > w.written[best] || n == w.written[best] && form < best {
			best = form
		}
	}
	return best
}

// mostClauses lists the n words of most clauses.
func mostClauses(words map[string]*wordCount, n int) []TermCount {
	var out []TermCount
	for _, w := range words {
		out = append(out, TermCount{Written: w.shown(), Clauses: w.clauses})
	}
	slices.SortFunc(out, func(a, b TermCount) int {
		return cmp.Or(cmp.Compare(b.Clauses, a.Clauses), strings.Compare(a.Written, b.Written))
	})
	return out[:min(n, len(out))]
}

// A Suggestion lists words that may belong to an entry.
type Suggestion struct {
	Entry models.Theme
	Words []TermCount
}

// Bounds on suggestions: how many clauses must hold a word, and how many words an
// entry is offered. Chosen by eye.
const (
	suggestFrom = 3
	suggestMost = 8
)

// SuggestWords lists for every entry of a lens the words of clauses without an
// entry that stand in the same comments more often than chance has it: by log odds
// with half a clause added.
func SuggestWords(ctx context.Context, ed *edition.Edition, cfg Config, name string) ([]Suggestion, error) {
	w, err := newWork(ctx, ed, cfg)
	if err != nil {
		return nil, err
	}
	all, bare := map[string]*wordCount{}, 0
	perEntry, bareOf := map[string]map[string]*wordCount{}, map[string]int{}
	entries := w.entriesOf(name)
	for i := range w.analysis.documents {
		text := w.survey.responses[i].Text()
		for j, clause := range w.analysis.documents[i].Clauses {
			if content(clause) < 2 || !w.bare([2]int{i, j}, name) {
				continue
			}
			bare++
			countWords(all, text, clause)
			for _, id := range entries[i] {
				if perEntry[id] == nil {
					perEntry[id] = map[string]*wordCount{}
				}
				bareOf[id]++
				countWords(perEntry[id], text, clause)
			}
		}
	}
	var out []Suggestion
	for _, t := range lens.Compile(w.lenses, w.analysis.analyser).Themes() {
		if t.Lens == name {
			out = append(out, Suggestion{t, suggested(perEntry[t.ID], all, bareOf[t.ID], bare)})
		}
	}
	return out, nil
}

// entriesOf is the distinct entries of a lens that each response mentions.
func (w *work) entriesOf(name string) [][]string {
	out := make([][]string, len(w.survey.responses))
	for _, m := range w.survey.mentions {
		if models.LensOf(m.Theme) == name && !slices.Contains(out[m.Response], m.Theme) {
			out[m.Response] = append(out[m.Response], m.Theme)
		}
	}
	return out
}

// suggested lists the words that the clauses of n, of which near has the counts,
// hold more often than those of all.
func suggested(near, all map[string]*wordCount, n, of int) []TermCount {
	var out []TermCount
	for term, w := range near {
		if w.clauses < suggestFrom {
			continue
		}
		here, there := float64(w.clauses)+0.5, float64(all[term].clauses-w.clauses)+0.5
		score := math.Log(here/(float64(n-w.clauses)+0.5)) - math.Log(there/(float64(of-n-all[term].clauses+w.clauses)+0.5))
		if score > 0 {
			out = append(out, TermCount{w.shown(), w.clauses, score})
		}
	}
	slices.SortFunc(out, func(a, b TermCount) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), strings.Compare(a.Written, b.Written))
	})
	return out[:min(suggestMost, len(out))]
}
