package naming

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"stemme/models/bitset"
)

// A shape says how the words of a name stand together.
type shape uint8

// The shapes of names.
const (
	lone      shape = iota // leveringstid
	described              // lang leveringstid
	related                // svar på mail
	doing                  // annullering af ordre
	joined                 // pris og udvalg
	kindred                // returnering, of returlabel, retur, returnere
	borrowed               // what a list of topics calls it
	paired                 // penge og returnering, two that are kindred
	overall                // samlet vurdering, which restates the score in whatever words
)

func (s shape) String() string {
	return [...]string{"lone", "described", "related", "doing", "joined", "kindred", "borrowed", "paired", "overall"}[s]
}

// favour is how much rather a name of a shape is borne than one that holds and
// keeps apart as well: a phrase says more than a word, two nouns joined less.
// Chosen by reading the names of the reviews.
var favour = map[shape]float64{lone: 0.8, described: 1.2, related: 1.1, doing: 1.1, joined: 0.7, kindred: 0.75, borrowed: 1, paired: 0.65, overall: 0.75}

// A role by itself says who and not what: it names a theme only where leastWho of the
// clauses speak of it, and is worth less than another word. The values are chosen by eye.
const (
	who      = 0.8
	leastWho = 0.85
)

// compounded is how much rather a compound is borne than a simple word.
const compounded = 1.2

// A title is a name that a theme might bear.
type title struct {
	shape   shape
	units   []int  // of the subject, in the order of the name
	link    string // what relates two nouns; of a wide name, the group or topic that it is of
	shown   string
	count   int // clauses that hold it as a phrase
	holding holding
	widest  float64 // share of the theme's clauses that hold the one of its words that most hold
	alone   float64 // of all clauses that hold its own words, the share that is the theme's
	dull    bool    // says little of any theme
	empty   bool    // is what customers of any firm do and meet, and neither who nor what
	value   float64
}

// What a name must reach to be one that says what its theme's clauses say. Read
// against 20 clauses of each of 45 themes of the reviews and 18 of the demo:
// "annullering af ordre" was said by 20 % of the clauses of a theme that 63 % of
// were about orders, "returlabel" by 5 % of one that 64 % of were about returns, "rente på børneopsparingen"
// by 10 % of one about interest on savings.
const (
	leastReach = 0.40 // share of the theme's clauses that hold a word of it or its kin
	leastBoth  = 0.53 // the same of a name of nouns that are joined, of which a clause says one
	leastAlone = 0.60 // share of the clauses with its words that are the theme's
	leastWhole = 0.25 // share of the theme's clauses that hold all words of a phrase or their kin,
	leastHalf  = 0.50 // and of those that hold its widest word
	leastOwn   = 0.05 // share of the theme's clauses that hold its own words,
	leastCarry = 0.50 // and of those that hold a word or its kin;
	leastWords = 0.30 // of those that hold all words of a phrase
	leastWhat  = 0.12 // the same of a noun that is joined to one that says who
	leastJoins = 0.08 // share of the theme's clauses that hold each of two nouns that are joined
	leastAdds  = 0.05 // what each of two must add to the clauses of the other,
	leastPart  = 0.30 // of the clauses that hold such a noun or its kin, those that hold the noun
	wideAlone  = 0.20 // the least share of its clauses that are the theme's, of a name that other themes speak of, too
	leastEmpty = 0.75 // leastAlone of a noun that is what customers of any firm do and meet: "handel" stood over "kan anbefales" and "aldrig igen", at 0.69
	leastSaid  = 0.25 // share of the clauses of a theme that restates the score that say how it does
)

// The shares of a theme's clauses that a name must hold in to be borne before one that
// holds in fewer, however much better that one keeps the theme apart.
const (
	full = 0.55
	half = 0.50
)

// third is how much less a name is worth for each noun beyond two that are joined.
const third = 0.85

// covers says whether t holds in so large a share of its theme's clauses. A clause that
// holds one word of a phrase, which says both, counts half.
func (t *title) covers(least float64) bool {
	switch t.shape {
	case described, related, doing:
		return (t.holding.any+t.holding.all)/2 >= least
	}
	return t.holding.any >= least
}

// passes says whether a title is true of its theme. slack below 1 lowers what
// it must reach.
func (t *title) passes(slack float64) bool {
	return t.shape != overall && t.holding.any >= slack*t.reach() && t.alone >= slack*leastAlone && t.carried(slack)
}

// reach is the least share of a theme's clauses that t must hold in. Of names that are
// joined a clause says one half only, so more must.
func (t *title) reach() float64 {
	if t.several() {
		return leastBoth
	}
	return leastReach
}

// several says whether t names two matters or three, of which a clause says one.
func (t *title) several() bool { return t.shape == joined || t.shape == paired }

// wide says whether a title is true of its theme, and of others, too.
func (t *title) wide() bool {
	return t.shape != overall && t.holding.any >= t.reach() && t.alone >= wideAlone && t.carried(1)
}

// restates says whether a title says how a theme restates the score.
func (t *title) restates() bool {
	return danish().verdict[t.shown] && t.holding.any >= leastSaid && t.alone >= leastAlone && t.carried(1)
}

// judges says whether a theme is called by that its clauses restate the score.
func (t *title) judges() bool {
	return t.shape == overall && t.holding.any >= leastReach && t.alone >= wideAlone
}

// carried says whether a title is no narrower than its theme: its own words, not
// their kin, are what clauses hold, and the words of a phrase are met together.
func (t *title) carried(slack float64) bool {
	if t.own() < slack*leastOwn {
		return false
	}
	switch t.shape {
	case lone:
		return t.own() >= slack*leastCarry*t.holding.any
	case described, related, doing:
		return t.holding.all >= slack*max(leastWhole, leastHalf*t.widest) && t.own() >= slack*leastWords*t.holding.all
	}
	return true
}

// own is the share of the clauses that hold the words of the title themselves.
func (t *title) own() float64 {
	if t.shape == joined {
		return t.holding.anyOwn
	}
	return t.holding.allOwn
}

// titles lists the names that a theme might bear, the best first.
func (c *corpus) titles(s *subject, p *postings, w *wides) []title {
	found := append(c.phrases(s), s.nouns()...)
	out := w.titles(c, s)
	for i := range found {
		if t := &found[i]; c.rate(t, s, p) {
			out = append(out, *t)
		}
	}
	slices.SortFunc(out, byValue)
	return out
}

// byValue orders the best titles first.
func byValue(a, b title) int {
	return cmp.Or(cmp.Compare(b.value, a.value), cmp.Compare(a.shown, b.shown), cmp.Compare(a.shape, b.shape))
}

// How many of the most relevant nouns are tried two by two.
const (
	joining = 20
	threes  = 10 // of them, how many are tried three by three
)

// nouns lists the nouns of s and each two of the most relevant ones.
func (s *subject) nouns() []title {
	var out []title
	var before []int
	for i := range s.units {
		u := &s.units[i]
		if u.class != noun || u.shown == "" {
			continue
		}
		out = append(out, title{shape: lone, units: []int{i}, shown: u.shown, count: u.clauses})
		if len(before) >= joining {
			continue
		}
		for a, j := range before {
			out = append(out, s.join(i, j))
			for _, k := range before[:min(a, threes)] {
				if len(before) < threes {
					out = append(out, s.join(i, j, k))
				}
			}
		}
		before = append(before, i)
	}
	return out
}

// join joins nouns by "og", the commonest first.
func (s *subject) join(units ...int) title {
	units = slices.Clone(units)
	slices.SortFunc(units, func(a, b int) int {
		return cmp.Or(cmp.Compare(s.units[b].clauses, s.units[a].clauses), cmp.Compare(a, b))
	})
	t := title{shape: joined, units: units}
	for i, u := range units {
		switch {
		case i == 0:
		case i == len(units)-1:
			t.shown += " og "
		default:
			t.shown += ", "
		}
		t.shown += s.units[u].shown
	}
	return t
}

// rate measures t and says whether it may be a name at all.
func (c *corpus) rate(t *title, s *subject, p *postings) bool {
	if t.shown == "" || !c.fair(t, s) {
		return false
	}
	t.holding = s.holding(t.units)
	t.alone = t.own() * float64(len(s.clauses)) / float64(max(1, s.everywhere(t, p)))
	t.value = math.Pow(math.Sqrt(t.holding.any*t.holding.anyOwn), 0.6) * math.Pow(t.alone, 0.4) * favour[t.shape]
	for _, u := range t.units {
		if t.shape != lone && danish().bystander[s.units[u].shown] {
			return false
		}
		t.value *= s.units[u].worth
		t.widest = max(t.widest, s.holding([]int{u}).any)
		t.empty = t.shape == lone && s.units[u].worth == dull
		t.dull = t.dull || t.shape == lone && (s.units[u].worth == dull || s.units[u].role && t.holding.any < leastWho)
	}
	switch t.shape {
	case lone:
		if s.units[t.units[0]].compound {
			t.value *= compounded
		}
		if s.units[t.units[0]].role {
			t.value *= who
		}
		return true
	case joined:
		if len(t.units) > 2 {
			t.value *= third
		}
		return s.pairs(t)
	}
	t.value *= math.Pow(t.holding.all/max(t.holding.any, 1e-9), 0.3)
	return float64(t.count) >= max(min(2, float64(len(s.clauses))), 0.01*float64(len(s.clauses)))
}

// pairs says whether the nouns of t belong beside each other: each is no firm and no role
// that another one is, is written by enough, and adds clauses to those of the others.
func (s *subject) pairs(t *title) bool {
	role := func(u int) bool { return s.units[u].role }
	least, adds := leastJoins, leastAdds
	if slices.ContainsFunc(t.units, role) {
		least = leastWhat
	}
	if len(t.units) > 2 {
		adds = leastJoins
	}
	for i, u := range t.units {
		rest := others(t.units, i)
		if s.units[u].worth < 1 || s.units[u].lasting || role(u) && slices.ContainsFunc(rest, role) {
			return false
		}
		if h := s.holding([]int{u}); h.anyOwn < max(least, leastPart*h.any) || t.holding.any-s.holding(rest).any < adds {
			return false
		}
		if slices.ContainsFunc(rest, func(v int) bool { return alike(&s.units[u], &s.units[v]) }) {
			return false
		}
	}
	return true
}

// others are units but for the i-th.
func others(units []int, i int) []int { return slices.Delete(slices.Clone(units), i, i+1) }

// everywhere counts all clauses that hold the own words of t.
func (s *subject) everywhere(t *title, p *postings) int {
	all := append(s.scratch[:0], s.anywhere(t.units[0], p)...)
	for _, u := range t.units[1:] {
		if more := s.anywhere(u, p); t.shape == joined {
			all.Or(more)
		} else {
			all.And(more)
		}
	}
	s.scratch = all
	return all.Len()
}

// anywhere is the set of all clauses that hold a unit as itself.
func (s *subject) anywhere(unit int, p *postings) bitset.Set {
	u := &s.units[unit]
	if u.anywhere == nil {
		u.anywhere = p.set(u.number)
	}
	return u.anywhere
}

// alike says whether one of two units is a compound of the other.
func alike(a, b *unit) bool { return alikeWords(a.text, b.text) }

func alikeWords(a, b string) bool { return strings.Contains(a, b) || strings.Contains(b, a) }

// fair says whether t does not praise what most complain of, or the reverse.
func (c *corpus) fair(t *title, s *subject) bool {
	for _, u := range t.units {
		switch shown := s.units[u].shown; {
		case danish().praise[shown] && s.side.likes < 0, danish().complaint[shown] && s.side.likes > 0:
			return false
		}
	}
	return !s.side.against(s.holders(t))
}

// When those of a theme who say its name and those who do not are on different sides of
// the score. Chosen by eye.
const (
	fewOpposed = 10   // of those who do not, at least,
	opposed    = 0.10 // and of all;
	clearly    = 0.3  // by how much more on one side than on the other each are, as a share
)

// against says whether those who say a name, who are some of those of its theme, are on
// the other side of the score than enough of the rest are: "venlighed" names no theme in
// which many find the staff rude.
func (all side) against(says side) bool {
	rest := side{all.sided - says.sided, all.likes - says.likes}
	return rest.sided >= fewOpposed && float64(rest.sided) >= opposed*float64(all.sided) &&
		rest.likes*says.likes < 0 && math.Abs(float64(rest.likes)) >= clearly*float64(rest.sided) &&
		math.Abs(float64(says.likes)) >= clearly*float64(says.sided)
}

// holders are those whose clauses hold t: all words of a phrase, or one of words that are
// joined.
func (s *subject) holders(t *title) (who side) {
	bits, all := uint64(0), t.shape == described || t.shape == related || t.shape == doing
	for _, u := range t.units {
		bits |= 1 << u
	}
	for _, m := range s.masks {
		if held := m.near & bits; held == bits || held != 0 && !all {
			who = who.and(m.side)
		}
	}
	return who
}
