package naming

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strings"
	"sync"

	"stemme/models"
	"stemme/models/parallel"
)

// loyalty is how much of the best name's value last night's name must have to
// be kept, and slack how much of what a name must reach: a theme is not renamed
// because a comment came in, and is when it has changed. Chosen by eye.
const (
	loyalty = 0.6
	slack   = 0.85
)

// almost is how much of what a name must reach is all but all of it.
const almost = 0.9

// A namer names the themes of a corpus, each by a name that no other one has.
type namer struct {
	c        *corpus
	postings *postings
	subjects []*subject
	titles   [][]title
	taken    map[string]bool // names
	said     map[string]bool // terms of names
}

// nameAll gathers what names of themes are chosen from.
func (c *corpus) nameAll(ctx context.Context, in Input, themes []theme, cfg Config) (*namer, error) {
	c.sides(in, themes)
	p := c.postings(themes)
	n := &namer{c, p, make([]*subject, len(themes)), make([][]title, len(themes)), map[string]bool{}, map[string]bool{}}
	w := sync.OnceValue(func() *wides { return c.wides(in, p) })
	g, ctx := parallel.WithContext(ctx)
	g.SetLimit(max(cfg.Workers, 1))
	for t := range themes {
		g.Go(func() error {
			if in.kept(in.Previous, t) {
				n.subjects[t] = &subject{clauses: c.different(&themes[t])}
				return ctx.Err()
			}
			n.subjects[t] = c.subject(c.different(&themes[t]), p)
			if !in.stays(t) {
				n.titles[t] = c.titles(n.subjects[t], p, w())
			}
			return ctx.Err()
		})
	}
	return n, g.Wait()
}

// name names every theme: first those whose name of the night before still fits,
// or is kept, then the rest, the largest first.
func (n *namer) name(in Input, out []Description, workers int) {
	order := make([]int, len(n.titles))
	for t := range order {
		order[t] = t
		out[t].LabelFit = math.NaN()
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Compare(len(n.subjects[b].clauses), len(n.subjects[a].clauses))
	})
	judging := sync.OnceValue(func() int { return n.c.judging(n.postings.all, workers) })
	for _, t := range order {
		if out[t].Kind == models.Verdict {
			n.titles[t] = append(n.titles[t], n.c.overallOf(n.subjects[t].clauses, judging()))
		}
		switch {
		case in.stays(t):
			n.goOn(in, n.subjects[t].clauses, in.Previous[t], &out[t])
		case t < len(in.Previous):
			n.keep(t, in.Previous[t], &out[t])
		}
	}
	for _, t := range order {
		if out[t].Text == "" {
			n.choose(t, &in, &out[t])
		}
	}
}

// keep gives theme t its name of the night before, if it still fits.
func (n *namer) keep(t int, name Name, out *Description) {
	if name.Text == "" || n.taken[name.Text] {
		return
	}
	best, was := n.best(t), name.unordered()
	for i := range n.titles[t] {
		at := &n.titles[t][i]
		if (Name{Key: n.subjects[t].key(at)}).unordered() != was {
			continue
		}
		if at.value >= loyalty*best.value && (at.passes(slack) || at.judges() || !best.telling()) {
			n.take(t, at, name.Text, out)
		}
		return
	}
}

// ranks are what titles are borne for, the best reason first: they are true of most of
// their theme's clauses, and of others' or not; of enough of them, or all but; of enough
// and of others'; true, but dull, and where that is all, hardly anybody else says it.
var ranks = [...]func(*title) bool{
	func(t *title) bool { return !t.dull && t.wide() && t.covers(full) },
	func(t *title) bool { return !t.dull && t.wide() && t.covers(half) },
	(*title).telling,
	func(t *title) bool { return !t.dull && t.passes(almost) && t.carried(1) && (!t.several() || t.wide()) },
	func(t *title) bool { return !t.dull && t.wide() },
	func(t *title) bool { return t.passes(1) && t.covers(full) && (!t.empty || t.alone >= leastEmpty) },
}

// best is the title that theme t would bear if there were no other theme.
func (n *namer) best(t int) *title {
	for _, fits := range ranks {
		for i := range n.titles[t] {
			if fits(&n.titles[t][i]) {
				return &n.titles[t][i]
			}
		}
	}
	return &title{}
}

// telling says whether t is true of its theme and says something of it.
func (t *title) telling() bool { return !t.dull && t.passes(1) }

// before is the name of theme t the night before.
func (in *Input) before(t int) Name {
	if t < len(in.Previous) {
		return in.Previous[t]
	}
	return Name{}
}

// choose gives theme t the best of its titles that has a word that no name before
// has, and that was no other theme's the night before; where none is true of it, how it restates the score, or its words, those of the
// night before where it still speaks of them.
func (n *namer) choose(t int, in *Input, out *Description) {
	fitting := ranks[:]
	if out.Kind == models.Verdict {
		fitting = append(slices.Clone(fitting[:3]), (*title).judges, (*title).restates)
	}
	for _, fits := range fitting {
		for i := range n.titles[t] {
			if x := &n.titles[t][i]; fits(x) && n.fresh(t, x) && !n.taken[x.shown] && !in.anothers(x.shown, t) {
				n.take(t, x, x.shown, out)
				return
			}
		}
	}
	if before := in.before(t); n.subjects[t].stillSpoken(before) && !n.taken[before.Text] {
		out.Text, out.Nameless = before.Text, true
		return
	}
	if n.subjects[t].spoken(out, n.taken); out.Text == "" || n.taken[out.Text] {
		n.c.listed(out)
	}
}

// spoken names a theme by the nouns that it speaks of most and others do not, but for
// those that are names already.
func (s *subject) spoken(out *Description, taken map[string]bool) {
	var words []string
	for i := range s.units {
		if u := &s.units[i]; u.speakable() && u.relevant > 0 && len(words) < listedWords && !taken[u.shown] &&
			float64(u.clauses) >= leastOwn*float64(len(s.clauses)) {
			words = append(words, u.shown)
		}
	}
	out.Text, out.Nameless = strings.Join(words, ", "), len(words) > 0
}

// stillSpoken says whether a theme that had no name true of it was called by nouns that half as many as
// it takes to be called so still say.
func (s *subject) stillSpoken(before Name) bool {
	if before.Text == "" || before.Key != "" {
		return false
	}
	for word := range strings.SplitSeq(before.Text, ", ") {
		if !slices.ContainsFunc(s.units, func(u unit) bool {
			return u.shown == word && u.speakable() && float64(u.clauses) >= leastOwn/2*float64(len(s.clauses))
		}) {
			return false
		}
	}
	return true
}

// speakable says whether a theme that no name is true of may be called by u.
func (u *unit) speakable() bool {
	return u.class == noun && u.shown != "" && u.worth == 1 && !danish().bystander[u.shown]
}

// listedWords is how many words name a theme that no name is true of.
const listedWords = 3

// fresh says whether x has a word that no name has.
func (n *namer) fresh(t int, x *title) bool {
	return slices.ContainsFunc(n.words(t, x), func(w string) bool { return !n.said[w] })
}

// words are the words of a title of theme t by which names are told apart.
func (n *namer) words(t int, x *title) (words []string) {
	for _, u := range x.units {
		words = append(words, n.subjects[t].units[u].text)
	}
	if len(words) == 0 {
		return strings.Split(x.link, pairing)
	}
	return words
}

// take gives theme t a title.
func (n *namer) take(t int, x *title, shown string, out *Description) {
	s := n.subjects[t]
	out.Name, out.LabelFit = Name{shown, s.key(x)}, x.holding.any
	n.taken[shown] = true
	for _, w := range n.words(t, x) {
		n.said[w] = true
	}
}

// key tells t from any other title, tonight and in the nights to come.
func (s *subject) key(t *title) string {
	parts := []string{t.shape.String(), t.link}
	for _, u := range t.units {
		parts = append(parts, s.units[u].text)
	}
	return strings.Join(parts, " ")
}

// listed names a theme by the first of the words that it is shown by: nouns
// before others, and what is no word of a name only where there is nothing else.
func (c *corpus) listed(out *Description) {
	var words []string
	for _, fits := range []func(f *form) bool{
		func(f *form) bool { return f.class == noun && !f.barred },
		func(f *form) bool { return !f.barred },
		func(*form) bool { return true },
	} {
		for _, w := range out.Words {
			f, known := c.formNumber[formKey{strings.ToLower(w.Written), c.numbers[word{w.Term, true}]}]
			if known && fits(&c.forms[f]) && len(words) < listedWords && !slices.Contains(words, w.Written) {
				words = append(words, w.Written)
			}
		}
		if len(words) > 0 {
			break
		}
	}
	out.Text = strings.Join(words, ", ")
}
