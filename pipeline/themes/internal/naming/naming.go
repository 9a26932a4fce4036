// Package naming shows themes to people: by words, by a short phrase and by
// typical comments, all as customers wrote them.
package naming

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"stemme/models"
	"stemme/models/parallel"
)

// Config says how much of a theme is shown. Workers never changes the result.
type Config struct {
	Words   int // words a theme, at most
	Typical int // typical comments a class, at most
	Workers int // goroutines, at least 1
}

// DefaultConfig is what is shown when nothing else is said.
func DefaultConfig() Config { return Config{Words: 10, Typical: 5, Workers: 1} }

// An Input is what themes are named from. Documents has the same index as
// Responses. Mentions may come in any order.
type Input struct {
	Responses []models.Response
	Documents []models.Document
	Themes    int // number of themes
	Mentions  []Mention

	Topics []Topic

	Reading *Reading // of Responses, which stand in the order of their keys; nil where they are to be read
	Repeats bool     // a clause counts as often as it is said

	Previous     []Name // by theme, its name the night before; nil for none
	PreviousTops []Name // the same of top themes
	Worded       []bool // by theme, whether words that a person gave made it, so that its name stays; nil for none
	Keep         bool   // what had a name keeps it, whatever its clauses say now
}

// A Reading is comments as they are read for naming. It never changes.
type Reading struct{ corpus *corpus }

// Read reads the comments of responses, which stand in the order of their keys.
// documents has the same index.
func Read(responses []models.Response, documents []models.Document, workers int) *Reading {
	return &Reading{read(responses, documents, workers)}
}

// read is the corpus that themes of in, whose responses stand in order, are named from.
func (in *Input) read(workers int) *corpus {
	r := in.Reading
	if r == nil {
		r = Read(in.Responses, in.Documents, workers)
	}
	c := *r.corpus
	c.repeats = in.Repeats
	return &c
}

// A Name is what a theme is called, to be kept for the next night.
type Name struct {
	Text string // "" for none
	Key  string // what the name is made of, whatever the form it is shown in; "" where it is only the theme's words
}

// A Mention is a clause that speaks of a theme.
type Mention struct {
	Response, Clause int     // indices into Responses and the clauses of its document
	Theme            int     // in [0, Themes)
	Probability      float64 // P(theme | clause), in (0, 1]
}

// A Description is what people see of a theme.
type Description struct {
	Name
	Words     []models.Word // best first
	LabelFit  float64       // share of the theme's different clauses that hold a word of the name or its kin; NaN where none fits
	Nameless  bool          // no name is true of it, though it speaks of nouns, which it is called by
	Kind      models.ThemeKind
	Coherence float64   // mean NPMI of the words' pairs, see NPMI; NaN with fewer than two words
	Typical   []Typical // promoters first, then passives, detractors and those without a class
}

// Describe describes the themes of in. Equal inputs give equal results, bit by
// bit, in whatever order the responses come; ties break on their keys. It
// returns ctx.Err() when ctx ends.
func Describe(ctx context.Context, in Input, cfg Config) ([]Description, error) {
	themes, _, err := DescribeTree(ctx, in, nil, cfg)
	return themes, err
}

// DescribeTree describes the themes of in, and the top themes over them from
// the same reading of the comments. parents gives each theme's top theme, -1
// for none. A top theme bears no name that a theme bears.
func DescribeTree(ctx context.Context, in Input, parents []int, cfg Config) (themes, tops []Description, err error) {
	if len(in.Responses) != len(in.Documents) {
		return nil, nil, fmt.Errorf("naming: %d responses but %d documents", len(in.Responses), len(in.Documents))
	}
	in, place := inKeyOrder(in)
	c := in.read(cfg.Workers)
	above := over(in, parents)
	n, themes, tops, err := c.gathered(ctx, in, above, cfg)
	if err != nil {
		return nil, nil, err
	}
	roofs := make([]*roof, len(tops))
	each(len(tops)+len(themes), cfg.Workers, func(i int) {
		if i < len(tops) {
			roofs[i] = n.roof(parents, i)
		} else if t := i - len(tops); c.verdict(in, n.subjects[t].clauses, themes[t].Words) {
			themes[t].Kind = models.Verdict
		}
	})
	n.name(in, themes, cfg.Workers)
	n.nameTops(above, parents, roofs, tops)
	for _, d := range slices.Concat(themes, tops) {
		for i := range d.Typical {
			d.Typical[i].Response = place(d.Typical[i].Response)
		}
	}
	return themes, tops, nil
}

// each does something for each of [0, n), on up to workers goroutines.
func each(n, workers int, do func(i int)) {
	var g parallel.Group
	g.SetLimit(max(workers, 1))
	for i := range n {
		g.Go(func() error { do(i); return nil })
	}
	_ = g.Wait() // none of them fails
}

// gathered is what names of the themes of in are chosen from, with the descriptions of
// these and of the top themes of above, which lack but names.
func (c *corpus) gathered(ctx context.Context, in, above Input, cfg Config) (n *namer, themes, tops []Description, err error) {
	fine := gather(c, in)
	g, ctx := parallel.WithContext(ctx)
	g.SetLimit(max(cfg.Workers, 1))
	g.Go(func() (err error) {
		n, err = c.nameAll(ctx, in, fine, cfg)
		return err
	})
	g.Go(func() (err error) {
		themes, err = describeAll(ctx, c, in, fine, cfg)
		return err
	})
	if above.Themes > 0 {
		g.Go(func() (err error) {
			tops, err = describeAll(ctx, c, above, gather(c, above), cfg)
			return err
		})
	}
	err = g.Wait()
	return n, themes, tops, err
}

// over is in with the mentions of top themes in place of those of themes.
func over(in Input, parents []int) Input {
	above := Input{Responses: in.Responses, Documents: in.Documents, PreviousTops: in.PreviousTops, Keep: in.Keep}
	for _, p := range parents {
		above.Themes = max(above.Themes, p+1)
	}
	if above.Themes == 0 {
		return above
	}
	for _, m := range in.Mentions {
		if m.Theme = parents[m.Theme]; m.Theme < 0 {
			continue
		}
		i := len(above.Mentions) - 1
		for i >= 0 && above.Mentions[i].Response == m.Response && above.Mentions[i].Clause == m.Clause && above.Mentions[i].Theme != m.Theme {
			i--
		}
		if i >= 0 && above.Mentions[i].Response == m.Response && above.Mentions[i].Clause == m.Clause {
			above.Mentions[i].Probability += m.Probability // two themes of one top theme
			continue
		}
		above.Mentions = append(above.Mentions, m)
	}
	return above
}

// describeAll describes themes of in, whose responses c was read from, but for
// their names.
func describeAll(ctx context.Context, c *corpus, in Input, themes []theme, cfg Config) ([]Description, error) {
	rate(c, themes)
	windows := countWindows(c, candidatePairs(themes), cfg.Workers)
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	out := make([]Description, in.Themes)
	g, ctx := parallel.WithContext(ctx)
	g.SetLimit(max(cfg.Workers, 1))
	for t := range themes {
		g.Go(func() error {
			out[t].Typical = typical(in, c, &themes[t], cfg.Typical)
			return ctx.Err()
		})
	}
	if err := g.Wait(); err != nil {
		return nil, err
	}
	show(c, choose(themes, windows, cfg.Words), windows, out)
	return out, nil
}

// inKeyOrder gives in with its responses in the order of their keys and its
// mentions in that of response, clause and theme, and where a response of it
// stood before.
func inKeyOrder(in Input) (sorted Input, place func(response int) int) {
	order := make([]int, len(in.Responses))
	for i := range order {
		order[i] = i
	}
	byKey := func(a, b int) int { return in.Responses[a].Key().Compare(in.Responses[b].Key()) }
	sorted = in
	sorted.Mentions = slices.Clone(in.Mentions)
	if !slices.IsSortedFunc(order, byKey) {
		slices.SortStableFunc(order, byKey)
		rank := make([]int, len(order))
		sorted.Responses = make([]models.Response, len(order))
		sorted.Documents = make([]models.Document, len(order))
		for i, old := range order {
			rank[old] = i
			sorted.Responses[i], sorted.Documents[i] = in.Responses[old], in.Documents[old]
		}
		for i := range sorted.Mentions {
			sorted.Mentions[i].Response = rank[sorted.Mentions[i].Response]
		}
		sorted.Topics = slices.Clone(in.Topics)
		for t := range sorted.Topics {
			places := slices.Clone(in.Topics[t].Clauses)
			for i := range places {
				places[i].Response = rank[places[i].Response]
			}
			sorted.Topics[t].Clauses = places
		}
	}
	byPlace := func(a, b Mention) int {
		return cmp.Or(cmp.Compare(a.Response, b.Response), cmp.Compare(a.Clause, b.Clause), cmp.Compare(a.Theme, b.Theme))
	}
	if !slices.IsSortedFunc(sorted.Mentions, byPlace) {
		slices.SortStableFunc(sorted.Mentions, byPlace)
	}
	return sorted, func(response int) int { return order[response] }
}

// show sets the words of every description, best first, and their coherence.
func show(c *corpus, chosen [][]candidate, w *windows, out []Description) {
	written := c.writtenForms(chosen)
	for t := range out {
		out[t].Coherence = w.coherence(chosen[t])
		slices.SortFunc(chosen[t], byWeight)
		for _, word := range chosen[t] {
			out[t].Words = append(out[t].Words, models.Word{
				Term: c.terms[word.term].text, Written: written[word.term], Weight: word.weight})
		}
	}
}
