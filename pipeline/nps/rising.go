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
	Terms    []string   // as they are counted; of phrases their parts
	From, To models.Day // the first and the last day of responses that are news
}

// lasts is in how many periods of a kind a term must be news to be more than a day's
// talk.
const lasts = 2

// Risings are the findings of FindNews over all responses by month and by week that
// last, the earliest of those that the same term leads, sorted by day and term. They
// are what a theme may be born of, so nothing is withheld from them.
func Risings(responses []models.Response, said []Said, smallGroup int) []Rising {
	all := newsAll(responses)
	var found []Rising
	diary, k := newDiary(responses, all), max(smallGroup, 1)
	boards := diary.boards(slices.DeleteFunc(slices.Clone(watches[:]), func(w watch) bool { return w.kind == KindDay }))
	diary.hear(boards, said, k)
	for n, tested := range diary.rises(boards, said, k) {
		one := []tried{{boards[n], tested}}
		discover(one)
		rises, times := one[0].rises, map[int]int{}
		for _, r := range rises {
			times[r.term]++
		}
		for _, group := range grouped(rises) {
			if times[group[0].term] >= lasts {
				found = append(found, rising(group, responses, said))
			}
		}
	}
	slices.SortStableFunc(found, func(x, y Rising) int {
		return cmp.Or(cmp.Compare(x.From, y.From), strings.Compare(x.Terms[0], y.Terms[0]))
	})
	first := map[string]int{}
	var out []Rising
	for _, r := range found {
		if at, again := first[r.Terms[0]]; again {
			out[at].To = max(out[at].To, r.To)
			continue
		}
		first[r.Terms[0]] = len(out)
		out = append(out, r)
	}
	return out
}

// rising is a finding by its terms and the days of its responses.
func rising(group []rise, responses []models.Response, said []Said) (r Rising) {
	r.From = responses[group[0].responses[0]].Day
	r.To = r.From
	for _, g := range group {
		for _, i := range g.responses {
			r.From, r.To = min(r.From, responses[i].Day), max(r.To, responses[i].Day)
		}
		for term := range strings.FieldsSeq(said[g.term].Term) {
			if !slices.Contains(r.Terms, term) {
				r.Terms = append(r.Terms, term)
			}
		}
	}
	return r
}
