package nps

import (
	"slices"

	"stemme/pipeline/nps/internal/withhold"
)

// guard withholds, once the cuts are decided, the score of those who commented
// where that of the others, which would follow, is withheld, and the other way
// round. A cut of one of the two alone is known by its own score: where it would have
// to be withheld the whole cut is. It says whether it withheld any.
func (b *bases) guard(p *Panel) (more bool) {
	pair := [...]*slice{b.commented, b.silent}
	for changed := p.SmallGroup > 1; changed; {
		changed = false
		for n, of := range pair {
			extra, other := []int32(nil), pair[1-n]
			for at, id := range of.cube.filled {
				if !of.hidden[id] && of.cube.cells[at].responses > 0 && other.hidden[id] && other.cube.cell(id).responses > 0 {
					extra = append(extra, id)
				}
			}
			if before := of.hidden; len(extra) > 0 || !within(b.base.hidden, before, of.cube.filled) {
				of.hidden = p.hide(of.cube, withhold.Counts{Within: either(before, b.base.hidden), Extra: extra, Known: b.alone(other)})
				changed, more = true, true
			}
		}
		var whole []int32
		for n, of := range pair {
			for _, id := range of.cube.filled {
				if of.hidden[id] && b.alone(pair[1-n])(id) {
					whole = append(whole, id)
				}
			}
		}
		if len(whole) > 0 {
			b.base.hidden = p.hide(b.base.cube, withhold.Counts{Within: b.base.hidden, Extra: whole})
			changed, more = true, true
		}
	}
	return more
}

// alone says which shown cuts the other of the two groups has nobody in.
func (b *bases) alone(other *slice) func(id int32) bool {
	return func(id int32) bool { return !b.base.hidden[id] && other.cube.cell(id).responses == 0 }
}

// within says whether b withholds all that a does of the cells.
func within(a, b []bool, cells []int32) bool {
	return !slices.ContainsFunc(cells, func(id int32) bool { return a[id] && !b[id] })
}

// guard withholds further themes of a cut where the withheld ones could be found
// by subtracting the shown from the cut's comments, which they add up to where
// every comment has one theme; and the cut itself where a withheld theme is all of
// it. The themes under a top theme are such a line, and the top themes with those
// that have none are one. Those who did not comment are part of the cut's line where
// they are withheld. It says whether it withheld a cut, which concerns every system.
func (s *Scores) guard() (cuts bool) {
	if s.panel.SmallGroup <= 1 {
		return false
	}
	s.rehide(nil)
	for {
		extra := map[*slice][]int32{}
		var whole []int32
		for _, id := range s.base.cube.filled {
			if s.base.hidden[id] || s.panel.unmeasured(id) {
				continue
			}
			if s.guardCell(id, extra) {
				whole = append(whole, id)
			}
		}
		if len(extra) == 0 && len(whole) == 0 {
			return cuts
		}
		if len(whole) > 0 {
			s.base.hidden = s.panel.hide(s.base.cube, withhold.Counts{Within: s.base.hidden, Extra: whole})
			cuts = true
		}
		s.rehide(extra)
	}
}

// guardCell adds what one cut's lines of themes need; true asks for the cut.
func (s *Scores) guardCell(id int32, extra map[*slice][]int32) (whole bool) {
	add := func(line []*slice, sum int32, otherwise *slice) {
		least, exposed := s.exposed(line, otherwise == nil, id)
		switch {
		case least != nil:
			extra[least] = append(extra[least], id)
		case exposed > 0 && otherwise != nil:
			if !otherwise.hidden[id] {
				extra[otherwise] = append(extra[otherwise], id)
			}
		case exposed > 0 && exposed == sum:
			whole = true
		}
	}
	all := s.base.cube.cell(id).responses
	add(s.slices, all, nil)
	if len(s.tops) == 0 {
		return whole
	}
	top := slices.Clone(s.tops)
	for t, of := range s.slices {
		if t >= len(s.Tops) || s.Tops[t] == "" {
			top = append(top, of)
		}
	}
	add(top, all, nil)
	for n, of := range s.tops {
		if !of.hidden[id] {
			var line []*slice
			for _, t := range s.under[n] {
				line = append(line, s.slices[t])
			}
			add(line, all, of)
		}
	}
	return whole
}

// veil withholds, once all else is decided, a top theme with two themes under it that
// come together, where over all those who mention both, one alone, or none of them are
// a small group: they are the difference of what is shown. Nothing of the top theme is
// left that a sum could give away.
func (s *Scores) veil() {
	k, id := int32(s.panel.SmallGroup), s.panel.at(periodAll, cutAll)
	if k <= 1 {
		return
	}
	for n, top := range s.tops {
		var parts []withhold.Size
		for _, t := range s.under[n] {
			if size := s.slices[t].cube.cell(id).size(); size.Responses > 0 {
				parts = append(parts, size)
			}
		}
		if len(parts) != 2 {
			continue
		}
		any := top.cube.cell(id).size()
		both := parts[0].Less(any.Less(parts[1]))
		if both.Responses == 0 {
			continue
		}
		for _, group := range [...]withhold.Size{both, any.Less(parts[0]), any.Less(parts[1]), s.commented.cube.cell(id).size().Less(any)} {
			if group.Small(k) {
				for _, at := range top.cube.filled {
					top.hidden[at] = true
				}
			}
		}
	}
}

// exposed says whether the withheld slices of a line could be found by subtracting
// the shown ones from their sum: least is then the smallest shown one, nil where
// none is shown, and alone the responses of the one that is withheld where it is
// but one. silent says that the sum is of those without a comment too: their number is
// known, but where they are withheld not their classes, so that the line must hold
// without them and with them.
func (s *Scores) exposed(of []*slice, silent bool, id int32) (least *slice, alone int32) {
	var l withhold.Line
	var smallest int32
	for _, x := range of {
		c := x.cube.cell(id)
		switch {
		case c.responses == 0:
		case x.hidden[id]:
			l.Add(c.size())
		case least == nil || c.responses < smallest:
			least, smallest = x, c.responses
		}
	}
	k := int32(s.panel.SmallGroup)
	exposed := l.Exposed(k)
	if c := s.silent.cube.cell(id); silent && c.responses > 0 && s.silent.hidden[id] {
		l.Add(c.size())
		exposed = exposed || l.Exposed(k)
	}
	if !exposed {
		return nil, 0
	}
	if least == nil && l.Count > 1 {
		return nil, -1
	}
	return least, l.Total.Responses
}

// rehide withholds anew in every theme what lies in a withheld cut, and extra.
func (s *Scores) rehide(extra map[*slice][]int32) {
	p := s.panel
	news := !slices.Equal(s.within, s.base.hidden)
	s.within = slices.Clone(s.base.hidden)
	all := slices.Concat(s.slices, s.tops)
	p.parallel(len(all), func(n int) {
		if of := all[n]; len(extra[of]) > 0 || news {
			s.hide(of, either(of.hidden, s.base.hidden), extra[of])
		}
	})
}

// either says of each cell whether a or b withholds it.
func either(a, b []bool) []bool {
	both := slices.Clone(a)
	for i, hidden := range b {
		both[i] = both[i] || hidden
	}
	return both
}
