package arrivals

import (
	"fmt"
	"slices"
	"testing"

	"stemme/models"
)

// TestDriftedValues: a new touchpoint is named, and so is a value that seems to be
// an earlier one under another name.
func TestDriftedValues(t *testing.T) {
	t.Parallel()
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

// TestSaidBefore: answers that come again under other ids are told; corrections,
// short ones and new ones are not.
func TestSaidBefore(t *testing.T) {
	t.Parallel()
	of := func(id, text string, n int) (all []models.Response) {
		for i := range n {
			all = append(all, models.Response{Source: "svar", ID: fmt.Sprint(id, i), Day: models.Day(20000 + i), Score: models.ScoreOf(i % 11), Comment: fmt.Sprintf(text, i)})
		}
		return all
	}
	const long = "køen ved kasse %d var alt for lang"
	before := of("a", long, 40)
	for _, c := range []struct {
		name  string
		fresh []models.Response
		want  int
	}{
		{"other ids", of("b", long, 40), 40},
		{"the same ids", of("a", long, 40), 0},
		{"half of it", append(of("b", long, 30), of("c", "hylde %d var næsten tom i dag", 20)...), 30},
		{"few", of("b", long, 19), 0},
		{"two in five", append(of("b", long, 20), of("c", "hylde %d var næsten tom i dag", 30)...), 20},
		{"less than a tenth", append(of("b", long, 20), of("c", "hylde %d var næsten tom i dag", 190)...), 0},
		{"short", of("b", "fint %d", 40), 0},
	} {
		all := saidBefore(append(before, of("k", "fint %d", 40)...), c.fresh)
		switch {
		case c.want == 0 && len(all) > 0:
			t.Errorf("%s: %v", c.name, all)
		case c.want > 0 && (len(all) != 1 || all[0].known != c.want || all[0].most() != (2*c.want >= len(c.fresh))):
			t.Errorf("%s: %v", c.name, all)
		}
	}
	other := of("b", long, 40)
	for i := range other {
		other[i].Day++
	}
	if notes := saidBefore(before, other); len(notes) > 0 {
		t.Errorf("another day: %v", notes)
	}
}
