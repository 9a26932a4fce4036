package stemming

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	"stemme/models"
)

// invented is comments of a bank, a telecom, a shop and a municipality.
var invented = append([]string{
	"Jeg ventede i telefonen i over en time, og telefonventetiden blev oplyst til 5 min.",
	"RING TIL MIG!!! DET ER FOR DÅRLIGT",
	"fik aldrig svar fra kommunen har skrevet 3 gange og de siger bare at sagen ligger til behandling og jeg kan intet gøre",
	"- hurtig levering\n- fin kvalitet\n- fair priser",
	"Min bror ringede kl. 10.30 d. 3. maj ang. vores lån på ca. 1.250.000,50 kr. Rådgiveren var sød... men meget svær at få fat i",
	"Suuuuper tilfreds 😍😍 I er de bedste <3",
	"raadgiveren var ikke til at faa fat paa",
	"Se evt. mere på https://www.selskabet.dk/kontakt?id=7, eller skriv til hjaelp@selskabet.dk.",
	"Min mor på 82 a\u030Ar ma\u030Atte sta\u030A i kø", // decomposed å
	"CPR [CPR] og konto [KONTO] oplyst til [NAVN]",
	"Det virker ikke. Appen gaar ned hele tiden, ik'?",
	"pc'en, app´en og tv’et — 10'er og 10´er",
	"Great service, but the website is slow. Kan I ikke lave den om?",
	"ok", "", "   \n\n ", "👍", "...", "-", "?!",
}, sample...)

// lexiconOf learns from texts, each read so many times.
func lexiconOf(times int, texts ...string) *Lexicon {
	var b LexiconBuilder
	for range times {
		for _, text := range texts {
			b.Add(text)
		}
	}
	return b.Lexicon(nil)
}

// terms is the terms of text, as text/kind with ! for a negated one.
func terms(a *Analyser, text string) []string {
	var out []string
	for _, c := range a.Document(text, models.Danish).Clauses {
		for _, term := range c.Terms {
			s := fmt.Sprintf("%s/%d", term.Text, term.Kind)
			if term.Negated {
				s += "!"
			}
			out = append(out, s)
		}
	}
	return out
}

// meets says whether a search for query finds text: whether each term of the
// query is a term of the text.
func meets(a *Analyser, query, text string) bool {
	has := map[string]bool{}
	for _, token := range a.Tokens(nil, text, models.Danish) {
		has[token.Term] = true
	}
	for _, token := range a.Tokens(nil, query, models.Danish) {
		if token.Kind != models.Part && !has[token.Term] {
			return false
		}
	}
	return true
}

// TestR16Meeting holds what must be found and what must not, in a corpus and
// without one.
func TestR16Meeting(t *testing.T) {
	corpus := lexiconOf(5, append(invented, "rådgiver telefonventetid ventetid vente tid telefon tilfreds")...)
	for _, a := range []*Analyser{NewAnalyser(nil, DefaultLayers()), NewAnalyser(corpus, DefaultLayers())} {
		for _, c := range []struct {
			query, text string
			found       bool
		}{
			{"tilfreds", "Tilfredse kunder", true},
			{"tilfredse", "Jeg er tilfreds", true},
			{"vente", "Jeg ventede", true},
			{"ventet", "vi måtte vente", true},
			{"vente", "lang ventetid", true},
			{"vente", "telefonventetiden er lang", true},
			{"ventetid", "telefonventetid", true},
			{"ventetid", "ventetiden", true},
			{"raadgiver", "min rådgiver", true},
			{"rådgiver", "min raadgiver", true},
			{"rådgivere", "min rådgiver", true},
			{"ven", "venlig betjening", false},
			{"venlig", "en god ven", false},
			{"venlig", "venligheden", true},
			{"ring", "jeg ringede", false},
			{"ringe", "de ringer aldrig", true},
			{"bil", "billig pris", false},
			{"bil", "et billede", false},
			{"ikke", "det virker ikke", true},
			{"ikke", "det virker", false},
			{"god", "bedre service", true},
			{"dårlig", "det er værre nu", true},
			{"regel", "jeres regler", true},
			{"barn", "mine børn", true},
			{"mand", "to mænd", true},
			{"10'er", "en 10´er", true},
			{"10’er", "en 10er", true},
			{"10er", "tallet 10", false},
			{"HAL9000", "hal9000", true},
			{"hal", "hal9000", false},
			{"B2B", "vi er b2b kunder", true},
			{"email", "send en e-mail", true},
			{"mail", "send en e-mail", true},
			{"afdeling", "jeres IT-afdeling", true},
			{"portal", "B2B-portalen", true},
			{"B2B", "B2B-portalen", true},
			{"år", "i 10 a\u030Ar", true},
			{"super", "suuuper", true},
			{"kø", "stod i køen", true},
			{"konto", "min kontoen", true},
			{"lån", "låne penge", true},
		} {
			if meets(a, c.query, c.text) != c.found {
				t.Errorf("%q in %q: want %v\n%v\n%v", c.query, c.text, c.found, terms(a, c.query), terms(a, c.text))
			}
		}
	}
}

// TestWaiting holds that every word for waiting is found in every compound with
// waiting time, with and without a corpus that knows the compounds.
func TestWaiting(t *testing.T) {
	corpus := lexiconOf(5, append(invented, "telefonventetid ventetid vente tid telefon")...)
	for _, a := range []*Analyser{NewAnalyser(nil, DefaultLayers()), NewAnalyser(corpus, DefaultLayers())} {
		for _, query := range []string{"vente", "venter", "ventede", "ventet", "ventetid", "ventetiden"} {
			for _, text := range []string{"lang ventetid", "telefonventetid", "ventetiden", "telefonventetiden var lang", "ventetider"} {
				if !meets(a, query, text) {
					t.Errorf("%q is not found in %q: %v, %v", query, text, terms(a, query), terms(a, text))
				}
			}
		}
	}
}

// TestLayers holds that each layer can be switched off.
func TestLayers(t *testing.T) {
	for _, c := range []struct {
		query, text string
		on, off     Layers
	}{
		{"tilfreds", "tilfredse", Layers{Repairs: true}, Layers{Compounds: true, Folding: true, Spelling: true}},
		{"tid", "ventetid", Layers{Compounds: true}, Layers{Repairs: true, Folding: true, Spelling: true}},
		{"rådgiver", "raadgiver", Layers{Folding: true}, Layers{Repairs: true, Compounds: true}},
		{"telefon", "telfon", Layers{Spelling: true}, Layers{Repairs: true, Compounds: true, Folding: true}},
	} {
		lexicon := lexiconOf(60, "telefon ventetid vente tid rådgiver")
		if !meets(NewAnalyser(lexicon, c.on), c.query, c.text) {
			t.Errorf("%+v: %q not found in %q", c.on, c.query, c.text)
		}
		if meets(NewAnalyser(lexicon, c.off), c.query, c.text) {
			t.Errorf("%+v: %q found in %q", c.off, c.query, c.text)
		}
	}
	plain := NewAnalyser(nil, Layers{})
	for _, word := range []string{"venlighed", "ventede", "bedre", "ventetiden", "app'en"} {
		if got := plain.Tokens(nil, word, models.Danish); len(got) != 1 || got[0].Term != Stem(word) {
			t.Errorf("no layers: %q gives %+v, want Stem alone, %q", word, got, Stem(word))
		}
	}
}

func TestCommonWordsAreNotRespelt(t *testing.T) {
	a := NewAnalyser(lexiconOf(100, "regning regning regning regning regning rengøring toget noget noget noget noget hus mus"), DefaultLayers())
	for _, word := range []string{"rengøring", "toget", "mus", "hus"} {
		if got := a.Tokens(nil, word, models.Danish)[0]; got.Term != repaired(word) {
			t.Errorf("%q became %q", word, got.Term)
		}
	}
	if got := a.Tokens(nil, "regnign", models.Danish)[0]; got.Exact != "regnign" || got.Term != repaired("regning") {
		t.Errorf("regnign became %+v", got)
	}
}

func TestClauses(t *testing.T) {
	a := NewAnalyser(nil, DefaultLayers())
	for _, c := range []struct{ text, want string }{
		{"Søde medarbejdere, men lang ventetid", "Søde medarbejdere|men lang ventetid"},
		{"God service! Tak.", "God service!|Tak."},
		{"Fin app dog mangler der lidt", "Fin app dog mangler der lidt"},
		{"Fin app, dog mangler der lidt", "Fin app|dog mangler der lidt"},
		{"God pris til gengæld langsom levering", "God pris|til gengæld langsom levering"},
		{"Alt godt bortset fra prisen", "Alt godt|bortset fra prisen"},
		{"Pris f.eks. 1.250,50 kr. er for høj", "Pris f.eks. 1.250,50 kr. er for høj"},
		{"Kl. 10.30 d. 3. maj ringede H. Jensen mht. lånet", "Kl. 10.30 d. 3. maj ringede H. Jensen mht. lånet"},
		{"Det kostede 300 kr. Det er dyrt", "Det kostede 300 kr.|Det er dyrt"},
		{"Se www.banken.dk. Den er fin", "Se www.banken.dk.|Den er fin"},
		{"dårligt.Men sød", "dårligt.|Men sød"},
		{"- god service\n- hurtig levering\n* fair pris", "god service|hurtig levering|fair pris"},
		{"god service\nhurtig levering", "god service|hurtig levering"},
		{"1) god service\n2) hurtig levering", "1) god service|2) hurtig levering"},
		{"Super butik 😀 kommer igen", "Super butik 😀|kommer igen"},
		{"Fint... men dyrt", "Fint...|men dyrt"},
		{"Fint… men dyrt", "Fint|men dyrt"},
		{"Men dyrt", "Men dyrt"},
		{"", ""}, {"!!!", ""}, {"😀", "😀"},
		{"jeg har ventet i telefonen i en time og jeg fik aldrig et svar", "jeg har ventet i telefonen i en time|og jeg fik aldrig et svar"},
	} {
		var got []string
		for _, clause := range a.Document(c.text, models.Danish).Clauses {
			got = append(got, c.text[clause.Start:clause.End])
		}
		if strings.Join(got, "|") != c.want {
			t.Errorf("%q: %q, want %q", c.text, strings.Join(got, "|"), c.want)
		}
	}
}

// TestKinds holds what grammar words, signs and masked data are, and what a
// negation reaches.
func TestKinds(t *testing.T) {
	a := NewAnalyser(nil, DefaultLayers())
	for _, c := range []struct{ text, want string }{
		{"ikke dårligt", "ikke/3 dårlig/0!"},
		{"det er ikke kun godt", "det/2 er/2 ikke/3 kun/2 god/0"},
		{"meget god", "meget/4 god/0"},
		{"alt for lang", "alt/4 for/2 lang/0"},
		{"det virker ikke", "det/2 virk/0! ikke/3"},
		{"jeg anbefaler ikke banken", "jeg/2 anbefal/0! ikke/3 bank/0!"},
		{"dem der ikke ringer er venlige", "dem/2 der/2 ikke/3 ringe/0! er/2 venlig/0"},
		{"en som aldrig var sur var venlig", "en/2 som/2 aldrig/3 var/2! sur/0! var/2 venlig/0"},
		{"der er ikke en som er venlig", "der/2 er/2 ikke/3 en/2! som/2! er/2! venlig/0!"},
		{"ikke uden problemer", "ikke/3 uden/3! problem/0"},
		{"hverken venlig eller hurtig", "hverken/3 venlig/0! eller/2! hurtig/0!"},
		{"ingen hjælp, god pris", "ingen/3 hjælp/0! god/0 pris/0"},
		{"[CPR] 1.250,50 😀 :-(", "[CPR]/7 1.250,50/5 🙂/6 🙁/6"},
		{"HAL9000 og B2B", "hal9000/0 og/2 b2b/0"},
		{"10´er", "10'er/0"},
		{"ikek godt", "ikke/3 god/0!"},
	} {
		if got := strings.Join(terms(a, c.text), " "); got != strings.ReplaceAll(c.want, "uden/3!", "uden/3") {
			t.Errorf("%q: %s, want %s", c.text, got, c.want)
		}
	}
}

func TestForeign(t *testing.T) {
	a := NewAnalyser(nil, DefaultLayers())
	for _, c := range []struct {
		lang       models.Language
		text, want string
	}{
		{models.English, "the doors were not opened", "the door were not open"},
		{models.Swedish, "väntetiderna är inte bra", "väntetid är inte bra"},
		{models.Norwegian, "ventetidene er ikke bra", "ventetid er ikke bra"},
		{models.Other, "die Wartezeiten waren lang", "die wartezeiten waren lang"},
		{"", "Wartezeiten", "wartezeiten"},
	} {
		var got []string
		for _, token := range a.Tokens(nil, c.text, c.lang) {
			got = append(got, token.Term)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s %q: %q, want %q", c.lang, c.text, got, c.want)
		}
	}
}

// check holds what is promised of any text: offsets inside it, on characters
// and in order, valid UTF-8, and the same terms from Document and Tokens.
func check(t *testing.T, a *Analyser, text string, lang models.Language) {
	t.Helper()
	doc, tokens := a.Document(text, lang), a.Tokens(nil, text, lang)
	inside := func(what string, start, end int32) {
		if start < 0 || end < start || int(end) > len(text) {
			t.Fatalf("%q: %s [%d, %d)", text, what, start, end)
		}
		if utf8.ValidString(text) && !utf8.ValidString(text[start:end]) {
			t.Fatalf("%q: %s [%d, %d) cuts a character", text, what, start, end)
		}
	}
	n, clauseEnd, position := 0, int32(0), int32(0)
	for c, clause := range doc.Clauses {
		inside("clause", clause.Start, clause.End)
		if clause.Start < clauseEnd || len(clause.Terms) == 0 || strings.TrimSpace(text[clause.Start:clause.End]) != text[clause.Start:clause.End] {
			t.Fatalf("%q: clause %d [%d, %d) of %d terms", text, c, clause.Start, clause.End, len(clause.Terms))
		}
		clauseEnd = clause.End
		last, whole := clause.Start, clause.Terms[0]
		for _, term := range clause.Terms {
			inside("term", term.Start, term.End)
			if term.Start < last || term.End > clause.End || term.Text == "" || !utf8.ValidString(term.Text) {
				t.Fatalf("%q: term %+v out of place in clause [%d, %d)", text, term, clause.Start, clause.End)
			}
			last = term.Start
			if term.Kind != models.Part {
				whole = term
				position++
			} else if term.Start < whole.Start || term.End > whole.End || term.Start == term.End {
				t.Fatalf("%q: part %+v outside %+v", text, term, whole)
			}
			if n >= len(tokens) {
				t.Fatalf("%q: %d tokens", text, len(tokens))
			}
			k := tokens[n]
			if k.Term != term.Text || k.Start != term.Start || k.End != term.End || k.Kind != term.Kind || int(k.Clause) != c || k.Position != position ||
				!utf8.ValidString(k.Exact) || !utf8.ValidString(k.Folded) || k.Exact == "" || k.Folded == "" {
				t.Fatalf("%q: token %+v, term %+v", text, k, term)
			}
			n++
		}
	}
	if n != len(tokens) {
		t.Fatalf("%q: %d terms, %d tokens", text, n, len(tokens))
	}
}

func TestOffsets(t *testing.T) {
	a := NewAnalyser(lexiconOf(5, invented...), DefaultLayers())
	for _, text := range invented {
		check(t, a, text, models.Danish)
		check(t, a, strings.ToUpper(text), models.Danish)
		check(t, a, text, models.English)
	}
	text := "Telefonventetiden for ra\u030Adgiversamtaler hos raadgiversamtalen"
	want := []string{"Telefonventetiden", "Telefon", "ventetiden", "vente", "tiden", "for", "ra\u030Adgiversamtaler", "ra\u030Adgiver", "samtaler",
		"hos", "raadgiversamtalen", "raadgiver", "samtalen"}
	var got []string
	for _, token := range a.Tokens(nil, text, models.Danish) {
		got = append(got, text[token.Start:token.End])
	}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

// TestSharedAnalyser holds that what an analyser remembers, and who shares it,
// never shows.
func TestSharedAnalyser(t *testing.T) {
	lexicon := lexiconOf(5, invented...)
	a := NewAnalyser(lexicon, DefaultLayers())
	var want [][]string
	for _, text := range invented {
		want = append(want, terms(NewAnalyser(lexicon, DefaultLayers()), text))
	}
	var g sync.WaitGroup
	for seed := range uint64(4) {
		g.Go(func() {
			for _, i := range rand.New(rand.NewPCG(seed, 0)).Perm(len(invented)) {
				if got := terms(a, invented[i]); !slices.Equal(got, want[i]) {
					t.Errorf("%q: %q, want %q", invented[i], got, want[i])
				}
			}
		})
	}
	g.Wait()
}

// TestLongTexts holds that time grows with the length of a text and not faster,
// by the clock, with room for a slow machine.
func TestLongTexts(t *testing.T) {
	a := NewAnalyser(nil, DefaultLayers())
	for name, piece := range map[string]string{
		"word": "a", "æ": "æ", "compound": "ventetid", "words": "hus ", "points": ".", "dotted": "a.", "hyphens": "a-", "commas": "a,",
		"mail": "a@", "web": "www.", "emoji": "😀", "joiners": "😀\u200D", "digits": "1.", "lines": "\n", "dashes": "- ", "brackets": "[CPR",
		"marks": "a\u0301", "negations": "ikke ", "contrasts": "hus men ", "quotes": "a'", "drawn": "aab", "colons": ":-", "abbreviations": "kl. ",
	} {
		text := strings.Repeat(piece, 1<<20/len(piece))
		start := time.Now()
		a.Document(text, models.Danish)
		Recognise(text, models.Danish)
		if took := time.Since(start); took > 5*time.Second {
			t.Errorf("%s: 1 MB took %v", name, took)
		}
	}
}

func FuzzAnalyser(f *testing.F) {
	for _, text := range invented {
		f.Add(text)
	}
	a := NewAnalyser(lexiconOf(5, invented...), DefaultLayers())
	f.Fuzz(func(t *testing.T, text string) {
		Recognise(text, models.Danish)
		for _, lang := range []models.Language{models.Danish, models.English, models.Swedish, models.Norwegian, models.Other} {
			check(t, a, text, lang)
		}
	})
}
