package naming

import (
	"math"
	"slices"
	"strings"

	"stemme/models"
	"stemme/stemming"
)

// kept says whether the theme t, of which previous has the names, keeps its name.
func (in *Input) kept(previous []Name, t int) bool {
	return in.Keep && t < len(previous) && previous[t].Text != ""
}

// stays says whether theme t keeps the name that it had, whatever is said now.
func (in *Input) stays(t int) bool {
	return in.kept(in.Previous, t) || t < len(in.Worded) && in.Worded[t] && in.before(t).Text != ""
}

// anothers says whether a name was that of another theme the night before. A theme does not take it over while
// that lives: who compares by name would read one theme for the other.
func (in *Input) anothers(name string, t int) bool {
	at := slices.IndexFunc(in.Previous, func(n Name) bool { return n.Text == name })
	return at >= 0 && at != t && in.before(t).Text != name
}

// goOn has a theme of clauses bear the name that it had.
func (n *namer) goOn(in Input, clauses []int32, name Name, out *Description) {
	out.Name, out.LabelFit = name, n.c.fit(in, clauses, name)
	n.taken[name.Text] = true
	_, link, units := name.parts()
	if len(units) == 0 {
		units = strings.Split(link, pairing)
	}
	for _, u := range units {
		n.said[u] = true
	}
}

// parts takes the key of a name apart: see subject.key.
func (n Name) parts() (shape, link string, units []string) {
	parts := strings.Split(n.Key, " ")
	if len(parts) < 2 {
		return "", "", nil
	}
	return parts[0], parts[1], parts[2:]
}

// unordered is the key of n with its parts in one order: of nouns that are joined that
// comes first which most say, and may not tomorrow.
func (n Name) unordered() string {
	shape, link, units := n.parts()
	links := strings.Split(link, pairing)
	if shape == joined.String() || shape == paired.String() {
		slices.Sort(links)
		slices.Sort(units)
	}
	return strings.Join(slices.Concat([]string{shape}, links, units), " ")
}

// fit is the share of clauses that hold the name, as holding has it of titles; NaN
// where none does.
func (c *corpus) fit(in Input, clauses []int32, name Name) float64 {
	holds := c.holder(in, clauses, name)
	held := 0
	for _, clause := range clauses {
		if holds(clause) {
			held++
		}
	}
	if held == 0 {
		return math.NaN()
	}
	return float64(held) / float64(len(clauses))
}

// holder says which of the clauses hold a name: a word of it or its kin, a word of
// the kinship groups that it names, or, of a borrowed one, its topic.
func (c *corpus) holder(in Input, clauses []int32, name Name) func(clause int32) bool {
	shape, link, units := name.parts()
	if shape == borrowed.String() {
		speak := map[int32]bool{}
		for _, t := range in.Topics {
			for _, at := range t.Clauses {
				if t.ID == link {
					speak[c.response[at.Response]+int32(at.Clause)] = true
				}
			}
		}
		return func(clause int32) bool { return speak[clause] }
	}
	if shape == overall.String() {
		return c.judgesAll
	}
	near := c.near(clauses, units)
	if kin := stemming.Kin(); shape == kindred.String() || shape == paired.String() {
		heads := strings.Split(link, pairing)
		for g := range int32(kin.Len()) {
			near.groups[g] = near.groups[g] || slices.Contains(heads, kin.Head(g))
		}
	}
	return func(clause int32) bool {
		tokens := c.at(clause)
		for i, tok := range tokens {
			if near.units[c.speaksOf(tok)] || slices.ContainsFunc(c.akin(tokens, i), func(g int32) bool { return near.groups[g] }) {
				return true
			}
		}
		return false
	}
}

// A nearness is what clauses may speak of to hold a name.
type nearness struct{ units, groups map[int32]bool }

// near are units that clauses in the language of most of them hold, and the groups of kin
// that they are of.
func (c *corpus) near(clauses []int32, units []string) nearness {
	out := nearness{map[int32]bool{}, map[int32]bool{}}
	for i, plain := range c.plain(clauses) {
		if !plain || len(units) == 0 {
			continue
		}
		for _, tok := range c.at(clauses[i]) {
			if tok.kind == models.Part {
				continue
			}
			if of := c.unitOf(tok); of.unit != noUnit && slices.Contains(units, c.units[of.unit]) {
				out.units[of.unit] = true
				for _, g := range c.kinOfForm[tok.form] {
					out.groups[g] = true
				}
			}
		}
	}
	return out
}
