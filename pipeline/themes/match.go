package themes

import (
	"slices"

	"stemme/models"
	"stemme/pipeline/themes/internal/agreement"
)

// alike is the overlap (Jaccard) of two themes' clauses from which on they can
// be the same theme.
const alike = 0.3

// match gives the themes of a model that was found anew the ids of the ones
// before that are the same to tonight's clauses, and notes which are new, which
// came out of others, and which are gone. It pairs them so that the overlap of
// all pairs together is largest.
//
// Method: Kuhn, "The Hungarian Method for the Assignment Problem", Naval
// Research Logistics Quarterly 2 (1955); what becomes of a theme as in Spiliopoulou
// et al., "MONIC: Modeling and Monitoring Cluster Transitions", KDD 2006.
func (w *work) match(before, m *Model, in Input, events *history) *Model {
	before = w.over(before)
	was, is := w.part(before), w.part(m)
	stays := w.staying(before, was, in, events)
	found := before.found(was)
	fine := w.matching(before, m, found, is, in)
	fine.stays = stays
	tops := matching{was: before.tops, is: m.tops, both: crossed(above(before, was), above(m, is), len(before.tops), len(m.tops), once)}
	id := fine.pair(events)
	for from, to := range tops.pair(events) {
		id[from] = to
	}
	themes := slices.Clone(m.themes)
	for j := range themes {
		themes[j].ID, themes[j].Parent = id[themes[j].ID], id[themes[j].Parent]
	}
	out := assemble(m, themes, m.terms, m.mix)
	out.next = max(out.next, before.next)
	return fine.gathered(w.regrow(out, before, fine.with(was, is), in, stays))
}

// found is part without the clauses of themes that the book asks for: what is
// found anew is none of them.
func (m *Model) found(part []int32) []int32 {
	out := slices.Clone(part)
	for i, j := range part {
		if m.themes[j].Made != "" {
			out[i] = -1
		}
	}
	return out
}

// staying says which themes a fresh fit may not dissolve: those that the book
// asks for, and those that were born between fits or that people rely on and are still
// spoken of.
func (w *work) staying(before *Model, was []int32, in Input, events *history) map[string]bool {
	size := make([]int, len(before.themes))
	for _, j := range was {
		size[j]++
	}
	born, relied := events.emerged(), in.relied()
	stays := map[string]bool{}
	for j, t := range before.themes {
		stays[t.ID] = t.Made != "" || pinned(&in.Book, t.ID) || (born[t.ID] || relied[t.ID]) && size[j] >= perTheme
	}
	return stays
}

// regrow gives m the themes of before that stay and that it lacks, each started
// from the clauses that were its own.
func (w *work) regrow(m, before *Model, was []int32, in Input, stays map[string]bool) *Model {
	for j, t := range before.themes {
		if !stays[t.ID] || m.has(t.ID) {
			continue
		}
		s := addition{prior: w.prior(w.phrases(&in, t.Made)), free: -1, still: true}
		if t.Origin == models.Seeded {
			s = w.seed(w.phrases(&in, t.Made))
		}
		for i, at := range was {
			if int(at) == j && !s.favoured {
				s.rows = append(s.rows, int32(i))
			}
		}
		if t.Parent != "" && !slices.Contains(m.tops, t.Parent) {
			t.Parent = w.parent(m, s.rows)
		}
		s.theme = t
		m = w.grow(m, s)
	}
	return m
}

// once counts a row once, and times counts it as often as it is said.
func once(int) float64                { return 1 }
func (w *work) times(row int) float64 { return float64(w.c.Times[row]) }

// crossed counts the rows that are in each part of one partition and each of
// another; rows in no part, -1, are not counted.
func crossed(was, is []int32, k, l int, counts func(row int) float64) [][]float64 {
	both := make([][]float64, k)
	for i := range both {
		both[i] = make([]float64, l)
	}
	for i := range was {
		if was[i] >= 0 && is[i] >= 0 {
			both[was[i]][is[i]] += counts(i)
		}
	}
	return both
}

// above is the top theme of each row's theme, -1 for none.
func above(m *Model, part []int32) []int32 {
	out := make([]int32, len(part))
	for i, j := range part {
		out[i] = int32(slices.Index(m.tops, m.themes[j].Parent))
	}
	return out
}

// A matching is two sets of themes over the same clauses.
type matching struct {
	was, is []string
	both    [][]float64     // different clauses in common
	stays   map[string]bool // themes of was that are not given up
	relying                 // what people rely on of was
}

// pair is the id that each of the themes that are has from now on.
func (x *matching) pair(events *history) map[string]string {
	id, kept := map[string]string{"": ""}, make([]bool, len(x.was))
	rows, cols := x.sums()
	to := x.paired(x.cost(rows, cols))
	x.hold(to)
	for i, j := range to {
		if j >= 0 {
			id[x.is[j]], kept[i] = x.was[i], true
		}
	}
	for j, fresh := range x.is {
		if _, same := id[fresh]; same {
			continue
		}
		id[fresh] = fresh
		if _, part := x.parts[j]; part {
			continue
		}
		if i := x.source(j); i >= 0 && x.both[i][j] > cols[j]/2 {
			events.add(Parted, fresh, string(Number), int(cols[j]), x.was[i])
		} else {
			events.add(Born, fresh, string(Number), int(cols[j]))
		}
	}
	for i, old := range x.was {
		if kept[i] || x.stays[old] {
			continue
		}
		if j := slices.Index(x.both[i], slices.Max(append([]float64{0}, x.both[i]...))); j >= 0 && x.both[i][j] > rows[i]/2 {
			events.add(Merged, old, string(Number), int(rows[i]), x.into(j, id))
		} else {
			events.add(Died, old, string(Number), int(rows[i]))
		}
	}
	return id
}

// paired is, for each theme that was, the one that it is now, -1 for none: those of which
// the overlap is largest in sum.
func (x *matching) paired(cost [][]float64) []int {
	to := make([]int, len(x.was))
	for i, j := range agreement.Match(cost) {
		if i < len(to) {
			if to[i] = -1; j < len(x.is) && -cost[i][j] >= alike && x.lends(i, j) {
				to[i] = j
			}
		}
	}
	return to
}

// sums are the clauses of each theme that was, and of each that is.
func (x *matching) sums() (rows, cols []float64) {
	rows, cols = make([]float64, len(x.was)), make([]float64, len(x.is))
	for i, row := range x.both {
		for j, n := range row {
			rows[i], cols[j] = rows[i]+n, cols[j]+n
		}
	}
	return rows, cols
}

// cost is the overlap of each two themes (Jaccard), negative, as a square matrix.
func (x *matching) cost(rows, cols []float64) [][]float64 {
	n := max(len(x.was), len(x.is))
	cost := make([][]float64, n)
	for i := range cost {
		cost[i] = make([]float64, n)
		for j := range cost[i] {
			if i < len(x.was) && j < len(x.is) && x.both[i][j] > 0 {
				cost[i][j] = -x.both[i][j] / (rows[i] + cols[j] - x.both[i][j])
			}
		}
	}
	return cost
}

// source is the earlier theme that most clauses of theme j come from, -1 for
// none.
func (x *matching) source(j int) int {
	best := -1
	for i := range x.both {
		if best < 0 || x.both[i][j] > x.both[best][j] {
			best = i
		}
	}
	return best
}
