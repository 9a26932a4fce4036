package nps

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"stemme/models"
)

// The dimensions that every survey can be cut by; segments add theirs by name.
const (
	DimensionAll        = "all"
	DimensionTouchpoint = "touchpoint"
	DimensionStage      = "stage"
	DimensionUnit       = "unit"
	DimensionSource     = "source" // only where there are several
)

// A cut is a node of an axis: one value of a dimension, or one level of a path.
// A path whose own responses lie beside those of its children has a hidden child
// for them: nobody sees it, but it can be found by subtraction.
type cut struct {
	axis   int // index into axes; -1 for all
	value  string
	parent int32 // -1 for all; of another axis where its dimension divides that one's
	line   int32 // number of the line of its siblings
	leaf   bool
	hidden bool
	rare   bool // so few responses have it in all that the value itself is not told
}

// cutAll is the node of all responses.
const cutAll = 0

// An axis is a dimension with its cuts, which are cuts[first:last].
type axis struct {
	name        string
	first, last int32
}

// A dimension is a way to cut, before its values are put on an axis.
type dimension struct {
	name string
	column
	within int     // the dimension that it divides further, -1 for none
	parent []int32 // of each value: the value of that one
}

// lines are the places on an axis of the rows of a column.
type lines struct {
	column
	nodes [][]int32 // of each value, from its leaf up
}

// setCuts builds the axes and every row's places on them, which it returns by axis. A
// dimension whose values each lie within one value of another, as touchpoints lie within
// a stage, hangs below that one: its values add up to it, and can be found from it.
func (p *Panel) setCuts(of *sheet) []lines {
	p.cuts = []cut{{axis: -1, parent: -1}}
	flat := of.dimensions(p.within)
	var axes []lines
	for n := range flat {
		above := func(int) int32 { return cutAll }
		if w := flat[n].within; w >= 0 {
			above = func(v int) int32 { return axes[w].nodes[flat[n].parent[v]][0] }
		}
		axes = append(axes, p.addAxis(flat[n].name, flat[n].column, above, func(v string) []string { return []string{v} }))
	}
	if of.unit.distinct() > 0 {
		axes = append(axes, p.addAxis(DimensionUnit, of.unit, func(int) int32 { return cutAll }, models.UnitLevels))
	}
	p.setPlaces(len(of.weight), axes)
	return axes
}

// setPlaces puts every row on all and on every axis.
func (p *Panel) setPlaces(rows int, axes []lines) {
	total := rows
	for _, of := range axes {
		for _, v := range of.of {
			total += len(of.nodes[v])
		}
	}
	all := make([]int32, 0, total)
	p.places = make([][]int32, rows)
	for i := range p.places {
		first := len(all)
		all = append(all, cutAll)
		for n := range axes {
			all = append(all, axes[n].nodes[axes[n].of[i]]...)
		}
		p.places[i] = all[first:len(all):len(all)]
	}
}

// tellsApart says whether a segment has two values, or one that some of a source have and others of
// it have not. What is the same of all who were asked, such as the status that a survey tool writes
// beside each answer, is no way to cut until another value comes.
func (s *sheet) tellsApart(c *column) bool {
	known := c.distinct()
	if _, blank := c.number[""]; blank && known > 0 {
		known--
	}
	_, bySource := s.source.into(c)
	return known > 1 || !bySource
}

// TellsApart says whether a segment has two values, or one that some of a source have and others of it have not: the rule
// by which it is a way to cut.
func TellsApart(responses []models.Response, segment string) bool {
	known, of := "", map[string]string{}
	for i := range responses {
		r := &responses[i]
		value := r.Segment(segment)
		if known == "" {
			known = value
		}
		before, met := of[r.Source]
		if met && before != value || value != "" && value != known {
			return true
		}
		of[r.Source] = value
	}
	return false
}

// dimensions lists those but unit that have a value, the coarser first, and which
// of them divide which. Of rows that lie within a cut what is the same of all is one too.
func (s *sheet) dimensions(within bool) []dimension {
	var flat []dimension
	add := func(name string, least int, c column) {
		if c.distinct() >= least {
			flat = append(flat, dimension{name: name, column: c, within: -1})
		}
	}
	add(DimensionTouchpoint, 1, s.touchpoint)
	add(DimensionStage, 1, s.stage)
	add(DimensionSource, 2, s.source) // one source is all
	for _, c := range slices.SortedFunc(slices.Values(s.segments), byName) {
		if within || s.tellsApart(&c) {
			add(SegmentDimension(c.name), 1, c)
		}
	}
	slices.SortStableFunc(flat, func(a, b dimension) int { return cmp.Compare(a.distinct(), b.distinct()) })
	for n := range flat {
		for coarser := n - 1; coarser >= 0 && flat[n].within < 0; coarser-- {
			if to, divides := flat[n].into(&flat[coarser].column); divides {
				flat[n].within, flat[n].parent = coarser, to
			}
		}
	}
	return flat
}

// reserved says whether a segment has a dimension's name and is shown with
// "segment_" before it.
func reserved(name string) bool {
	switch name {
	case DimensionAll, DimensionTouchpoint, DimensionStage, DimensionUnit, DimensionSource:
		return true
	}
	return false
}

// SegmentDimension is the dimension that a segment is shown as.
func SegmentDimension(name string) string {
	if reserved(name) {
		return "segment_" + name
	}
	return name
}

// topLevel is the first of the levels of a path.
func topLevel(path string) string {
	if at := strings.IndexByte(path[min(1, len(path)):], '/'); at >= 0 {
		return path[:at+1]
	}
	return path
}

// addAxis adds the cuts of one dimension in the order of its values; above is the cut
// that a value's top level hangs below, split lists a value's levels.
func (p *Panel) addAxis(name string, of column, above func(v int) int32, split func(string) []string) lines {
	direct, inner := map[string]bool{}, map[string]bool{}
	top := map[string]int32{}
	for n, v := range of.values {
		direct[v] = true
		path := split(v)
		top[path[0]] = above(n)
		for _, level := range path[:len(path)-1] {
			inner[level] = true
		}
	}
	leaf := p.growAxis(name, direct, inner, top, split)
	on := lines{of, make([][]int32, len(of.values))}
	for n, v := range of.values {
		for c := leaf[v]; c != cutAll && p.cuts[c].axis == len(p.axes)-1; c = p.cuts[c].parent {
			on.nodes[n] = append(on.nodes[n], c)
		}
	}
	return on
}

// growAxis returns the leaf of each value that responses have. The children on one axis
// of one cut, which add up to it, are one line.
func (p *Panel) growAxis(name string, direct, inner map[string]bool, top map[string]int32, split func(string) []string) map[string]int32 {
	values := slices.Collect(maps.Keys(direct))
	for v := range inner {
		if !direct[v] {
			values = append(values, v)
		}
	}
	slices.Sort(values)
	ax := len(p.axes)
	p.axes = append(p.axes, axis{name: name, first: int32(len(p.cuts))})
	node, leaf, line := map[string]int32{}, map[string]int32{}, map[int32]int32{}
	add := func(c cut) int32 {
		n, seen := line[c.parent]
		if !seen {
			n = int32(p.lines)
			line[c.parent] = n
			p.lines++
		}
		c.axis, c.line = ax, n
		p.cuts = append(p.cuts, c)
		return int32(len(p.cuts) - 1)
	}
	for _, v := range values {
		path := split(v)
		parent := top[path[0]]
		if len(path) > 1 {
			parent = node[path[len(path)-2]]
		}
		node[v] = add(cut{value: v, parent: parent, leaf: !inner[v]})
		leaf[v] = node[v]
		if inner[v] && direct[v] {
			leaf[v] = add(cut{value: v, parent: node[v], leaf: true, hidden: true})
		}
	}
	p.axes[ax].last = int32(len(p.cuts))
	return leaf
}

// setRare finds the values that fewer than SmallGroup customers have in all. The rows of a
// customer lie together.
func (p *Panel) setRare() {
	count, last := make([]int, len(p.cuts)), make([]int32, len(p.cuts))
	for c := range last {
		last[c] = alone
	}
	for i, of := range p.places {
		customer := p.cluster[i]
		for _, c := range of {
			switch {
			case customer == alone:
				count[c] += int(p.weight[i])
			case customer != last[c]:
				count[c]++
			}
			last[c] = customer
		}
	}
	for c := range p.cuts {
		p.cuts[c].rare = p.cuts[c].value != "" && count[c] < p.SmallGroup
	}
}

// dimension is the name of c's axis.
func (p *Panel) dimension(c int32) string {
	if a := p.cuts[c].axis; a >= 0 {
		return p.axes[a].name
	}
	return DimensionAll
}

// axisOf is the place of a dimension among the axes, -1 for none.
func (p *Panel) axisOf(dimension string) int {
	return slices.IndexFunc(p.axes, func(a axis) bool { return a.name == dimension })
}

// findCut is the node of a dimension's value; -1 where no response has it.
func (p *Panel) findCut(dimension, value string) int32 {
	if dimension == DimensionAll {
		return cutAll
	}
	for _, a := range p.axes {
		for c := a.first; a.name == dimension && c < a.last; c++ {
			if !p.cuts[c].hidden && p.cuts[c].value == value {
				return c
			}
		}
	}
	return -1
}

// tops lists the shown cuts of a dimension that lie within no other of it.
func (p *Panel) tops(dimension string) []int32 {
	var nodes []int32
	for _, a := range p.axes {
		for c := a.first; a.name == dimension && c < a.last; c++ {
			if !p.cuts[c].hidden && (p.cuts[c].parent == cutAll || p.cuts[p.cuts[c].parent].axis != p.cuts[c].axis) {
				nodes = append(nodes, c)
			}
		}
	}
	return nodes
}

// leaves lists the cuts of a dimension that have no children, hidden ones too.
func (p *Panel) leaves(dimension string) []int32 {
	var nodes []int32
	for c := range p.cuts {
		if p.cuts[c].leaf && p.dimension(int32(c)) == dimension {
			nodes = append(nodes, int32(c))
		}
	}
	return nodes
}

// Dimensions lists the ways to cut that the survey has, as the tables name them,
// sorted; all is not among them.
func (p *Panel) Dimensions() []string {
	names := make([]string, len(p.axes))
	for i := range p.axes {
		names[i] = p.axes[i].name
	}
	slices.Sort(names)
	return names
}
