package worklist

import (
	"slices"
	"testing"
	"time"

	"stemme/models"
	"stemme/pipeline/codebook"
)

// TestUndatedComeLast: an item whose answer has no day has no due time, and stands
// behind those that have; escalations stay first.
func TestUndatedComeLast(t *testing.T) {
	at := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	entries := []Entry{{Item: Item{Key: models.Key{ID: "uden dag"}}}, {Item: Item{Key: models.Key{ID: "i morgen"}, Due: at}},
		{Item: Item{Key: models.Key{ID: "advokat"}, Escalation: []string{"eskalering/advokat"}}}}
	slices.SortFunc(entries, func(a, b Entry) int { return byUrgency(&a, &b) })
	if entries[0].Key.ID != "advokat" || entries[1].Key.ID != "i morgen" {
		t.Errorf("first %s, then %s", entries[0].Key.ID, entries[1].Key.ID)
	}
}

// TestMissed: detractors that no rule fits come first and alone are counted; neither
// a promoter nor an old answer waits for anybody.
func TestMissed(t *testing.T) {
	in := Input{Language: make([]models.Language, 3), Primary: make([]string, 3), Playbook: codebook.DefaultPlaybook()}
	in.Playbook.Since, in.Playbook.Rules = "2026-03-01", []codebook.Rule{{To: "web", Where: codebook.Where{Touchpoint: []string{"Web"}}}}
	for i, day := range []string{"2026-02-01", "2026-03-02", "2026-03-03"} {
		d, err := models.ParseDay(day)
		if err != nil {
			t.Fatal(err)
		}
		in.Responses = append(in.Responses, models.Response{Source: "svar", ID: day, Day: d, Scale: models.Scale0to10, Score: models.ScoreOf([]int{1, 10, 2}[i])})
	}
	_, unrouted := Routes(in)
	if len(unrouted) != 3 || unrouted[0].Key.ID != "2026-03-03" || unrouted[2].Reason != TooOld || Missed(unrouted) != 1 {
		t.Errorf("%v, %d missed", unrouted, Missed(unrouted))
	}
}
