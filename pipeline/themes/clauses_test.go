package themes

import (
	"fmt"
	"testing"

	"stemme/models"
)

// told is documents of one clause each, of content words and one function word.
func told(long int) (documents []models.Document) {
	for i := range 100 {
		words := 3
		if i < long {
			words = brief + 1
		}
		c := models.Clause{Terms: []models.Term{{Text: "hvornår", Kind: models.Function}}}
		for j := range words {
			c.Terms = append(c.Terms, models.Term{Text: fmt.Sprintf("o%d", (i+j)%40)})
		}
		documents = append(documents, models.Document{Language: models.Danish, Clauses: []models.Clause{c}})
	}
	return documents
}

// TestWordy holds that function words count in every clause of a survey of brief
// comments, and in none where longer ones are among them.
func TestWordy(t *testing.T) {
	t.Parallel()
	for long, want := range map[int]bool{0: true, 9: true, 11: false, 60: false} {
		documents := told(long)
		if got := wordy(documents); got != want {
			t.Fatalf("%d of 100 comments are long: function words count: %v, want %v", long, got, want)
		}
		for i, c := range clausesOf(documents, wordy(documents), 2) {
			if got := len(c.bag.Light) > 0; got != want {
				t.Fatalf("%d of 100 comments are long: function words of clause %d count: %v, want %v", long, i, got, want)
			}
		}
	}
}

// TestWordyStays holds that a model counts function words, or not, as the comments
// that it was fitted to, whatever comes later.
func TestWordyStays(t *testing.T) {
	t.Parallel()
	responses, documents, _ := survey(200, 4, 1)
	m := mustFind(t, responses, documents, DefaultConfig()).Model
	themes, terms := m.Rows()
	again, err := RowsModel(themes, terms)
	if err != nil {
		t.Fatal(err)
	}
	in := Input{Documents: told(60), Previous: again}
	if !again.wordy() || !in.wordy(DefaultConfig()) {
		t.Error("a model of brief comments does not count function words when it is read again")
	}
	if in.wordy(Config{Fresh: true}) {
		t.Error("function words count in a fresh fit to long comments")
	}
}
