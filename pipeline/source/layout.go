package source

import (
	"maps"
	"math/bits"
	"regexp"
	"slices"
	"strings"
	"time"

	"stemme/models"
)

// A layout is how the dates of one column are to be understood.
type layout struct {
	monthFirst bool   // of yearLast
	yearFirst  bool   // of yearLast with a year of two digits
	mixed      bool   // a date that is none in this order is read in the other
	six        string // order of sixDigits: "dmy", "ymd", "mdy"; "" where there are none
	dayOnly    bool   // every time of day in the column is midnight
	swapped    bool   // day and month of those with the year first
	turned     bool   // day and month of those with the year last that may be of either order
	mac        bool   // counted days begin in 1904
	location   *time.Location
	written    *time.Location // of times without a zone; nil is location
}

// date is the year, month and day of st.
func (l layout) date(st stamp) (y, m, d int) {
	if l.six != "" && (st.form == sixDigits || st.form == counted && st.a > 0) {
		return l.sixDate(st)
	}
	switch {
	case st.form == sixDigits:
		return 0, 0, 0
	case st.form == counted || st.form == epoch:
		at := st.at
		if l.mac && st.form == counted {
			at = at.AddDate(0, 0, macOffset)
		}
		year, month, day := at.Date()
		return year, int(month), day
	case st.short && l.yearFirst:
		return fullYear(st.a), st.b, st.c % 100
	case st.form == yearLast:
		first, second := st.a, st.b
		if l.monthFirst != (l.mixed && otherOrder(st, l.monthFirst) || l.turned && st.a <= 12 && st.b <= 12) {
			first, second = second, first
		}
		return st.c, second, first
	case l.swapped && !st.coarse && st.form != spelled:
		return st.a, st.c, st.b
	}
	return st.a, st.b, st.c
}

// otherOrder says whether st is a date in the other order alone.
func otherOrder(st stamp, monthFirst bool) bool {
	if monthFirst {
		return st.a > 12 && st.b <= 12
	}
	return st.b > 12 && st.a <= 12
}

func (l layout) sixDate(st stamp) (y, m, d int) {
	switch l.six {
	case "ymd":
		return fullYear(st.a), st.b, st.c
	case "mdy":
		return fullYear(st.c), st.a, st.b
	}
	return fullYear(st.c), st.b, st.a
}

// resolve is the day, and the instant in UTC where st has a time of day; false
// where there is no such day or time.
func (l layout) resolve(st stamp) (at time.Time, day models.Day, ok bool) {
	y, m, d := l.date(st)
	midnight := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	if y < 1900 || y > 9999 || midnight.Day() != d || int(midnight.Month()) != m ||
		st.hour > 23 || st.min > 59 || st.sec > 59 {
		return time.Time{}, models.NoDay, false
	}
	switch {
	case !st.clock || l.dayOnly:
		return time.Time{}, models.DayOf(midnight), true
	case st.form == epoch:
		return st.at, models.DayOf(st.at.In(l.location)), true
	}
	zone := l.location
	switch {
	case st.place != nil:
		zone = st.place
	case st.zoned:
		zone = time.FixedZone("", st.offset)
	case l.written != nil:
		zone = l.written
	}
	at = time.Date(y, time.Month(m), d, st.hour, st.min, st.sec, st.nano, zone)
	day = models.DayOf(at)
	// UTC, or one zone for all, is how machines write, not where customers are.
	if _, offset := at.Zone(); offset == 0 || zone == l.written {
		day = models.DayOf(at.In(l.location))
	}
	return at.UTC(), day, true
}

// headerZone finds the zone that a header states: "Submitted At (UTC)",
// "tidspunkt_utc", "Date (GMT+1)", "Time [Europe/Copenhagen]".
var headerZone = regexp.MustCompile(`(?i)(?:^|[^a-z])((?:utc|gmt)(?: ?[+-][0-9:]{1,5})?|ce?s?t|(?:europe|america|asia|africa|australia|pacific|atlantic)/[a-z_/]+)(?:[^a-z]|$)`)

// zoneOf is the zone that a header states; nil for none.
func zoneOf(header string) *time.Location {
	m := headerZone.FindStringSubmatch(header)
	if m == nil {
		return nil
	}
	name := strings.ToLower(m[1])
	if name == "cet" || name == "cest" {
		name = "europe/copenhagen" // the wall clock, summer and winter
	}
	return zoneCalled(name)
}

// zoneCalled is the zone of a name in small letters; nil for none.
func zoneCalled(name string) *time.Location {
	var st stamp
	if !st.readZone(name) {
		return nil
	}
	if st.place != nil {
		return st.place
	}
	if st.offset == 0 {
		return time.UTC
	}
	return time.FixedZone(strings.ToUpper(name), st.offset)
}

// An ordering is which of day and month stands first in a column, and how sure
// that is.
type ordering struct {
	monthFirst, mixed bool
	yearFirst         bool // of two digits
	seen              bool // whether any date has its year last
	proven            bool // by a number above 12
	doubt             bool
	told              bool // whether the call declared it
	toCome            int  // dates that the other order would have in the future, where these decided
}

// name is the order as readings call it.
func (o ordering) name() string {
	switch {
	case o.yearFirst:
		return YearFirst
	case o.monthFirst:
		return MonthFirst
	}
	return DayFirst
}

// declare makes the order the one that readings call name, beyond doubt.
func (o *ordering) declare(name string) {
	o.monthFirst, o.yearFirst, o.doubt, o.mixed = name == MonthFirst, name == YearFirst, false, false
}

// ordering decides the order of the column's dates: where all years have two
// digits, they may stand first; else a number above 12 proves the order; else am and pm speak for the month first, and so does a second number that
// varies where the first hardly does.
func (p *profile) ordering() ordering {
	o := ordering{seen: p.yearLasts > 0}
	switch {
	case !o.seen:
		return o
	case p.yearLeads():
		o.yearFirst, o.proven = true, true
		return o
	case p.firstBig > 0 && p.nextBig > 0:
		o.monthFirst, o.mixed, o.proven, o.doubt = p.nextBig > p.firstBig, true, true, true
		if max(p.nextBig, p.firstBig) > 50*min(p.nextBig, p.firstBig) { // a slip of the pen, no second order
			o.mixed, o.doubt = false, false
		}
	case p.firstBig > 0 || p.nextBig > 0:
		o.monthFirst, o.proven = p.nextBig > 0, true
	default:
		firsts, seconds := bits.OnesCount64(p.firsts), bits.OnesCount64(p.seconds)
		o.doubt = true
		o.monthFirst = p.halves*2 > p.yearLasts && p.dots == 0 || firsts <= 2 && seconds >= 6
	}
	return o
}

// fewSlips is which share of the dates that prove an order may prove the other, where
// earlier nights had the first. Chosen by eye.
const fewSlips = 0.1

// slips says whether so few dates prove the other order that they are slips of the
// pen, to be rejected, if the order is known from elsewhere.
func (p *profile) slips() bool {
	return float64(min(p.firstBig, p.nextBig)) <= fewSlips*float64(max(p.firstBig, p.nextBig))
}

// yearMayLead says whether all dates are days with two digits of the year first.
func (p *profile) yearMayLead() bool {
	fit, _ := daysOf(p.shorts, "ymd")
	return p.yearLasts > 0 && fit == p.yearLasts
}

// yearLeads says whether two digits of the year stand first in the column's dates,
// 26-03-12: read so nearly all are days of one or two years, read else of many.
func (p *profile) yearLeads() bool {
	total := 0
	for _, n := range p.shorts {
		total += n
	}
	if total == 0 || total < p.yearLasts {
		return false
	}
	fit, years := daysOf(p.shorts, "ymd")
	if fit*20 < total*19 || slices.Min(slices.Collect(maps.Keys(years))) < firstLeading {
		return false
	}
	for _, order := range []string{"dmy", "mdy"} {
		if other, scattered := daysOf(p.shorts, order); other*10 >= total*9 && (len(scattered) < leastScattered || len(scattered) <= len(years)) {
			return false
		}
	}
	return true
}

// From so many years on the dates of one column are taken for days that were read as
// years, unless what would be the year is the day of a month that surveys close on;
// chosen by eye.
const (
	leastScattered = 3
	firstLeading   = 2015
)

// daysOf is how many dates of two-digit parts are days of this century in an order,
// and of which years.
func daysOf(dates map[[3]int]int, order string) (fit int, years map[int]bool) {
	l := layout{six: order}
	years = map[int]bool{}
	for st, n := range dates {
		y, m, d := l.date(stamp{form: sixDigits, a: st[0], b: st[1], c: st[2]})
		at := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
		if at.Day() == d && int(at.Month()) == m && 2000 <= y && y < 2040 {
			fit += n
			years[y] = true
		}
	}
	return fit, years
}

// sixOrder is the order of two-digit parts that makes days of nearly all of the
// column's dates of six digits, in the fewest years; "" for none.
func (p *profile) sixOrder() string {
	total := 0
	for _, n := range p.sixes {
		total += n
	}
	best, fewest := "", 0
	for _, order := range []string{"dmy", "ymd", "mdy"} {
		if fit, years := daysOf(p.sixes, order); fit > 0 && fit*10 >= total*9 && (best == "" || len(years) < fewest) {
			best, fewest = order, len(years)
		}
	}
	return best
}
