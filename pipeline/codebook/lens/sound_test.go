package lens

import (
	"context"
	"testing"

	"stemme/models"
	"stemme/stemming"
)

// TestSound: clauses sound good or bad by their words, whether an entry is found in them or not.
func TestSound(t *testing.T) {
	t.Parallel()
	analyser := stemming.NewAnalyser(nil, stemming.DefaultLayers())
	m := Compile(Shipped(), analyser)
	for sign, texts := range map[float64][]string{
		1: {"Billig el", "Dejlig kaffe", "flink vicevært", "Lynhurtig fragt", "Kæmpe udvalg og skarpe priser", "SUPER GOD BETJENING", "Min nye bankmand er bare guld værd",
			"Det er nemt at finde en plads at parkere på"},
		-1: {"Sur kassedame", "dyrt abonnement", "Kold suppe", "langsom fragt", "elendigt netværk i kælderen", "Der er for få dankortautomater i byen",
			"Ingen gad hjælpe mig med skemaet"},
		0: {"Vi bor på Amager", "Der blev sendt et brev"},
	} {
		for _, text := range texts {
			doc := analyser.Document(text, models.Danish)
			got, err := m.Apply(context.Background(), Input{Responses: []models.Response{{Comment: text}}, Documents: []models.Document{doc}})
			if err != nil {
				t.Fatal(err)
			}
			sounds := float64(got.Sounds[0][0])
			if p := Heard(sounds, 0); sign != 0 && p*sign <= 0 || sign == 0 && p != 0 {
				t.Errorf("%s: %.2f (sounds %.2f), want sign %v", text, p, sounds, sign)
			}
		}
	}
}
