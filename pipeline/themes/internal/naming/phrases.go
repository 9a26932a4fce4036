package naming

import (
	"strings"

	"stemme/models"
)

// A phraseKey tells the phrases of a subject apart.
type phraseKey struct {
	shape shape
	a, b  int // units
	link  string
}

// A phrase is counted clause by clause.
type phrase struct {
	count, last int            // clauses that hold it, and the last of them
	forms       map[string]int // as written
}

// A collector finds the phrases of a subject.
type collector struct {
	c     *corpus
	s     *subject
	text  string // of the comment in hand
	at    int    // clause in hand
	run   []token
	place []int32 // of each unit of the corpus among those of the subject, from 1; 0 for none
	found map[phraseKey]*phrase
	order []phraseKey // as found
}

// phrases lists the phrases of two units that the plain clauses of s hold.
func (c *corpus) phrases(s *subject) []title {
	k := collector{c: c, s: s, place: make([]int32, len(c.units)), found: map[phraseKey]*phrase{}}
	for i := range s.units {
		k.place[s.units[i].number] = int32(i) + 1
	}
	for i, clause := range s.clauses {
		if !s.plain[i] {
			continue
		}
		k.at, k.text, k.run = i, c.texts[c.of[clause]], k.run[:0]
		for _, tok := range c.at(clause) {
			if tok.kind != models.Part {
				k.run = append(k.run, tok)
			}
		}
		for j := range k.run {
			k.described(j)
			k.related(j)
			k.doing(j)
		}
	}
	out := make([]title, 0, len(k.order))
	for _, key := range k.order {
		out = append(out, k.title(key))
	}
	return out
}

// title is how a phrase is shown.
func (k *collector) title(key phraseKey) title {
	p := k.found[key]
	t := title{shape: key.shape, units: []int{key.a, key.b}, link: key.link, count: p.count}
	first, second := k.s.units[key.a].shown, k.s.units[key.b].shown
	form := commonest(p.forms)
	switch {
	case key.shape == described:
		t.shown = form
	case first != "" && key.shape == related && form != "":
		t.shown = first + " " + form
	case first != "" && second != "" && key.shape == doing:
		t.shown = first + " af " + second
	}
	return t
}

func (k *collector) add(key phraseKey, form string) {
	p := k.found[key]
	if p == nil {
		p = &phrase{last: -1, forms: map[string]int{}}
		k.found[key] = p
		k.order = append(k.order, key)
	}
	if p.last != k.at {
		p.last = k.at
		p.count++
	}
	if form != "" {
		p.forms[form]++
	}
}

// unit is the unit of the j-th word if it is of class and written as such; -1
// for none.
func (k *collector) unit(j int, class class) int {
	if j < 0 || j >= len(k.run) {
		return -1
	}
	n := k.placeOf(j)
	if n < 0 {
		return -1
	}
	tok := k.run[j]
	if is := k.c.unitOf(tok).class; is == class && k.c.forms[tok.form].class == class && k.s.units[n].class == class {
		return n
	}
	return -1
}

// placeOf is the unit of the j-th word, whatever its class; -1 for none.
func (k *collector) placeOf(j int) int {
	if of := k.c.unitOf(k.run[j]); of.unit != noUnit {
		return int(k.place[of.unit]) - 1
	}
	return -1
}

// attribute is the unit of the j-th word if that is an adjective, or what has
// been done to the noun behind it: "spærret kort"; -1 for none.
func (k *collector) attribute(j int) int {
	if a := k.unit(j, adjective); a >= 0 {
		return a
	}
	tok := k.run[j]
	if tok.form < 0 || tok.behind == lead || k.c.forms[tok.form].class != verb || j > 0 && k.run[j].joined && helping[k.word(j-1)] {
		return -1
	}
	text := k.c.forms[tok.form].text
	n := k.placeOf(j)
	if n < 0 || !strings.HasSuffix(text, "et") || j+1 >= len(k.run) || k.run[j+1].form < 0 || k.c.forms[k.run[j+1].form].definite {
		return -1
	}
	return n
}

func (k *collector) form(j int) string { return k.c.form(k.text, k.run[j]) }

func (k *collector) word(j int) string { return k.c.terms[k.run[j].term].text }

// described finds an adjective before its noun: "lang leveringstid". Behind an
// article it has another form, which is no name.
func (k *collector) described(j int) {
	a, b := k.attribute(j), k.unit(j+1, noun)
	if a < 0 || b < 0 || !k.run[j+1].joined || k.run[j].negated {
		return
	}
	form := k.form(j) + " " + k.form(j+1)
	if j > 0 && k.run[j].joined && definites[k.word(j-1)] {
		form = ""
	}
	k.add(phraseKey{described, a, b, ""}, form)
}

// related finds two nouns with a preposition or "og" between them: "svar på
// mail".
func (k *collector) related(j int) {
	a := k.unit(j, noun)
	if a < 0 || j+2 >= len(k.run) || !k.run[j+1].joined || !k.run[j+2].joined || !links[k.word(j+1)] {
		return
	}
	to := j + 2
	if articles[k.word(to)] || definites[k.word(to)] {
		if to++; to >= len(k.run) || !k.run[to].joined {
			return
		}
	}
	if b := k.unit(to, noun); b >= 0 && b != a {
		k.add(phraseKey{related, a, b, k.word(j + 1)}, k.word(j+1)+" "+k.form(to))
	}
}

// doing finds a verb and its object: "annullerede min ordre".
func (k *collector) doing(j int) {
	tok := k.run[j]
	if tok.form < 0 || k.c.forms[tok.form].class != verb || !transitive[danish().noun[k.c.forms[tok.form].text]] {
		return
	}
	a := k.placeOf(j)
	if a < 0 {
		return
	}
	if b := k.object(j); b >= 0 && b != a {
		k.add(phraseKey{doing, a, b, ""}, "")
	}
}

// object is the noun that the verb at j acts on: right behind it, or before it
// and a few words without content; -1 for none.
func (k *collector) object(j int) int {
	for i := j + 1; i < len(k.run) && k.run[i].joined; i++ {
		if b := k.unit(i, noun); b >= 0 {
			return b
		}
		tok := k.run[i]
		if !articles[k.word(i)] && !definites[k.word(i)] && (tok.form < 0 || k.c.forms[tok.form].class != adjective) {
			break
		}
	}
	for i := j - 1; i >= 0 && i >= j-3 && k.run[i+1].joined; i-- {
		if b := k.unit(i, noun); b >= 0 {
			return b
		}
		if k.run[i].kind == models.Content || prepositions[k.word(i)] {
			break
		}
	}
	return -1
}
