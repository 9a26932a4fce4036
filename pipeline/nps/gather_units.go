package nps

import (
	"maps"
	"slices"

	"stemme/models"
)

// A branch is a unit with those under it; "" is above all.
type branch struct {
	path   string
	rows   []int // of it and of all under it, of one unit after the other; not kept above all
	direct []int // of it alone
	under  map[string]*branch
}

// gatherUnits changes the units that few have, level by level from the top.
func (g *gathering) gatherUnits() {
	of := map[string][]int{}
	for i := range g.responses {
		if r := &g.responses[i]; r.Kind != models.Employees {
			of[r.Unit] = append(of[r.Unit], i)
		}
	}
	root := &branch{direct: of[""], under: map[string]*branch{}}
	delete(of, "")
	for unit, rows := range of {
		at := root
		for _, level := range models.UnitLevels(unit) {
			if at.under[level] == nil {
				at.under[level] = &branch{path: level, under: map[string]*branch{}}
			}
			at = at.under[level]
			at.rows = append(at.rows, rows...)
		}
		at.direct = append(at.direct, rows...)
	}
	g.gatherUnder(root)
}

// gatherUnder changes the units of few under one, and, where those of it alone are few, theirs.
func (g *gathering) gatherUnder(b *branch) {
	var few []int
	larger := map[string]int{}
	for _, path := range slices.Sorted(maps.Keys(b.under)) {
		if of := b.under[path]; g.enough(of.rows) {
			larger[path] = len(of.rows)
		} else {
			few = append(few, of.rows...)
			delete(b.under, path)
		}
	}
	if alone := b.direct; !g.enough(alone) && !g.enough(slices.Concat(few, alone)) {
		few = append(few, alone...)
	}
	to, beside := largest(larger)
	switch {
	case len(few) == 0:
	case g.enough(b.direct) || g.enough(slices.Concat(few, b.direct)) || !beside && b.path != "":
		g.putInto(few, b)
	case beside && len(few)*mostGathered <= larger[to]:
		g.putInto(few, g.leaf(b.under[to]))
	}
	for _, path := range slices.Sorted(maps.Keys(b.under)) {
		g.gatherUnder(b.under[path])
	}
}

// leaf is where what is put into a unit is put: into it alone where enough are, else into the largest under it.
func (g *gathering) leaf(b *branch) *branch {
	larger := map[string]int{}
	for path, of := range b.under {
		if g.enough(of.rows) {
			larger[path] = len(of.rows)
		}
	}
	if to, ok := largest(larger); ok && !g.enough(b.direct) {
		return g.leaf(b.under[to])
	}
	return b
}

// putInto changes the units of responses.
func (g *gathering) putInto(rows []int, b *branch) {
	for _, i := range rows {
		g.change(i).Unit = b.path
	}
	b.direct = append(b.direct, rows...)
}

// enough says whether responses are of so many customers that they are a group.
func (g *gathering) enough(rows []int) bool { return enough(g.responses, rows, g.k) }
