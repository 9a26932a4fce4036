package lens_test

import (
	"fmt"
	"os"
	"slices"
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

// A rowCase is what a requirement says of one phrase. A +, - or 0 before an entry is
// its polarity, ! says that it must not be found.
type rowCase struct{ text, want string }

// hold reads every phrase by the shipped lenses.
func hold(t *testing.T, cases []rowCase) {
	t.Helper()
	for _, c := range cases {
		found := reading(c.text)
		sign, id := c.want[0], c.want[1:]
		polarity, is := found[id]
		ok := is && (sign == '0' && polarity == 0 || sign == '+' && polarity > 0 || sign == '-' && polarity < 0) || sign == '!' && !is
		if !ok {
			t.Errorf("%q: want %s, got %v", c.text, c.want, found)
		}
	}
}

// TestR4: the principles.
func TestR4(t *testing.T) {
	t.Parallel()
	hold(t, []rowCase{
		{"de ringer aldrig til mig", "-principper/ring-proaktivt"},
		{"følte mig som et nummer i rækken", "-principper/ikke-et-nummer"},
		{"de ringede selv og fulgte op", "+principper/ring-proaktivt"},
	})
}

// TestR35: why contact was made.
func TestR35(t *testing.T) {
	t.Parallel()
	hold(t, []rowCase{
		{"Ringede fordi der var fejl på mit internet", "0formaal/fejl-og-problemer"},
	})
}

// TestR45: the kinds of service that customers speak of.
func TestR45(t *testing.T) {
	t.Parallel()
	hold(t, []rowCase{
		{"det føltes som at tale med en robot", "-servicepraeference/relationel"},
		{"De tog ansvar og handlede med det samme", "+servicepraeference/handlingsorienteret"},
		{"Medarbejderen kunne alle fakta og forklarede processen", "+servicepraeference/faktuel"},
		{"Hun havde tid til os og mødte os i øjenhøjde", "+servicepraeference/relationel"},
		{"Der skete ingenting, sagen blev bare sendt rundt", "-servicepraeference/handlingsorienteret"},
		{"De gav os forkerte oplysninger", "-servicepraeference/faktuel"},
		{"Har haft konto her længe", "!servicepraeference/faktuel"},
	})
}

// TestR47: escalation, and what only looks like it.
func TestR47(t *testing.T) {
	t.Parallel()
	hold(t, []rowCase{
		{"Jeg lægger den her historie på Facebook så alle kan se det", "-eskalering/sociale-medier"},
		{"Sagen ender hos min advokat", "-eskalering/advokat"},
		{"Nu klager jeg til ankenævnet", "-eskalering/klageinstans"},
		{"I hører fra pressen, jeg har kontaktet en journalist", "-eskalering/presse"},
		{"kan anbefales på Trustpilot", "!eskalering/trustpilot"},
		{"Læste om jer i avisen", "!eskalering/presse"},
		{"TV'et virker ikke og fjernsynet går i sort", "!eskalering/presse"},
	})
}

// TestR50: a promise kept and broken.
func TestR50(t *testing.T) {
	t.Parallel()
	hold(t, []rowCase{
		{"hurtigt og nemt", "+loefter/hurtigt-og-nemt"},
		{"ikke hurtigt", "-loefter/hurtigt-og-nemt"},
		{"langsom sagsbehandling", "-loefter/hurtigt-og-nemt"},
	})
}

// TestR51: promises with a limit in time.
func TestR51(t *testing.T) {
	t.Parallel()
	hold(t, []rowCase{
		{"ventede 3 dage på et lånetilbud", "-serviceprioriteter/laanetilbud"},
		{"møde samme dag", "+serviceprioriteter/raadgivermoede"},
		{"20 minutter i telefonkø", "!serviceprioriteter/laanetilbud"},
		{"20 minutter i telefonkø", "-serviceprioriteter/telefonsvar"},
	})
}

// TestR59: why customers choose and leave.
func TestR59(t *testing.T) {
	t.Parallel()
	hold(t, []rowCase{
		{"Valgte jer fordi prisen var lavere", "+valg/pris"},
		{"Vi skifter på grund af de høje gebyrer", "-fravalg/pris"},
		{"Vi blev kunder fordi naboen anbefalede jer", "+valg/anbefalet"},
		{"Opsagde efter gentagne fejl på regningen", "-fravalg/fejl"},
	})
}

// TestR62: what customers look for and buy.
func TestR62(t *testing.T) {
	t.Parallel()
	hold(t, []rowCase{
		{"Kom ind for at købe en vaskemaskine", "0formaal/koeb"},
		{"Ringede for at anmelde en vandskade", "0formaal/skade"},
		{"Valgte jer på grund af det store udvalg", "+valg/produkt"},
	})
}

// TestR63: a second set of promises, in inflected forms.
func TestR63(t *testing.T) {
	t.Parallel()
	hold(t, []rowCase{
		{"dejligt at få del i overskuddet hvert år", "+loefter/del-i-overskuddet"},
		{"der er ikke længere en lokal filial", "-loefter/lokal-tilstedevaerelse"},
		{"nærværende og personlig rådgivning", "+loefter/naervaerende-raadgivning"},
		{"man får lyst til at anbefale jer", "+loefter/lyst-til-at-anbefale"},
	})
}

// TestR64: what staff did.
func TestR64(t *testing.T) {
	t.Parallel()
	hold(t, []rowCase{
		{"Han ringede tilbage som lovet", "+adfaerd/ringer-tilbage"},
		{"Hun afbrød mig hele tiden", "-adfaerd/afbryder"},
		{"medarbejderen lyttede og forklarede det hele", "+adfaerd/lytter"},
		{"medarbejderen lyttede og forklarede det hele", "+adfaerd/forklarer"},
		{"I holder ikke jeres aftaler", "-adfaerd/holder-aftaler"},
	})
}

// TestR66: who leaves, and who only thought of it.
func TestR66(t *testing.T) {
	t.Parallel()
	hold(t, []rowCase{
		{"Jeg skifter bank", "-afgang/vil-forlade"},
		{"opsiger alt hos jer", "-afgang/vil-forlade"},
		{"overvejede at skifte, men bliver", "!afgang/overvejer"},
		{"overvejede at skifte, men bliver", "!afgang/vil-forlade"},
		{"vi skifter ikke bank", "!afgang/vil-forlade"},
		{"overvejer ikke at skifte bank", "!afgang/overvejer"},
		{"jeg vil aldrig forlade jer", "!afgang/vil-forlade"},
		{"jeg skifter bank, I ringer aldrig", "-afgang/vil-forlade"},
		{"nej jeg går IKKE til pressen", "!eskalering/presse"},
		{"vi går til pressen", "-eskalering/presse"},
		{"Overvejer kraftigt at skifte selskab", "-afgang/overvejer"},
		{"Vi har skiftet bank", "-afgang/har-forladt"},
		{"Har opsagt alle forsikringer", "-afgang/har-forladt"},
		{"Vi har skiftet rådgiver", "!afgang/har-forladt"},
		{"Ingen tanker om at skifte", "!afgang/vil-forlade"},
	})
}

// TestR68: warnings to others in reviews.
func TestR68(t *testing.T) {
	t.Parallel()
	hold(t, []rowCase{
		{"Læg mærke til min anmeldelse på Trustpilot, den bliver hård", "-eskalering/trustpilot"},
		{"Fem stjerner på Trustpilot herfra", "!eskalering/trustpilot"},
	})
}

// TestFaults: every fault of a lens is told with its line and a caret under it.
func TestFaults(t *testing.T) {
	t.Parallel()
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
	t.Parallel()
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
		{"tog (ansvar|sagen på sig)", "de tog sagen på sig", true},
		{"tog (ansvar|sagen på sig)", "de tog straks ansvar", false},
		{"tog (ansvar|sagen på sig)", "de tog sagen op", false},
		{"tog (ansvar|sagen på sig)", "de tog ansvar", true},
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
	t.Parallel()
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

// TestDocs: the lens that docs/lenses.md shows is one without fault, nothing in it is
// doubted, and its examples come out as they say.
func TestDocs(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../../../docs/lenses.md")
	if err != nil {
		t.Fatal(err)
	}
	_, after, _ := strings.Cut(string(text), "```yaml\n")
	source, _, ok := strings.Cut(after, "```")
	if !ok {
		t.Fatal("docs/lenses.md shows no lens")
	}
	l, err := lens.Parse([]byte(source), "docs/lenses.md")
	if err != nil {
		t.Fatal(err)
	}
	if d := l.Doubts(); len(d) > 0 {
		t.Errorf("doubts: %v", d)
	}
	if misses, n := lens.CheckExamples([]*lens.Lens{l}); len(misses) > 0 || n == 0 {
		t.Errorf("of %d examples %v come out otherwise", n, misses)
	}
}

// TestDoubts: a space that seems to stand inside a choice is doubted, and one between
// words that follow each other is not.
func TestDoubts(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ pattern, want string }{
		{"tog ansvar|hånd om|fat", "hånd om"},
		{"tog (ansvar|hånd om|fat)", ""},
		{"abonnement|det hele", "det hele"},
		{"god|fin service|betjening", ""},
		{"ringe|ringede tilbage", ""},
		{"ringe ... tilbage|op", ""},
		{"kø|ventetid + telefon|røret", ""},
	} {
		l := &lens.Lens{Entries: []lens.Entry{{Match: []string{c.pattern}}}}
		got := ""
		if d := l.Doubts(); len(d) > 0 {
			got = d[0].Phrase
		}
		if got != c.want {
			t.Errorf("%q: doubted %q, want %q", c.pattern, got, c.want)
		}
	}
}

// TestRestates: an entry that says the score in words is a verdict, as a found theme is; which
// shipped ones are is a decision.
func TestRestates(t *testing.T) {
	t.Parallel()
	own, err := lens.Parse([]byte("lens: stemning\nname: Stemning\nentries:\n  - id: alt\n    name: Alt i alt\n    restates: true\n    match: [alt i alt]\n  - id: kaffe\n    name: Kaffe\n    match: [kaffe]\n"), "")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, theme := range append(lens.Compile([]*lens.Lens{own}, plain).Themes(), shipped().Themes()...) {
		if theme.Kind == models.Verdict {
			got = append(got, theme.ID)
		}
	}
	slices.Sort(got)
	if want := []string{"eskalering/advarer", "kundetemaer/anbefaling", "kundetemaer/tilfreds", "loefter/lyst-til-at-anbefale", "stemning/alt"}; !slices.Equal(got, want) {
		t.Errorf("%v restate the score, want %v", got, want)
	}
}
