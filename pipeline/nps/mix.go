package nps

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
)

// mostMixValues is how many values a dimension may have for its mix to be taken
// out: beyond it shares are too small to tell moving from noise.
const mostMixValues = 300

// A mixDimension is a way to cut whose shares may move: a dimension, or one level
// of the units' path.
type mixDimension struct {
	name   string
	axis   int
	values []string
	cuts   []int32 // node of each value
	of     []int32 // of each row: place in values
	twin   string  // the dimension that splits responses as this one does, "" for none
}

// mixDimensions lists those of the panel, in the order of their names, but for those that
// split responses as another one does: what it tells would be told twice, as if there
// were two reasons.
func (p *Panel) mixDimensions() []*mixDimension {
	return slices.DeleteFunc(slices.Clone(p.mixes), func(d *mixDimension) bool { return d.twin != "" })
}

// setMixes makes the dimensions that mix is taken out by, of the rows' places by axis.
func (p *Panel) setMixes(axes []lines) {
	for ax := range p.axes {
		if p.axes[ax].name != DimensionUnit {
			p.addMix(ax, axes[ax], 0)
			continue
		}
		for level := 1; level <= p.deepest(ax); level++ {
			p.addMix(ax, axes[ax], level)
		}
	}
	slices.SortFunc(p.mixes, func(a, b *mixDimension) int { return strings.Compare(a.name, b.name) })
	p.setTwins()
	for ax := range p.axes {
		p.crossed = append(p.crossed, sync.OnceValue(func() []*crossing { return p.crossings(ax) }))
	}
	slices.SortFunc(p.dimensions, func(a, b DimensionRow) int { return strings.Compare(a.Dimension, b.Dimension) })
}

// level is that of a cut on its path, 1 the top.
func (p *Panel) level(c int32) int { return 1 + strings.Count(p.cuts[c].value, "/") }

// deepest is the lowest level of an axis.
func (p *Panel) deepest(ax int) int {
	deepest := 1
	for c := p.axes[ax].first; c < p.axes[ax].last; c++ {
		deepest = max(deepest, p.level(c))
	}
	return deepest
}

// addMix adds one axis, or one level of it: what lies above the level is a value
// by itself.
func (p *Panel) addMix(ax int, rows lines, level int) {
	d := &mixDimension{name: p.axes[ax].name, axis: ax, of: make([]int32, len(rows.of))}
	if level > 0 {
		d.name = fmt.Sprintf("%s:%d", d.name, level)
	}
	at := make([]int32, len(rows.nodes))
	for v, nodes := range rows.nodes {
		at[v] = p.placeOn(nodes, level)
	}
	number := map[int32]int32{}
	place := slices.Repeat([]int32{-1}, len(at))
	for i, v := range rows.of {
		if place[v] < 0 {
			n, seen := number[at[v]]
			if !seen {
				n = int32(len(d.values))
				number[at[v]] = n
				d.values, d.cuts = append(d.values, p.cuts[at[v]].value), append(d.cuts, at[v])
			}
			place[v] = n
		}
		d.of[i] = place[v]
	}
	mixed := len(d.values) > 1 && len(d.values) <= mostMixValues
	p.dimensions = append(p.dimensions, DimensionRow{d.name, len(d.values), mixed, ""})
	if mixed {
		p.mixes = append(p.mixes, d)
	}
}

// placeOn is a value's place on its axis: its leaf, or its cut at a level.
func (p *Panel) placeOn(nodes []int32, level int) int32 {
	for _, c := range nodes {
		if level > 0 && !p.cuts[c].hidden && p.level(c) == level {
			return c
		}
	}
	return nodes[0]
}

// DimensionRows says of every way to cut how many values it has and whether its mix
// is taken out of changes.
func (p *Panel) DimensionRows() []DimensionRow { return p.dimensions }

// divides says whether every value of d lies within one of e.
func (d *mixDimension) divides(e *mixDimension) bool {
	of := make([]int32, len(d.values))
	for v := range of {
		of[v] = -1
	}
	for i, v := range d.of {
		if of[v] >= 0 && of[v] != e.of[i] {
			return false
		}
		of[v] = e.of[i]
	}
	return true
}

// mostReplaced is the share of either period's responses that may be of values which the
// other one lacks. Where more are on both sides, values were renamed, or come and go with
// the periods as the waves of a survey do: who answered and how they scored then cannot
// be told apart. Chosen by eye.
const mostReplaced = 0.2

// replaced says whether the values of the dimension are largely others in the one period
// than in the other.
func (w *way) replaced() bool {
	var all, alone [2]int
	for v, n := range w.sizes[0] {
		m := w.sizes[1][v]
		all[0], all[1] = all[0]+n, all[1]+m
		switch {
		case m == 0:
			alone[0] += n
		case n == 0:
			alone[1] += m
		}
	}
	return float64(alone[0]) > mostReplaced*float64(all[0]) && float64(alone[1]) > mostReplaced*float64(all[1])
}

// A grouping sorts the rows of a comparison into cells: the values of a dimension,
// or of several crossed. Cells that are small in either period are one cell, the rest,
// with a value of its own on every dimension; a small cell that is alone, or small
// ones that are small together in both periods, take the smallest others with them.
type grouping struct {
	by    []*mixDimension
	cell  []int32       // of each value of a single dimension
	of    map[int64]int // of several: key of crossed values -> cell
	coord [][]int32     // cell × dimension: place in values; rest for the rest
}

// rest is the value of the cell of small groups.
const rest = -1

// at is the cell of a row.
func (g *grouping) at(i int32) int {
	switch len(g.by) {
	case 0:
		return 0
	case 1:
		return int(g.cell[g.by[0].of[i]])
	}
	return g.of[g.key(i)]
}

// group makes the cells of a comparison.
func (p *Panel) group(crowds *[2]crowd, along way) *grouping {
	g := &grouping{by: along.by}
	if len(g.by) == 0 {
		g.coord = [][]int32{nil}
		return g
	}
	keys, counts := g.count(crowds, along)
	small := make([]bool, len(keys))
	for n := range keys {
		for j := range counts {
			small[n] = small[n] || counts[j][n] > 0 && counts[j][n] < p.SmallGroup
		}
	}
	poolSmall(small, counts, p.SmallGroup)
	g.number(keys, small)
	return g
}

// poolSmall adds the smallest others to what is small until that is not small in both
// groups together.
func poolSmall(small []bool, counts [2][]int, k int) {
	both := [2][]int{make([]int, len(small)), make([]int, len(small))}
	for n := range small {
		both[0][n] = counts[0][n] + counts[1][n]
	}
	for widen(small, both, k) {
	}
}

// count lists the keys that rows have, ascending, and how many responses of either period
// have each.
func (g *grouping) count(crowds *[2]crowd, along way) (keys []int64, counts [2][]int) {
	if len(g.by) == 1 {
		for v, n := range along.sizes[0] {
			if m := along.sizes[1][v]; n+m > 0 {
				keys, counts[0], counts[1] = append(keys, int64(v)), append(counts[0], n), append(counts[1], m)
			}
		}
		return keys, counts
	}
	seen := map[int64]*[2]int{}
	for j := range crowds {
		c := &crowds[j]
		for n, i := range c.rows {
			key := g.key(i)
			if seen[key] == nil {
				seen[key] = new([2]int)
			}
			seen[key][j] += int(c.weight[n])
		}
	}
	keys = slices.Sorted(maps.Keys(seen))
	for j := range counts {
		for _, key := range keys {
			counts[j] = append(counts[j], seen[key][j])
		}
	}
	return keys, counts
}

// showsShare says whether a value's share of all responses may be known in both
// periods: it tells how many there are. Other cuts are crossed with the dimensions
// in no table, so that no share of theirs is shown.
func (s *Scores) showsShare(job comparison, cut int32) bool {
	for _, period := range [...]int32{job.from, job.to} {
		if id := s.panel.at(period, cut); s.base.hidden[id] && s.base.cube.cell(id).responses > 0 {
			return false
		}
	}
	return true
}

// number gives the cells their numbers in the order of their keys, the rest last.
func (g *grouping) number(keys []int64, small []bool) {
	if len(g.by) == 1 {
		g.cell = make([]int32, len(g.by[0].values))
	} else {
		g.of = map[int64]int{}
	}
	set := func(key int64, cell int) {
		if g.of == nil {
			g.cell[key] = int32(cell)
		} else {
			g.of[key] = cell
		}
	}
	pooled := false
	for n, key := range keys {
		if small[n] {
			pooled = true
			continue
		}
		set(key, len(g.coord))
		g.coord = append(g.coord, g.values(key))
	}
	if !pooled {
		return
	}
	for n, key := range keys {
		if small[n] {
			set(key, len(g.coord))
		}
	}
	g.coord = append(g.coord, slices.Repeat([]int32{rest}, len(g.by)))
}

// key crosses the values of a row.
func (g *grouping) key(i int32) int64 {
	key := int64(0)
	for _, d := range g.by {
		key = key*int64(len(d.values)) + int64(d.of[i])
	}
	return key
}

// values takes a key apart.
func (g *grouping) values(key int64) []int32 {
	of := make([]int32, len(g.by))
	for n := len(g.by) - 1; n >= 0; n-- {
		size := int64(len(g.by[n].values))
		of[n] = int32(key % size)
		key /= size
	}
	return of
}
