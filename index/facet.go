package index

import (
	"cmp"
	"fmt"
	"math"
	"math/bits"
	"slices"
	"strconv"
	"strings"

	"stemme/index/internal/columns"
	"stemme/models"
	"stemme/models/bitset"
)

// A Facet is what a result is made of, by one of: "class", "theme" (ids),
// "lens:NAME" (ids of its entries), "source", "touchpoint", "stage", "unit" (each
// with those below it), "language",
// "score", "month" (2026-03), "segment:NAME". Months and scores come in order,
// others with the largest first. A value "" is nothing known; of themes it is
// uden tema.
type Facet struct {
	Name   string
	Values []FacetValue
	// Withheld is how many values are not told because too few comments have
	// them, or because they would give away one that is not told.
	Withheld int
}

// A FacetValue is one value, with the comments that have it.
type FacetValue struct {
	Value string
	Classes
}

// counter counts the comments of a result by one column. Themes and units of
// a comment may be several, so they do not add up to the result.
type counter struct {
	name   string
	values []string
	one    []uint32 // by row, the only code
	above  [][]int  // of units: by code, the values it counts for
	themes *themed  // instead of one: by row, several codes
	sorted bool     // values come in order
	class  []uint8
	sums   []Classes
}

// newCounter prepares a facet; nil for a name that is none. What it needs to
// know of the columns is found out once.
func (ix *Index) newCounter(name string) *counter {
	known, ok := ix.counters.Load(name)
	if !ok {
		c := &counter{name: name, class: ix.cols.Class}
		if !c.prepare(ix.cols) {
			return nil
		}
		known, _ = ix.counters.LoadOrStore(name, c)
	}
	c := *known.(*counter)
	c.sums = make([]Classes, len(c.values))
	return &c
}

func (c *counter) prepare(cols *columns.Columns) bool {
	switch c.name {
	case "source":
		c.of(cols.Source)
	case "touchpoint":
		c.of(cols.Touchpoint)
	case "stage":
		c.of(cols.Stage)
	case "language":
		c.of(cols.Language)
	case "class":
		c.values = []string{"", "detractor", "passive", "promoter"}
		c.one = make([]uint32, cols.N)
		for row, class := range cols.Class {
			c.one[row] = uint32(class)
		}
	case "theme":
		c.ofThemes(cols, "")
	case "unit":
		c.ofUnits(cols.Unit)
	case "score":
		c.ofScores(cols.Score)
	case "month":
		c.ofMonths(cols.Day)
	default:
		return c.ofSegment(cols)
	}
	return true
}

func (c *counter) ofSegment(cols *columns.Columns) bool {
	if lens, ok := strings.CutPrefix(c.name, "lens:"); ok && lens != "" {
		c.ofThemes(cols, lens)
		return true
	}
	name, ok := strings.CutPrefix(c.name, "segment:")
	for i := range cols.Segments {
		if ok && cols.SegmentNames.At(i) == name {
			c.of(cols.Segments[i])
			return true
		}
	}
	return false
}

func (c *counter) of(d columns.Dictionary) {
	c.one = d.Code
	for i := range d.Values.Len() {
		c.values = append(c.values, d.Values.Clone(i))
	}
}

// ofThemes counts the entries of a lens, or the themes that were found where
// there is none.
func (c *counter) ofThemes(cols *columns.Columns, lens string) {
	code := make([]int, cols.Themes.Len()) // by theme, -1 for those of another lens
	for i := range code {
		code[i] = -1
		if models.LensOf(cols.Themes.At(i)) == lens {
			code[i] = len(c.values)
			c.values = append(c.values, cols.Themes.Clone(i))
		}
	}
	none := len(c.values)
	c.values = append(c.values, models.NoTheme)
	c.themes = &themed{cols, code, none}
}

// themed are the themes that a facet counts.
type themed struct {
	*columns.Columns
	code []int // by theme, -1 for those that are not counted
	none int   // the code of rows with none of them
}

// ofUnits counts a unit for all units above it, too.
func (c *counter) ofUnits(d columns.Dictionary) {
	number := map[string]int{}
	c.one, c.above = d.Code, make([][]int, d.Values.Len())
	for i := range c.above {
		unit := d.Values.Clone(i)
		for end := 0; end <= len(unit); end++ {
			if end < len(unit) && unit[end] != '/' {
				continue
			}
			path := unit[:end]
			if _, known := number[path]; !known {
				number[path] = len(c.values)
				c.values = append(c.values, path)
			}
			c.above[i] = append(c.above[i], number[path])
		}
	}
}

func (c *counter) ofScores(score []int16) {
	low, high := int16(math.MaxInt16), int16(columns.NoScore)
	for _, s := range score {
		if s != columns.NoScore {
			low, high = min(low, s), max(high, s)
		}
	}
	c.sorted = true
	c.values = []string{""}
	for s := int(low); s <= int(high); s++ {
		c.values = append(c.values, strconv.Itoa(s))
	}
	c.one = make([]uint32, len(score))
	for row, s := range score {
		if s != columns.NoScore {
			c.one[row] = uint32(int(s) - int(low) + 1)
		}
	}
}

// ofMonths makes a table from day to month once, so that counting is a look-up.
func (c *counter) ofMonths(day []int32) {
	low, high := int32(math.MaxInt32), int32(models.NoDay)
	for _, d := range day {
		if models.Day(d) != models.NoDay {
			low, high = min(low, d), max(high, d)
		}
	}
	c.sorted = true
	c.values = []string{""}
	var month []uint32
	for d := int64(low); d <= int64(high) && len(month) < 1<<20; d++ {
		if name := models.Day(d).Time().Format("2006-01"); name != c.values[len(c.values)-1] {
			c.values = append(c.values, name)
		}
		month = append(month, uint32(len(c.values)-1))
	}
	c.one = make([]uint32, len(day))
	for row, d := range day {
		if i := int64(d) - int64(low); models.Day(d) != models.NoDay && i < int64(len(month)) {
			c.one[row] = month[i]
		}
	}
}

// count counts the rows of set, which are numbered from low.
func (c *counter) count(set bitset.Set, low int) []Classes {
	byClass := c.byClass(set, low)
	if c.above != nil {
		levels := make([][4]int, len(c.values))
		for code, values := range c.above {
			for _, value := range values {
				for class, n := range byClass[code] {
					levels[value][class] += n
				}
			}
		}
		byClass = levels
	}
	out := make([]Classes, len(byClass))
	for i, n := range byClass {
		out[i] = Classes{n[models.Promoter], n[models.Passive], n[models.Detractor], n[models.NoClass]}
	}
	return out
}

// byClass counts by code and class. It walks through the words of set, not through its
// rows one by one, which would cost as much as all the rest.
func (c *counter) byClass(set bitset.Set, low int) [][4]int {
	n := make([][4]int, max(len(c.values), len(c.above)))
	for i, w := range set {
		for ; w != 0; w &= w - 1 {
			row := low + i<<6 + bits.TrailingZeros64(w)
			class := c.class[row] & 3
			if c.themes == nil {
				n[c.one[row]][class]++
				continue
			}
			any := false
			for _, t := range c.themes.ThemeOf[c.themes.ThemesAt[row]:c.themes.ThemesAt[row+1]] {
				if code := c.themes.code[t]; code >= 0 {
					n[code][class]++
					any = true
				}
			}
			if !any && c.themes.Commented(row) {
				n[c.themes.none][class]++
			}
		}
	}
	return n
}

func (c *counter) add(counts []Classes) {
	for i := range counts {
		c.sums[i].add(counts[i])
	}
}

// facet is what may be told of the counts.
func (c *counter) facet(minGroup int) Facet {
	f := Facet{Name: c.name}
	for i, n := range c.sums {
		if n.Total() > 0 {
			f.Values = append(f.Values, FacetValue{c.values[i], n})
		}
	}
	f.withhold(minGroup)
	if !c.sorted {
		slices.SortFunc(f.Values, func(a, b FacetValue) int {
			return cmp.Or(cmp.Compare(b.Total(), a.Total()), strings.Compare(a.Value, b.Value))
		})
	}
	return f
}

// withhold drops the values of too few comments, by models.Withhold. Values
// that add up to something known come in groups: of a unit, those right below
// it; of the rest, all. Themes overlap and add up to nothing known: each is a
// group of its own, which nothing needs to hide.
func (f *Facet) withhold(minGroup int) {
	if minGroup <= 1 {
		return
	}
	groups := map[string][]int{}
	for i, v := range f.Values {
		group := f.group(v.Value)
		groups[group] = append(groups[group], i)
	}
	hidden := make([]bool, len(f.Values))
	for _, group := range groups {
		sizes := make([]int, len(group))
		for j, i := range group {
			sizes[j] = f.Values[i].Total()
		}
		for j, hide := range models.Withhold(sizes, minGroup) {
			hidden[group[j]] = hide && (f.Name != "theme" || sizes[j] < minGroup)
		}
	}
	kept := f.Values[:0]
	for i, v := range f.Values {
		if hidden[i] {
			f.Withheld++
			continue
		}
		kept = append(kept, v)
	}
	f.Values = kept
}

// group is which values add up with value.
func (f *Facet) group(value string) string {
	if f.Name != "unit" {
		return ""
	}
	end := strings.LastIndexByte(value, '/')
	return fmt.Sprint(strings.Count(value, "/"), value[:max(end, 0)])
}
