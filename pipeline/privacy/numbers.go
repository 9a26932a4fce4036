package privacy

import (
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// isIBAN says whether s is an account number after ISO 13616, with or without
// blanks: two letters, then digits and letters that leave 1 modulo 97. Danish
// ones, two letters and sixteen digits, and what is said to be one need not pass
// the check: people mistype them, and they look like nothing else.
func isIBAN(s string, said bool) bool {
	if s == "" || !isLetter(s[0]) {
		return false
	}
	s = strings.ToUpper(unspaced.Replace(s))
	if len(s) < 15 || len(s) > 34 || s[0] < 'A' || s[0] > 'Z' || s[1] < 'A' || s[1] > 'Z' {
		return false
	}
	if said || strings.HasPrefix(s, "DK") && len(s) == 18 && len(onlyDigits(s)) == 16 {
		return true
	}
	rest := 0
	for _, c := range []byte(s[4:] + s[:4]) {
		switch {
		case '0' <= c && c <= '9':
			rest = (rest*10 + int(c-'0')) % 97
		case 'A' <= c && c <= 'Z':
			rest = (rest*100 + int(c-'A') + 10) % 97
		default:
			return false
		}
	}
	return rest == 1
}

var unspaced = strings.NewReplacer(" ", "", "-", "")

// isCard says whether s is a payment card: 15 or 16 digits, in groups as cards
// print them or in one, with the check digit of ISO/IEC 7812 (Luhn), beginning
// as the schemes used in Denmark do. What is said to be one need not pass the
// check: people mistype it.
func isCard(s, digits string, said bool) bool {
	if len(digits) < 15 || len(digits) > 16 || digits[0] < '2' || digits[0] > '6' || strings.Trim(separators(s), " -–.") != "" {
		return false
	}
	if said {
		return true
	}
	if l := lengths(s); len(l) > 1 && l[0] != 4 {
		return false
	}
	sum := 0
	for i := range len(digits) {
		d := int(digits[len(digits)-1-i] - '0')
		if i%2 == 1 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return sum%10 == 0
}

// lastRecent is the year of a century up to which a date may be that of a visit, with the
// time of day behind it: "24.10.26 1430".
const lastRecent = 40

// Customers who answer were born in these years; chosen by eye. Ten digits in a
// row that make another day of birth are the number of something.
const (
	firstBorn = 1905
	lastBorn  = 2015
)

// isCPR says whether s is a Danish personal number, ddmmyy and four digits of
// which the first tells the century, in any of the ways that people write one. What is
// said to be one and has as many digits is, though it is of no day or of another order.
// The check modulo 11 is no part of it: numbers given out since October 2007 need
// not pass. Ten digits in a row that nothing says to be one must be the day of
// birth of a customer, or pass the check.
//
// Rules: CPR-kontoret, "Personnummeret i CPR" (2008).
func isCPR(s, digits string, said bool) bool {
	l := lengths(s)
	if slices.Equal(l, []int{2, 2, 4, 4}) && year(digits[4:8]) && strings.HasSuffix(s[:len(s)-4], "-") {
		digits, l = digits[:4]+digits[6:], []int{2, 2, 2, 4}
	}
	if said && len(digits) == 6 && len(l) == 1 {
		digits += "0000" // the rest is blotted out
	}
	if said && (len(digits) == 10 || len(digits) == 12 && (year(digits[:4]) || year(digits[4:8]))) {
		return true
	}
	if len(digits) != 10 {
		return false
	}
	born, ok := birthday(digits)
	if !ok {
		return false
	}
	switch {
	case slices.Equal(l, []int{6, 4}):
		return strings.Trim(separators(s), " -–./") == ""
	case slices.Equal(l, []int{6}):
		return true
	case slices.Equal(l, []int{10}):
		return len(s) == 10 && (weighted(digits)%11 == 0 || firstBorn <= born && born <= lastBorn)
	case slices.Equal(l, []int{2, 2, 2, 4}):
		return strings.HasSuffix(strings.TrimRight(s[:len(s)-4], " "), "-") || pair(digits[4:]) > lastRecent && strings.Trim(separators(s), " ./") == ""
	}
	return false
}

// birthday is the year of the day of birth that ten digits hold; false where
// there is no such day.
func birthday(digits string) (year int, ok bool) {
	day, month, year := pair(digits[0:]), pair(digits[2:]), pair(digits[4:])
	switch seventh := digits[6]; {
	case seventh <= '3':
		year += 1900
	case (seventh == '4' || seventh == '9') && year <= 36:
		year += 2000
	case seventh == '4' || seventh == '9':
		year += 1900
	case year <= 57:
		year += 2000
	default:
		year += 1800
	}
	born := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	return year, born.Day() == day && int(born.Month()) == month
}

func pair(digits string) int { return int(digits[0]-'0')*10 + int(digits[1]-'0') }

// weighted is the sum of the digits of a CPR number under its weights.
func weighted(digits string) int {
	sum := 0
	for i, w := range []int{4, 3, 2, 7, 6, 5, 4, 3, 2, 1} {
		sum += w * int(digits[i]-'0')
	}
	return sum
}

// isAccount says whether s is a Danish bank account: registration number of four
// digits and account number of six to ten, said to be one where the digits alone
// do not show it.
func isAccount(said *heard, s, digits string) bool {
	l, signs := lengths(s), separators(s)
	if said.any(accountWords) && strings.Trim(signs, " -./") == "" {
		return len(digits) <= 14 && !isDate(s)
	}
	if strings.Trim(signs, " -.") != "" {
		return false
	}
	return slices.Equal(l, []int{4, 10}) && !year(digits[:4])
}

// isPhone says whether s is a telephone number: eight digits that do not begin
// with 0 or 1, in the groups that Danes write, with or without +45; or, behind a
// plus or 00, a foreign one. What is said to be one may be grouped anyhow.
func isPhone(s, digits string, said bool) bool {
	if strings.HasPrefix(s, "+ ") && !strings.HasPrefix(digits, "45") {
		return false // a sum
	}
	foreign := strings.HasPrefix(strings.TrimLeft(s, "("), "+") || strings.HasPrefix(digits, "00")
	l := lengths(s)
	if foreign {
		number := strings.TrimPrefix(digits, "00")
		if strings.HasPrefix(number, "45") {
			return len(number) == 10
		}
		return len(number) >= 8 && len(number) <= 15 && number[0] != '0'
	}
	if len(digits) == 10 && strings.HasPrefix(digits, "45") && l[0] == 2 {
		digits, l = digits[2:], l[1:]
	}
	if len(digits) != 8 {
		return false
	}
	if said && (len(l) == 1 || !isDay(digits)) {
		return true
	}
	if digits[0] < '2' || isDay(digits) {
		return false
	}
	sep := separators(s)
	if slices.Equal(l, []int{8}) || slices.Equal(l, []int{2, 2, 2, 2}) {
		return strings.Trim(sep, " .") == "" || strings.Trim(sep, " -–") == "" || strings.Trim(sep, " /") == ""
	}
	if strings.Trim(sep, " ") != "" || year(digits[:4]) && year(digits[4:]) {
		return false
	}
	for _, groups := range [][]int{{4, 4}, {2, 3, 3}, {3, 2, 3}, {3, 3, 2}, {2, 6}, {4, 2, 2}, {1, 1, 1, 1, 1, 1, 1, 1}} {
		if slices.Equal(l, groups) {
			return true
		}
	}
	return false
}

// year says whether four digits are a year of our time.
func year(digits string) bool {
	return strings.HasPrefix(digits, "19") || strings.HasPrefix(digits, "20")
}

// isDay says whether eight digits are a day of our time, year first or last.
func isDay(digits string) bool {
	for _, layout := range []string{"20060102", "02012006"} {
		if day, err := time.Parse(layout, digits); err == nil && 1990 <= day.Year() && day.Year() < 2050 {
			return true
		}
	}
	return false
}

// isAmount says whether text[from:to] is money or a count: groups of three
// digits behind the first, or a currency before or behind it.
func isAmount(text string, from, to int) bool {
	return inThousands(text[from:to]) || isMoney(text, from, to)
}

// leastAccount is from how many digits on a number in threes behind the word of an account is
// one: as an amount it would be a hundred million.
const leastAccount = 9

// inThousands says whether s is grouped in threes, as amounts are.
func inThousands(s string) bool {
	if l := lengths(s); len(l) > 1 && l[0] <= 3 && !strings.HasPrefix(s, "+") {
		thousands := true
		for _, n := range l[1:] {
			thousands = thousands && n == 3
		}
		if sep := separators(s); thousands && (strings.Trim(sep, ".") == "" || len(onlyDigits(s)) != 8) {
			return true
		}
	}
	return false
}

// isMoney says whether a currency or a unit stands beside a number.
func isMoney(text string, from, to int) bool {
	after := strings.TrimLeft(text[to:], " ")
	before := strings.TrimRight(text[:from], " .")
	notLetter := func(r rune) bool { return !unicode.IsLetter(r) }
	end := strings.IndexFunc(after, notLetter)
	if end < 0 {
		end = len(after)
	}
	begin := strings.LastIndexFunc(before, notLetter) + 1
	if begin > 0 {
		_, size := utf8.DecodeRuneInString(before[begin-1:])
		begin += size - 1
	}
	return slices.Contains(currencies, strings.ToLower(after[:end])) || slices.Contains(currencies, strings.ToLower(before[begin:])) ||
		startsWith(after, '€', '$', '%') || endsWith(before, '€', '$')
}

var currencies = []string{"kr", "kroner", "dkk", "eur", "euro", "usd", "stk"}

func startsWith(s string, signs ...rune) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return slices.Contains(signs, r)
}

func endsWith(s string, signs ...rune) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return slices.Contains(signs, r)
}

// accountWords announce a bank account, and so on; orderWords a number that leads to a
// purchase and not to a person.
var (
	accountWords = []string{"konto", "kontoen", "kontonr", "kontonummer", "kontonummeret", "kto", "ktonr", "reg", "regnr", "registreringsnummer", "account"}
	ibanWords    = []string{"iban", "ibannr", "ibannummer"}
	cprWords     = []string{"cpr", "cprnr", "cprnummer", "cprnummeret", "personnr", "personnummer", "personnummeret"}
	cardWords    = []string{"kortnr", "kortnummer", "kortnummeret", "dankort", "visakort", "mastercard", "visa", "kort", "kortet", "card"}
	phoneWords   = []string{"ring", "ringe", "ringes", "ringer", "træffes", "tlf", "tlfnr", "tel", "telefon", "telefonnr", "telefonnummer", "telefonnummeret", "mobil", "mobilnr", "mobilnummer", "mob", "phone", "sms", "nummeret"}
	orderWords   = []string{"ordre", "ordrenr", "ordrenummer", "order", "ordernumber", "sag", "sagsnr", "sagsnummer",
		"faktura", "fakturanr", "fakturanummer", "pakke", "pakkenr", "pakkenummer", "track", "trackingnr", "varenr", "varenummer", "art",
		"artikel", "artikelnr", "artikelnummer", "model", "cvr", "cvrnr", "ean", "serienr", "serienummer", "bilag", "case", "ticket", "invoice",
		"bestilling", "bestillingsnr", "bestillingsnummer", "booking", "bookingnr", "bookingnummer", "reference", "referencenr", "referencenummer"}
)

// heard is what stands right before a place in a text, perhaps with "nr", "nummer", "er"
// or signs between: what may announce what the number there is.
type heard struct {
	text  string
	at    int
	words []string // the last ones, in lower case
	read  bool
}

// any says whether one of words announces the number.
func (h *heard) any(words []string) bool {
	if !h.read {
		h.read = true
		before := strings.ToLower(h.text[max(0, h.at-40):h.at])
		fields := strings.FieldsFunc(before, func(r rune) bool { return strings.ContainsRune(" .:,;-/#()=_\n\t", r) })
		for k := len(fields) - 1; k >= 0 && k >= len(fields)-4; k-- {
			h.words = append(h.words, fields[k])
			if !between[fields[k]] {
				break
			}
		}
	}
	return slices.ContainsFunc(h.words, func(w string) bool { return slices.Contains(words, w) })
}

var between = map[string]bool{"nr": true, "no": true, "nummer": true, "number": true, "er": true, "is": true, "id": true, "på": true, "med": true, "and": true, "og": true, "konto": true}
