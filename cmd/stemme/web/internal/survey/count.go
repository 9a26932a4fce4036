package survey

import (
	"strings"

	"stemme/models"
	"stemme/pipeline/nps"
)

// A Count is what some rows come to.
type Count struct {
	nps.Tally
	Commented int     // of the responses, those with a comment
	Hits      int     // comments that a search finds
	Design    float64 // how much repeated customers widen the variance of the score; 1 for not
}

// A Value is one value of a way to cut, one period, or one theme, with its count.
type Value struct {
	Name string
	Count
	Said Count // of those with a comment; nothing of a theme
}

// A cell is all that counting asks of a row: the class of those who count, and what
// they wrote. A histogram by group and cell is one pass without a branch a row.
const (
	shift = 4 // of a group, to its first cell
	cells = 1 << shift
	aside = 4 * wrote // the cells from here count as hits alone
)

// What a row says.
const (
	nothing = iota
	aTitle
	aComment
	wrote // how many there are
)

// cellOf is the cell of a row.
func cellOf(class models.Class, counts bool, text int) uint8 {
	if !counts {
		return uint8(aside + text)
	}
	return uint8(int(class)*wrote + text)
}

// add counts n rows of a cell; only says whether those with a comment alone are asked
// for.
func (c *Count) add(cell int, n int32, only bool) {
	text := cell % wrote
	if n == 0 || only && text != aComment {
		return
	}
	if text != nothing {
		c.Hits += int(n)
	}
	if cell >= aside {
		return
	}
	c.AddN(models.Class(cell/wrote), int(n))
	if text == aComment {
		c.Commented += int(n)
	}
}

// histogram counts the selected rows by group and cell.
func (sel *Selection) histogram(by *sorting) []int32 {
	hist := make([]int32, len(by.names)<<shift)
	places, of := sel.places(), sel.cellsBy(by)
	codes := by.codes()
	if codes > len(places) {
		for _, at := range places {
			cell := uint32(of[at])
			for _, group := range by.groups(by.code[at]) {
				hist[group<<shift|cell]++
			}
		}
		return hist
	}
	ofCode := make([]int32, codes<<shift)
	for _, at := range places {
		ofCode[by.code[at]<<shift|uint32(of[at])]++
	}
	for code := range codes {
		for _, group := range by.groups(uint32(code)) {
			for cell := range cells {
				hist[group<<shift|uint32(cell)] += ofCode[code<<shift|cell]
			}
		}
	}
	return hist
}

// counts are those of a histogram, of all or of those with a comment.
func counts(hist []int32, only bool) []Count {
	all := make([]Count, len(hist)>>shift)
	for i, n := range hist {
		all[i>>shift].add(i&(cells-1), n, only)
	}
	return all
}

// count counts the rows of every group; with said, of those with a comment, too.
func (sel *Selection) count(by *sorting, withSaid bool) []Value {
	hist := sel.histogram(by)
	all := counts(hist, false)
	together := sel.together(by)
	sel.widen(all, by, nil, together, false)
	values := make([]Value, len(all))
	for i := range all {
		values[i] = Value{Name: by.names[i], Count: all[i]}
	}
	if withSaid {
		said := counts(hist, true)
		sel.widen(said, by, nil, together, true)
		for i := range said {
			values[i].Said = said[i]
		}
	}
	return values
}

// known leaves out the groups that no row is in.
func known(values []Value) []Value {
	n := 0
	for _, v := range values {
		if v.Responses() > 0 || v.Hits > 0 {
			values[n] = v
			n++
		}
	}
	return values[:n]
}

// All counts every row.
func (sel *Selection) All() Value { return sel.count(sel.by(nps.KindAll), true)[0] }

// By counts by the values of a way to cut; of units, every level. A value that no
// row has is left out. An unknown way to cut has no values.
func (sel *Selection) By(name string) []Value {
	c, ok := sel.Column(name)
	if !ok {
		return nil
	}
	return known(sel.count(&c.by, true))
}

// Periods counts by month, quarter or year, in order; rows without a day are left
// out. Those without a row between others are there, empty.
func (sel *Selection) Periods(kind string) []Value {
	values := sel.count(sel.by(kind), true)
	first, end := len(values), 0
	for i := range values {
		if values[i].Responses() > 0 || values[i].Hits > 0 {
			first, end = min(first, i), i+1
		}
	}
	return values[min(first, end):end]
}

// Themes counts by the themes of a lens, "" for those that were found, in the order
// that they were given in; last, under models.NoTheme, the comments with none.
func (sel *Selection) Themes(lens string) []Value {
	values := sel.count(sel.lens(lens), false)
	none := values[len(values)-1]
	if lens == "" { // the search finds titles without a comment too
		none.Hits = sel.And(sel.Speaking(models.NoTheme)).Hits()
	}
	return append(known(values[:len(values)-1]), none)
}

// Cross counts by the values of a way to cut and the themes of a lens at once:
// counts[value][theme], the last theme being none. What repeated customers do to the
// intervals is worked out where these are wanted.
func (sel *Selection) Cross(name, lens string, intervals bool) (values, themes []string, all [][]Count) {
	c, ok := sel.Column(name)
	if !ok {
		return nil, nil, nil
	}
	by := sel.lens(lens)
	width := len(by.names)
	hist := make([]int32, len(c.Values)*width<<shift) // by code, not yet by level
	of := sel.cellsBy(&c.by)
	for _, at := range sel.places() {
		first, cell := c.code[at]*uint32(width), uint32(of[at])
		for _, theme := range by.groups(by.code[at]) {
			hist[(first+theme)<<shift|cell]++
		}
	}
	flat := make([]Count, len(c.by.names)*width)
	for code := range c.Values {
		for _, level := range c.by.groups(uint32(code)) {
			for i, n := range hist[code*width<<shift : (code+1)*width<<shift] {
				flat[int(level)*width+i>>shift].add(i&(cells-1), n, false)
			}
		}
	}
	if intervals {
		sel.widen(flat, &c.by, by, sel.togetherIn(&c.by, by), false)
	}
	for i := range c.by.names {
		all = append(all, flat[i*width:(i+1)*width])
	}
	return c.by.names, by.names, all
}

// Depth is how many levels lie above a unit.
func Depth(unit string) int { return strings.Count(unit, "/") }
