package themes

import (
	"cmp"
	"math"
	"slices"

	"stemme/models"
	"stemme/models/linear"
	"stemme/pipeline/themes/internal/corpus"
	"stemme/pipeline/themes/internal/mixture"
	"stemme/pipeline/themes/internal/partition"
)

// work is what a model is grown and fitted again on: the different clauses of
// tonight's ledger, and which of them are fresh.
type work struct {
	c          *corpus.Corpus
	from       []int32      // of each clause of c, its response
	first      []models.Day // of each row, when it was first said; NoDay where that is unknown
	fresh      []bool       // of each row
	new, known int          // rows that are fresh, and that are not
	cfg        Config
	in         Input // of tonight, for the words of its book

	unit *linear.Dense // see points; nil until they are asked for
}

// newWork gathers the clauses; none is fresh.
func newWork(clauses []clause, in Input, cfg Config) *work {
	var bags []corpus.Bag
	var from []int32 // of each bag
	apart := cfg.repeats || apart(clauses, cfg.Workers)
	for comment := range byComment(clauses) {
		bags = append(bags, fitting(comment, apart)...)
		for len(from) < len(bags) {
			from = append(from, int32(comment[0].response))
		}
	}
	without(bags, hollow(in))
	w := &work{c: corpus.New(bags, minimum(len(clauses)), cfg.repeats), from: from, cfg: cfg, in: in}
	n := w.c.Rows.Rows()
	w.first, w.fresh, w.known = make([]models.Day, n), make([]bool, n), n
	for i := range w.first {
		w.first[i] = math.MaxInt32
	}
	for i, row := range w.c.Row {
		if row >= 0 {
			w.first[row] = min(w.first[row], in.Responses[from[i]].Day)
		}
	}
	return w
}

// freshen has the rows that were first said after the given day be the fresh
// ones.
func (w *work) freshen(after models.Day) {
	w.new = 0
	for i, d := range w.first {
		if w.fresh[i] = d > after; w.fresh[i] {
			w.new++
		}
	}
	w.known = len(w.first) - w.new
}

// over is m with the vocabulary of w. A term that is new to m is as likely in
// every theme as one that the theme never met.
func (w *work) over(m *Model) *Model {
	if slices.Equal(m.terms, w.c.Terms) {
		return m
	}
	term := linear.NewDense(len(w.c.Terms), len(m.themes))
	for i, t := range w.c.Terms {
		if old, known := m.term[t]; known {
			copy(term.Row(i), m.mix.Term.Row(int(old)))
			continue
		}
		for j := range m.themes {
			term.Row(i)[j] = m.themes[j].Floor
		}
	}
	return assemble(m, m.themes, w.c.Terms, mixture.New(m.mix.Weight, term))
}

// assemble makes the model of themes, whose columns are those of mix, in the
// order of their ids; ids that were given before, in m, are never given again.
func assemble(m *Model, themes []ModelTheme, terms []string, mix *mixture.Model) *Model {
	order := make([]int, len(themes))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(themes[a].ID, themes[b].ID) })
	out := &Model{terms: terms, mix: mix.Select(order), next: m.next}
	for j, i := range order {
		t := themes[i]
		t.Wordy, t.Remark = m.wordy(), m.themes[0].Remark
		t.Weight, t.Floor = mix.Weight[i], floor(out.mix.Term, j)
		out.themes = append(out.themes, t)
		out.remember(t.ID)
		out.remember(t.Parent)
		if t.Parent != "" && !slices.Contains(out.tops, t.Parent) {
			out.tops = append(out.tops, t.Parent)
		}
	}
	slices.Sort(out.tops)
	out.index()
	return out
}

// refit goes on with the fit of m from where it stands, and lets go of themes
// that nobody speaks of any more and of all but the first of those that have
// become the same.
func (w *work) refit(m *Model, in Input, events *history) *Model {
	m = w.over(m)
	mix, hold := m.mix, w.held(m.themes, in)
	for range mixture.Reference.Rounds {
		mix = mixture.Reference.Step(mix, w.c.Rows, w.cfg.Workers)
		hold(mix)
		mix.Weigh()
	}
	m = w.keep(assemble(m, m.themes, m.terms, mix), m, in, events)
	m = w.join(m, in, events)
	m = w.reunite(m, in, events)
	m = w.bury(m, in, events)
	points := w.points()
	for j, s := range separation(points, w.part(m)[:points.Rows], len(m.themes)) {
		m.themes[j].Separation = s
	}
	return m
}

// points are unit vectors of the first rows.
func (w *work) points() *linear.Dense {
	if w.unit == nil {
		space := w.cfg.Vectors.space(w.c, w.cfg.Workers)
		w.unit = space.Clauses(w.c.Rows.Head(min(sample, w.c.Rows.Rows())), w.cfg.Workers)
	}
	return w.unit
}

// same is the cosine of two themes' terms from which on they are one. Themes
// of a fresh fit stay below 0.6 on the invented surveys.
const same = 0.9

// join puts themes that have become the same together; those that people rely on are not
// taken out.
func (w *work) join(m *Model, in Input, events *history) *Model {
	sizes, relied := w.sizes(m), in.relied()
	for a := 0; a < len(m.themes); a++ {
		for b := a + 1; b < len(m.themes); b++ {
			from, to := m.themes[b], m.themes[a]
			if from.Made != "" || to.Made != "" || relied[from.ID] || m.cosine(a, b) < same {
				continue
			}
			events.add(Merged, from.ID, "", sizes[from.ID], to.ID)
			m = m.poured(b, a)
			b--
		}
	}
	return m
}

// reunite joins themes that were born between fits and are kin, as a fit joins its own:
// what a cause is told in rises word by word, so that "login" is born one month and
// "mitid" another. What was there before is no kin of theirs to be joined to, since a new
// cause may be akin to an old subject.
func (w *work) reunite(m *Model, in Input, events *history) *Model {
	emerged := events.emerged()
	mayBe := func(j int) bool {
		t := m.themes[j]
		return emerged[t.ID] && t.Made == "" && !pinned(&in.Book, t.ID)
	}
	for w.cfg.Themes == 0 && len(emerged) > 1 {
		part := m.likeliest(w.c.Rows.Head(w.points().Rows), w.cfg.Workers)
		a, b := partition.Closest(w.points(), part, len(m.themes), kindred, func(i, j int) bool { return mayBe(i) && mayBe(j) })
		if a < 0 {
			break
		}
		from := m.themes[b].ID
		events.add(Merged, from, "", w.sizes(m)[from], m.themes[a].ID)
		m = m.poured(b, a)
	}
	return m
}

// bury takes out themes that are the likeliest of too few clauses, but not those
// that the book asks for.
func (w *work) bury(m *Model, in Input, events *history) *Model {
	sizes := w.sizes(m)
	var live []int
	for j, t := range m.themes {
		if sizes[t.ID] >= perTheme || t.Made != "" || pinned(&in.Book, t.ID) {
			live = append(live, j)
		} else {
			events.add(Died, t.ID, "", sizes[t.ID])
		}
	}
	if len(live) == 0 || len(live) == len(m.themes) {
		return m
	}
	return m.only(live)
}

// only is m with some of its themes.
func (m *Model) only(live []int) *Model {
	var themes []ModelTheme
	for _, j := range live {
		themes = append(themes, m.themes[j])
	}
	return assemble(m, themes, m.terms, m.mix.Select(live))
}

// poured is m with theme from added to theme to and taken out.
func (m *Model) poured(from, to int) *Model {
	a, b := math.Exp(float64(m.mix.Weight[to])), math.Exp(float64(m.mix.Weight[from]))
	mix := &mixture.Model{Weight: slices.Clone(m.mix.Weight), Term: &linear.Dense{Rows: len(m.terms), Cols: len(m.themes), Data: slices.Clone(m.mix.Term.Data)}}
	mix.Weight[to] = float32(math.Log(a + b))
	var live []int
	for j := range m.themes {
		if j != from {
			live = append(live, j)
		}
	}
	for i := range m.terms {
		row := mix.Term.Row(i)
		row[to] = float32(math.Log((a*math.Exp(float64(row[to])) + b*math.Exp(float64(row[from]))) / (a + b)))
	}
	out := *m
	out.mix = mix
	return out.only(live)
}

// cosine is that of the terms of two themes.
func (m *Model) cosine(a, b int) float64 {
	var ab, aa, bb float64
	for i := range m.terms {
		row := m.mix.Term.Row(i)
		x, y := math.Exp(float64(row[a])), math.Exp(float64(row[b]))
		ab, aa, bb = ab+x*y, aa+x*x, bb+y*y
	}
	return ab / math.Sqrt(aa*bb)
}

// sizes is how many of the rows each theme is the likeliest of.
func (w *work) sizes(m *Model) map[string]int {
	m = w.over(m)
	sizes := map[string]int{}
	for _, j := range w.part(m) {
		sizes[m.themes[j].ID]++
	}
	return sizes
}

// fitted notes a fit.
func (w *work) fitted(m *Model, events *history, reason Reason) {
	mean, _ := w.explain(w.over(m), func(int) bool { return true })
	events.add(Fitted, "", string(reason), w.c.Different)
	last := &events.all[len(events.all)-1]
	last.Asked, last.Fit = w.cfg.Themes, mean
}

// How much worse fresh clauses must be explained than those of the last fit
// before it is more than chance and more than that new clauses are always
// explained a little worse than those fitted to.
const (
	enough   = 200  // fresh rows
	surely   = 4    // standard errors
	markedly = 0.05 // of the fit
)

// worse says whether m explains the fresh rows measurably worse than it did
// those it was fitted to.
func (w *work) worse(m *Model, last Event) bool {
	if w.freshen(last.Day); w.new < enough || math.IsNaN(last.Fit) {
		return false
	}
	mean, spread := w.explain(w.over(m), func(i int) bool { return w.fresh[i] })
	return mean < last.Fit-max(markedly*math.Abs(last.Fit), surely*spread)
}

// explain is the mean over some rows of how likely m, knowing the clause, makes
// its terms: the mean logarithm of a term's probability; and its standard error.
func (w *work) explain(m *Model, of func(row int) bool) (mean, spread float64) {
	n := w.c.Rows.Rows()
	each := make([]float64, n)
	linear.Share(n, 256, w.cfg.Workers, func(lo, hi int) {
		p := make([]float32, len(m.themes))
		for i := lo; i < hi; i++ {
			if of(i) {
				each[i] = m.explains(w.c.Rows, i, p)
			}
		}
	})
	var sum, squares, count float64
	for i, v := range each {
		if of(i) {
			sum, squares, count = sum+v, squares+v*v, count+1
		}
	}
	mean = sum / count
	return mean, math.Sqrt(max(0, squares/count-mean*mean) / count)
}

func (m *Model) explains(clauses *linear.Sparse, i int, p []float32) float64 {
	cols, counts := clauses.Row(i)
	m.mix.Posterior(cols, counts, p)
	var sum, n float64
	for c, t := range cols {
		var likely float64
		for j, v := range m.mix.Term.Row(int(t)) {
			if p[j] > 0 {
				likely += float64(p[j]) * math.Exp(float64(v))
			}
		}
		sum, n = sum+float64(counts[c])*math.Log(likely), n+float64(counts[c])
	}
	return sum / n
}
