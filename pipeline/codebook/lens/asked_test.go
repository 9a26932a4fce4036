package lens

import (
	"context"
	"slices"
	"testing"

	"stemme/models"
	"stemme/stemming"
)

// applied is what m finds in a Danish response, and the sum of the polarities.
func applied(t *testing.T, m *Matcher, analyser *stemming.Analyser, r models.Response) (found Result, sum float64) {
	t.Helper()
	doc := analyser.Document(r.Text(), models.Danish)
	found, err := m.Apply(context.Background(), Input{Responses: []models.Response{r}, Documents: []models.Document{doc}})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range found.Mentions {
		sum += f.Polarity
	}
	return found, sum
}

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
		{"Hvad gør vi godt?", "Parkering", 1, false},
		{"Hvad er vi særligt gode til?", "De nye åbningstider", 1, false},
		{"Hvad gør vi godt?", "Åbningstiderne", 1, false},
		{"Hvad gør vi godt?", "Der er altid rent i butikken", 1, false},
		{"Hvad gør vi godt?", "Lang kø ved kassen", -1, false},
		{"Hvad gør vi godt?", "Dårlig rengøring", -1, false},
		{"Hvad gør vi godt?", "Maskinerne er altid i stykker", -1, false},
		{"Hvad gør vi godt?", "I svarer aldrig", -1, false},
		{"Hvorfor?", "Parkering", -1, false},
		{"Hvorfor?", "Betjeningen i butikken", 0, false},
		{"Hvorfor?", "Hurtigere levering", -1, true},
	} {
		for where, r := range map[string]models.Response{
			"answer":  {Answers: []models.Answer{{Question: c.question, Text: c.text}}},
			"comment": {Comment: c.text, Asks: models.AskOf(c.question)},
		} {
			got, sum := applied(t, m, analyser, r)
			if c.sign != 0 && !(sum*c.sign > 0) || c.sign == 0 && sum < 0 {
				t.Errorf("%s %s %s: %.2f of %v", where, c.question, c.text, sum, got.Mentions)
			}
			if is := slices.Equal(got.Sounds[0], []float32{wishful}); is != c.wished {
				t.Errorf("%s %s %s: a wish %v, want %v", where, c.question, c.text, is, c.wished)
			}
		}
	}
}

// TestAskedBeside: of two questions what the one is answered says nothing of the answer to the other.
func TestAskedBeside(t *testing.T) {
	t.Parallel()
	analyser := stemming.NewAnalyser(nil, stemming.DefaultLayers())
	m := Compile(Shipped(), analyser)
	r := models.Response{Comment: "De nye lamper i butikken", Asks: models.AsksPraise, Answers: []models.Answer{{Question: "Hvad skal vi gøre bedre?", Text: "Bilen holder stille i tre uger hos jer"}}}
	got, _ := applied(t, m, analyser, r)
	if sounds := got.Sounds[0]; len(sounds) != 2 || sounds[0] < 0.5 || sounds[1] > -0.5 {
		t.Errorf("the answers sound %v, want praise and blame", sounds)
	}
}
