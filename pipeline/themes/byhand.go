package themes

import (
	"math"
	"slices"
	"strings"

	"stemme/models"
	"stemme/models/linear"
	"stemme/pipeline/codebook"
	"stemme/pipeline/themes/internal/partition"
)

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
	for i := range in.Book.Seeds {
		if s := &in.Book.Seeds[i]; m.made(s.String()) < 0 {
			m = w.addSeed(m, s, in, events)
		}
	}
	for i := range in.Book.Edits {
		if e := &in.Book.Edits[i]; e.Split != "" && m.made(e.String()) < 0 && m.has(e.Split) {
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

// byWords says whether what made a theme is a split by words or a seed of the book.
func byWords(book *codebook.Book, made string) bool {
	return slices.ContainsFunc(book.Edits, func(e codebook.Edit) bool { return len(e.Words) > 0 && e.String() == made }) ||
		slices.ContainsFunc(book.Seeds, func(s codebook.Seed) bool { return s.String() == made })
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
	add := w.seed(w.phrases(&in, s.String()))
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
	part := w.part(m)
	phrases := w.phrases(&in, e.String())
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
	part := w.part(m)
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
