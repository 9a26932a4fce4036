package arrivals

import (
	"slices"
	"testing"

	"stemme/models"
	"stemme/pipeline/source"
)

// TestNamesOfOldLedgers: names of segments, ratings and questions that hold personal
// data are shown without it, and the ledger's own responses stay.
func TestNamesOfOldLedgers(t *testing.T) {
	t.Parallel()
	kept := []models.Response{{Segments: []models.Segment{{Name: "Team Kaj Hansen", Value: "Kaj"}}, Ratings: []models.Rating{{Name: "Tillid til Mette Hansen"}},
		Answers: []models.Answer{{Question: "Hvordan var Mette Hansen?"}}}, {Segments: []models.Segment{{Name: "Produkt"}}}}
	shown := new(Placing).Place(slices.Clone(kept))
	if r := shown[0]; r.Segments[0].Name != "Team [NAVN]" || r.Ratings[0].Name != "Tillid til [NAVN]" || r.Answers[0].Question != "Hvordan var [NAVN]?" || shown[1].Segments[0].Name != "Produkt" {
		t.Errorf("shown %+v", shown)
	}
	if r := kept[0]; r.Segments[0].Name != "Team Kaj Hansen" || r.Ratings[0].Name != "Tillid til Mette Hansen" || r.Answers[0].Question != "Hvordan var Mette Hansen?" {
		t.Errorf("the ledger's own are changed: %+v", r)
	}
	old := KeptReading{Reading: source.Reading{Columns: []source.ColumnReading{{Header: "Team Kaj Hansen"}}}, Changed: map[string]string{"Team Kaj Hansen": "new", "Produkt": "gone"},
		Waiting: []Waiting{{Files: []WaitingFile{{File: "a/svar [NAVN].csv"}}, Reading: source.Reading{Columns: []source.ColumnReading{{Header: "Kaj Hansen"}}}}}}
	old.hide()
	if w := old.Waiting[0]; w.Reading.Columns[0].Header != "[NAVN]" || !w.namedBy("svar Kaj Hansen.csv") || w.namedBy("svar.csv") {
		t.Errorf("waiting %+v", w)
	}
	if old.Columns[0].Header != "Team [NAVN]" || len(old.Changed) != 2 || old.Changed["Team [NAVN]"] != "new" || old.Changed["Produkt"] != "gone" {
		t.Errorf("reading %+v", old)
	}
}
