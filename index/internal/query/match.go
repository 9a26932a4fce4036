package query

import (
	"slices"
	"strings"

	"stemme/index/internal/columns"
	"stemme/models"
	"stemme/models/bitset"
)

// test is a condition on the columns as a function of the row.
func (q *Corpus) test(n node) func(row int) bool {
	c := q.Cols
	switch n := n.(type) {
	case classNode:
		return func(row int) bool { return n[models.Class(c.Class[row])] }
	case languageNode:
		return c.Language.Test(func(v string) bool { return n[models.Language(v)] })
	case scoreNode:
		if n.none {
			return func(row int) bool { return c.Score[row] == columns.NoScore }
		}
		low, high := int16(max(n.low, columns.NoScore+1)), int16(min(n.high, 1<<15-1))
		return func(row int) bool { return low <= c.Score[row] && c.Score[row] <= high }
	case dateNode:
		first, last := max(int32(n.first), int32(models.NoDay)+1), int32(n.last)
		return func(row int) bool { return first <= c.Day[row] && c.Day[row] <= last }
	case valueNode:
		return q.valueTest(n)
	case keysNode:
		among := bitset.New(c.N)
		for _, key := range n {
			if row, found := c.RowOf(key); found {
				among.Add(uint32(row))
			}
		}
		return func(row int) bool { return among.Has(uint32(row)) }
	}
	return func(int) bool { return false }
}

func (q *Corpus) valueTest(n valueNode) func(row int) bool {
	c := q.Cols
	switch n.column {
	case themeColumn:
		return q.themeTest(n.values)
	case sourceColumn:
		return c.Source.Test(anyValue(n.values, sameValue))
	case touchpointColumn:
		return c.Touchpoint.Test(anyValue(n.values, sameValue))
	case stageColumn:
		return c.Stage.Test(anyValue(n.values, sameValue))
	case unitColumn:
		return c.Unit.Test(anyValue(n.values, unitWithin))
	}
	for i := range c.Segments {
		if strings.EqualFold(c.SegmentNames.At(i), n.name) {
			return c.Segments[i].Test(anyValue(n.values, sameValue))
		}
	}
	return func(int) bool { return false }
}

// anyValue says whether a column's value is one of those asked for.
func anyValue(asked []string, same func(asked, value string) bool) func(string) bool {
	return func(value string) bool {
		return slices.ContainsFunc(asked, func(a string) bool {
			return same(a, value) || value == "" && none[strings.ToLower(a)]
		})
	}
}

// sameValue compares without regard to capitals; a * at the end stands for
// anything.
func sameValue(asked, value string) bool {
	a, v := strings.ToLower(asked), strings.ToLower(value)
	if begin, ok := strings.CutSuffix(a, "*"); ok {
		return strings.HasPrefix(v, begin)
	}
	return a == v
}

// unitWithin says whether a unit is the one asked for or lies below it. One
// name of the path is enough: "Aarhus" is "Region Nord/Aarhus", too.
func unitWithin(asked, unit string) bool {
	a, u := "/"+strings.Trim(strings.ToLower(asked), "/"), "/"+strings.ToLower(unit)
	if begin, ok := strings.CutSuffix(a, "*"); ok {
		return strings.Contains(u, begin)
	}
	return strings.Contains(u+"/", a+"/")
}

// themeTest takes themes by id, or by name or a word of it; a theme above others finds what
// speaks of them.
func (q *Corpus) themeTest(asked []string) func(row int) bool {
	c := q.Cols
	yes, entry := make([]bool, c.Themes.Len()), make([]bool, c.Themes.Len())
	for i := range entry {
		entry[i] = models.LensOf(c.Themes.At(i)) != ""
	}
	withoutTheme := false
	for _, a := range asked {
		if a == "" || none[strings.ToLower(a)] || strings.EqualFold(a, models.NoThemeKey) {
			withoutTheme = true
			continue
		}
		q.nameThemes(yes, a)
	}
	return func(row int) bool {
		themes := c.ThemeOf[c.ThemesAt[row]:c.ThemesAt[row+1]]
		if withoutTheme && c.Commented(row) && !slices.ContainsFunc(themes, func(t uint32) bool { return !entry[t] }) {
			return true
		}
		return slices.ContainsFunc(themes, func(t uint32) bool { return yes[t] })
	}
}

// nameThemes says yes of the themes that are called so, else of those of whose names it is a
// word, else of those of whose names a word begins with it.
func (q *Corpus) nameThemes(yes []bool, asked string) {
	for _, fits := range [...]func(id string) bool{
		func(id string) bool { return sameValue(asked, id) || sameValue(asked, q.ThemeNames[id]) },
		func(id string) bool {
			return slices.ContainsFunc(wordsOf(q.ThemeNames[id]), func(w string) bool { return sameValue(asked, w) })
		},
		func(id string) bool {
			return slices.ContainsFunc(wordsOf(q.ThemeNames[id]), func(w string) bool { return sameValue(asked+"*", w) })
		},
	} {
		found := false
		for i := range yes {
			id := q.Cols.Themes.At(i)
			if top, under := q.TopThemes[id]; fits(id) || under && fits(top) {
				yes[i], found = true, true
			}
		}
		if found {
			return
		}
	}
}

// wordsOf are the words of a name.
func wordsOf(name string) []string {
	return strings.FieldsFunc(name, func(r rune) bool { return r == ' ' || r == ',' || r == '/' })
}
