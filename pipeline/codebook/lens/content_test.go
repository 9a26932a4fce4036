package lens

import (
	"testing"

	"stemme/models"
	"stemme/stemming"
)

// TestContentAreAskedWhatIsMissing: who is no detractor and answers the question of what is missing with what is
// good praises it; wishes stay wishes, and so does what is but named.
func TestContentAreAskedWhatIsMissing(t *testing.T) {
	t.Parallel()
	analyser := stemming.NewAnalyser(nil, stemming.DefaultLayers())
	m := Compile(Shipped(), analyser)
	score := func(n int) models.Score { return models.ScoreOf(n) }
	scale, err := models.ParseScale("0-10")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		text  string
		score int
		sign  float64
	}{
		{"Venlig betjening", 10, 1}, {"Venlig betjening", 8, 1}, {"Venlig betjening", 2, -1},
		{"Meget hjælpsom dame i butikken", 9, 1}, {"Overskuelig regning", 10, 1},
		{"Sød og dygtig tandplejer", 10, 1}, {"gode priser", 9, 1}, {"god rådgivning", 9, 1}, {"KOMPETENT PERSONALE", 10, 1},
		{"dejlig nem app", 9, 1}, {"hurtig levering", 10, 1}, {"Fin vejledning på biblioteket", 8, 1}, {"altid god service", 9, 1},
		{"Bedre priser", 9, -1}, {"Hurtigere levering", 10, -1}, {"kortere ventetid i telefonen", 9, -1}, {"flere medarbejdere", 9, -1},
		{"parkering ved klinikken", 8, -1}, {"mere venlig betjening", 9, -1}, {"Svar hurtigere på mails", 10, -1},
		{"lang ventetid", 9, -1}, {"dårlig app", 8, -1}, {"hurtig levering", 1, -1},
	} {
		r := models.Response{Comment: c.text, Asks: models.AskOf("Hvad kan vi gøre bedre?"), Score: score(c.score), Scale: scale}
		got, sum := applied(t, m, analyser, r)
		if sum*c.sign <= 0 {
			t.Errorf("%s (%d): %.2f of %d mentions, want %v", c.text, c.score, sum, len(got.Mentions), c.sign)
		}
	}
}
