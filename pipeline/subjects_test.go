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
		theme("wait", "vent", "ventetid", "tid"), theme("fees", "gebyr", "pris"), theme("none")}, nil, 5)
	for _, x := range []struct {
		a, b string
		want bool
	}{{"queue", "phone", true}, {"queue", "wait", true}, {"queue", "fees", false}, {"fees", "wait", false}, {"none", "fees", false}, {"none", "none", false}} {
		if got := alike(x.a, x.b); got != x.want {
			t.Errorf("%s and %s: %t", x.a, x.b, got)
		}
	}
}

// Found themes that one entry of a lens of topics covers are one subject, whatever their
// words; an entry that matches less than half of a theme, few of it, or that is of no lens
// of topics covers none, and entries are not covered by each other.
func TestOneSubjectByOneEntry(t *testing.T) {
	t.Parallel()
	var mentions []models.Mention
	response := 0
	say := func(n int, ids ...string) {
		for range n {
			for _, id := range ids {
				mentions = append(mentions, models.Mention{Response: response, Theme: id})
			}
			response++
		}
	}
	say(9, "dear", "kundetemaer/pris", "principper/skab-tillid")
	say(8, "account", "kundetemaer/pris")
	say(2, "account")
	say(4, "cheap", "kundetemaer/pris")
	say(6, "cheap")
	say(4, "few", "kundetemaer/pris")
	say(9, "kind", "principper/skab-tillid")
	say(9, "kundetemaer/gebyr", "kundetemaer/pris")
	alike := subjects(nil, mentions, 5)
	for _, x := range []struct {
		a, b string
		want bool
	}{{"dear", "account", true}, {"account", "dear", true}, {"dear", "cheap", false}, {"dear", "few", false}, {"dear", "kind", false},
		{"kundetemaer/gebyr", "dear", false}, {"kundetemaer/gebyr", "kundetemaer/pris", false}} {
		if got := alike(x.a, x.b); got != x.want {
			t.Errorf("%s and %s: %t", x.a, x.b, got)
		}
	}
}
