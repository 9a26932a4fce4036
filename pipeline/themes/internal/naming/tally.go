package naming

import (
	"slices"
	"strings"

	"stemme/models"
)

// A tally counts one unit while clauses are read.
type tally struct {
	unit
	adjectives int
	last       int            // clause that it was counted in last
	years      int            // clauses that hold it and years
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
		years := c.tellsYears(clause)
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
			tallies[last].count(i, tok, of.class, years)
			tallies[last].join(c.kinOfForm[tok.form])
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
func (t *tally) count(i int, tok token, class class, years bool) {
	if class == adjective {
		t.adjectives++
	}
	if !slices.Contains(t.own, tok.term) {
		t.own = append(t.own, tok.term)
	}
	if t.last != i {
		t.last = i
		t.clauses++
		if years {
			t.years++
		}
		if tok.negated {
			t.denied++
		}
	}
}

// join makes a unit one of groups.
func (t *tally) join(groups []int32) {
	for _, g := range groups {
		if !slices.Contains(t.groups, g) {
			t.groups = append(t.groups, g)
		}
	}
}

// tellsYears says whether a clause tells of years.
func (c *corpus) tellsYears(clause int32) bool {
	return slices.ContainsFunc(c.at(clause), func(tok token) bool { return c.years[tok.term] })
}

var ofYears = wordSet(`år årti årtier menneskealder aar`)

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
		forms[c.spelled(f)] += int(counts[f])
	}
	t.shown = c.bare(t.own, shownForm(t.text, forms))
	g := danish()
	t.role = g.role[t.shown] || g.bystander[t.shown]
	switch lack := 3*t.denied > t.clauses; {
	case g.lasting[t.shown] != "" && 2*t.years > t.clauses:
		t.shown, t.lasting, t.worth = g.lasting[t.shown], true, 1
		return t.unit
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

// spelled is a form with the letters that it lacks, where customers write it so.
func (c *corpus) spelled(form int32) string {
	f := &c.forms[form]
	if whole := digraphs.Replace(f.text); whole != f.text {
		if _, written := c.formNumber[formKey{whole, f.term}]; written {
			return whole
		}
	}
	return f.text
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

// bare is a form of a unit without the article at its end, where customers write it so
// anywhere: "lukning", though those of the theme write "lukningen".
func (c *corpus) bare(own []int32, form string) string {
	best, most := form, int32(1)
	_, named := nouns()
	for _, text := range withoutArticle(form) {
		for _, term := range own {
			if named[c.terms[term].text] == text {
				return text
			}
			n, written := c.formNumber[formKey{text, term}]
			if written && c.forms[n].class == noun && !c.forms[n].barred && c.forms[n].count > most {
				best, most = text, c.forms[n].count
			}
		}
	}
	return best
}

// withoutArticle lists what a word may be where its end is the article.
func withoutArticle(word string) (out []string) {
	for _, ending := range articleEndings {
		rest, ok := strings.CutSuffix(word, ending)
		if !ok || len(rest) < 2 {
			continue
		}
		if ending == "erne" {
			out = append(out, rest+"er")
		}
		if out = append(out, rest); rest[len(rest)-1] == rest[len(rest)-2] {
			out = append(out, rest[:len(rest)-1])
		}
	}
	return out
}

var articleEndings = []string{"erne", "ene", "ne", "en", "et", "n", "t"}

// isDefinite says whether a form is another one of the same word with the
// article behind it.
func isDefinite(text string, forms map[string]int) bool {
	return slices.ContainsFunc(withoutArticle(text), func(bare string) bool { return forms[bare] > 0 })
}

// brand is the worth of a name among words: a theme is seldom about a firm. dull
// is that of a noun that says little of any theme.
const (
	brand = 0.35
	dull  = 0.5
)
