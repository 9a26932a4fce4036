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
		"Hvad er vi særligt gode til?": models.AsksPraise, "Hvad er vi gode til?": models.AsksPraise, "Hvad er du mest glad for?": models.AsksPraise, "Hvad er det bedste ved os?": models.AsksPraise,
		"Hvad skal vi blive ved med?": models.AsksPraise, "Hvad har du været tilfreds med?": models.AsksPraise, "Nævn noget positivt": models.AsksPraise, "Hvad kunne du godt lide?": models.AsksPraise,
		"Ros til os": models.AsksPraise, "What did you like?": models.AsksPraise, "What are we good at?": models.AsksPraise, "What should we keep doing?": models.AsksPraise, "Name one thing we do well": models.AsksPraise,
		"Vad är vi bra på?": models.AsksPraise, "Vad är du mest nöjd med?": models.AsksPraise, "Hva er du fornøyd med?": models.AsksPraise, "Hva er det beste med oss?": models.AsksPraise, "Vad är det bästa med oss": models.AsksPraise,
		"Hvad er vi dårlige til?": models.AsksWishes, "Hvad gik ikke så godt?": models.AsksWishes, "Hvad kunne du ikke lide?": models.AsksWishes, "Hvad kunne gøre dig mere tilfreds?": models.AsksWishes,
		"What did you like least?": models.AsksWishes, "What did you not like?": models.AsksWishes, "Hvad gik galt?": models.AsksWishes, "What would make you happy?": models.AsksWishes, "Hva kan vi forbedre?": models.AsksWishes,
		"Vad kan vi göra bättre?": models.AsksWishes, "Vad saknade du?": models.AsksWishes, "Hvad skal vi stoppe med?": models.AsksWishes, "Hvad er vi gode til, og hvad er vi dårlige til?": models.AsksAnything,
		"What would you like to tell us?": models.AsksAnything, "What was your visit like?": models.AsksAnything, "Hvad er god service for dig?": models.AsksAnything, "I hvilken grad er du tilfreds?": models.AsksAnything,
		"Hvad er den bedste måde at nå dig på?": models.AsksAnything, "Uddyb, hvor godt vi løste din sag, og hvad du tænkte": models.AsksAnything, "Hvor tilfreds er du alt i alt?": models.AsksAnything,
		"Ris og ros": models.AsksAnything, "Kommentar": models.AsksAnything, "Hvad var du utilfreds med": models.AsksWishes,
	} {
		if got := models.AskOf(question); got != want {
			t.Errorf("%q asks for %d, want %d", question, got, want)
		}
	}
}
