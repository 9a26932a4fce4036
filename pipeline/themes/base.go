package themes

import (
	"cmp"
	"slices"
)

// A model that has themes made by hand, by seeds and splits, keeps the model that it
// was before the first of them, its base, for as long as nothing but the book changes
// it. When the book no longer asks for one of them, those that are left are made again
// on the base, in the order in which they were first made: the one that is gone might
// as well never have been. A fit, a birth or an erasure changes what a base can be, and
// so ends it: what is undone after that is poured back.

// Base is the model as it was before any theme that it has was made by hand; nil where
// none was, or that is no longer known.
func (m *Model) Base() *Model { return m.base }

// Detached is m without its base.
func (m *Model) Detached() *Model {
	out := *m
	out.base = nil
	return &out
}

// byHand are the themes that were made by hand.
func (m *Model) byHand() []ModelTheme {
	return slices.DeleteFunc(slices.Clone(m.themes), func(t ModelTheme) bool { return t.Made == "" })
}

// withBase is m, as made by hand from base.
func (m *Model) withBase(base *Model) *Model {
	out := *m
	if out.base = base; len(m.byHand()) == 0 {
		out.base = nil
	}
	return &out
}

// again makes what is left of the themes of m that were made by hand on its base again.
func (w *work) again(m *Model, in Input, events *history) *Model {
	want := asked(&in.Book)
	var left []ModelTheme
	for _, t := range m.byHand() {
		if slices.Contains(want, t.Made) {
			left = append(left, t)
			continue
		}
		if source := splitOf(t.Made); m.base.has(source) {
			events.add(Merged, t.ID, t.Made, 0, source)
		} else {
			events.add(Died, t.ID, t.Made, 0)
		}
	}
	slices.SortStableFunc(left, func(a, b ModelTheme) int { return cmp.Compare(events.made(a), events.made(b)) })
	out := m.base
	if len(left) > 0 {
		out = w.over(out)
	}
	for _, t := range left {
		if grown, ok := w.remake(out, t, in); ok {
			out = grown
		}
	}
	back := *out
	back.next = max(m.next, out.next)
	return &back
}

// remake makes one theme of the book on m, under the id that it had.
func (w *work) remake(m *Model, t ModelTheme, in Input) (*Model, bool) {
	for i := range in.Book.Seeds {
		if s := &in.Book.Seeds[i]; s.String() == t.Made {
			return w.seeded(m, s, in)
		}
	}
	for i := range in.Book.Edits {
		if e := &in.Book.Edits[i]; e.String() == t.Made && m.has(e.Split) {
			return w.parted(m, e, t.ID, in)
		}
	}
	return m, false
}

// made is the place in the history at which a theme was made.
func (h *history) made(t ModelTheme) int {
	for i, e := range slices.Backward(h.all) {
		if e.Theme == t.ID && e.Detail == t.Made && (e.What == Born || e.What == Parted) {
			return i
		}
	}
	return len(h.all)
}
