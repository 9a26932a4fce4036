package source

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// A stamp is a date as written, with its time of day where it has one.
type stamp struct {
	form     form
	a, b, c  int // the numbers of the date as written: year, month, day; or day or month first
	at       time.Time
	milli    bool // at was written in milliseconds
	clock    bool // whether there is a time of day
	half     bool // and it is written with am or pm
	short    bool // three numbers of two digits at most: the year may stand first
	hour     int
	min, sec int
	nano     int
	zoned    bool
	offset   int            // seconds east of UTC
	place    *time.Location // the zone where it is a place, nil where it is not
	coarse   bool           // only the week, the month or the quarter is known: the day is its first
}

// A form is a way of writing dates.
type form uint8

const (
	yearFirst form = iota // 2024-03-12, 20240312
	yearLast              // 12-03-2024: day first, unless the column proves otherwise
	spelled               // 12. marts 2024
	counted               // days as a spreadsheet counts them; at holds the day
	epoch                 // seconds since 1970, or smaller units; at holds the instant
	sixDigits             // 120324, or 12324 where the first zero was lost: the order is the column's
)

// longestStamp is the length of the longest cell that may be a date, in bytes:
// JavaScript's, with the name of the zone behind it.
const longestStamp = 90

// parseStamp reads a date in any of the forms that surveys write. It does not
// check that there is such a day.
func parseStamp(s string) (stamp, bool) {
	s = strings.TrimSpace(s)
	if len(s) < 5 || len(s) > longestStamp || !mayBeDate(s) {
		return stamp{}, false
	}
	if strings.Trim(s, "0123456789.,") == "" && strings.Count(s, ".")+strings.Count(s, ",") <= 1 {
		return countedStamp(strings.Replace(s, ",", ".", 1))
	}
	r := reader{rest: strings.ToLower(s)}
	r.skipLead()
	st, ok := r.date()
	if !ok {
		return stamp{}, false
	}
	if r.readLateYear(&st) {
		return st, st.a > 0
	}
	return st, st.readClock(r.rest)
}

// mayBeDate says whether s has three digits and few letters before the first, or
// is as short as "mar-26".
func mayBeDate(s string) bool {
	n, first := 0, -1
	for i := range len(s) {
		if isDigit(s[i]) {
			if n++; first < 0 {
				first = i
			}
		}
	}
	return n >= 3 && first <= 24 || n == 2 && 3 <= first && first <= 10 && len(s) <= 13
}

// fullYear is the year that two digits mean, by POSIX's rule.
func fullYear(yy int) int {
	if yy < 69 {
		return 2000 + yy
	}
	return 1900 + yy
}

// countedStamp reads the forms that are one number: yyyymmdd, ddmmyyyy,
// yyyymmddhhmm(ss), ddmmyy, a spreadsheet's days, and seconds, milliseconds,
// microseconds or nanoseconds since 1970.
func countedStamp(s string) (stamp, bool) {
	plain := allDigits(s)
	switch v, err := strconv.ParseFloat(s, 64); {
	case err != nil:
		return stamp{}, false
	case plain && len(s) == 8:
		st := eightDigits(s)
		return st, st.form == yearFirst || 0 < st.a && st.a <= 31 && 0 < st.b && st.b <= 31 && 1900 <= st.c && st.c < 2100
	case plain && len(s) == 6:
		return stamp{form: sixDigits, a: number(s[:2]), b: number(s[2:4]), c: number(s[4:])}, true
	case plain && (len(s) == 14 || len(s) == 12):
		st := eightDigits(s[:8])
		st.clock, st.hour, st.min = true, number(s[8:10]), number(s[10:12])
		if len(s) == 14 {
			st.sec = number(s[12:])
		}
		return st, st.form == yearFirst
	case plain && len(s) == 5 && (v < firstCount || v >= lastCount):
		return stamp{form: sixDigits, a: number(s[:1]), b: number(s[1:3]), c: number(s[3:])}, true
	case firstCount <= v && v < lastCount:
		st := fromCount(v)
		if plain && len(s) == 5 {
			st.a, st.b, st.c = number(s[:1]), number(s[1:3]), number(s[3:])
		}
		return st, true
	case 1e9 <= v && v < 4e9:
		return stamp{form: epoch, clock: true, at: time.UnixMicro(int64(math.Round(v * 1e6))).UTC()}, true
	case 1e12 <= v && v < 4e12:
		return stamp{form: epoch, clock: true, milli: true, at: time.UnixMilli(int64(v)).UTC()}, true
	case 1e15 <= v && v < 4e15 && plain:
		return stamp{form: epoch, clock: true, at: time.UnixMicro(int64(v)).UTC()}, true
	case 1e18 <= v && v < 4e18 && plain:
		return stamp{form: epoch, clock: true, at: time.UnixMicro(int64(v / 1000)).UTC()}, true
	}
	return stamp{}, false
}

// eightDigits reads yyyymmdd, or else ddmmyyyy.
func eightDigits(s string) stamp {
	if y := number(s[:4]); 1900 <= y && y < 2100 && number(s[4:6]) <= 12 {
		return stamp{form: yearFirst, a: y, b: number(s[4:6]), c: number(s[6:])}
	}
	return stamp{form: yearLast, a: number(s[:2]), b: number(s[2:4]), c: number(s[4:])}
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

// months are the beginnings of the names of the months: Danish, English,
// Swedish, Norwegian and German.
var months = []struct {
	begin string
	month int
}{
	{"jan", 1}, {"feb", 2}, {"mar", 3}, {"mär", 3}, {"apr", 4}, {"maj", 5}, {"may", 5}, {"mai", 5}, {"jun", 6}, {"jul", 7},
	{"aug", 8}, {"sep", 9}, {"okt", 10}, {"oct", 10}, {"nov", 11}, {"dec", 12}, {"dez", 12}, {"des", 12},
}

// monthNames are the whole names; any beginning of three letters or more will do.
var monthNames = []string{"januar", "january", "januari", "februar", "february", "februari", "marts", "march", "mars", "märz", "april", "maj", "may",
	"mai", "juni", "june", "juli", "july", "august", "augusti", "september", "sept", "oktober", "october", "november", "december", "dezember", "desember"}

// monthOf is the month that word names; 0 for none.
func monthOf(word string) int {
	if len(word) < 3 {
		return 0
	}
	for _, m := range months {
		if !strings.HasPrefix(word, m.begin) {
			continue
		}
		for _, name := range monthNames {
			if strings.HasPrefix(name, word) {
				return m.month
			}
		}
	}
	return 0
}

// dayWords may stand before a date.
var dayWords = setOf("d", "den", "th", "st", "nd", "rd", "of", "the", "on", "kl",
	"mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag", "ma", "ti", "on", "to", "fr", "lø", "sø", "man", "tir", "tirs", "ons", "tor", "tors", "fre", "lør", "søn",
	"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun")

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
