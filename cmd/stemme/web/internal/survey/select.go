package survey

import (
	"slices"
	"strings"
	"sync"

	"stemme/index"
	"stemme/models"
	"stemme/models/bitset"
)

// A Selection is the rows that a filter lets through.
type Selection struct {
	*Survey
	in      bitset.Set
	through uint32 // the last day asked for, as in Survey.day; endless for no end

	once sync.Once
	list []uint32 // of in: see places

	pairing sync.Once
	pairs   *pairs // see paired

	again    sync.Once
	frequent frequent // see often

	saying sync.Once
	said   *Selection // see Commented

	counting      sync.Once
	cellsOfLatest []uint8 // see cellsBy
}

// places are those of the selected rows, in order.
func (sel *Selection) places() []uint32 {
	sel.once.Do(func() {
		if sel.list == nil {
			sel.list = sel.in.List()
		}
	})
	return sel.list
}

// whole says whether every row is selected.
func (sel *Selection) whole() bool { return len(sel.list) == sel.n }

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
	sel := &Selection{Survey: s, in: s.own, list: s.list, through: endless}
	if len(where.Classes) > 0 {
		yes := make([]uint8, 1+models.Promoter)
		for _, class := range where.Classes {
			yes[class] = 1
		}
		sel.narrow(coded(s.class, yes))
	}
	if where.First != where.Last || where.First != 0 && where.First != models.NoDay {
		sel.narrow(s.between(where.First, where.Last))
		sel.through = s.dayOf(where.Last)
	}
	same := func(asked, value string) bool { return strings.EqualFold(asked, value) }
	sel.column(Touchpoint, where.Touchpoints, same)
	sel.column(Stage, where.Stages, same)
	sel.column(Unit, where.Units, Within)
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
		sel.narrow(s.ofThemes(where.Themes))
	}
	return sel
}

// narrow leaves what is in a set of its own, too.
func (sel *Selection) narrow(to bitset.Set) {
	to.And(sel.in)
	sel.in, sel.list = to, nil
}

// between are the rows of the days from first to last; of those without a day none,
// whichever end is open.
func (s *Survey) between(first, last models.Day) bitset.Set {
	if last == models.NoDay || last == 0 && first > 0 {
		last = s.last
	}
	in := bitset.New(s.n)
	if s.first == models.NoDay || last < first || last < s.first || first > s.last {
		return in
	}
	low := uint32(max(first, s.first)-s.first) + 1
	span := uint32(min(last, s.last)-s.first) + 1 - low
	for i := range in {
		var w uint64
		for j, d := range s.day[i<<6 : min(i<<6+64, s.n)] {
			w |= (uint64(d-low) - uint64(span) - 1) >> 63 << j // what lies below low is past every span
		}
		in[i] = w
	}
	return in
}

// Between is those of the rows that are of the days from first to last.
func (sel *Selection) Between(first, last models.Day) *Selection {
	of := &Selection{Survey: sel.Survey, in: sel.in, through: min(sel.through, sel.dayOf(last))}
	of.narrow(sel.between(first, last))
	return of
}

// column keeps the rows whose value is one of those asked for.
func (sel *Selection) column(name string, asked []string, same func(asked, value string) bool) {
	if len(asked) == 0 {
		return
	}
	c, ok := sel.Column(name)
	if !ok {
		sel.narrow(bitset.New(sel.n))
		return
	}
	sel.narrow(coded(c.code, c.where(func(value string) bool {
		return slices.ContainsFunc(asked, func(a string) bool {
			return none(a) && value == "" || !none(a) && value != "" && same(a, value)
		})
	})))
}

// none says whether nothing known is asked for: "" or Unknown.
func none(asked string) bool { return asked == "" || asked == Unknown }

// Unknown stands for nothing known where "" could be taken for no filter.
const Unknown = "-"

// ofThemes are the rows that speak of one of the themes.
func (s *Survey) ofThemes(ids []string) bitset.Set {
	in := bitset.New(s.n)
	if slices.Contains(ids, models.NoTheme) {
		in.Or(s.commented) // a title alone is no comment that lacks a theme
		for i, t := range s.themes {
			if t.Lens == "" {
				in.AndNot(s.speak[i])
			}
		}
	}
	for i, t := range s.themes {
		if slices.Contains(ids, t.ID) {
			in.Or(s.speak[i])
		}
	}
	return in
}

// Speaking are the rows that speak of a theme.
func (s *Survey) Speaking(id string) *Selection {
	sel := &Selection{Survey: s, in: s.own, list: s.list, through: endless}
	sel.narrow(s.ofThemes([]string{id}))
	return sel
}

// Has says whether a row is among them.
func (sel *Selection) Has(row int) bool { return sel.in.Has(sel.place[row]) }

// And is the rows that are in both.
func (sel *Selection) And(other *Selection) *Selection {
	both := &Selection{Survey: sel.Survey, in: slices.Clone(sel.in), through: min(sel.through, other.through)}
	both.in.And(other.in)
	return both
}

// Commented is those of the rows with a comment.
func (sel *Selection) Commented() *Selection {
	sel.saying.Do(func() {
		sel.said = &Selection{Survey: sel.Survey, in: slices.Clone(sel.in), through: sel.through}
		sel.said.in.And(sel.commented)
	})
	return sel.said
}

// Hits is how many comments a search with the same filter finds.
func (sel *Selection) Hits() int { return sel.in.Common(sel.searchable) }

// coded are the rows whose code says yes. Without a branch a row, a pass takes a
// nanosecond a row whatever the codes are.
func coded[C ~uint8 | ~uint32](code []C, yes []uint8) bitset.Set {
	s := bitset.New(len(code))
	for i := range s {
		var w uint64
		for j, c := range code[i<<6 : min(i<<6+64, len(code))] {
			w |= uint64(yes[c]) << j
		}
		s[i] = w
	}
	return s
}
