package source

import (
	"strings"
	"sync"
	"time"
)

// weekday sets st to the Monday of the n-th week of its year.
func (st *stamp) weekday(n int) {
	fourth := time.Date(st.a, 1, 4, 0, 0, 0, 0, time.UTC)
	monday := fourth.AddDate(0, 0, -(int(fourth.Weekday())+6)%7+7*(n-1))
	st.setDay(monday)
}

// later moves st by days.
func (st *stamp) later(days int) {
	st.setDay(time.Date(st.a, time.Month(st.b), st.c+days, 0, 0, 0, 0, time.UTC))
}

func (st *stamp) setDay(at time.Time) {
	year, month, day := at.Date()
	st.a, st.b, st.c = year, int(month), day
}

// readClock reads what stands behind a date: nothing, or a time of day with or
// without a zone. It answers false when it is something else.
func (st *stamp) readClock(s string) bool {
	s = strings.TrimSpace(strings.ToLower(s))
	compact := strings.HasPrefix(s, "t")
	s = strings.TrimLeft(s, ", t-@_")
	kl := strings.HasPrefix(s, "kl")
	s = strings.TrimLeft(strings.TrimPrefix(strings.TrimPrefix(s, "kl"), "at "), ". :")
	if s == "" {
		return true
	}
	if !isDigit(s[0]) {
		return st.readZone(s)
	}
	hour, s := digits(s)
	if (len(hour) == 4 || len(hour) == 6) && (compact || s == "" || s[0] == 'z') {
		s = strings.Join(pairs(hour), ":") + s
		hour, s = digits(s)
	}
	if len(hour) > 2 {
		return false
	}
	st.clock, st.hour = true, number(hour)
	s, ok := st.readMinutes(s, kl)
	return ok && st.readHalf(strings.TrimSpace(s))
}

// pairs cuts digits into twos.
func pairs(s string) (parts []string) {
	for i := 0; i+1 < len(s); i += 2 {
		parts = append(parts, s[i:i+2])
	}
	return parts
}

// readMinutes reads minutes, seconds and parts of them. Behind "kl", and before
// am and pm, the hour may stand alone.
func (st *stamp) readMinutes(s string, kl bool) (rest string, ok bool) {
	if s == "" || !strings.ContainsRune(":.h", rune(s[0])) {
		next := strings.TrimLeft(s, " ")
		return s, kl || strings.HasPrefix(next, "am") || strings.HasPrefix(next, "pm") || strings.HasPrefix(next, "a.m") || strings.HasPrefix(next, "p.m")
	}
	minute, s := digits(s[1:])
	if len(minute) != 2 {
		return s, false
	}
	st.min = number(minute)
	if s == "" || s[0] != ':' && s[0] != '.' {
		return s, true
	}
	second, after := digits(s[1:])
	if len(second) != 2 {
		return s, second == "" && strings.Trim(s, ". ") == ""
	}
	st.sec, s = number(second), after
	if s != "" && (s[0] == '.' || s[0] == ',' || s[0] == ':') {
		part, after := digits(s[1:])
		st.nano, s = number((part + "000000000")[:9]), after
	}
	return s, true
}

// readHalf reads "am", "p.m.", and "t", "h" and "uhr", which mean the hour, and
// then the zone.
func (st *stamp) readHalf(s string) bool {
	for _, half := range []string{"am", "pm", "a.m.", "p.m.", "a.m", "p.m", "a. m.", "p. m."} {
		after, ok := strings.CutPrefix(s, half)
		if !ok {
			continue
		}
		if st.hour > 23 {
			return false
		}
		st.half = true
		if st.hour <= 12 {
			st.hour %= 12
			if half[0] == 'p' {
				st.hour += 12
			}
		}
		s = strings.TrimSpace(after)
		break
	}
	for _, hour := range []string{"uhr", "timer", "hrs", "t", "h"} {
		if s == hour || strings.HasPrefix(s, hour+" ") {
			s = strings.TrimSpace(s[len(hour):])
			break
		}
	}
	return st.readZone(s)
}

// zones are the names of zones in hours east of UTC. Those that mean several
// zones (CST) are read as in North America, from where such exports come.
var zones = map[string]float64{
	"z": 0, "utc": 0, "gmt": 0, "wet": 0, "west": 1, "bst": 1, "cet": 1, "met": 1, "mez": 1, "cest": 2, "mest": 2, "mesz": 2, "eet": 2, "eest": 3, "msk": 3,
	"est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7, "ist": 5.5,
	"centraleuropæisk normaltid": 1, "centraleuropæisk sommertid": 2, "centraleuropæisk tid": 1, "central european standard time": 1,
	"central european summer time": 2, "central european time": 1, "romance standard time": 1, "romance daylight time": 2, "dansk normaltid": 1,
	"dansk sommertid": 2, "coordinated universal time": 0, "koordineret universaltid": 0, "normaltid": 1, "sommertid": 2,
}

// readZone reads "", "utc", "gmt+1", "+01:00", "+0100", "cest", a place such as
// "europe/copenhagen", and what stands in brackets behind them.
func (st *stamp) readZone(s string) bool {
	s = strings.TrimSpace(s)
	if at := strings.IndexAny(s, "(["); at > 0 || strings.HasPrefix(s, "(") || strings.HasPrefix(s, "[") {
		inner := strings.Trim(s[at:], "()[]")
		if s = strings.TrimSpace(s[:at]); s == "" {
			s = inner
		}
	}
	if s == "" {
		return true
	}
	if hours, ok := zones[strings.TrimSuffix(s, ".")]; ok {
		st.zoned, st.offset = true, int(hours*3600)
		return true
	}
	if strings.Contains(s, "/") {
		st.place = placeOf(s)
		return st.place != nil
	}
	for _, name := range []string{"gmt", "utc"} {
		s = strings.TrimSpace(strings.TrimPrefix(s, name))
	}
	return st.readOffset(strings.Replace(s, "−", "-", 1))
}

// readOffset reads "+1", "+01", "+0100" and "+01:00".
func (st *stamp) readOffset(s string) bool {
	if s == "" {
		return false
	}
	sign := map[byte]int{'+': 1, '-': -1}[s[0]]
	hour, rest := digits(s[1:])
	minute := strings.TrimPrefix(rest, ":")
	if len(hour) == 4 {
		hour, minute = hour[:2], hour[2:]
	}
	if sign == 0 || hour == "" || len(hour) > 2 || minute != "" && (len(minute) != 2 || !allDigits(minute)) {
		return false
	}
	st.zoned, st.offset = true, sign*(number(hour)*3600+max(number(minute), 0)*60)
	return number(hour) <= 14 && number(minute) < 60
}

// places are the zones that have been looked up, by their names in lower case;
// nil for a name that is none.
var places sync.Map

// placeOf is the zone of a place such as "europe/copenhagen"; nil for none.
func placeOf(name string) *time.Location {
	if known, ok := places.Load(name); ok {
		return known.(*time.Location)
	}
	var b strings.Builder
	upper := true
	for _, r := range name {
		if upper && 'a' <= r && r <= 'z' {
			r -= 'a' - 'A'
		}
		upper = r == '/' || r == '_' || r == '-'
		b.WriteRune(r)
	}
	place, err := time.LoadLocation(b.String())
	if err != nil {
		place = nil
	}
	places.Store(name, place)
	return place
}
