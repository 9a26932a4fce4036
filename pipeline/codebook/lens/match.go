package lens

import (
	"hash/maphash"
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
	term    *models.Term
	ways    ways // what it can be
	light   bool // a small word that may stand inside a phrase
	segment int32
}

// A Reader reads documents by a matcher. It remembers the words it has met and is
// for one goroutine; what it remembers never shows in its answers.
type Reader struct {
	m      *Matcher
	met    [hows]map[string]*known
	recent []recent // by a hash of the term
	seed   maphash.Seed
	terms  []*known // of the comment, term by term
	tokens []token
	starts []int32 // of the clause, where words can be more than one thing
	marks  []mark  // of the clause, likewise
	hits   []hit
	picked []int32
	places []int32  // tokens of the hits of a clause
	parts  []int32  // segments of what was found in a comment
	counts []int32  // 0, 1, 2, …: the segments of a clause, as many as any had
	has    []uint64 // the elements of the clause, a bit each
	whys   bool
	brief  bool         // the comment has few words
	plain  bool         // the comment asks or states, and judges nothing
	hinted float64      // below what size a polarity of the comment is none
	asked  []models.Ask // by clause of the comment: what the question that it answers asks for; nil for nothing
	class  models.Class // of who wrote the comment

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
	r := &Reader{m: m, recent: make([]recent, recents), seed: maphash.MakeSeed(), has: make([]uint64, len(m.bits)/64+1)}
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
	r.tokens, r.starts, r.marks = r.tokens[:0], r.starts[:0], r.marks[:0]
	segment := int32(0)
	end := c.Start
	for i := range c.Terms {
		t := &c.Terms[i]
		k := r.known(t)
		r.terms = append(r.terms, k)
		if t.Kind == models.Part {
			last := &r.tokens[len(r.tokens)-1]
			last.ways = r.join(last.ways, &k.ways)
			continue
		}
		if between := text[end:t.Start]; between != " " && strings.ContainsAny(between, ",;:–(") {
			segment++
		}
		end = t.End
		ways := k.ways
		if k.spelt != nil {
			ways = k.written(text[t.Start:t.End])
		}
		if t.Text == minutes && i > 0 && c.Terms[i-1].Kind == models.Number {
			ways = r.join(ways, &r.m.minute)
		}
		r.tokens = append(r.tokens, token{t, ways, light(t.Kind), segment})
	}
}

// What is short for another word behind a number, and that word.
const (
	minutes = "min"
	minute  = "minut"
)

// join is what a and b are. It owns what it makes, within the clause.
func (r *Reader) join(a ways, b *ways) ways {
	if len(b.marks) == 0 {
		return a
	}
	starts, marks := len(r.starts), len(r.marks)
	r.starts = append(append(r.starts, a.starts...), b.starts...)
	r.marks = append(append(r.marks, a.marks...), b.marks...)
	return ways{r.starts[starts:len(r.starts):len(r.starts)], r.marks[marks:len(r.marks):len(r.marks)]}
}

// lastOf is the last byte of a word in lower case; 0 for a letter that is none of ASCII.
func lastOf(word string) byte {
	if last := word[len(word)-1]; last < utf8.RuneSelf {
		return last | ' '
	}
	return 0
}

// find lists the rules that hold in the clause that was read, in r.hits.
func (r *Reader) find() {
	r.hits, r.places = r.hits[:0], r.places[:0]
	clear(r.dead)
	clear(r.has)
	for i := range r.tokens {
		for _, m := range r.tokens[i].ways.marks {
			r.has[m.word] |= m.bits
		}
	}
	for i := range r.tokens {
		for _, e := range r.tokens[i].ways.starts {
			from := r.m.from[e]
			for n, needs := range r.m.needs[from:r.m.from[e+1]] {
				if !r.have(needs[0]) || !r.have(needs[1]) {
					continue
				}
				if a := &r.m.anchors[int(from)+n]; a.alone {
					r.hit(a, int32(i))
				} else {
					r.try(a, i)
				}
			}
		}
	}
}

// have says whether a word of the clause can be the element of a bit.
func (r *Reader) have(bit uint32) bool { return r.has[bit/64]>>(bit%64)&1 != 0 }

// try looks for the rule of a with its anchor at token i.
func (r *Reader) try(a *anchor, i int) {
	if a.more && slices.ContainsFunc(r.m.rules[a.rule].elements, func(e int32) bool { return !r.have(r.m.bits[e]) }) {
		return
	}
	r.picked = r.picked[:0]
	if !r.around(a.slots, int(a.slot), i) {
		return
	}
	if a.plain {
		r.hit(a, r.picked...)
		return
	}
	rule := &r.m.rules[a.rule]
	for p := range rule.phrases {
		if p != int(a.phrase) && !r.elsewhere(rule.phrases[p], i, rule.near) {
			return
		}
	}
	if rule.negates && len(rule.phrases) == 1 && r.elsewhereNegated() || rule.opens && r.cameBefore() || rule.ends && r.goesFurther() {
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
		if !r.is(j, phrase[s].bit) {
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
		if !r.is(j, phrase[s].bit) {
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
			if j >= 0 && j < len(r.tokens) && r.is(j, phrase[0].bit) && !slices.Contains(r.picked, int32(j)) && r.around(phrase, 0, j) {
				return true
			}
		}
	}
	return false
}

// is says whether token j can be the element of a bit.
func (r *Reader) is(j int, element uint32) bool {
	word, bit := element/64, uint64(1)<<(element%64)
	for _, m := range r.tokens[j].ways.marks {
		if m.word == word && m.bits&bit != 0 {
			return true
		}
	}
	return false
}
