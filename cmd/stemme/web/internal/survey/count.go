package survey

import (
	"strings"

	"stemme/models"
	"stemme/pipeline/nps"
)

// A Count is what some rows come to.
type Count struct {
	nps.Tally
	Commented int     // of the responses, those with a comment
	Hits      int     // comments that a search finds
	Design    float64 // how much repeated customers widen the variance of the score; 1 for not
}

// A Value is one value of a way to cut, one period, or one theme, with its count.
type Value struct {
	Name string
	Count
}

// groups counts rows into n groups; of calls each with the groups of a row.
type groups struct {
	*Selection
	counts []Count
	of     func(row int, each func(group int))
}

func (sel *Selection) group(n int, of func(row int, each func(int))) []Count {
	g := &groups{sel, make([]Count, n), of}
	for row, in := range sel.in {
		if !in {
			continue
		}
		flags, class := sel.flags[row], sel.class[row]
		counts := flags&counted != 0 && !(sel.latest && sel.repeats[row])
		of(row, func(group int) {
			c := &g.counts[group]
			if flags&searchable != 0 {
				c.Hits++
			}
			if counts {
				c.Add(class)
				if flags&commented != 0 {
					c.Commented++
				}
			}
		})
	}
	g.customers()
	return g.counts
}

// customers works out what those who answered more than once do to the counts.
func (g *groups) customers() {
	widened := make([]nps.Repeats, len(g.counts))
	type sums struct{ value, square, number, last int }
	of := map[int]*sums{}
	for _, rows := range g.Survey.customers {
		clear(of)
		for _, row := range rows {
			if !g.in[row] {
				continue
			}
			value, scored := g.class[row].Value()/100, 1
			if g.class[row] == models.NoClass {
				value, scored = 0, 0
			}
			g.of(int(row), func(group int) {
				s := of[group]
				if s == nil {
					s = &sums{}
					of[group] = s
				}
				s.value, s.square, s.number, s.last = s.value+value, s.square+value*value, s.number+scored, int(row)
			})
		}
		for group, s := range of {
			if g.latest {
				g.counts[group].Add(g.class[s.last])
				if g.flags[s.last]&commented != 0 {
					g.counts[group].Commented++
				}
				continue
			}
			widened[group].Add(s.value, s.square, s.number)
		}
	}
	for i := range g.counts {
		g.counts[i].Design = widened[i].Design(g.counts[i].Tally)
	}
}

// All counts every row.
func (sel *Selection) All() Count {
	return sel.group(1, func(_ int, each func(int)) { each(0) })[0]
}

// By counts by the values of a way to cut; of units, every level. A value that no
// row has is left out. An unknown way to cut has no values.
func (sel *Selection) By(name string) []Value {
	c, ok := sel.Column(name)
	if !ok {
		return nil
	}
	names, above := c.levels()
	return named(names, sel.group(len(names), func(row int, each func(int)) {
		for _, place := range above[c.code[row]] {
			each(place)
		}
	}))
}

// levels are the values that a column counts, and of each of its own values those
// that it counts in.
func (c Column) levels() (names []string, above [][]int) {
	number := map[string]int{}
	above = make([][]int, len(c.Values))
	for i, value := range c.Values {
		for end := 0; end <= len(value); end++ {
			if end < len(value) && (c.Name != Unit || value[end] != '/') {
				continue
			}
			path := value[:end]
			place, seen := number[path]
			if !seen {
				place = len(names)
				number[path] = place
				names = append(names, path)
			}
			above[i] = append(above[i], place)
		}
	}
	return names, above
}

func named(names []string, counts []Count) []Value {
	var values []Value
	for i, c := range counts {
		if c.Responses() > 0 || c.Hits > 0 {
			values = append(values, Value{names[i], c})
		}
	}
	return values
}

// Periods counts by month, quarter or year, in order; rows without a day are left
// out. Those without a row between others are there, empty.
func (sel *Selection) Periods(kind string) []Value {
	if sel.last == models.NoDay {
		return nil
	}
	var names []string
	number := make([]int32, sel.last-sel.first+1)
	for d := sel.first; d <= sel.last; d++ {
		if name := nps.PeriodName(kind, d); len(names) == 0 || names[len(names)-1] != name {
			names = append(names, name)
		}
		number[d-sel.first] = int32(len(names) - 1)
	}
	counts := sel.group(len(names), func(row int, each func(int)) {
		if d := models.Day(sel.day[row]); d != models.NoDay {
			each(int(number[d-sel.first]))
		}
	})
	first, end := len(counts), 0
	for i := range counts {
		if counts[i].Responses() > 0 || counts[i].Hits > 0 {
			first, end = min(first, i), i+1
		}
	}
	var values []Value
	for i := first; i < end; i++ {
		values = append(values, Value{names[i], counts[i]})
	}
	return values
}

// Days counts by day, from the first to the last with a row.
func (sel *Selection) Days() (first models.Day, counts []Count) {
	if sel.last == models.NoDay {
		return models.NoDay, nil
	}
	return sel.first, sel.group(int(sel.last-sel.first)+1, func(row int, each func(int)) {
		if d := models.Day(sel.day[row]); d != models.NoDay {
			each(int(d - sel.first))
		}
	})
}

// Themes counts by the themes of a lens, "" for those that were found, in the order
// that they were given in; last, under models.NoTheme, the comments with none.
func (sel *Selection) Themes(lens string) []Value {
	names, groups := sel.themeGroups(lens)
	counts := sel.group(len(names), groups)
	values := named(names[:len(names)-1], counts[:len(names)-1])
	return append(values, Value{models.NoTheme, counts[len(counts)-1]})
}

// themeGroups are the themes of a lens, then none.
func (sel *Selection) themeGroups(lens string) (names []string, of func(int, func(int))) {
	place := make([]int, len(sel.themes))
	for i, t := range sel.themes {
		place[i] = -1
		if t.Lens == lens {
			place[i] = len(names)
			names = append(names, t.ID)
		}
	}
	none := len(names)
	return append(names, models.NoTheme), func(row int, each func(int)) {
		some := false
		for _, t := range sel.themesOf(row) {
			if p := place[t]; p >= 0 {
				some = true
				each(p)
			}
		}
		if !some && sel.flags[row]&commented != 0 {
			each(none)
		}
	}
}

// Cross counts by the values of a way to cut and the themes of a lens at once:
// counts[value][theme], the last theme being none.
func (sel *Selection) Cross(name, lens string) (values, themes []string, counts [][]Count) {
	c, ok := sel.Column(name)
	if !ok {
		return nil, nil, nil
	}
	names, above := c.levels()
	themes, of := sel.themeGroups(lens)
	flat := sel.group(len(names)*len(themes), func(row int, each func(int)) {
		for _, place := range above[c.code[row]] {
			of(row, func(t int) { each(place*len(themes) + t) })
		}
	})
	for i := range names {
		counts = append(counts, flat[i*len(themes):(i+1)*len(themes)])
	}
	return names, themes, counts
}

// Depth is how many levels lie above a unit.
func Depth(unit string) int { return strings.Count(unit, "/") }
