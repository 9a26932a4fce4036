package nps

import (
	"cmp"
	"encoding/binary"
	"fmt"
	"maps"
	"slices"
	"strings"

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
	mentions [][]int64 // of each head: the responses that mention each theme of its Order
	profiles []tallied // ascending, none twice
}

// A tallied profile is one as it is encoded, and how many responses have it.
type tallied struct {
	key string
	n   int64
}

func (t tallied) compare(u tallied) int { return strings.Compare(t.key, u.key) }

// Count makes the state of responses, sorted into themes by systems. latest must
// be that of the Options of the panel to be made. Employees are no part of any
// figure about customers, and only surveys of customers have a score that counts.
func Count(responses []models.Response, latest bool, systems ...System) *State {
	return count(responses, [2]int{0, len(responses)}, latest, systems)
}

// count makes the state of those from one place to before another.
func count(responses []models.Response, of [2]int, latest bool, systems []System) *State {
	s := &State{latest: latest, scales: map[models.Scale]int64{}, days: map[models.Day]int64{}, profiles: make([]tallied, 0, of[1]-of[0])}
	for _, system := range systems {
		system.Themes, system.Signs = nil, nil
		s.heads, s.mentions = append(s.heads, system), append(s.mentions, make([]int64, len(system.Order)))
	}
	var key []byte
	for i := of[0]; i < of[1]; i++ {
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
		for n := range systems {
			for _, t := range systems[n].of(i) {
				s.mentions[n][t]++
			}
		}
		key = s.encode(key[:0], r, i, systems)
		s.profiles = append(s.profiles, tallied{string(key), 1})
	}
	s.profiles = added(s.profiles)
	return s
}

// added sorts profiles and adds up those that are alike.
func added(all []tallied) []tallied {
	slices.SortFunc(all, tallied.compare)
	n := 0
	for _, t := range all {
		if n > 0 && all[n-1].key == t.key {
			all[n-1].n += t.n
		} else {
			all[n] = t
			n++
		}
	}
	clear(all[n:])
	return all[:n]
}

// merged adds up two lists as added makes them.
func merged(a, b []tallied) []tallied {
	all := make([]tallied, 0, len(a)+len(b))
	for len(a) > 0 && len(b) > 0 {
		switch c := a[0].compare(b[0]); {
		case c < 0:
			all, a = append(all, a[0]), a[1:]
		case c > 0:
			all, b = append(all, b[0]), b[1:]
		default:
			all = append(all, tallied{a[0].key, a[0].n + b[0].n})
			a, b = a[1:], b[1:]
		}
	}
	return append(append(all, a...), b...)
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
	for head, of := range t.mentions {
		for k, n := range of {
			s.mentions[head][k] += n
		}
	}
	s.profiles = merged(s.profiles, t.profiles)
	return nil
}

// classOf is the class that counts: only a survey's.
func classOf(r *models.Response) models.Class {
	if r.Kind != models.Survey {
		return models.NoClass
	}
	return r.Class()
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

// A slab carves short lists out of long ones.
type slab[T any] struct{ rest []T }

// list is n zeros, nil for none.
func (s *slab[T]) list(n int) []T {
	if n == 0 {
		return nil
	}
	if len(s.rest) < n {
		s.rest = make([]T, max(n, 4096))
	}
	of := s.rest[:n:n]
	s.rest = s.rest[n:]
	return of
}

// known is the beginning of an encoded profile that tells the customer.
func known(key string) string { return key[:len(key)-len(behind(key))] }

// order sorts customers by what they answered, not by their keys: those depend on
// the salt, and sums over customers on their order. Customers who answered alike
// are alike in every sum.
func order(a, b []tallied) int {
	for i := range min(len(a), len(b)) {
		if c := cmp.Or(strings.Compare(behind(a[i].key), behind(b[i].key)), cmp.Compare(a[i].n, b[i].n)); c != 0 {
			return c
		}
	}
	return cmp.Compare(len(a), len(b))
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
