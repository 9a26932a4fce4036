package query

import (
	"context"
	"slices"
	"stemme/index/internal/columns"
	"stemme/index/internal/postings"
	"unicode/utf8"
)

// maxFuzzy is the longest word that is looked for with letters wrong: Bleve's
// automaton has a bound.
const maxFuzzy = 40

// fuzzyWeight is what a word counts for by the letters in which it differs.
var fuzzyWeight = [...]float64{1, 0.6, 0.3}

// fuzzy adds the words that differ from t in at most so many letters, as
// written or in plain letters. A word of three letters is at most one letter
// away from its like, and one of more than maxFuzzy has none.
func (p *planner) fuzzy(l *Leaf, t *columns.Token, edits int) error {
	switch letters := utf8.RuneCountInString(t.Exact); {
	case letters > maxFuzzy:
		return nil
	case letters <= 3:
		edits = 1
	}
	near, err := p.near(p.ctx, t.Exact, edits)
	if err != nil {
		return err
	}
	forms := make([]string, 0, len(near))
	for form := range near {
		forms = append(forms, form)
	}
	slices.Sort(forms)
	for _, form := range forms {
		p.exact(l, form, fuzzyWeight[near[form]])
	}
	return nil
}

// near are the exact forms of the index that differ from a word in at most so many
// letters, with in how many.
func (c *Corpus) near(ctx context.Context, exact string, edits int) (map[string]int, error) {
	near := map[string]int{}
	for _, s := range c.Shards {
		if err := s.Near(ctx, exact, columns.Fold(exact), edits, func(field, term string, distance int) {
			for _, form := range c.formsOf(field, term) {
				if d, ok := near[form]; !ok || distance < d {
					near[form] = distance
				}
			}
		}); err != nil {
			return nil, err
		}
	}
	return near, nil
}

// formsOf lists the exact forms that a term of a field stands for.
func (c *Corpus) formsOf(field, term string) []string {
	if field == postings.ExactField {
		return []string{term}
	}
	return c.Cols.Unfold(term)
}
