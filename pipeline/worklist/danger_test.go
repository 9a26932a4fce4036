package worklist_test

import (
	"testing"

	"stemme/models"
	"stemme/pipeline/worklist"
)

// TestWhoStandsOnTheList: who says that life or health is in danger does whatever the score and the source, but for employees,
// who says that he leaves whatever the score of a survey; others do as detractors alone. What lessons alone tell is no escalation.
func TestWhoStandsOnTheList(t *testing.T) {
	t.Parallel()
	const press = "eskalering/presse"
	for _, c := range []struct {
		name      string
		score     models.Score
		kind      models.Kind
		theme     string
		sure      float64
		listed    bool
		escalates bool
	}{
		{"promoter in danger", models.ScoreOf(10), models.Survey, worklist.DangerEntry, 0.95, true, true},
		{"in danger without a score", models.Score{}, models.Survey, worklist.DangerEntry, 0.95, true, true},
		{"in danger, unasked", models.ScoreOf(8), models.Open, worklist.DangerEntry, 0.95, true, true},
		{"promoter after an accident", models.ScoreOf(9), models.Survey, worklist.AccidentEntry, 0.95, true, true},
		{"employee in danger", models.ScoreOf(1), models.Employees, worklist.DangerEntry, 0.95, false, false},
		{"promoter, danger by lessons", models.ScoreOf(10), models.Survey, worklist.DangerEntry, 0.5, false, false},
		{"detractor, press", models.ScoreOf(2), models.Survey, press, 0.95, true, true},
		{"detractor, press by lessons", models.ScoreOf(2), models.Survey, press, 0.5, true, false},
		{"promoter, press", models.ScoreOf(10), models.Survey, press, 0.95, false, false},
		{"passive who leaves", models.ScoreOf(8), models.Survey, worklist.LeavesEntry, 0.95, true, false},
		{"promoter who has left", models.ScoreOf(10), models.Survey, worklist.LeftEntry, 0.95, true, false},
		{"leaves, by lessons", models.ScoreOf(8), models.Survey, worklist.LeavesEntry, 0.5, false, false},
		{"thinks of leaving", models.ScoreOf(8), models.Survey, "afgang/overvejer", 0.95, false, false},
		{"leaves, unasked", models.ScoreOf(8), models.Open, worklist.LeavesEntry, 0.95, false, false},
		{"employee who leaves", models.ScoreOf(8), models.Employees, worklist.LeavesEntry, 0.95, false, false},
	} {
		items := worklist.Items(worklist.Input{
			Responses: []models.Response{{Source: "svar", ID: "1", Score: c.score, Scale: models.Scale0to10, Day: models.NoDay, Kind: c.kind, Comment: "…"}},
			Mentions:  []models.Mention{{Theme: c.theme, Probability: c.sure}}, Primary: []string{""}, Language: []models.Language{models.Danish},
		})
		if len(items) == 1 != c.listed || c.listed && len(items[0].Escalation) == 1 != c.escalates {
			t.Errorf("%s: %+v", c.name, items)
		}
	}
}
