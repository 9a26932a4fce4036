package pipeline

import (
	"fmt"
	"testing"

	"stemme/models"
	"stemme/pipeline/nps"
	"stemme/pipeline/tables"
)

// TestThemesCountFewAsNone: the table of themes, that of the figures and what explains them
// say the same of uden tema and of a top theme where few mention a theme under it, so that
// none is found by subtraction.
func TestThemesCountFewAsNone(t *testing.T) {
	made := results{language: analysis{documents: make([]models.Document, 40)}}
	made.found.Themes = []models.Theme{{ID: "t0001", Parent: "t0009", State: models.Ready}, {ID: "t0002", Parent: "t0009", State: models.Ready}, {ID: "t0009", State: models.Ready}}
	for i := range 40 {
		made.responses = append(made.responses, models.Response{Source: "s", ID: fmt.Sprintf("%02d", i), Day: models.NoDay, Scale: models.Scale0to10,
			Score: models.ScoreOf(i % 11), Comment: "x"})
		made.language.documents[i].Clauses = make([]models.Clause, 1)
		if i < 23 {
			made.found.Mentions = append(made.found.Mentions, models.Mention{Response: i, Theme: map[bool]string{true: "t0001", false: "t0002"}[i < 3], Probability: 1})
		}
	}
	c, err := count(made.responses, made.found.Mentions, made.found.Themes, Figures{SmallGroup: 5}, 1)
	if err != nil {
		t.Fatal(err)
	}
	made.figures.withheld, made.figures.few = c.withheld(made.found.Themes), c.few(made.found.Themes)
	told := map[string]tables.Int{}
	for _, r := range themeRows(&made) {
		told[r.ThemeID] = r.Responses
	}
	want := map[string]tables.Int{"t0001": {}, "t0002": tables.IntOf(20), "t0009": tables.IntOf(20), models.NoThemeKey: tables.IntOf(20)}
	s := survey{responses: made.responses, mentions: made.found.Mentions, themes: made.found.Themes}
	if _, _, err := s.again(Config{Figures: Figures{SmallGroup: 5}, Workers: 1}, nps.ThemeNPS.Name(), plans{}); err != nil {
		t.Fatal(err)
	}
	for _, r := range c.scores[0].Rows {
		if r.PeriodKind != nps.KindAll {
			continue
		}
		id := r.ThemeID
		if id == models.NoTheme {
			id = models.NoThemeKey
		}
		if r.Responses != want[id] || told[id] != want[id] {
			t.Errorf("%s: %v in the figures, %v in the themes, want %v", id, r.Responses, told[id], want[id])
		}
		behind, n := s.mentioning("", r.ThemeID), int64(0)
		for i := range s.responses {
			if behind(i) {
				n++
			}
		}
		if n != want[id].N {
			t.Errorf("%s: %d responses behind %d", id, n, want[id].N)
		}
	}
	if len(told) != 4 {
		t.Errorf("%v", told)
	}
}
