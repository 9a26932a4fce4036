package pipeline

import (
	"slices"
	"testing"

	"stemme/models"
	"stemme/pipeline/worklist"
)

// TestSigned: the themes of an item say whether the customer praises them or complains.
func TestSigned(t *testing.T) {
	item := worklist.Item{Key: models.Key{Source: "svar", ID: "1"}, Themes: []string{"adfaerd/anbefaler", "t0001", "t0002", "t0009"}}
	names := map[string]string{"adfaerd/anbefaler": "Anbefaler os", "t0001": "sød medarbejder", "t0002": "gebyrer"}
	signs := map[[2]string]float64{{"svar/1", "adfaerd/anbefaler"}: -.9, {"svar/1", "t0001"}: .8, {"svar/2", "t0002"}: -1}
	if got := signed(&item, names, signs); !slices.Equal(got, []string{"− Anbefaler os", "+ sød medarbejder", "gebyrer"}) {
		t.Errorf("%q", got)
	}
}
