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
	panel   *Panel
	scores  *Scores
	outcome string
	rows    []int32
	values  []float64       // of the outcome, by place in rows
	themes  [][]int         // places in Order of each theme column, which come first: one, or several that come together
	columns []int32         // that are 1, of one row after the other
	at      []int           // where those of each row begin, and the end
	control map[int32]int32 // column of each held cut
	before  [][2]int32      // pairs of theme columns of which the first takes the responses of both: see possible
	width   int
	total   float64    // responses that the rows stand for
	said    []mentions // of each theme of Order
}

// A mentions counts the responses of a regression that mention a theme, and sums their outcomes.
type mentions struct{ n, sum float64 }

// of lists the columns that are 1 in the row at place k.
func (r *regression) of(k int) []int32 { return r.columns[r.at[k]:r.at[k+1]] }

// outcomes are how many columns are explained: the value, 100·detractor, 100·promoter.
const outcomes = 3

// outcomeAt is one of them, of the row at place k.
func (r *regression) outcomeAt(column, k int) float64 {
	switch class := r.panel.class[r.rows[k]]; column {
	case 1:
		return indicator(class == models.Detractor)
	case 2:
		return indicator(class == models.Promoter)
	}
	return r.values[k]
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
	r.rows, r.values = make([]int32, 0, len(p.class)), make([]float64, 0, len(p.class))
	for i := range p.class {
		if y := value(i); !math.IsNaN(y) && p.whole(i) {
			r.rows, r.values, r.total = append(r.rows, int32(i)), append(r.values, y), r.total+float64(p.weight[i])
			spread = spread || y != r.values[0]
		}
	}
	if !spread {
		return nil
	}
	both, size := r.count()
	var shown []int
	for t := range s.Order {
		if in(t) && s.shown(s.slices[t], periodAll, cutAll) && r.varies(t) {
			shown = append(shown, t)
		}
	}
	if len(shown) == 0 {
		return nil
	}
	r.themes = r.together(shown, both)
	r.width = len(r.themes) + 3
	r.control = r.controls()
	r.columns, r.at = make([]int32, 0, size), make([]int, 0, len(r.rows)+1)
	r.setColumns()
	return r
}

// count counts the mentions of each theme, and lists of each two how many responses mention both,
// one theme's after the other. size is how many columns the rows have at most.
func (r *regression) count() (both []float64, size int) {
	n := len(r.scores.Order)
	r.said, both = make([]mentions, n), make([]float64, n*n)
	var room []int
	for k, i := range r.rows {
		w := float64(r.panel.weight[i])
		room = r.scores.mentioned(i, room)
		size += max(1, len(room)) + 1 + 2 // the constant, touchpoint and unit
		for a, t := range room {
			r.said[t].n += w
			r.said[t].sum += w * r.values[k]
			for _, u := range room[a+1:] {
				both[t*n+u] += w
			}
		}
	}
	return both, size
}

// apart is the share of a theme's responses, and of another's, below which the two
// are mentioned apart so seldom that they are one column.
const apart = 0.03

// together groups the themes that hardly ever come apart.
func (r *regression) together(shown []int, both []float64) [][]int {
	var groups [][]int
	for _, t := range shown {
		at := slices.IndexFunc(groups, func(g []int) bool {
			return slices.ContainsFunc(g, func(u int) bool {
				return both[u*len(r.said)+t] >= (1-apart)*max(r.said[t].n, r.said[u].n)
			})
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

// outcome is what is explained of each row, NaN where unknown; nil for an unknown question.
func (p *Panel) outcome(name string) func(i int) float64 {
	if name == OutcomeNPS {
		return func(i int) float64 {
			if p.class[i] == models.NoClass {
				return math.NaN()
			}
			return float64(p.class[i].Value())
		}
	}
	for _, column := range p.ratings {
		if column.name == name {
			return func(i int) float64 { return column.values[i] }
		}
	}
	return nil
}

// varies says whether some but not all of the regression's responses mention a theme, and
// not fewer than are told.
func (r *regression) varies(t int) bool {
	n := r.said[t].n
	return n >= float64(r.enough()) && n < r.total
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
	r.columns, r.at = r.columns[:0], append(r.at[:0], 0)
	var room []int
	var of []int32
	for _, i := range r.rows {
		of, room = of[:0], r.scores.mentioned(i, room)
		for _, t := range room {
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
		r.columns = append(r.columns, of...)
		r.at = append(r.at, len(r.columns))
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
