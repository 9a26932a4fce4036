package survey

import (
	"slices"
	"strings"
	"sync"

	"stemme/index"
	"stemme/models"
)

// A Selection is the rows that a filter lets through.
type Selection struct {
	*Survey
	in []bool

	once    sync.Once
	several several
}

// several are the rows of a selection that customers who gave several of them gave,
// customer by customer: those with a score, or all where only the latest counts. Most
// filters leave few, and a page counts a selection many times.
type several struct {
	rows  []int32
	value []int8  // of each row, as of its class: 1, 0 or -1
	ends  []int32 // of each customer, in rows
}

// again works out several, once.
func (sel *Selection) again() *several {
	sel.once.Do(func() {
		s := &sel.several
		s.rows, s.value = make([]int32, 0, sel.repeated), make([]int8, 0, sel.repeated)
		for _, rows := range sel.customers {
			from := len(s.rows)
			for _, row := range rows {
				if sel.in[row] && (sel.latest || sel.class[row] != models.NoClass) {
					s.rows = append(s.rows, row)
					s.value = append(s.value, int8(sel.class[row].Value()/100))
				}
			}
			switch n := len(s.rows) - from; {
			case n > 1 || n == 1 && sel.latest:
				s.ends = append(s.ends, int32(len(s.rows)))
			case n == 1:
				s.rows, s.value = s.rows[:from], s.value[:from]
			}
		}
	})
	return &sel.several
}

// Where says which responses are wanted: what a search of the comments can be
// narrowed by, and the kinds of sources, "" being a survey of customers.
type Where struct {
	index.Filter
	Kinds []string
}

// Select lists the rows that where lets through, as a search would: of a list, one
// has to hold; units hold those below them; "" is what is not known, and of themes
// uden tema.
func (s *Survey) Select(where Where) *Selection {
	sel := &Selection{Survey: s, in: make([]bool, s.n)}
	for i := range sel.in {
		sel.in[i] = s.seen(i)
	}
	if len(where.Classes) > 0 {
		sel.keep(func(row int) bool { return slices.Contains(where.Classes, s.class[row]) })
	}
	if where.First != where.Last || where.First != 0 && where.First != models.NoDay {
		first, last := max(int32(where.First), int32(models.NoDay)+1), int32(where.Last)
		if where.Last == models.NoDay || where.Last == 0 && where.First > 0 {
			last = 1<<31 - 1
		}
		sel.keep(func(row int) bool { return first <= s.day[row] && s.day[row] <= last })
	}
	same := func(asked, value string) bool { return strings.EqualFold(asked, value) }
	sel.column(Touchpoint, where.Touchpoints, same)
	sel.column(Stage, where.Stages, same)
	sel.column(Unit, where.Units, within)
	languages := make([]string, len(where.Languages))
	for i, l := range where.Languages {
		languages[i] = string(l)
	}
	sel.column(Language, languages, same)
	sel.column(Source, where.Sources, same)
	sel.column(Kind, where.Kinds, same)
	for _, seg := range where.Segments {
		sel.column(seg.Name, []string{seg.Value}, same)
	}
	if len(where.Themes) > 0 {
		sel.ofThemes(where.Themes)
	}
	return sel
}

// keep leaves out the rows of which holds is false.
func (sel *Selection) keep(holds func(row int) bool) {
	for row, in := range sel.in {
		sel.in[row] = in && holds(row)
	}
}

// column keeps the rows whose value is one of those asked for.
func (sel *Selection) column(name string, asked []string, same func(asked, value string) bool) {
	if len(asked) == 0 {
		return
	}
	c, ok := sel.Column(name)
	if !ok {
		sel.keep(func(int) bool { return false })
		return
	}
	yes := make([]bool, len(c.Values))
	for i, value := range c.Values {
		yes[i] = slices.ContainsFunc(asked, func(a string) bool {
			return none(a) && value == "" || !none(a) && value != "" && same(a, value)
		})
	}
	sel.keep(func(row int) bool { return yes[c.code[row]] })
}

// none says whether nothing known is asked for: "" or Unknown.
func none(asked string) bool { return asked == "" || asked == Unknown }

// Unknown stands for nothing known where "" could be taken for no filter.
const Unknown = "-"

// ofThemes keeps the rows that speak of one of the themes.
func (sel *Selection) ofThemes(ids []string) {
	yes, without := make([]bool, len(sel.themes)), slices.Contains(ids, models.NoTheme)
	for i, t := range sel.themes {
		yes[i] = slices.Contains(ids, t.ID)
	}
	sel.keep(func(row int) bool {
		of := sel.themesOf(row)
		if without && sel.flags[row]&searchable != 0 && !slices.ContainsFunc(of, func(t uint16) bool { return sel.themes[t].Lens == "" }) {
			return true
		}
		return slices.ContainsFunc(of, func(t uint16) bool { return yes[t] })
	})
}

func (s *Survey) themesOf(row int) []uint16 { return s.themeOf[s.themesAt[row]:s.themesAt[row+1]] }

// Has says whether a row is among them.
func (sel *Selection) Has(row int) bool { return sel.in[row] }

// And is the rows that are in both.
func (sel *Selection) And(other *Selection) *Selection {
	both := &Selection{Survey: sel.Survey, in: slices.Clone(sel.in)}
	both.keep(func(row int) bool { return other.in[row] })
	return both
}

// Commented is those of the rows with a comment.
func (sel *Selection) Commented() *Selection {
	said := &Selection{Survey: sel.Survey, in: slices.Clone(sel.in)}
	said.keep(func(row int) bool { return sel.flags[row]&commented != 0 })
	return said
}

// Hits is how many comments a search with the same filter finds.
func (sel *Selection) Hits() int {
	n := 0
	for row, in := range sel.in {
		if in && sel.flags[row]&searchable != 0 {
			n++
		}
	}
	return n
}
