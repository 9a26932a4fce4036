package pipeline

import (
	"slices"
	"testing"

	"stemme/models"
)

// TestDriftedValues: a new touchpoint is named, and so is a value that seems to be
// an earlier one under another name.
func TestDriftedValues(t *testing.T) {
	of := func(touchpoints ...string) (all []models.Response) {
		for _, tp := range touchpoints {
			all = append(all, models.Response{Source: "svar", Touchpoint: tp, Segments: []models.Segment{{Name: "kundetype", Value: tp}}})
		}
		return all
	}
	before := of("Kundemøde", "Telefon", "F1", "Region Nord")
	for _, c := range []struct {
		fresh []models.Response
		want  []string
	}{
		{of("Telefon", "Kundemøde"), nil},
		{of("Kundemødet", "Telefon"), []string{"reading_renamed", "reading_renamed"}},
		{of("kundemøde"), nil},
		{of("Region-Nord"), []string{"reading_renamed", "reading_renamed"}},
		{of("Kundemødet", "Kundemøde"), []string{"reading_touchpoint"}}, // both are in use
		{of("F2"), []string{"reading_touchpoint"}},
		{of("Messe"), []string{"reading_touchpoint"}},
		{[]models.Response{{Source: "en ny", Touchpoint: "Messe"}}, nil},
	} {
		var got []string
		for _, n := range driftedValues(before, c.fresh) {
			got = append(got, string(n.Key))
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: got %v, want %v", c.fresh[0].Touchpoint, got, c.want)
		}
	}
}
