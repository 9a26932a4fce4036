package models

import (
	"math"
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
