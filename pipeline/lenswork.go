package pipeline

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

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

// A TermCount is a word as written and how many clauses hold it, of suggestions how many
// responses.
type TermCount struct {
	Written string
	Clauses int
	Score   float64 // of suggestions: the lower end of the log odds
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
				countWords(words, text, clause, i)
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
	clauses, responses int
	last               int // the response counted last, from 1 on
	written            map[string]int
	inside, capital    int // occurrences behind the first word of a clause, those with a capital among them
}

// countWords counts the content words of a clause of a response, each once.
func countWords(words map[string]*wordCount, text string, c models.Clause, response int) {
	seen := map[string]bool{}
	for _, t := range c.Terms {
		if t.Kind != models.Content || seen[t.Text] {
			continue
		}
		seen[t.Text] = true
		w := words[t.Text]
		if w == nil {
			w = &wordCount{written: map[string]int{}}
			words[t.Text] = w
		}
		if w.last != response+1 {
			w.last = response + 1
			w.responses++
		}
		w.clauses++
		as := text[t.Start:t.End]
		w.written[strings.ToLower(as)]++
		if first, size := utf8.DecodeRuneInString(as); t.Start > c.Start && strings.ToUpper(as) != as {
			w.inside++
			if unicode.IsUpper(first) && size < len(as) {
				w.capital++
			}
		}
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
