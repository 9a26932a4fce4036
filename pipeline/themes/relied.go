package themes

import (
	"maps"
	"math"
	"slices"

	"stemme/models/linear"
	"stemme/pipeline/codebook"
)

// relied says which themes people rely on: those that they have named, own, keep, hide or
// merged, and those that their plans are about.
func (in *Input) relied() map[string]bool {
	of := map[string]bool{}
	for _, e := range in.Book.Edits {
		switch verb, id := e.Is(); verb {
		case codebook.Merge:
			of[id], of[e.To] = true, true
		case codebook.Rename, codebook.Owner, codebook.Pin, codebook.Hide:
			of[id] = true
		}
	}
	for _, id := range in.Planned {
		of[id] = true
	}
	return of
}

// A relying is what people rely on of the themes that were, and what has become of it
// among those that are. Themes that analysts have merged are relied on as one.
type relying struct {
	one   []int       // of each theme that was, the theme that it is one with; -1 where nobody relies on it
	said  [][]float64 // clauses in common, as often as they are said; behind the others those of none
	parts map[int]int // themes that are but parts of one that was, which they are joined to
	again []bool      // of each theme that was: it starts again from its own clauses
}

// matching is before and m over the same clauses, with what people rely on.
func (w *work) matching(before, m *Model, was, is []int32, in Input) *matching {
	k, l := len(before.themes), len(m.themes)
	x := &matching{was: before.IDs(), is: m.IDs(), both: crossed(was, is, k, l, once)}
	x.one, x.parts, x.again = make([]int, k), map[int]int{}, make([]bool, k)
	relied, hand := in.relied(), before.apply(&in)
	for i, id := range x.was {
		if x.one[i] = -1; relied[id] {
			x.one[i] = max(i, slices.Index(x.was, hand.root(id)))
		}
	}
	if len(relied) > 0 {
		x.said = crossed(w.mentioned(before, was), w.mentioned(m, is), k+1, l+1, w.times)
	}
	return x
}

// mentioned is part with the rows that are remarks, or of no theme surely enough, in a part
// of their own behind the others.
func (w *work) mentioned(m *Model, part []int32) []int32 {
	out := slices.Clone(part)
	linear.Share(len(part), 256, w.cfg.Workers, func(lo, hi int) {
		s := m.scorer()
		for row := lo; row < hi; row++ {
			if part[row] >= 0 && m.themes[part[row]].Made == "" && w.sureness(s, row, int(part[row])) < w.cfg.MinProbability {
				out[row] = int32(len(m.themes))
			}
		}
	})
	return out
}

// sureness is how likely a row is of a theme of the model of s: as likely as the mixture says, and that
// it is no remark.
func (w *work) sureness(s *scorer, row, theme int) float64 {
	cols, counts := w.c.Rows.Row(row)
	s.model.mix.Posterior(cols, counts, s.p)
	s.saying, s.said = s.saying[:0], s.said[:0]
	for i, t := range cols {
		if !s.model.judges[t] {
			s.saying, s.said = append(s.saying, t), append(s.said, counts[i])
		}
	}
	return float64(s.p[theme] * borne(s.model.mix.Evidence(s.saying, s.said, theme)-s.model.themes[theme].Remark))
}

// lends says whether theme i of was, which people may rely on, may be theme j of those
// that are: no more of that than another is new to it. It would else lend its name, its
// owner and its figures to another subject.
func (x *matching) lends(i, j int) bool {
	return x.one == nil || x.one[i] < 0 || x.own(x.one[i], j) >= 1-another
}

// own is the share of theme j of those that are that one of was had.
func (x *matching) own(one, j int) float64 {
	had, all := x.had(one, j)
	return had / max(all, math.SmallestNonzeroFloat64)
}

// had is how much of theme j of those that are was one's, and all of it.
func (x *matching) had(one, j int) (had, all float64) {
	for i, row := range x.said {
		if all += row[j]; i < len(x.one) && x.one[i] == one {
			had += row[j]
		}
	}
	return had, all
}

// hold has what people rely on be the same themes only where these hold what they held:
// of the clauses that were surely one's no more than another have left it. Else its themes
// start again from their own clauses. What the fit found apart of it is joined to it.
func (x *matching) hold(to []int) {
	for one := range x.was {
		if !slices.Contains(x.one, one) {
			continue
		}
		var paired []int
		for i, j := range to {
			if x.one[i] == one && j >= 0 {
				paired = append(paired, j)
			}
		}
		parts := x.apart(one, to)
		stays := len(paired) > 0 && x.holds(one, append(slices.Clone(paired), parts...))
		for i := range to {
			if x.one[i] == one && !stays {
				x.again[i], to[i] = true, -1
			}
		}
		if !stays {
			parts = x.apart(one, to)
		}
		for _, j := range parts {
			if x.parts[j] = one; stays && to[one] < 0 {
				x.parts[j] = slices.Index(to, paired[0])
			}
		}
	}
}

// apart are the themes that are and that no other is, of which one had more than half.
func (x *matching) apart(one int, to []int) (parts []int) {
	for j := range x.is {
		if !slices.Contains(to, j) && x.own(one, j) > 0.5 {
			parts = append(parts, j)
		}
	}
	return parts
}

// holds says whether some themes of those that are hold what was one's, and little else.
func (x *matching) holds(one int, some []int) bool {
	var kept, all, of float64
	for j := range len(x.is) + 1 {
		had, every := x.had(one, j)
		if all += had; slices.Contains(some, j) {
			kept, of = kept+had, of+every
		}
	}
	return kept >= (1-another)*all && kept >= (1-another)*of
}

// into is the id of the theme that theme j of those that are goes into: that which it is a
// part of, or its own.
func (x *matching) into(j int, id map[string]string) string {
	if i, part := x.parts[j]; part {
		return x.was[i]
	}
	return id[x.is[j]]
}

// gathered is m without the parts of themes that people rely on: they are joined to the
// theme that they are parts of.
func (x *matching) gathered(m *Model) *Model {
	for _, j := range slices.Sorted(maps.Keys(x.parts)) {
		part, theme := slices.Index(m.IDs(), x.is[j]), slices.Index(m.IDs(), x.was[x.parts[j]])
		if x.again[x.parts[j]] || theme < 0 {
			m = m.only(slices.DeleteFunc(m.columns(), func(l int) bool { return l == part }))
		} else {
			m = m.poured(part, theme)
		}
	}
	return m
}

// with is was with the rows of parts that are joined to themes that start again.
func (x *matching) with(was, is []int32) []int32 {
	out := slices.Clone(was)
	for row, j := range is {
		if i, part := x.parts[int(j)]; part && x.again[i] && x.lends(i, int(j)) {
			out[row] = int32(i)
		}
	}
	return out
}

// keep is m, the fit of before that has gone on, in which themes that people rely on are
// what they were: what one of them has become is a theme of its own where it is another.
func (w *work) keep(m, before *Model, in Input, events *history) *Model {
	if len(in.relied()) == 0 {
		return m
	}
	was, is := w.part(before), w.part(m)
	x := w.matching(before, m, before.found(was), is, in)
	rows, cols := x.sums()
	for i := range x.one {
		if rows[i] < perTheme {
			x.one[i] = -1
		}
	}
	x.hold(before.columns())
	themes, stays := slices.Clone(m.themes), map[string]bool{}
	next := m.next
	for i, again := range x.again {
		if !again {
			continue
		}
		stays[x.was[i]] = true
		x.is[i] = name(next)
		themes[i].ID, next = x.is[i], next+1
		if _, part := x.parts[i]; !part {
			events.add(Parted, x.is[i], "", int(cols[i]), x.was[i])
		}
	}
	if len(stays) == 0 {
		return m
	}
	return x.gathered(w.regrow(assemble(m, themes, m.terms, m.mix), before, x.with(was, is), in, stays))
}
