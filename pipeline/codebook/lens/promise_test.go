package lens_test

import (
	"fmt"
	"strings"
	"testing"

	"stemme/models"
	"stemme/pipeline/codebook/lens"
)

// TestR49: a customer concept is written as three to five keywords or as one sentence;
// other numbers are refused by name.
func TestR49(t *testing.T) {
	t.Parallel()
	written := func(promise string) (*lens.Lens, error) {
		return lens.Parse([]byte("lens: koncept\nname: Koncept\nentries:\n  - id: os\n    name: Sådan er vi\n    promise: "+promise+"\n"), "koncept.yaml")
	}
	for _, c := range []struct {
		promise string
		texts   []string // + kept, - broken, 0 spoken of, ! not
	}{
		{"[nemt, hurtigt, nærværende]", []string{"+hurtigt og nemt", "-ikke hurtigt", "-langsom sagsbehandling", "-det var som at tale med en robot",
			"+I har nærværende personale", "-Bøvlet hjemmeside", "!Jeg bor i Skive", "-alt andet end nemt"}},
		{"[tryghed, tryg, ærlig, opsparing, fair]", []string{"+Det føles trygt", "-Jeg er utryg ved jer", "-Ren løgn", "+Flot opsparing", "-Dårlig opsparing"}},
		{"Det skal være nemt og hurtigt at være kunde hos os.", []string{"+NEMT", "-Langsomme svar"}},
		{"Vi svarer på mails inden for 24 timer", []string{"-I svarede først på min mail efter tre dage", "+De svarede på min mail inden for en time", "!Mails er smarte"}},
	} {
		l, err := written(c.promise)
		if err != nil {
			t.Fatalf("%s: %v", c.promise, err)
		}
		m := lens.Compile([]*lens.Lens{l}, plain)
		for _, text := range c.texts {
			doc := plain.Document(text[1:], models.Danish)
			got := "!"
			for _, f := range m.NewReader().Document(text[1:], &doc) {
				got = map[bool]string{true: "+", false: "-"}[f.Polarity > 0]
			}
			if got != text[:1] {
				t.Errorf("%s: %q is %s", c.promise, text, got)
			}
		}
	}
	for promise, want := range map[string]string{
		"[nemt, hurtigt]": "2 keywords", "[a, b, c, d, e, f]": "6 keywords", "[nemt]": "1 keyword ", "[]": "0 keywords",
		"[god service, nemt, hurtigt]": `"god service"`, "[nemt, nemt, hurtigt]": `"nemt"`,
		"Vi er her. Altid nemt.": "more than one sentence", "og så det": "says nothing", `""`: "0 keywords",
	} {
		_, err := written(promise)
		if err == nil || !strings.Contains(fmt.Sprint(err), want) || !strings.Contains(fmt.Sprint(err), "line 6") {
			t.Errorf("%s: %v, want %s and the line", promise, err, want)
		}
	}
}
