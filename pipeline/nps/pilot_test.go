package nps_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"stemme/models"
	"stemme/pipeline/nps"
)

// A pilot of two units of 250 responses in one month is shown: every cut, and
// every theme of the whole and of each unit that is not itself small; also where one
// theme is in all comments, when its cells would be those of the cuts.
func TestPilotIsShown(t *testing.T) {
	t.Parallel()
	for _, several := range []string{"one", "the same", "several"} {
		draw := rand.New(rand.NewPCG(3, 3))
		s := survey{Order: []string{"a", "b", "c", "d", "e", "f"}}
		for i := range 500 {
			r := models.Response{Source: "s", ID: fmt.Sprint(i), Scale: models.Scale0to10, Score: models.ScoreOf(draw.IntN(11)), Comment: "x",
				Day: models.Day(20000 + i%28), Unit: []string{"Aarhus", "Odense"}[i%2]}
			of := []int{draw.IntN(1 + draw.IntN(6))}
			if several == "several" && i%3 == 0 && of[0] < 5 {
				of = append(of, 5)
			}
			switch {
			case several == "the same":
				of = []int{0}
			case i%25 == 0:
				of = nil
			}
			s.Responses, s.Themes = append(s.Responses, r), append(s.Themes, of)
		}
		got := prepare(t, s, nps.DefaultOptions()).Score()
		for _, r := range got.Cuts {
			if r.Suppressed {
				t.Errorf("themes %s: %v is withheld", several, r.CutKey)
			}
		}
		shown, withheld := 0, 0
		for _, r := range got.Rows {
			if r.Suppressed {
				withheld++
			} else {
				shown++
			}
		}
		if shown == 0 || withheld > shown/4 {
			t.Errorf("themes %s: %d rows of themes shown, %d withheld", several, shown, withheld)
		}
	}
}

// A stray answer at a touchpoint of its own, in one month of two years, withholds nothing as open
// figures are counted: withheld on its own it took another touchpoint in every period.
func TestStrayValueTakesLittle(t *testing.T) {
	t.Parallel()
	s := survey{Order: []string{"a", "b"}}
	for i := range 24 * 100 {
		month, at := i/100, i%100%4
		s.Responses = append(s.Responses, models.Response{Source: "s", ID: fmt.Sprint(i), Scale: models.Scale0to10, Score: models.ScoreOf(i % 11), Comment: "x",
			Day: models.DayOf(time.Date(2024, time.Month(1+month), 1+i%28, 12, 0, 0, 0, time.UTC)), Touchpoint: []string{"butik", "telefon", "web", "møde"}[at]})
		s.Themes = append(s.Themes, []int{i % 2})
	}
	stray := s.Responses[23*100+7]
	stray.ID, stray.Touchpoint = "stray", "telfon"
	s.Responses, s.Themes = nps.Gathered(append(s.Responses, stray), 5), append(s.Themes, []int{0})
	withheld := map[string]int{}
	for _, r := range prepare(t, s, nps.DefaultOptions()).Score().Cuts {
		if r.Suppressed {
			withheld[r.PeriodKind]++
		}
		if r.Value == "telfon" {
			t.Errorf("%v has a row", r.CutKey)
		}
	}
	if len(withheld) > 0 {
		t.Errorf("rows withheld by kind of period: %v", withheld)
	}
}

// Small groups are of customers: eight answers of one customer at a unit of its own are
// those of one.
func TestSmallGroupsAreOfCustomers(t *testing.T) {
	t.Parallel()
	s := survey{Order: []string{"a"}}
	add := func(n int, unit string, month time.Month, customer func(i int) string) {
		for i := range n {
			s.Responses = append(s.Responses, models.Response{Source: "s", ID: fmt.Sprint(len(s.Responses)), Scale: models.Scale0to10, Score: models.ScoreOf(i % 11), Comment: "x",
				Day: models.DayOf(time.Date(2024, month, 1+i%28, 12, 0, 0, 0, time.UTC)), Unit: unit, Customer: customer(i)})
			s.Themes = append(s.Themes, []int{0})
		}
	}
	each := func(i int) string { return fmt.Sprint("k", len(s.Responses)) }
	add(80, "Aarhus", 1, each)
	add(80, "Odense", 1, each)
	add(60, "Odense", 2, each)
	add(8, "Thisted", 1, func(int) string { return "en" })
	add(9, "Aarhus", 2, func(i int) string { return fmt.Sprint("par", i%2) })
	for _, r := range prepare(t, s, nps.DefaultOptions()).Score().Cuts {
		if r.Value == "Thisted" {
			t.Errorf("%v, of one customer, has a row", r.CutKey)
		}
		if r.Value == "Aarhus" && r.Period == "2024-02" && !r.Suppressed {
			t.Errorf("%v, of two customers, is shown", r.CutKey)
		}
		if r.Value == "" && r.PeriodKind == nps.KindAll && r.Suppressed {
			t.Errorf("%v is withheld", r.CutKey)
		}
	}
}
