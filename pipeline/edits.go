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
	hand, err := codebook.Read(cfg.EditsPath())
	if err != nil {
		return Effect{}, err
	}
	book, err := ledger.Open(ledgerDir(cfg.Data))
	if err != nil {
		return Effect{}, err
	}
	responses := book.Responses()
	a, err := analyse(ctx, responses, cfg)
	if err != nil {
		return Effect{}, err
	}
	previous, err := (&night{cfg: cfg}).previous()
	if err != nil {
		return Effect{}, err
	}
	how := cfg.themes()
	if how.Vectors, _, err = wordVectors(cfg.Themes.Vectors, responses, a); err != nil {
		return Effect{}, err
	}
	now, err := themes.Mention(ctx, themesInput(responses, a, previous, hand), how)
	if err != nil {
		return Effect{}, err
	}
	hand.Edits = slices.Concat(hand.Edits, edits)
	then, err := themes.Mention(ctx, themesInput(responses, a, previous, hand), how)
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

// themes is what the configuration says of finding themes.
func (cfg *Config) themes() themes.Config {
	return themes.Config{
		Themes: cfg.Themes.Number, MinProbability: cfg.Themes.MinProbability, Seed: cfg.Themes.Seed, Workers: cfg.Workers,
		Fresh: cfg.Themes.Fresh, Refit: cfg.Themes.Refit, AssignOnly: cfg.Themes.AssignOnly, RefitAfter: cfg.Themes.RefitAfter,
	}
}

// themesInput is what themes are found in; the words of the codebook are read as
// Danish comments are.
func themesInput(responses []models.Response, a analysis, previous before, hand codebook.Book) themes.Input {
	return themes.Input{
		Responses: responses, Documents: a.documents, Previous: previous.model, History: previous.events, Book: hand,
		Terms: func(text string) (terms []models.Term) {
			for _, c := range a.analyser.Document(text, models.Danish).Clauses {
				terms = append(terms, c.Terms...)
			}
			return terms
		},
	}
}
