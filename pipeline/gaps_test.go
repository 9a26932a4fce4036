package pipeline

import (
	"slices"
	"strings"
	"testing"

	"stemme/models"
	"stemme/pipeline/codebook"
	"stemme/pipeline/codebook/lens"
	"stemme/pipeline/messages"
)

// TestDead: what a rule, an initiative, a KPI or a series names and cannot come is
// told, with the nearest that can; what only nobody has spoken of yet, and any entry
// of a lens, is not.
func TestDead(t *testing.T) {
	t.Parallel()
	p := plans{playbook: codebook.DefaultPlaybook(), initiatives: []codebook.Initiative{{ID: "flere-i-telefonen", Theme: "t0003"}, {ID: "uden-tema"}}}
	p.playbook.Rules = []codebook.Rule{{To: "web", Where: codebook.Where{Theme: []string{"t0001", "egne/", "ukendt/", "egne/kampagner", "egne/kampange"}, Unit: []string{"Nord/", "nord/vejle"}}}}
	p.kpis.KPIs = []codebook.KPI{{ID: "nps-tlf", Measure: "share:t0009", Where: codebook.Where{Touchpoint: []string{"TELEFON", "Telfon"}, Segment: map[string][]string{"firma": {"Blomst"}}}}}
	p.kpis.Series = []codebook.Series{{ID: "ventetid", Theme: "t0001"}}
	had := valuesHad{}
	had.add(&models.Response{Source: "svar", Touchpoint: "Telefon", Unit: "Nord/Vejle", Segments: []models.Segment{{Name: "firma", Value: "Mos"}}})
	known := knownThemes([]string{"t0001"}, []*lens.Lens{{ID: "egne", Entries: []lens.Entry{{ID: "kampagner"}}}})
	got := p.dead(known, had)
	for i := range got {
		if got[i].ID == "ukendt/" {
			got[i].Meant = ""
		}
	}
	want := []Gap{{"dead", "ukendt/", "rules[0] → web", ""}, {"dead", "egne/kampange", "rules[0] → web", "egne/kampagner"}, {"dead", "t0003", "flere-i-telefonen", ""},
		{"dead", "t0009", "nps-tlf", ""}, {"dead_value", "touchpoint: Telfon", "nps-tlf", "Telefon"}, {"dead_value", "segment firma: Blomst", "nps-tlf", ""}}
	if !slices.Equal(got, want) {
		t.Errorf("dead: %v", got)
	}
	// A night says it of themes.
	notes := p.deadNotes([]string{"t0001"}, []*lens.Lens{{ID: "egne", Entries: []lens.Entry{{ID: "kampagner"}}}})
	if len(notes) != 4 || !strings.HasPrefix(notes[3].Text(messages.Danish), "temaet t0009 findes ikke, og nps-tlf nævner det") {
		t.Errorf("a night says %v", notes)
	}
	// Of a target that looks like a share too, and reads it as it stands.
	p.kpis.KPIs[0].Target = codebook.Target{AtMost: true, Value: 0.07, Given: true}
	if notes := p.notes([]string{"t0001"}, nil); !strings.HasPrefix(notes[len(notes)-1].Text(messages.Danish), "nps-tlf: målet <= 0.07 læses som 0.07 procent; skriv 7 for 7 %") {
		t.Errorf("a night says %v", notes)
	}
	// Before the first night only entries of lenses are known.
	if got := p.deadEntries([]*lens.Lens{{ID: "egne", Entries: []lens.Entry{{ID: "kampagner"}}}}); len(got) != 2 || got[0].ID != "ukendt/" || got[1] != want[1] {
		t.Errorf("dead before the first night: %v", got)
	}
}

// TestConsentNotes: a column that asks whether the customer may be contacted is told of with what to write, where the
// playbook has no opt_out and the answers are yes and no.
func TestConsentNotes(t *testing.T) {
	t.Parallel()
	asked := func(name string, values ...string) (all []models.Response) {
		for _, value := range values {
			all = append(all, models.Response{Segments: []models.Segment{{Name: name, Value: value}}})
		}
		return append(all, models.Response{})
	}
	p := plans{playbook: codebook.DefaultPlaybook()}
	for _, c := range []struct {
		responses []models.Response
		want      string
	}{
		{asked("må vi kontakte dig?", "Ja", "Nej", "nej"), `opt_out: {segment: {"må vi kontakte dig?": [nej]}}`},
		{asked("May we contact you", "Yes", "No"), `opt_out: {segment: {"May we contact you": [no]}}`},
		{asked("må kontaktes", "ja"), ""},
		{asked("må kontaktes", "nej", "på mail"), ""},
		{asked("kundetype", "nej", "ja"), ""},
	} {
		notes := p.consentNotes(c.responses)
		if len(notes) > 0 != (c.want != "") || c.want != "" && !strings.HasSuffix(notes[0].Text(messages.Danish), c.want) {
			t.Errorf("%v: %v", c.responses, notes)
		}
	}
	p.playbook.OptOut = codebook.Where{Segment: map[string][]string{"må kontaktes": {"nej"}}}
	if notes := p.consentNotes(asked("må kontaktes", "ja", "nej")); len(notes) > 0 {
		t.Errorf("told although the playbook says it: %v", notes)
	}
}
