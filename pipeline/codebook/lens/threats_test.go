package lens_test

import "testing"

// TestThreats: who threatens, or thinks of ending a life, in other words than those for it; and
// who only speaks so.
func TestThreats(t *testing.T) {
	t.Parallel()
	const entry = "eskalering/fare-for-liv"
	for text, want := range map[string]bool{
		"Næste gang jeg ser jeres montør banker jeg ham":                 true,
		"Jeg slår jeres rådgiver ned næste gang":                         true,
		"Jeg slår hende ned hvis hun siger det igen":                     true,
		"Så tager jeg haglgeværet med ned på kontoret":                   true,
		"jeg kommer med et jernrør":                                      true,
		"ham på lageret fortjener en kugle":                              true,
		"Jeg ved hvor I bor":                                             true,
		"Jeg har lyst til at hænge mig":                                  true,
		"Jeg overvejer at gå ud foran toget":                             true,
		"jeg har skåret mig i armen, skåret i mig selv, af fortvivlelse": true,
		"Jeg har samlet piller nok":                                      true,
		"Så går jeg i havnen hvis pengene ikke kommer":                   true,
		"Mine børn har det bedre uden mig":                               true,
		"jeg vil bare sove og aldrig vågne igen":                         true,
		"Afslår I igen ved jeg ikke hvad jeg gør ved mig selv":           true,
		"Det var bedre om jeg ikke var her":                              true,
		"Jeg banker på hos naboen, han bor der jo":                       false,
		"I slår priserne ned, tak":                                       false,
		"I slår konkurrenterne ned på prisen":                            false,
		"Medarbejderen slog op i systemet":                               false,
		"I ved godt hvor jeg bor, så kom med pakken":                     false,
		"Budet ved hvor vi bor":                                          false,
		"Vi går i havnen hver søndag, dejligt sted":                      false,
		"Klar jer bedre uden mig, jeg skifter selskab":                   false,
		"Hotellet: kunne sove længe og ikke vågne af trafikken":          false,
		"Jeg gør noget godt ved mig selv hos jer":                        false,
		"Har piller nok til en uge fra apoteket":                         false,
		"Lad mig ikke hænge mig i detaljer":                              false,
		"Han fortjener en stor ros og en kugle is":                       false,
		"Det er bedre at jeg ringer når jeg ikke er her i landet":        false,
	} {
		if _, got := reading(text)[entry]; got != want {
			t.Errorf("%s: told %v, want %v", text, got, want)
		}
	}
}
