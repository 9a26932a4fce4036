package arrivals

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"stemme/models"
	"stemme/pipeline/messages"
	"stemme/pipeline/source"
)

// ofUnits are n responses of each unit.
func ofUnits(n int, units ...string) (all []models.Response) {
	for i := range n * len(units) {
		all = append(all, models.Response{Source: "svar", ID: fmt.Sprint(i), Unit: units[i%len(units)], Segments: []models.Segment{{Name: "region", Value: units[i%len(units)]}}})
	}
	return all
}

// TestDriftedUnits: a unit that is gone where one like it is new beside it is told, level by level;
// other new ones are told with how many are of them, beside those that are missed.
func TestDriftedUnits(t *testing.T) {
	t.Parallel()
	before := ofUnits(20, "Nord/Aalborg", "Syd/Odense", "Syd/Esbjerg", "Øst/Roskilde")
	for name, c := range map[string]struct {
		fresh []models.Response
		want  []string
	}{
		"as before":            {ofUnits(9, "Nord/Aalborg", "Syd/Odense"), nil},
		"a merger":             {ofUnits(9, "Nord/Aalborg", "Syd og Fyn/Odense C", "Syd og Fyn/Esbjerg"), []string{`"Syd" er væk, og "Syd og Fyn" er ny`, `"Syd og Fyn/Odense" er væk, og "Syd og Fyn/Odense C" er ny`}},
		"both are in use":      {ofUnits(9, "Syd/Odense", "Syd og Fyn/Odense"), []string{`9 svar er fra enheder, der ikke har haft svar før: "Syd og Fyn" (9)`}},
		"none alike":           {ofUnits(9, "Nord/Aalborg", "Vest/Ribe"), []string{`9 svar er fra enheder, der ikke har haft svar før: "Vest" (9); og disse har ingen længere: "Syd" (40)`}},
		"one new, few answers": {ofUnits(1, "Nord/Viborg"), []string{`1 svar er fra enheder, der ikke har haft svar før: "Nord/Viborg" (1). `}},
		"another source":       {[]models.Response{{Source: "en ny", Unit: "Vest"}}, nil},
	} {
		var got []string
		for _, n := range driftedUnits(before, c.fresh) {
			got = append(got, n.Text(messages.Danish))
		}
		if !slices.EqualFunc(got, c.want, strings.Contains) {
			t.Errorf("%s: got %q, want %q", name, got, c.want)
		}
	}
}

// TestRenamed: what the configuration says to be one is one, in responses that came under the
// old name too, and no news to a night; the ledger's own stay as they came.
func TestRenamed(t *testing.T) {
	t.Parallel()
	p := Placing{Renamed: []Renaming{{"unit", "syd", "Syd og Fyn"}, {"unit", "Syd og Fyn/Odense", "Syd og Fyn/Odense C"}, {"region", "Syd/Odense", "Fyn"}, {"touchpoint", "Web", "Selvbetjening"}}}
	before, fresh := ofUnits(3, "Syd/Odense", "Sydhavn/Odense"), ofUnits(3, "Syd og Fyn/Odense C", "Sydhavn/Odense")
	before[0].Touchpoint = "web"
	kept := before[0].Segments
	if notes := driftedValues(p.asNamed(before), p.asNamed(fresh)); slices.ContainsFunc(notes, func(n source.Note) bool { return n.Args[1] == "Syd" }) || len(driftedUnits(p.asNamed(before), fresh)) > 0 {
		t.Errorf("told again: %v", notes)
	}
	if before[0].Unit != "Syd/Odense" {
		t.Errorf("the ledger's is %q now", before[0].Unit)
	}
	shown := p.Place(slices.Clone(before))
	if shown[0].Unit != "Syd og Fyn/Odense C" || shown[1].Unit != "Sydhavn/Odense" || shown[0].Touchpoint != "Selvbetjening" || shown[0].Segments[0].Value != "Fyn" || kept[0].Value != "Syd/Odense" {
		t.Errorf("shown %+v, kept %+v", shown[:2], kept)
	}
	bad := Renaming{"unit", "", "Syd"}
	if faults := bad.Faults(0); len(faults) != 1 || !strings.Contains(faults[0].Error(), "renamed[0].was") {
		t.Errorf("a name that is missing: %v", faults)
	}
}
