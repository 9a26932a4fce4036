package survey

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"time"

	"stemme/models"
	"stemme/models/bitset"
	"stemme/pipeline/ledger"
	"stemme/pipeline/nps"
	"stemme/pipeline/themes"
)

// A Builder takes the rows of an edition's tables: all responses, then all
// mentions, both in the order of their tables.
type Builder struct {
	s     *Survey
	codes []*dictionary
	keys  []models.Key // of the rows
	who   map[string][]uint32
	when  []stamp
	at    int       // row of the last mention
	felt  []float64 // polarities of its clauses
	place map[string]int
}

// theme is the place of a theme's id, −1 for none.
func (b *Builder) theme(id string) int {
	if place, ok := b.place[id]; ok {
		return place
	}
	return -1
}

// A stamp orders the responses of one customer in time.
type stamp struct {
	day models.Day
	at  time.Time
}

// New begins a survey of the themes that an edition knows. latest says that only
// each customer's latest response counts within a period.
func New(known []themes.ThemeRow, latest bool) *Builder {
	b := &Builder{s: &Survey{latest: latest, first: models.NoDay, last: models.NoDay}, who: map[string][]uint32{}, place: map[string]int{}}
	for i := range known {
		b.place[known[i].ThemeID] = i
		b.s.themes = append(b.s.themes, Theme{ID: known[i].ThemeID, Parent: known[i].ParentID, Lens: known[i].Lens})
	}
	for _, t := range b.s.themes {
		if top := b.s.theme(t.Parent); top >= 0 {
			b.s.themes[top].top = true
		}
	}
	for _, name := range []string{Touchpoint, Stage, Unit, Language, Source, Kind} {
		b.column(name)
	}
	return b
}

// fixed is how many columns every survey has.
const fixed = 6

// A dictionary is a column in the making.
type dictionary struct {
	name   string
	number map[string]uint32
	code   []uint32
}

func (b *Builder) column(name string) *dictionary {
	d := &dictionary{name: name, number: map[string]uint32{"": 0}}
	b.codes = append(b.codes, d)
	return d
}

// put gives row a value; rows between that have none are unknown.
func (d *dictionary) put(row int, value string) {
	for len(d.code) < row {
		d.code = append(d.code, 0)
	}
	n, ok := d.number[value]
	if !ok {
		n = uint32(len(d.number))
		d.number[value] = n
	}
	d.code = append(d.code, n)
}

// Response adds a row of the table responses.
func (b *Builder) Response(r *ledger.ResponseRow) {
	s, row := b.s, b.s.n
	s.n++
	class, counts, text := r.NPSClass, r.Kind != models.Employees, nothing
	if r.Kind != models.Survey {
		class = models.NoClass
	}
	switch {
	case r.Comment != "":
		text = aComment
	case r.Title != "":
		text = aTitle
	}
	s.class, s.cell = append(s.class, class), append(s.cell, cellOf(class, counts, text))
	if d := r.RespondedOn; d != models.NoDay {
		if s.first == models.NoDay || d < s.first {
			s.first = d
		}
		s.last = max(s.last, d)
	}
	for i, value := range [fixed]string{r.Touchpoint, r.Stage, r.Unit, string(r.Language), r.Source, string(r.Kind)} {
		b.codes[i].put(row, value)
	}
	for _, seg := range r.Segments {
		b.segment(seg.Name).put(row, seg.Value)
	}
	b.keys = append(b.keys, models.Key{Source: r.Source, ID: r.ResponseID})
	b.when = append(b.when, stamp{r.RespondedOn, r.RespondedAt})
	if r.CustomerKey != "" && counts {
		b.who[r.CustomerKey] = append(b.who[r.CustomerKey], uint32(row))
	}
}

func (b *Builder) segment(name string) *dictionary {
	for _, d := range b.codes[fixed:] {
		if d.name == name {
			return d
		}
	}
	return b.column(name)
}

// Mention adds a row of the table mentions. One of a theme or a response that the
// edition does not know is left out.
func (b *Builder) Mention(m *themes.MentionRow) {
	s := b.s
	key := models.Key{Source: m.Source, ID: m.ResponseID}
	for b.at < s.n && b.keys[b.at].Compare(key) < 0 {
		b.at++
		b.close()
	}
	t := b.theme(m.ThemeID)
	if b.at == s.n || b.keys[b.at] != key || t < 0 || t > math.MaxUint16 {
		return
	}
	s.clauses = append(s.clauses, Clause{m.Clause, m.Start, m.End, float32(m.Probability), uint16(t), polarityOf(m.Polarity), 0})
	b.felt = append(b.felt, m.Polarity)
}

func polarityOf(v float64) int16 {
	if math.IsNaN(v) {
		return noPolarity
	}
	return int16(math.Round(max(-1, min(1, v)) / polarityStep))
}

// close says that the clauses of the row before at are all there.
func (b *Builder) close() {
	if len(b.s.clausesAt) == 0 {
		b.s.clausesAt = append(b.s.clausesAt, 0)
	}
	of := b.s.clauses[b.s.clausesAt[len(b.s.clausesAt)-1]:]
	for i := range of {
		sum := 0.0 // of polarities as the night has them, before they are rounded
		for j, p := range b.felt {
			if of[j].theme == of[i].theme && !math.IsNaN(p) {
				sum += p
			}
		}
		of[i].sign = nps.SignOf(sum)
	}
	b.felt = b.felt[:0]
	b.s.clausesAt = append(b.s.clausesAt, uint32(len(b.s.clauses)))
}

// Survey is what was built; the builder is of no more use.
func (b *Builder) Survey() *Survey {
	s := b.s
	for len(s.clausesAt) < s.n+1 {
		b.close()
	}
	var ids strings.Builder
	s.idsAt = append(s.idsAt, 0)
	for _, key := range b.keys {
		ids.WriteString(key.ID)
		s.idsAt = append(s.idsAt, uint32(ids.Len()))
	}
	s.ids = ids.String()
	ends := b.setPlaces()
	s.class, s.cell = placed(s, s.class), placed(s, s.cell)
	s.setSets()
	s.listPairs(ends)
	b.setDays()
	s.setPeriods()
	s.setUntil(ends)
	s.setThemes()
	for _, d := range b.codes {
		s.columns = append(s.columns, d.done(s))
	}
	slices.SortStableFunc(s.columns[fixed:], func(a, b Column) int { return cmp.Compare(a.Name, b.Name) })
	return s
}

// setPlaces puts the rows of every customer who gave several side by side, in the
// order of time, before all others, those with many first, and returns where each
// customer's end.
func (b *Builder) setPlaces() (ends []uint32) {
	s := b.s
	var customers [][]uint32
	for _, rows := range b.who {
		if len(rows) < 2 {
			continue
		}
		slices.SortFunc(rows, func(a, c uint32) int {
			x, y := b.when[a], b.when[c]
			return cmp.Or(cmp.Compare(x.day, y.day), x.at.Compare(y.at), cmp.Compare(a, c))
		})
		customers = append(customers, rows)
	}
	slices.SortFunc(customers, func(a, b []uint32) int {
		return cmp.Or(cmp.Compare(min(len(b), pairwise+1), min(len(a), pairwise+1)), cmp.Compare(a[0], b[0]))
	})
	repeated := bitset.New(s.n)
	for _, rows := range customers {
		for _, row := range rows {
			s.row = append(s.row, row)
			repeated.Add(row)
		}
		ends = append(ends, uint32(len(s.row)))
	}
	once := bitset.All(s.n)
	once.AndNot(repeated)
	s.row = append(s.row, once.List()...)
	s.place = make([]uint32, s.n)
	for place, row := range s.row {
		s.place[row] = uint32(place)
	}
	return ends
}

// placed puts what is known of rows in the order of places.
func placed[T any](s *Survey, of []T) []T {
	to := make([]T, len(of))
	for place, row := range s.row {
		to[place] = of[row]
	}
	return to
}

// setThemes finds who speaks of what: the distinct themes of each row, with their top
// themes, by lens and by theme.
func (s *Survey) setThemes() {
	parent := make([]int, len(s.themes))
	for i, t := range s.themes {
		parent[i] = -1
		if t.Parent != "" {
			parent[i] = s.theme(t.Parent)
		}
		s.speak = append(s.speak, bitset.New(s.n))
	}
	all := &mentions{at: make([]uint32, 1, s.n+1)}
	var of []uint16
	for row, place := range s.place {
		of = of[:0]
		for _, c := range s.Clauses(row) {
			of = append(of, c.theme)
			if p := parent[c.theme]; p >= 0 {
				of = append(of, uint16(p))
			}
		}
		slices.Sort(of)
		of = slices.Compact(of)
		for _, t := range of {
			s.speak[t].Add(place)
		}
		all.themes = append(all.themes, of...)
		all.at = append(all.at, uint32(len(all.themes)))
	}
	s.lenses = map[string]sorting{"": s.sortLens("", all)}
	for _, t := range s.themes {
		if _, done := s.lenses[t.Lens]; !done {
			s.lenses[t.Lens] = s.sortLens(t.Lens, all)
		}
	}
}

// setDays counts the days from the first one.
func (b *Builder) setDays() {
	s := b.s
	s.day = make([]uint32, s.n)
	for place, row := range s.row {
		if day := b.when[row].day; day != models.NoDay {
			s.day[place] = uint32(day-s.first) + 1
		}
	}
}

// setSets finds the rows that are counted and those that wrote something.
func (s *Survey) setSets() {
	yes := func(holds func(cell int) bool) []uint8 {
		of := make([]uint8, cells)
		for cell := range of {
			if holds(cell) {
				of[cell] = 1
			}
		}
		return of
	}
	s.commented = coded(s.cell, yes(func(cell int) bool { return cell%wrote == aComment }))
	s.searchable = coded(s.cell, yes(func(cell int) bool { return cell%wrote != nothing }))
	s.counted = coded(s.cell, yes(func(cell int) bool { return cell < aside }))
	s.own = bitset.All(s.n)
	s.list = s.own.List()
}

// done is the column with its values in order.
func (d *dictionary) done(s *Survey) Column {
	for len(d.code) < s.n {
		d.code = append(d.code, 0)
	}
	used := make([]bool, len(d.number))
	for _, code := range d.code {
		used[code] = true
	}
	c := Column{Name: d.name, code: placed(s, d.code)}
	for value, number := range d.number {
		if used[number] {
			c.Values = append(c.Values, value)
		}
	}
	slices.Sort(c.Values)
	place := make([]uint32, len(d.number))
	for i, value := range c.Values {
		place[d.number[value]] = uint32(i)
	}
	for i, code := range c.code {
		c.code[i] = place[code]
	}
	c.sort()
	return c
}
