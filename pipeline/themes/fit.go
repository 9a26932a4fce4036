package themes

import (
	"context"
	"fmt"

	"stemme/pipeline/themes/internal/corpus"
	"stemme/pipeline/themes/internal/mixture"
	"stemme/pipeline/themes/internal/partition"
	"stemme/pipeline/themes/internal/vectors"
)

// A fitted model with what the fit learned on the way.
type fitted struct {
	model  *Model // nil with too few clauses for themes
	choice []Choice
}

// A Choice is one number of themes that was tried.
type Choice struct {
	Themes    int
	Stability float64 // agreement between fits to two halves, in [0, 1]
	Coherence float64 // mean NPMI of the themes' words
	Chosen    bool
}

// fewest is the least number of different clauses that themes are looked for
// in, and perTheme how many each theme must have on average. Chosen by eye:
// below them, themes are single comments.
const (
	fewest   = 20
	perTheme = 5
)

// sample is how many different clauses the first partition is made of; the
// theme model is then fitted to all of them.
const sample = 12000

// fitModel finds the theme model of clauses.
func fitModel(ctx context.Context, clauses []clause, previous *Model, cfg Config) (fitted, error) {
	if previous != nil && !cfg.Fresh {
		return fitted{model: previous}, ctx.Err()
	}
	c := corpus.New(fitting(clauses), minimum(len(clauses)))
	n := c.Rows.Rows()
	if n < fewest {
		return fitted{}, ctx.Err()
	}
	k := cfg.Themes
	if k == 0 {
		k = 20
	}
	k = max(2, min(k, n/perTheme))
	space := vectors.Learn(c.Rows, c.TermHash, cfg.Workers)
	head := min(sample, n)
	points := space.Clauses(c.Rows.Head(head), cfg.Workers)
	part := partition.KMeans(points, c.Hash[:head], k, cfg.Seed, 4, cfg.Workers)
	start := make([]int32, n)
	for i := range start {
		start[i] = -1
	}
	copy(start, part)
	if err := ctx.Err(); err != nil {
		return fitted{}, err
	}
	m := mixture.Reference.Fit(c.Rows, start, k, cfg.Workers)
	model := &Model{Terms: c.Terms, Mixture: m}
	for i := range k {
		model.IDs = append(model.IDs, fmt.Sprintf("t%04d", i+1))
	}
	model.index()
	return fitted{model: model}, nil
}

// fitting picks the clauses that a model is fitted to: those with at least two
// content terms.
func fitting(clauses []clause) [][]string {
	out := make([][]string, 0, len(clauses))
	for _, c := range clauses {
		if c.content >= 2 {
			out = append(out, c.terms)
		}
	}
	return out
}

// minimum is how many different clauses must hold a term that is counted.
func minimum(clauses int) int {
	switch {
	case clauses < 5000:
		return 2
	case clauses < 20000:
		return 3
	}
	return 5
}
