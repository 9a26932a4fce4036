package lens_test

import (
	"strings"
	"testing"
)

// TestLate: what came so much too late, or is denied to have been done within a time, breaks a promise with a limit,
// however short the time is; what was done within it keeps it.
func TestLate(t *testing.T) {
	t.Parallel()
	for sign, texts := range map[string][]string{
		"-": {"Teknikeren kom 3 timer for sent", "Pakken kom 2 dage for sent", "Svar på mail kom 12 timer for sent", "Varen kom en dag for sent", "Telefonen tages aldrig inden for 5 minutter",
			"I besvarer aldrig telefonen inden for 5 minutter", "Man får ikke et lånetilbud på 24 timer", "Pakken kom en dag senere end aftalt", "Levering forsinket 2 dage"},
		"+": {"Pakken kom efter 2 dage, super", "Fik svar på min mail samme dag", "Telefonen blev taget inden for 2 minutter", "Fik et lånetilbud på 24 timer", "Varen var her på kun 2 dage",
			"Der gik ikke mere end 2 dage, så var pakken her"},
	} {
		for _, text := range texts {
			kept, broken := promisesOf(text)
			if sign == "-" && kept > 0 || sign == "+" && broken > 0 || kept+broken == 0 {
				t.Errorf("%s %s: %v", sign, text, reading(text))
			}
		}
	}
}

// promisesOf counts the promises with a limit in time that a text tells to be kept, and to be broken.
func promisesOf(text string) (kept, broken int) {
	for id, polarity := range reading(text) {
		if strings.HasPrefix(id, "serviceprioriteter/") && polarity > 0 {
			kept++
		} else if strings.HasPrefix(id, "serviceprioriteter/") && polarity < 0 {
			broken++
		}
	}
	return kept, broken
}
