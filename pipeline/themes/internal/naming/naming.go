// Package naming shows themes to people: by words, by a short phrase and by
// typical comments, all as customers wrote them.
package naming

import (
	"context"
	"fmt"
	"slices"

	"golang.org/x/sync/errgroup"

	"stemme/models"
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
// Responses, and the responses are in the order of their keys, which breaks
// ties.
type Input struct {
	Responses []models.Response
	Documents []models.Document
	Themes    int       // number of themes
	Mentions  []Mention // in the order of response and clause
}

// A Mention is a clause that speaks of a theme.
type Mention struct {
	Response, Clause, Theme int
	Probability             float64 // in (0, 1]
}

// A Description is what people see of a theme.
type Description struct {
	Name      string        // a short phrase in the customers' words; "" where nothing fits
	Words     []models.Word // best first
	LabelFit  float64       // share of the theme's responses that hold a content term of the name; NaN without a name
	Coherence float64       // mean NPMI of the words' pairs, see NPMI; NaN with fewer than two words
	Typical   []Typical     // promoters first, then passives, detractors and those without a class
}

// Describe describes the themes of in. Equal inputs give equal results. It
// returns ctx.Err() when ctx ends.
func Describe(ctx context.Context, in Input, cfg Config) ([]Description, error) {
	if len(in.Responses) != len(in.Documents) {
		return nil, fmt.Errorf("naming: %d responses but %d documents", len(in.Responses), len(in.Documents))
	}
	c := read(in.Responses, in.Documents, cfg.Workers)
	themes := gather(c, in)
	rate(c, themes)
	windows := countWindows(c, candidatePairs(themes), cfg.Workers)
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	out := make([]Description, in.Themes)
	chosen := choose(themes, windows, cfg.Words)
	names := make([][]phrase, in.Themes)
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(max(cfg.Workers, 1))
	for t := range themes {
		g.Go(func() error {
			names[t] = phrases(c, &themes[t])
			out[t].Typical = typical(in, c, &themes[t], cfg.Typical)
			return ctx.Err()
		})
	}
	if err := g.Wait(); err != nil {
		return nil, err
	}
	written := c.writtenForms(in.Responses, chosen, cfg.Workers)
	for t := range out {
		out[t].Words = shown(c, chosen[t], written)
		out[t].Coherence = windows.coherence(chosen[t])
	}
	name(in, c, themes, names, out)
	return out, nil
}

// shown turns chosen terms into words, best first.
func shown(c *corpus, chosen []candidate, written map[int32]string) []models.Word {
	chosen = slices.Clone(chosen)
	slices.SortStableFunc(chosen, byWeight)
	out := make([]models.Word, len(chosen))
	for i, w := range chosen {
		out[i] = models.Word{Term: c.terms[w.term], Written: written[w.term], Weight: w.weight}
	}
	return out
}
