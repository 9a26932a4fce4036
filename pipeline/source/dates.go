package source

import "time"

// decideDates settles how the time column is written: as declared, as in earlier
// nights unless the column proves the other order, or by its numbers.
func (p *plan) decideDates(cfg Config, mac bool) {
	p.dates = layout{location: cfg.Location, mac: mac}
	if p.dates.location == nil {
		p.dates.location = time.UTC
	}
	c := p.first(roleTime)
	if c == nil {
		return
	}
	p.order = c.ordering()
	switch {
	case cfg.DateOrder != "":
		p.order.monthFirst, p.order.doubt, p.order.mixed = cfg.DateOrder == MonthFirst, false, false
	case p.before != nil && p.before.Dates.Order != "" && !p.before.Dates.Doubt && !p.order.proven:
		p.order.monthFirst, p.order.doubt = p.before.Dates.Order == MonthFirst, false
	}
	p.dates.monthFirst, p.dates.mixed = p.order.monthFirst, p.order.mixed
	p.dates.dayOnly = c.clocks == 0
	p.dates.written = zoneOf(c.header)
	p.dates.six = c.sixOrder()
	p.dateNotes(c)
}

// dateNotes says what is worth knowing of the dates.
func (p *plan) dateNotes(c *column) {
	order := DayFirst
	if p.order.monthFirst {
		order = MonthFirst
	}
	switch {
	case p.order.mixed:
		p.notes = append(p.notes, note("source_dates_mixed", c.header, orderKey(order)))
		c.doubt = true
	case p.order.doubt:
		p.notes = append(p.notes, note("source_dates_doubt", c.header, orderKey(order)))
		c.doubt = true
	case p.order.monthFirst:
		p.notes = append(p.notes, note("source_month_first", c.header))
	}
	if c.most(c.coarse, 0.5) {
		p.notes = append(p.notes, note("source_dates_coarse", c.header))
	}
}
