package improvement

import (
	"stemme/pipeline/codebook"
	"testing"
)

// TestWithheldEffectsAreCoarse: exact effects of withheld counts tell the counts by
// search, together with the scores of the months around.
func TestWithheldEffectsAreCoarse(t *testing.T) {
	one := Followed{Initiative: &codebook.Initiative{}, Withheld: true}
	one.Effect.Points, one.Effect.Low, one.Effect.High = -2.6434666220511964, -33.1, 27.8
	r := InitiativeRows([]Followed{one})[0]
	if r.Effect != -3 || r.CILow != -35 || r.CIHigh != 30 {
		t.Errorf("withheld: %v [%v; %v]", r.Effect, r.CILow, r.CIHigh)
	}
	one.Withheld = false
	if r = InitiativeRows([]Followed{one})[0]; r.Effect != one.Effect.Points || r.CILow != -33.1 {
		t.Errorf("told: %v [%v; %v]", r.Effect, r.CILow, r.CIHigh)
	}
}
