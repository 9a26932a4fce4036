package pipeline

import (
	"testing"

	"stemme/models"
)

// Themes that say one thing in words of like matters are one subject, others not.
func TestOneSubjectByTwoNames(t *testing.T) {
	t.Parallel()
	theme := func(id string, words ...string) models.Theme {
		of := models.Theme{ID: id}
		for n, w := range words {
			of.Words = append(of.Words, models.Word{Term: w, Weight: 1 / float64(1+4*n)})
		}
		return of
	}
	alike := subjects([]models.Theme{theme("queue", "kø", "telefon", "minut"), theme("phone", "telefonkø", "minut"),
		theme("wait", "vent", "ventetid", "tid"), theme("fees", "gebyr", "pris"), theme("none")})
	for _, x := range []struct {
		a, b string
		want bool
	}{{"queue", "phone", true}, {"queue", "wait", true}, {"queue", "fees", false}, {"fees", "wait", false}, {"none", "fees", false}, {"none", "none", false}} {
		if got := alike(x.a, x.b); got != x.want {
			t.Errorf("%s and %s: %t", x.a, x.b, got)
		}
	}
}
