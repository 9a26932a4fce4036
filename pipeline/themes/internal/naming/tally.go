package naming

import (
	"slices"

	"stemme/models"
)

// A tally counts one unit while clauses are read.
type tally struct {
	unit
	adjectives int
	last       int            // clause that it was counted in last
	forms      []int32        // in which it is written as what it is, but for names
	names      map[string]int // as written; nil for none
}

// countUnits counts the units of the plain clauses of s, and, by form, how often each
// form of them is written.
func (c *corpus) countUnits(s *subject) (tallies []tally, counts []int32) {
	number := make([]int32, len(c.units)) // of each unit's tally, from 1
	counts = make([]int32, len(c.forms))
	for i, clause := range s.clauses {
		if !s.plain[i] {
			continue
		}
		last := -1
		for _, tok := range c.at(clause) {
			if tok.kind == models.Part {
				if last >= 0 {
					tallies[last].compound = true
				}
				continue
			}
			last = -1
			of := c.unitOf(tok)
			if of.unit == noUnit {
				continue
			}
			if number[of.unit] == 0 {
				tallies = append(tallies, tally{unit: unit{number: of.unit, text: c.units[of.unit]}, last: -1})
				number[of.unit] = int32(len(tallies))
			}
			last = int(number[of.unit]) - 1
			tallies[last].count(i, tok, of.class)
			if c.forms[tok.form].class == of.class {
				tallies[last].write(c, clause, tok, counts)
			}
		}
	}
	for i := range tallies {
		tallies[i].settle()
	}
	return tallies, counts
}

// count counts a token of clause i of a subject.
func (t *tally) count(i int, tok token, class class) {
	if class == adjective {
		t.adjectives++
	}
	if !slices.Contains(t.own, tok.term) {
		t.own = append(t.own, tok.term)
	}
	if t.last != i {
		t.last = i
		t.clauses++
		if tok.negated {
			t.denied++
		}
	}
}

// write counts how a token of a clause is written: a name letter by letter, any other
// word by its form.
func (t *tally) write(c *corpus, clause int32, tok token, counts []int32) {
	if c.isName(tok.term) {
		if t.names == nil {
			t.names = map[string]int{}
		}
		t.names[c.form(c.texts[c.of[clause]], tok)]++
		return
	}
	if counts[tok.form] == 0 {
		t.forms = append(t.forms, tok.form)
	}
	counts[tok.form]++
}

// settle settles what class a unit is of.
func (t *tally) settle() {
	t.class = noun
	if 2*t.adjectives > t.clauses {
		t.class = adjective
	}
	slices.Sort(t.own)
}

// finish settles how a unit is shown and what it is worth, given how often each form is
// written.
func (c *corpus) finish(t *tally, counts []int32) unit {
	forms := make(map[string]int, len(t.forms)+len(t.names))
	for text, n := range t.names {
		forms[text] += n
	}
	for _, f := range t.forms {
		forms[c.forms[f].text] += int(counts[f])
	}
	t.shown = shownForm(t.text, forms)
	g := danish()
	switch lack := 3*t.denied > t.clauses; {
	case lack && t.class == noun && g.lacking[t.shown]:
		t.shown = "manglende " + t.shown
	case 2*t.denied > t.clauses:
		t.shown = "" // what most deny is no name
	}
	switch {
	case slices.ContainsFunc(t.own, c.isName):
		t.worth = brand
	case g.dull[t.shown]:
		t.worth = dull
	default:
		t.worth = 1
	}
	return t.unit
}

// indefinite is how large a share of a noun's uses must be without the article
// at its end for it to be shown so. Chosen by eye: customers say "appen".
const indefinite = 0.12

// shownForm is how a unit is shown: as customers write it most, without the
// article at its end where they write it so at all.
func shownForm(term string, forms map[string]int) string {
	if len(forms) == 0 {
		_, shown := nouns()
		return shown[term]
	}
	total, bare := 0, map[string]int{}
	for text, n := range forms {
		total += n
		if !isDefinite(text, forms) {
			bare[text] = n
		}
	}
	if best := commonest(bare); float64(bare[best]) >= indefinite*float64(total) {
		return best
	}
	return commonest(forms)
}

// isDefinite says whether a form is another one of the same word with the
// article behind it.
func isDefinite(text string, forms map[string]int) bool {
	for _, ending := range []string{"erne", "ene", "ne", "en", "et", "n", "t"} {
		at := len(text) - len(ending)
		if at > 1 && text[at:] == ending && (forms[text[:at]] > 0 || ending == "erne" && forms[text[:at]+"er"] > 0) {
			return true
		}
	}
	return false
}

// brand is the worth of a name among words: a theme is seldom about a firm. dull
// is that of a noun that says little of any theme.
const (
	brand = 0.35
	dull  = 0.5
)
