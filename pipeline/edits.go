package pipeline

import (
	"context"
	"slices"

	"stemme/models"
	"stemme/pipeline/codebook"
	"stemme/pipeline/ledger"
	"stemme/pipeline/themes"
)

// An Effect is what edits would change.
type Effect struct {
	Responses int            // that would speak of other themes than now
	Clauses   int            // of them
	Lapses    []themes.Lapse // of the new edits: those that would not apply
}

// Preview says what the next night would make of edits that are not in the
// codebook yet, by the ledger and the theme model as they stand. It changes
// nothing.
func Preview(ctx context.Context, cfg Config, edits ...codebook.Edit) (Effect, error) {
	book, err := codebook.Read(cfg.EditsPath())
	if err != nil {
		return Effect{}, err
	}
	accepted, err := ledger.Open(ledgerDir(cfg.Data))
	if err != nil {
		return Effect{}, err
	}
	responses := accepted.Responses()
	a, err := analyse(ctx, responses, cfg)
	if err != nil {
		return Effect{}, err
	}
	previous, err := (&night{cfg: cfg}).previous(0, a)
	if err != nil {
		return Effect{}, err
	}
	how := cfg.themes()
	if how.Vectors, _, err = wordVectors(cfg.Themes.Vectors, responses, a); err != nil {
		return Effect{}, err
	}
	now, err := themes.Mention(ctx, themesInput(responses, a, previous, book), how)
	if err != nil {
		return Effect{}, err
	}
	book.Edits = slices.Concat(book.Edits, edits)
	then, err := themes.Mention(ctx, themesInput(responses, a, previous, book), how)
	if err != nil {
		return Effect{}, err
	}
	effect := difference(now.Mentions, then.Mentions)
	for _, l := range then.Lapses {
		if slices.ContainsFunc(edits, func(e codebook.Edit) bool { return e.String() == l.Edit }) {
			effect.Lapses = append(effect.Lapses, l)
		}
	}
	return effect, nil
}

// difference counts the clauses, and the responses, that do not speak of the
// same themes in both.
func difference(now, then []models.Mention) (e Effect) {
	type place struct{ response, clause int }
	type mention struct {
		place
		theme string
	}
	in := map[mention]int{}
	for _, m := range now {
		in[mention{place{m.Response, m.Clause}, m.Theme}]++
	}
	for _, m := range then {
		in[mention{place{m.Response, m.Clause}, m.Theme}]--
	}
	clauses, responses := map[place]bool{}, map[int]bool{}
	for m, n := range in {
		if n != 0 {
			clauses[m.place], responses[m.response] = true, true
		}
	}
	return Effect{Responses: len(responses), Clauses: len(clauses)}
}
