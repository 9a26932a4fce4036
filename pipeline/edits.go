package pipeline

import (
	"context"
	"maps"
	"slices"

	"stemme/models"
	"stemme/pipeline/codebook"
	"stemme/pipeline/ledger"
	"stemme/pipeline/themes"
)

// An Effect is what a change of the codebook would change.
type Effect struct {
	Responses int            // that would speak of other themes than now
	Clauses   int            // of them
	Themes    []ThemeEffect  // those of which the number of responses would change, in the order of their ids
	Lapses    []themes.Lapse // of the new edits: those that would not apply
}

// A ThemeEffect is how many responses mention a theme now, and how many would.
type ThemeEffect struct {
	ID            string
	Before, After int
}

// Preview says what a run of edits alone would make of a change that is not in the
// codebook yet, by the ledger and the theme model as they stand: it is computed by
// the code that carries the change out. It changes nothing.
func Preview(ctx context.Context, cfg Config, change codebook.Book) (Effect, error) {
	if err := cfg.vanishedEdits(); err != nil {
		return Effect{}, err
	}
	book, err := codebook.Read(cfg.EditsPath())
	if err != nil {
		return Effect{}, err
	}
	accepted, err := ledger.Open(ledgerDir(cfg.Data))
	if err != nil {
		return Effect{}, err
	}
	responses := cfg.placed(accepted.Release())
	a, err := analyse(ctx, responses, cfg)
	if err != nil {
		return Effect{}, err
	}
	previous, err := (&night{cfg: cfg}).previous(nil, nil, a)
	if err != nil {
		return Effect{}, err
	}
	how := cfg.themes()
	if how.Vectors, _, err = wordVectors(cfg.Themes.Vectors, responses, a); err != nil {
		return Effect{}, err
	}
	now, err := themes.Mention(ctx, themesInput(responses, a.documents, a, previous, book), how)
	if err != nil {
		return Effect{}, err
	}
	then, err := themes.Mention(ctx, themesInput(responses, a.documents, a, previous, book.And(change)), how)
	if err != nil {
		return Effect{}, err
	}
	effect := difference(now.Mentions, then.Mentions)
	effect.Themes = themeEffects(now.Mentions, then.Mentions)
	for _, l := range then.Lapses {
		if slices.Contains(change.Said(), l.Edit) {
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

// themeEffects counts, for each theme, the responses that mention it in one and in
// the other.
func themeEffects(now, then []models.Mention) (effects []ThemeEffect) {
	of := map[string]*ThemeEffect{}
	count := func(mentions []models.Mention, one func(*ThemeEffect)) {
		last := map[string]int{}
		for _, m := range mentions {
			if at, seen := last[m.Theme]; seen && at == m.Response {
				continue
			}
			last[m.Theme] = m.Response
			if of[m.Theme] == nil {
				of[m.Theme] = &ThemeEffect{ID: m.Theme}
			}
			one(of[m.Theme])
		}
	}
	count(now, func(e *ThemeEffect) { e.Before++ })
	count(then, func(e *ThemeEffect) { e.After++ })
	for _, id := range slices.Sorted(maps.Keys(of)) {
		if of[id].Before != of[id].After {
			effects = append(effects, *of[id])
		}
	}
	return effects
}
