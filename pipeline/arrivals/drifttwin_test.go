package arrivals

import (
	"testing"

	"stemme/models"
)

// TestUnitSegments: a new segment with the values of a level of the units is asked about; one that has
// other values, that was there before, or whose source has units of its own is not.
func TestUnitSegments(t *testing.T) {
	t.Parallel()
	var before []models.Response
	for _, unit := range []string{"Nord/Aalborg", "Nord/Hobro", "Syd/Odense", "Syd/Vejle", "Syd/Esbjerg"} {
		before = append(before, models.Response{Source: "old", Unit: unit, Segments: []models.Segment{{Name: "kind", Value: "Aalborg"}}})
	}
	of := func(segment, unit string, values ...string) (all []models.Response) {
		for _, v := range values {
			all = append(all, models.Response{Source: "new", Unit: unit, Segments: []models.Segment{{Name: segment, Value: v}}})
		}
		return all
	}
	for name, c := range map[string]struct {
		fresh []models.Response
		want  int
	}{
		"halls":           {of("place", "", "aalborg", "Hobro", "Odense", "Vejle", "Esbjerg"), 1},
		"one has opened":  {of("place", "", "Aalborg", "Hobro", "Odense", "Vejle", "Esbjerg", "Ribe"), 1},
		"regions":         {of("place", "", "Nord", "Syd"), 1},
		"half are others": {of("place", "", "Aalborg", "Hobro", "Odense", "Skive", "Ribe"), 0},
		"with units":      {of("place", "Nord/Hobro", "Aalborg", "Hobro", "Odense", "Vejle", "Esbjerg"), 0},
		"known segment":   {of("kind", "", "Aalborg", "Hobro", "Odense", "Vejle", "Esbjerg"), 0},
	} {
		if got := unitSegments(before, c.fresh); len(got) != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
