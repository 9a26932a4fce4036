package naming

import (
	"strings"
	"sync"
	"unicode/utf8"

	"stemme/models"
	"stemme/stemming"
)

// A class is a word class, as far as names need it.
type class uint8

// The classes. What is not told apart is of noClass and of no use for a name.
const (
	noClass class = iota
	noun
	adjective
	verb
	adverb
)

// A grammar holds the lists of danish.go by written form.
type grammar struct {
	class     map[string]class
	base      map[string]string // by form of a verb or an adjective, the one that others follow from
	barred    map[string]bool   // no word of a name: time, number, courtesy, what fits anything
	noun      map[string]string // by form of a verb, the noun that names what it does
	sided     map[string]sided  // by such an adjective that is on one side of the score, what it is about
	quality   map[string]string // by adjective that names a group of kin, what it is to be so
	lacking   map[string]bool
	dull      map[string]bool
	role      map[string]bool   // who is spoken of
	bystander map[string]bool   // who is not what a theme is about
	lasting   map[string]string // by role that one has for years, what it is to have it
	verdict   map[string]bool   // words that restate the score
	dullTerm  map[string]bool   // terms of dull nouns
	dealing   map[string]bool   // forms of what customers do with a firm
	praise    map[string]bool   // adjectives that praise
	complaint map[string]bool   // adjectives that complain
}

// sided is what an adjective is about where those who say it are not on its side: 1 where
// it praises, -1 where it complains.
type sided struct {
	name string
	of   int
}

// danish is the grammar of the lists, made once.
var danish = sync.OnceValue(func() *grammar {
	g := &grammar{class: map[string]class{}, base: map[string]string{}, sided: map[string]sided{}, barred: map[string]bool{}, noun: map[string]string{}, quality: map[string]string{}, lacking: wordSet(lacking), dull: wordSet(dulls), role: wordSet(roles), bystander: wordSet(bystanders), lasting: map[string]string{},
		verdict: wordSet(verdicts), dealing: wordSet(dealing), dullTerm: map[string]bool{},
		praise: map[string]bool{}, complaint: map[string]bool{}}
	named := map[string]string{}
	for pair := range strings.FieldsSeq(nominal) {
		infinitive, name, _ := strings.Cut(pair, "/")
		named[infinitive] = name
	}
	for pair := range strings.FieldsSeq(qualities) {
		adjective, name, _ := strings.Cut(pair, "/")
		g.quality[adjective] = strings.ReplaceAll(name, "_", " ")
	}
	for entry := range strings.FieldsSeq(qualitySides) {
		parts := strings.Split(entry, "/")
		g.sided[parts[0]] = sided{parts[1], map[string]int{"ros": 1, "klage": -1}[parts[2]]}
	}
	for pair := range strings.FieldsSeq(lasting) {
		role, having, _ := strings.Cut(pair, "/")
		g.lasting[role] = having
	}
	for entry := range strings.FieldsSeq(verbs) {
		forms := strings.Split(entry, "/")
		for _, f := range append(verbForms(forms[0]), forms[1:]...) {
			g.class[f], g.base[f] = verb, forms[0]
			if name := named[forms[0]]; name != "" {
				g.noun[f] = name
			}
		}
	}
	for _, list := range []struct {
		words string
		into  map[string]bool
	}{{adjectives, nil}, {praising, g.praise}, {complaining, g.complaint}} {
		for entry := range strings.FieldsSeq(list.words) {
			forms := strings.Split(entry, "/")
			for _, f := range append(adjectiveForms(forms[0]), forms[1:]...) {
				g.class[f], g.base[f] = adjective, forms[0]
				if list.into != nil {
					list.into[f] = true
				}
			}
		}
	}
	for w := range strings.FieldsSeq(dealing) {
		for _, f := range verbForms(w) {
			g.dealing[f] = true
		}
	}
	for w := range strings.FieldsSeq(adverbs) {
		if g.class[w] != adjective {
			g.class[w] = adverb
		}
	}
	for _, list := range []string{times, courtesies, vague} {
		for w := range strings.FieldsSeq(list) {
			g.barred[w] = true
		}
	}
	a := stemming.NewAnalyser(nil, stemming.DefaultLayers())
	for w := range g.dull {
		for _, t := range a.Tokens(nil, w, models.Danish) {
			g.dullTerm[t.Term] = true
		}
	}
	return g
})

// timeTerms are the terms of words of time and number.
var timeTerms = sync.OnceValue(func() map[string]bool {
	a, out := stemming.NewAnalyser(nil, stemming.DefaultLayers()), map[string]bool{}
	for w := range strings.FieldsSeq(times) {
		for _, t := range a.Tokens(nil, w, models.Danish) {
			out[t.Term] = true
		}
	}
	return out
})

// IsTime says whether a term is one of time or number: "maj", "uge".
func IsTime(term string) bool { return timeTerms()[term] }

// IsBare says whether a word in small letters names nothing by itself: a verb, an adverb, a time or a number, a
// courtesy, what fits anything.
func IsBare(word string) bool {
	g := danish()
	return g.class[word] == verb || g.class[word] == adverb || g.barred[word]
}

// verbForms lists the regular forms of an infinitive.
func verbForms(infinitive string) []string {
	root := strings.TrimSuffix(infinitive, "e")
	return []string{infinitive, infinitive + "r", infinitive + "s", root + "ede", root + "et", root + "te", root + "t", root + "ende"}
}

// adjectiveForms lists the regular forms of an adjective.
func adjectiveForms(common string) []string {
	last := common[len(common)-1:]
	return []string{common, common + "t", common + "e", common + "ere", common + "est", common + "este",
		common + last + "e", common + last + "ere", common + last + "est", common + last + "este"}
}

// A form is a word as it is written, in small letters, with what stands before
// it.
type form struct {
	text     string
	term     int32
	count    int32
	behind   [evidences]int32 // by kind of the word before it
	listed   class            // by the lists alone
	class    class
	barred   bool
	definite bool // "ordren" where "ordre" is written too
	compound bool // is made of words
	restates bool // the score
	side     int8 // of the score that it restates: 1 where it praises, -1 where it complains
	person   personal
}

// met counts f once more, behind a word that tells of its class where behind is at least 0.
func (f *form) met(behind int8) {
	if f.count++; behind >= 0 {
		f.behind[behind]++
	}
}

// add adds what was counted of f elsewhere.
func (f *form) add(more *form) {
	f.count += more.count
	for i, n := range more.behind {
		f.behind[i] += n
	}
	f.person.add(more.person)
}

// Kinds of words that tell the class of the word behind them.
const (
	determiner  = iota // en, min, deres
	preposition        // på, til
	attribute          // lang, god
	lead               // jeg, kan, at
	evidences
)

// evidence says what a word tells of the one behind it, -1 for nothing; form is
// its form, -1 for a word of grammar. "I" is whom customers speak to, or the first word.
func (p *piece) evidence(word, written string, form int32) int8 {
	switch {
	case written == "I":
		return -1
	case form >= 0 && p.forms[form].listed == adjective:
		return attribute
	case form >= 0:
		return -1
	case articles[word]:
		return determiner
	case prepositions[word]:
		return preposition
	case leads[word]:
		return lead
	}
	return -1
}

// articles stand before nouns, or before an adjective and its noun.
var articles = wordSet(`en et min mit mine din dit dine sin sit sine jeres deres vores hans hendes denne dette disse ingen intet noget nogen nogle flere hver hvert mange
	the a an my your their our this`)

var prepositions = wordSet(`på til af med for i fra om over under ved uden mellem efter mod hos gennem via of with in on from for`)

// digraphs are the spellings of æ, ø and å for want of the letter.
var digraphs = strings.NewReplacer("ae", "æ", "oe", "ø", "aa", "å")

// listed is the class of a word by the lists, however its letters are spelt.
func (g *grammar) listed(word string) class {
	if c := g.class[word]; c != noClass {
		return c
	}
	return g.class[digraphs.Replace(word)]
}

// classify sets the class of every form by the lists, by its ending and by the
// words before it.
func (c *corpus) classify() {
	g := danish()
	known := make(map[string]int32, len(c.forms))
	for i := range c.forms {
		known[c.forms[i].text] = int32(i)
	}
	said := make(map[int32]int32, len(c.terms)) // by term, its commonest form
	for i := range c.forms {
		f := &c.forms[i]
		f.class = g.classOf(f)
		f.barred = g.bars(f.text) || g.bars(digraphs.Replace(f.text)) || utf8.RuneCountInString(f.text) < 3 && f.class != noun
		f.side, f.restates = g.side(f.text)
		if n, ok := said[f.term]; !ok || f.count > c.forms[n].count {
			said[f.term] = int32(i)
		}
	}
	c.correct(said)
	kin, inflected := stemming.Kin(), c.inflected(known)
	for i := range c.forms {
		if f := &c.forms[i]; f.class == noun && f.listed == noClass && !inflected[i] && !f.nominal() && (len(kin.Groups(c.terms[f.term].text)) == 0 || f.nowhere()) {
			f.class = noClass
		}
	}
	c.correct(said)
}

// correct has misspellings be of the class of what is meant, and no names where that is
// none. said is, by term, its commonest form.
func (c *corpus) correct(said map[int32]int32) {
	for i := range c.forms {
		f := &c.forms[i]
		best := &c.forms[said[f.term]]
		if 10*f.count >= best.count || f.listed != noClass {
			continue
		}
		if (best.listed != noClass || best.class == noClass) && f.class == noun {
			f.class = best.class
		}
		f.barred = f.barred || best.barred
	}
}

// inflected says which forms of nouns are written with their article and without it, and
// marks those with it. known is the number of each written form.
func (c *corpus) inflected(known map[string]int32) []bool {
	inflected := make([]bool, len(c.forms))
	for i := range c.forms {
		f := &c.forms[i]
		for _, bare := range withoutArticle(f.text) {
			j, written := known[bare]
			if f.class == noun && written && c.forms[j].term == f.term && c.forms[j].class == noun {
				f.definite, inflected[i], inflected[j] = true, true, true
			}
		}
	}
	return inflected
}

// How a word is known for a noun that no list and no group of kin has and that is not
// written both with its article and without: as a compound, by its ending, or by standing
// where nouns stand.
const (
	fewestUses   = 5 // below which nothing is known of a word
	leastNominal = 0.02
)

// nominal says whether a form stands where nouns stand, as far as that is known.
func (f *form) nominal() bool {
	stands := float64(f.behind[determiner]+f.behind[attribute]) + float64(f.behind[preposition])
	return f.count < fewestUses || f.compound || ends(f.text, nounEndings) || ends(f.text, []string{"en", "erne"}) || stands >= leastNominal*float64(f.count)
}

// nowhere says whether a form that many write looks like one of a verb or an adjective and
// never stands where nouns stand.
func (f *form) nowhere() bool {
	return ends(f.text, []string{"er", "dt"}) && f.count >= 2*fewestUses && f.behind[determiner]+f.behind[attribute]+f.behind[preposition] == 0
}

// bars says whether a word, or what it is the genitive of, is no word of a name: what
// took "fire måneders" is not said by "måneds".
func (g *grammar) bars(word string) bool {
	of, genitive := strings.CutSuffix(word, "s")
	return g.barred[word] || genitive && g.barred[of]
}

// side is the side of the score that a word is on, and whether it restates the score.
func (g *grammar) side(word string) (side int8, restates bool) {
	switch {
	case g.praise[word]:
		return 1, true
	case g.complaint[word]:
		return -1, true
	}
	return 0, g.verdict[word]
}

// classOf is the class of a form.
func (g *grammar) classOf(f *form) class {
	nominal := float64(f.behind[determiner]+f.behind[attribute]) + 0.7*float64(f.behind[preposition])
	verbal := float64(f.behind[lead])
	switch listed := f.listed; {
	case listed == adjective && g.noun[f.text] != "" && verbal > nominal:
		return verb
	case listed == verb && ends(f.text, verbEndings):
		return verb
	case listed == verb && nominal > verbal && 5*(f.behind[determiner]+f.behind[attribute]) > f.count:
		return noun
	case listed == verb && strings.HasSuffix(f.text, "et") && nominal > verbal:
		return noun
	case listed != noClass:
		return listed
	case strings.ContainsAny(f.text, ".@/0123456789"):
		return noClass
	case ends(f.text, nounEndings):
		return noun
	case ends(f.text, adjectiveEndings) && 2*nominal < float64(f.count):
		return adjective
	case ends(f.text, []string{"ede", "edes"}) && verbal >= nominal:
		return verb
	case verbal > nominal && 7*verbal > float64(f.count):
		return verb
	}
	return noun
}

// ends says whether word has one of endings behind at least two letters.
func ends(word string, endings []string) bool {
	for _, e := range endings {
		if rest, ok := strings.CutSuffix(word, e); ok && utf8.RuneCountInString(rest) >= 2 {
			return true
		}
	}
	return false
}
