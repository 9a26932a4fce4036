package naming

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode"

	"stemme/models"
)

// A said is a sentence with the theme that it is of and the score beside it; %s
// stands for a word drawn from a list that makes sentences differ.
type said struct {
	text  string
	theme int
	score int
	times int
}

var fillers = strings.Fields(`Hanne Per naboen mandag huset haven bilen skovvejen kusinen hjørnet torvet broen søen marken stien porten
	kælderen loftet gården vinduet døren taget hegnet stolen bordet lampen ovnen koppen skeen gaflen kniven hylden skabet`)

// told makes an input of sentences, each with words of chance in place of %s.
func told(language models.Language, all ...said) Input {
	rng := rand.New(rand.NewPCG(3, 3))
	var in Input
	for _, s := range all {
		for range s.times {
			text := s.text
			for strings.Contains(text, "%s") {
				text = strings.Replace(text, "%s", fillers[rng.IntN(len(fillers))], 1)
			}
			r := models.Response{Source: "prøve", ID: fmt.Sprintf("%06d", len(in.Responses)), Comment: text,
				Score: models.ScoreOf(s.score), Scale: models.Scale0to10}
			d := analyser.Document(text, language)
			for c := range d.Clauses {
				in.Mentions = append(in.Mentions, Mention{len(in.Responses), c, s.theme, 1})
			}
			in.Responses, in.Documents = append(in.Responses, r), append(in.Documents, d)
			in.Themes = max(in.Themes, s.theme+1)
		}
	}
	return in
}

// join puts inputs behind each other.
func join(inputs ...Input) (all Input) {
	for _, in := range inputs {
		for _, m := range in.Mentions {
			m.Response += len(all.Responses)
			all.Mentions = append(all.Mentions, m)
		}
		for _, r := range in.Responses {
			r.ID = fmt.Sprintf("%06d", len(all.Responses))
			all.Responses = append(all.Responses, r)
		}
		all.Documents = append(all.Documents, in.Documents...)
		all.Themes = max(all.Themes, in.Themes)
	}
	return all
}

// TestTitles holds what a name is on invented clauses whose subject is known.
func TestTitles(t *testing.T) {
	background := []said{ // what the other customers speak of
		{"parkering ved %s og %s er umulig", 1, 3, 20}, {"ingen parkering ved %s", 1, 2, 20}, {"parkeringspladsen ved %s er lille", 1, 4, 20},
	}
	for _, c := range []struct {
		what string
		said []said
		want []string
	}{
		{"an adjective and its noun", []said{{"lang ventetid ved %s", 0, 3, 20}, {"Ventetiden er alt for lang ved %s", 0, 2, 20},
			{"vi ventede længe på %s", 0, 3, 10}, {"en lang ventetid på %s", 0, 4, 12}}, []string{"lang ventetid"}},
		{"a noun by its verb", []said{{"de har annulleret min ordre på %s", 0, 1, 20}, {"ordren på %s blev annulleret", 0, 1, 20},
			{"annullerede ordren med %s", 0, 2, 20}}, []string{"annullering af ordre"}},
		{"two nouns", []said{{"priserne på %s er fine", 0, 9, 20}, {"udvalget af %s er stort", 0, 9, 20}, {"pris på %s er lav", 0, 8, 15},
			{"godt udvalg i %s", 0, 9, 15}}, []string{"priser og udvalg", "pris og udvalg", "udvalg og pris", "udvalg og priser"}},
		{"what is missing", []said{{"jeg har ikke fået svar om %s", 0, 1, 20}, {"intet svar på %s", 0, 1, 20}, {"ingen svar fra %s", 0, 2, 20}},
			[]string{"manglende svar"}},
		{"no article at its end", []said{{"Gebyret på %s er højt", 0, 3, 25}, {"gebyret for %s steg", 0, 3, 25}, {"et gebyr på %s", 0, 3, 15}},
			[]string{"gebyr", "højt gebyr"}},
		{"neither times nor numbers", []said{{"rådgiveren ved %s ringede efter tre uger", 0, 5, 25}, {"min rådgiver tog to dage om %s", 0, 5, 25},
			{"rådgiver %s kom om mandagen", 0, 5, 15}}, []string{"rådgiver"}},
	} {
		in := told(models.Danish, append(c.said, background...)...)
		d := describe(t, in, 1)[0]
		if !slices.Contains(c.want, d.Text) {
			t.Errorf("%s: named %q, want one of %q", c.what, d.Text, c.want)
		}
		if !(d.LabelFit >= leastReach) {
			t.Errorf("%s: %q fits %v of the clauses", c.what, d.Text, d.LabelFit)
		}
	}
}

// TestUntrue holds what no name is.
func TestUntrue(t *testing.T) {
	praise := []said{{"søde medarbejdere i %s og ingen problemer", 0, 10, 30}, {"medarbejderne ved %s er søde, uden problemer", 0, 9, 30},
		{"dejlig medarbejder ved %s, ingen problemer her", 0, 10, 20}}
	others := []said{{"gebyr på %s", 1, 2, 40}, {"hvorfor et gebyr for %s", 1, 2, 30}}
	d := describe(t, told(models.Danish, append(praise, others...)...), 1)
	if strings.Contains(d[0].Text, "problem") || !strings.Contains(d[0].Text, "medarbejder") {
		t.Errorf("what is denied names a theme: %q", d[0].Text)
	}
	complaint := []said{{"ikke en god service i %s", 0, 1, 30}, {"hvor er den gode service i %s", 0, 2, 30}, {"service ved %s er væk", 0, 1, 20}}
	if d := describe(t, told(models.Danish, append(complaint, others...)...), 1); strings.Contains(d[0].Text, "god") {
		t.Errorf("detractors' theme is named %q", d[0].Text)
	}
	mixed := join(told(models.Danish, said{"filialen ved %s er lukket", 0, 3, 60}, said{"vores filial ved %s", 0, 4, 40}),
		told(models.English, said{"branch opening hours %s", 0, 3, 20}))
	if d := describe(t, mixed, 1); strings.Contains(d[0].Text, "branch") || strings.Contains(d[0].Text, "hours") {
		t.Errorf("a fifth in English names the theme %q", d[0].Text)
	}
	pasted := told(models.Danish, said{"kuponen gælder kun til frokost", 0, 3, 200}, said{"køen ved %s", 0, 3, 40}, said{"lang kø i %s ved %s", 0, 2, 40})
	if d := describe(t, pasted, 1); !strings.Contains(d[0].Text, "kø") {
		t.Errorf("one text pasted 200 times names the theme %q", d[0].Text)
	}
	thanks := told(models.Danish, said{"venlig hilsen %s, appen virker", 0, 8, 40}, said{"tusind tak, appen ved %s", 0, 9, 40}, said{"hej appen %s", 0, 9, 30})
	if d := describe(t, thanks, 1); !strings.Contains(d[0].Text, "app") {
		t.Errorf("courtesies name the theme %q", d[0].Text)
	}
}

// TestWords holds that a theme without a true name is called by its words, the
// nouns among them.
func TestListed(t *testing.T) {
	var all []said
	for i, w := range strings.Fields("sko telt kano ski cykel drage jolle kajak hue vante sok skjorte sadel pumpe reb åre ketsjer bold net mål") {
		all = append(all, said{w + " ved %s" + strings.Repeat(" og %s", i%2), 0, 5, 6})
	}
	all = append(all, said{"lån ved %s", 1, 5, 30})
	d := describe(t, told(models.Danish, all...), 1)[0]
	if d.Text == "" || d.Key != "" || !math.IsNaN(d.LabelFit) || !strings.Contains(d.Text, ", ") {
		t.Errorf("named %q by %q, fit %v", d.Text, d.Key, d.LabelFit)
	}
}

// TestTopNames holds that a top theme's name speaks of the themes under it and
// is none of theirs.
func TestTopNames(t *testing.T) {
	in := told(models.Danish,
		said{"lang ventetid ved %s", 0, 3, 30}, said{"ventetiden på %s er lang", 0, 3, 30},
		said{"telefonkø hos %s", 1, 2, 30}, said{"i kø i telefonen ved %s", 1, 2, 30},
		said{"renten på %s steg", 2, 4, 30}, said{"høj rente på %s", 2, 4, 30})
	cfg := DefaultConfig()
	themes, tops, err := DescribeTree(t.Context(), in, []int{0, 0, 1}, cfg)
	if err != nil {
		t.Fatal(err)
	}
	for _, top := range tops {
		if top.Text == "" || slices.ContainsFunc(themes, func(d Description) bool { return d.Text == top.Text }) {
			t.Errorf("top theme named %q over %q, %q", top.Text, themes[0].Text, themes[1].Text)
		}
	}
	if !(tops[0].LabelFit > 0.5) || !strings.Contains(tops[0].Text, "ventetid") && !strings.Contains(tops[0].Text, "kø") {
		t.Errorf("top theme %q, fit %v", tops[0].Text, tops[0].LabelFit)
	}
	in.PreviousTops = []Name{tops[0].Name, {}}
	_, again, err := DescribeTree(t.Context(), in, []int{0, 0, 1}, cfg)
	if err != nil || again[0].Text != tops[0].Text {
		t.Errorf("renamed %q to %q (%v)", tops[0].Text, again[0].Text, err)
	}
}

// TestBorne: no top theme bears a theme's words in other forms.
func TestBorne(t *testing.T) {
	n := &namer{taken: map[string]bool{"gebyrer": true, "lån og klager": true}}
	for name, want := range map[string]bool{"gebyr": true, "Gebyrerne": true, "lån og klage": true, "gebyr og rente": false, "lån": false} {
		if got := n.borne(name); got != want {
			t.Errorf("%s: borne %v, want %v", name, got, want)
		}
	}
}

// TestClasses holds what class words are told to be of.
func TestClasses(t *testing.T) {
	in := told(models.Danish, said{"Det nye møde gik hurtigt og svaret kom, jeg svarede på svaret med en lille gnuk", 0, 5, 3},
		said{"vi fik et svar og en fin gnuk", 0, 5, 3}, said{"de kan gnukse og jeg gnukser", 0, 5, 3})
	c := read(in.Responses, in.Documents, 1)
	got := map[string]class{}
	for _, f := range c.forms {
		got[f.text] = f.class
	}
	for w, want := range map[string]class{"nye": adjective, "møde": noun, "svaret": noun, "svar": noun, "svarede": verb, "gnuk": noun,
		"gnukser": verb, "fin": adjective, "lille": adjective} {
		if got[w] != want {
			t.Errorf("%q is of class %d, want %d", w, got[w], want)
		}
	}
}

// TestLists holds that the lists of words are in small letters and that none is
// of two classes that name differently.
func TestLists(t *testing.T) {
	for _, list := range []string{verbs, adjectives, adverbs, times, courtesies, vague, dulls, nominal, lacking, praising, complaining} {
		if i := strings.IndexFunc(list, unicode.IsUpper); i >= 0 {
			t.Errorf("a capital in %q", list[max(0, i-10):i+10])
		}
	}
	g := danish()
	for _, w := range strings.Fields("svar hjælp service levering gebyr ventetid rådgiver lån kort app netbank pris") {
		if g.barred[w] || g.class[w] == adverb {
			t.Errorf("%q is barred from names", w)
		}
	}
	for form := range g.noun {
		if term, shown := nouns(); shown[term[form]] == "" {
			t.Errorf("%q has no noun to be shown", form)
		}
	}
}

// TestVerdict holds which themes restate the score.
func TestVerdict(t *testing.T) {
	var all []said
	for score, texts := range map[int]string{
		10: "kan varmt anbefales/kan klart anbefales/en god oplevelse/rigtig god oplevelse/jeg er tilfreds/fem stjerner herfra/super god oplevelse/vi anbefaler jer gerne",
		1:  "meget dårlig oplevelse/elendig oplevelse/kan ikke anbefales/0 stjerner/vi er utilfredse/en dårlig oplevelse igen/fortjener ingen stjerner",
	} {
		for text := range strings.SplitSeq(texts, "/") {
			all = append(all, said{text, 0, score, 3})
		}
	}
	slices.SortFunc(all, func(a, b said) int { return strings.Compare(a.text, b.text) })
	in := told(models.Danish, append(all,
		said{"dårlig service i %s og lang kø", 1, 2, 40}, said{"køen ved %s", 1, 2, 30}, said{"god kø ved %s", 1, 8, 10},
		said{"gebyret for %s er steget", 2, 3, 40}, said{"gebyr på %s", 2, 3, 20})...)
	for i, d := range describe(t, in, 1) {
		if got := d.Kind == models.Verdict; got != (i == 0) {
			t.Errorf("theme %d, %q: a verdict is %v", i, d.Text, got)
		}
	}
}

// TestEmptyNames holds that what customers of any firm do names a theme only where hardly
// anybody else says it.
func TestEmptyNames(t *testing.T) {
	for _, c := range []struct {
		name      string
		elsewhere int // of 60 sentences of another theme, those that say it, too
		want      bool
	}{{"said elsewhere", 24, false}, {"said here", 3, true}} {
		in := told(models.Danish,
			said{"en handel ved %s og %s som vi husker", 0, 9, 60}, said{"det gik med %s og %s som aftalt", 0, 9, 30},
			said{"en handel ved %s hvor vi fik rabatten på %s", 1, 9, c.elsewhere}, said{"vi fik rabatten på %s og %s", 1, 9, 60 - c.elsewhere})
		themes := describe(t, in, 1)
		if got := themes[0].Text == "handel" && themes[0].LabelFit > 0; got != c.want {
			t.Errorf("%s: named %q with fit %.2f, want handel: %v", c.name, themes[0].Text, themes[0].LabelFit, c.want)
		}
	}
}
