package lens_test

import (
	"testing"

	"stemme/models"
	"stemme/pipeline/codebook/lens"
)

// TestDenied: what an own lens calls praise or blame is it, whatever sentences like it
// have mostly meant, and who says that there is none of what is bad praises.
func TestDenied(t *testing.T) {
	t.Parallel()
	for entry, cases := range map[string]map[string]int{
		"good: [der er ikke fejl], bad: [fejl]": {"Der er ikke fejl": 1, "Der er fejl": -1, "Der er ingen fejl i systemet": 1},
		"match: [der er ikke fejl]":             {"Der er ikke fejl": 1, "Der er fejl": 0},
		"bad: [fejl]":                           {"Der er ikke fejl i listen": 1, "Der er altid fejl": -1, "Der er ikke kun fejl i den ene liste": -1, "Det er ikke bare fejl": -1, "Der er ikke alene fejl": -1, "Ikke blot fejl": -1},
		"good: [plads], bad: [der er ikke ro]":  {"Der er ikke plads": -1, "Der er ikke ro": -1, "Der er plads": 1},
	} {
		own, err := lens.Parse([]byte("lens: egen\nname: Egen\nentries:\n  - {id: x, name: X, "+entry+"}\n"), "egen.yaml")
		if err != nil {
			t.Fatal(err)
		}
		reader := lens.Compile([]*lens.Lens{own}, idiomAnalyser).NewReader()
		for text, sign := range cases {
			doc := idiomAnalyser.Document(text, models.Danish)
			sum := 0.0
			for _, f := range reader.Document(text, &doc) {
				sum += f.Polarity
			}
			if sum > 0 != (sign > 0) || sum < 0 != (sign < 0) {
				t.Errorf("%s: %q has %.2f, want the sign of %d", entry, text, sum, sign)
			}
		}
	}
}
