package nps

import (
	"cmp"
	"math"
	"slices"
	"sync"

	"stemme/models"
	"stemme/pipeline/nps/internal/withhold"
)

// Scores are the figures of every cut and of every cut and theme.
type Scores struct {
	Cuts   []ScoreRow
	Themes []ThemeScoreRow
	panel  *Panel
	base   *slice
	slices []*slice // one per theme of the panel's Order, then uden tema
}

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
func (p *Panel) Score() *Scores {
	s := &Scores{panel: p}
	s.base = p.slice("", p.all(), nil)
	s.slices = make([]*slice, len(p.Order)+1)
	members := p.members()
	p.parallel(len(s.slices), func(t int) {
		id := models.NoTheme
		if t < len(p.Order) {
			id = p.Order[t]
		}
		s.slices[t] = p.slice(id, members[t], s.base.hidden)
	})
	s.guardThemes()
	s.emit()
	return s
}

// members lists the responses of each theme, and last those of uden tema:
// commented, without a theme.
func (p *Panel) members() [][]int32 {
	of := make([][]int32, len(p.Order)+1)
	for i, themes := range p.themes {
		for _, t := range themes {
			of[t] = append(of[t], int32(i))
		}
		if len(themes) == 0 && p.commented[i] {
			of[len(p.Order)] = append(of[len(p.Order)], int32(i))
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
	s.hidden = p.suppress(s.cube, within, p.outside(within), nil)
	return s
}

// outside says which cells themes are not measured for.
func (p *Panel) outside(within []bool) func(int32) bool {
	if within == nil {
		return nil
	}
	return func(id int32) bool {
		period, cut := id/int32(len(p.cuts)), id%int32(len(p.cuts))
		return p.periods[period].kind == KindMonth && p.dimension(cut) == DimensionUnit
	}
}

// guardThemes withholds further themes of a cut where the withheld ones could be
// found by subtracting the shown from the cut's comments, which they add up to
// where every comment has one theme; and the cut itself where a withheld theme is
// all of it.
func (s *Scores) guardThemes() {
	p := s.panel
	if p.SmallGroup <= 1 {
		return
	}
	for {
		extra := make([][]int32, len(s.slices))
		var whole []int32
		any := false
		for _, id := range s.base.cube.filled {
			if s.base.hidden[id] {
				continue
			}
			switch t, exposed := s.exposedTheme(id); {
			case t >= 0:
				extra[t], any = append(extra[t], id), true
			case exposed:
				whole, any = append(whole, id), true
			}
		}
		if !any {
			return
		}
		if len(whole) > 0 {
			s.base.hidden = p.suppress(s.base.cube, s.base.hidden, nil, whole)
		}
		p.parallel(len(extra), func(t int) {
			if of := s.slices[t]; len(extra[t])+len(whole) > 0 {
				of.hidden = p.suppress(of.cube, either(of.hidden, s.base.hidden), p.outside(s.base.hidden), extra[t])
			}
		})
	}
}

// either says of each cell whether a or b withholds it.
func either(a, b []bool) []bool {
	both := slices.Clone(a)
	for i, hidden := range b {
		both[i] = both[i] || hidden
	}
	return both
}

// exposedTheme is the smallest shown theme of a cut whose line of themes is
// exposed, -1 where none is shown, which is exposed only where one theme is all of
// the cut.
func (s *Scores) exposedTheme(id int32) (least int, exposed bool) {
	var l withhold.Line
	least = -1
	var smallest int32
	for t, of := range s.slices {
		c := of.cube.cell(id)
		switch {
		case c.responses == 0:
		case of.hidden[id]:
			l.Add(c.size())
		case least < 0 || c.responses < smallest:
			least, smallest = t, c.responses
		}
	}
	if !l.Exposed(int32(s.panel.SmallGroup)) {
		return -1, false
	}
	return least, l.Count == 1 && l.Total.Responses == s.base.cube.cell(id).responses
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
	themes := make([]int, len(s.slices))
	for t := range themes {
		themes[t] = t
	}
	slices.SortFunc(themes, func(a, b int) int { return cmp.Compare(s.slices[a].theme, s.slices[b].theme) })
	for _, at := range periods {
		for _, c := range cuts {
			id := p.at(at.node, c)
			whole := s.base.cube.cell(id)
			if whole.responses == 0 {
				continue
			}
			key := CutKey{at.kind, p.periods[at.node].name, p.dimension(c), p.cuts[c].value}
			s.Cuts = append(s.Cuts, s.base.row(key, id))
			if s.base.hidden[id] || at.kind == KindMonth && key.Dimension == DimensionUnit {
				continue
			}
			for _, t := range themes {
				of := s.slices[t]
				if of.cube.cell(id).responses == 0 {
					continue
				}
				row := ThemeScoreRow{ScoreRow: of.row(key, id), ThemeID: of.theme, Share: math.NaN()}
				if !row.Suppressed && whole.commented > 0 {
					row.Share = float64(of.cube.cell(id).responses) / float64(whole.commented)
				}
				s.Themes = append(s.Themes, row)
			}
		}
	}
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
	for _, c := range p.class {
		t.Add(c)
	}
	return t
}
