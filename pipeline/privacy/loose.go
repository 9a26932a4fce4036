package privacy

import (
	"regexp"
	"strings"
)

// born is the day of birth that a personal number begins with, in groups that other
// numbers seldom have.
var born = regexp.MustCompile(`^(?:[0-9]{6}|[0-9]{2}[ ./_,-][0-9]{2}[ ./_,-](?:(?:19|20)[0-9]{2}|[0-9]{2}))`)

// looseCPR finds a personal number whose last four digits stand behind signs or words
// that other numbers seldom have. Something must announce it, or the sign must be
// one that stands between the two halves of nothing else.
func looseCPR(said *heard) edit {
	rest := said.text[said.at:]
	day := born.FindString(rest)
	if day == "" {
		return edit{}
	}
	end := fourBehind(said.text, said.at+len(day), sloppy)
	if end == said.at+len(day) {
		return edit{}
	}
	between := strings.TrimRight(said.text[said.at+len(day):end], "0123456789)")
	digits := onlyDigits(said.text[said.at:end])
	if four := end - 4; strings.ContainsAny(between, "0123456789") { // "de sidste 4 er"
		digits = onlyDigits(day) + onlyDigits(said.text[four:end])
	}
	if len(digits) == 12 {
		digits = digits[:4] + digits[6:]
	}
	if len(digits) != 10 {
		return edit{}
	}
	year, ok := birthday(digits)
	sure := said.any(cprWords) || (between == "_" || between == "*" || strings.Contains(between, "sidste")) && firstBorn <= year && year <= lastBorn && !said.any(orderWords)
	if !ok || !sure {
		return edit{}
	}
	return edit{said.at, end, "[CPR]"}
}

// A looseNumber is groups of digits with signs between that numbers seldom have.
type looseNumber struct {
	digits string
	groups []int  // their lengths
	signs  string // all that stands between them
}

// mostLoose is the number of digits of the longest loose number, a card's.
const mostLoose = 16

// looseGap is what may stand between two groups of a loose number.
var looseGap = regexp.MustCompile(`^(?:[ \t\n]{0,2}[-–—./_*,:+|]?[ \t\n]{0,2}| og )[0-9]`)

// loose finds a number, at a place, whose groups stand apart by signs that numbers
// seldom have: a line break, "20_30_40_50", "2030 og 4050". It must be announced, pass
// a check, or have a low line between all its groups.
func loose(said *heard) edit {
	text, at := said.text, said.at
	var number looseNumber
	for {
		from := at
		for at < len(text) && isDigit(text[at]) {
			at++
		}
		number.digits += text[from:at]
		number.groups = append(number.groups, at-from)
		if at == from || len(number.digits) > mostLoose {
			return edit{}
		}
		if len(number.groups) > 1 {
			if place := number.place(said, at); place != "" {
				return edit{said.at, at, place}
			}
		}
		m := looseGap.FindString(text[at:])
		if m == "" || len(number.groups) == 1 && m[0] != '_' && number.groups[0] != 4 && !said.any(phoneWords) {
			return edit{}
		}
		number.signs += m[:len(m)-1]
		at += len(m) - 1
	}
}

// place is the placeholder for a loose number that ends at to; "" where it is nobody's.
func (l *looseNumber) place(said *heard, to int) string {
	signs := strings.Trim(l.signs, " ")
	switch digits := len(l.digits); {
	case signs == "" || digits < 8 || isAmount(said.text, said.at, to):
	case said.any(accountWords) && digits >= 10 && l.groups[0] == 4 && len(l.groups) == 2:
		if isAccountLength(l.groups[1]) {
			return "[KONTO]"
		}
	case said.any(orderWords):
	case digits == 8 && l.isPhone(said, signs):
		return "[TELEFON]"
	case digits == 16 && l.isCard(said):
		return "[KORT]"
	}
	return ""
}

// isAccountLength says whether an account number may have so many digits behind its
// registration number.
func isAccountLength(n int) bool { return 6 <= n && n <= 10 }

// isPhone says whether eight digits are a telephone number that is announced or has low
// lines alone.
func (l *looseNumber) isPhone(said *heard, signs string) bool {
	if l.digits[0] < '2' || isDay(l.digits) {
		return false
	}
	for _, n := range l.groups {
		if n != l.groups[0] {
			return said.any(phoneWords) && l.groups[0] < 8 && !strings.ContainsAny(l.signs, ",:+")
		}
	}
	return said.any(phoneWords) || strings.Trim(signs, "_") == "" && l.groups[0] == 2
}

// isCard says whether sixteen digits in four groups are a card's.
func (l *looseNumber) isCard(said *heard) bool {
	for _, n := range l.groups {
		if n != 4 {
			return false
		}
	}
	return isCard(l.digits, l.digits, said.any(cardWords)) && (said.any(cardWords) || !year(l.digits))
}
