package web

import (
	"slices"

	"stemme/cmd/stemme/web/frame"
	"stemme/cmd/stemme/web/internal/survey"
	"stemme/models"
	"stemme/pipeline/messages"
	"stemme/pipeline/nps"
)

// Who sees what is decided here, by models.Audience, and nowhere else: a request is
// answered from an edition in which the comments that its sender may not read are not
// there, neither in the index nor in the columns that figures are counted from. What
// is said of the others is what the open tables say.

// audienceOf is the audience that somebody is part of.
func audienceOf(who frame.Who) models.Audience {
	switch who.Role {
	case frame.Analysts:
		return models.Analysts
	case frame.Leaders:
		return models.LeaderOf(who.Unit)
	}
	return models.Everybody
}

// seenBy is the edition as an audience may see it: with its own comments alone.
func (p *published) seenBy(a models.Audience) *published {
	if a.SeesAll("") {
		return p
	}
	if known, ok := p.views.Load(a); ok {
		return known.(*published)
	}
	in := &published{edition: p.edition, figures: p.figures, index: p.index.Within(a.SeesAll), survey: p.survey.Within(a.SeesAll), columnValues: p.named(), ofLenses: p.ofLenses, counted: new(countedChanges), unveiled: p.unveiled}
	in.examples, in.cited, in.clauses = nil, nil, nil // single responses, of whichever unit
	known, _ := p.views.LoadOrStore(a, in)
	return known.(*published)
}

// named are the values of every way to cut whose names stand in the open tables: the name of a value of
// few alone may say who answered.
func (p *published) named() map[string][]survey.Value {
	named := map[string][]survey.Value{}
	for column, values := range p.columnValues {
		open := p.figures.values(column)
		named[column] = slices.DeleteFunc(slices.Clone(values), func(v survey.Value) bool {
			ours := column == survey.Source || column == survey.Kind || column == survey.Language // no answer of a customer names these
			return !ours && v.Name != "" && !slices.Contains(open, v.Name)
		})
	}
	return named
}

// spokenIn is the edition with its names in a language.
func (p *published) spokenIn(lang messages.Lang) *published {
	if lang != messages.English {
		return p
	}
	if known, ok := p.views.Load(lang); ok {
		return known.(*published)
	}
	in := &published{edition: p.edition, figures: p.inEnglish(), index: p.index, survey: p.survey, columnValues: p.columnValues, ofLenses: p.ofLenses, counted: new(countedChanges), unveiled: p.unveiled}
	known, _ := p.views.LoadOrStore(lang, in)
	return known.(*published)
}

// countable says whether figures of what the filters let through may be counted: they
// may where every comment of it may be read.
func (r *request) countable() bool { return r.readable(r.sieve.values[survey.Unit]) }

// readable says whether the sender may read every comment of some units, none given
// being all.
func (r *request) readable(units []string) bool {
	if len(units) == 0 {
		return r.audience.SeesAll("")
	}
	return !slices.ContainsFunc(units, func(unit string) bool { return !r.audience.SeesAll(unit) })
}

// counts says whether figures are counted, not looked up.
func (r *request) counts() bool { return r.sieve.sel != nil }

// edits says whether the sender may change the codebook.
func (r *request) edits() bool { return r.Role == frame.Analysts }

// mine are the values of a way to cut that the sender may count though not all of what
// the filters let through: a leader's own unit and those below it.
func (r *request) mine(dimension, value string) bool {
	return !r.counts() && dimension == nps.DimensionUnit && !r.sieve.values.Has(survey.Unit) && r.audience.SeesAll(value)
}

// sayFew is what is said beside a figure of few answers, or of none; "" for nothing, as
// of a row of the tables alone.
func sayFew(row any) messages.Key {
	if told, ok := row.(interface{ sayFew() messages.Key }); ok {
		return told.sayFew()
	}
	return ""
}

func (c counted) sayFew() messages.Key { return fewKey(&c.ScoreRow, c.Few) }
func (t themed) sayFew() messages.Key  { return fewKey(&t.ScoreRow, t.Few) }

func fewKey(row *nps.ScoreRow, few bool) messages.Key {
	switch {
	case row.Suppressed || !row.Scored.Known:
		return ""
	case row.Responses.N == 0:
		return "web_no_answers"
	case row.Scored.N == 0:
		return "web_no_score"
	case few:
		return "web_few"
	}
	return ""
}

// few says whether a figure that the sender may count is of few answers: it is shown,
// and said to be.
func (r *request) few(row *nps.ScoreRow) bool {
	n := int(min(row.Responses.N, row.Scored.N))
	return row.Responses.N > 0 && models.Analysts.Show("", n, r.smallGroup, false) == models.FewSaid
}
