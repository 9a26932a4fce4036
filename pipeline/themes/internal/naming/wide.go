package naming

import (
	"math"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"stemme/models"
	"stemme/stemming"
)

// A Topic is a topic that a list of topics knows, with the clauses that speak of
// it: a theme that they cover may bear its name.
type Topic struct {
	ID, Name string
	Clauses  []Place
}

// A Place is a clause of a response, as indices.
type Place struct{ Response, Clause int }

// wides are what themes may be named by beside their customers' own words: the
// kinship groups of words, by the word that names each, and topics.
type wides struct {
	groups     [][]int32     // by term, the groups that it is of
	everywhere map[int32]int // by group, the clauses that hold it
	topics     []Topic
	of         map[int32][]int32 // by clause, the topics that it speaks of, ascending
	spoken     []int             // by topic, the clauses that speak of it
	nouns      map[string]bool   // terms that customers write as nouns
}

// wides gathers them from the clauses that mention a theme.
func (c *corpus) wides(in Input, p *postings) *wides {
	kin := stemming.Kin()
	w := &wides{groups: make([][]int32, len(c.terms)), everywhere: map[int32]int{}, topics: in.Topics,
		of: map[int32][]int32{}, spoken: make([]int, len(in.Topics)), nouns: map[string]bool{}}
	for i := range c.forms {
		if f := &c.forms[i]; f.class == noun && !f.barred {
			w.nouns[c.terms[f.term].text] = true
		}
	}
	for i, t := range c.terms {
		if t.topical {
			w.groups[i] = kin.Groups(t.text)
		}
	}
	for i := range in.Topics {
		for _, at := range in.Topics[i].Clauses {
			clause := c.response[at.Response] + int32(at.Clause)
			if has := w.of[clause]; len(has) == 0 || has[len(has)-1] != int32(i) {
				w.of[clause] = append(has, int32(i))
			}
		}
	}
	for _, clause := range p.all {
		for _, g := range w.groupsOf(c, clause) {
			w.everywhere[g]++
		}
		for _, i := range w.of[clause] {
			w.spoken[i]++
		}
	}
	return w
}

// heads gives, by kinship group, the term of the word that names it.
var heads = sync.OnceValue(func() []string {
	kin, a := stemming.Kin(), stemming.NewAnalyser(nil, stemming.DefaultLayers())
	terms := make([]string, kin.Len())
	for g := range terms {
		terms[g] = a.Tokens(nil, kin.Head(int32(g)), models.Danish)[0].Term
	}
	return terms
})

// groupsOf lists the groups that a clause holds a word of, ascending.
func (w *wides) groupsOf(c *corpus, clause int32) (groups []int32) {
	for _, tok := range c.at(clause) {
		if tok.kind.Topical() {
			groups = append(groups, w.groups[tok.term]...)
		}
	}
	slices.Sort(groups)
	return slices.Compact(groups)
}

// leastWide is the share of a theme's clauses below which no wide name is tried.
const leastWide = 0.25

// titles lists the wide names that the theme of s might bear.
func (w *wides) titles(c *corpus, s *subject) (out []title) {
	groups, topics := map[int32]int{}, map[int32]int{}
	for _, clause := range s.clauses {
		for _, g := range w.groupsOf(c, clause) {
			groups[g]++
		}
		for _, i := range w.of[clause] {
			topics[i]++
		}
	}
	add := func(shape shape, shown, link string, n, everywhere int) {
		t := title{shape: shape, shown: shown, link: link, count: n, alone: float64(n) / float64(everywhere), dull: danish().dull[shown]}
		share := float64(n) / float64(len(s.clauses))
		if t.holding = (holding{share, share, share, share}); share >= leastWide {
			t.value = math.Pow(share, 0.6) * math.Pow(t.alone, 0.4) * favour[shape]
			out = append(out, t)
		}
	}
	for g, n := range groups {
		head := stemming.Kin().Head(g)
		if name, adjectives := danish().quality[head]; adjectives {
			add(kindred, name, head, n, w.everywhere[g])
		} else if w.nouns[heads()[g]] && !danish().barred[head] {
			add(kindred, head, head, n, w.everywhere[g])
		}
	}
	for i, n := range topics {
		if name := w.topics[i].Name; len(strings.Fields(name)) <= mostWords {
			add(borrowed, small(name), w.topics[i].ID, n, w.spoken[i])
		}
	}
	return out
}

// mostWords is how long the name of a topic may be for a theme to bear it.
const mostWords = 5

// small is a name in small letters where Danish writes it so within a sentence.
func small(name string) string {
	first, n := utf8.DecodeRuneInString(name)
	if next, _ := utf8.DecodeRuneInString(name[n:]); unicode.IsUpper(next) {
		return name
	}
	return string(unicode.ToLower(first)) + name[n:]
}
