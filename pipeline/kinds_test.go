package pipeline

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"stemme/models"
	"stemme/pipeline/source"
)

// TestKinds: the kind of a source is said by the configuration, also where
// tonight's files are others; what is no survey counts in no NPS.
func TestKinds(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	file := filepath.Join(dir, "stemme.yaml")
	write := func(text string) (Config, error) {
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return LoadConfig(file)
	}
	cfg, err := write("sources:\n  - name: kunder\n    files: [a.csv]\n  - name: ansatte\n    files: [b.csv]\n    kind: employees\n")
	if err != nil {
		t.Fatal(err)
	}
	plain := cfg
	plain.kinds = nil
	cfg.Sources = []Source{{Files: []string{"c.csv"}}}
	plain.Sources = cfg.Sources
	responses := cfg.placed([]models.Response{{Source: "ansatte"}, {Source: "kunder"}, {Source: "c"}})
	for i, want := range []models.Kind{models.Employees, models.Survey, models.Survey} {
		if responses[i].Kind != want {
			t.Errorf("%s is %q, want %q", responses[i].Source, responses[i].Kind, want)
		}
	}
	if cfg.identity(inputs{}) == plain.identity(inputs{}) {
		t.Error("the kinds do not show in the identity of a night")
	}
	for _, bad := range []string{"sources:\n  - files: [b.csv]\n    kind: open\n", "sources:\n  - name: x\n    kind: kunder\n"} {
		if _, err := write(bad); err == nil {
			t.Errorf("accepted %q", bad)
		}
	}
}

// TestNamesOfOldLedgers: names of segments, ratings and questions that hold personal
// data are shown without it, and the ledger's own responses stay.
func TestNamesOfOldLedgers(t *testing.T) {
	t.Parallel()
	kept := []models.Response{{Segments: []models.Segment{{Name: "Team Kaj Hansen", Value: "Kaj"}}, Ratings: []models.Rating{{Name: "Tillid til Mette Hansen"}},
		Answers: []models.Answer{{Question: "Hvordan var Mette Hansen?"}}}, {Segments: []models.Segment{{Name: "Produkt"}}}}
	shown := (&Config{}).placed(slices.Clone(kept))
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
