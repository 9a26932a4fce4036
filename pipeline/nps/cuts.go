package nps

import (
	"slices"

	"stemme/models"
)

// The dimensions that every survey can be cut by; segments add theirs by name.
const (
	DimensionAll        = "all"
	DimensionTouchpoint = "touchpoint"
	DimensionStage      = "stage"
	DimensionUnit       = "unit"
)

// A cut is a node of an axis: one value of a dimension, or one level of a path.
// A path whose own responses lie beside those of its children has a hidden child
// for them: nobody sees it, but it can be found by subtraction.
type cut struct {
	axis   int // index into axes; -1 for all
	value  string
	parent int32 // -1 for all
	leaf   bool
	hidden bool
}

// cutAll is the node of all responses.
const cutAll = 0

// An axis is a dimension with its cuts, which are cuts[first:last].
type axis struct {
	name        string
	first, last int32
}

// setCuts builds the axes and every response's places on them.
func (p *Panel) setCuts(responses []models.Response) {
	p.cuts = []cut{{axis: -1, parent: -1}}
	p.places = make([][]int32, len(p.source))
	for j := range p.places {
		p.places[j] = append(make([]int32, 0, 8), cutAll)
	}
	flat := func(name string, of func(*models.Response) string) {
		p.addAxis(name, responses, of, func(v string) []string { return []string{v} })
	}
	flat(DimensionTouchpoint, func(r *models.Response) string { return r.Touchpoint })
	flat(DimensionStage, func(r *models.Response) string { return r.Stage })
	p.addAxis(DimensionUnit, responses, func(r *models.Response) string { return r.Unit }, levels)
	for _, name := range segmentNames(responses) {
		shown := name
		if reserved(name) {
			shown = "segment_" + name
		}
		flat(shown, func(r *models.Response) string { return r.Segment(name) })
	}
	p.setTouchpoints()
}

// setTouchpoints numbers the touchpoint of every response.
func (p *Panel) setTouchpoints() {
	number := map[int32]int32{}
	for _, c := range p.leaves(DimensionTouchpoint) {
		number[c] = int32(len(number))
	}
	p.touchpoints = len(number)
	p.touchpoint = make([]int32, len(p.places))
	for i, places := range p.places {
		for _, c := range places {
			if n, ok := number[c]; ok {
				p.touchpoint[i] = n
			}
		}
	}
}

// reserved says whether a segment has a dimension's name and is shown with
// "segment_" before it.
func reserved(name string) bool {
	switch name {
	case DimensionAll, DimensionTouchpoint, DimensionStage, DimensionUnit:
		return true
	}
	return false
}

// levels lists a path from its top: "A", "A/B", "A/B/C".
func levels(path string) []string {
	var all []string
	for i := range path {
		if path[i] == '/' && i > 0 {
			all = append(all, path[:i])
		}
	}
	return append(all, path)
}

func segmentNames(responses []models.Response) []string {
	seen := map[string]bool{}
	var names []string
	for i := range responses {
		for _, s := range responses[i].Segments {
			if !seen[s.Name] {
				seen[s.Name] = true
				names = append(names, s.Name)
			}
		}
	}
	slices.Sort(names)
	return names
}

// addAxis adds the cuts of one dimension, in the order of their values; none
// where no response has a value.
func (p *Panel) addAxis(name string, responses []models.Response, of func(*models.Response) string, split func(string) []string) {
	direct := map[string]bool{}
	inner := map[string]bool{}
	for _, i := range p.source {
		v := of(&responses[i])
		if direct[v] {
			continue
		}
		direct[v] = true
		path := split(v)
		for _, level := range path[:len(path)-1] {
			inner[level] = true
		}
	}
	if len(direct) == 0 || len(direct) == 1 && direct[""] {
		return
	}
	leaf := p.growAxis(name, direct, inner, split)
	for j, i := range p.source {
		for c := leaf[of(&responses[i])]; c != cutAll; c = p.cuts[c].parent {
			p.places[j] = append(p.places[j], c)
		}
	}
}

// growAxis returns the leaf of each value that responses have.
func (p *Panel) growAxis(name string, direct, inner map[string]bool, split func(string) []string) map[string]int32 {
	values := make([]string, 0, len(direct)+len(inner))
	for v := range direct {
		values = append(values, v)
	}
	for v := range inner {
		if !direct[v] {
			values = append(values, v)
		}
	}
	slices.Sort(values)
	ax := len(p.axes)
	p.axes = append(p.axes, axis{name: name, first: int32(len(p.cuts))})
	node := map[string]int32{}
	leaf := map[string]int32{}
	for _, v := range values {
		parent := int32(cutAll)
		if path := split(v); len(path) > 1 {
			parent = node[path[len(path)-2]]
		}
		node[v] = int32(len(p.cuts))
		leaf[v] = node[v]
		p.cuts = append(p.cuts, cut{axis: ax, value: v, parent: parent, leaf: !inner[v]})
		if inner[v] && direct[v] {
			leaf[v] = int32(len(p.cuts))
			p.cuts = append(p.cuts, cut{axis: ax, value: v, parent: node[v], leaf: true, hidden: true})
		}
	}
	p.axes[ax].last = int32(len(p.cuts))
	return leaf
}

// dimension is the name of c's axis.
func (p *Panel) dimension(c int32) string {
	if a := p.cuts[c].axis; a >= 0 {
		return p.axes[a].name
	}
	return DimensionAll
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

// tops lists the shown cuts of a dimension that have no parent but all.
func (p *Panel) tops(dimension string) []int32 {
	var nodes []int32
	for _, a := range p.axes {
		for c := a.first; a.name == dimension && c < a.last; c++ {
			if !p.cuts[c].hidden && p.cuts[c].parent == cutAll {
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
