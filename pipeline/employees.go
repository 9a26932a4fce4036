package pipeline

import (
	"cmp"
	"context"
	"slices"

	"stemme/models"
	"stemme/pipeline/themes"
)

// A cut are some of the responses of a night, and where they stand among all.
type cut struct {
	responses []models.Response
	documents []models.Document
	at        []int
}

func isEmployee(r *models.Response) bool { return r.Kind == models.Employees }

// onlyEmployees says whether no customer is among responses.
func onlyEmployees(responses []models.Response) bool {
	return !slices.ContainsFunc(responses, func(r models.Response) bool { return !isEmployee(&r) })
}

// cutBy are the responses that keep says yes to.
func cutBy(responses []models.Response, documents []models.Document, keep func(*models.Response) bool) cut {
	var at []int
	for i := range responses {
		if keep(&responses[i]) {
			at = append(at, i)
		}
	}
	return cutAt(responses, documents, at)
}

// cutAt are the responses at these places.
func cutAt(responses []models.Response, documents []models.Document, at []int) cut {
	c := cut{at: at}
	for _, i := range at {
		c.responses, c.documents = append(c.responses, responses[i]), append(c.documents, documents[i])
	}
	return c
}

// findThemes finds the themes of customers. What employees wrote has no part in
// finding themes, their names and their sizes; it is read by the themes that
// customers have.
func findThemes(ctx context.Context, responses []models.Response, a analysis, previous predecessor, hand handed, how themes.Config) (themes.Result, error) {
	if !slices.ContainsFunc(responses, func(r models.Response) bool { return isEmployee(&r) }) {
		in := themesInput(responses, a.documents, a, previous, hand.Book)
		in.Topics, in.Planned = hand.topics, hand.planned
		return themes.Find(ctx, in, how)
	}
	customers := cutBy(responses, a.documents, func(r *models.Response) bool { return !isEmployee(r) })
	employees := cutBy(responses, a.documents, isEmployee)
	of := func(c cut, previous predecessor) themes.Input {
		return themesInput(c.responses, c.documents, a, previous, hand.Book)
	}
	in := of(customers, previous)
	in.Topics, in.Planned = hand.topics.in(customers.at), hand.planned
	found, err := themes.Find(ctx, in, how)
	if err != nil {
		return themes.Result{}, err
	}
	spread(&found, customers.at, len(responses))
	if found.Model == nil {
		return found, nil
	}
	theirs, err := themes.Mention(ctx, of(employees, predecessor{model: found.Model, events: found.Events}), how)
	if err != nil {
		return themes.Result{}, err
	}
	for _, m := range theirs.Mentions {
		if found.Feeling != nil {
			m.Polarity = found.Feeling(employees.documents[m.Response].Clauses[m.Clause])
		}
		m.Response = employees.at[m.Response]
		found.Mentions = append(found.Mentions, m)
	}
	primary := likeliest(theirs.Mentions, len(employees.at))
	for i, at := range employees.at {
		found.Primary[at] = primary[i]
	}
	slices.SortStableFunc(found.Mentions, func(a, b models.Mention) int {
		return cmp.Or(cmp.Compare(a.Response, b.Response), cmp.Compare(a.Clause, b.Clause))
	})
	return found, nil
}

// in are the topics of a cut: at gives where each of its responses stands among
// all.
func (t topics) in(at []int) topics {
	if t == nil {
		return nil
	}
	return func(feeling func(models.Clause) float64) ([]themes.Topic, error) {
		read, err := t(feeling)
		for i := range read {
			var kept []themes.Place
			for _, p := range read[i].Clauses {
				if to, in := slices.BinarySearch(at, p.Response); in {
					kept = append(kept, themes.Place{Response: to, Clause: p.Clause})
				}
			}
			read[i].Clauses = kept
		}
		return read, err
	}
}

// spread turns indices of a cut into those of all n responses.
func spread(r *themes.Result, at []int, n int) {
	for i := range r.Mentions {
		r.Mentions[i].Response = at[r.Mentions[i].Response]
	}
	for _, theme := range r.Typical {
		for i := range theme {
			theme[i].Response = at[theme[i].Response]
		}
	}
	primary := make([]string, n)
	for i, p := range r.Primary {
		primary[at[i]] = p
	}
	r.Primary = primary
}
