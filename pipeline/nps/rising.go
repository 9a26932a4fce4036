package nps

import (
	"cmp"
	"slices"
	"strings"

	"stemme/models"
)

// A Rising is terms that the same responses say beyond their past, the surest
// first, from a day on.
type Rising struct {
	Terms []string // as they are counted; of phrases their parts
	From  models.Day
}

// Risings are the findings of FindNews over all responses by month and by week, the
// earliest of those that the same term leads, sorted by day and term. They are what
// a theme may be born of, so nothing is withheld from them.
func Risings(responses []models.Response, said []Said, smallGroup int) []Rising {
	all := dimension{name: DimensionAll, values: make([]string, len(responses))}
	var found []Rising
	for i := range watches {
		w := &watches[i]
		if w.kind == KindDay {
			continue
		}
		b := newBoard(w, responses, all)
		for _, group := range grouped(b.rises(said, max(smallGroup, 1))) {
			found = append(found, rising(group, responses, said))
		}
	}
	slices.SortStableFunc(found, func(x, y Rising) int {
		return cmp.Or(cmp.Compare(x.From, y.From), strings.Compare(x.Terms[0], y.Terms[0]))
	})
	leads := map[string]bool{}
	return slices.DeleteFunc(found, func(r Rising) bool {
		again := leads[r.Terms[0]]
		leads[r.Terms[0]] = true
		return again
	})
}

// rising is a finding by its terms and the first day of its responses.
func rising(group []rise, responses []models.Response, said []Said) (r Rising) {
	r.From = responses[group[0].responses[0]].Day
	for _, g := range group {
		for _, i := range g.responses {
			r.From = min(r.From, responses[i].Day)
		}
		for term := range strings.FieldsSeq(said[g.term].Term) {
			if !slices.Contains(r.Terms, term) {
				r.Terms = append(r.Terms, term)
			}
		}
	}
	return r
}
