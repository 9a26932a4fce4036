package lens_test

import (
	"os"
	"strings"
	"testing"
)

// TestQuotedPromises: the time of a promise that a customer quotes is not the time that it took. What
// it took tells, in whatever unit, or else whether the customer says that the promise is kept.
func TestQuotedPromises(t *testing.T) {
	t.Parallel()
	for sign, texts := range map[string][]string{
		"-": {
			"I lovede svar på min mail inden for 24 timer, men der gik fire dage", "I lover svar på mail inden for 24 timer. Jeg ventede 3 dage",
			"Der står på siden at I svarer på mails inden for 24 timer, det er ikke rigtigt", "Pakken nåede ikke frem inden for de lovede 2 dage",
			"Pakken kom ikke inden for de 2 dage", "I påstår at telefonen bliver taget inden for 5 minutter, jeg ventede 35",
			"Levering inden for 48 timer? Nej, 9 dage", "Jeres 24 timers svartid på mail bliver ikke overholdt", "Jeres svarfrist på mail på 24 timer holder aldrig",
			"Telefonen skulle tages inden for 5 minutter, den blev taget efter 20", "Skrev en mail, fik lovet svar inden for et døgn, det blev til tre",
			"Varen er lovet leveret på 3 dage, det tog to uger", "I skriver svar på mail inden for 24 timer, det holder ikke", "Svar på mail på 24 timer passer overhovedet ikke",
			"Jeg blev lovet at telefonen blev taget inden for 5 minutter men det gjorde den ikke", "Lånetilbud inden for 24 timer, glem det, det tog en uge",
			"Levering inden for 2 dage holdt desværre ikke", "Aldrig har jeg fået svar på en mail inden for 24 timer", "Telefonen tages inden for 5 minutter skriver I. Jeg sad i 40",
			"Svar på mail inden for 24 timer er bare ikke rigtigt", "Leveret på 3 dage? Ikke hos os, det var 8",
			"I LOVER SVAR PÅ MAIL INDEN FOR 24 TIMER DER GIK 5 DAGE", "Lovede levering på 2 dage og nu er der gået en uge",
		},
		"+": {
			"I lover svar på mail inden for 24 timer, og det holder I", "Leveret på to dage, under de tre I lover",
			"Telefonen blev taget med det samme", "I tog telefonen straks", "Pakken kom inden for de lovede 3 dage", "Levering på 2 dage som lovet", "I lovede svar på mail inden for 24 timer og jeg fik svar efter 2 timer",
			"Telefonen bliver altid taget inden for de 5 minutter I lover", "Lovet levering på 3 dage, den kom efter 1", "I skriver at I svarer på mail inden for 24 timer og det passer",
			"Svar på mail inden for et døgn? Ja, hver gang", "Pakken kom inden for de 3 dage, intet at klage over", "Jeg er ikke typen der roser, men svar på mail inden for 24 timer fik jeg",
			"Lovede lånetilbud på 24 timer, fik det efter to timer", "Svar på mail inden for 24 timer blev overholdt",
		},
	} {
		for _, text := range texts {
			kept, broken := promisesOf(text)
			if sign == "-" && (kept > 0 || broken == 0) || sign == "+" && (broken > 0 || kept == 0) {
				t.Errorf("%s %s: %v", sign, text, reading(text))
			}
		}
	}
}

// TestQuotedOnce: a sentence that quotes a promised time has one sign, in all entries of waits and promises. Sentences
// of the test part were written after the code.
func TestQuotedOnce(t *testing.T) {
	t.Parallel()
	for part, bar := range map[string]int{"dev": 34, "test": 19} {
		text, err := os.ReadFile("../testdata/quoted-" + part + ".tsv")
		if err != nil {
			t.Fatal(err)
		}
		right := 0
		for line := range strings.Lines(string(text)) {
			sign, said, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
			if otherSigns(sign, reading(said)) == 0 {
				right++
			} else {
				t.Logf("%s %s", sign, said)
			}
		}
		if right < bar {
			t.Errorf("%s: right %d, want %d", part, right, bar)
		}
	}
}

// otherSigns counts the entries of what customers speak of and of promises that have another sign than wanted.
func otherSigns(want string, found map[string]float64) (n int) {
	for id, polarity := range found {
		switch name, _, _ := strings.Cut(id, "/"); name {
		case "kundetemaer", "loefter", "serviceprioriteter":
			if want == "-" && polarity > 0 || want == "+" && polarity < 0 {
				n++
			}
		}
	}
	return n
}
