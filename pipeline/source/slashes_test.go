package source_test

import (
	"context"
	"slices"
	"testing"

	"stemme/pipeline/messages"
	"stemme/pipeline/source"
)

// TestSlashesInUnits tells of names with a slash, which are read as levels, and not of paths.
func TestSlashesInUnits(t *testing.T) {
	for _, c := range []struct {
		name  string
		units []string
		told  bool
		unit  string
	}{
		{"names", []string{"Børn/Unge", "HR/Løn", "Borgerservice", "Plejehjem"}, true, "Børn/Unge"},
		{"within names", []string{"Ind- og udlån/Bolig", "Erhverv"}, true, "Ind- og udlån/Bolig"},
		{"paths", []string{"Nord/Aalborg", "Nord/Skagen", "Hovedkontor"}, false, "Nord/Aalborg"},
		{"under a unit", []string{"Nord/Aalborg", "Nord", "Hovedkontor"}, false, "Nord/Aalborg"},
		{"all paths", []string{"Nord/Aalborg", "Syd/Odense"}, false, "Nord/Aalborg"},
		{"blanks", []string{"Nord / Aalborg", "Hovedkontor"}, false, "Nord/Aalborg"},
		{"deep", []string{"Nord/Aalborg/Erhverv", "Hovedkontor"}, false, "Nord/Aalborg/Erhverv"},
	} {
		t.Run(c.name, func(t *testing.T) {
			content := csvOf(";", "Afdeling;NPS-score;Kommentar", func(i int) []string {
				return []string{c.units[i%len(c.units)], []string{"9", "3"}[i%2], variantText(i)}
			})
			batch, err := source.Read(context.Background(), source.Config{Files: []string{write(t, "svar.csv", content)}})
			if err != nil {
				t.Fatal(err)
			}
			if got := slices.ContainsFunc(batch.Files[0].Notes, func(n source.Note) bool { return n.Key == "source_unit_slash" }); got != c.told {
				t.Errorf("told is %v: %v", got, batch.Files[0].Notes)
			}
			for _, n := range batch.Files[0].Notes {
				t.Log(n.Text(messages.Danish))
			}
			if got := batch.Responses[0].Unit; got != c.unit {
				t.Errorf("unit %q, want %q", got, c.unit)
			}
		})
	}
}
