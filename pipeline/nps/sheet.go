package nps

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"stemme/models"
	"stemme/models/parallel"
)

// A sheet is the profiles of a state as columns, in the order of their bytes: first those
// of customers with one response, put together, then those who answered more than once.
type sheet struct {
	weight    []int32 // responses that a row stands for
	cluster   []int32 // the customer's number; alone where each response is a customer by itself
	month     []int32 // since year 0; noMonth
	from      []int8  // the first of its periods that a row counts in: 0 all, 3 its month only
	class     []models.Class
	commented []bool

	touchpoint, stage, unit, source column
	segments                        []column // in the order in which they are met
	ratings                         []ratingColumn
	themes                          [][][]int // by system and row
	signs                           [][][]int8

	said    slab[int]
	felt    slab[int8]
	answers []models.Segment // of the row at hand
}

// alone is the cluster of responses that are each a customer by themselves.
const alone = -1

// sheet lists the profiles.
func (s *State) sheet(workers int) *sheet {
	single, several := s.customers()
	single = sortedBy(workers, single)
	slices.SortFunc(several, order)
	n := len(single)
	for _, of := range several {
		n += len(of)
	}
	to := newSheet(n, len(s.heads))
	for _, t := range single {
		to.add(t.key, t.n, alone, 0)
	}
	for number, of := range several {
		s.customer(to, of, int32(number))
	}
	for n := range to.ratings {
		to.ratings[n].values = to.ratings[n].values[:len(to.weight)]
	}
	return to
}

// customers parts those with one response, without the customer, from the others.
func (s *State) customers() (single []tallied, several [][]tallied) {
	single = make([]tallied, 0, len(s.profiles))
	for all := s.profiles; len(all) > 0; {
		customer, _, rest := s.split(all[0].key)
		n := 1
		for mark := known(all[0].key); customer != "" && n < len(all) && strings.HasPrefix(all[n].key, mark); {
			n++
		}
		if customer == "" || n == 1 && all[0].n == 1 {
			single = append(single, tallied{rest, all[0].n})
		} else {
			several = append(several, all[:n])
		}
		all = all[n:]
	}
	return single, several
}

// sortedBy is what added makes of all, by several workers.
func sortedBy(workers int, all []tallied) []tallied {
	if workers < 2 || len(all) < 1000 {
		return added(all)
	}
	half := len(all) / 2
	parts := [2][]tallied{all[:half], all[half:]}
	var g parallel.Group
	for n := range parts {
		g.Go(func() error {
			parts[n] = sortedBy(workers/2, parts[n])
			return nil
		})
	}
	_ = g.Wait() // none of them fails
	return merged(parts[0], parts[1])
}

// customer adds the rows of one who answered more than once.
func (s *State) customer(to *sheet, of []tallied, number int32) {
	if s.latest {
		of = slices.Clone(of)
		slices.SortFunc(of, func(a, b tallied) int {
			_, x, _ := s.split(a.key)
			_, y, _ := s.split(b.key)
			return x.compare(&y)
		})
	}
	for i, t := range of {
		_, _, rest := s.split(t.key)
		from := 0
		if s.latest && i+1 < len(of) {
			_, _, next := s.split(of[i+1].key)
			from = onlyIn(monthBehind(rest), monthBehind(next))
		}
		if from < len(Kinds) {
			to.add(rest, t.n, number, from)
		}
	}
}

// monthBehind is the month of a profile behind customer and stamp.
func monthBehind(rest string) int {
	r := reader{rest}
	return int(r.int())
}

// onlyIn is the widest kind of period, as a place in Kinds, of which a customer's response
// is the last, the next one lying in another month.
func onlyIn(first, next int) int {
	switch {
	case first == noMonth && next == noMonth:
		return len(Kinds)
	case first == noMonth:
		return 1 // all and no day are its periods
	}
	for level, months := range [...]int{12, 3, 1} {
		if first/months != next/months {
			return level + 1
		}
	}
	return len(Kinds)
}

// newSheet has room for n rows.
func newSheet(n, systems int) *sheet {
	s := &sheet{
		weight: make([]int32, 0, n), cluster: make([]int32, 0, n), month: make([]int32, 0, n), from: make([]int8, 0, n),
		class: make([]models.Class, 0, n), commented: make([]bool, 0, n),
		touchpoint: newColumn("", n), stage: newColumn("", n), unit: newColumn("", n), source: newColumn("", n),
		themes: make([][][]int, systems), signs: make([][][]int8, systems),
	}
	for k := range s.themes {
		s.themes[k], s.signs[k] = make([][]int, 0, n), make([][]int8, 0, n)
	}
	return s
}

// add adds the profile behind customer and stamp.
func (s *sheet) add(rest string, n int64, cluster int32, from int) {
	s.weight, s.cluster, s.from = append(s.weight, int32(n)), append(s.cluster, cluster), append(s.from, int8(from))
	r := reader{rest}
	s.month = append(s.month, int32(r.int()))
	s.class, s.commented = append(s.class, models.Class(r.byte())), append(s.commented, r.byte() == 1)
	for _, c := range [...]*column{&s.touchpoint, &s.stage, &s.unit, &s.source} {
		c.add(r.text())
	}
	s.addSegments(&r)
	s.addRatings(&r)
	for k := range s.themes {
		themes := s.said.list(r.uint())
		signs := s.felt.list(len(themes))
		for i := range themes {
			themes[i], signs[i] = r.uint(), int8(r.byte())-1
		}
		s.themes[k], s.signs[k] = append(s.themes[k], themes), append(s.signs[k], signs)
	}
}

// addSegments adds a row's segments: "" for those that it lacks, as the rows before lack
// what is met for the first time.
func (s *sheet) addSegments(r *reader) {
	s.answers = s.answers[:0]
	for range r.uint() {
		g := models.Segment{Name: r.text(), Value: r.text()}
		s.answers = append(s.answers, g)
		if !slices.ContainsFunc(s.segments, func(c column) bool { return c.name == g.Name }) {
			c := newColumn(strings.Clone(g.Name), cap(s.weight))
			for range len(s.weight) - 1 {
				c.add("")
			}
			s.segments = append(s.segments, c)
		}
	}
	for n := range s.segments {
		s.segments[n].add(segment(s.answers, s.segments[n].name))
	}
}

// addRatings adds a row's further answers.
func (s *sheet) addRatings(r *reader) {
	for range r.uint() {
		name, value := r.text(), r.int()
		n := slices.IndexFunc(s.ratings, func(c ratingColumn) bool { return c.name == name })
		if n < 0 {
			n = len(s.ratings)
			s.ratings = append(s.ratings, ratingColumn{strings.Clone(name), slices.Repeat([]float64{math.NaN()}, cap(s.weight))})
		}
		s.ratings[n].values[len(s.weight)-1] = float64(value)
	}
}

// A column is one property of every row.
type column struct {
	name   string
	values []string // that rows have, none twice, the first row's first
	of     []int32  // of each row: place in values
	number map[string]int32
}

func newColumn(name string, n int) column {
	return column{name: name, of: make([]int32, 0, n), number: map[string]int32{}}
}

// add adds the value of the next row.
func (c *column) add(value string) {
	if n := len(c.of); n > 0 && value == c.values[c.of[n-1]] { // rows are sorted, so that many follow their like
		c.of = append(c.of, c.of[n-1])
		return
	}
	n, seen := c.number[value]
	if !seen {
		n, value = int32(len(c.values)), strings.Clone(value)
		c.number[value], c.values = n, append(c.values, value)
	}
	c.of = append(c.of, n)
}

// distinct counts the values; 0 where nothing is known of any response.
func (c *column) distinct() int {
	if len(c.values) == 1 && c.values[0] == "" {
		return 0
	}
	return len(c.values)
}

// into is the value of coarse that each value of c goes with; false where one goes with
// several.
func (c *column) into(coarse *column) ([]int32, bool) {
	to := slices.Repeat([]int32{-1}, len(c.values))
	for i, v := range c.of {
		if to[v] < 0 {
			to[v] = coarse.of[i]
		} else if to[v] != coarse.of[i] {
			return nil, false
		}
	}
	return to, true
}

// segment is the first of the segments of a name, "" for none.
func segment(of []models.Segment, name string) string {
	for _, s := range of {
		if s.Name == name {
			return s.Value
		}
	}
	return ""
}

// byName sorts columns.
func byName(a, b column) int { return cmp.Compare(a.name, b.name) }
