package messages

import (
	"math"
	"strconv"
	"strings"
)

// Number writes v with the decimals given as lang writes numbers: 1.234,5 in
// Danish, 1,234.5 in English, with a true minus sign. NaN, which stands for
// what is not known, is a dash.
func (lang Lang) Number(v float64, decimals int) string {
	if math.IsNaN(v) {
		return "–"
	}
	point, group := ",", "."
	if lang == English {
		point, group = ".", ","
	}
	digits := strconv.FormatFloat(math.Abs(v), 'f', decimals, 64)
	whole, fraction, _ := strings.Cut(digits, ".")
	var b strings.Builder
	if v < 0 && strings.Trim(digits, "0.") != "" {
		b.WriteString("−")
	}
	for i, d := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteString(group)
		}
		b.WriteRune(d)
	}
	if fraction != "" {
		b.WriteString(point + fraction)
	}
	return b.String()
}

// Count writes a whole number.
func (lang Lang) Count(n int) string { return lang.Number(float64(n), 0) }

// A Counted is a whole number that a message writes as its language does; the message takes it as %s.
type Counted int

// Text is the number in lang.
func (n Counted) Text(lang Lang) string { return lang.Count(int(n)) }

// A Decimal is a number with one decimal in a message, in the reader's language.
type Decimal float64

// Text is the number in lang.
func (v Decimal) Text(lang Lang) string { return lang.Number(float64(v), 1) }

// Percent writes a share in [0, 1] with one decimal.
func (lang Lang) Percent(share float64) string {
	if math.IsNaN(share) {
		return "–"
	}
	if lang == English {
		return lang.Number(100*share, 1) + "%"
	}
	return lang.Number(100*share, 1) + " %"
}

// Signed is Number with a plus sign before what is above 0.
func (lang Lang) Signed(v float64, decimals int) string {
	text := lang.Number(v, decimals)
	if v > 0 && strings.Trim(text, "0.,") != "" {
		return "+" + text
	}
	return text
}

// Interval writes "[low; high]" with one decimal.
func (lang Lang) Interval(low, high float64) string { return lang.IntervalTo(low, high, 1) }

// IntervalTo writes "[low; high]".
func (lang Lang) IntervalTo(low, high float64, decimals int) string {
	return "[" + lang.Number(low, decimals) + "; " + lang.Number(high, decimals) + "]"
}

// NamedMost is how many names a message lists; the rest is counted. Chosen by eye.
const NamedMost = 5
