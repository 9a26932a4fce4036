package improvement

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"stemme/models"
	"stemme/pipeline/codebook"
	"stemme/pipeline/nps"
)

// put answers n times at a touchpoint on a day with a score, of some themes.
func (s *survey) put(n int, touchpoint string, day models.Day, score int, themes ...string) {
	for range n {
		s.add(1, touchpoint, day, 1, 0)
		last := len(s.Responses) - 1
		s.Responses[last].Score, s.Themes[last] = models.ScoreOf(score), themes
	}
}

// lines are rivalries as text: the mean and number of both groups, in order.
func lines(all []nps.Rivalry) (out []string) {
	for _, r := range all {
		out = append(out, fmt.Sprintf("%.0f of %d < %.0f of %d", math.Round(mean(r.Lower)), len(r.Lower), math.Round(mean(r.Than)), len(r.Than)))
	}
	slices.Sort(out)
	return out
}

// anyOne is where no other initiative is.
func anyOne(int) bool { return true }

// TestRivalPlacesByHand: A was the worst of the days 10 to 19, by twenty answers, worse than B, C
// and F; D answered too seldom, and who came by no touchpoint is of none. Where another was as bad, or
// worse, there is no rivalry. A theme is held against every theme at every touchpoint.
func TestRivalPlacesByHand(t *testing.T) {
	s, before := newSurvey(1), span{20010, 20019}
	for place, answers := range map[string]map[models.Day][]int{
		"A": {20009: {10, 10}, 20010: {3}, 20019: {3}, 20020: {10, 10}, models.NoDay: {10}}, "B": {20009: {3}, 20010: {10}, 20020: {3}},
		"C": {20019: {10}, 20015: {3}}, "F": {20012: {8}}, "": {20012: {3}},
	} {
		for day, scores := range answers {
			for _, score := range scores {
				s.put(10, place, day, score, map[string][]string{"A": {"t0001"}, "C": {"t0002", "lens/x"}}[place]...)
			}
		}
	}
	s.put(9, "D", 20012, 10, "t0002")
	rivals := func(place, theme, outcome string) []string {
		return lines(s.rivalPlaces(&Followed{Initiative: &codebook.Initiative{Theme: theme, Where: codebook.Where{Touchpoint: []string{place}}}, Outcome: outcome}, before, anyOne))
	}
	want := []string{"-100 of 20 < 0 of 10", "-100 of 20 < 0 of 20", "-100 of 20 < 100 of 10"}
	if got := rivals("A", "", OutcomeNPS); !slices.Equal(got, want) {
		t.Errorf("A: %q, want %q", got, want)
	}
	if got := rivals("a", "", OutcomeNPS); !slices.Equal(got, want) {
		t.Errorf("a: %q, want %q", got, want)
	}
	if got := rivals("C", "", OutcomeNPS); got != nil {
		t.Errorf("C was not the worst: %q", got)
	}
	// A alone tells of the one theme and C of the other; B and F of none.
	want = []string{"0 of 10 < 100 of 20", "0 of 10 < 100 of 20", "0 of 10 < 100 of 20", "0 of 10 < 100 of 20", "0 of 20 < 100 of 20", "0 of 20 < 100 of 20"}
	if got := rivals("A", "t0001", OutcomeTheme); len(got) != 0 {
		t.Errorf("C told as much of its theme: %q", got)
	}
	for i, of := range s.Themes {
		if s.Responses[i].Touchpoint == "C" {
			s.Themes[i] = slices.DeleteFunc(slices.Clone(of), func(id string) bool { return id == "t0002" })
		}
	}
	if got := rivals("A", "t0001", OutcomeTheme); !slices.Equal(got, append(want[:4:4], "0 of 20 < 100 of 20", "0 of 20 < 100 of 20", "0 of 20 < 100 of 20")) {
		t.Errorf("the theme at A: %q", got)
	}
	s.put(10, "E", 20012, 3)
	if got := rivals("A", "", OutcomeNPS); got != nil {
		t.Errorf("E was as bad: %q", got)
	}
	if got := rivals("nowhere", "", OutcomeNPS); got != nil {
		t.Errorf("nobody answered there: %q", got)
	}
}

// TestRivalTimesByHand: two answer every day from 0 to 41, the days 18 to 26 all badly: they were
// worse than every nine days three apart. Where later ones are as bad, only those before count.
func TestRivalTimesByHand(t *testing.T) {
	s, before := newSurvey(1), span{20018, 20026}
	bad := func(day models.Day) bool { return day >= 20018 && day <= 20026 }
	for day := models.Day(20000); day <= 20041; day++ {
		s.put(2, "A", day, map[bool]int{true: 3, false: 10}[bad(day)])
	}
	s.put(9, "A", models.NoDay, 3)
	s.put(9, "B", 20005, 3)
	want := func(froms ...models.Day) (all []string) {
		for _, from := range froms {
			points := 0
			for day := from; day < from+9; day++ {
				points += map[bool]int{true: -200, false: 200}[bad(day)]
			}
			all = append(all, fmt.Sprintf("-100 of 18 < %.0f of 18", math.Round(float64(points)/18)))
		}
		slices.Sort(all)
		return all
	}
	f := Followed{Initiative: &codebook.Initiative{Where: codebook.Where{Touchpoint: []string{"A"}}}, Outcome: OutcomeNPS}
	if got := lines(s.rivalTimes(&f, s.score, before, anyOne)); !slices.Equal(got, want(20000, 20003, 20006, 20009, 20012, 20015, 20021, 20024, 20027, 20030, 20033)) {
		t.Errorf("%q", got)
	}
	for i := range s.Responses {
		if r := &s.Responses[i]; r.Day > 20026 {
			r.Score = models.ScoreOf(3)
		}
	}
	if got := lines(s.rivalTimes(&f, s.score, before, anyOne)); !slices.Equal(got, want(20000, 20003, 20006, 20009, 20012, 20015)) {
		t.Errorf("where later days are as bad: %q", got)
	}
}
