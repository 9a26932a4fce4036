package source

import (
	"strings"
	"unicode"
)

// A reader reads a date from the beginning of what is left of a cell, in lower
// case.
type reader struct{ rest string }

// word takes the letters at the beginning, if there are any.
func (r *reader) word() string {
	end := strings.IndexFunc(r.rest, func(c rune) bool { return !unicode.IsLetter(c) })
	if end < 0 {
		end = len(r.rest)
	}
	w := r.rest[:end]
	r.rest = r.rest[end:]
	return w
}

// number takes the digits at the beginning.
func (r *reader) number() string {
	d, rest := digits(r.rest)
	r.rest = rest
	return d
}

// skip takes the signs at the beginning and says which they are, without blanks.
func (r *reader) skip(signs string) string {
	trimmed := strings.TrimLeft(r.rest, signs)
	taken := r.rest[:len(r.rest)-len(trimmed)]
	r.rest = trimmed
	return strings.ReplaceAll(taken, " ", "")
}

// skipLead takes the words that may stand before a date.
func (r *reader) skipLead() {
	for {
		before := r.rest
		if w := r.word(); !dayWords[w] {
			r.rest = before
			return
		}
		r.skip(" .,")
	}
}

// between are the signs that part the numbers of a date.
const between = " .-/,'’´"

// date reads the date itself; what is left may be a time of day.
func (r *reader) date() (stamp, bool) {
	if r.rest == "" {
		return stamp{}, false
	}
	if !isDigit(r.rest[0]) {
		return r.wordFirst()
	}
	first := r.number()
	if len(first) == 8 {
		st := eightDigits(first)
		return st, r.rest == "" || strings.ContainsRune(" t-_", rune(r.rest[0]))
	}
	gap := r.skip(between)
	before := r.rest
	if w := r.word(); w != "" {
		return r.numberThenWord(first, w, before)
	}
	second := r.number()
	switch {
	case second == "" || len(second) > 4 || len(first) > 4 || len(first) == 3 || len(second) == 3:
		return stamp{}, false
	case len(first) == 4 && len(second) <= 2 && r.ends():
		return stamp{form: yearFirst, a: number(first), b: number(second), c: 1, coarse: true}, strings.Trim(gap, "-/.") == ""
	case len(second) == 4 && len(first) <= 2 && r.ends() && (gap == "-" || gap == "/" || gap == "."):
		return stamp{form: yearFirst, a: number(second), b: number(first), c: 1, coarse: true}, true
	case len(second) > 2 || !dateGap(gap):
		return stamp{}, false
	}
	return r.third(first, second)
}

// third reads the last of three numbers.
func (r *reader) third(first, second string) (stamp, bool) {
	gap := r.skip(between)
	third := r.number()
	st := stamp{a: number(first), b: number(second), c: number(third)}
	switch {
	case !dateGap(gap) && !strings.ContainsAny(gap, "'’´"):
		return stamp{}, false
	case len(first) == 4 && (len(third) == 1 || len(third) == 2):
		st.form = yearFirst
	case len(first) <= 2 && len(third) == 4:
		st.form = yearLast
	case len(first) <= 2 && len(third) == 2:
		st.form, st.c, st.short = yearLast, fullYear(st.c), true
	default:
		return stamp{}, false
	}
	return st, true
}

// dateGap says whether gap may stand between two numbers of a date; blanks have
// been taken out of it.
func dateGap(gap string) bool { return len(gap) <= 1 && gap != "," }

// ends says whether nothing more of a date follows.
func (r *reader) ends() bool { return strings.TrimSpace(r.rest) == "" }

// numberThenWord reads "12. marts 2024", "2024 marts", "2024-w09", "2024-q1" and
// "1. kvartal 2024" behind their first number.
func (r *reader) numberThenWord(first, word, before string) (stamp, bool) {
	switch {
	case len(first) == 4 && (word == "w" || word == "uge" || word == "week" || word == "u"):
		r.skip(" -.")
		st, ok := week(number(first), number(r.number()))
		if day, dash := strings.CutPrefix(r.rest, "-"); dash && len(day) == 1 && '1' <= day[0] && day[0] <= '7' {
			st.later(int(day[0] - '1'))
			st.coarse, r.rest = false, ""
		}
		return r.ending(st, ok)
	case len(first) == 4 && (word == "q" || word == "k" || word == "kv"):
		r.skip(" -.")
		return r.ending(quarter(number(first), number(r.number())))
	case len(first) == 4 && monthOf(word) > 0:
		r.skip(between)
		day := r.number()
		if day == "" {
			return stamp{form: spelled, a: number(first), b: monthOf(word), c: 1, coarse: true}, r.ends()
		}
		return stamp{form: spelled, a: number(first), b: monthOf(word), c: number(day)}, len(day) <= 2
	case word == "kvartal" || word == "kv":
		r.skip(" -.,")
		return r.ending(quarter(number(r.number()), number(first)))
	case len(first) > 2:
		return stamp{}, false
	}
	for dayWords[word] || word == "e" { // "1st", "the 1st of"
		r.skip(" .,")
		word = r.word()
	}
	if monthOf(word) == 0 {
		r.rest = before
		return stamp{}, false
	}
	return r.year(stamp{form: spelled, b: monthOf(word), c: number(first)})
}

// year reads the year behind a month.
func (r *reader) year(st stamp) (stamp, bool) {
	r.skip(between)
	before := r.rest
	switch y := r.number(); {
	case len(y) == 4:
		st.a = number(y)
	case len(y) == 2 && !strings.HasPrefix(r.rest, ":"):
		st.a = fullYear(number(y))
	default:
		r.rest = before // it may stand behind the time of day
	}
	return st, true
}

// wordFirst reads "March 12, 2024", "marts 2024", "uge 9 2024", "q1 2024".
func (r *reader) wordFirst() (stamp, bool) {
	word := r.word()
	r.skip(between)
	first := r.number()
	switch {
	case first == "":
		return stamp{}, false
	case word == "uge" || word == "week" || word == "w":
		r.skip(" -.,/")
		return r.ending(week(number(r.number()), number(first)))
	case word == "q" || word == "k" || word == "kvartal":
		r.skip(" -.,/")
		return r.ending(quarter(number(r.number()), number(first)))
	case monthOf(word) == 0:
		return stamp{}, false
	case len(first) == 4 || len(first) == 2 && r.ends():
		y := number(first)
		if len(first) == 2 {
			y = fullYear(y)
		}
		return stamp{form: spelled, a: y, b: monthOf(word), c: 1, coarse: true}, r.ends()
	case len(first) > 2:
		return stamp{}, false
	}
	for _, ordinal := range []string{"st", "nd", "rd", "th"} {
		r.rest = strings.TrimPrefix(r.rest, ordinal)
	}
	return r.year(stamp{form: spelled, b: monthOf(word), c: number(first)})
}

// readLateYear reads "09:15:00 cet 2026", a time of day with the year behind it,
// where no year has been met.
func (r *reader) readLateYear(st *stamp) bool {
	if st.form != spelled || st.a != 0 {
		return false
	}
	rest := strings.TrimSpace(r.rest)
	if len(rest) < 9 || !allDigits(rest[len(rest)-4:]) || isDigit(rest[len(rest)-5]) {
		return true
	}
	if st.readClock(rest[:len(rest)-4]) {
		st.a = number(rest[len(rest)-4:])
	}
	return true
}

// ending is a date that is one and ends the cell.
func (r *reader) ending(st stamp, ok bool) (stamp, bool) { return st, ok && r.ends() }

// week is the Monday of a week as ISO 8601 counts them: the first has the 4th of
// January. False where there is no such week.
func week(year, n int) (stamp, bool) {
	st := stamp{form: yearFirst, a: year, coarse: true}
	if n < 1 || n > 53 || year < 1900 || year > 2100 {
		return st, false
	}
	st.weekday(n)
	return st, true
}

// quarter is the first day of a quarter; false where there is none.
func quarter(year, n int) (stamp, bool) {
	return stamp{form: yearFirst, a: year, b: 3*n - 2, c: 1, coarse: true}, 1 <= n && n <= 4 && 1900 <= year && year <= 2100
}
