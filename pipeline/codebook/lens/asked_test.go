package lens

import (
	"context"
	"slices"
	"testing"

	"stemme/models"
	"stemme/stemming"
)

// TestAskedWishes: what is named where a question asks what is missing is blamed, what denies it is not, and who
// is asked what was good asks for nothing.
func TestAskedWishes(t *testing.T) {
	t.Parallel()
	analyser := stemming.NewAnalyser(nil, stemming.DefaultLayers())
	m := Compile(Shipped(), analyser)
	for _, c := range []struct {
		question, text string
		sign           float64 // of the sum of polarities; 0 for no blame
		wished         bool
	}{
		{"Hvad kan gøres bedre?", "Betjeningen i butikken", -1, true},
		{"Hvad kan gøres bedre?", "åbningstider og parkering", -1, true},
		{"Hvad kan gøres bedre?", "Personlig kontakt", -1, true},
		{"Hvad kan gøres bedre?", "Kortere kø i telefonen", -1, true},
		{"Hvad kan gøres bedre?", "Intet, personalet er søde", 0, false},
		{"Hvad kan gøres bedre?", "Alt er fint, god service", 0, false},
		{"Hvad gik godt?", "Hurtigere levering", 1, false},
		{"Hvorfor?", "Betjeningen i butikken", 0, false},
		{"Hvorfor?", "Hurtigere levering", -1, true},
	} {
		doc := analyser.Document(c.text, models.Danish)
		for where, r := range map[string]models.Response{
			"answer":  {Answers: []models.Answer{{Question: c.question, Text: c.text}}},
			"comment": {Comment: c.text, Asks: models.AskOf(c.question)},
		} {
			got, err := m.Apply(context.Background(), Input{Responses: []models.Response{r}, Documents: []models.Document{doc}})
			if err != nil {
				t.Fatal(err)
			}
			sum := 0.0
			for _, f := range got.Mentions {
				sum += f.Polarity
			}
			if c.sign != 0 && !(sum*c.sign > 0) || c.sign == 0 && sum < 0 {
				t.Errorf("%s %s %s: %.2f of %v", where, c.question, c.text, sum, got.Mentions)
			}
			if is := slices.Equal(got.Sounds[0], []float32{wishful}); is != c.wished {
				t.Errorf("%s %s %s: a wish %v, want %v", where, c.question, c.text, is, c.wished)
			}
		}
	}
}
