package naming

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"stemme/models"
)

// longest is the most words that a name has.
const longest = 4

// A phrase is a run of neighbouring words that a theme might be named by, at
// the place where it first stands.
type phrase struct {
	at      int32 // first token of the corpus
	words   int
	first   []int32       // its words' terms
	content []int32       // of them, the content terms
	count   int           // clauses of the theme that hold it
	before  map[int32]int // by term: how often it stands before, where it is no determiner
	behind  map[int32]int // by term: how often it stands behind
	fit     float64       // share of the theme's responses that hold a content term of it
	value   float64
}

// phrases lists the phrases of a theme, best first.
func phrases(c *corpus, t *theme) []phrase {
	bit := make(map[int32]int, len(t.candidates))
	for i, w := range t.candidates[:min(len(t.candidates), 64)] { // as many as a mask has bits
		bit[w.term] = i
	}
	found := collectPhrases(c, t, bit)
	masks := responseMasks(c, t, bit)
	out := make([]phrase, 0, len(found))
	for _, p := range found {
		if p.count >= leastCount(t) {
			out = append(out, *p)
		}
	}
	fits := map[uint64]float64{}
	for i := range out {
		out[i].rate(c, t, bit, masks, fits)
	}
	slices.SortFunc(out, func(a, b phrase) int {
		return cmp.Or(cmp.Compare(b.value, a.value), cmp.Compare(a.at, b.at), cmp.Compare(a.words, b.words))
	})
	return out[:min(len(out), 100)]
}

// leastCount is how many clauses must hold a phrase.
func leastCount(t *theme) int { return max(min(2, len(t.mentions)/5), len(t.mentions)/150) }

// A collector counts the phrases of a theme's clauses that hold a candidate.
type collector struct {
	c     *corpus
	bit   map[int32]int // of the candidates
	found map[uint64]*phrase
	seen  map[uint64]bool // phrases of the clause in hand
	run   []int32         // tokens of the clause in hand, without parts
}

// collectPhrases counts the phrases of t.
func collectPhrases(c *corpus, t *theme, bit map[int32]int) map[uint64]*phrase {
	k := collector{c: c, bit: bit, found: map[uint64]*phrase{}, seen: map[uint64]bool{}}
	for _, m := range t.mentions {
		clear(k.seen)
		k.run = k.run[:0]
		i := c.response[m.Response] + int32(m.Clause)
		for at := c.clauses[i]; at < c.clauses[i+1]; at++ {
			if c.tokens[at].kind != models.Part {
				k.run = append(k.run, at)
			}
		}
		for from := range k.run {
			if opens(c.tokens[k.run[from]]) {
				k.from(from)
			}
		}
	}
	return k.found
}

// from counts the phrases that begin with a token of the run, each once a
// clause.
func (k *collector) from(i int) {
	key, holds := uint64(0), false
	for n := 1; n <= longest && i+n <= len(k.run); n++ {
		tok := k.c.tokens[k.run[i+n-1]]
		if n > 1 && !tok.joined {
			return
		}
		key = (key+uint64(tok.term)+1)*0x9e3779b97f4a7c15 ^ key>>29
		_, candidate := k.bit[tok.term]
		if holds = holds || candidate; !holds || !closes(k.c, tok, n) || k.seen[key] {
			continue
		}
		k.seen[key] = true
		p := k.found[key]
		if p == nil {
			p = newPhrase(k.c, k.run[i:i+n])
			k.found[key] = p
		}
		p.count++
		k.neighbours(p, i, n)
	}
}

// neighbours counts what p, which is n tokens of the run from i on, stands
// beside.
func (k *collector) neighbours(p *phrase, i, n int) {
	tokens := k.c.tokens
	if i > 0 && tokens[k.run[i]].joined && !determiners[k.c.terms[tokens[k.run[i-1]].term].text] {
		p.before[tokens[k.run[i-1]].term]++
	}
	if i+n < len(k.run) && tokens[k.run[i+n]].joined {
		p.behind[tokens[k.run[i+n]].term]++
	}
}

func newPhrase(c *corpus, run []int32) *phrase {
	p := &phrase{at: run[0], words: len(run), before: map[int32]int{}, behind: map[int32]int{}}
	for _, at := range run {
		tok := c.tokens[at]
		p.first = append(p.first, tok.term)
		if tok.kind == models.Content {
			p.content = append(p.content, tok.term)
		}
	}
	return p
}

// opens says whether a phrase may begin with t.
func opens(t token) bool {
	switch t.kind {
	case models.Content, models.Degree, models.Negation:
		return true
	}
	return false
}

// closes says whether a phrase of n words may end with t.
func closes(c *corpus, t token, n int) bool {
	return t.kind == models.Content || n > 1 && particles[c.terms[t.term].text]
}

// responseMasks gives for every response of a theme which candidates it holds.
func responseMasks(c *corpus, t *theme, bit map[int32]int) []uint64 {
	var out []uint64
	last := -1
	for _, m := range t.all {
		if m.Response == last {
			continue
		}
		last = m.Response
		mask := uint64(0)
		for _, tok := range c.words(m.Response) {
			if i, ok := bit[tok.term]; ok && tok.kind.Topical() {
				mask |= 1 << i
			}
		}
		out = append(out, mask)
	}
	return out
}

// rate sets the fit and the value of p.
func (p *phrase) rate(c *corpus, t *theme, bit map[int32]int, masks []uint64, fits map[uint64]float64) {
	mask, share, known := uint64(0), 0.0, 0
	for _, term := range p.content {
		if i, ok := bit[term]; ok {
			mask |= 1 << i
			known++
			share += t.candidates[i].share
		}
	}
	fit, ok := fits[mask]
	if !ok {
		hold := 0
		for _, m := range masks {
			if m&mask != 0 {
				hold++
			}
		}
		fit = float64(hold) / float64(max(len(masks), 1))
		fits[mask] = fit
	}
	p.fit = fit
	n := float64(len(p.content))
	often := math.Pow(float64(p.count)/float64(len(t.mentions)), 0.35)
	p.value = fit * math.Sqrt(share/n) * float64(known) / n * often * p.whole() * p.form(c)
}

// whole is how seldom p is but a piece of one longer phrase, in [0.3, 1].
func (p *phrase) whole() float64 {
	most := 0
	for _, n := range p.before {
		most = max(most, n)
	}
	for _, n := range p.behind {
		most = max(most, n)
	}
	return max(0.3, math.Sqrt(1-float64(most)/float64(max(p.count, most, 1))))
}

// form is how well p reads as a name, in (0, 1], apart from its theme.
func (p *phrase) form(c *corpus) float64 {
	v := 1.0
	switch {
	case p.words == 1 && c.isVerb(p.first[0]):
		v = 0.2
	case p.words == 1:
		v = 0.35
	case len(p.content) == 1:
		v = 0.75
	case p.words == longest:
		v = 0.8
	}
	for _, term := range p.content {
		switch {
		case c.isPerson(term):
			v *= 0.05
		case c.isName(term), strings.Contains(c.terms[term].text, "."):
			v *= 0.3
		}
	}
	return v
}

// loyalty is how much of the best phrase's value last night's name must have
// to be kept, so that a theme is not renamed whenever a comment comes in.
// Chosen by eye.
const loyalty = 0.6

// name names every theme: first those whose name of the night before still
// fits, then the rest, the largest first. Each new name has a content term that
// no name before it has, and is no name of others.
func name(c *corpus, in Input, themes []theme, names [][]phrase, others, out []Description) {
	order := make([]int, len(themes))
	for t := range order {
		order[t] = t
		out[t].LabelFit = math.NaN()
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(len(themes[b].all), len(themes[a].all)) })
	taken := map[int32]bool{}
	take := func(t int, fits func(*phrase) bool) {
		for i := 0; i < len(names[t]) && out[t].Name == ""; i++ {
			p := &names[t][i]
			if !fits(p) || bears(others, c.texts(p.first)) {
				continue
			}
			form := c.written(in.Responses, &themes[t], p)
			if c.torn(form, p) {
				continue
			}
			for _, term := range p.content {
				taken[term] = true
			}
			out[t].Name, out[t].NameTerms = form, c.texts(p.first)
			out[t].LabelFit = c.labelFit(&themes[t], p.content)
		}
	}
	for _, t := range order {
		if t < len(in.Previous) && len(names[t]) > 0 {
			take(t, func(p *phrase) bool {
				return p.value >= loyalty*names[t][0].value && slices.Equal(c.texts(p.first), in.Previous[t])
			})
		}
	}
	for _, t := range order {
		take(t, func(p *phrase) bool {
			return slices.ContainsFunc(p.content, func(term int32) bool { return !taken[term] })
		})
	}
}

// bears says whether any of others has the name with these terms.
func bears(others []Description, terms []string) bool {
	return slices.ContainsFunc(others, func(d Description) bool { return slices.Equal(d.NameTerms, terms) })
}

// torn says whether a phrase of two words is a compound that most customers
// write in one word, such as "leverings dato".
func (c *corpus) torn(form string, p *phrase) bool {
	first, _, two := strings.Cut(form, " ")
	if !two || p.words != 2 {
		return false
	}
	whole, written := c.numbers[word{strings.ToLower(first) + c.terms[p.first[1]].text, true}]
	return written && int(c.wholes[whole]) > p.count
}

// texts gives the terms behind numbers.
func (c *corpus) texts(numbers []int32) []string {
	out := make([]string, len(numbers))
	for i, n := range numbers {
		out[i] = c.terms[n].text
	}
	return out
}

// labelFit is the share of a theme's responses that hold any of terms, as a
// word or as a part of a compound.
func (c *corpus) labelFit(t *theme, terms []int32) float64 {
	hold, n, last := 0, 0, -1
	for _, m := range t.all {
		if m.Response == last {
			continue
		}
		last = m.Response
		n++
		if slices.ContainsFunc(c.words(m.Response), func(tok token) bool {
			return tok.kind.Topical() && slices.Contains(terms, tok.term)
		}) {
			hold++
		}
	}
	return float64(hold) / float64(n)
}

// written is the commonest written form of p in its theme.
func (c *corpus) written(responses []models.Response, t *theme, p *phrase) string {
	forms := map[string]int{}
	for _, m := range t.mentions {
		clause := c.clause(m.Response, m.Clause)
		text := responses[m.Response].Text()
		for i := range clause {
			if form, ok := c.phraseAt(text, clause[i:], p); ok {
				forms[form]++
			}
		}
	}
	return commonest(forms)
}

// phraseAt is p as it is written where tokens begin, if it stands there.
func (c *corpus) phraseAt(text string, tokens []token, p *phrase) (string, bool) {
	var form string
	n := 0
	for _, t := range tokens {
		if n == p.words {
			break
		}
		if t.kind == models.Part {
			if n == 0 {
				return "", false
			}
			continue
		}
		if t.term != p.first[n] || n > 0 && !t.joined {
			return "", false
		}
		if n > 0 {
			form += " "
		}
		form += c.form(text, t)
		n++
	}
	return form, n == p.words
}
