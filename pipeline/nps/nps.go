// Package nps holds the statistics: scores with intervals, causes, drivers, the
// exact change between two periods, alerts, what is at stake, and the one
// decision on what small groups must not be shown. Everything is a pure function
// of slices; there is no input or output, no clock and no map order in a result.
//
// Responses are prepared once (Prepare) and scored by one or more systems of
// themes (Panel.Score); every figure is a method of what comes of it. Sums run in a fixed order, so the same responses in the same
// order give the same bits for any number of workers. No figure is about a
// person: customers are only ever counted and used to widen intervals.
//
// docs/figures.md explains each figure to those who read it.
package nps

import (
	"cmp"
	"math"
	"slices"
	"sync"

	"stemme/models"
	"stemme/models/parallel"
	"stemme/pipeline/nps/internal/withhold"
)

// A System is one way to sort what responses say: the discovered themes, or the
// entries of one lens. What none of its themes covers is its own rest, so that a
// system adds up by itself; figures of several systems are never mixed.
type System struct {
	Lens     string   // name of the lens, "" for the discovered themes
	Order    []string // theme ids; figures list themes in this order
	Tops     []string // by place in Order: the top theme it lies under, "" for none; nil for none
	Restates []bool   // by place in Order: the theme is the score in words, no cause of it; nil for none
	Themes   [][]int  // of each response: its distinct themes, ascending places in Order
	Signs    [][]int8 // of each response and theme of it: 1 praised, -1 complained of, 0 neither or not known; nil for none
}

// NewSystem gathers the distinct themes of each of the n responses. Mentions of
// themes that are not in order are left out.
func NewSystem(lens string, n int, mentions []models.Mention, order []string) System {
	place := make(map[string]int, len(order))
	for t, id := range order {
		place[id] = t
	}
	places, counts, size := make([]int32, len(mentions)), make([]int32, n), 0 // room that each response takes
	for k := range mentions {
		places[k] = -1
		if t, ok := place[mentions[k].Theme]; ok {
			places[k] = int32(t)
			counts[mentions[k].Response]++
			size++
		}
	}
	themes, polarity := listsOf[int](counts, size), listsOf[float64](counts, size)
	for k := range mentions {
		if places[k] < 0 {
			continue
		}
		m, t := &mentions[k], int(places[k])
		of, sums := &themes[m.Response], &polarity[m.Response]
		at, seen := slices.BinarySearch(*of, t)
		if !seen {
			*of, *sums = slices.Insert(*of, at, t), slices.Insert(*sums, at, 0)
		}
		if !math.IsNaN(m.Polarity) {
			(*sums)[at] += m.Polarity
		}
	}
	signs := listsOf[int8](counts, size)
	for i, sums := range polarity {
		for _, sum := range sums {
			signs[i] = append(signs[i], SignOf(sum))
		}
	}
	return System{Lens: lens, Order: order, Themes: themes, Signs: signs}
}

// listsOf are empty lists with room for as many as counts says, size in all; nil for none.
func listsOf[T any](counts []int32, size int) [][]T {
	lists, room := make([][]T, len(counts)), make([]T, size)
	for i, n := range counts {
		if n > 0 {
			lists[i], room = room[:0:n], room[n:]
		}
	}
	return lists
}

// SignOf is what a response says of a theme by the sum of its clauses' polarities: 1
// praised, −1 complained of, 0 where the sum is not clear of 0.
func SignOf(polarity float64) int8 {
	switch {
	case polarity > polar:
		return 1
	case polarity < -polar:
		return -1
	}
	return 0
}

// polar is the polarity from which a theme is praised, or complained of. Chosen by
// eye: a tenth of the way to what only promoters say.
const polar = 0.1

// Sign is what response i says of a theme: 1 praised, -1 complained of, 0 neither
// or no mention.
func (s *System) Sign(i int, theme string) int8 {
	for at, t := range s.of(i) {
		if s.Order[t] == theme && i < len(s.Signs) && at < len(s.Signs[i]) {
			return s.Signs[i][at]
		}
	}
	return 0
}

// of lists the themes of response i.
func (s *System) of(i int) []int {
	if i < len(s.Themes) {
		return s.Themes[i]
	}
	return nil
}

// restates says whether theme t is the score in words.
func (s *System) restates(t int) bool { return t < len(s.Restates) && s.Restates[t] }

// Options say how a survey is measured.
type Options struct {
	SmallGroup int  // figures of fewer responses are withheld; 1 or less withholds none
	MixScales  bool // allow scores on different scales in one figure
	Latest     bool // keep each customer's latest response within each period only
	Workers    int  // goroutines; below 1 is 1; never changes a result

	within bool // the responses are those of a cut: what is the same of all may be it
}

// DefaultOptions withhold groups below five.
func DefaultOptions() Options { return Options{SmallGroup: 5, Workers: 1} }

// A Panel is a state as columns, a place for every row: profiles that are alike are
// one row with a weight.
type Panel struct {
	Options
	systems []System
	few     [][]bool // of each system: the themes that count as not mentioned

	weight     []int32 // responses that each row stands for
	class      []models.Class
	commented  []bool
	themes     [][][]int  // by system and row
	signs      [][][]int8 // likewise, of each theme
	chains     [][]int32  // periods of a row, whole first, finest last
	places     [][]int32  // cuts of a row: cutAll, then each axis from its leaf up
	periods    []period
	cuts       []cut
	axes       []axis
	lines      int     // of sibling cuts
	cluster    []int32 // customer of each row, numbered; alone for customers with one response
	repeats    bool    // some customer has several responses
	counters   *sync.Pool
	grid       *withhold.Grid
	ratings    []ratingColumn
	mixes      []*mixDimension
	crossed    []func() []*crossing // by axis, each counted once it is asked for
	dimensions []DimensionRow
}

// Prepare counts responses and turns them into columns: see CountBy and State.Panel.
func Prepare(responses []models.Response, opt Options, systems ...System) (*Panel, error) {
	s, err := CountBy(opt.Workers, responses, opt.Latest, systems...)
	if err != nil {
		return nil, err
	}
	return s.Panel(opt)
}

// CountBy is Count by so many goroutines.
func CountBy(workers int, responses []models.Response, latest bool, systems ...System) (*State, error) {
	parts := make([]*State, max(workers, 1))
	var g parallel.Group
	for n := range parts {
		g.Go(func() error {
			parts[n] = count(responses, [2]int{n * len(responses) / len(parts), (n + 1) * len(responses) / len(parts)}, latest, systems)
			return nil
		})
	}
	_ = g.Wait() // none of them fails
	for _, part := range parts[1:] {
		if err := parts[0].Merge(part); err != nil {
			return nil, err
		}
	}
	return parts[0], nil
}

// Panel turns a state into columns. One on several scales is refused unless opt
// allows it: the error is a *messages.Error with the key "mixed_scales".
func (s *State) Panel(opt Options) (*Panel, error) {
	if err := s.scaleFault(); err != nil && !opt.MixScales {
		return nil, err
	}
	opt.Workers, opt.Latest = max(opt.Workers, 1), s.latest
	few, any := s.few(opt.SmallGroup)
	if any {
		s = s.without(few)
	}
	of := s.sheet(opt.Workers)
	p := &Panel{Options: opt, systems: s.heads, few: few, themes: of.themes, signs: of.signs,
		weight: of.weight, class: of.class, commented: of.commented, cluster: of.cluster}
	p.setPeriods(of)
	p.setDays(s.days)
	p.setMixes(p.setCuts(of))
	p.setRare()
	p.repeats = slices.ContainsFunc(p.cluster, func(customer int32) bool { return customer != alone })
	p.counters, p.grid = &sync.Pool{}, p.newGrid()
	p.ratings = slices.SortedFunc(slices.Values(of.ratings), func(a, b ratingColumn) int { return cmp.Compare(a.name, b.name) })
	return p, nil
}

// whole says whether a row counts in the period of all responses.
func (p *Panel) whole(i int) bool { return len(p.chains[i]) > 0 && p.chains[i][0] == periodAll }
