package nps

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"sync"

	"stemme/models"
	"stemme/pipeline/nps/internal/withhold"
)

// Scores are the figures of every cut and of every cut and theme of one system.
type Scores struct {
	System
	Cuts   []CutRow
	Rows   []ThemeScoreRow
	panel  *Panel
	themes [][]int  // of each row of the panel
	signs  [][]int8 // of each theme of it
	*bases
	slices []*slice // one per theme of Order, then the rest
	tops   []*slice // one per top theme, in the order of their ids
	under  [][]int  // of each top theme: the themes under it
	within []bool   // withheld cuts that the slices know of
}

// The bases of all systems that are scored together: everybody, and apart those who
// commented and those who did not.
type bases struct{ base, commented, silent *slice }

// A slice is the cube of one theme (or of all responses) and what is withheld.
type slice struct {
	theme  string
	rows   []int32
	cube   *cube
	hidden []bool
}

// Score measures every period × cut that holds a response, and within it every
// theme.
//
// The lattice is periods of all four kinds × one dimension at a time (dimensions
// are not crossed); a unit counts at every level of its path. Responses without a
// day are a period of their own with a NULL name, shown under each kind but all;
// those without a value of a dimension are its NULL value. Themes are measured
// over the same lattice, but units by quarter at the finest. A cut without
// responses has no row; a cut that is withheld has a row without figures and no
// rows of themes.
//
// Each system is a lattice of its own; all share one set of cuts, so that a cut
// withheld for the sake of one is withheld in all.
func (p *Panel) Score() []*Scores {
	base := p.bases()
	all := make([]*Scores, len(p.systems))
	for i := range p.systems {
		all[i] = p.sliced(i, base)
	}
	for guarded := false; !guarded; {
		guarded = true
		for _, s := range all {
			if s.guard() {
				guarded = false
			}
		}
	}
	base.guard(p)
	for _, s := range all {
		s.emit()
	}
	return all
}

// bases counts everybody, those who commented and those who did not.
func (p *Panel) bases() *bases {
	var rows [2][]int32
	for _, i := range p.all() {
		if p.commented[i] {
			rows[0] = append(rows[0], i)
		} else {
			rows[1] = append(rows[1], i)
		}
	}
	b := &bases{base: p.slice("", p.all(), nil)}
	b.commented, b.silent = p.slice("", rows[0], b.base.hidden), p.slice("", rows[1], b.base.hidden)
	return b
}

// guard withholds, once the cuts are decided, the score of those who commented
// where that of the others, which would follow, is withheld, and the other way
// round.
func (b *bases) guard(p *Panel) {
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
				of.hidden = p.suppress(of.cube, either(before, b.base.hidden), nil, extra)
				changed = true
			}
		}
	}
}

// within says whether b withholds all that a does of the cells.
func within(a, b []bool, cells []int32) bool {
	return !slices.ContainsFunc(cells, func(id int32) bool { return a[id] && !b[id] })
}

// sliced counts every theme of a system.
func (p *Panel) sliced(system int, base *bases) *Scores {
	s := &Scores{System: p.systems[system], panel: p, themes: p.themes[system], signs: p.signs[system], bases: base}
	s.slices, s.within = make([]*slice, len(s.Order)+1), slices.Clone(base.base.hidden)
	members := s.members()
	p.parallel(len(s.slices), func(t int) {
		id := models.NoTheme
		if t < len(s.Order) {
			id = s.Order[t]
		}
		s.slices[t] = p.slice(id, members[t], base.base.hidden)
	})
	s.raise(members)
	return s
}

// raise makes the slices of the top themes: of the responses that mention a theme
// under them.
func (s *Scores) raise(members [][]int32) {
	ids := slices.Sorted(maps.Keys(s.children()))
	s.tops, s.under = make([]*slice, len(ids)), make([][]int, len(ids))
	s.panel.parallel(len(ids), func(n int) {
		s.under[n] = s.children()[ids[n]]
		var rows []int32
		for _, t := range s.under[n] {
			rows = append(rows, members[t]...)
		}
		slices.Sort(rows)
		s.tops[n] = s.panel.slice(ids[n], slices.Compact(rows), s.base.hidden)
	})
}

// children lists the places of the themes under each top theme.
func (s *System) children() map[string][]int {
	of := map[string][]int{}
	for t, top := range s.Tops {
		if top != "" {
			of[top] = append(of[top], t)
		}
	}
	return of
}

// members lists the responses of each theme, and last those of the rest:
// commented, without a theme.
func (s *Scores) members() [][]int32 {
	of := make([][]int32, len(s.Order)+1)
	for i, themes := range s.themes {
		for _, t := range themes {
			of[t] = append(of[t], int32(i))
		}
		if len(themes) == 0 && s.panel.commented[i] {
			of[len(s.Order)] = append(of[len(s.Order)], int32(i))
		}
	}
	return of
}

// slice counts rows, which ascend, and withholds; within is the withheld cells of
// the whole, nil for the whole itself.
func (p *Panel) slice(theme string, rows []int32, within []bool) *slice {
	s := &slice{theme: theme, rows: rows}
	s.cube = p.count(rows, func(i int32) bool {
		_, in := slices.BinarySearch(rows, i)
		return in
	})
	outside := p.unmeasured
	if within == nil {
		outside = nil
	}
	s.hidden = p.suppress(s.cube, within, outside, nil)
	return s
}

// unmeasured says which cells themes are not measured for: they are no part of
// their lattice.
func (p *Panel) unmeasured(id int32) bool {
	period, cut := id/int32(len(p.cuts)), id%int32(len(p.cuts))
	return p.periods[period].kind == KindMonth && p.dimension(cut) == DimensionUnit
}

// guard withholds further themes of a cut where the withheld ones could be found
// by subtracting the shown from the cut's comments, which they add up to where
// every comment has one theme; and the cut itself where a withheld theme is all of
// it. The themes under a top theme are such a line, and the top themes with those
// that have none are one. It says whether it withheld a cut, which concerns every
// system.
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
			s.base.hidden = s.panel.suppress(s.base.cube, s.base.hidden, nil, whole)
			cuts = true
		}
		s.rehide(extra)
	}
}

// guardCell adds what one cut's lines of themes need; true asks for the cut.
func (s *Scores) guardCell(id int32, extra map[*slice][]int32) (whole bool) {
	add := func(line []*slice, sum int32, otherwise *slice) {
		least, exposed := s.exposed(line, id)
		switch {
		case least != nil:
			extra[least] = append(extra[least], id)
		case exposed > 0 && otherwise != nil:
			if !otherwise.hidden[id] {
				extra[otherwise] = append(extra[otherwise], id)
			}
		case exposed == sum:
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

// exposed says whether the withheld slices of a line could be found by subtracting
// the shown ones from their sum: least is then the smallest shown one, nil where
// none is shown, and alone the responses of the one that is withheld where it is
// but one.
func (s *Scores) exposed(of []*slice, id int32) (least *slice, alone int32) {
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
	if !l.Exposed(int32(s.panel.SmallGroup)) {
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
			of.hidden = p.suppress(of.cube, either(of.hidden, s.base.hidden), p.unmeasured, extra[of])
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

// parallel calls do for 0 to n−1 on the panel's workers; each call owns what it
// fills.
func (p *Panel) parallel(n int, do func(int)) {
	var next sync.Mutex
	var wait sync.WaitGroup
	at := 0
	for range min(p.Workers, n) {
		wait.Go(func() {
			for {
				next.Lock()
				i := at
				at++
				next.Unlock()
				if i >= n {
					return
				}
				do(i)
			}
		})
	}
	wait.Wait()
}

// emit writes the rows in the order of the tables: kind, period, dimension,
// value, theme.
func (s *Scores) emit() {
	p := s.panel
	periods, cuts := p.periodOrder(), p.cutOrder()
	themes := slices.Concat(s.slices, s.tops)
	slices.SortFunc(themes, func(a, b *slice) int { return cmp.Compare(a.theme, b.theme) })
	for _, at := range periods {
		for _, c := range cuts {
			id := p.at(at.node, c)
			whole := s.base.cube.cell(id)
			if whole.responses == 0 {
				continue
			}
			key := CutKey{at.kind, p.periods[at.node].name, p.dimension(c), p.cuts[c].value}
			s.Cuts = append(s.Cuts, s.cut(key, at.node, id))
			base := s.commentedRow(id)
			if s.base.hidden[id] || at.kind == KindMonth && key.Dimension == DimensionUnit {
				continue
			}
			for _, of := range themes {
				if of.cube.cell(id).responses == 0 {
					continue
				}
				row := ThemeScoreRow{ScoreRow: of.row(key, id), Lens: s.Lens, ThemeID: of.theme, Share: math.NaN(), BaseNPS: math.NaN()}
				if !row.Suppressed {
					row.BaseNPS = base.NPS
				}
				if !row.Suppressed && whole.commented > 0 {
					row.Share = float64(of.cube.cell(id).responses) / float64(whole.commented)
				}
				s.Rows = append(s.Rows, row)
			}
		}
	}
}

// cut is the row of one cut.
func (s *Scores) cut(key CutKey, node, id int32) CutRow {
	row := CutRow{ScoreRow: s.base.row(key, id), Complete: true}
	if of := &s.panel.periods[node]; of.days > 0 {
		row.Days, row.DaysCovered, row.Complete = IntOf(of.days), IntOf(of.covered), of.covered == of.days
	}
	base := s.commentedRow(id)
	row.CommentedScored, row.CommentedNPS, row.CommentedLow, row.CommentedHigh = base.Scored, base.NPS, base.CILow, base.CIHigh
	return row
}

// commentedRow is the score of those of a cut who commented.
func (s *Scores) commentedRow(id int32) ScoreRow {
	if s.commented.cube.cell(id).responses == 0 {
		nan := math.NaN()
		return ScoreRow{NPS: nan, CILow: nan, CIHigh: nan}
	}
	return s.commented.row(CutKey{}, id)
}

// A periodAs is a period under the kind that it is shown as.
type periodAs struct {
	kind string
	node int32
}

// periodOrder lists the periods in the order of the tables.
func (p *Panel) periodOrder() []periodAs {
	var all []periodAs
	for node := range p.periods {
		if kind := p.periods[node].kind; kind != "" {
			all = append(all, periodAs{kind, int32(node)})
			continue
		}
		for _, kind := range Kinds[1:] {
			all = append(all, periodAs{kind, int32(node)})
		}
	}
	slices.SortFunc(all, func(a, b periodAs) int {
		return cmp.Or(cmp.Compare(a.kind, b.kind), cmp.Compare(p.periods[a.node].name, p.periods[b.node].name))
	})
	return all
}

// cutOrder lists the cuts that have rows in the order of the tables.
func (p *Panel) cutOrder() []int32 {
	var all []int32
	for c := range p.cuts {
		if !p.cuts[c].hidden {
			all = append(all, int32(c))
		}
	}
	slices.SortStableFunc(all, func(a, b int32) int {
		return cmp.Or(cmp.Compare(p.dimension(a), p.dimension(b)), cmp.Compare(p.cuts[a].value, p.cuts[b].value))
	})
	return all
}

// row is the cell's figures, or none where it is withheld.
func (s *slice) row(key CutKey, id int32) ScoreRow {
	if s.hidden[id] {
		nan := math.NaN()
		return ScoreRow{CutKey: key, NPS: nan, CILow: nan, CIHigh: nan, Suppressed: true, CommentShare: nan, DesignEffect: nan}
	}
	c := s.cube.cell(id)
	t := c.tally()
	design := s.cube.design(id)
	low, high := t.Interval(design)
	if t.Scored() == 0 {
		design = math.NaN()
	}
	return ScoreRow{
		CutKey: key, Responses: IntOf(t.Responses()), Scored: IntOf(t.Scored()),
		Promoters: IntOf(t.Promoters), Passives: IntOf(t.Passives), Detractors: IntOf(t.Detractors),
		NPS: t.NPS(), CILow: low, CIHigh: high,
		Unscored: IntOf(t.Unscored), Commented: IntOf(int(c.commented)),
		CommentShare: float64(c.commented) / float64(t.Responses()), DesignEffect: design,
	}
}

// Tally counts all responses that are measured.
func (p *Panel) Tally() Tally {
	var t Tally
	for i, c := range p.class {
		if p.whole(i) {
			t.add(c, int(p.weight[i]))
		}
	}
	return t
}
