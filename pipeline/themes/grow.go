package themes

import (
	"math"
	"slices"
	"strings"

	"stemme/models"
	"stemme/models/linear"
	"stemme/pipeline/codebook"
	"stemme/pipeline/themes/internal/mixture"
	"stemme/pipeline/themes/internal/partition"
)

// An addition is a theme that is to be added to a model.
type addition struct {
	theme ModelTheme
	rows  []int32 // where it starts from
	prior prior
	free  int  // the column that it may take from while it settles; -1 for none but its own
	still bool // it does not settle: it is what its rows say

	favoured bool // it is likelier than its rows are many
}

// prior is how likely terms are said to be in a theme, by their index; it is
// held at every round of the fit.
type prior map[int32]float64

// keeps is how much of a theme's probability its prior keeps.
const keeps = 0.3

// favour is by how much a seeded theme is likelier than its clauses are many, so
// that a clause that holds its words is of it and not of the theme that it was of
// before. Measured on an invented bank of 10,000 responses, a seed of five words
// for parking, of which 116 speak: 70 of the 73 that it finds do; without favour
// the theme they were of before kept all but one.
const favour = 4

// settling is how many rounds a new theme has to find its clauses while the
// others stand still.
const settling = 8

// grow adds s to m: a component of the mixture that starts from the rows of s.
// The other themes stay, bit by bit, as they are.
func (w *work) grow(m *Model, s addition) *Model {
	k := len(m.themes)
	mix := &mixture.Model{Weight: append(slices.Clone(m.mix.Weight), 0), Term: linear.NewDense(len(m.terms), k+1)}
	for i := range m.terms {
		copy(mix.Term.Row(i), m.mix.Term.Row(i))
	}
	w.start(mix, k, s)
	mix.Weigh()
	for range settling {
		if s.still {
			break
		}
		next := mixture.Reference.Step(mix, w.c.Rows, w.cfg.Workers)
		for j := range k {
			if j == s.free {
				continue
			}
			next.Weight[j] = mix.Weight[j]
			for i := range m.terms {
				next.Term.Row(i)[j] = mix.Term.Row(i)[j]
			}
		}
		s.prior.hold(next, k)
		next.Weigh()
		mix = next
	}
	return assemble(m, append(slices.Clone(m.themes), s.theme), m.terms, mix)
}

// start sets column j of mix to what the rows of s say, with its prior.
func (w *work) start(mix *mixture.Model, j int, s addition) {
	counts, total, smoothing := make([]float64, mix.Term.Rows), 0.0, float64(mixture.Smoothing(w.c.Rows, len(mix.Weight)))
	for i := range counts {
		counts[i] = smoothing
	}
	for _, r := range s.rows {
		cols, vals := w.c.Rows.Row(int(r))
		for c, t := range cols {
			counts[t] += float64(vals[c])
		}
	}
	for _, v := range counts {
		total += v
	}
	for i, v := range counts {
		mix.Term.Row(i)[j] = float32(math.Log(v / total))
	}
	share := (float64(len(s.rows)) + 1) / float64(w.c.Rows.Rows()+1)
	if s.favoured {
		share *= favour
	}
	mix.Weight[j] = float32(math.Log(share))
	s.prior.hold(mix, j)
}

// hold mixes the prior into column j.
func (p prior) hold(mix *mixture.Model, j int) {
	if len(p) == 0 {
		return
	}
	for i := range mix.Term.Rows {
		row := mix.Term.Row(i)
		row[j] = float32(math.Log((1-keeps)*math.Exp(float64(row[j])) + keeps*p[int32(i)]))
	}
}

// held gives a function that keeps seeds at their words and splits by words
// near theirs, to be called after each round of a fit.
func (w *work) held(themes []ModelTheme, in Input) func(*mixture.Model) {
	seeds, priors := map[int]addition{}, map[int]prior{}
	for j, t := range themes {
		switch phrases := in.phrases(t.Made); {
		case t.Origin == models.Seeded:
			seeds[j] = w.seed(phrases)
		case t.Made != "":
			priors[j] = w.prior(phrases)
		}
	}
	return func(mix *mixture.Model) {
		for j := range themes {
			if s, ok := seeds[j]; ok {
				w.start(mix, j, s)
			}
			priors[j].hold(mix, j)
		}
	}
}

// seed is where a theme of the given phrases starts and stays: the rows that
// hold one of them.
func (w *work) seed(phrases [][]string) addition {
	return addition{rows: w.holding(phrases, func(int) bool { return true }), prior: w.prior(phrases), free: -1, still: true, favoured: true}
}

// phrases are the words of the seed or split that made a theme, as terms.
func (in *Input) phrases(made string) (phrases [][]string) {
	var words []string
	for i := range in.Book.Seeds {
		if in.Book.Seeds[i].String() == made {
			words = in.Book.Seeds[i].Words
		}
	}
	for _, e := range in.Book.Edits {
		if e.String() == made {
			words = e.Words
		}
	}
	for _, word := range words {
		if terms := in.terms(word); len(terms) > 0 {
			phrases = append(phrases, terms)
		}
	}
	return phrases
}

// prior shares probability out evenly over the phrases of a single term; a term
// of a longer phrase says little alone, and where there are only such phrases
// their terms share it.
func (w *work) prior(phrases [][]string) prior {
	single := slices.DeleteFunc(slices.Clone(phrases), func(p []string) bool { return len(p) > 1 })
	if len(single) == 0 {
		single = phrases
	}
	p := prior{}
	for _, phrase := range single {
		for _, t := range phrase {
			if i, known := slices.BinarySearch(w.c.Terms, t); known {
				p[int32(i)] += 1 / float64(len(single)*len(phrase))
			}
		}
	}
	return p
}

// holding lists the rows that hold all terms of one of the phrases, among those
// that of allows.
func (w *work) holding(phrases [][]string, of func(row int) bool) (rows []int32) {
	var ids [][]int32
	for _, phrase := range phrases {
		var terms []int32
		for _, t := range phrase {
			if i, known := slices.BinarySearch(w.c.Terms, t); known {
				terms = append(terms, int32(i))
			}
		}
		if len(terms) == len(phrase) {
			ids = append(ids, terms)
		}
	}
	for i := range w.c.Rows.Rows() {
		cols, _ := w.c.Rows.Row(i)
		lacks := func(t int32) bool { return !slices.Contains(cols, t) }
		if of(i) && slices.ContainsFunc(ids, func(terms []int32) bool { return !slices.ContainsFunc(terms, lacks) }) {
			rows = append(rows, int32(i))
		}
	}
	return rows
}

// unhandled says whether the book has a seed or a split that m does not have, or
// m one that the book no longer has.
func (m *Model) unhandled(book *codebook.Book) bool {
	made := map[string]bool{}
	for _, t := range m.themes {
		made[t.Made] = t.Made != ""
	}
	want := asked(book)
	for _, w := range want {
		if !made[w] {
			return true
		}
	}
	for t := range made {
		if t != "" && !slices.Contains(want, t) {
			return true
		}
	}
	return false
}

// asked lists the seeds and splits of a book.
func asked(book *codebook.Book) (all []string) {
	for i := range book.Seeds {
		all = append(all, book.Seeds[i].String())
	}
	for i := range book.Edits {
		if book.Edits[i].Split != "" {
			all = append(all, book.Edits[i].String())
		}
	}
	return all
}

// handle grows the themes that the book asks for, where m does not have them,
// and takes back those that it no longer asks for.
func (w *work) handle(m *Model, in Input, events *history) *Model {
	if !m.unhandled(&in.Book) {
		return m
	}
	base := m.base
	switch {
	case base == nil && len(m.byHand()) == 0:
		base = m
	case base != nil && w.undoes(m, &in.Book):
		m = w.again(m, in, events)
	default:
		m = w.takeBack(m, &in.Book, events)
	}
	if m.unhandled(&in.Book) {
		m = w.over(m)
	}
	made := func(by string) bool {
		return slices.ContainsFunc(m.themes, func(t ModelTheme) bool { return t.Made == by })
	}
	for i := range in.Book.Seeds {
		if s := &in.Book.Seeds[i]; !made(s.String()) {
			m = w.addSeed(m, s, in, events)
		}
	}
	for i := range in.Book.Edits {
		if e := &in.Book.Edits[i]; e.Split != "" && !made(e.String()) && m.has(e.Split) {
			m = w.split(m, e, in, events)
		}
	}
	return m.withBase(base)
}

// undoes says whether m has a theme that the book no longer asks for.
func (w *work) undoes(m *Model, book *codebook.Book) bool {
	want := asked(book)
	return slices.ContainsFunc(m.byHand(), func(t ModelTheme) bool { return !slices.Contains(want, t.Made) })
}

// splitOf is the theme that a split parted, by what made the part; "" for a seed.
func splitOf(made string) string {
	if rest, ok := strings.CutPrefix(made, string(codebook.Split)+" "); ok {
		id, _, _ := strings.Cut(rest, " ")
		return id
	}
	return ""
}

// takeBack takes out the themes of seeds and splits that the book no longer
// has; what was split goes back to where it came from.
func (w *work) takeBack(m *Model, book *codebook.Book, events *history) *Model {
	want := asked(book)
	for j := 0; j < len(m.themes); j++ {
		t := m.themes[j]
		if t.Made == "" || slices.Contains(want, t.Made) || len(m.themes) == 1 {
			continue
		}
		id := splitOf(t.Made)
		if source := slices.IndexFunc(m.themes, func(t ModelTheme) bool { return t.ID == id }); source >= 0 {
			events.add(Merged, t.ID, t.Made, 0, m.themes[source].ID)
			m = m.poured(j, source)
		} else {
			events.add(Died, t.ID, t.Made, 0)
			m = m.only(slices.DeleteFunc(m.columns(), func(l int) bool { return l == j }))
		}
		j--
	}
	return m
}

func (m *Model) columns() []int {
	all := make([]int, len(m.themes))
	for j := range all {
		all[j] = j
	}
	return all
}

// addSeed adds the theme of a seed, unless none of its words is a term of any
// clause.
func (w *work) addSeed(m *Model, s *codebook.Seed, in Input, events *history) *Model {
	grown, ok := w.seeded(m, s, in)
	if ok {
		events.add(Born, s.Theme(), s.String(), w.sizes(grown)[s.Theme()])
	}
	return grown
}

// seeded is m with the theme of a seed; false where its words say nothing.
func (w *work) seeded(m *Model, s *codebook.Seed, in Input) (*Model, bool) {
	add := w.seed(in.phrases(s.String()))
	if len(add.prior) == 0 {
		return m, false
	}
	add.theme = ModelTheme{ID: s.Theme(), Parent: w.parent(m, add.rows), Origin: models.Seeded, Made: s.String(),
		Separation: math.NaN(), Stability: math.NaN()}
	return w.grow(m, add), true
}

// split takes a new theme out of another one: the clauses that hold the words,
// or one of two halves. Where either part would be too small, m stays.
func (w *work) split(m *Model, e *codebook.Edit, in Input, events *history) *Model {
	id := name(m.next)
	grown, ok := w.parted(m, e, id, in)
	if ok {
		events.add(Parted, id, e.String(), w.sizes(grown)[id], e.Split)
	}
	return grown
}

// parted is m with a part of a theme under an id of its own; false where either part
// would be too small.
func (w *work) parted(m *Model, e *codebook.Edit, id string, in Input) (*Model, bool) {
	j := slices.IndexFunc(m.themes, func(t ModelTheme) bool { return t.ID == e.Split })
	part := m.likeliest(w.c.Rows, w.cfg.Workers)
	phrases := in.phrases(e.String())
	var rows []int32
	if len(e.Words) > 0 {
		rows = w.holding(phrases, func(i int) bool { return part[i] == int32(j) })
	} else {
		rows = w.half(part, int32(j))
	}
	size := 0
	for _, p := range part {
		if p == int32(j) {
			size++
		}
	}
	if len(rows) < perTheme || size-len(rows) < perTheme {
		return m, false
	}
	t := ModelTheme{ID: id, Parent: m.themes[j].Parent, Origin: m.themes[j].Origin, Made: e.String(),
		Separation: math.NaN(), Stability: math.NaN()}
	grown := w.grow(m, addition{theme: t, rows: rows, prior: w.prior(phrases), free: j})
	sizes := w.sizes(grown)
	if sizes[t.ID] < perTheme || sizes[e.Split] < perTheme {
		return m, false // they speak of one thing: the parts flow together again
	}
	return grown, true
}

// half is the smaller of the two parts that the rows of theme j fall into.
func (w *work) half(part []int32, j int32) []int32 {
	points := w.points()
	var rows []int32
	var hash []uint64
	x := linear.NewDense(0, points.Cols)
	for i := range points.Rows {
		if part[i] == j {
			rows, hash = append(rows, int32(i)), append(hash, w.c.Hash[i])
			x.Data, x.Rows = append(x.Data, points.Row(i)...), x.Rows+1
		}
	}
	if len(rows) < 2*perTheme {
		return nil
	}
	halves := [2][]int32{}
	for i, h := range partition.Tightest(x, hash, 2, starts, w.cfg.Seed, w.cfg.Workers) {
		halves[h] = append(halves[h], rows[i])
	}
	if len(halves[0]) < len(halves[1]) {
		return halves[0]
	}
	return halves[1]
}

// parent is the top theme of more than half of the rows, "" for none.
func (w *work) parent(m *Model, rows []int32) string {
	if len(m.tops) == 0 {
		return ""
	}
	part := m.likeliest(w.c.Rows, w.cfg.Workers)
	count := map[string]int{}
	for _, r := range rows {
		count[m.themes[part[r]].Parent]++
	}
	for _, id := range m.tops {
		if 2*count[id] > len(rows) {
			return id
		}
	}
	return ""
}
