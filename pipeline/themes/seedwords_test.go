package themes

import (
	"slices"
	"testing"

	"stemme/models"
	"stemme/pipeline/codebook"
)

// TestUnsaid: why no theme is made of a seed is told as it is, and a word that is said
// is not called absent.
func TestUnsaid(t *testing.T) {
	t.Parallel()
	terms := map[string][]models.Term{
		"utrolig":     {{Text: "utrolig", Kind: models.Degree}},
		"681":         {{Text: "681", Kind: models.Number}},
		"stilladset":  {{Text: "stillads", Kind: models.Content}},
		"vandskade":   {{Text: "vandskad", Kind: models.Content}},
		"utrolig dyr": {{Text: "utrolig", Kind: models.Degree}, {Text: "dyr", Kind: models.Content}},
	}
	in := &Input{
		Terms:     func(text string) []models.Term { return terms[text] },
		Documents: []models.Document{{Clauses: []models.Clause{{Terms: []models.Term{{Text: "stillads"}}}, {Terms: []models.Term{{Text: "dyr"}}}}}},
	}
	for word, want := range map[string]Why{"utrolig": SmallWords, "681": SmallWords, "stilladset": FewWords, "utrolig dyr": FewWords, "vandskade": NoWords} {
		if got := in.unsaid(&codebook.Seed{ID: "x", Words: []string{word}}); got != want {
			t.Errorf("%s: %s, want %s", word, got, want)
		}
	}
}

// TestTermsOfCompounds: a compound that no comment holds is looked for by its parts.
func TestTermsOfCompounds(t *testing.T) {
	t.Parallel()
	in := &Input{Terms: func(string) []models.Term {
		return []models.Term{{Text: "stilladsfirma", Kind: models.Content}, {Text: "stillads", Kind: models.Part}, {Text: "firma", Kind: models.Part}, {Text: "dyr", Kind: models.Content}}
	}}
	for _, c := range []struct{ known, want []string }{
		{[]string{"stillads", "firma", "dyr"}, []string{"stillads", "firma", "dyr"}},
		{[]string{"stilladsfirma", "stillads", "firma", "dyr"}, []string{"stilladsfirma", "dyr"}},
		{[]string{"stillads", "dyr"}, []string{"stilladsfirma", "dyr"}},
	} {
		if got := in.terms("stilladsfirmaet dyrt", func(s string) bool { return slices.Contains(c.known, s) }); !slices.Equal(got, c.want) {
			t.Errorf("known %v: %v, want %v", c.known, got, c.want)
		}
	}
}
