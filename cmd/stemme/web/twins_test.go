package web

import (
	"strings"
	"testing"

	"stemme/pipeline/codebook"
	"stemme/pipeline/improvement"
	"stemme/pipeline/nps"
	"stemme/pipeline/tables"
)

// TestTwinsAndOthersInitiatives: ways to cut that are the same groups are told where one of
// them is shown, and a page of a unit shows the initiatives of it, of those above and below,
// and of all, and says how many there are elsewhere.
func TestTwinsAndOthersInitiatives(t *testing.T) {
	data := t.TempDir()
	made := invent(t, 300)
	var done []improvement.Followed
	for _, one := range []codebook.Initiative{{ID: "nord", Name: "Kun i Nord", Where: codebook.Where{Unit: []string{"Region Nord"}}},
		{ID: "aarhus", Name: "Kun i Aarhus", Where: codebook.Where{Unit: []string{"Region Nord/Aarhus"}}},
		{ID: "syd", Name: "Kun i Syd", Where: codebook.Where{Unit: []string{"Region Syd"}}}, {ID: "alle", Name: "Alle steder"}} {
		one.Start = "2025-01-01"
		done = append(done, improvement.Followed{Initiative: &one, Outcome: improvement.OutcomeNPS, Verdict: improvement.Better})
	}
	made.more = append(made.more,
		func() (tables.Table, error) {
			return nps.Dimensions.Table([]nps.DimensionRow{{Dimension: "Kundetype", Values: 2, SameAs: "touchpoint"}, {Dimension: "touchpoint", Values: 2, Mix: true}})
		},
		func() (tables.Table, error) {
			return improvement.InitiativesTable.Table(improvement.InitiativeRows(done))
		})
	made.publish(t, data)
	s := site(t, func(cfg *Config) { cfg.Data = data })
	for path, want := range map[string]bool{"/": true, "/kontaktpunkter": true, "/kontaktpunkter?by=Kundetype": true, "/kontaktpunkter?by=unit": false, "/udvikling": true} {
		if got := strings.Contains(body(t, get(s, path, nil)), "de samme grupper"); got != want {
			t.Errorf("%s: told that two ways to cut are one: %v", path, got)
		}
	}
	for path, want := range map[string][]string{"/opfoelgning": {"Nord", "Aarhus", "Syd", "steder"}, "/opfoelgning?unit=Region+Nord": {"Nord", "Aarhus", "steder", "1 indsats i andre"},
		"/opfoelgning?unit=Region+Nord%2FAarhus": {"Nord", "Aarhus", "steder", "1 indsats i andre"}, "/opfoelgning?unit=Region+Syd": {"Syd", "steder", "2 indsatser i andre"}} {
		text := body(t, get(s, path, nil))
		for _, name := range []string{"Nord", "Aarhus", "Syd", "steder", "1 indsats i andre", "2 indsatser i andre"} {
			told := strings.Contains(text, "Kun i "+name) || strings.Contains(text, "Alle "+name) || strings.Contains(text, name+" afdelinger")
			if told != strings.Contains(strings.Join(want, " "), name) {
				t.Errorf("%s: %s is shown: %v", path, name, told)
			}
		}
	}
}
