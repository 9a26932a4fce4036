package themes

import (
	"context"
	"slices"

	"stemme/models"
	"stemme/pipeline/codebook"
)

// renew gives tonight's theme model: the one of the night before, as it is or
// grown and fitted again where it needs it, or one that is found anew. Themes
// keep their ids, and no id is ever given twice.
//
// It is idempotent: with the model and the history that it leaves, and nothing
// new in the ledger or the book, it changes nothing.
func renew(ctx context.Context, clauses []clause, in Input, events *history, cfg Config) (fitted, error) {
	last, known := events.fitted()
	if in.Previous != nil { // ids of themes that were undone are not given again
		m := *in.Previous
		m.next = max(m.next, events.next(generationOf(m.next)), in.given(generationOf(m.next)))
		in.Previous = &m
	}
	reason := Reason("")
	switch {
	case cfg.Fresh || in.Previous == nil && known:
		reason = Anew
	case in.Previous == nil:
		reason = First
	case cfg.AssignOnly:
		return fitted{model: in.Previous}, ctx.Err()
	case cfg.EditsOnly:
		if m := in.Previous; m.unhandled(&in.Book) {
			if w := newWork(clauses, in, cfg); len(w.c.Terms) > 0 {
				return fitted{model: w.handle(m, in, events)}, ctx.Err()
			}
		}
		return fitted{model: in.Previous}, ctx.Err()
	case known && cfg.Themes != last.Asked:
		reason = Number
	}
	if reason != "" {
		return newWork(clauses, in, cfg).afresh(ctx, clauses, in, events, reason, nil)
	}
	return goOn(ctx, clauses, in, events, cfg)
}

// goOn gives the theme model of the night before, grown and fitted again where it needs
// it.
func goOn(ctx context.Context, clauses []clause, in Input, events *history, cfg Config) (fitted, error) {
	m := in.Previous
	last, known := events.fitted()
	grown := known && (events.responses != last.Responses || events.day > last.Day)
	if !grown && !cfg.Refit && !m.unhandled(&in.Book) {
		return fitted{model: m}, ctx.Err()
	}
	w := newWork(clauses, in, cfg)
	if len(w.c.Terms) == 0 {
		return fitted{}, ctx.Err() // what is left has no word that a theme could be of
	}
	m = w.handle(m, in, events)
	if grown {
		m = w.settled(w.lasting(w.emerge(m, events), in.rising(), events), in, events)
	}
	if reason := w.reason(m, last, grown, events.responses); reason != "" {
		tried, moved := w.rechoose(m)
		if in.Previous = m; moved {
			return w.afresh(ctx, clauses, in, events, reason, tried)
		}
		m = w.refit(m, in, events).remarked(clauses, cfg)
		w.fitted(m, events, reason)
		return fitted{model: m, choice: tried}, ctx.Err()
	}
	return fitted{model: m}, ctx.Err()
}

// reason is why m must be fitted again, "" where it need not.
func (w *work) reason(m *Model, last Event, grown bool, responses int) Reason {
	switch {
	case w.cfg.Refit:
		return Asked
	case !grown:
		return ""
	case w.cfg.RefitAfter > 0 && float64(responses-last.Responses) >= w.cfg.RefitAfter*float64(last.Responses):
		return Grown
	case w.worse(m, last):
		return Worse
	}
	return ""
}

// afresh finds themes anew. Where there were some, those that are the same to
// the clauses keep their ids unless all are to be forgotten. tried is as in fitModel.
func (w *work) afresh(ctx context.Context, clauses []clause, in Input, events *history, reason Reason, tried []Choice) (fitted, error) {
	fit, err := w.fitModel(ctx, clauses, in, tried)
	if err != nil || fit.model == nil {
		return fitted{}, err
	}
	switch {
	case reason == Anew:
		fit.model = w.anew(fit.model, in, events)
		return fit, ctx.Err()
	case in.Previous != nil:
		fit.model = fit.model.numbered(in.Previous.next - 1)
		fit.model = w.match(in.Previous, fit.model, in, events)
		fit.model = w.bury(w.reunite(fit.model, in, events), in, events)
	default:
		fit.model = fit.model.numbered(max(events.next(0), in.given(in.lastGiven())) - 1)
		w.firstBorn(fit.model, events, reason)
	}
	fit.model = w.begun(fit.model, in, events, reason)
	return fit, ctx.Err()
}

// begun is m, which is newly fitted, with what is born beside it and with the book's edits.
func (w *work) begun(m *Model, in Input, events *history, reason Reason) *Model {
	m = w.settled(w.lasting(m, in.rising(), events), in, events)
	m = w.handle(m, in, events)
	w.fitted(m, events, reason)
	return m
}

// firstBorn tells that the themes of m are there, with which the history begins.
func (w *work) firstBorn(m *Model, events *history, reason Reason) {
	sizes := w.sizes(m)
	for _, id := range m.IDs() {
		events.add(Born, id, string(reason), sizes[id])
	}
	for _, id := range m.tops {
		events.add(Born, id, "top", 0)
	}
}

// numbered is m with the number of every id raised.
func (m *Model) numbered(by int) *Model {
	if by <= 0 {
		return m
	}
	raised := func(id string) string {
		if id == "" {
			return ""
		}
		return name(numberOf(id) + by)
	}
	out := *m
	out.themes, out.tops = slices.Clone(m.themes), nil
	for i := range out.themes {
		out.themes[i].ID, out.themes[i].Parent = raised(out.themes[i].ID), raised(out.themes[i].Parent)
	}
	for _, id := range m.tops {
		out.tops = append(out.tops, raised(id))
	}
	out.next = m.next + by
	return &out
}

// rising is what is said beyond its past.
func (in *Input) rising() []Rising {
	if in.Rising == nil {
		return nil
	}
	return in.Rising()
}

// pinned says whether an edit has theme id stay.
func pinned(book *codebook.Book, id string) bool {
	return slices.ContainsFunc(book.Edits, func(e codebook.Edit) bool { return e.Pin == id })
}

// terms reads words of the book as comments are read. A compound that known does not
// know stands for its parts, where it knows all of these.
func (in *Input) terms(text string, known func(term string) bool) []string {
	if in.Terms == nil {
		return []string{text}
	}
	var out []string
	all := in.Terms(text)
	for i, t := range all {
		if t.Kind != models.Content {
			continue
		}
		words := []string{t.Text}
		if parts := partsOf(all[i+1:]); len(parts) > 0 && !known(t.Text) && !slices.ContainsFunc(parts, func(p string) bool { return !known(p) }) {
			words = parts
		}
		for _, w := range words {
			if !slices.Contains(out, w) {
				out = append(out, w)
			}
		}
	}
	return out
}

// partsOf are the parts of the compound that stands before the terms.
func partsOf(behind []models.Term) (parts []string) {
	for _, t := range behind {
		if t.Kind != models.Part {
			break
		}
		parts = append(parts, t.Text)
	}
	return parts
}

// unsaid is why no theme can be made of a seed: its words are small ones, or are said in
// too few different clauses, or in none.
func (in *Input) unsaid(s *codebook.Seed) Why {
	terms := map[string]bool{}
	for _, word := range s.Words {
		for _, t := range in.terms(word, func(string) bool { return true }) {
			terms[t] = true
		}
	}
	if len(terms) == 0 {
		return SmallWords
	}
	for i := range in.Documents {
		for _, c := range in.Documents[i].Clauses {
			if slices.ContainsFunc(c.Terms, func(t models.Term) bool { return terms[t.Text] }) {
				return FewWords
			}
		}
	}
	return NoWords
}
