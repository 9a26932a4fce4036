package worklist

import (
	"slices"
	"testing"
	"time"

	"stemme/models"
)

// TestOrderWithinADay: of items due on one day those with a comment stand first, and of
// these the lowest score; an earlier day stands before them all.
func TestOrderWithinADay(t *testing.T) {
	noon := time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)
	item := func(id string, score int, language models.Language, due time.Time) Entry {
		return Entry{Item: Item{Key: models.Key{Source: "svar", ID: id}, Score: models.ScoreOf(score), Language: language, Due: due}}
	}
	entries := []Entry{item("six", 6, "da", noon), item("silent", 0, "", noon), item("zero", 0, "da", noon.Add(time.Hour)), item("earlier", 5, "da", noon.AddDate(0, 0, -1))}
	slices.SortFunc(entries, func(a, b Entry) int { return byUrgency(&a, &b) })
	var got []string
	for i := range entries {
		got = append(got, entries[i].Key.ID)
	}
	if want := []string{"earlier", "zero", "six", "silent"}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

// TestDangerFirst: who says to end a life, or tells of an accident, stands before every other escalation, whenever it is due.
func TestDangerFirst(t *testing.T) {
	soon := time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)
	press := Entry{Item: Item{Key: models.Key{Source: "svar", ID: "press"}, Escalation: []string{"eskalering/presse"}, Due: soon}}
	for _, entry := range []string{DangerEntry, AccidentEntry} {
		danger := Entry{Item: Item{Key: models.Key{Source: "svar", ID: "danger"}, Escalation: []string{"eskalering/advarer", entry}, Due: soon.AddDate(0, 0, 9)}}
		if byUrgency(&danger, &press) >= 0 {
			t.Errorf("%s does not stand first", entry)
		}
	}
}

// TestLeavingIsSure: who leaves by patterns, or by hand, is marked; whom lessons alone take to
// leave is not called by it, and stands in the figures all the same.
func TestLeavingIsSure(t *testing.T) {
	in := invented(t)
	in.Mentions = append(in.Mentions, models.Mention{Response: 0, Theme: LeavingLens + "/har-forladt", Probability: 0.95},
		models.Mention{Response: 2, Theme: LeavingLens + "/vil-forlade", Probability: 0.5},
		models.Mention{Response: 4, Theme: LeavingLens + "/vil-forlade", Probability: 1})
	for n, want := range [][]string{{LeavingLens + "/har-forladt"}, nil, {LeavingLens + "/vil-forlade"}} {
		if item := Items(in)[n]; !slices.Equal(item.Leaving, want) || item.Urgent() != (n != 1) {
			t.Errorf("item %d: leaving %v, want %v", n, item.Leaving, want)
		}
	}
}
