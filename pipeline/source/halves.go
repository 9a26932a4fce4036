package source

import (
	"slices"
	"time"

	"stemme/models"
	"stemme/pipeline/messages"
)

// leastSwapped is how many dates of each form show that a spreadsheet swapped day and
// month where it could: of a month's days 12 in 30 are below 13, of ten one in 10,000
// times all.
const leastSwapped = 10

// halfSwapped says whether a spreadsheet read a column of days first with the month
// first: where that made a date it is one, and no day of those is above 12; all others
// stayed as they were written, and each day of those is above 12.
func (p *profile) halfSwapped() bool {
	return p.yearFirsts >= leastSwapped && p.yearFirstBig == 0 && p.yearLasts >= leastSwapped && p.firstBig == p.yearLasts
}

// leastTurned is how many different days show, among the dates that may be of either order and
// among the others, that day and month of the former were swapped. Chosen by eye.
const leastTurned = 3

// A half are the dates of a column that may be of either order, and the others, whose order is
// proven, with how many rows have them. Each day is there once, in order.
type half struct {
	sure, read, turned   []models.Day // read and turned are the same dates, as the others are read and the other way
	sureRows, turnedRows int
	monthFirst           bool // of the others
}

// halfTurned finds dates of which a spreadsheet swapped day and month where that made a date, and
// that it then wrote as the others are: those that may be of either order lie, most of them,
// outside the months of the others, in several months, and all of them within when turned. It is
// nil for a column without.
func (p *plan) halfTurned(c *column) *half {
	if !p.order.proven || p.order.mixed || p.order.yearFirst {
		return nil
	}
	h := &half{monthFirst: p.order.monthFirst}
	as, other := layout{location: time.UTC, monthFirst: h.monthFirst}, layout{location: time.UTC, monthFirst: !h.monthFirst}
	for v, rows := range c.values {
		st, ok := parseStamp(v)
		if !ok || st.form != yearLast || st.coarse {
			continue
		}
		day := as.day(st)
		switch back := other.day(st); {
		case day == models.NoDay:
		case back == models.NoDay:
			h.sure, h.sureRows = append(h.sure, day), h.sureRows+rows
		case back != day:
			h.read, h.turned, h.turnedRows = append(h.read, day), append(h.turned, back), h.turnedRows+rows
		}
	}
	for _, days := range []*[]models.Day{&h.sure, &h.read, &h.turned} {
		slices.Sort(*days)
		*days = slices.Compact(*days)
	}
	if !h.turns() {
		return nil
	}
	return h
}

// day is the day of st by its numbers alone; NoDay where there is none.
func (l layout) day(st stamp) models.Day {
	st.clock = false
	_, day, ok := l.resolve(st)
	if !ok {
		return models.NoDay
	}
	return day
}

// turns says whether the dates of either order are right only when turned.
func (h *half) turns() bool {
	if len(h.sure) < leastTurned || len(h.read) < leastTurned {
		return false
	}
	y, m, _ := h.sure[0].Time().Date()
	first := models.DayOf(time.Date(y, m, 1, 0, 0, 0, 0, time.UTC))
	y, m, _ = h.sure[len(h.sure)-1].Time().Date()
	last := models.DayOf(time.Date(y, m+1, 0, 0, 0, 0, 0, time.UTC))
	outside, months := 0, map[time.Month]bool{}
	for _, day := range h.read {
		months[day.Time().Month()] = true
		if day < first || day > last {
			outside++
		}
	}
	return h.turned[0] >= first && h.turned[len(h.turned)-1] <= last && len(months) >= leastTurned && 2*outside >= len(h.read)
}

// turnBack asks about dates of which a half was turned, or reads them as declared: by the order of
// the others they stand as they are, by the other order they are turned back.
func (p *plan) turnBack(c *column, h *half, declared string) error {
	if h == nil || declared == YearFirst {
		return nil
	}
	right, back := DayFirst, MonthFirst
	if h.monthFirst {
		right, back = back, right
	}
	switch declared {
	case "":
		return messages.Errorf("source_dates_half", p.file, c.header, h.sureRows, h.sure[0].String(), h.sure[len(h.sure)-1].String(), h.turnedRows,
			h.read[0].String(), h.read[len(h.read)-1].String(), h.turned[0].String(), h.turned[len(h.turned)-1].String(), back, right)
	case back:
		p.order.declare(right) // of the source: the next file was perhaps never in a spreadsheet
		p.dates.turned = true
	}
	return nil
}
