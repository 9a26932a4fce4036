package source

import (
	"fmt"
	"strconv"
	"strings"
)

// Headers of columns that hold a part of a date, folded.
var (
	yearNames  = foldAll(`år aar year årstal aarstal`)
	monthNamed = foldAll(`måned maaned month md mdr måneder månedsnr`)
	weekNames  = foldAll(`uge week ugenr uge_nr ugenummer week_number`)
)

// joinCalendar makes the time of a year and a month, or a week, in two columns where there is
// no other: the column of the year then holds both, and every response is of the first day. What
// earlier nights cut by stays what it was.
func (p *plan) joinCalendar(t *table, closed map[role]bool) {
	year, month, week := p.called(yearNames), p.called(monthNamed), p.called(weekNames)
	if closed[roleTime] && (year < 0 || p.columns[year].role != roleTime) || year < 0 || month < 0 && week < 0 {
		return
	}
	c := &p.columns[year]
	if at := p.index(roleTime); at >= 0 && at != year || p.before != nil && c.role != roleTime {
		return
	}
	part, form := month, "%04d-%02d"
	if part < 0 {
		part, form = week, "%04d-W%02d"
	}
	joined := make([]string, len(t.rows))
	for i, r := range t.rows {
		if r.fault != nil || isMissing(r.cells[year]) && isMissing(r.cells[part]) {
			continue
		}
		y, err := strconv.Atoi(strings.TrimSpace(r.cells[year]))
		n := partOfYear(r.cells[part], part == month)
		if err != nil || y < firstAsked || y > lastAsked || n == 0 {
			return // neither is what it is called
		}
		joined[i] = fmt.Sprintf(form, y, n)
	}
	for i := range t.rows {
		if t.rows[i].fault == nil {
			t.rows[i].cells[year] = joined[i]
		}
	}
	c.profile, c.role, c.name, c.doubt = profileOf(t.rows, year), roleTime, "", false
	c.why = note("source_why_calendar", p.columns[part].header)
	closed[roleTime] = true
}

// called is the column that is open, a segment or the time, and has one of the names; -1 for none.
func (p *plan) called(names []string) int {
	for _, name := range names {
		for i := range p.columns {
			if c := &p.columns[i]; fold(c.header) == name && (c.role == ignored || c.role == roleSegment || c.role == roleTime || c.role == roleRating) {
				return i
			}
		}
	}
	return -1
}

// partOfYear is the number of a month or a week; 0 for none.
func partOfYear(cell string, month bool) int {
	cell = strings.ToLower(strings.TrimSpace(cell))
	most := 53
	if month {
		if n := monthOf(strings.TrimRight(cell, ".")); n > 0 {
			return n
		}
		most = 12
	} else {
		cell = strings.TrimSpace(strings.TrimLeft(cell, "ugewk. "))
	}
	if n, err := strconv.Atoi(cell); err == nil && n >= 1 && n <= most {
		return n
	}
	return 0
}
