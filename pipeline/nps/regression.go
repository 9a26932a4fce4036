package nps

import (
	"math"
	"slices"

	"stemme/models"
)

// maxControls is how many values a dimension may have to be held as one dummy
// each; of a unit path the finest level that keeps to it is taken. It bounds the
// normal equations, which grow with the square.
const maxControls = 300

// A regression is the normal equations of outcome columns on theme indicators and
// controls, kept sparse by row.
type regression struct {
	panel    *Panel
	scores   *Scores
	outcome  string
	rows     []int32
	themes   [][]int // places in Order of each theme column, which come first: one, or several that come together
	columns  [][]int32
	control  map[int32]int32 // column of each held cut
	before   [][2]int32      // pairs of theme columns of which the first takes the responses of both: see possible
	width    int
	outcomes [][]float64 // value, 100·detractor, 100·promoter, by place in rows
	total    float64     // responses that the rows stand for
}

// regression lists the rows and columns; nil where nothing can be explained.
func (s *Scores) regression(outcome string, in func(t int) bool) *regression {
	p := s.panel
	r := &regression{panel: p, scores: s, outcome: outcome}
	value := p.outcome(outcome)
	if value == nil {
		return nil
	}
	spread := false
	r.rows = make([]int32, 0, len(value))
	for i, y := range value {
		if !math.IsNaN(y) && p.whole(i) {
			r.rows, r.total = append(r.rows, int32(i)), r.total+float64(p.weight[i])
			spread = spread || y != value[r.rows[0]]
		}
	}
	if !spread {
		return nil
	}
	var shown []int
	for t := range s.Order {
		if in(t) && s.shown(s.slices[t], periodAll, cutAll) && r.varies(s.slices[t].rows, value) {
			shown = append(shown, t)
		}
	}
	if len(shown) == 0 {
		return nil
	}
	r.themes = r.together(shown)
	r.width = len(r.themes) + 3
	r.control = r.controls()
	r.setColumns()
	for range 3 {
		r.outcomes = append(r.outcomes, make([]float64, len(r.rows)))
	}
	for k, i := range r.rows {
		r.outcomes[0][k] = value[i]
		r.outcomes[1][k], r.outcomes[2][k] = indicator(p.class[i] == models.Detractor), indicator(p.class[i] == models.Promoter)
	}
	return r
}

// apart is the share of a theme's responses, and of another's, below which the two
// are mentioned apart so seldom that they are one column.
const apart = 0.03

// together groups the themes that hardly ever come apart.
func (r *regression) together(shown []int) [][]int {
	n := len(r.scores.Order)
	count, both := make([]float64, n), map[[2]int]float64{}
	for _, i := range r.rows {
		w := float64(r.panel.weight[i])
		for a, t := range r.scores.themes[i] {
			count[t] += w
			for _, u := range r.scores.themes[i][a+1:] {
				both[[2]int{t, u}] += w
			}
		}
	}
	var groups [][]int
	for _, t := range shown {
		at := slices.IndexFunc(groups, func(g []int) bool {
			return slices.ContainsFunc(g, func(u int) bool { return both[[2]int{u, t}] >= (1-apart)*max(count[t], count[u]) })
		})
		if at < 0 {
			groups = append(groups, []int{t})
		} else {
			groups[at] = append(groups[at], t)
		}
	}
	return groups
}

func indicator(b bool) float64 {
	if b {
		return 100
	}
	return 0
}

// outcome is a column of values, NaN where unknown; nil for an unknown question.
func (p *Panel) outcome(name string) []float64 {
	if name == OutcomeNPS {
		values := make([]float64, len(p.class))
		for i, c := range p.class {
			values[i] = float64(c.Value())
			if c == models.NoClass {
				values[i] = math.NaN()
			}
		}
		return values
	}
	for _, column := range p.ratings {
		if column.name == name {
			return column.values
		}
	}
	return nil
}

// varies says whether some but not all of the regression's rows are members, and
// not fewer than are told.
func (r *regression) varies(members []int32, value []float64) bool {
	n := 0
	for _, i := range members {
		if !math.IsNaN(value[i]) && r.panel.whole(int(i)) {
			n += int(r.panel.weight[i])
		}
	}
	return n >= r.enough() && n < int(r.total)
}

// fewestTold is how many must mention a theme, and how many not, for its effect to be told,
// however small the groups that are shown. Of one response nothing is left that its column does
// not explain; and columns of one or two take from what can be told of a theme that many mention.
const fewestTold = 5

// enough is how many must mention a theme for it to be a column.
func (r *regression) enough() int { return max(fewestTold, r.panel.SmallGroup) }

// setColumns lists the columns that are 1 in each row: themes, then a comment
// without any of them, the constant, no comment, touchpoint and unit.
func (r *regression) setColumns() {
	p := r.panel
	theme := map[int]int32{}
	for k, together := range r.themes {
		for _, t := range together {
			theme[t] = int32(k)
		}
	}
	bare := int32(len(r.themes))
	constant, silent := bare+1, bare+2
	r.columns = make([][]int32, len(r.rows))
	var lists slab[int32]
	var of []int32
	for k, i := range r.rows {
		of = of[:0]
		for _, t := range r.scores.themes[i] {
			if c, in := theme[t]; in && !slices.Contains(of, c) {
				of = append(of, c)
			}
		}
		for _, pair := range r.before {
			if slices.Contains(of, pair[0]) {
				of = slices.DeleteFunc(of, func(c int32) bool { return c == pair[1] })
			}
		}
		switch {
		case len(of) > 0:
		case p.commented[i]:
			of = append(of, bare)
		default:
			of = append(of, silent)
		}
		of = append(of, constant)
		for _, place := range p.places[i] {
			if c, in := r.control[place]; in {
				of = append(of, c)
			}
		}
		r.columns[k] = lists.list(len(of))
		copy(r.columns[k], of)
	}
}

// controls gives each held cut a column: of every dimension's values all but the
// first. Those that are withheld are held as one: apart, each would mark the effects of what its
// few mention.
func (r *regression) controls() map[int32]int32 {
	p, base := r.panel, r.scores.base
	column := map[int32]int32{}
	for _, dimension := range [...]string{DimensionTouchpoint, DimensionUnit} {
		held := p.leaves(dimension)
		if len(held) > maxControls {
			held = p.tops(dimension)
		}
		if len(held) > maxControls {
			continue
		}
		places, withheld := 0, -1
		for _, c := range held {
			place := places
			if !r.scores.shown(base, periodAll, c) {
				if withheld < 0 {
					withheld = places
				}
				place = withheld
			}
			places = max(places, place+1)
			if place > 0 {
				column[c] = int32(r.width + place - 1)
			}
		}
		r.width += max(0, places-1)
	}
	return column
}
