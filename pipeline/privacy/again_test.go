package privacy

import (
	"context"
	"os"
	"slices"
	"strings"
	"testing"

	"stemme/models"
)

// TestRulesAreOfAllThatMasks: no file of the package is left out of what tells one way of
// masking from another.
func TestRulesAreOfAllThatMasks(t *testing.T) {
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if name := e.Name(); strings.HasSuffix(name, ".go") && !strings.HasSuffix(name, "_test.go") {
			if _, err := own.Open(name); err != nil {
				t.Errorf("%s masks, and is not among the rules: name it in again.go", name)
			}
		}
	}
}

// TestAgain: what an earlier program left open is masked, what it masked stays as it is, and
// customers keep their hashes.
func TestAgain(t *testing.T) {
	was := models.Response{ID: "1", Customer: "0123456789abcdef", Title: "Til [NAVN]", Comment: "Skriv til per.krog@post.dk, [TELEFON]",
		Answers:  []models.Answer{{Question: "Andet?", Text: "cpr 010190-1234"}},
		Segments: []models.Segment{{Name: "note", Value: "ring til per.krog@post.dk"}}}
	now := []models.Response{was}
	now[0].Answers, now[0].Segments = slices.Clone(was.Answers), slices.Clone(was.Segments)
	for range 2 {
		if err := Again(context.Background(), now, 1); err != nil {
			t.Fatal(err)
		}
		got := []string{now[0].Customer, now[0].Title, now[0].Comment, now[0].Answers[0].Text, now[0].Segments[0].Value}
		want := []string{was.Customer, was.Title, "Skriv til [E-MAIL], [TELEFON]", "cpr [CPR]", "ring til [E-MAIL]"}
		if !slices.Equal(got, want) {
			t.Errorf("masked again: %q, want %q", got, want)
		}
	}
}
