package models

import (
	"math"
	"regexp"
	"strconv"
	"time"
)

// A Day is a calendar day, counted from 1970-01-01, as in Parquet's DATE.
type Day int32

// NoDay is the Day of a response that does not say when it was answered. It
// sorts before every day.
const NoDay Day = math.MinInt32

// DayOf is the calendar day of t in t's own location.
func DayOf(t time.Time) Day {
	y, m, d := t.Date()
	return Day(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}

// Time is the first instant of d in UTC; the zero time for NoDay.
func (d Day) Time() time.Time {
	if d == NoDay {
		return time.Time{}
	}
	return time.Unix(int64(d)*86400, 0).UTC()
}

// String is d as yyyy-mm-dd; "" for NoDay.
func (d Day) String() string {
	if d == NoDay {
		return ""
	}
	return d.Time().Format(time.DateOnly)
}

// ParseDay reads what Day.String writes.
func ParseDay(s string) (Day, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return NoDay, err
	}
	return DayOf(t), nil
}

var quarter = regexp.MustCompile(`^(\d{4})-?[kKqQ]([1-4])$`)

// ParseDays is the first and the last day of what people write for a year, a quarter, a month
// or a day: 2026, 2026-K1, 2026-Q1, 2026-03, 2026-03-14, 14-03-2026, 14/3/2026, 14.3.2026.
func ParseDays(text string) (first, last Day, ok bool) {
	if m := quarter.FindStringSubmatch(text); m != nil {
		year, _ := strconv.Atoi(m[1])
		q, _ := strconv.Atoi(m[2])
		start := time.Date(year, time.Month(3*q-2), 1, 0, 0, 0, 0, time.UTC)
		return DayOf(start), DayOf(start.AddDate(0, 3, -1)), true
	}
	for _, l := range []struct {
		layout               string
		years, months, extra int
	}{{"2006", 1, 0, -1}, {"2006-01", 0, 1, -1}, {"2006-1", 0, 1, -1}, {time.DateOnly, 0, 0, 0},
		{"2-1-2006", 0, 0, 0}, {"2/1/2006", 0, 0, 0}, {"2.1.2006", 0, 0, 0}} {
		if start, err := time.Parse(l.layout, text); err == nil {
			return DayOf(start), DayOf(start.AddDate(l.years, l.months, l.extra)), true
		}
	}
	return NoDay, NoDay, false
}
