package worklist

import (
	"slices"
	"time"

	"stemme/models"
)

// A Loop is a detractor whose customer answered again: what came of it, as the
// customer says.
type Loop struct {
	Before, After models.Key
	Customer      string
	ScoreBefore   models.Score
	ScoreAfter    models.Score
	ClassAfter    models.Class
	Days          int       // between the two answers
	Contacted     time.Time // zero where the customer was not contacted in between, as far as is known
}

// Loops pairs every detractor of a known customer with the customer's next
// scored answer on the same scale. contacted says when an item was contacted.
func Loops(responses []models.Response, contacted func(models.Key) time.Time) []Loop {
	of := map[string][]int{}
	for i := range responses {
		if r := &responses[i]; r.Customer != "" && r.Class() != models.NoClass && r.Kind == models.Survey && r.Day != models.NoDay {
			of[r.Customer] = append(of[r.Customer], i)
		}
	}
	var loops []Loop
	for _, answers := range of {
		slices.SortFunc(answers, func(a, b int) int { return inTime(&responses[a], &responses[b]) })
		for k, i := range answers[:len(answers)-1] {
			before := &responses[i]
			if before.Class() != models.Detractor {
				continue
			}
			next := slices.IndexFunc(answers[k+1:], func(j int) bool {
				return responses[j].Scale == before.Scale && later(&responses[j], before)
			})
			if next < 0 {
				continue
			}
			loops = append(loops, loop(before, &responses[answers[k+1+next]], contacted))
		}
	}
	slices.SortFunc(loops, func(a, b Loop) int { return a.Before.Compare(b.Before) })
	return loops
}

// later says whether a was answered after b, as far as their times tell.
func later(a, b *models.Response) bool {
	return a.Day > b.Day || a.Day == b.Day && !b.At.IsZero() && a.At.After(b.At)
}

func loop(before, after *models.Response, contacted func(models.Key) time.Time) Loop {
	at := contacted(before.Key())
	if !at.IsZero() && models.DayOf(at) > after.Day {
		at = time.Time{}
	}
	return Loop{
		Before: before.Key(), After: after.Key(), Customer: before.Customer, ScoreBefore: before.Score, ScoreAfter: after.Score,
		ClassAfter: after.Class(), Days: int(after.Day - before.Day), Contacted: at,
	}
}
