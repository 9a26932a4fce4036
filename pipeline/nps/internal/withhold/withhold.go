// Package withhold decides which figures of a table of counts are not shown, so
// that no small group is read or found by subtraction.
package withhold

import (
	"slices"
	"sync"
)

// A Size is how many responses a group has, and how many of them are scored.
type Size struct{ Responses, Scored int32 }

// Small says whether a group's score would be that of too few: fewer than k
// responses, or fewer than k with a score.
func (s Size) Small(k int32) bool {
	return s.Responses > 0 && s.Responses < k || s.Scored > 0 && s.Scored < k
}

// Add is the size of two groups together.
func (s Size) Add(other Size) Size {
	return Size{s.Responses + other.Responses, s.Scored + other.Scored}
}

// Less is the size of a group without a part of it.
func (s Size) Less(part Size) Size {
	return Size{s.Responses - part.Responses, s.Scored - part.Scored}
}

// A Line gathers the withheld groups of one line: a list of groups without
// overlap whose sum is known.
type Line struct {
	Total Size
	Count int32 // withheld groups
	noRow int32 // those of them that have no row of their own anywhere
}

// Add adds a withheld group that has a row of its own.
func (l *Line) Add(s Size) { l.add(s, false) }

func (l *Line) add(s Size, noRow bool) {
	l.Total.Responses += s.Responses
	l.Total.Scored += s.Scored
	l.Count++
	if noRow {
		l.noRow++
	}
}

// Exposed says whether subtracting the shown groups from the line's sum gives
// away a withheld row, or the union of withheld groups while it is small.
func (l *Line) Exposed(k int32) bool {
	return l.Count == 1 && l.noRow == 0 || l.Count > 0 && l.Total.Small(k)
}

// A Grid is the shape of a table of counts over periods × cuts, in which every
// period is the sum of its parts and every cut, for each axis, the sum of its
// children. Period 0 and cut 0 are all responses; parents come before their
// children. A cell's id is period·len(Cuts) + cut.
type Grid struct {
	Periods []int32 // the parent of each period, -1 for none
	Cuts    []Cut
	Lines   int   // lines of siblings among the cuts
	K       int32 // groups below K are small; 1 or less withholds none

	free sync.Pool // lattices that no Hide is at work with
}

// A Cut is a node of the tree of cuts.
type Cut struct {
	Parent int32 // -1 for none
	Line   int32 // number of the line of its siblings
	NoRow  bool  // it is never shown, but can be found by subtraction
}

// Cells is the number of cells of the grid.
func (g *Grid) Cells() int { return len(g.Periods) * len(g.Cuts) }

func (g *Grid) at(period, cut int32) int32 { return period*int32(len(g.Cuts)) + cut }

// split is the period and the cut of a cell.
func (g *Grid) split(id int32) (period, cut int32) {
	n := int32(len(g.Cuts))
	return id / n, id % n
}

// noRow says whether a cell has no row of its own.
func (g *Grid) noRow(id int32) bool { return g.Cuts[id%int32(len(g.Cuts))].NoRow }

// Counts are the groups of a grid, and what is known of them beforehand.
type Counts struct {
	Filled  []int32             // cells that are not empty, ascending
	Sizes   []Size              // of the filled cells
	Few     []bool              // of the filled cells: so few gave its responses that it is small; nil for none
	Within  []bool              // by cell: withheld, as part of a withheld one; nil for none
	Outside func(id int32) bool // cells that are no part of the table and never shown; nil for none
	Extra   []int32             // cells that are withheld as well
	Open    func(id int32) bool // cells that need no protection for being small, though who asks shows none; nil for none
	Known   func(id int32) bool // cells whose count is known anyway, so that to withhold them helps none; nil for none
}

// A lattice is a grid with its counts and what is withheld so far.
type lattice struct {
	*Grid
	filled []int32 // cells that are not empty, ascending
	sizes  []Size  // by cell
	small  []bool  // by cell
	hidden []bool  // by cell
	known  func(id int32) bool
	open   func(id int32) bool

	lines   []lineState // scratch of mend
	touched []int32     // likewise

	blocks        [][]inner // cells of each block, made by round; none before
	inner         []inner   // those cells
	first, next   []int32   // scratch of setBlocks
	closed        []int32   // of each block: what was withheld when round last closed it
	drawn         block     // scratch of round
	rows, columns []int32   // likewise: the node of each period and cut, −1 for none
}

// lattice is one with no counts.
func (g *Grid) lattice() *lattice {
	if l, ok := g.free.Get().(*lattice); ok {
		l.filled, l.blocks = l.filled[:0], l.blocks[:0]
		return l
	}
	return &lattice{
		Grid: g, sizes: make([]Size, g.Cells()), small: make([]bool, g.Cells()), lines: make([]lineState, g.Cells()+len(g.Periods)*g.Lines),
		rows: slices.Repeat([]int32{-1}, len(g.Periods)), columns: slices.Repeat([]int32{-1}, len(g.Cuts)),
	}
}

// done gives a lattice back, without its counts.
func (l *lattice) done(of Counts) {
	for _, id := range of.Filled {
		l.sizes[id], l.small[id] = Size{}, false
	}
	l.hidden, l.known, l.open = nil, nil, nil
	l.free.Put(l)
}

// Hide says of each cell whether it is withheld: every small group and so many
// others that none of them is found by subtraction:
//
//  1. a group below K, or of few, is withheld, but for those that are open;
//  2. what lies within a withheld group is withheld, but for what is known anyway, and
//     of what is open only what lies within a small one;
//  3. along every line, over the parts of a period and over the children of a
//     cut, the withheld groups are none, or at least two and together at least K;
//     a withheld group that fills its line alone takes the line's sum with it;
//  4. in every block of sibling periods × sibling cuts each withheld cell lies on a
//     cycle of withheld cells, round which counts can be moved without touching a
//     sum: see block.
//
// Method: Cox, "Suppression Methodology and Statistical Disclosure Control", JASA
// 75 (1980); Hundepool et al., "Statistical Disclosure Control" (2012), ch. 4.
func (g *Grid) Hide(of Counts) []bool {
	hidden := make([]bool, g.Cells())
	if g.K <= 1 {
		return hidden
	}
	l := g.lattice()
	defer l.done(of)
	l.hidden, l.known, l.open = hidden, of.Known, of.Open
	for at, id := range of.Filled {
		l.sizes[id] = of.Sizes[at]
		l.small[id] = l.sizes[id].Small(g.K) || of.Few != nil && of.Few[at]
		if of.Outside != nil && of.Outside(id) {
			l.hidden[id] = true
			continue
		}
		l.filled = append(l.filled, id)
		small := l.small[id] && (of.Open == nil || !of.Open(id))
		l.hidden[id] = small || l.noRow(id) || of.Within != nil && of.Within[id]
	}
	for _, id := range of.Extra {
		l.hidden[id] = true
	}
	for {
		changed := l.descend()
		changed = l.mend() || changed
		if !changed && !l.round() {
			return hidden
		}
	}
}

// descend withholds what lies within a withheld cell, as Hide says. Parents come before their
// children in both trees, so that one pass in ascending order is enough.
func (l *lattice) descend() bool {
	changed := false
	for _, id := range l.filled {
		if l.hidden[id] || l.known != nil && l.known(id) {
			continue
		}
		period, cut := l.split(id)
		if up := l.Periods[period]; up >= 0 && l.hides(up, cut, id) {
			l.hidden[id], changed = true, true
		} else if up := l.Cuts[cut].Parent; up >= 0 && l.hides(period, up, id) {
			l.hidden[id], changed = true, true
		}
	}
	return changed
}

// hides says whether a cell is withheld with all that lies within it: what is open within
// it only where it is small itself.
func (l *lattice) hides(period, cut, within int32) bool {
	id := l.at(period, cut)
	return l.hidden[id] && (l.open == nil || !l.open(within) || l.small[id])
}

// mend withholds along every exposed line its smallest shown group, or, where
// none is left that is not known anyway, the line's sum. All lines are judged as they were
// before.
func (l *lattice) mend() bool {
	l.touched = l.touched[:0]
	for _, id := range l.filled {
		hidden, size, noRow := l.hidden[id], l.sizes[id], l.noRow(id)
		for _, key := range l.linesOf(id) {
			if key.sum < 0 || l.hidden[key.sum] {
				continue
			}
			s := &l.lines[key.slot]
			if !s.used {
				*s = lineState{least: -1, sum: key.sum, used: true, block: l.inBlock(id)}
				l.touched = append(l.touched, key.slot)
			}
			switch {
			case hidden:
				s.add(size, noRow)
			case s.least < 0 || l.cost(id) < s.leastCost:
				s.least, s.leastCost = id, l.cost(id)
			}
		}
	}
	changed := false
	for _, slot := range l.touched {
		s := &l.lines[slot]
		s.used = false
		if !s.Exposed(l.K) || s.block && !s.Total.Small(l.K) {
			continue
		}
		if s.least < 0 || s.leastCost == dear && l.cost(s.sum) < dear {
			s.least = s.sum
		}
		l.hidden[s.least], changed = true, true
	}
	return changed
}

// dear is what it costs to withhold a cell that is known anyway, in responses: more
// than any way round it.
const dear = 1 << 28

// cost is what it costs to withhold a cell.
func (l *lattice) cost(id int32) int32 {
	if l.known != nil && l.known(id) {
		return dear
	}
	return l.sizes[id].Responses
}

// inBlock says whether a cell lies in a block.
func (l *lattice) inBlock(id int32) bool {
	period, cut := l.split(id)
	return period != 0 && cut != 0
}

// A lineState is a line with its sum and its smallest shown group.
type lineState struct {
	Line
	least, leastCost, sum int32
	used                  bool
	block                 bool // a line of a block: round sees to single groups
}

// A lineKey is a line's place among all lines and the cell of its sum, -1 for a
// line that does not exist.
type lineKey struct{ slot, sum int32 }

// linesOf lists the two lines that a cell is a group of: over the parts of a
// period and over the children of a cut.
func (l *lattice) linesOf(id int32) [2]lineKey {
	period, cut := l.split(id)
	keys := [2]lineKey{{-1, -1}, {-1, -1}}
	if up := l.Periods[period]; up >= 0 {
		sum := l.at(up, cut)
		keys[0] = lineKey{sum, sum}
	}
	if c := &l.Cuts[cut]; c.Parent >= 0 {
		keys[1] = lineKey{int32(l.Cells()) + period*int32(l.Lines) + c.Line, l.at(period, c.Parent)}
	}
	return keys
}
