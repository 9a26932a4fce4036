package lens

import (
	"cmp"
	"slices"
	"unicode/utf8"

	"stemme/models"
	"stemme/stemming"
)

// A role is what a pattern does to the entry it belongs to.
type role uint8

const (
	speaks role = iota
	praises
	blames
	speaksAlone
	takesTouched
	takesClause
	takesComment
	needsClause
	needsComment
	allowsLearned
	withdraws
)

// A Matcher finds entries in documents. It never changes once made and may be
// used by many goroutines.
type Matcher struct {
	lenses  []*Lens
	entries []compiledEntry
	rules   []rule

	lessons []lessons // of own lenses
	shipped lessons
	targets []int32 // by entry: its number among what the shipped lenses were taught; -1 for none
	takers  []int32 // entries that take over others
	shown   int     // entries from here on are read for the sake of others
	words   words
	anchors []anchor    // by element: where the rules stand that are looked for where it stands
	needs   [][2]uint32 // by anchor: the bits of the rarest other elements that its rule asks for; its own for none
	from    []int32     // by element: its first anchor; one more at the end
	bits    []uint32    // by element: its bit, the lower the commoner, so that those of a word are neighbours
	minute  ways        // of what "min" is short for behind a number
}

// A compiledEntry is an entry with what its rules ask for.
type compiledEntry struct {
	lens, at     int // in lenses, in its entries
	theme        string
	sense        Sense
	limit        float64 // hours; 0 for none
	affirmed     bool    // who denies it does not speak of it
	timed        bool    // the verdict on a quoted time is its sign
	needsClause  bool
	needsComment bool
	needsLearned bool    // what lessons alone tell
	yields       []int32 // entries
	also         []taken // entries that say it too
	taken        bool    // it says another one too
	where        []int32 // entries of one of which the comment must speak
	leaning      float64 // how much more often lessons praise than blame it
	clause       float32 // score that a clause must have which lessons alone tell it of
	tells        float64 // the log odds from which lessons alone tell it
}

// lessons are what lenses were taught, and the entries that they were taught.
type lessons struct {
	taught  *taught
	entries []int32 // by target; -1 for one that is not read or reads its patterns alone
}

// taken is an entry that another one takes over, where it is praised or blamed alone
// if sign says so.
type taken struct {
	entry int32
	sign  float64 // 1 praised, -1 blamed, 0 either
}

// A rule is a compiled pattern.
type rule struct {
	entry   int32
	role    role
	negates bool // the pattern itself holds a negation, so none around it counts
	opens   bool // nothing may stand before it since the last comma
	ends    bool // nothing may follow before the next comma
	source  string
	phrases [][]slot
	near    int

	elements []int32 // of all phrases
}

// A slot is an element.
type slot struct {
	element int32  // until all are compiled
	bit     uint32 // from then on
	wide    bool
}

// words tells which elements a term can be.
type words struct {
	analyser *stemming.Analyser
	plain    map[string][]int32    // term, whole or part
	wholes   map[string][]int32    // term of the whole word alone
	written  map[string][]spelling // term -> words that must be written so
	grammar  map[string][]int32    // grammar word
	prefixes map[string][]affix    // by the first three characters
	suffixes map[string][]affix    // by the last three
	infixes  []affix
	typos    *typos
}

// A spelling is a word as it must be written, and the element it is.
type spelling struct {
	word    string
	element int32
}

// An affix is the beginning, the end or the middle of words.
type affix struct {
	text    string
	element int32
}

// A termOf is the term of a word alone.
type termOf struct {
	term string
	kind models.TermKind
}

// compiler makes a Matcher.
type compiler struct {
	m       *Matcher
	numbers map[string]int32  // of elements, by their choices
	weights []int             // how common an element is
	negates []bool            // by element: it holds a negation
	place   map[string]int32  // of entries, by lens/entry
	terms   map[string]termOf // of words
	key     []byte            // of the element at hand
	room    []slot            // for slots to come
}

// Compile makes a matcher of lenses, which must have been parsed without fault,
// for comments that are read by analyser. The words of lenses are taken as they are
// written: a rare one must not become the commonest word of the corpus that is
// spelt like it.
func Compile(lenses []*Lens, analyser *stemming.Analyser) *Matcher {
	c := &compiler{m: &Matcher{lenses: slices.Concat(lenses, behind(lenses)), words: words{
		analyser: analyser.AsWritten(), plain: map[string][]int32{}, wholes: map[string][]int32{}, written: map[string][]spelling{}, grammar: map[string][]int32{},
		prefixes: map[string][]affix{}, suffixes: map[string][]affix{},
	}}, numbers: map[string]int32{}, terms: map[string]termOf{}, place: map[string]int32{}}
	for i, l := range c.m.lenses {
		for j := range l.Entries {
			c.entry(l, i, j)
		}
		if i == len(lenses)-1 {
			c.m.shown = len(c.m.entries)
		}
	}
	c.takeOver()
	for i, l := range c.m.lenses {
		for j := range l.Entries {
			c.yields(i, j, l)
		}
	}
	c.lessons()
	c.feelings()
	c.stances()
	c.m.words.typos = newTypos(c.m.words.plain)
	c.anchor()
	return c.m
}

// entry compiles the j-th entry of the i-th lens.
func (c *compiler) entry(l *Lens, i, j int) {
	e := &l.Entries[j]
	number := int32(len(c.m.entries))
	c.place[l.Theme(j)] = number
	c.m.entries = append(c.m.entries, compiledEntry{
		lens: i, at: j, theme: l.Theme(j), sense: cmp.Or(e.Polarity, l.Polarity), limit: limitHours(e.Limit), affirmed: l.Affirmed, timed: e.Timed,
		needsClause: len(e.ClauseWith) > 0, needsComment: len(e.CommentWith) > 0, needsLearned: len(e.LearnedWith) > 0,
	})
	for _, list := range e.lists() {
		for _, text := range *list.patterns {
			c.rules(number, list.role, text, l.waysOf(text), cmp.Or(e.Near, DefaultNear))
		}
	}
}

// yields resolves the entries that an entry makes room for.
func (c *compiler) yields(i, j int, l *Lens) {
	first := slices.IndexFunc(c.m.entries, func(e compiledEntry) bool { return e.lens == i })
	for _, id := range l.Entries[j].YieldsTo {
		if id == anyEntry {
			for k := range l.Entries {
				if k != j && !slices.Contains(l.Entries[k].YieldsTo, anyEntry) {
					c.m.entries[first+j].yields = append(c.m.entries[first+j].yields, int32(first+k))
				}
			}
			continue
		}
		at := slices.IndexFunc(l.Entries, func(o Entry) bool { return o.ID == id })
		c.m.entries[first+j].yields = append(c.m.entries[first+j].yields, int32(first+at))
	}
}

// patterns compiles one line of a list that is no lens.
func (c *compiler) patterns(entry int32, role role, text string, sets map[string][]string, near int) {
	parsed, err := parsePattern(text, sets)
	if err != nil {
		return // the list was parsed without fault
	}
	c.rules(entry, role, text, parsed, near)
}

// rules compiles the ways that a line may be said in.
func (c *compiler) rules(entry int32, role role, text string, ways []pattern, near int) {
	for _, p := range ways {
		r := rule{entry: entry, role: role, source: text, near: near, opens: p.opens, ends: p.ends}
		for _, ph := range p.phrases {
			slots := c.slots(len(ph))
			for i, e := range ph {
				n := c.element(e.choices)
				slots[i] = slot{element: n, wide: e.wide}
				r.elements = appendOnce(r.elements, n)
				r.negates = r.negates || c.negates[n]
			}
			r.phrases = append(r.phrases, slots)
		}
		c.m.rules = append(c.m.rules, r)
	}
}

// slots makes room for those of a phrase beside those of others, where they are read faster.
func (c *compiler) slots(n int) []slot {
	if len(c.room) < n {
		c.room = make([]slot, max(n, slotsTogether))
	}
	out := c.room[:n:n]
	c.room = c.room[n:]
	return out
}

// slotsTogether is how many slots room is made for at once.
const slotsTogether = 1 << 12

// element is the number of an element of these choices.
func (c *compiler) element(choices []choice) int32 {
	key := c.key[:0]
	for _, ch := range choices {
		key = append(key, '0'+byte(ch.how))
		key = append(key, ch.word...)
		key = append(key, ' ')
	}
	c.key = key
	if n, known := c.numbers[string(key)]; known {
		return n
	}
	n := int32(len(c.weights))
	c.numbers[string(key)] = n
	c.weights, c.negates = append(c.weights, 0), append(c.negates, false)
	for _, ch := range choices {
		c.choice(n, ch)
	}
	return n
}

// choice adds one way to say element n.
func (c *compiler) choice(n int32, ch choice) {
	w := &c.m.words
	c.weights[n]++
	switch ch.how {
	case prefix:
		w.prefixes[head3(ch.word)] = append(w.prefixes[head3(ch.word)], affix{ch.word, n})
		c.weights[n] += 2
		return
	case suffix:
		w.suffixes[tail3(ch.word)] = append(w.suffixes[tail3(ch.word)], affix{ch.word, n})
		c.weights[n] += 2
		return
	case infix:
		w.infixes = append(w.infixes, affix{ch.word, n})
		c.weights[n] += 4
		return
	}
	of, known := c.terms[ch.word]
	if !known {
		of.term, of.kind = w.term(ch.word)
		c.terms[ch.word] = of
	}
	term := of.term
	if light(of.kind) {
		c.negates[n] = c.negates[n] || of.kind == models.Negation
		c.weights[n] += 20
		w.grammar[term] = appendLast(w.grammar[term], n)
		return
	}
	switch ch.how {
	case written:
		w.written[term] = append(w.written[term], spelling{ch.word, n})
	case whole:
		w.wholes[term] = appendLast(w.wholes[term], n)
	default:
		w.plain[term] = appendLast(w.plain[term], n)
	}
}

// term is the term of a word alone.
func (w *words) term(word string) (string, models.TermKind) {
	doc := w.analyser.Document(word, models.Danish)
	for _, c := range doc.Clauses {
		for _, t := range c.Terms {
			if t.Kind != models.Part {
				return t.Text, t.Kind
			}
		}
	}
	return word, models.Content
}

// light says whether a word of the kind is a small one, which may stand inside a
// phrase and is never a part of another word.
func light(kind models.TermKind) bool {
	return kind == models.Function || kind == models.Degree || kind == models.Negation
}

// appendLast adds n to a list of none greater, once.
func appendLast(list []int32, n int32) []int32 {
	if len(list) > 0 && list[len(list)-1] == n {
		return list
	}
	return append(list, n)
}

func appendOnce(list []int32, n int32) []int32 {
	if slices.Contains(list, n) {
		return list
	}
	return append(list, n)
}

func head3(s string) string { return cut3(s, true) }
func tail3(s string) string { return cut3(s, false) }

// cut3 is the first or last three characters of s, all of it where it is shorter.
func cut3(s string, first bool) string {
	if utf8.RuneCountInString(s) <= 3 {
		return s
	}
	r := []rune(s)
	if first {
		return string(r[:3])
	}
	return string(r[len(r)-3:])
}
