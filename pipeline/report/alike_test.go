package report

import "testing"

// TestSameTold: comments tell the same where a word is misspelt, a sentence stands in both,
// or both begin with it; a closing phrase that many write, another subject and another word
// are none.
func TestSameTold(t *testing.T) {
	for _, x := range []struct {
		a, b string
		want bool
	}{
		{"Let at betale regninger i mobilbanken.", "Let at bteale regninger i mobilbankenn", true},
		{"Let at betale regninger i mobilbanken. Appen virker upåklageligt.", "Let at betale regninger i mobilbanken. Fortsæt sådan.", true},
		{"Godt kundetøj. Personalet fandt støvlerne frem til mig.", "Stort udvalg i butikken her! personalet fandt støvlerne frem til mig", true},
		{"Sød ekspedient. Prisen var også rimelig, og jeg fik hjælp til at bære.", "sød ekspedient det skal i vide", false},
		{"Dejlig imødekommende ekspedient. Altid et smil og god service.", "Dejlig imødekommende ekspedient. Det skal I vide", true},
		{"dejlig imødekommende ekspedient fortsæt endelig sådan", "Dejlig imødekommende ekspedient. Det skal I vide", true},
		{"Teknikeren kom til tiden. Kan kun anbefales", "De fandt hurtigt en ny router. Kan kun anbefales", false},
		{"Teknikeren kom til tiden og ryddede op efter sig", "Teknikeren forklarede, hvordan routeren skal stå", false},
		{"", "", true},
	} {
		if got := sameTold(x.a, x.b); got != x.want || got != sameTold(x.b, x.a) {
			t.Errorf("%q and %q: %t", x.a, x.b, got)
		}
	}
	for _, x := range []struct {
		a, b string
		want bool
	}{{"betale", "bteale", true}, {"mobilbanken", "mobilbankenn", true}, {"mobilbank", "mobilbanken", false}, {"regning", "rejning", true}, {"kortet", "kortes", true},
		{"ikke", "inke", false}, {"hjælp", "vjælp", false}, {"lånet", "lånet", true}, {"venter", "ventre", true}, {"venter", "vetnre", false}} {
		if got := slip(x.a, x.b); got != x.want || got != slip(x.b, x.a) {
			t.Errorf("%q and %q: %t", x.a, x.b, got)
		}
	}
}
