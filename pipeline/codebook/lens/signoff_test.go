package lens_test

import (
	"testing"

	"stemme/models"
)

// TestNothingSaid: a clause that lost its words, as a sign-off does, is evidence of no entry, however
// much the clauses beside it speak of one; those are, as without it.
func TestNothingSaid(t *testing.T) {
	r := shipped().NewReader()
	for _, text := range []string{
		"Jeg sad i kø i telefonen i en time. Ingen tog den. Sendt fra min telefon",
		"Hej. Butikken lukker alt for tidligt om lørdagen",
		"Regningen er umulig at forstå. Med venlig hilsen",
		"Hej. Fakturaen var forkert igen. Jeg har rykket jer tre gange. Mvh en kunde",
	} {
		doc := plain.Document(text, models.Danish)
		for i := range doc.Clauses {
			c := &doc.Clauses[i]
			if said := text[c.Start:c.End]; said == "Hej" || said == "Hej." || len(said) > 3 && (said[:3] == "Sen" || said[:3] == "Med" || said[:3] == "Mvh") {
				c.Boilerplate, c.Terms = true, nil
			}
		}
		found := r.Document(text, &doc)
		if len(found) == 0 {
			t.Errorf("%q: nothing", text)
		}
		for _, f := range found {
			if doc.Clauses[f.Clause].Boilerplate {
				t.Errorf("%q: %s stands in clause %d", text, shipped().Themes()[f.Entry].ID, f.Clause)
			}
		}
	}
	for _, empty := range []int{1, 2, 3} {
		if found := r.Document("Hej Hej Hej", &models.Document{Language: models.Danish, Clauses: make([]models.Clause, empty)}); len(found) > 0 {
			t.Errorf("%d clauses without words: %v", empty, found)
		}
	}
}
