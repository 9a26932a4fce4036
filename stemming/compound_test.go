package stemming

import (
	"cmp"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// reviews makes a lexicon of the Danish reviews and the words of extra.
func reviews(t testing.TB, extra []string) *Lexicon {
	var b LexiconBuilder
	for _, line := range shared(t, "danish-reviews", "reviews.tsv")[1:] {
		f := strings.Split(line, "\t")
		b.Add(f[5])
	}
	return b.Lexicon(extra)
}

// dictionary reads the system's Hunspell dictionary, if there is one.
func dictionary(t testing.TB) []string {
	file, err := os.Open("/usr/share/hunspell/da_DK.dic")
	if err != nil {
		t.Skipf("no word list to measure with: %v", err)
	}
	defer file.Close()
	list, err := ReadWordList(file)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// borders is where the parts of a compound begin, by hand (parts joined by |)
// and by split.
func borders(gold string) (word string, at []int) {
	for i, p := range strings.Split(gold, "|") {
		if i > 0 && !slices.Contains([]string{"s", "e", "er", "en", "n"}, p) {
			at = append(at, len(word))
		}
		word += p
	}
	return word, at
}

// compounds measures l on the compounds split by hand.
func compounds(t testing.TB, l *Lexicon) (precision, recall, f1 float64) {
	var right, found, gold float64
	for _, line := range shared(t, "danish-words", "compounds.txt") {
		word, want := borders(line)
		var got []int
		for _, u := range l.split(word) {
			if u.from > 0 {
				got = append(got, u.from)
			}
		}
		n := 0
		for _, b := range got {
			if slices.Contains(want, b) {
				n++
			}
		}
		right += float64(n)
		found += float64(len(got))
		gold += float64(len(want))
		if os.Getenv("SHOW") != "" && !slices.Equal(want, got) {
			t.Log(line, want, got)
		}
	}
	precision, recall = right/found, right/gold
	return precision, recall, 2 * precision * recall / (precision + recall)
}

// TestCompounds measures splitting with what the core words, the reviews and a
// dictionary tell.
func TestCompounds(t *testing.T) {
	for _, c := range []struct {
		name    string
		lexicon func(testing.TB) *Lexicon
		least   float64 // F1
	}{
		{"nothing", func(testing.TB) *Lexicon { return empty() }, 0.62},
		{"reviews", func(t testing.TB) *Lexicon { return reviews(t, nil) }, 0.70},
		{"reviews and dictionary", func(t testing.TB) *Lexicon { return reviews(t, dictionary(t)) }, 0.90},
	} {
		t.Run(c.name, func(t *testing.T) {
			precision, recall, f1 := compounds(t, c.lexicon(t))
			t.Logf("precision %.3f, recall %.3f, F1 %.3f", precision, recall, f1)
			if f1 < c.least {
				t.Errorf("F1 %.3f, want %.2f", f1, c.least)
			}
		})
	}
}

// TestPartsOfFew are compounds of words that customers write less often than the whole,
// or never on their own.
func TestPartsOfFew(t *testing.T) {
	l := lexiconOf(30, "telefonkø", "telefonkøen", "prisstigning", "betalingsterminal", "mobilbankapp", "mobilbank", "dankortterminalen")
	for word, want := range map[string]string{
		"telefonkø": "telefon kø", "telefonkøen": "telefon køen", "prisstigning": "pris stigning", "betalingsterminal": "betaling terminal",
		"mobilbankapp": "mobilbank app", "dankortterminalen": "dankort terminalen",
	} {
		var got []string
		for _, u := range l.split(word) {
			got = append(got, word[u.from:u.to])
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s is split as %q, want %q", word, got, want)
		}
	}
}

// simple is words that customers often write, none of them a compound, that
// hold other words or look as if they did.
var simple = strings.Fields(`altid anbefale anden andre annullere artikel bagefter banken bedring beløb betaling bestemt butikken
	butikkerne cyklen dagligt december desværre direktør dårligere ekspedient ellers endelig erfaring fakturaen fantastisk
	femten fejlen firmaet forbindelse fordele foretrække forhandler forklaring forsikring forsinkelse forstod forventede
	fotografen fredag fungerede følelse garantien gebyrerne generelt gentagne gratis grundigt halvanden handelen hastighed
	henvendelse hjælpsom hundrede hurtigere hyggelig hændelse håndværker ingeniør installere interesseret international
	irriterende ivrig januar kantine kartofler kedelige klagerne kommunen kompetente komplimenter konsulenten kontakten kontoen
	kontorerne kontrollen korrekt kvaliteten kvinderne køkkenet lejligheden leverandøren leveringen leverede lidelse ligeledes
	manglende markedet maskinen materialet medarbejderen meddelelse medicinen mellemrum menneskene ministeren mistanke mobilen
	modtaget mulighederne måneden naboer negativt normalen november nummeret nyheder oktober omgående oplevelse oplysninger
	opmærksomhed ordentligt organisere orienteret overrasket pakkerne parkeringen partner passage patienten pengene pensionen
	perfekte personalet placering positivt praktisk priserne probleme processen produktet professionel programmet projektet
	reaktionen reagerede receptionen registrere reklamation reparere respekten restaurant resultatet returnere rimeligt ringede
	rådgiver rådgivningen samarbejde samtalen sekunder selskabet serveren servicen sikkerhed simpelthen situationen skrivelse
	skuffelse standarden stemningen stillingen storartet størrelse svarede svigtede systemet søndage tagerne taknemmelig
	tastaturet telefonen terminal tilbuddet tilfredsheden tilladelse togene tolerance transport troværdighed trænere tusinde
	uddannelse udfordring udmærket undersøgelse utilfreds valuta varerne vejledning ventede venlighed venteliste vinduer
	virkelighed virksomheden vurdering væsentlig ydelse ærgerlig ændringen ønskerne økonomien`)

// TestSimpleWords holds that few simple words are split, with and without a
// word list.
func TestSimpleWords(t *testing.T) {
	for name, lexicon := range map[string]func(testing.TB) *Lexicon{
		"nothing":                func(testing.TB) *Lexicon { return empty() },
		"invented":               func(testing.TB) *Lexicon { return lexiconOf(3, invented...) },
		"reviews and dictionary": func(t testing.TB) *Lexicon { return reviews(t, dictionary(t)) },
	} {
		t.Run(name, func(t *testing.T) {
			l := lexicon(t)
			wrong := 0
			for _, word := range simple {
				if units := l.split(word); units != nil && word != "venteliste" && word != "mellemrum" {
					wrong++
					t.Logf("%s: %+v", word, units)
				}
			}
			if 100*wrong > 2*len(simple) {
				t.Errorf("%d of %d simple words split", wrong, len(simple))
			}
		})
	}
}

// parted is how the compounds begin that are among the words that customers
// write most and that the lists of inflections have.
var parted = strings.Fields(`arbejdsdag bankdag fjernbetjening flyvemaskin fodspor frimærk gavekort grundlæggende helligdag
	hovedpine hovedtelefon høretelefon højtaler højttaler juleaften julegave juletræ konkurrencedygtig kontaktperson køleskab
	lillebror lydkort lyserød mobiltelefon motorcykl ordsprog postbud spisebord spørgsmålstegn søgeresultat tegnefilm tredjepart
	trådløs vaskemaskin ventetid`)

// TestFrequentWords measures how many are split of the 1,000 words of six
// letters or more that customers write most and that are no compounds: forms in
// the lists of inflections, neither split by hand there nor in parted.
func TestFrequentWords(t *testing.T) {
	compound := map[string]bool{}
	for _, line := range shared(t, "danish-words", "compounds.txt") {
		word, _ := borders(line)
		compound[word] = true
	}
	known := reviews(t, nil)
	var frequent []string
	for _, forms := range inflections(t) {
		for _, form := range forms {
			begins := func(with string) bool { return strings.HasPrefix(form, with) }
			if utf8.RuneCountInString(form) >= shortestCompound && known.count(form) > 0 && !compound[form] && !slices.ContainsFunc(parted, begins) {
				frequent = append(frequent, form)
			}
		}
	}
	slices.Sort(frequent)
	frequent = slices.Compact(frequent)
	slices.SortStableFunc(frequent, func(a, b string) int { return cmp.Compare(known.count(b), known.count(a)) })
	if len(frequent) < 1000 {
		t.Fatalf("only %d words", len(frequent))
	}
	for name, lexicon := range map[string]*Lexicon{"nothing": empty(), "reviews": known, "reviews and dictionary": reviews(t, dictionary(t))} {
		var wrong []string
		for _, word := range frequent[:1000] {
			if units := lexicon.split(word); units != nil {
				wrong = append(wrong, word[:units[0].link]+"|"+word[units[0].link:])
			}
		}
		t.Logf("%s: %d of 1,000 simple words split: %s", name, len(wrong), wrong)
		if len(wrong) > 20 {
			t.Errorf("%s: more than 2 %%", name)
		}
	}
}
