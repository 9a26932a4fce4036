package lens_test

import (
	"strings"
	"testing"
)

// reasonless say that somebody leaves, and no reason.
var reasonless = []string{
	"Jeg skifter bank", "Vi skifter bank til sommer", "Jeg har skiftet selskab", "Jeg er gået til en anden udbyder", "Jeg har opsagt mit abonnement",
	"Så er det slut, jeg finder et andet teleselskab", "Jeg forlader jer nu", "Vi har sagt op", "Jeg er ikke længere kunde", "I har mistet en kunde", "Min forsikring er flyttet til et andet selskab",
	"Jeg flytter mine penge", "Det var sidste gang, jeg handlede hos jer", "Farvel og tak", "Vi er rykket videre", "Jeg opsiger det hele i morgen",
	"Jeg overvejer at skifte bank", "Nu finder jeg en anden butik", "Aldrig mere", "Jeg har meldt mig ud",
}

// mostReasons is how many of the reasonless may bring a reason: without the rule 6 do, with it the two that
// name what they leave ("abonnement", "forsikring").
const mostReasons = 2

// TestReasonless: who leaves and says no more has given no reason, and one who gives a reason is read
// as before.
func TestReasonless(t *testing.T) {
	t.Parallel()
	wrong := map[string]string{}
	for _, text := range reasonless {
		for id := range reading(text) {
			if strings.HasPrefix(id, "fravalg/") && id != "fravalg/konkurrent" { // "et andet selskab" may be a better one
				wrong[text] = id
			}
		}
	}
	if wrong["Jeg skifter bank"] != "" || len(wrong) > mostReasons {
		t.Errorf("%d of %d bring a reason: %v", len(wrong), len(reasonless), wrong)
	}
	hold(t, []rowCase{
		{"Jeg er skiftet, fordi I aldrig svarer", "-fravalg/ventetid"},
		{"Skifter på grund af prisen", "-fravalg/pris"},
		{"Jeg skifter bank, for ingen gad hjælpe mig", "-fravalg/service"},
		{"Jeg skifter, da jeg flytter til Aarhus, og der har I ingen filial", "-fravalg/afstand"},
		{"Opsagt efter tredje fejl på regningen", "-fravalg/fejl"},
	})
}
