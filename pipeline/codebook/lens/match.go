package lens

import (
	"slices"
	"strings"
	"unicode/utf8"

	"stemme/models"
)

// A hit is a rule that holds in a clause, at tokens of it.
type hit struct {
	rule   int32
	entry  int32 // of the rule
	tokens []int32
}

// A token is a word of a clause with the elements that it can be.
type token struct {
	term     *models.Term
	elements []int32
	light    bool // a small word that may stand inside a phrase
	segment  int32
}

// A Reader reads documents by a matcher. It remembers the words it has met and is
// for one goroutine; what it remembers never shows in its answers.
type Reader struct {
	m      *Matcher
	met    [3]map[string]*known // words of content, small words, and parts
	terms  []*known             // of the comment, term by term
	tokens []token
	buffer []int32
	hits   []hit
	picked []int32
	places []int32  // tokens of the hits of a clause
	parts  []int32  // segments of what was found in a comment
	counts []int32  // 0, 1, 2, …: the segments of a clause, as many as any had
	stamps []uint32 // by element: the last clause that had it
	clock  uint32
	whys   bool
	brief  bool // the comment has few words

	recalls                  []*recall // by what own lenses were taught
	shipped                  *recall   // by what the shipped lenses were taught
	by                       []bool    // by target of these: a pattern found it
	odds                     []float64 // by target of these
	words                    []spokenWord
	denied                   []int32          // entries, of the clause at hand
	deniedLenses, saidLenses []int32          // of it, of those whose entries must be affirmed
	cannot                   []int32          // negations of it that say what somebody cannot do
	clauses                  []clauseRead     // of the comment
	all                      []Found          // of the comment
	mentions                 []models.Mention // of the responses that are read together
	said                     []wordAt         // of the comment, where durations were asked for
	times                    []Duration       // of the comment, where timed
	timed                    bool
	some                     [4][]hit         // hits of the clause or the entry at hand, by what they are for
	dead                     map[*slot][]bool // by phrase that is long: see isDead
}

// NewReader makes a reader.
func (m *Matcher) NewReader() *Reader {
	r := &Reader{m: m, stamps: make([]uint32, len(m.anchored))}
	for i := range r.met {
		r.met[i] = map[string]*known{}
	}
	r.shipped = newRecall(m.shipped.taught, m.shipped.entries)
	r.by = make([]bool, len(m.shipped.entries))
	for _, l := range m.lessons {
		r.recalls = append(r.recalls, newRecall(l.taught, l.entries))
	}
	return r
}

// Explain has the reader say which patterns matched, and where.
func (r *Reader) Explain() *Reader {
	r.whys = true
	return r
}

// read cuts a clause into tokens with their elements.
func (r *Reader) read(text string, c *models.Clause) {
	r.tokens, r.buffer = r.tokens[:0], r.buffer[:0]
	segment := int32(0)
	end := c.Start
	for i := range c.Terms {
		t := &c.Terms[i]
		k := r.known(t)
		r.terms = append(r.terms, k)
		if t.Kind == models.Part {
			last := &r.tokens[len(r.tokens)-1]
			last.elements = r.join(last.elements, k.elements)
			continue
		}
		if between := text[end:t.Start]; between != " " && strings.ContainsAny(between, ",;:–(") {
			segment++
		}
		end = t.End
		elements := k.elements
		if t.Text == "min" && i > 0 && c.Terms[i-1].Kind == models.Number {
			elements = r.join(elements, r.m.words.plain[minute])
		}
		if k.spelt != nil {
			elements = r.spelt(elements, k.spelt, text[t.Start:t.End])
		}
		r.tokens = append(r.tokens, token{t, elements, light(t.Kind), segment})
	}
}

// minute is what "min" is short for behind a number.
const minute = "minut"

// join is the elements of both lists. It owns what it makes, within the clause.
func (r *Reader) join(a, b []int32) []int32 {
	if len(b) == 0 {
		return a
	}
	from := len(r.buffer)
	r.buffer = append(append(r.buffer, a...), b...)
	return r.buffer[from:len(r.buffer):len(r.buffer)]
}

// spelt adds the elements that must be written as written.
func (r *Reader) spelt(elements []int32, choices []spelling, written string) []int32 {
	last := written[len(written)-1]
	for _, s := range choices {
		if c := s.word[len(s.word)-1]; c < utf8.RuneSelf && last < utf8.RuneSelf && c|' ' != last|' ' {
			continue // most words of one term end differently
		}
		if strings.EqualFold(s.word, written) {
			elements = r.join(elements, []int32{s.element})
		}
	}
	return elements
}

// find lists the rules that hold in the clause that was read, in r.hits.
func (r *Reader) find() {
	r.hits, r.places = r.hits[:0], r.places[:0]
	r.clock++
	clear(r.dead)
	for i := range r.tokens {
		for _, e := range r.tokens[i].elements {
			r.stamps[e] = r.clock
		}
	}
	for i := range r.tokens {
		for _, e := range r.tokens[i].elements {
			list := &r.m.anchored[e]
			for n, other := range list.others {
				if r.stamps[other] != r.clock {
					continue
				}
				if a := &list.anchors[n]; a.alone {
					r.hit(a, int32(i))
				} else {
					r.try(a, i)
				}
			}
		}
	}
}

// try looks for the rule of a with its anchor at token i.
func (r *Reader) try(a *anchor, i int) {
	rule := &r.m.rules[a.rule]
	for _, e := range rule.elements {
		if r.stamps[e] != r.clock {
			return
		}
	}
	r.picked = r.picked[:0]
	if !r.around(rule.phrases[a.phrase], int(a.slot), i) {
		return
	}
	for p := range rule.phrases {
		if p != int(a.phrase) && !r.elsewhere(rule.phrases[p], i, rule.near) {
			return
		}
	}
	if rule.negates && len(rule.phrases) == 1 && r.elsewhereNegated() || rule.ends && r.goesFurther() {
		return
	}
	r.hit(a, r.picked...)
}

// hit adds a hit of the rule of a at tokens.
func (r *Reader) hit(a *anchor, tokens ...int32) {
	from := len(r.places)
	r.places = append(r.places, tokens...)
	r.hits = append(r.hits, hit{a.rule, a.entry, r.places[from:len(r.places):len(r.places)]})
}

// around looks for a phrase of which slot s stands at token i, and picks its
// tokens.
func (r *Reader) around(phrase []slot, s, i int) bool {
	from := len(r.picked)
	r.picked = append(r.picked, int32(i))
	if r.behind(phrase, s+1, i) && r.before(phrase, s-1, i) {
		return true
	}
	r.picked = r.picked[:from]
	return false
}

// How many words may stand between two of a phrase: small ones, or any where
// the pattern says "...". Chosen by eye.
const (
	smallBetween = 3
	anyBetween   = 5
)

// behind looks for the slots from s on behind token i.
func (r *Reader) behind(phrase []slot, s, i int) bool {
	if s == len(phrase) {
		return true
	}
	if r.isDead(phrase, s, i, 1) {
		return false
	}
	found := r.scan(i, 1, phrase[s].wide, func(j int) bool {
		if !r.is(j, phrase[s].element) {
			return false
		}
		r.picked = append(r.picked, int32(j))
		if r.behind(phrase, s+1, j) {
			return true
		}
		r.picked = r.picked[:len(r.picked)-1]
		return false
	})
	return found || r.dies(phrase, s, i, 1)
}

// longPhrase is the fewest words of a phrase of which is remembered what led nowhere:
// looking for a shorter one takes less than remembering.
const longPhrase = 6

// isDead says whether the words from s on, in the direction, were looked for next to
// token i of the clause before, in vain. Without it a phrase of words that may stand
// apart would take time exponential in its length.
func (r *Reader) isDead(phrase []slot, s, i, step int) bool {
	at := r.dead[&phrase[0]]
	return at != nil && at[r.placeOf(s, i, step)]
}

// dies remembers that, and is false.
func (r *Reader) dies(phrase []slot, s, i, step int) bool {
	if len(phrase) < longPhrase {
		return false
	}
	if r.dead == nil {
		r.dead = map[*slot][]bool{}
	}
	at := r.dead[&phrase[0]]
	if at == nil {
		at = make([]bool, 2*len(phrase)*len(r.tokens))
		r.dead[&phrase[0]] = at
	}
	at[r.placeOf(s, i, step)] = true
	return false
}

func (r *Reader) placeOf(s, i, step int) int {
	at := 2 * (s*len(r.tokens) + i)
	if step < 0 {
		at++
	}
	return at
}

// before looks for the slots from s down before token i.
func (r *Reader) before(phrase []slot, s, i int) bool {
	if s < 0 {
		return true
	}
	if r.isDead(phrase, s, i, -1) {
		return false
	}
	found := r.scan(i, -1, phrase[s+1].wide, func(j int) bool {
		if !r.is(j, phrase[s].element) {
			return false
		}
		r.picked = append(r.picked, int32(j))
		if r.before(phrase, s-1, j) {
			return true
		}
		r.picked = r.picked[:len(r.picked)-1]
		return false
	})
	return found || r.dies(phrase, s, i, -1)
}

// scan offers the tokens that may stand next to token i in the direction, until
// one is taken.
func (r *Reader) scan(i, step int, wide bool, take func(j int) bool) bool {
	most := smallBetween
	if wide {
		most = anyBetween
	}
	for j, n := i+step, 0; j >= 0 && j < len(r.tokens) && n <= most; j, n = j+step, n+1 {
		if !wide && r.tokens[j].segment != r.tokens[i].segment {
			return false
		}
		if take(j) {
			return true
		}
		if !wide && !r.tokens[j].light {
			return false
		}
	}
	return false
}

// elsewhere looks for a phrase within near words of token i.
func (r *Reader) elsewhere(phrase []slot, i, near int) bool {
	for d := 1; d <= near; d++ {
		for _, j := range [2]int{i - d, i + d} {
			if j >= 0 && j < len(r.tokens) && r.is(j, phrase[0].element) && !slices.Contains(r.picked, int32(j)) && r.around(phrase, 0, j) {
				return true
			}
		}
	}
	return false
}

// is says whether token j can be the element.
func (r *Reader) is(j int, element int32) bool { return slices.Contains(r.tokens[j].elements, element) }
