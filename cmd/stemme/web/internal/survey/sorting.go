package survey

import (
	"slices"

	"stemme/models"
	"stemme/pipeline/nps"
)

// A sorting sorts rows into groups, a row into none, one or several: by a code of
// each row, and the groups of each code.
type sorting struct {
	names []string // of the groups
	code  []uint32 // by place
	at    []uint32 // by code, into of; one more at the end
	of    []uint32 // groups

	levels [][]uint32 // by level and code: the group, len(names) for none; nil where the groups of a row are no path
	ends   []uint32   // of periods, by code: the last day of the period; nil of other groups
}

// codes is how many codes there are; a survey without rows may have none.
func (by *sorting) codes() int { return max(len(by.at)-1, 0) }

// groups are those of a code.
func (by *sorting) groups(code uint32) []uint32 { return by.of[by.at[code]:by.at[code+1]] }

// add says what groups the next code has.
func (by *sorting) add(groups ...uint32) {
	if len(by.at) == 0 {
		by.at = append(by.at, 0)
	}
	by.of = append(by.of, groups...)
	by.at = append(by.at, uint32(len(by.of)))
}

// setPath says that the groups of a row are a path, or one at most.
func (by *sorting) setPath() {
	none, codes := uint32(len(by.names)), by.codes()
	for code := range uint32(codes) {
		for level, group := range by.groups(code) {
			if level == len(by.levels) {
				by.levels = append(by.levels, slices.Repeat([]uint32{none}, codes))
			}
			by.levels[level][code] = group
		}
	}
	if by.levels == nil {
		by.levels = [][]uint32{}
	}
}

// sort sorts the rows of a column by its values; of units, by every level.
func (c *Column) sort() {
	c.by.code = c.code
	number := map[string]uint32{}
	for _, value := range c.Values {
		var above []uint32
		for end := 0; end <= len(value); end++ {
			if end < len(value) && (c.Name != Unit || value[end] != '/') {
				continue
			}
			path := value[:end]
			place, seen := number[path]
			if !seen {
				place = uint32(len(c.by.names))
				number[path] = place
				c.by.names = append(c.by.names, path)
			}
			above = append(above, place)
		}
		c.by.add(above...)
	}
	c.by.setPath()
}

// kinds are the kinds of periods that rows are sorted by.
var kinds = [...]string{nps.KindAll, "month", "quarter", "year"}

// setPeriods sorts the rows by the periods of each kind; those without a day are in
// none, but for the whole.
func (s *Survey) setPeriods() {
	s.periods = make([]sorting, len(kinds))
	for i, kind := range kinds {
		by := &s.periods[i]
		by.code = s.day
		if kind == nps.KindAll {
			by.names = []string{""}
			by.add(0)
		} else {
			by.add()
		}
		for d := s.first; s.first != models.NoDay && d <= s.last; d++ {
			if name := nps.PeriodName(kind, d); len(by.names) == 0 || kind != nps.KindAll && by.names[len(by.names)-1] != name {
				by.names = append(by.names, name)
			}
			by.add(uint32(len(by.names) - 1))
		}
		if kind != nps.KindAll {
			by.setEnds()
		}
		by.setPath()
	}
}

// setEnds finds the last day of each day's period.
func (by *sorting) setEnds() {
	codes := by.codes()
	by.ends = make([]uint32, codes)
	for code := codes - 1; code > 0; code-- {
		by.ends[code] = uint32(code)
		if code+1 < codes && by.of[by.at[code]] == by.of[by.at[code+1]] {
			by.ends[code] = by.ends[code+1]
		}
	}
}

// by is the sorting by the periods of a kind.
func (s *Survey) by(kind string) *sorting { return &s.periods[slices.Index(kinds[:], kind)] }

// lens is the sorting by the themes of a lens.
func (s *Survey) lens(name string) *sorting {
	by, ok := s.lenses[name]
	if !ok { // no theme is of it
		by = s.sortLens(name, &mentions{at: make([]uint32, s.n+1)})
	}
	return &by
}

// The codes of rows that speak of no theme.
const (
	silent   = iota // and give no comment
	speaking        // of none, in a comment
)

// sortLens sorts the rows by the themes of a lens, and those with a comment that speak
// of none into a last group.
func (s *Survey) sortLens(lens string, mentions *mentions) sorting {
	by := sorting{code: make([]uint32, s.n)}
	place := make([]int32, len(s.themes))
	for i, t := range s.themes {
		place[i] = -1
		if t.Lens == lens {
			place[i] = int32(len(by.names))
			by.names = append(by.names, t.ID)
		}
	}
	none := uint32(len(by.names))
	by.names = append(by.names, models.NoTheme)
	by.add()
	by.add(none)
	known := map[string]uint32{}
	var groups []uint32
	var key []byte
	for row, at := range s.place {
		groups, key = groups[:0], key[:0]
		for _, t := range mentions.of(row) {
			if p := place[t]; p >= 0 {
				groups, key = append(groups, uint32(p)), append(key, byte(p), byte(p>>8))
			}
		}
		if len(groups) == 0 {
			if s.commented.Has(at) {
				by.code[at] = speaking
			}
			continue
		}
		code, seen := known[string(key)]
		if !seen {
			code = uint32(len(by.at) - 1)
			known[string(key)] = code
			by.add(groups...)
		}
		by.code[at] = code
	}
	return by
}

// mentions are the distinct themes of rows, with their top themes.
type mentions struct {
	at     []uint32 // by row, into themes; one more at the end
	themes []uint16
}

func (m *mentions) of(row int) []uint16 { return m.themes[m.at[row]:m.at[row+1]] }
