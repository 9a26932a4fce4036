package lens_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"stemme/models"
	"stemme/pipeline/codebook/lens"
	"stemme/stemming"
)

// plain reads without a corpus behind it.
var plain = stemming.NewAnalyser(nil, stemming.DefaultLayers())

// shipped is the matcher of all shipped lenses.
var shipped = sync.OnceValue(func() *lens.Matcher { return lens.Compile(lens.Shipped(), plain) })

// reading is what the shipped lenses find in a text, by the sum of its polarities.
func reading(text string) map[string]float64 {
	doc := plain.Document(text, models.Danish)
	themes, found := shipped().Themes(), map[string]float64{}
	for _, f := range shipped().NewReader().Document(text, &doc) {
		found[themes[f.Entry].ID] += f.Polarity
	}
	return found
}

// TestRows: what the requirements say of single phrases, by the row's number. A +,
// - or 0 before an entry is its polarity, ! says that it must not be found.
func TestRows(t *testing.T) {
	for _, c := range []struct{ row, text, want string }{
		{"R4", "de ringer aldrig til mig", "-principper/ring-proaktivt"},
		{"R4", "følte mig som et nummer i rækken", "-principper/ikke-et-nummer"},
		{"R4", "de ringede selv og fulgte op", "+principper/ring-proaktivt"},
		{"R35", "Ringede fordi der var fejl på mit internet", "0formaal/fejl-og-problemer"},
		{"R45", "det føltes som at tale med en robot", "-servicepraeference/relationel"},
		{"R45", "De tog ansvar og handlede med det samme", "+servicepraeference/handlingsorienteret"},
		{"R45", "Medarbejderen kunne alle fakta og forklarede processen", "+servicepraeference/faktuel"},
		{"R47", "Jeg lægger den her historie på Facebook så alle kan se det", "-eskalering/sociale-medier"},
		{"R47", "Sagen ender hos min advokat", "-eskalering/advokat"},
		{"R47", "Nu klager jeg til ankenævnet", "-eskalering/klageinstans"},
		{"R47", "I hører fra pressen, jeg har kontaktet en journalist", "-eskalering/presse"},
		{"R47", "kan anbefales på Trustpilot", "!eskalering/trustpilot"},
		{"R50", "hurtigt og nemt", "+loefter/hurtigt-og-nemt"},
		{"R50", "ikke hurtigt", "-loefter/hurtigt-og-nemt"},
		{"R50", "langsom sagsbehandling", "-loefter/hurtigt-og-nemt"},
		{"R51", "ventede 3 dage på et lånetilbud", "-serviceprioriteter/laanetilbud"},
		{"R51", "møde samme dag", "+serviceprioriteter/raadgivermoede"},
		{"R51", "20 minutter i telefonkø", "!serviceprioriteter/laanetilbud"},
		{"R51", "20 minutter i telefonkø", "-serviceprioriteter/telefonsvar"},
		{"R59", "Valgte jer fordi prisen var lavere", "+valg/pris"},
		{"R59", "Vi skifter på grund af de høje gebyrer", "-fravalg/pris"},
		{"R63", "dejligt at få del i overskuddet hvert år", "+loefter/del-i-overskuddet"},
		{"R63", "der er ikke længere en lokal filial", "-loefter/lokal-tilstedevaerelse"},
		{"R63", "nærværende og personlig rådgivning", "+loefter/naervaerende-raadgivning"},
		{"R63", "man får lyst til at anbefale jer", "+loefter/lyst-til-at-anbefale"},
		{"R64", "Han ringede tilbage som lovet", "+adfaerd/ringer-tilbage"},
		{"R64", "Hun afbrød mig hele tiden", "-adfaerd/afbryder"},
		{"R64", "medarbejderen lyttede og forklarede det hele", "+adfaerd/lytter"},
		{"R64", "medarbejderen lyttede og forklarede det hele", "+adfaerd/forklarer"},
		{"R64", "I holder ikke jeres aftaler", "-adfaerd/holder-aftaler"},
		{"R66", "Jeg skifter bank", "-afgang/vil-forlade"},
		{"R66", "opsiger alt hos jer", "-afgang/vil-forlade"},
		{"R66", "overvejede at skifte, men bliver", "!afgang/overvejer"},
		{"R66", "overvejede at skifte, men bliver", "!afgang/vil-forlade"},
		{"R66", "Overvejer kraftigt at skifte selskab", "-afgang/overvejer"},
	} {
		found := reading(c.text)
		sign, id := c.want[0], c.want[1:]
		polarity, is := found[id]
		ok := is && (sign == '0' && polarity == 0 || sign == '+' && polarity > 0 || sign == '-' && polarity < 0) || sign == '!' && !is
		if !ok {
			t.Errorf("%s %q: want %s, got %v", c.row, c.text, c.want, found)
		}
	}
}

// TestFaults: every fault of a lens is told with its line and a caret under it.
func TestFaults(t *testing.T) {
	const head = "lens: prøve\nname: Prøve\nentries:\n  - id: a\n    name: A\n"
	for _, c := range []struct{ text, want string }{
		{head + "    match: [ventetid]\n", "no id"},
		{"lens: p\nname: P\nentries:\n  - id: a\n    name: A\n    match:\n      - ventetid\n      - <vejr> lang\n", "line 8"},
		{"lens: p\nname: P\nentries:\n  - id: a\n    name: A\n    match: [x]\n    matches: [y]\n", "7 |"},
		{"lens: p\nname: P\nentries:\n  - id: a\n    name: A\n    match: [x]\n  - id: a\n    name: B\n    match: [y]\n", "twice"},
		{"lens: p\nname: P\nentries:\n  - id: a\n    name: A\n    match: [x]\n    limit: snart\n", "no time"},
		{"lens: p\nname: P\nentries:\n  - id: a\n    name: A\n    match: [x +]\n", "no pattern"},
		{"lens: p\nname: P\nentries:\n  - id: a\n    name: A\n    match: [x]\n    yields_to: [b]\n", "no other entry"},
		{"lens: p\nname: P\nentries:\n  - id: a\n    match: [x]\n", "name is missing"},
		{"lens: p\nname: P\nentries:\n  - id: a\n    name: A\n    match: [x]\n    polarity: god\n", "no polarity"},
	} {
		_, err := lens.Parse([]byte(c.text), "p.yaml")
		if err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), "^") {
			t.Errorf("%q: want %q and a caret, got %v", c.text, c.want, err)
		}
	}
}

// TestPatterns: each form of a pattern matches what docs/lenses.md says.
func TestPatterns(t *testing.T) {
	analyser := plain
	for _, c := range []struct {
		pattern, text string
		want          bool
	}{
		{"ventetid", "Ventetiden var lang", true},
		{"ventetid", "Lang telefonventetid", true},
		{"=ventetid", "Lang telefonventetid", false},
		{"ventetid", "lang venttid", true},
		{"venlig", "uvenlig", false},
		{"utilfredsstillende", "det var utilfredstillende", true},
		{"ringe tilbage", "de ringede desværre aldrig tilbage", true},
		{"ringe tilbage", "de ringede og spurgte tilbage", false},
		{"ringe ... tilbage", "de ringede næste morgen tilbage", true},
		{"tilbage ringe", "de ringede tilbage", false},
		{"kø + telefon", "i telefonen var der lang kø", true},
		{"kø + telefon", "Der var lang kø. I telefonen var de søde", false},
		{"gebyr-", "Et gebyrcirkus", true},
		{"-gebyr", "strafgebyrer igen", true},
		{"op!", "stille op", true},
		{"tog!", "tage toget", false},
		{"<farve> bil", "en rød bil", true},
		{"<farve> bil", "en bil", false},
		{"a|b c|d", "b c", true},
	} {
		text := fmt.Sprintf("lens: p\nname: P\nsets: {farve: [rød, grøn]}\nentries:\n  - id: a\n    name: A\n    match: ['%s']\n", c.pattern)
		l, err := lens.Parse([]byte(text), "p.yaml")
		if err != nil {
			t.Fatal(err)
		}
		doc := analyser.Document(c.text, models.Danish)
		if got := len(lens.Compile([]*lens.Lens{l}, analyser).NewReader().Document(c.text, &doc)) > 0; got != c.want {
			t.Errorf("%q in %q: %v, want %v", c.pattern, c.text, got, c.want)
		}
	}
}

// TestExamples: every example of the shipped lenses comes out as it says, and every
// entry has one.
func TestExamples(t *testing.T) {
	misses, n := lens.CheckExamples(lens.Shipped())
	for _, m := range misses {
		t.Errorf("%s/%s: %q: found %v, polarity %.1f", m.Lens, m.Entry, m.Example, m.Found, m.Polarity)
	}
	entries := 0
	for _, l := range lens.Shipped() {
		for _, e := range l.Entries {
			if entries++; len(e.For) == 0 {
				t.Errorf("%s/%s has no example", l.ID, e.ID)
			}
		}
	}
	t.Logf("%d examples of %d entries", n, entries)
}
