package pipeline

import (
	"fmt"
	"testing"

	"stemme/models"
)

// TestSegmentsOfOneValue: the table of ways to cut leaves out what no figure is cut by.
func TestSegmentsOfOneValue(t *testing.T) {
	t.Parallel()
	var responses []models.Response
	for i := range 20 {
		responses = append(responses, models.Response{Source: "svar", ID: fmt.Sprint(i), Segments: []models.Segment{
			{Name: "hold", Value: []string{"a", "b"}[i%2]}, {Name: "status", Value: "Completed"}}})
	}
	rows := segmentRows(responses, 1)
	if len(rows) != 2 || rows[0].Segment != "hold" || rows[1].Segment != "hold" {
		t.Errorf("%+v", rows)
	}
}
