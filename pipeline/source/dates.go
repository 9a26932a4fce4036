package source

import (
	"math"
	"strconv"
	"strings"
	"time"

	"stemme/models"
)

// A stamp is a date as written, with its time of day where it has one.
type stamp struct {
	form     form
	a, b, c  int // the numbers of the date as written: year, month, day; or day or month first
	at       time.Time
	clock    bool // whether there is a time of day
	hour     int
	min, sec int
	nano     int
	zoned    bool
	offset   int // seconds east of UTC
}

// A form is a way of writing dates.
type form uint8

const (
	yearFirst form = iota // 2024-03-12, 20240312
	yearLast              // 12-03-2024: day first, unless the column proves otherwise
	spelled               // 12. marts 2024
	counted               // days as a spreadsheet counts them; at holds the day
	epoch                 // seconds or milliseconds since 1970; at holds the instant
)

// parseStamp reads a date in any of the forms that surveys write. It does not
// check that there is such a day.
func parseStamp(s string) (stamp, bool) {
	s = strings.TrimSpace(s)
	if len(s) < 5 || len(s) > 60 {
		return stamp{}, false
	}
	if s[0] < '0' || s[0] > '9' {
		return spelledStamp(s)
	}
	if strings.Trim(s, "0123456789.") == "" && strings.Count(s, ".") <= 1 || allDigits(s) {
		return countedStamp(s)
	}
	a, rest := digits(s)
	if rest == "" || !strings.ContainsRune("-/.", rune(rest[0])) {
		return spelledStamp(s)
	}
	b, rest2 := digits(rest[1:])
	if b == "" {
		return spelledStamp(s)
	}
	if rest2 == "" || rest2[0] != rest[0] {
		return stamp{}, false
	}
	c, rest3 := digits(rest2[1:])
	st := stamp{a: number(a), b: number(b), c: number(c)}
	switch {
	case len(a) == 4 && len(b) <= 2 && (len(c) == 1 || len(c) == 2):
		st.form = yearFirst
	case len(a) <= 2 && len(b) <= 2 && (len(c) == 4 || len(c) == 2):
		st.form = yearLast
		if len(c) == 2 {
			st.c = fullYear(st.c)
		}
	default:
		return stamp{}, false
	}
	return st, st.readClock(rest3)
}

// fullYear is the year that two digits mean, by POSIX's rule.
func fullYear(yy int) int {
	if yy < 69 {
		return 2000 + yy
	}
	return 1900 + yy
}

// countedStamp reads the forms that are one number: yyyymmdd, ddmmyyyy,
// yyyymmddhhmmss, a spreadsheet's days and seconds or milliseconds since 1970.
func countedStamp(s string) (stamp, bool) {
	switch v, err := strconv.ParseFloat(s, 64); {
	case err != nil:
		return stamp{}, false
	case len(s) == 8 && allDigits(s):
		if y := number(s[:4]); 1900 <= y && y < 2100 && number(s[4:6]) <= 12 {
			return stamp{form: yearFirst, a: y, b: number(s[4:6]), c: number(s[6:])}, true
		}
		return stamp{form: yearLast, a: number(s[:2]), b: number(s[2:4]), c: number(s[4:])}, true
	case len(s) == 14 && allDigits(s):
		return stamp{form: yearFirst, a: number(s[:4]), b: number(s[4:6]), c: number(s[6:8]), clock: true,
			hour: number(s[8:10]), min: number(s[10:12]), sec: number(s[12:])}, true
	case firstCount <= v && v < lastCount:
		return fromCount(v), true
	case 1e9 <= v && v < 4e9:
		return stamp{form: epoch, clock: true, at: time.Unix(int64(v), 0).UTC()}, true
	case 1e12 <= v && v < 4e12:
		return stamp{form: epoch, clock: true, at: time.UnixMilli(int64(v)).UTC()}, true
	}
	return stamp{}, false
}

// Spreadsheets count days from 1899-12-30, or from 1904-01-01 in old files from
// a Mac. The bounds are 1954-10-03 and 2119-01-10; other numbers are no dates.
const (
	firstCount = 20000
	lastCount  = 80000
	macOffset  = 1462
)

// fromCount is a spreadsheet's number of days, rounded to the second.
func fromCount(v float64) stamp {
	day, part := math.Modf(v)
	sec := int(math.Round(part * 86400))
	at := time.Date(1899, 12, 30+int(day), 0, 0, sec, 0, time.UTC)
	return stamp{form: counted, at: at, clock: sec > 0, hour: at.Hour(), min: at.Minute(), sec: at.Second()}
}

// months are the beginnings of the names of the months, Danish and English.
var months = []struct {
	begin string
	month int
}{
	{"jan", 1}, {"feb", 2}, {"mar", 3}, {"apr", 4}, {"maj", 5}, {"may", 5}, {"jun", 6}, {"jul", 7},
	{"aug", 8}, {"sep", 9}, {"okt", 10}, {"oct", 10}, {"nov", 11}, {"dec", 12},
}

// monthOf is the month that word names; 0 for none.
func monthOf(word string) int {
	for _, m := range months {
		if strings.HasPrefix(word, m.begin) && len(word) <= len("september") {
			return m.month
		}
	}
	return 0
}

// spelledStamp reads "12. marts 2024", "tirsdag den 12. mar. 2024 kl. 14.05",
// "12-Mar-24" and "March 12, 2024".
func spelledStamp(s string) (stamp, bool) {
	st := stamp{form: spelled}
	rest := strings.ToLower(s)
	for words := 0; rest != "" && words < 8; words++ {
		if d, after := digits(rest); d != "" {
			switch {
			case len(d) <= 2 && st.c == 0:
				st.c = number(d)
			case len(d) == 4 || len(d) == 2 && st.b != 0:
				if st.a = number(d); len(d) == 2 {
					st.a = fullYear(st.a)
				}
				return st, st.b != 0 && st.c != 0 && st.readClock(after)
			default:
				return stamp{}, false
			}
			rest = strings.TrimLeft(after, " .-/,")
			continue
		}
		end := strings.IndexFunc(rest, func(r rune) bool {
			return r == ' ' || r == '.' || r == ',' || r == '-' || r == '/' || '0' <= r && r <= '9'
		})
		if end <= 0 {
			return stamp{}, false
		}
		word := rest[:end]
		rest = strings.TrimLeft(rest[end:], " .-/,")
		if m := monthOf(word); m != 0 {
			st.b = m
		} else if !dayWords[word] {
			return stamp{}, false
		}
	}
	return stamp{}, false
}

// dayWords may stand before a spelled date.
var dayWords = setOf("d", "den", "th", "st", "nd", "rd", "of",
	"mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag", "man", "tir", "ons", "tor", "tors", "fre", "lør", "søn",
	"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "mon", "tue", "wed", "thu", "fri", "sat", "sun")

// readClock reads what stands behind a date: nothing, or a time of day with or
// without a zone. It answers false when it is something else.
func (st *stamp) readClock(s string) bool {
	s = strings.TrimSpace(strings.ToLower(s))
	s = strings.TrimLeft(strings.TrimPrefix(strings.TrimLeft(s, ", t"), "kl"), ". ")
	if s == "" {
		return true
	}
	hour, s := digits(s)
	if hour == "" || len(hour) > 2 || s == "" || s[0] != ':' && s[0] != '.' {
		return false
	}
	minute, s := digits(s[1:])
	if len(minute) != 2 {
		return false
	}
	st.clock, st.hour, st.min = true, number(hour), number(minute)
	if s != "" && (s[0] == ':' || s[0] == '.') {
		second, after := digits(s[1:])
		if len(second) != 2 {
			return false
		}
		st.sec, s = number(second), after
		if s != "" && (s[0] == '.' || s[0] == ',') {
			part, after := digits(s[1:])
			st.nano, s = number((part + "000000000")[:9]), after
		}
	}
	return st.readZone(strings.TrimSpace(s))
}

// readZone reads "", "am", "pm", "z", "utc", "+01:00", "+0100" and "+01".
func (st *stamp) readZone(s string) bool {
	for _, half := range []string{"am", "pm"} {
		if after, ok := strings.CutPrefix(s, half); ok {
			if st.hour < 1 || st.hour > 12 {
				return false
			}
			st.hour %= 12
			if half == "pm" {
				st.hour += 12
			}
			s = strings.TrimSpace(after)
		}
	}
	switch s {
	case "":
		return true
	case "z", "utc", "gmt":
		st.zoned = true
		return true
	}
	sign := map[byte]int{'+': 1, '-': -1}[s[0]]
	hour, rest := digits(s[1:])
	minute := strings.TrimPrefix(rest, ":")
	if len(hour) == 4 {
		hour, minute = hour[:2], hour[2:]
	}
	if sign == 0 || len(hour) != 2 || minute != "" && (len(minute) != 2 || !allDigits(minute)) {
		return false
	}
	st.zoned, st.offset = true, sign*(number(hour)*3600+number(minute)*60)
	return number(hour) <= 14 && number(minute) < 60
}

// A layout is how the dates of one column are to be understood.
type layout struct {
	monthFirst bool // of yearLast
	dayOnly    bool // every time of day in the column is midnight
	mac        bool // counted days begin in 1904
	location   *time.Location
}

// date is the year, month and day of st.
func (l layout) date(st stamp) (y, m, d int) {
	switch {
	case st.form == counted || st.form == epoch:
		at := st.at
		if l.mac && st.form == counted {
			at = at.AddDate(0, 0, macOffset)
		}
		year, month, day := at.Date()
		return year, int(month), day
	case st.form == yearLast && l.monthFirst:
		return st.c, st.a, st.b
	case st.form == yearLast:
		return st.c, st.b, st.a
	}
	return st.a, st.b, st.c
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
	if st.zoned {
		zone = time.FixedZone("", st.offset)
	}
	at = time.Date(y, time.Month(m), d, st.hour, st.min, st.sec, st.nano, zone)
	day = models.DayOf(at)
	if st.zoned && st.offset == 0 { // UTC is how machines write, not where customers are
		day = models.DayOf(at.In(l.location))
	}
	return at.UTC(), day, true
}

// digits splits s behind its leading digits.
func digits(s string) (number, rest string) {
	i := 0
	for i < len(s) && isDigit(s[i]) {
		i++
	}
	return s[:i], s[i:]
}

func allDigits(s string) bool {
	d, rest := digits(s)
	return d != "" && rest == ""
}

// number is the value of digits; -1 where there are none or too many.
func number(s string) int {
	v, err := strconv.Atoi(s)
	if err != nil {
		return -1
	}
	return v
}
