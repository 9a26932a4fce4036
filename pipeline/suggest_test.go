package pipeline

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"stemme/models"
	"stemme/pipeline/codebook/lens"
)

// TestSuggestWords: a word that stands beside an entry in many comments is suggested; a place, a bare verb, what one
// long comment says over and over, and what stands as often beside anything, are not.
func TestSuggestWords(t *testing.T) {
	t.Parallel()
	var texts []string
	verbs, things := []string{"sluger", "knuser", "gnaver", "jager", "skjuler"}, []string{"breve", "kartofler", "gulerødder", "lamper", "knapper", "fjer", "sten"}
	for i := range 35 {
		verb, thing := verbs[i%5], things[i%7]
		texts = append(texts, fmt.Sprintf("I svarer aldrig på mine mails om %s %d. Jeres flamingo %s %s. Jeg henter %s i Thisted. En hund %s græs", thing, i, verb, thing, thing, verb),
			fmt.Sprintf("Den brune dør %s %s. En hund %s græs", verb, thing, verb), fmt.Sprintf("Grå %s %s himlen. En hund %s græs", thing, verb, verb))
	}
	texts = append(texts, "I svarer aldrig på mine mails. Min solseng har hjul. En solseng vælter. Den solseng hvisker. En solseng synger. Hver solseng drømmer. Ingen solseng danser")
	var responses []models.Response
	for i, text := range texts {
		responses = append(responses, models.Response{Source: "svar", ID: fmt.Sprintf("%03d", i), Comment: text, Language: models.Danish})
	}
	cfg := DefaultConfig()
	a, err := analyse(context.Background(), responses, cfg)
	if err != nil {
		t.Fatal(err)
	}
	lenses, err := lens.Choose([]string{lens.Customers}, nil)
	if err != nil {
		t.Fatal(err)
	}
	seen, err := look(context.Background(), lenses, responses, a, nil, 1)
	if err != nil {
		t.Fatal(err)
	}
	w := work{survey: survey{responses: responses, mentions: seen.Mentions}, analysis: a, lenses: lenses, covered: map[string]map[[2]int]bool{lens.Customers: {}}}
	for _, m := range seen.Mentions {
		w.covered[lens.Customers][[2]int{m.Response, m.Clause}] = true
	}
	for _, s := range w.suggestions(lens.Customers) {
		var words []string
		for _, word := range s.Words {
			words = append(words, word.Written)
		}
		if s.Entry.ID == "kundetemaer/svartid" != slices.Contains(words, "flamingo") && len(words) > 0 {
			t.Errorf("%s: %v", s.Entry.ID, words)
		}
		for _, noise := range []string{"thisted", "henter", "solseng", "hund", "græs"} {
			if slices.Contains(words, noise) {
				t.Errorf("%s: %v", s.Entry.ID, words)
			}
		}
		if s.Entry.ID == "kundetemaer/svartid" && len(words) == 0 {
			t.Error("nothing is suggested")
		}
	}
}
