package nps_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

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
