package nps

import (
	"cmp"
	"encoding/binary"
	"fmt"
	"maps"
	"slices"

	"stemme/models"
	"stemme/pipeline/messages"
)

// A State is all that figures know of responses, as whole numbers: how many there
// are of every profile. A profile is what a response says that a figure asks for:
// its month, class, cuts, further answers and themes; responses of a known customer
// are counted customer by customer, since they widen intervals. States of parts of
// the responses merge to the state of all, in any order, and every figure is made
// of a state alone, its profiles in the order of their bytes: any split of the
// responses gives the same bytes.
type State struct {
	heads    []System // without themes of responses
	latest   bool     // profiles of known customers say when they were
	scales   map[models.Scale]int64
	days     map[models.Day]int64
	profiles map[string]int64
}

// Count makes the state of responses, sorted into themes by systems. latest must
// be that of the Options of the panel to be made. Employees are no part of any
// figure about customers, and only surveys of customers have a score that counts.
func Count(responses []models.Response, latest bool, systems ...System) *State {
	s := &State{latest: latest, scales: map[models.Scale]int64{}, days: map[models.Day]int64{}, profiles: map[string]int64{}}
	for _, system := range systems {
		system.Themes, system.Signs = nil, nil
		s.heads = append(s.heads, system)
	}
	var key []byte
	for i := range responses {
		r := &responses[i]
		if r.Kind == models.Employees {
			continue
		}
		if classOf(r) != models.NoClass {
			s.scales[r.Scale]++
		}
		if r.Day != models.NoDay {
			s.days[r.Day]++
		}
		key = s.encode(key[:0], r, i, systems)
		s.profiles[string(key)]++
	}
	return s
}

// Merge adds what t has counted. t must have been counted with the same systems
// and the same latest; it is an error otherwise.
func (s *State) Merge(t *State) error {
	same := func(a, b System) bool {
		return a.Lens == b.Lens && slices.Equal(a.Order, b.Order) && slices.Equal(a.Tops, b.Tops) && slices.Equal(a.Restates, b.Restates)
	}
	if s.latest != t.latest || !slices.EqualFunc(s.heads, t.heads, same) {
		return fmt.Errorf("merging states of different themes or options")
	}
	for k, n := range t.scales {
		s.scales[k] += n
	}
	for k, n := range t.days {
		s.days[k] += n
	}
	for k, n := range t.profiles {
		s.profiles[k] += n
	}
	return nil
}

// classOf is the class that counts: only a survey's.
func classOf(r *models.Response) models.Class {
	if r.Kind != models.Survey {
		return models.NoClass
	}
	return r.Class()
}

// A profile is one row of a state, decoded.
type profile struct {
	stamp     stamp // where the state is of latest responses and the customer is known
	month     int   // since year 0; noMonth
	class     models.Class
	commented bool

	touchpoint, stage, unit, source string

	segments []models.Segment
	ratings  []models.Rating
	themes   [][]int  // by system
	signs    [][]int8 // of each of them
}

// A stamp orders the responses of one customer.
type stamp struct {
	day, second, nano int64
	source, id        string
}

func (a *stamp) compare(b *stamp) int {
	return cmp.Or(cmp.Compare(a.day, b.day), cmp.Compare(a.second, b.second), cmp.Compare(a.nano, b.nano),
		cmp.Compare(a.source, b.source), cmp.Compare(a.id, b.id))
}

// noMonth is the month of a response without a day.
const noMonth = -1

// encode appends the profile of response i: the customer, then all else.
func (s *State) encode(key []byte, r *models.Response, i int, systems []System) []byte {
	text := func(t string) {
		key = binary.AppendUvarint(key, uint64(len(t)))
		key = append(key, t...)
	}
	text(r.Customer)
	if s.latest && r.Customer != "" {
		for _, v := range [...]int64{int64(r.Day), r.At.Unix(), int64(r.At.Nanosecond())} {
			key = binary.AppendVarint(key, v)
		}
		text(r.Source)
		text(r.ID)
	}
	month := int64(noMonth)
	if r.Day != models.NoDay {
		month = int64(monthOf(r.Day))
	}
	key = binary.AppendVarint(key, month)
	commented := byte(0)
	if r.Commented() {
		commented = 1
	}
	key = append(key, byte(classOf(r)), commented)
	for _, t := range [...]string{r.Touchpoint, r.Stage, r.Unit, r.Source} {
		text(t)
	}
	key = binary.AppendUvarint(key, uint64(len(r.Segments)))
	for _, g := range r.Segments {
		text(g.Name)
		text(g.Value)
	}
	given := slices.DeleteFunc(slices.Clone(r.Ratings), func(g models.Rating) bool { _, ok := g.Score.Value(); return !ok })
	key = binary.AppendUvarint(key, uint64(len(given)))
	for _, g := range given {
		v, _ := g.Score.Value()
		text(g.Name)
		key = binary.AppendVarint(key, int64(v))
	}
	for _, system := range systems {
		of := system.of(i)
		key = binary.AppendUvarint(key, uint64(len(of)))
		for at, t := range of {
			sign := int8(0)
			if i < len(system.Signs) && at < len(system.Signs[i]) {
				sign = system.Signs[i][at]
			}
			key = append(binary.AppendUvarint(key, uint64(t)), byte(sign+1))
		}
	}
	return key
}

// A reader takes an encoded profile apart.
type reader struct{ rest string }

func (r *reader) uint() int {
	v, shift := uint64(0), 0
	for i := range len(r.rest) {
		b := r.rest[i]
		v |= uint64(b&0x7f) << shift
		if shift += 7; b < 0x80 {
			r.rest = r.rest[i+1:]
			break
		}
	}
	return int(v)
}

func (r *reader) int() int64 {
	v := uint64(r.uint())
	return int64(v>>1) ^ -int64(v&1)
}

func (r *reader) text() string {
	n := r.uint()
	t := r.rest[:n]
	r.rest = r.rest[n:]
	return t
}

func (r *reader) byte() byte {
	b := r.rest[0]
	r.rest = r.rest[1:]
	return b
}

// split takes the customer and the stamp off an encoded profile.
func (s *State) split(key string) (customer string, at stamp, rest string) {
	r := reader{key}
	customer = r.text()
	if s.latest && customer != "" {
		at.day, at.second, at.nano = r.int(), r.int(), r.int()
		at.source, at.id = r.text(), r.text()
	}
	return customer, at, r.rest
}

// behind is an encoded profile without the customer.
func behind(key string) string {
	r := reader{key}
	r.text()
	return r.rest
}

// decode is the profile behind customer and stamp.
func (s *State) decode(rest string) profile {
	r := reader{rest}
	p := profile{month: int(r.int()), class: models.Class(r.byte()), commented: r.byte() == 1}
	p.touchpoint, p.stage, p.unit, p.source = r.text(), r.text(), r.text(), r.text()
	for range r.uint() {
		p.segments = append(p.segments, models.Segment{Name: r.text(), Value: r.text()})
	}
	for range r.uint() {
		p.ratings = append(p.ratings, models.Rating{Name: r.text(), Score: models.ScoreOf(int(r.int()))})
	}
	p.themes, p.signs = make([][]int, len(s.heads)), make([][]int8, len(s.heads))
	for n := range p.themes {
		for range r.uint() {
			p.themes[n] = append(p.themes[n], r.uint())
			p.signs[n] = append(p.signs[n], int8(r.byte())-1)
		}
	}
	return p
}

// A row is a profile with how many responses it stands for, the customer's number
// and the first of its periods that it counts in.
type row struct {
	profile
	weight  int32
	cluster int32 // alone where each of the responses is a customer by itself
	from    int   // 0 counts in all, its year, quarter and month; 3 in its month only
}

// alone is the cluster of responses that are each a customer by themselves.
const alone = -1

// rows lists the profiles in the order of their bytes: first those of customers
// with one response, put together, then those who answered more than once.
func (s *State) rows() []row {
	single := map[string]int64{}
	of := map[string][]string{}
	for key, n := range s.profiles {
		customer, _, rest := s.split(key)
		if customer == "" {
			single[rest] += n
		} else {
			of[customer] = append(of[customer], key)
		}
	}
	var several []string
	for customer, keys := range of {
		if len(keys) == 1 && s.profiles[keys[0]] == 1 {
			_, _, rest := s.split(keys[0])
			single[rest]++
		} else {
			several = append(several, customer)
		}
	}
	rows := make([]row, 0, len(single)+2*len(several))
	for _, rest := range slices.Sorted(maps.Keys(single)) {
		rows = append(rows, row{s.decode(rest), int32(single[rest]), alone, 0})
	}
	s.order(several, of)
	for n, customer := range several {
		rows = append(rows, s.customer(of[customer], int32(n))...)
	}
	return rows
}

// order sorts customers by what they answered, not by their keys: those depend on
// the salt, and sums over customers on their order. Customers who answered alike
// are alike in every sum. The keys of each customer in of are sorted.
func (s *State) order(customers []string, of map[string][]string) {
	for _, customer := range customers {
		slices.Sort(of[customer])
	}
	slices.SortFunc(customers, func(a, b string) int {
		for i := range min(len(of[a]), len(of[b])) {
			x, y := of[a][i], of[b][i]
			if c := cmp.Or(cmp.Compare(behind(x), behind(y)), cmp.Compare(s.profiles[x], s.profiles[y])); c != 0 {
				return c
			}
		}
		return cmp.Compare(len(of[a]), len(of[b]))
	})
}

// customer lists the rows of a customer who answered more than once, whose keys
// are sorted.
func (s *State) customer(keys []string, number int32) []row {
	rows := make([]row, len(keys))
	for i, key := range keys {
		_, at, rest := s.split(key)
		rows[i] = row{s.decode(rest), int32(s.profiles[key]), number, 0}
		rows[i].stamp = at
	}
	if s.latest {
		slices.SortFunc(rows, func(a, b row) int { return a.stamp.compare(&b.stamp) })
		for i := range rows {
			rows[i].from = onlyIn(rows[i:])
		}
	}
	return rows
}

// onlyIn is the widest kind of period, as a place in Kinds, of which the first of
// a customer's rows is the last.
func onlyIn(rows []row) int {
	if len(rows) == 1 {
		return 0
	}
	first, next := rows[0].month, rows[1].month
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

// scaleFault is the error of scores on several scales, nil where there is one.
func (s *State) scaleFault() error {
	if len(s.scales) < 2 {
		return nil
	}
	text := ""
	for _, scale := range slices.SortedFunc(maps.Keys(s.scales), func(a, b models.Scale) int { return cmp.Compare(a.String(), b.String()) }) {
		if text != "" {
			text += ", "
		}
		text += scale.String()
	}
	return messages.Errorf("mixed_scales", text)
}
