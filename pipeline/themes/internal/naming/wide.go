package naming

import (
	"cmp"
	"math"
	"math/bits"
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
	held       [][]int32     // by clause that mentions a theme, in the order of postings, the groups that it holds a word of
	everywhere map[int32]int // by group, the clauses that hold it
	topics     []Topic
	of         map[int32][]int32 // by clause, the topics that it speaks of, ascending
	spoken     []int             // by topic, the clauses that speak of it
	says       []map[int32]bool  // by topic, the terms of which its name is said by one
	nouns      map[string]bool   // terms that customers write as nouns
}

// wides gathers them from the clauses that mention a theme.
func (c *corpus) wides(in Input, p *postings) *wides {
	w := &wides{everywhere: map[int32]int{}, topics: in.Topics,
		of: map[int32][]int32{}, spoken: make([]int, len(in.Topics)), nouns: map[string]bool{}}
	for i := range c.forms {
		if f := &c.forms[i]; f.class == noun && !f.barred {
			w.nouns[c.terms[f.term].text] = true
		}
	}
	a := stemming.NewAnalyser(nil, stemming.DefaultLayers())
	for i := range in.Topics {
		w.says = append(w.says, c.saying(in.Topics[i].Name, a))
		for _, at := range in.Topics[i].Clauses {
			clause := c.response[at.Response] + int32(at.Clause)
			if has := w.of[clause]; len(has) == 0 || has[len(has)-1] != int32(i) {
				w.of[clause] = append(has, int32(i))
			}
		}
	}
	for _, clause := range p.all {
		held := c.groupsOf(clause)
		for _, g := range held {
			w.everywhere[g]++
		}
		w.held = append(w.held, held)
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
func (c *corpus) groupsOf(clause int32) (groups []int32) {
	tokens := c.at(clause)
	for i := range tokens {
		groups = append(groups, c.akin(tokens, i)...)
	}
	slices.Sort(groups)
	return slices.Compact(groups)
}

// leastWide is the share of a theme's clauses below which no wide name is tried.
const leastWide = 0.25

// titles lists the wide names that the theme of s might bear.
func (w *wides) titles(c *corpus, s *subject) (out []title) {
	groups, topics := map[int32]int{}, map[int32]int{}
	inGroup := map[int32]side{}
	for _, clause := range s.clauses {
		for _, g := range c.groupsOf(clause) {
			groups[g]++
			inGroup[g] = inGroup[g].and(c.side[clause])
		}
		for _, i := range w.of[clause] {
			topics[i]++
		}
	}
	add := func(shape shape, shown, link string, n, everywhere int, says side) {
		if s.side.against(says) {
			return
		}
		t := title{shape: shape, shown: shown, link: link, count: n, alone: float64(n) / float64(everywhere), empty: danish().dull[shown], dull: danish().dull[shown] || danish().role[shown]}
		share := float64(n) / float64(len(s.clauses))
		if t.holding = (holding{share, share, share, share}); share >= leastWide {
			t.value = math.Pow(share, 0.6) * math.Pow(t.alone, 0.4) * favour[shape]
			out = append(out, t)
		}
	}
	for g, n := range groups {
		if name := w.called(g, inGroup[g]); name != "" {
			add(kindred, name, stemming.Kin().Head(g), n, w.everywhere[g], inGroup[g])
		}
	}
	out = append(out, w.pairs(c, s, groups, inGroup)...)
	for i, n := range topics {
		if name := w.topics[i].Name; len(strings.Fields(name)) <= mostWords {
			if says, borne := w.borne(c, s, i); borne {
				add(borrowed, small(name), w.topics[i].ID, n, w.spoken[i], says)
			}
		}
	}
	return out
}

// leastBorne is the share of a theme's clauses that must hold a word of the name of a topic,
// or its kin, for the theme to bear it: clauses on false messages speak of "sikkerhed og
// persondata", and not one says so. Chosen by eye.
const leastBorne = 0.10

// saying are the terms of the words of a name, of their parts and of their kin.
func (c *corpus) saying(name string, a *stemming.Analyser) map[int32]bool {
	kin, terms := stemming.Kin(), map[int32]bool{}
	for _, t := range a.Tokens(nil, name, models.Danish) {
		if !t.Kind.Topical() {
			continue
		}
		said := []string{t.Term}
		for _, g := range kin.Groups(t.Term) {
			said = append(said, kin.Terms(g)...)
		}
		for _, text := range said {
			if term, known := c.numbers[word{text, true}]; known {
				terms[term] = true
			}
		}
	}
	return terms
}

// borne says whether enough clauses of s hold a word of the name of topic i, and on which
// side these are.
func (w *wides) borne(c *corpus, s *subject, i int32) (says side, enough bool) {
	n := 0
	for _, clause := range s.clauses {
		if slices.ContainsFunc(c.at(clause), func(tok token) bool { return tok.kind.Topical() && w.says[i][tok.term] }) {
			n++
			says = says.and(c.side[clause])
		}
	}
	return says, float64(n) >= leastBorne*float64(len(s.clauses))
}

// called is what a theme of the words of a group is called by those who say them; "" for
// none. Who complains of prices by "billigere" and "ikke billigt" speaks of prices, and not of low ones.
func (w *wides) called(g int32, says side) string {
	head := stemming.Kin().Head(g)
	if name, adjectives := danish().quality[head]; adjectives {
		if sided := danish().sided[head]; sided.name != "" && float64(sided.of*says.likes) < clearly*float64(says.sided) {
			return sided.name
		}
		return name
	}
	if w.nouns[heads()[g]] && !danish().barred[head] {
		return head
	}
	return ""
}

// pairing stands between what links a name of two groups.
const pairing = "+"

// mostPaired is how many of the groups that most clauses of a theme hold are tried two
// by two and three by three, and leastPaired the share of the clauses that each of them
// must add.
const (
	mostPaired  = 6
	leastPaired = 0.08
	leastHead   = 0.10 // of the clauses that hold a group, those that hold the word that names it
)

// pairs lists the names of two and of three groups that the theme of s might bear, given how many of
// its clauses hold each group.
func (w *wides) pairs(c *corpus, s *subject, groups map[int32]int, inGroup map[int32]side) (out []title) {
	var most []int32
	for g, n := range groups {
		if name := w.called(g, inGroup[g]); name != "" && !danish().dull[name] && float64(n) >= leastPaired*float64(len(s.clauses)) &&
			float64(s.said(heads()[g])) >= leastHead*float64(n) {
			most = append(most, g)
		}
	}
	slices.SortFunc(most, func(a, b int32) int { return cmp.Or(cmp.Compare(groups[b], groups[a]), cmp.Compare(a, b)) })
	most = most[:min(len(most), mostPaired)]
	names := make([]string, len(most))
	for i, g := range most {
		names[i] = w.called(g, inGroup[g])
	}
	here, everywhere := map[uint8]int{}, map[uint8]int{} // by groups, clauses
	sides := map[uint8]side{}
	for _, clause := range s.clauses {
		mask := maskOf(most, c.groupsOf(clause))
		here[mask]++
		sides[mask] = sides[mask].and(c.side[clause])
	}
	for _, held := range w.held {
		everywhere[maskOf(most, held)]++
	}
	for bits := range 1 << len(most) {
		var says side
		for mask, of := range sides { // a sum of whole numbers: the order does not show
			if mask&uint8(bits) != 0 {
				says = says.and(of)
			}
		}
		if t, ok := w.joined(most, names, uint8(bits), here, everywhere, len(s.clauses)); ok && !s.side.against(says) {
			out = append(out, t)
		}
	}
	return out
}

// joined is the name of the groups of most, called so, that bits tell, two or three, given in how
// many clauses here, of all, and everywhere the groups are held; false where one of them
// adds too little.
func (w *wides) joined(most []int32, called []string, set uint8, here, everywhere map[uint8]int, of int) (title, bool) {
	n := bits.OnesCount8(set)
	if n < 2 || n > 3 {
		return title{}, false
	}
	var names, heads []string
	count := holdingAny(here, set)
	for i, g := range most {
		if set&(1<<i) == 0 {
			continue
		}
		name := called[i]
		if float64(count-holdingAny(here, set&^(1<<i))) < leastPaired*float64(of) || slices.ContainsFunc(names, func(n string) bool { return alikeWords(n, name) || danish().role[n] && danish().role[name] }) {
			return title{}, false
		}
		names, heads = append(names, name), append(heads, stemming.Kin().Head(g))
	}
	share := float64(count) / float64(of)
	t := title{shape: paired, shown: strings.Join(names[:n-1], ", ") + " og " + names[n-1], count: count, link: strings.Join(heads, pairing),
		alone: float64(count) / float64(holdingAny(everywhere, set)), holding: holding{share, share, share, share}}
	t.value = math.Pow(share, 0.6) * math.Pow(t.alone, 0.4) * favour[paired] * math.Pow(third, float64(n-2))
	return t, true
}

// said counts the clauses that hold a unit, by its term.
func (s *subject) said(term string) int {
	if u, known := s.number[term]; known {
		return s.units[u].clauses
	}
	return 0
}

// maskOf says which of a few groups are among those held, as bits.
func maskOf(few, held []int32) (mask uint8) {
	for i, g := range few {
		if slices.Contains(held, g) {
			mask |= 1 << i
		}
	}
	return mask
}

// holdingAny counts what is counted under a mask that shares a bit with bits.
func holdingAny(count map[uint8]int, bits uint8) (n int) {
	for mask, of := range count { // a sum of whole numbers: the order does not show
		if mask&bits != 0 {
			n += of
		}
	}
	return n
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
