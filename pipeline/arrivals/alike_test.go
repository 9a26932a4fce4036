package arrivals

import (
	"fmt"
	"strings"
	"testing"

	"stemme/models"
	"stemme/pipeline/messages"
)

// TestAlike: a few texts over and over are told, comments that differ are not.
func TestAlike(t *testing.T) {
	of := func(n, different int) (all []models.Response) {
		for i := range n {
			all = append(all, models.Response{Comment: fmt.Sprintf("køen ved kasse %d var alt for lang", i%different)})
		}
		return append(all, models.Response{Score: models.ScoreOf(9)})
	}
	notes := alikeNotes(of(6000, 41))
	if len(notes) != 1 || !strings.HasPrefix(notes[0].Text(messages.Danish), "6000 nye kommentarer er kun 41 forskellige tekster; den hyppigste står 147 gange.") {
		t.Errorf("%v", notes)
	}
	for _, c := range [][2]int{{6000, 700}, {299, 2}} {
		if notes := alikeNotes(of(c[0], c[1])); notes != nil {
			t.Errorf("%d comments of %d texts: %v", c[0], c[1], notes)
		}
	}
}
