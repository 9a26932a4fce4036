package source_test

import (
	"fmt"
	"testing"
)

// TestSurveys asks where one value of a column has scores on a scale of five and the
// others go to ten, and not where the column is made of the score, or has a part with
// few and low scores.
func TestSurveys(t *testing.T) {
	survey := func(cell func(i int) (name string, score int)) string {
		return csvOf(";", "id;score;kommentar;slags", func(i int) []string {
			name, score := cell(i)
			return []string{fmt.Sprint("s", i), fmt.Sprint(score), variantText(i), name}
		})
	}
	judged(t, []variant{
		{"two.csv", survey(func(i int) (string, int) {
			if i%2 == 0 {
				return "efter kontakt", 1 + (i/2*3+4)%5
			}
			return "årlig", i * 7 % 11
		}), asked("source_surveys")},
		{"of-the-score.csv", survey(func(i int) (string, int) {
			if i%2 == 0 {
				return "utilfreds", 3 + i/2%3
			}
			return "tilfreds", 6 + i/2%5
		}), right(onScale("0-10"))},
		{"low.csv", survey(func(i int) (string, int) {
			if i%2 == 0 {
				return "klage", []int{1, 2, 2, 1, 3, 0}[i/2%6]
			}
			return "køb", i * 7 % 11
		}), right(onScale("0-10"))},
		{"few.csv", survey(func(i int) (string, int) {
			if i%4 == 0 {
				return "messe", 1 + (i/4*3+4)%5
			}
			return "butik", i * 7 % 11
		}), right(onScale("0-10"))},
	})
}
