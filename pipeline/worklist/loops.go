package worklist

import (
	"slices"

	"stemme/models"
)

// An Answer is what a detractor said the next time: how the customer scores what
// was done.
type Answer struct {
	Key   models.Key
	Day   models.Day
	Score models.Score
	Class models.Class
	Days  int        // since the item was answered
	Last  models.Day // of the newest such answer
}

// nextAnswers is, for every detractor of a known customer, the customer's next
// scored answer on the same scale; nil for others and where there is none.
func nextAnswers(responses []models.Response) []*Answer {
	of := map[string][]int{}
	for i := range responses {
		if r := &responses[i]; r.Customer != "" && r.Class() != models.NoClass && r.Kind == models.Survey && r.Day != models.NoDay {
			of[r.Customer] = append(of[r.Customer], i)
		}
	}
	next := make([]*Answer, len(responses))
	for _, answers := range of {
		slices.SortFunc(answers, func(a, b int) int { return inTime(&responses[a], &responses[b]) })
		for k, i := range answers {
			before := &responses[i]
			j := slices.IndexFunc(answers[k+1:], func(j int) bool {
				return responses[j].Scale == before.Scale && later(&responses[j], before)
			})
			if before.Class() != models.Detractor || j < 0 {
				continue
			}
			after := &responses[answers[k+1+j]]
			next[i] = &Answer{after.Key(), after.Day, after.Score, after.Class(), int(after.Day - before.Day), after.Day}
			for _, j := range answers[k+1:] {
				if responses[j].Scale == before.Scale {
					next[i].Last = responses[j].Day
				}
			}
		}
	}
	return next
}

// later says whether a was answered after b, as far as their times tell.
func later(a, b *models.Response) bool {
	return a.Day > b.Day || a.Day == b.Day && !b.At.IsZero() && a.At.After(b.At)
}
