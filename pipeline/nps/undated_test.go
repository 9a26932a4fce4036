package nps_test

import (
	"fmt"
	"testing"

	"stemme/models"
	"stemme/pipeline/nps"
)

// TestFewUndated holds that responses whose day cannot be read count in all and
// take no figure of a year with them: a group of fewer than are shown has no row.
func TestFewUndated(t *testing.T) {
	t.Parallel()
	for _, undated := range []int{0, 1, 4, 5, 9, 40} {
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
		all, year, none := 0, 0, 0
		for _, r := range prepare(t, s, nps.DefaultOptions()).Score().Cuts {
			if r.Period == "" && r.Complete != (r.PeriodKind == nps.KindAll) {
				t.Errorf("%d without a day: complete is %v of %v", undated, r.Complete, r.CutKey)
			}
			switch n := int(r.Responses.N); {
			case r.Suppressed:
				t.Errorf("%d without a day: %v is withheld", undated, r.CutKey)
			case r.Dimension != nps.DimensionAll:
			case r.PeriodKind == nps.KindAll:
				all = n
			case r.PeriodKind == nps.KindYear && r.Period == "":
				none = n
			case r.PeriodKind == nps.KindYear:
				year = n
			}
		}
		want := undated
		if undated < 5 {
			want = 0
		}
		if all != 400 || year != 400-undated || none != want {
			t.Errorf("%d without a day: %d in all, %d in the year, a row of %d", undated, all, year, none)
		}
	}
}
