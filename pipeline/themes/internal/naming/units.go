package naming

import (
	"cmp"
	"math"
	"slices"
	"sync"

	"stemme/models"
	"stemme/models/bitset"
	"stemme/stemming"
)

// A unit is a word that a name may be made of: a noun, an adjective, or a verb
// by the noun that names what it does.
type unit struct {
	number   int32  // in the corpus
	text     string // its term, as counted
	class    class  // noun or adjective
	own      []int32
	groups   []int32 // of kin, that it is of as it is written
	shown    string  // as it is shown alone; "" for what is not
	clauses  int     // of the theme that hold it
	denied   int     // of them, those that deny it: "ingen problemer"
	compound bool    // is made of words
	role     bool    // says who
	lasting  bool    // is shown as what customers have been for years
	relevant float64
	worth    float64    // what a name gains by it, in (0, 1]
	anywhere bitset.Set // all clauses that hold it as itself; nil before subject.anywhere
}

// A subject is what the names of one theme, or of one top theme, are chosen
// from.
type subject struct {
	clauses []int32 // different clauses, as numbers of the corpus, ascending
	plain   []bool  // by clause: in the language that most of them are in
	units   []unit
	number  map[string]int // of units, by their terms
	masks   []mask
	single  []holding // by unit, what it holds in
	side    side
	scratch bitset.Set
}

// A mask says which units a clause holds: as themselves, and as themselves or
// their kin. Equal masks are counted together.
type mask struct {
	own, near uint64
	clauses   int
	side      side
}

// How many units of each class there are at most, together as many as a mask
// has bits.
const (
	mostNouns      = 44
	mostAdjectives = 20
)

// subject gathers the units of different clauses and which of them hold each.
func (c *corpus) subject(clauses []int32, p *postings) *subject {
	s := &subject{clauses: clauses, plain: c.plain(clauses), number: map[string]int{}}
	for _, clause := range clauses {
		s.side = s.side.and(c.side[clause])
	}
	all, counts := c.countUnits(s)
	for i := range all {
		all[i].relate(len(clauses), p)
	}
	slices.SortFunc(all, func(a, b tally) int {
		return cmp.Or(cmp.Compare(b.relevant, a.relevant), cmp.Compare(a.text, b.text))
	})
	left := map[class]int{noun: mostNouns, adjective: mostAdjectives}
	for i := range all {
		if u := &all[i]; left[u.class] > 0 && u.clauses >= min(2, len(clauses)) {
			left[u.class]--
			s.number[u.text] = len(s.units)
			s.units = append(s.units, c.finish(u, counts))
		}
	}
	s.hold(c)
	return s
}

// hold sets which units the clauses of s hold.
func (s *subject) hold(c *corpus) {
	s.masks = c.masks(s)
	s.single = make([]holding, len(s.units))
	for u := range s.single {
		s.single[u] = s.held(1 << u)
	}
}

// plain says which clauses are in the language that most of them are in: the
// few in another one shall not name what the many speak of.
func (c *corpus) plain(clauses []int32) []bool {
	count := map[models.Language]int{}
	for _, clause := range clauses {
		count[c.language[c.of[clause]]]++
	}
	var best models.Language
	for l, n := range count {
		if n > count[best] || n == count[best] && l < best {
			best = l
		}
	}
	out := make([]bool, len(clauses))
	for i, clause := range clauses {
		out[i] = c.language[c.of[clause]] == best
	}
	return out
}

// nouns gives, by form of a verb, the term of the noun that names what it does,
// and by that term the noun.
var nouns = sync.OnceValues(func() (term, shown map[string]string) {
	a := stemming.NewAnalyser(nil, stemming.DefaultLayers())
	term, shown = map[string]string{}, map[string]string{}
	for form, noun := range danish().noun {
		term[form] = a.Tokens(nil, noun, models.Danish)[0].Term
		shown[term[form]] = noun
	}
	return term, shown
})

// A formUnit is the unit that a written form is of, as a number of the corpus, and its
// class there; noUnit for none.
type formUnit struct {
	unit  int32
	class class
}

const noUnit = -1

// findUnits finds the unit of every form.
func (c *corpus) findUnits() {
	number := map[string]int32{}
	c.unitOfForm = make([]formUnit, len(c.forms))
	for i := range c.forms {
		text, class := c.unitText(&c.forms[i])
		if text == "" {
			c.unitOfForm[i] = formUnit{noUnit, noClass}
			continue
		}
		n, known := number[text]
		if !known {
			n = int32(len(c.units))
			number[text], c.units = n, append(c.units, text)
		}
		c.unitOfForm[i] = formUnit{n, class}
	}
	c.unitOfTerm = make([]int32, len(c.terms))
	for t := range c.terms {
		c.unitOfTerm[t] = noUnit
		if n, known := number[c.terms[t].text]; known && c.terms[t].topical {
			c.unitOfTerm[t] = n
		}
	}
}

// speaksOf is the unit that a token speaks of, as it is written: a part of a compound and a
// word of no known class that of its term, a verb none but that of the noun that names what it does: "de tog
// imod" speaks of no train.
func (c *corpus) speaksOf(tok token) int32 {
	if !tok.kind.Topical() {
		return noUnit
	}
	if of := c.unitOf(tok); of.unit != noUnit {
		return of.unit
	}
	if tok.form >= 0 && c.forms[tok.form].listed == verb {
		return noUnit
	}
	return c.unitOfTerm[tok.term]
}

// unitText is the term of the unit that a form is of, and its class; "" for none.
func (c *corpus) unitText(f *form) (string, class) {
	switch {
	case f.barred || c.person[f.term] || c.isPerson(f.term):
	case f.class == noun, f.class == adjective:
		return c.terms[f.term].text, f.class
	case f.class == verb:
		if term, _ := nouns(); term[f.text] != "" {
			return term[f.text], noun
		}
	}
	return "", noClass
}

// unitOf is the unit that a token is of, and its class.
func (c *corpus) unitOf(tok token) formUnit {
	if tok.form < 0 || tok.english && c.forms[tok.form].class == verb {
		return formUnit{noUnit, noClass}
	}
	return c.unitOfForm[tok.form]
}

// relate sets how much more a unit is spoken of in n clauses than in all.
func (u *unit) relate(n int, p *postings) {
	here, everywhere := float64(u.clauses)/float64(n), float64(len(p.of[u.number]))/float64(max(len(p.all), 1))
	if u.clauses > 0 && everywhere > 0 {
		u.relevant = here * math.Log(here/everywhere)
	}
}

// masks counts the clauses of s by the units that they hold.
func (c *corpus) masks(s *subject) []mask {
	unit, group := map[int32]uint64{}, map[int32]uint64{}
	for i := range s.units {
		unit[s.units[i].number] |= 1 << i
		for _, g := range s.units[i].groups {
			group[g] |= 1 << i
		}
	}
	count := map[mask]*mask{}
	for _, clause := range s.clauses {
		var m mask
		tokens := c.at(clause)
		for j, tok := range tokens {
			own := unit[c.speaksOf(tok)]
			if m.near |= own; !tok.modifier {
				m.own |= own
			}
			for _, g := range c.akin(tokens, j) {
				m.near |= group[g]
			}
		}
		at := count[m]
		if at == nil {
			at = &mask{own: m.own, near: m.near}
			count[m] = at
		}
		at.clauses++
		at.side = at.side.and(c.side[clause])
	}
	out := make([]mask, 0, len(count))
	for _, m := range count {
		out = append(out, *m)
	}
	slices.SortFunc(out, func(a, b mask) int { return cmp.Or(cmp.Compare(a.own, b.own), cmp.Compare(a.near, b.near)) })
	return out
}

// A tallied counts clauses that hold units.
type holding struct{ any, all, anyOwn, allOwn float64 }

// holding gives the shares of the clauses of s that hold any, and all, of the
// units: they or their kin, and they themselves.
func (s *subject) holding(units []int) holding {
	if len(units) == 1 {
		return s.single[units[0]]
	}
	bits := uint64(0)
	for _, u := range units {
		bits |= 1 << u
	}
	return s.held(bits)
}

// held is holding of the units that bits tell.
func (s *subject) held(bits uint64) holding {
	var any, all, anyOwn, allOwn int
	for _, m := range s.masks {
		if m.near&bits != 0 {
			any += m.clauses
		}
		if m.near&bits == bits {
			all += m.clauses
		}
		if m.own&bits != 0 {
			anyOwn += m.clauses
		}
		if m.own&bits == bits {
			allOwn += m.clauses
		}
	}
	n := float64(len(s.clauses))
	return holding{float64(any) / n, float64(all) / n, float64(anyOwn) / n, float64(allOwn) / n}
}
