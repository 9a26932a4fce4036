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

// A grouping appends the groups that a row is counted in.
type grouping func(row int, to []int32) []int32

// groups counts rows into groups.
type groups struct {
	*Selection
	counts []Count
	of     grouping
}

func (sel *Selection) group(n int, of grouping) []Count {
	g := &groups{sel, make([]Count, n), of}
	var to []int32
	for row, in := range sel.in {
		if !in {
			continue
		}
		flags := sel.flags[row]
		counts := flags&counted != 0 && !(sel.latest && sel.repeats[row])
		to = of(row, to[:0])
		for _, group := range to {
			c := &g.counts[group]
			if flags&searchable != 0 {
				c.Hits++
			}
			if counts {
				c.Add(sel.class[row])
				if flags&commented != 0 {
					c.Commented++
				}
			}
		}
	}
	g.customers()
	return g.counts
}

// sums are those of one customer's responses in one group.
type sums struct{ value, square, number, last int32 }

// customers works out what those who answered more than once do to the counts.
func (g *groups) customers() {
	widened := make([]nps.Repeats, len(g.counts))
	of := make([]sums, len(g.counts))
	for i := range of {
		of[i].last = none32
	}
	var touched, to []int32
	several, from := g.again(), int32(0)
	for _, end := range several.ends {
		touched = touched[:0]
		for at := from; at < end; at++ {
			row, value := several.rows[at], int32(several.value[at])
			to = g.of(int(row), to[:0])
			for _, group := range to {
				s := &of[group]
				if s.last == none32 {
					touched = append(touched, group)
				}
				s.value, s.square, s.number, s.last = s.value+value, s.square+value*value, s.number+1, row
			}
		}
		from = end
		for _, group := range touched {
			s := of[group]
			of[group] = sums{last: none32}
			if !g.latest {
				widened[group].Add(int(s.value), int(s.square), int(s.number))
				continue
			}
			g.counts[group].Add(g.class[s.last])
			if g.flags[s.last]&commented != 0 {
				g.counts[group].Commented++
			}
		}
	}
	for i := range g.counts {
		g.counts[i].Design = widened[i].Design(g.counts[i].Tally)
	}
}

// none32 is no row.
const none32 = -1

// All counts every row.
func (sel *Selection) All() Count {
	return sel.group(1, func(_ int, to []int32) []int32 { return append(to, 0) })[0]
}

// By counts by the values of a way to cut; of units, every level. A value that no
// row has is left out. An unknown way to cut has no values.
func (sel *Selection) By(name string) []Value {
	c, ok := sel.Column(name)
	if !ok {
		return nil
	}
	names, above := c.levels()
	return named(names, sel.group(len(names), func(row int, to []int32) []int32 { return append(to, above[c.code[row]]...) }))
}

// levels are the values that a column counts, and of each of its own values those
// that it counts in.
func (c Column) levels() (names []string, above [][]int32) {
	number := map[string]int32{}
	above = make([][]int32, len(c.Values))
	for i, value := range c.Values {
		for end := 0; end <= len(value); end++ {
			if end < len(value) && (c.Name != Unit || value[end] != '/') {
				continue
			}
			path := value[:end]
			place, seen := number[path]
			if !seen {
				place = int32(len(names))
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
	counts := sel.group(len(names), func(row int, to []int32) []int32 {
		if d := models.Day(sel.day[row]); d != models.NoDay {
			to = append(to, number[d-sel.first])
		}
		return to
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

// Themes counts by the themes of a lens, "" for those that were found, in the order
// that they were given in; last, under models.NoTheme, the comments with none.
func (sel *Selection) Themes(lens string) []Value {
	names, groups := sel.themeGroups(lens)
	counts := sel.group(len(names), groups)
	values := named(names[:len(names)-1], counts[:len(names)-1])
	return append(values, Value{models.NoTheme, counts[len(counts)-1]})
}

// themeGroups are the themes of a lens, then none.
func (sel *Selection) themeGroups(lens string) (names []string, of grouping) {
	place := make([]int32, len(sel.themes))
	for i, t := range sel.themes {
		place[i] = -1
		if t.Lens == lens {
			place[i] = int32(len(names))
			names = append(names, t.ID)
		}
	}
	none := int32(len(names))
	return append(names, models.NoTheme), func(row int, to []int32) []int32 {
		before := len(to)
		for _, t := range sel.themesOf(row) {
			if p := place[t]; p >= 0 {
				to = append(to, p)
			}
		}
		if len(to) == before && sel.flags[row]&commented != 0 {
			to = append(to, none)
		}
		return to
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
	width := int32(len(themes))
	var speaks []int32
	flat := sel.group(len(names)*len(themes), func(row int, to []int32) []int32 {
		speaks = of(row, speaks[:0])
		for _, place := range above[c.code[row]] {
			for _, t := range speaks {
				to = append(to, place*width+t)
			}
		}
		return to
	})
	for i := range names {
		counts = append(counts, flat[i*len(themes):(i+1)*len(themes)])
	}
	return names, themes, counts
}

// Depth is how many levels lie above a unit.
func Depth(unit string) int { return strings.Count(unit, "/") }
