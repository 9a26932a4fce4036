package nps

import (
	"maps"
	"slices"
	"sync"

	"stemme/models"
	"stemme/models/parallel"
	"stemme/pipeline/nps/internal/withhold"
)

// Scores are the figures of every cut and of every cut and theme of one system.
type Scores struct {
	System
	Cuts   []CutRow
	Rows   []ThemeScoreRow
	panel  *Panel
	few    []bool   // by place in Order: the theme counts as not mentioned
	themes [][]int  // of each row of the panel
	signs  [][]int8 // of each theme of it
	*bases
	slices []*slice // one per theme of Order, then the rest
	tops   []*slice // one per top theme, in the order of their ids
	under  [][]int  // of each top theme: the themes under it
	within []bool   // withheld cuts that the slices know of
	whole  []int    // of a split system, by place in Order: the theme that it is a polarity of; nil for one that is not split
	sides  [][3]int // of a split system, by theme of a row: its place in Order where it is blamed, neither and praised

	rawParts []rawPart // of all rows, one after the other
	rawAt    []int32   // where each row's begin, and the end
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
	few    bool // it counts as not mentioned, see seldom.go
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
		if base.guard(p) {
			guarded = false
		}
	}
	for _, s := range all {
		s.veil()
		s.withholdFew()
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
	b := &bases{base: p.wholeSlice(p.all())}
	b.commented, b.silent = p.counted(rows[0]), p.counted(rows[1])
	b.commented.hidden = p.hide(b.commented.cube, withhold.Counts{Within: b.base.hidden, Known: b.alone(b.silent)})
	b.silent.hidden = p.hide(b.silent.cube, withhold.Counts{Within: b.base.hidden, Known: b.alone(b.commented)})
	return b
}

// sorted is a system with no theme of it counted yet.
func (p *Panel) sorted(system int, base *bases) *Scores {
	s := &Scores{System: p.systems[system], panel: p, few: p.few[system], themes: p.themes[system], signs: p.signs[system], bases: base}
	s.setRaw()
	return s
}

// sliced counts every theme of a system.
func (p *Panel) sliced(system int, base *bases) *Scores {
	s := p.sorted(system, base)
	s.slices, s.within = make([]*slice, len(s.Order)+1), slices.Clone(base.base.hidden)
	members := s.members()
	p.parallel(len(s.slices), func(t int) {
		id := models.NoTheme
		if t < len(s.Order) {
			id = s.Order[t]
		}
		s.slices[t] = s.slice(id, members[t])
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
		s.tops[n] = s.slice(ids[n], slices.Compact(rows))
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

// wholeSlice counts rows, which ascend, as a whole of its own, and withholds.
func (p *Panel) wholeSlice(rows []int32) *slice {
	s := p.counted(rows)
	s.hidden = p.hide(s.cube, withhold.Counts{})
	return s
}

// slice counts rows, which ascend, as those of a theme, and withholds.
func (s *Scores) slice(theme string, rows []int32) *slice {
	of := s.panel.counted(rows)
	of.theme = theme
	s.hide(of, s.base.hidden, nil)
	return of
}

// hide withholds what is within withheld cells of a theme, extra, and what else it
// takes. A theme of all who commented is known by their number, so that to withhold
// it protects no other.
func (s *Scores) hide(of *slice, within []bool, extra []int32) {
	of.hidden = s.panel.hide(of.cube, withhold.Counts{Within: within, Outside: s.panel.unmeasured, Extra: extra, Known: func(id int32) bool {
		return s.panel.shows(s.base, id) && of.cube.cell(id).responses == s.commented.cube.cell(id).responses
	}})
}

// counted counts rows, which ascend.
func (p *Panel) counted(rows []int32) *slice {
	return &slice{rows: rows, cube: p.count(rows)}
}

// unmeasured says which cells themes are not measured for: they are no part of
// their lattice.
func (p *Panel) unmeasured(id int32) bool {
	period, cut := id/int32(len(p.cuts)), id%int32(len(p.cuts))
	return p.periods[period].kind == KindMonth && p.dimension(cut) == DimensionUnit
}

// parallel calls do for 0 to n−1 on the panel's workers; each call owns what it
// fills.
func (p *Panel) parallel(n int, do func(int)) {
	var next sync.Mutex
	var workers parallel.Group
	at := 0
	for range min(p.Workers, n) {
		workers.Go(func() error {
			for {
				next.Lock()
				i := at
				at++
				next.Unlock()
				if i >= n {
					return nil
				}
				do(i)
			}
		})
	}
	_ = workers.Wait() // none of them fails
}

// Tally counts all responses that are measured.
func (p *Panel) Tally() Tally {
	var t Tally
	for i, c := range p.class {
		if p.whole(i) {
			t.AddN(c, int(p.weight[i]))
		}
	}
	return t
}
