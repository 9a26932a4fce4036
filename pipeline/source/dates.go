package source

import (
	"slices"
	"strings"
	"time"

	"stemme/models"
	"stemme/pipeline/messages"
)

// decideDates settles how the time column is written: as declared, as in earlier
// nights unless the column proves the other order, or by its numbers.
func (p *plan) decideDates(t *table, cfg Config) error {
	p.dates = layout{location: cfg.Location, mac: t.mac}
	if p.dates.location == nil {
		p.dates.location = time.UTC
	}
	if p.today = models.NoDay; !cfg.Today.IsZero() {
		p.today = models.DayOf(cfg.Today.In(p.dates.location))
	}
	c := p.first(roleTime)
	if c == nil {
		return nil
	}
	if c.halfSwapped() {
		if cfg.DateOrder != DayFirst {
			return messages.Errorf("source_dates_swapped", p.file, c.header, c.yearFirsts, c.yearLasts)
		}
		p.dates.swapped = true
	}
	p.order = p.dated(c, c.ordering())
	half := p.halfTurned(c)
	p.recallOrder(c, cfg.DateOrder)
	if err := p.turnBack(c, half, cfg.DateOrder); err != nil {
		return err
	}
	if err := p.refuseMixed(t, c); err != nil {
		return err
	}
	p.dates.monthFirst, p.dates.yearFirst, p.dates.mixed = p.order.monthFirst, p.order.yearFirst, p.order.mixed
	p.dates.dayOnly = c.clocks == 0
	if p.dates.written = zoneOf(c.header); p.dates.written == nil && c.zone != "" {
		p.dates.written = zoneCalled(strings.ToLower(c.zone))
	}
	p.dates.six = c.sixOrder()
	p.dateNotes(c)
	return nil
}

// recallOrder settles the order of c as declared, else as in earlier nights where c does
// not prove the other.
func (p *plan) recallOrder(c *column, declared string) {
	switch {
	case declared != "":
		p.order.declare(declared)
		p.order.told = true
	case p.before == nil || p.before.Dates.Order == "":
	case p.before.Dates.Order == YearFirst && c.yearMayLead():
		p.order.declare(YearFirst)
	case p.before.Dates.Doubt:
	case !p.order.proven || c.slips() && p.order.name() == p.before.Dates.Order:
		if !p.order.proven && p.before.Dates.Order != YearFirst && c.yearLasts == c.given {
			p.recalled = c.header
		}
		p.order.declare(p.before.Dates.Order)
	}
}

// refuseMixed refuses a column of both orders in which some dates could be of either: which
// they are of would be a guess.
func (p *plan) refuseMixed(t *table, c *column) error {
	if !p.order.mixed {
		return nil
	}
	at := slices.IndexFunc(p.columns, func(of column) bool { return of.profile == c.profile })
	var days, months, either rowCount
	for i, r := range t.rows {
		if r.fault != nil {
			continue
		}
		st, ok := parseStamp(r.cells[at])
		switch {
		case !ok || st.form != yearLast || st.coarse:
		case st.a > 12 && st.b <= 12:
			days.add(i)
		case st.b > 12 && st.a <= 12:
			months.add(i)
		case st.a != st.b && st.a <= 12 && st.b <= 12:
			either.add(i)
		}
	}
	if either.n == 0 || days.n == 0 || months.n == 0 {
		return nil
	}
	return messages.Errorf("source_dates_orders", p.file, c.header, days.n, days.first, months.n, months.first, either.n, either.first)
}

// rowCount counts rows; the first is counted from 1.
type rowCount struct{ n, first int }

func (of *rowCount) add(row int) {
	if of.n++; of.n == 1 {
		of.first = row + 1
	}
}

// dated is o, settled by today where it is in doubt: the order in which days are
// still to come is not that of answers, where the other has none.
func (p *plan) dated(c *column, o ordering) ordering {
	if !o.doubt || o.mixed || p.today == models.NoDay {
		return o
	}
	day, month := p.daysToCome(c, layout{location: p.dates.location}), p.daysToCome(c, layout{location: p.dates.location, monthFirst: true})
	if many := max(day, month); min(day, month) == 0 && many >= leastToCome && float64(many) >= shareToCome*float64(c.given) {
		o.monthFirst, o.toCome = day > 0, many
		o.proven = float64(many) >= provesToCome*float64(c.given)
		o.doubt = !o.proven
	}
	return o
}

// So many dates that are still to come, and such a share of all, are no slips, and
// such a share proves the other order. Chosen by eye.
const (
	leastToCome  = 3
	shareToCome  = 0.05
	provesToCome = 0.4
)

// daysToCome is how many dates of c lie after today when read by l.
func (p *plan) daysToCome(c *column, l layout) (n int) {
	for v, times := range c.values {
		if st, ok := parseStamp(v); ok {
			if _, day, ok := l.resolve(st); ok && day > p.today+1 {
				n += times
				p.toCome = true
			}
		}
	}
	return n
}

// dateNotes says what is worth knowing of the dates.
func (p *plan) dateNotes(c *column) {
	order := p.order.name()
	switch {
	case p.order.mixed:
		p.notes = append(p.notes, note("source_dates_mixed", c.header, orderKey(order)))
		c.doubt = true
	case p.order.doubt && p.order.toCome > 0:
		p.notes = append(p.notes, note("source_dates_to_come", c.header, orderKey(order), p.order.toCome))
		c.doubt = true
	case p.order.doubt:
		p.notes = append(p.notes, note("source_dates_doubt", c.header, orderKey(order)))
		c.doubt = true
	case p.order.yearFirst:
		p.notes = append(p.notes, note("source_year_first", c.header))
	case p.order.monthFirst:
		p.notes = append(p.notes, note("source_month_first", c.header))
	}
	if c.most(c.coarse, 0.5) {
		p.notes = append(p.notes, note("source_dates_coarse", c.header))
	}
}

// Customers were asked in these years; chosen by eye. Others are what systems write
// for no date: 1900-01-01, 1970-01-01, 9999-12-31.
const (
	firstAsked = 1990
	lastAsked  = 2100
)

// implausible is why nobody can have answered on day; nil where somebody can. The
// day after today is let through, for clocks and zones that differ.
func (p *plan) implausible(day models.Day) *Note {
	switch year := day.Time().Year(); {
	case year < firstAsked || year > lastAsked:
		n := note("source_reject_date_year", year)
		return &n
	case p.today != models.NoDay && day > p.today+1:
		p.toCome = true
		n := note("source_reject_date_future", day.String())
		return &n
	}
	return nil
}
