package naming

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strings"

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

// thin is the reach below which two joined nouns say less of a theme than its
// words do. Chosen by reading the names of the reviews.
const thin = 0.25

// A namer names the themes of a corpus, each by a name that no other one has.
type namer struct {
	c        *corpus
	subjects []*subject
	titles   [][]title
	taken    map[string]bool // names
	said     map[string]bool // terms of names
}

// nameAll gathers what names of themes are chosen from.
func (c *corpus) nameAll(ctx context.Context, in Input, themes []theme, p *postings, cfg Config) (*namer, error) {
	n := &namer{c, make([]*subject, len(themes)), make([][]title, len(themes)), map[string]bool{}, map[string]bool{}}
	g, ctx := parallel.WithContext(ctx)
	g.SetLimit(max(cfg.Workers, 1))
	for t := range themes {
		g.Go(func() error {
			n.subjects[t] = c.subject(in, c.different(&themes[t]), p)
			n.titles[t] = c.titles(n.subjects[t], p)
			return ctx.Err()
		})
	}
	return n, g.Wait()
}

// name names every theme: first those whose name of the night before still
// fits, then the rest, the largest first.
func (n *namer) name(previous []Name, out []Description) {
	order := make([]int, len(n.titles))
	for t := range order {
		order[t] = t
		out[t].LabelFit = math.NaN()
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Compare(len(n.subjects[b].clauses), len(n.subjects[a].clauses))
	})
	for _, t := range order {
		if t < len(previous) {
			n.keep(t, previous[t], &out[t])
		}
	}
	for _, t := range order {
		if out[t].Text == "" {
			n.choose(t, &out[t])
		}
	}
}

// keep gives theme t its name of the night before, if it still fits.
func (n *namer) keep(t int, name Name, out *Description) {
	if name.Text == "" || n.taken[name.Text] {
		return
	}
	best := n.best(t)
	for i := range n.titles[t] {
		at := &n.titles[t][i]
		if n.subjects[t].key(at) != name.Key {
			continue
		}
		if at.value >= loyalty*best.value && (at.passes(slack) || !best.telling()) {
			n.take(t, at, name.Text, out)
		}
		return
	}
}

// best is the title that theme t would bear if there were no other theme.
func (n *namer) best(t int) *title {
	for i := range n.titles[t] {
		if n.titles[t][i].telling() {
			return &n.titles[t][i]
		}
	}
	for i := range n.titles[t] {
		if n.titles[t][i].fallback() {
			return &n.titles[t][i]
		}
	}
	for i := range n.titles[t] {
		if n.titles[t][i].poor() {
			return &n.titles[t][i]
		}
	}
	return &title{}
}

// telling says whether t is true of its theme and says something of it.
func (t *title) telling() bool { return !t.dull && t.passes(1) }

// fallback says whether t may be borne where no title is true of the theme: one
// that is all but true, or two nouns.
func (t *title) fallback() bool {
	if !t.dull && t.passes(almost) {
		return true
	}
	switch t.shape {
	case joined:
		return t.holding.any >= leastReach
	case related:
		return t.holding.any >= leastReach && t.own() >= leastOwn && t.whole(1)
	}
	return false
}

// poor says whether t may be borne where not even two joined nouns reach far.
func (t *title) poor() bool {
	switch t.shape {
	case joined:
		return t.holding.any >= thin
	case lone:
		return t.holding.any >= leastReach && t.own() >= 2*leastJoins
	}
	return false
}

// choose gives theme t the best of its titles: one that is true of it and has a
// word that no name before has; else two nouns joined; else its words.
func (n *namer) choose(t int, out *Description) {
	for _, fits := range []func(*title) bool{
		func(x *title) bool { return x.telling() && n.fresh(t, x) },
		(*title).fallback,
		func(x *title) bool { return x.passes(1) || x.poor() },
	} {
		for i := range n.titles[t] {
			if x := &n.titles[t][i]; fits(x) && !n.taken[x.shown] {
				n.take(t, x, x.shown, out)
				return
			}
		}
	}
	n.c.listed(out)
}

// fresh says whether x has a word that no name has.
func (n *namer) fresh(t int, x *title) bool {
	return slices.ContainsFunc(x.units, func(u int) bool { return !n.said[n.subjects[t].units[u].text] })
}

// take gives theme t a title.
func (n *namer) take(t int, x *title, shown string, out *Description) {
	s := n.subjects[t]
	out.Name, out.LabelFit = Name{shown, s.key(x)}, x.holding.any
	n.taken[shown] = true
	for _, u := range x.units {
		n.said[s.units[u].text] = true
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
	const shown = 3
	var words []string
	for _, fits := range []func(f *form) bool{
		func(f *form) bool { return f.class == noun && !f.barred },
		func(f *form) bool { return !f.barred },
		func(*form) bool { return true },
	} {
		for _, w := range out.Words {
			f, known := c.formNumber[formKey{strings.ToLower(w.Written), c.numbers[word{w.Term, true}]}]
			if known && fits(&c.forms[f]) && len(words) < shown && !slices.Contains(words, w.Written) {
				words = append(words, w.Written)
			}
		}
		if len(words) > 0 {
			break
		}
	}
	out.Text = strings.Join(words, ", ")
}
