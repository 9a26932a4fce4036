package improvement

import (
	"fmt"
	"slices"
	"testing"

	"stemme/models"
	"stemme/pipeline/codebook"
)

// TestR43: extreme cases only, the same ids each run, opt-outs excluded, a
// customer once, stages alike.
func TestR43(t *testing.T) {
	s := newSurvey(11)
	s.add(400, "Telefon", day(t, "2026-02-01"), 0.5, 0.5)
	for i := range s.Responses {
		r := &s.Responses[i]
		r.Customer = fmt.Sprint(i / 2)
		r.Stage = []string{"køb", "køb", "køb", "brug"}[i%4]
		r.Score = models.ScoreOf(i % 11)
		if i%5 == 0 {
			r.Segments = []models.Segment{{Name: "må kontaktes", Value: "Nej"}}
		}
	}
	choice := Choice{N: 20, Extreme: true, By: []string{"stage"}, Where: codebook.Where{Theme: []string{"t0001"}},
		OptOut: codebook.Where{Segment: map[string][]string{"må kontaktes": {"nej"}}}}
	chosen := Sample(s.Input, choice)
	if len(chosen) != 20 {
		t.Fatalf("%d chosen", len(chosen))
	}
	stages, customers := map[string]int{}, map[string]bool{}
	for _, i := range chosen {
		r := &s.Responses[i]
		v, _ := r.Score.Value()
		if v != 0 && v != 10 || r.Segment("må kontaktes") != "" || customers[r.Customer] || len(s.Themes[i]) == 0 {
			t.Errorf("response %d does not belong in the sample", i)
		}
		stages[r.Stage]++
		customers[r.Customer] = true
	}
	if stages["brug"] < 5 || stages["køb"] < 5 {
		t.Errorf("stages %v", stages)
	}
	if again := Sample(s.Input, choice); !slices.Equal(again, chosen) {
		t.Error("another sample the second time")
	}
	// One response less moves at most itself and its successor.
	less := s.Input
	gone := chosen[3]
	less.Responses = slices.Delete(slices.Clone(s.Responses), gone, gone+1)
	less.Themes = slices.Delete(slices.Clone(s.Themes), gone, gone+1)
	less.Languages = s.Languages[1:]
	kept := 0
	for _, i := range Sample(less, choice) {
		for _, j := range chosen {
			if less.Responses[i].Key() == s.Responses[j].Key() {
				kept++
			}
		}
	}
	if kept < 18 {
		t.Errorf("%d of 20 stay", kept)
	}
	choice.Seed = 1
	if slices.Equal(Sample(s.Input, choice), chosen) {
		t.Error("the seed does not matter")
	}
}
