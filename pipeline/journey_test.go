package pipeline

import (
	"strings"
	"testing"

	"stemme/models"
	"stemme/pipeline/arrivals"
	"stemme/pipeline/bi"
	"stemme/pipeline/nps"
)

// TestR42: a touchpoint belongs to one stage, and the responses of the stages add
// up to all.
func TestR42(t *testing.T) {
	t.Parallel()
	cfg := DefaultConfig()
	cfg.Journey = []arrivals.JourneyStage{
		{ID: "raad", Name: "Rådgivning", Touchpoints: []string{"Rådgivermøde", "TELEFON"}},
		{ID: "hver-dag", Touchpoints: []string{"Netbank"}},
	}
	if err := cfg.Validate(); err != nil {
		t.Fatal(err)
	}
	var responses []models.Response
	for i := range 400 {
		responses = append(responses, models.Response{Source: "svar", ID: string(rune('a'+i/20)) + string(rune('a'+i%20)), Day: models.NoDay, Score: models.ScoreOf(i % 11),
			Scale: models.Scale0to10, Touchpoint: []string{"Rådgivermøde", "Telefon", "Netbank", "Filial"}[i%4], Stage: []string{"", "", "", "Besøg"}[i%4]})
	}
	c, err := count(cfg.placed(responses), nil, nil, cfg.Figures, 1)
	if err != nil {
		t.Fatal(err)
	}
	n := map[string]int64{}
	for _, r := range c.scores[0].Cuts {
		if r.PeriodKind == nps.KindAll && r.Dimension == nps.DimensionStage {
			n[r.Value] = r.Responses.N
		}
	}
	if len(n) != 3 || n["Rådgivning"] != 200 || n["hver-dag"] != 100 || n["Besøg"] != 100 {
		t.Errorf("responses by stage: %v", n)
	}
	cfg.Journey[1].Touchpoints = []string{"Netbank", "telefon"}
	if err := cfg.Validate(); err == nil || !strings.Contains(err.Error(), "raad") {
		t.Errorf("a touchpoint of two stages: %v", err)
	}
}

// TestR54: a stage that is renamed keeps its id and its touchpoints.
func TestR54(t *testing.T) {
	t.Parallel()
	cfg := DefaultConfig()
	cfg.Journey = []arrivals.JourneyStage{{ID: "raad", Name: "Rådgivning", Touchpoints: []string{"Telefon"}}}
	responses := []models.Response{{Source: "svar", ID: "1", Touchpoint: "Telefon"}, {Source: "svar", ID: "2", Stage: "Besøg"}}
	for _, name := range []string{"Rådgivning", "Hjælp og råd"} {
		cfg.Journey[0].Name = name
		rows := bi.StageRows(cfg.placed(responses), cfg.stages(), 1)
		if len(rows) != 2 || rows[1].ID != "raad" || rows[1].Stage != name || rows[0].ID != "Besøg" || rows[0].Position.Known {
			t.Errorf("%s: %+v", name, rows)
		}
	}
}
