package arrivals

import (
	"cmp"
	"slices"

	"stemme/models"
)

// A renumbering is how many of the responses whose ids are known of their source say
// something else altogether: their numbers begin anew, and each would stand in the
// place of another customer's answer.
type renumbering struct {
	source        string
	others, known int
}

// From so many answers on, half of those with a known id, an id is no longer that of
// one answer: a single customer may change an answer another day. Chosen by eye.
const leastRenumbered = 3

// renumbered finds the sources whose ids begin anew, in what all has of them or from
// one of tonight's files to the next.
func renumbered(all, fresh []models.Response) (found []renumbering) {
	latest := make(map[models.Key]*models.Response, len(fresh))
	for i := range fresh {
		latest[fresh[i].Key()] = nil
	}
	for i := range all {
		if _, tonight := latest[all[i].Key()]; tonight {
			latest[all[i].Key()] = &all[i]
		}
	}
	of := map[string]renumbering{}
	for i := range fresh {
		r := &fresh[i]
		if old := latest[r.Key()]; old != nil {
			n := of[r.Source]
			n.known++
			if another(old, r) {
				n.others++
			}
			of[r.Source] = n
		}
		latest[r.Key()] = r
	}
	for name, n := range of {
		if n.source = name; n.others >= leastRenumbered && 2*n.others >= n.known {
			found = append(found, n)
		}
	}
	slices.SortFunc(found, func(a, b renumbering) int { return cmp.Compare(a.source, b.source) })
	return found
}

// another says whether two responses of one id are different answers: of another day,
// with other words or another score; or, where a day is not known, with both. Words
// that nobody else would write say that they are one.
func another(old, now *models.Response) bool {
	was, says := old.Text(), now.Text()
	if was == says && len(was) >= leastUttered {
		return false // the customer's own words, whatever else is mended
	}
	if old.Day == models.NoDay || now.Day == models.NoDay {
		return was != "" && says != "" && was != says && old.Score != now.Score
	}
	return old.Day != now.Day && (was != says || old.Score != now.Score)
}
