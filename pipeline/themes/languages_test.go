package themes

import (
	"fmt"
	"slices"
	"testing"

	"stemme/models"
)

// TestFewForeign holds that a few comments in another language neither change
// the themes nor get one that their words do not speak for.
func TestFewForeign(t *testing.T) {
	t.Parallel()
	responses, documents, _ := survey(1500, 6, 4)
	cfg := DefaultConfig()
	cfg.Themes = 6
	want := mustFind(t, responses, documents, cfg)
	for i := range 60 {
		words := []string{fmt.Sprintf("e%d", i%7), fmt.Sprintf("e%d", 7+i%5), fmt.Sprintf("e%d", 12+i%3), "fyld1"}
		r, d := written(fmt.Sprintf("x%04d", i), [][]string{words})
		d.Language = models.English
		responses, documents = append(responses, r), append(documents, d)
	}
	got := mustFind(t, responses, documents, cfg)
	if !slices.Equal(want.Model.mix.Term.Data, got.Model.mix.Term.Data) {
		t.Error("60 comments in another language change the theme model")
	}
	for _, p := range got.Primary[1500:] {
		if p != models.NoTheme {
			t.Fatalf("a comment of which the model knows one generic word of four has theme %s", p)
		}
	}
}

// TestTwoLanguages holds that each of two languages that carry the corpus has
// themes, in a large survey and in a small one.
func TestTwoLanguages(t *testing.T) {
	t.Parallel()
	for _, n := range []int{60, 1200} {
		responses, documents, _ := survey(n, 6, 5)
		for i := range documents {
			if i%2 == 1 {
				continue
			}
			documents[i].Language = models.English
			for _, c := range documents[i].Clauses {
				for j := range c.Terms {
					c.Terms[j].Text = "e" + c.Terms[j].Text
				}
			}
		}
		cfg := DefaultConfig()
		cfg.Themes = 6
		count := map[models.Language]int{}
		for i, p := range mustFind(t, responses, documents, cfg).Primary {
			if p != models.NoTheme {
				count[documents[i].Language]++
			}
		}
		if least := n / 4; count[models.Danish] < least || count[models.English] < least {
			t.Errorf("%d comments, half in each language: themes for %v", n, count)
		}
	}
}
