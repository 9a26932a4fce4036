package nps_test

import (
	"fmt"
	"testing"

	"stemme/models"
	"stemme/pipeline/nps"
)

// TestUndated holds that responses whose day cannot be read count in all, have no
// period of their own and take no figure of a year with them.
func TestUndated(t *testing.T) {
	for _, undated := range []int{0, 1, 4, 5, 40} {
		s := survey{Order: []string{"t0001"}}
		for i := range 400 {
			day := models.Day(19723 + i%366)
			if i >= 400-undated {
				day = models.NoDay
			}
			s.Responses = append(s.Responses, models.Response{Source: "s", ID: fmt.Sprint(i), Day: day, Scale: models.Scale0to10,
				Score: models.ScoreOf(i % 11), Comment: "x", Touchpoint: []string{"web", "butik"}[i%2]})
			s.Themes = append(s.Themes, nil)
		}
		all, year := 0, 0
		for _, r := range prepare(t, s, nps.DefaultOptions()).Score().Cuts {
			switch {
			case r.Suppressed || r.PeriodKind != nps.KindAll && r.Period == "":
				t.Errorf("%d without a day: %+v", undated, r.CutKey)
			case r.Dimension != nps.DimensionAll:
			case r.PeriodKind == nps.KindAll:
				all = int(r.Responses.N)
			case r.PeriodKind == nps.KindYear:
				year = int(r.Responses.N)
			}
		}
		if all != 400 || year != 400-undated {
			t.Errorf("%d without a day: %d in all, %d in the year", undated, all, year)
		}
	}
}
