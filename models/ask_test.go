package models_test

import (
	"testing"

	"stemme/models"
)

// TestAskOf: what a question asks for.
func TestAskOf(t *testing.T) {
	t.Parallel()
	for question, want := range map[string]models.Ask{
		"Hvad kunne vi have gjort bedre?": models.AsksWishes, "Hvad skal forbedres i butikken": models.AsksWishes, "what_should_we_improve": models.AsksWishes, "Hvad savnede du?": models.AsksWishes,
		"Hvad gik godt?": models.AsksPraise, "Hvad er du bedst tilfreds med": models.AsksPraise, "Ros": models.AsksPraise,
		"Hvad gik godt, og hvad kan blive bedre?": models.AsksAnything, "Hvad gør vi bedre end andre": models.AsksAnything, "Hvor godt hjalp vi dig?": models.AsksAnything,
		"Hvorfor gav du den score?": models.AsksAnything, "Din oplevelse med bestilling": models.AsksAnything, "": models.AsksAnything,
		"Hvad er godt, og hvad er skidt?": models.AsksAnything, "Hvad er du mindst tilfreds med": models.AsksWishes, "Hvad er den primære årsag til din score?": models.AsksAnything,
		"Ris og ros": models.AsksAnything, "Kommentar": models.AsksAnything, "Hvad var du utilfreds med": models.AsksWishes,
	} {
		if got := models.AskOf(question); got != want {
			t.Errorf("%q asks for %d, want %d", question, got, want)
		}
	}
}
