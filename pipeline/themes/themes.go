// Package themes finds what customers speak of: from clauses over vectors to a
// theme model, and from the model to mentions.
//
// Find is the whole of it. The theme model, a mixture of multinomials over
// terms, is the part that lasts: it is kept between nights, assigns new clauses
// in one pass over their terms, and is where the next fit starts from.
package themes

import (
	"context"
	"fmt"
	"math"

	"stemme/models"
)

// A Config says how themes are found. Workers never changes the result.
type Config struct {
	Themes         int     // themes to find; 0 chooses from the data
	MinProbability float64 // a theme less likely than this is no mention, in [0, 1]
	Seed           uint64  // of every draw
	Workers        int     // goroutines, at least 1
	Fresh          bool    // find themes anew though there is a previous model
}

// DefaultMinProbability leaves about a fifth of the reviews' clauses without a
// theme. Themes that two samples of the same comments disagree on lie mostly
// among them.
const DefaultMinProbability = 0.5

// DefaultConfig is what is measured when nothing else is said.
func DefaultConfig() Config {
	return Config{MinProbability: DefaultMinProbability, Seed: 1, Workers: 1}
}

// An Input is what themes are found in. Documents has the same index as
// Responses.
type Input struct {
	Responses []models.Response
	Documents []models.Document
	Previous  *Model // the model of the night before; nil for none
}

// A Result is what was found.
type Result struct {
	Themes    []models.Theme   // in the order of their ids
	Mentions  []models.Mention // in the order of responses, clauses and probability
	Primary   []string         // of each response, the theme that its comment as a whole speaks of most; "" for none
	Model     *Model           // nil with too few comments for themes
	Remainder Remainder
	Choice    []Choice // the numbers of themes that were tried; nil when the number was given
}

// A Remainder says how much no theme covers.
type Remainder struct {
	Clauses int // clauses with at least two different content terms
	Without int // those of them that mention no theme
}

// Share is the share of clauses without a theme; 0 without clauses.
func (r Remainder) Share() float64 {
	if r.Clauses == 0 {
		return 0
	}
	return float64(r.Without) / float64(r.Clauses)
}

// Find finds the themes of in. Equal inputs give equal results, bit by bit, in
// whatever order the responses come and with any number of workers; a response
// stays with its document. Too few comments for themes give a result without
// any, which is no error. It returns ctx.Err() when ctx ends.
func Find(ctx context.Context, in Input, cfg Config) (Result, error) {
	if len(in.Responses) != len(in.Documents) {
		return Result{}, fmt.Errorf("themes: %d responses but %d documents", len(in.Responses), len(in.Documents))
	}
	clauses := clausesOf(in.Documents)
	fit, err := fitModel(ctx, clauses, in.Previous, cfg)
	if err != nil {
		return Result{}, err
	}
	if fit.model == nil {
		return Result{Primary: make([]string, len(in.Responses)), Remainder: remainder(clauses, nil)}, nil
	}
	mentions := fit.model.Mentions(in.Documents, cfg.MinProbability, cfg.Workers)
	result := Result{
		Mentions:  mentions,
		Primary:   fit.model.primary(in.Documents, mentions, cfg.Workers),
		Model:     fit.model,
		Remainder: remainder(clauses, mentions),
		Choice:    fit.choice,
	}
	result.Themes = measured(in.Responses, fit, mentions)
	return result, ctx.Err()
}

// remainder counts what mentions leave out.
func remainder(clauses []clause, mentions []models.Mention) Remainder {
	type place struct{ response, clause int }
	covered := make(map[place]bool, len(mentions))
	for _, m := range mentions {
		covered[place{m.Response, m.Clause}] = true
	}
	var r Remainder
	for _, c := range clauses {
		if c.content < 2 {
			continue
		}
		r.Clauses++
		if !covered[place{c.response, c.clause}] {
			r.Without++
		}
	}
	return r
}

// measured makes the themes of a fit, with what can be counted in mentions.
func measured(responses []models.Response, fit fitted, mentions []models.Mention) []models.Theme {
	commented := 0
	for i := range responses {
		if responses[i].Comment != "" {
			commented++
		}
	}
	out := make([]models.Theme, len(fit.model.IDs))
	index := make(map[string]int, len(out))
	last := make([]int, len(out))
	for i, id := range fit.model.IDs {
		index[id], last[i] = i, -1
		out[i] = models.Theme{ID: id, Name: id, Origin: models.Discovered, State: models.Ready,
			Coherence: math.NaN(), Separation: math.NaN(), Stability: math.NaN(), LabelFit: math.NaN()}
	}
	for _, m := range mentions {
		i := index[m.Theme]
		out[i].Clauses++
		if last[i] != m.Response {
			last[i] = m.Response
			out[i].Responses++
		}
	}
	for i := range out {
		if commented > 0 {
			out[i].Share = float64(out[i].Responses) / float64(commented)
		}
	}
	return out
}
