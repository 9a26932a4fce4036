package source_test

import (
	"fmt"
	"testing"
)

// TestClassesOfTheScore leaves out what only says the class of the score again, and
// keeps classes of another question.
func TestClassesOfTheScore(t *testing.T) {
	file := func(header string, cells func(v int) []string) string {
		return csvOf(";", "Dato;NPS-score;"+header+";Kommentar", func(i int) []string {
			v := variantScore(i)
			return append(append([]string{fmt.Sprintf("%02d-03-2026", 1+i%28), fmt.Sprint(v)}, cells(v)...), variantText(i))
		})
	}
	class := func(v int) int { return min(2, max(0, v-5)/2) }
	word := func(v int) []string { return []string{[]string{"Kritiker", "Passiv", "Ambassadør"}[class(v)]} }
	other := func(v int) []string { return []string{[]string{"Kritiker", "Passiv", "Ambassadør"}[v%3]} }
	hot := func(v int) []string {
		return []string{[]string{"0", "0", "1"}[class(v)], []string{"1", "0", "0"}[class(v)]}
	}
	judged(t, []variant{
		{"words.csv", file("Kundetype", word), right(inRoles("NPS-score", "score", "Kundetype", "ignored"))},
		{"other.csv", file("Kundetype", other), right(inRoles("NPS-score", "score", "Kundetype", "segment"))},
		{"hot.csv", file("Promoter;Detractor", hot), right(inRoles("NPS-score", "score", "Promoter", "ignored", "Detractor", "ignored"))},
	})
}
