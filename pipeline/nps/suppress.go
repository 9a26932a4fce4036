package nps

// A size is how many responses a group has, and how many of them are scored.
type size struct{ responses, scored int32 }

// small says whether a group's score would be that of too few: fewer than k
// responses, or fewer than k with a score.
func (s size) small(k int32) bool {
	return s.responses > 0 && s.responses < k || s.scored > 0 && s.scored < k
}

// A line gathers the withheld groups of one line.
type line struct {
	total size
	count int32 // withheld groups
	never int32 // those of them that have no row of their own anywhere
}

func (l *line) add(s size, never bool) {
	l.total.responses += s.responses
	l.total.scored += s.scored
	l.count++
	if never {
		l.never++
	}
}

// exposed says whether subtracting the shown groups from the line's sum gives
// away a withheld row, or the union of withheld groups while it is small.
func (l *line) exposed(k int32) bool {
	return l.count == 1 && l.never == 0 || l.count > 0 && l.total.small(k)
}

// A lattice is a table of counts over periods × cuts, in which every period is
// the sum of its parts and every cut, for each axis, the sum of its children.
type lattice struct {
	panel  *Panel
	filled []int32 // cells that are not empty, ascending
	sizes  []size  // by cell
	hidden []bool  // by cell
	never  func(id int32) bool
	k      int32
	lines  []lineState // scratch of mend
	blocks [][]int32   // cells of each block, made by round
}

// suppress withholds, in the lattice of cells that q fills, every small group and
// so many others that none of them is found by subtraction:
//
//  1. a group below k is withheld;
//  2. what lies within a withheld group is withheld;
//  3. along every line, over the parts of a period and over the children of a
//     cut, the withheld groups are none, or at least two and together at least k;
//     a withheld group that fills its line alone takes the line's sum with it;
//  4. in every block of sibling periods × sibling cuts each withheld cell lies on a
//     cycle of withheld cells, round which counts can be moved without touching a
//     sum: see block.
//
// Cells within a withheld one of within, and those of extra, are withheld too;
// cells outside are no part of the lattice and never shown.
//
// Method: Cox, "Suppression Methodology and Statistical Disclosure Control", JASA
// 75 (1980); Hundepool et al., "Statistical Disclosure Control" (2012), ch. 4.
func (p *Panel) suppress(q *cube, within []bool, outside func(id int32) bool, extra []int32) []bool {
	l := lattice{panel: p, k: int32(p.SmallGroup), hidden: make([]bool, p.cells())}
	if p.SmallGroup <= 1 {
		return l.hidden
	}
	l.sizes = make([]size, p.cells())
	for at, id := range q.filled {
		l.sizes[id] = size{q.cells[at].responses, q.cells[at].scored()}
	}
	l.never = func(id int32) bool { return p.cuts[id%int32(len(p.cuts))].hidden }
	for _, id := range q.filled {
		if outside != nil && outside(id) {
			l.hidden[id] = true
			continue
		}
		l.filled = append(l.filled, id)
		l.hidden[id] = l.never(id) || l.sizes[id].small(l.k) || within != nil && within[id]
	}
	for _, id := range extra {
		l.hidden[id] = true
	}
	for {
		changed := l.descend()
		changed = l.mend() || changed
		if !changed && !l.round() {
			return l.hidden
		}
	}
}

// split is the period and the cut of a cell.
func (l *lattice) split(id int32) (period, cut int32) {
	n := int32(len(l.panel.cuts))
	return id / n, id % n
}

// descend withholds what lies within a withheld cell. Parents come before their
// children in both trees, so that one pass in ascending order is enough.
func (l *lattice) descend() bool {
	changed := false
	for _, id := range l.filled {
		if l.hidden[id] {
			continue
		}
		period, cut := l.split(id)
		if up := l.panel.periods[period].parent; up >= 0 && l.hides(up, cut) {
			l.hidden[id], changed = true, true
		} else if up := l.panel.cuts[cut].parent; up >= 0 && l.hides(period, up) {
			l.hidden[id], changed = true, true
		}
	}
	return changed
}

// hides says whether a cell with a row of its own is withheld.
func (l *lattice) hides(period, cut int32) bool {
	return l.hidden[l.panel.at(period, cut)]
}

// mend withholds along every exposed line its smallest shown group, or, where
// none is left, the line's sum. All lines are judged as they were before.
func (l *lattice) mend() bool {
	p := l.panel
	if l.lines == nil {
		l.lines = make([]lineState, p.cells()+len(p.periods)*p.lines)
	}
	var touched []int32
	for _, id := range l.filled {
		hidden, size, never := l.hidden[id], l.sizes[id], l.never(id)
		for _, key := range l.linesOf(id) {
			if key.sum < 0 || l.hidden[key.sum] {
				continue
			}
			s := &l.lines[key.slot]
			if !s.used {
				*s = lineState{least: -1, sum: key.sum, used: true, block: l.inBlock(id)}
				touched = append(touched, key.slot)
			}
			switch {
			case hidden:
				s.add(size, never)
			case s.least < 0 || size.responses < s.leastSize:
				s.least, s.leastSize = id, size.responses
			}
		}
	}
	changed := false
	for _, slot := range touched {
		s := &l.lines[slot]
		s.used = false
		if !s.exposed(l.k) || s.block && !s.total.small(l.k) {
			continue
		}
		if s.least < 0 {
			s.least = s.sum
		}
		l.hidden[s.least], changed = true, true
	}
	return changed
}

// inBlock says whether a cell lies in a block.
func (l *lattice) inBlock(id int32) bool {
	period, cut := l.split(id)
	return period != periodAll && cut != cutAll
}

// A lineState is a line with its sum and its smallest shown group.
type lineState struct {
	line
	least, leastSize, sum int32
	used                  bool
	block                 bool // a line of a block: round sees to single groups
}

// A lineKey is a line's place among all lines and the cell of its sum, -1 for a
// line that does not exist.
type lineKey struct{ slot, sum int32 }

// linesOf lists the two lines that a cell is a group of: over the parts of a
// period and over the children of a cut.
func (l *lattice) linesOf(id int32) [2]lineKey {
	p := l.panel
	period, cut := l.split(id)
	keys := [2]lineKey{{-1, -1}, {-1, -1}}
	if up := p.periods[period].parent; up >= 0 {
		sum := p.at(up, cut)
		keys[0] = lineKey{sum, sum}
	}
	if c := &p.cuts[cut]; c.parent >= 0 {
		keys[1] = lineKey{int32(p.cells()) + period*int32(p.lines) + c.line, p.at(period, c.parent)}
	}
	return keys
}
