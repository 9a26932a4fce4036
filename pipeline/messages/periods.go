package messages

import (
	"strconv"
	"strings"
)

var months = [2][12]string{
	{"januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober", "november", "december"},
	{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"},
}

// Period is a period of the tables in words: 2026-10 is oktober 2026, 2026-Q3 is
// 3. kvartal 2026, 2026 is itself.
func (lang Lang) Period(name string) string {
	year, part, ok := strings.Cut(name, "-")
	if !ok {
		return name
	}
	if q, is := strings.CutPrefix(part, "Q"); is {
		if lang == English {
			return "Q" + q + " " + year
		}
		return q + ". kvartal " + year
	}
	if m, err := strconv.Atoi(part); err == nil && 1 <= m && m <= 12 {
		return months[lang][m-1] + " " + year
	}
	return name
}

// ShortPeriod is Period where there is little room: okt 26, K3 26, 2026.
func (lang Lang) ShortPeriod(name string) string {
	year, part, ok := strings.Cut(name, "-")
	if !ok || len(year) < 2 {
		return name
	}
	short := year[len(year)-2:]
	if q, is := strings.CutPrefix(part, "Q"); is {
		if lang == English {
			return "Q" + q + " " + short
		}
		return "K" + q + " " + short
	}
	if m, err := strconv.Atoi(part); err == nil && 1 <= m && m <= 12 {
		return months[lang][m-1][:3] + " " + short
	}
	return name
}
