package themes

import (
	"cmp"
	"math"
	"slices"

	"stemme/models"
	"stemme/models/linear"
	"stemme/pipeline/themes/internal/naming"
)

// What it takes for a theme to be born between fits. Set so that surveys in
// which nothing changes give next to none, see the tests.
const (
	surprise  = 2.7 // standard deviations by which a term is met more often than expected
	manyTimes = 2.0 // times as often as expected
	fewFresh  = 6   // fresh clauses that are surely of the theme
	rise      = 2.0 // times as large a share of the fresh clauses as of those before
	riseSure  = 3.7 // standard deviations of that
	explained = 25  // sum over its clauses of what each gains in the mean logarithm of a term's probability
	atOnce    = 8   // themes in one night
	tries     = 4   // terms of a window that come to nothing
)

// windows are the days up to the newest response of which the clauses are taken
// as fresh, one after the other: what happened yesterday, this week, this month.
var windows = []models.Day{2, 7, 30}

// emerge adds the themes that come up in what m explains badly: it looks for
// terms that the fresh clauses hold far more often than the themes make likely
// and than they were held before, gathers the clauses around such terms, lets a
// new theme settle on them beside the others, and keeps it if it is large,
// coherent and on the rise.
//
// The other themes stay as they are, so that a birth moves no clause but to the
// new theme. It goes on until nothing more is found: called again with what it
// gave, it finds nothing.
func (w *work) emerge(m *Model, events *history) *Model {
	m = w.over(m)
	for born, found := 0, true; found && born < atOnce; {
		found = false
		for _, days := range windows {
			if w.freshen(events.day - days); w.new == 0 || w.known == 0 {
				continue
			}
			if grown, ok := w.firstBirth(m, events); ok {
				m, born, found = grown, born+1, true
			}
		}
	}
	return m
}

// A Rising is terms that are said beyond their past, the surest first, from one day
// to another.
type Rising struct {
	Terms    []string
	From, To models.Day
}

// recent is how many days back what is said beyond its past may be for a theme to
// be born of it.
const recent = 92

// lasting adds the themes that come up in risings: what is said beyond its past of
// late, be it since the last fit or before a first one. None is born of words of time,
// and none where a theme speaks of it already.
func (w *work) lasting(m *Model, risings []Rising, events *history) *Model {
	m = w.over(m)
	born := 0
	for _, r := range risings {
		if w.freshen(r.From - 1); w.new == 0 || w.known == 0 || born == atOnce || r.To < events.day-recent {
			continue
		}
		var terms []int32
		for _, t := range r.Terms {
			if i, known := slices.BinarySearch(w.c.Terms, t); known && !naming.IsTime(t) {
				terms = append(terms, int32(i))
			}
		}
		if len(terms) == 0 {
			continue
		}
		if rows := w.around(terms); w.rises(rows, fewFresh, riseSure) && !w.spokenOf(m, rows) {
			about := addition{rows: rows, prior: w.prior([][]string{r.Terms}), favoured: true}
			if grown, ok := w.newBirth(m, about, events); ok {
				m, born = grown, born+1
			}
		}
	}
	return m
}

// spokenOf says whether a theme of m is about the rows already: half of them are its
// clauses, and half of its clauses are they.
func (w *work) spokenOf(m *Model, rows []int32) bool {
	part := w.part(m)
	size, both := make([]int, len(m.themes)), make([]int, len(m.themes))
	for _, j := range part {
		size[j]++
	}
	for _, r := range rows {
		both[part[r]]++
	}
	for j, n := range both {
		if 2*n >= len(rows) && 2*n >= size[j] {
			return true
		}
	}
	return false
}

// firstBirth adds the theme around the most surprising term that one can be born
// around.
func (w *work) firstBirth(m *Model, events *history) (*Model, bool) {
	terms := w.surprising(m)
	for left := tries; len(terms) > 0 && left > 0; terms = terms[1:] {
		if rows := w.around(terms); w.rises(rows, fewFresh/2, surprise) {
			if grown, ok := w.birth(m, rows, events); ok {
				return grown, true
			}
			left--
		}
	}
	return m, false
}

// birth tries a theme that says what it is about by more than chance. It must
// explain its clauses better than those of m.
func (w *work) birth(m *Model, rows []int32, events *history) (*Model, bool) {
	grown, own := w.newborn(m, addition{rows: rows})
	if !w.viable(own) || !w.coherent(own) || w.gain(m, grown, own) < explained {
		return m, false
	}
	w.bear(m, grown, own, events)
	return grown, true
}

// newBirth tries a theme around what is known to be said beyond its past, with the
// terms that it is known by. It must be about that.
func (w *work) newBirth(m *Model, about addition, events *history) (*Model, bool) {
	grown, own := w.newborn(m, about)
	if both := linear.Common(own, about.rows); !w.viable(own) || 2*both < len(own) || 2*both < len(about.rows) {
		return m, false
	}
	w.bear(m, grown, own, events)
	return grown, true
}

// newborn is m with a new theme, and the rows that are surely its own. It stands on its
// own until all is found anew: the top theme that its clauses were under, for want of
// their own, would be called after it, too.
func (w *work) newborn(m *Model, about addition) (grown *Model, own []int32) {
	about.theme = ModelTheme{ID: name(m.next), Origin: models.Discovered, Separation: math.NaN(), Stability: math.NaN()}
	about.free = -1
	grown = w.grow(m, about)
	return grown, w.sure(grown, slices.IndexFunc(grown.themes, func(g ModelTheme) bool { return g.ID == about.theme.ID }))
}

// bear notes the birth of the last theme of grown.
func (w *work) bear(m, grown *Model, own []int32, events *history) {
	t := name(m.next)
	what, others := Born, []string(nil)
	from := w.part(m)
	count := make([]int, len(m.themes))
	for _, r := range own {
		count[from[r]]++
	}
	if most := slices.Index(count, slices.Max(count)); 2*count[most] > len(own) && 2*count[most] > w.sizes(m)[m.themes[most].ID] {
		what, others = Parted, []string{m.themes[most].ID}
	}
	events.add(what, t, emerged, len(own), others...)
}

// emerged is the detail of a theme that was born between fits.
const emerged = "emerged"

// surprising lists the terms that fresh rows hold surprisingly often, the most
// surprising first. What holds the words of a seed surprises nobody.
func (w *work) surprising(m *Model) []int32 {
	before, now := make([]float64, len(w.c.Terms)), make([]float64, len(w.c.Terms))
	length := make([]float64, len(m.themes)) // terms of fresh rows that are of each theme
	p := make([]float32, len(m.themes))
	seeded := w.ofSeeds()
	for i := range w.fresh {
		if seeded[i] {
			continue
		}
		cols, counts := w.c.Rows.Row(i)
		to := before
		if w.fresh[i] {
			to = now
			m.mix.Posterior(cols, counts, p)
			for j, v := range p {
				length[j] += float64(v) * float64(len(cols))
			}
		}
		for _, t := range cols {
			to[t]++
		}
	}
	scale := float64(w.new) / float64(w.known)
	z := make([]float64, len(w.c.Terms))
	var out []int32
	for t, o := range now {
		if o < fewFresh/2 {
			continue
		}
		var likely float64
		for j, v := range m.mix.Term.Row(t) {
			likely += length[j] * math.Exp(float64(v))
		}
		expected := max(likely, (before[t]+0.5)*scale)
		if z[t] = excess(o, expected); z[t] >= surprise && o >= manyTimes*expected {
			out = append(out, int32(t))
		}
	}
	slices.SortFunc(out, func(a, b int32) int { return cmp.Or(cmp.Compare(z[b], z[a]), cmp.Compare(a, b)) })
	return out
}

// excess is by how many standard deviations o events are more than expected:
// the signed root of the Poisson deviance.
func excess(o, expected float64) float64 {
	if o <= expected {
		return 0
	}
	return math.Sqrt(2 * (o*math.Log(o/expected) - o + expected))
}

// beside lists the first term and those others that stand beside it in at least two rows.
func (w *work) beside(terms []int32) []int32 {
	beside := map[int32]int{}
	for i := range w.fresh {
		if cols, _ := w.c.Rows.Row(i); slices.Contains(cols, terms[0]) {
			for _, t := range cols {
				beside[t]++
			}
		}
	}
	return slices.DeleteFunc(slices.Clone(terms), func(t int32) bool { return t != terms[0] && beside[t] < 2 })
}

// around lists the rows that hold the first term, or another of the terms that
// stands beside it in at least two rows.
func (w *work) around(terms []int32) (rows []int32) {
	nucleus := w.beside(terms)
	for i := range w.fresh {
		cols, _ := w.c.Rows.Row(i)
		if slices.ContainsFunc(nucleus, func(t int32) bool { return slices.Contains(cols, t) }) {
			rows = append(rows, int32(i))
		}
	}
	return rows
}

// sure lists the rows that are more likely than not of theme j.
func (w *work) sure(m *Model, j int) (rows []int32) {
	p := make([]float32, len(m.themes))
	for i := range w.fresh {
		cols, counts := w.c.Rows.Row(i)
		if m.mix.Posterior(cols, counts, p); p[j] >= 0.5 {
			rows = append(rows, int32(i))
		}
	}
	return rows
}

// minCoherence is the least NPMI of the words of clauses that a theme is born of.
const minCoherence = 0.05

// viable says whether enough of the rows of a new theme are fresh.
func (w *work) viable(rows []int32) bool { return w.rises(rows, fewFresh, riseSure) }

// coherent says whether the words of the rows go together.
func (w *work) coherent(rows []int32) bool {
	part := make([]int32, w.c.Rows.Rows())
	for _, r := range rows {
		part[r] = 1
	}
	return newCooccurrence(w.c.Rows).of(w.c.Rows, part, 1) >= minCoherence
}

// gain is by how much better the grown model explains the rows than m does. It
// tells a theme from a few clauses that happen to share words: over 30 nights in
// which nothing changed such clauses gained at most 26, mostly below 18; subjects
// planted in them 60 and more, the chat robot of the invented bank 169.
func (w *work) gain(m, grown *Model, rows []int32) float64 {
	var sum float64
	before, now := make([]float32, len(m.themes)), make([]float32, len(grown.themes))
	for _, r := range rows {
		sum += grown.explains(w.c.Rows, int(r), now) - m.explains(w.c.Rows, int(r), before)
	}
	return sum
}

// rises says whether at least so many of the rows are fresh, and surely more
// than were to be expected.
func (w *work) rises(rows []int32, few int, surely float64) bool {
	now := 0
	for _, r := range rows {
		if w.fresh[r] {
			now++
		}
	}
	expected := (float64(len(rows)-now) + 0.5) * float64(w.new) / float64(w.known)
	return now >= few && float64(now) >= rise*expected && excess(float64(now), expected) >= surely
}

// of is the coherence of one part of clauses.
func (o *cooccurrence) of(clauses *linear.Sparse, part []int32, which int32) float64 {
	counts := make([]float32, o.terms.Rows())
	for i := range clauses.Rows() {
		if part[i] == which {
			cols, vals := clauses.Row(i)
			for c, t := range cols {
				counts[t] += vals[c]
			}
		}
	}
	return o.npmi(o.leading(counts))
}
