package arrivals

import (
	"strings"
	"testing"

	"stemme/models"
	"stemme/pipeline/messages"
)

// TestUnplaced: what the journey does not name is told with how many responses have it.
func TestUnplaced(t *testing.T) {
	fresh := []models.Response{{Touchpoint: "telefon"}, {Touchpoint: "Messe"}, {Touchpoint: "Messe"}, {Touchpoint: "Bod", Stage: "Besøg"}, {Stage: "rådgivning"}, {}}
	if notes := unplaced(nil, fresh); notes != nil {
		t.Errorf("without a journey: %v", notes)
	}
	journey := []JourneyStage{{ID: "raad", Name: "Rådgivning", Touchpoints: []string{"Telefon"}}}
	notes := unplaced(journey, fresh)
	if len(notes) != 2 {
		t.Fatalf("%v", notes)
	}
	for i, want := range []string{`2 nye svar er fra kontaktpunkter, der ikke står i journey i stemme.yaml: "Messe" (2).`, `1 nye svar har et trin, der ikke står i journey i stemme.yaml: "Besøg" (1).`} {
		if got := notes[i].Text(messages.Danish); !strings.HasPrefix(got, want) {
			t.Errorf("got %s, want %s", got, want)
		}
	}
	if notes := unplaced(journey, fresh[:1]); notes != nil {
		t.Errorf("what is named: %v", notes)
	}
}
