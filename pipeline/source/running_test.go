package source_test

import (
	"fmt"
	"testing"
)

// TestNumbersInComments: text with a number at its end or its beginning is a comment
// where every row says something else, and a labelled score where a scale's labels
// come again.
func TestNumbersInComments(t *testing.T) {
	var all []variant
	for n, form := range []string{"%s (%d)", "%[2]d - %[1]s", "%s: %d"} {
		file := csvOf(";", "Svar-ID;NPS;Bemærkning", func(i int) []string {
			return []string{fmt.Sprint(900 + i), fmt.Sprint(variantScore(i)), fmt.Sprintf(form, variantText(i), i%11)}
		})
		all = append(all, variant{fmt.Sprintf("running%d.csv", n), file, right(inRoles("Svar-ID", "id", "NPS", "score", "Bemærkning", "comment"))})
	}
	file := csvOf(";", "Svar-ID;Vurdering af os;Bemærkning", func(i int) []string {
		label := []string{"slet ikke", "måske", "helt sikkert"}[variantScore(i)*3/11]
		return []string{fmt.Sprint(900 + i), fmt.Sprintf("%d - %s", variantScore(i), label), variantText(i)}
	})
	judged(t, append(all, variant{"labels.csv", file, right(inRoles("Vurdering af os", "score", "Bemærkning", "comment"))}))
}
