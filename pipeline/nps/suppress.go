package nps

import "stemme/pipeline/nps/internal/withhold"

// hide is withhold's decision on the cells of q: small ones, those within a withheld
// one of Within and those of Extra are withheld, those Outside never shown.
func (p *Panel) hide(q *cube, of withhold.Counts) []bool {
	of.Filled = q.filled
	of.Sizes = make([]withhold.Size, len(q.cells))
	for at, c := range q.cells {
		of.Sizes[at] = c.size()
	}
	if q.customers != nil {
		of.Few = make([]bool, len(q.cells))
		for at, n := range q.customers {
			of.Few[at] = n < int32(p.SmallGroup) && p.periods[q.filled[at]/int32(len(p.cuts))].kind != "" // whose day is not known nobody knows
		}
	}
	if p.SmallGroup > 1 {
		of.Open = func(id int32) bool { return p.bare(id/int32(len(p.cuts)), q.cell(id).responses) }
	}
	return p.grid.Hide(of)
}

// bare says whether a group of n responses in a period has no row: one of few whose
// day is not known. Nobody can know whose day could not be read, so that it is no
// group to protect; a row of it that is withheld would take those of whole years
// with it.
func (p *Panel) bare(node, n int32) bool {
	return p.periods[node].kind == "" && n > 0 && n < int32(p.SmallGroup)
}

// size is what withholding asks of a cell.
func (c cell) size() withhold.Size { return withhold.Size{Responses: c.responses, Scored: c.scored()} }

// newGrid is the shape of the lattice of periods and cuts.
func (p *Panel) newGrid() *withhold.Grid {
	g := &withhold.Grid{
		Periods: make([]int32, len(p.periods)),
		Cuts:    make([]withhold.Cut, len(p.cuts)),
		Lines:   p.lines,
		K:       int32(p.SmallGroup),
	}
	for i := range p.periods {
		g.Periods[i] = p.periods[i].parent
	}
	for i := range p.cuts {
		c := &p.cuts[i]
		g.Cuts[i] = withhold.Cut{Parent: c.parent, Line: c.line, NoRow: c.hidden}
	}
	return g
}
