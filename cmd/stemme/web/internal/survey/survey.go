// Package survey holds every response of an edition as columns in memory, so that
// any figure can be counted under any filter within milliseconds: which class,
// day, cuts and themes, never a word that a customer wrote.
//
// A Survey does not change once it is built; any number of goroutines may select
// from it. What it counts without a filter is what the edition's tables say.
package survey

import (
	"cmp"
	"math"
	"slices"
	"sort"
	"strings"

	"stemme/models"
	"stemme/models/bitset"
)

// A Survey is an edition's responses as columns. Rows are numbered in the order of keys.
// In the columns each has a place: those of customers who gave several lie side by
// side, so that what they do to a figure is found in one walk.
type Survey struct {
	n       int
	row     []uint32       // by place
	place   []uint32       // by row
	ends    []uint32       // of the places of each customer with many rows, in order
	pairs   pairs          // of rows of the others who gave several
	class   []models.Class // that counts: none where the source is no survey of customers
	cell    []uint8        // what each row counts as: see cells
	day     []uint32       // days from first, from 1; 0 is not known
	columns []Column
	themes  []Theme
	speak   []bitset.Set       // by theme: the rows that speak of it, or of one under it
	lenses  map[string]sorting // by the themes of each lens
	periods []sorting          // by the periods of each of kinds

	commented  bitset.Set // the rows with a comment
	searchable bitset.Set // that a search can find
	counted    bitset.Set // of customers: employees are no part of any figure

	latest    bool     // of a customer's rows within a period only the last counts
	until     []uint32 // by place of those of customers who gave several: see setUntil
	clauses   []Clause
	clausesAt []uint32 // by row, into clauses; one more at the end
	ids       string   // of the rows, one behind the other
	idsAt     []uint32 // by row, into ids; one more at the end
	first     models.Day
	last      models.Day // of the responses, NoDay where none is known
	own       bitset.Set // the rows that may be seen: see Within
	list      []uint32   // of own
}

// A Column is one way to cut.
type Column struct {
	Name   string
	Values []string // in order; "" is nothing known
	code   []uint32 // by place, of Values
	by     sorting
}

// A Theme is what responses speak of.
type Theme struct {
	ID, Parent, Lens string

	top bool // others lie under it
}

// A Clause is a piece of a comment that speaks of a theme.
type Clause struct {
	Number      int32
	Start, End  int32 // characters of the comment
	Probability float32
	theme       uint16
	polarity    int16 // in steps of polarityStep; noPolarity where it is not known
	sign        int8  // what the whole comment says of the theme: see nps.SignOf
}

// polarityStep is how finely polarities, from −1 to 1, are kept.
const (
	polarityStep = 1e-4
	noPolarity   = math.MinInt16
)

// Polarity is what the clause thinks of its theme, from −1 to 1; NaN where that is
// not known.
func (c Clause) Polarity() float64 {
	if c.polarity == noPolarity {
		return math.NaN()
	}
	return float64(c.polarity) * polarityStep
}

// The names of the columns that every survey has.
const (
	Touchpoint = "touchpoint"
	Stage      = "stage"
	Unit       = "unit"
	Language   = "language"
	Source     = "source"
	Kind       = "kind"
)

// Responses is how many there are, with those that no figure counts.
func (s *Survey) Responses() int { return s.n }

// Days are the first and the last day of a response, NoDay where none is known.
func (s *Survey) Days() (first, last models.Day) { return s.first, s.last }

// Columns are the ways to cut that tell some responses from others, the fixed ones
// first.
func (s *Survey) Columns() []Column {
	return slices.DeleteFunc(slices.Clone(s.columns), func(c Column) bool { return len(c.Values) < 2 })
}

// Column is the way to cut called name.
func (s *Survey) Column(name string) (Column, bool) {
	for _, c := range s.columns {
		if c.Name == name {
			return c, true
		}
	}
	return Column{}, false
}

// Clauses are the pieces of row that speak of a theme, in the order of the comment.
func (s *Survey) Clauses(row int) []Clause { return s.clauses[s.clausesAt[row]:s.clausesAt[row+1]] }

// ThemeOf is the theme that a clause speaks of.
func (s *Survey) ThemeOf(c Clause) Theme { return s.themes[c.theme] }

// theme is the place of a theme's id, −1 for none.
func (s *Survey) theme(id string) int {
	return slices.IndexFunc(s.themes, func(t Theme) bool { return t.ID == id })
}

// Row is where the response of a key is; false where there is none.
func (s *Survey) Row(key models.Key) (row int, found bool) {
	sources, _ := s.Column(Source)
	row, found = sort.Find(s.n, func(i int) int {
		return cmp.Or(strings.Compare(key.Source, sources.Values[sources.code[s.place[i]]]), strings.Compare(key.ID, s.ids[s.idsAt[i]:s.idsAt[i+1]]))
	})
	return row, found && s.own.Has(s.place[row])
}

// Within is the survey of those rows alone whose unit holds says yes to: no other row
// is selected, counted or found by its key.
func (s *Survey) Within(holds func(unit string) bool) *Survey {
	in := *s
	in.own, in.list = bitset.New(s.n), nil
	if units, ok := s.Column(Unit); ok {
		in.own = coded(units.code, units.where(holds))
		in.own.And(s.own)
		in.list = in.own.List()
	}
	return &in
}

// where says of each of a column's values whether it holds.
func (c *Column) where(holds func(value string) bool) []uint8 {
	yes := make([]uint8, len(c.Values))
	for i, value := range c.Values {
		if holds(value) {
			yes[i] = 1
		}
	}
	return yes
}

// Key is the key of a row.
func (s *Survey) Key(row int) models.Key {
	sources, _ := s.Column(Source)
	return models.Key{Source: sources.Values[sources.code[s.place[row]]], ID: s.ids[s.idsAt[row]:s.idsAt[row+1]]}
}

// Within says whether a unit is the one asked for or lies below it.
func Within(asked, unit string) bool {
	a, u := "/"+strings.Trim(strings.ToLower(asked), "/"), "/"+strings.ToLower(unit)
	return strings.Contains(u+"/", a+"/")
}

// Class is the class of a row, none where it counts in no figure.
func (s *Survey) Class(row int) models.Class { return s.class[s.place[row]] }

// Searchable says whether a search can find a row.
func (s *Survey) Searchable(row int) bool {
	return s.own.Has(s.place[row]) && s.searchable.Has(s.place[row])
}
