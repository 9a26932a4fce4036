package naming

import (
	"slices"
	"sync"

	"stemme/models"
	"stemme/stemming"
)

// A kinWord is a term that a group of kin has.
type kinWord struct {
	term  string
	group int32
}

// kinBases gives, by term and group of kin, the bases of the verbs and adjectives of the
// group that have the term, and "" where a word of another class has it. A form whose base
// the group lacks is another word that is written alike: "tog" beside "station" is no form of "tage".
var kinBases = sync.OnceValue(func() map[kinWord][]string {
	kin, g, a := stemming.Kin(), danish(), stemming.NewAnalyser(nil, stemming.DefaultLayers())
	out := map[kinWord][]string{}
	for group := range int32(kin.Len()) {
		words := kin.Words(group)
		for _, w := range words {
			base := g.base[w]
			if !slices.ContainsFunc(words, func(other string) bool {
				return g.base[other] == base && (other == base || g.class[w] == adjective && !weak(other))
			}) {
				base = ""
			}
			at := kinWord{a.Tokens(nil, w, models.Danish)[0].Term, group}
			out[at] = append(out[at], base)
		}
	}
	return out
})

// weak says whether an adjective stands in a form that a noun may have: "lokale", "varme".
func weak(form string) bool { return form[len(form)-1] == 'e' }

// findKin finds the groups of kin of every form and term.
func (c *corpus) findKin() {
	kin, bases := stemming.Kin(), kinBases()
	c.kinOfTerm, c.kinOfForm, c.byPlace = make([][]int32, len(c.terms)), make([][]int32, len(c.forms)), make([]bool, len(c.forms))
	for t := range c.terms {
		if c.terms[t].topical {
			c.kinOfTerm[t] = kin.Groups(c.terms[t].text)
		}
	}
	for i := range c.forms {
		f := &c.forms[i]
		for _, g := range c.kinOfTerm[f.term] {
			if f.isOf(bases[kinWord{c.terms[f.term].text, g}], kin.Words(g)) {
				c.kinOfForm[i] = append(c.kinOfForm[i], g)
			} else if f.class == adjective && slices.Contains(kin.Words(g), f.text) {
				c.kinOfForm[i], c.byPlace[i] = append(c.kinOfForm[i], g), true
			}
		}
	}
}

// findEnglish marks the tokens of clauses in English.
func (c *corpus) findEnglish() {
	for clause := range int32(len(c.of)) {
		if c.isEnglish(clause) {
			tokens := c.at(clause)
			for i := range tokens {
				tokens[i].english = true
			}
		}
	}
}

// isOf says whether a form is one of the words of a group, given the bases of those that
// have its term.
func (f *form) isOf(bases, words []string) bool {
	g := danish()
	switch {
	case f.listed == verb && f.class != noun, f.class == adjective:
		base := g.base[f.text]
		if base == "" {
			base = g.base[digraphs.Replace(f.text)]
		}
		return base == "" || slices.Contains(bases, base) || slices.Contains(words, g.noun[f.text])
	}
	return true
}

// isEnglish says whether a clause is in English, or holds words of English grammar where
// its comment is taken for Danish.
func (c *corpus) isEnglish(clause int32) bool {
	if c.language[c.of[clause]] == models.English {
		return true
	}
	words, foreign := 0, 0
	for _, tok := range c.at(clause) {
		if tok.kind == models.Part {
			continue
		}
		words++
		if english[c.terms[tok.term].text] {
			foreign++
		}
	}
	return 4*foreign >= words && foreign > 0
}

// english are words of English grammar that are no Danish words.
var english = wordSet(`the and you your of is are it not this that with was we they be my our has have would which were do how`)

// akin are the groups of kin that the i-th token of a clause speaks of. Those of an English word are not known.
func (c *corpus) akin(tokens []token, i int) []int32 {
	tok := tokens[i]
	switch {
	case !tok.kind.Topical() || tok.english:
		return nil
	case tok.form < 0:
		return c.kinOfTerm[tok.term]
	case c.byPlace[tok.form] && !c.asNoun(tokens, i):
		return nil
	}
	return c.kinOfForm[tok.form]
}

// asNoun says whether the i-th token stands as a noun does: behind a word that nouns stand
// behind, and before none that it may describe.
func (c *corpus) asNoun(tokens []token, i int) bool {
	if b := tokens[i].behind; b != determiner && b != preposition && b != attribute {
		return false
	}
	for _, next := range tokens[i+1:] {
		if next.kind != models.Part {
			return !next.joined || next.form < 0 || c.forms[next.form].class != noun
		}
	}
	return true
}
