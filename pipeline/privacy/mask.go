package privacy

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Mask replaces personal data in text by placeholders: [CPR], [E-MAIL],
// [TELEFON], [KORT], [KONTO], [IBAN], [FØDSELSDATO], [ADRESSE] and [NAVN]. Amounts, other
// dates, times and order numbers stay. Masking what is masked changes nothing.
func Mask(text string) string {
	var n Counts
	return mask(text, &n, maskNames)
}

// mask is Mask with a way of its own to mask names, and adds to n what was
// replaced. What a placeholder leaves
// beside it may be a number of its own, so it looks again until nothing is
// found; each round that finds something leaves less to find.
func mask(text string, n *Counts, names func(string, *Counts) string) string {
	for {
		masked := maskOnce(text, n, names)
		if masked == text {
			return text
		}
		text = masked
	}
}

func maskOnce(text string, n *Counts, names func(string, *Counts) string) string {
	digits, at := survey(text)
	if at || spelled(text) {
		text = email.ReplaceAllStringFunc(text, func(string) string { n.Email++; return "[E-MAIL]" })
	}
	if digits >= shortestBirth {
		text = maskBirths(text, n)
	}
	if digits >= shortest {
		text = maskNumbers(text, n)
	}
	if digits > 0 {
		text = maskStreets(text, n)
	}
	return names(text, n)
}

// shortestBirth is the number of digits of the shortest day of birth, 1. maj 74.
const shortestBirth = 3

// shortest is the number of digits of the shortest number that is masked, an
// account that is called one.
const shortest = 6

// survey says how many digits text has and whether it has an at sign: what
// decides which patterns are worth trying.
func survey(text string) (digits int, at bool) {
	for i := range len(text) {
		switch c := text[i]; {
		case '0' <= c && c <= '9':
			digits++
		case c == '@':
			at = true
		}
	}
	return digits, at
}

// email is an address as people type it, Danish letters included, also with
// blanks around its signs, or with the signs spelled out, where the rest leaves
// no doubt.
var email = regexp.MustCompile(`[\pL\pN._%+\-]+(?:(?:@| @ ?|@ | ?[\[(](?:@|at|snabel-?a)[\])] ?| snabel-?a )[\pL\pN\-]+(?:\.[\pL\pN\-]+)*(?:\.\pL{2,24}|(?: ?\. ?| dot | punktum )(?:dk|com|net|org|eu|nu|no|se|de)\b)| at [\pL\pN\-]+ (?:dot|punktum) (?:dk|com|net|org|eu|nu|no|se|de)\b)`)

// spelled says whether text may hold an address without an at sign.
func spelled(text string) bool {
	for _, sign := range []string{"(at)", "[at]", "snabel", " dot ", " punktum "} {
		if strings.Contains(text, sign) {
			return true
		}
	}
	return false
}

// maskNumbers replaces what each run of digits holds.
func maskNumbers(text string, n *Counts) string {
	var b strings.Builder
	last := 0
	for i := 0; i < len(text); {
		end := runAt(text, i)
		if end == i {
			i++
			continue
		}
		b.WriteString(text[last:i])
		b.WriteString(numbers(text, i, end, n))
		last, i = end, end
	}
	if last == 0 {
		return text
	}
	b.WriteString(text[last:])
	return b.String()
}

// iban is what is as long and grouped as an IBAN.
var iban = regexp.MustCompile(`^(?:[A-Z]{2}|dk)[ -]?[0-9]{2}(?:[ -]?[0-9A-Z]{4}){2,7}(?:[ -]?[0-9A-Z]{1,3})?(?:[^0-9A-Za-z]|$)`)

// runAt is the end of the run that begins at i; i where none does. A run is
// digits with at most one sign and blanks between two of them, perhaps behind a
// plus or a bracket; or what looks like an IBAN.
func runAt(text string, i int) int {
	c := text[i]
	if isLetter(c) && i+5 < len(text) && isLetter(text[i+1]) && isDigit(text[i+3]) && (isDigit(text[i+2]) || isDigit(text[i+4])) && (i == 0 || !isLetter(text[i-1]) && !isDigit(text[i-1])) {
		if m := iban.FindString(text[i:]); m != "" {
			said := announced(text, i, ibanWords)
			m = m[:strings.LastIndexFunc(m, func(r rune) bool { return r < utf8.RuneSelf && alphanumeric(byte(r)) })+1]
			for end := len(m); end > 0; end = strings.LastIndexAny(m[:end], " -") { // the last groups may be other things
				if isIBAN(m[:end], said) {
					return i + end
				}
			}
		}
	}
	start := i
	for _, sign := range []string{"(", "+", " "} {
		if strings.HasPrefix(text[start:], sign) && (sign != " " || start > i) {
			start++
		}
	}
	if start == len(text) || !isDigit(text[start]) {
		return i
	}
	end := start
	for {
		for end < len(text) && isDigit(text[end]) {
			end++
		}
		next := end + gap(text[end:])
		if next == end || next >= len(text) || !isDigit(text[next]) {
			return end
		}
		end = next
	}
}

// gap is the length of what may stand between two digits of a number: a
// bracket, a sign or a blank or two, or a sign between blanks.
func gap(s string) int {
	n := 0
	if strings.HasPrefix(s, ")") {
		n++
	}
	n += blanks(s[n:])
	for _, sign := range []string{".", "-", "–", "/", "—", "‑"} {
		if strings.HasPrefix(s[n:], sign) {
			n += len(sign)
			n += blanks(s[n:])
			break
		}
	}
	if strings.HasPrefix(s[n:], "(") {
		n++
	}
	return n
}

// blanks is the length of up to two blanks that s begins with.
func blanks(s string) int {
	n := 0
	for range 2 {
		for _, blank := range []string{" ", "\u00a0", "\u202f", "\u2009"} {
			if strings.HasPrefix(s[n:], blank) {
				n += len(blank)
				break
			}
		}
	}
	return n
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func isLetter(c byte) bool { return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' }

// numbers is text[from:to], a run of digits and signs, with what identifies a
// person replaced. The run is tried whole first; a run of several numbers, such
// as a date and a telephone number, is then tried from each group of digits on,
// the longest stretch first.
func numbers(text string, from, to int, n *Counts) string {
	if glued(text, from, to) {
		return text[from:to]
	}
	groups := digitGroups(text[from:to])
	var b strings.Builder
	last := from
	for i := 0; i < len(groups); {
		taken := 0
		for j := min(len(groups), i+8); j > i; j-- {
			start := from + groups[i][0]
			if i == 0 {
				start = from // with its plus
			}
			end := from + groups[j-1][1]
			if place := identify(text, start, end, n); place != "" {
				b.WriteString(text[last:start] + place)
				last, taken = end, j-i
				break
			}
		}
		if taken == 0 && i+3 <= len(groups) && isDate(text[from+groups[i][0]:from+groups[i+2][1]]) {
			taken = 3
		}
		i += max(taken, 1)
	}
	b.WriteString(text[last:to])
	return b.String()
}

// dated is a day in numbers.
var dated = regexp.MustCompile(`^[0-9]{1,2}([./-])[0-9]{1,2}([./-])(?:[0-9]{2}|[0-9]{4})$`)

// isDate says whether s is a day in numbers, no part of which begins a number.
func isDate(s string) bool {
	m := dated.FindStringSubmatch(s)
	if m == nil || m[1] != m[2] {
		return false
	}
	n := strings.FieldsFunc(s, func(r rune) bool { return r < '0' || r > '9' })
	day, month := pair(("0" + n[0])[len(n[0])-1:]), pair(("0" + n[1])[len(n[1])-1:])
	return 1 <= day && day <= 31 && 1 <= month && month <= 12
}

// glued says whether the run stands in a word, an address on the web or an
// amount with decimals, none of which is a person's number.
func glued(text string, from, to int) bool {
	if from > 0 && strings.IndexByte("/=_#", text[from-1]) >= 0 {
		return true
	}
	if decimals.MatchString(text[to:min(len(text), to+4)]) {
		return true
	}
	before := text[:from]
	if r, _ := utf8.DecodeLastRuneInString(before); !unicode.IsLetter(r) {
		return false
	}
	i := strings.LastIndexFunc(before, func(r rune) bool { return !unicode.IsLetter(r) })
	return !slices.Contains(phoneWords, strings.ToLower(before[i+1:])) && text[from] != '+' && text[from] != '('
}

// decimals is what follows the whole part of an amount: ",50" or ",-".
var decimals = regexp.MustCompile(`^(?:,[0-9]{1,2}(?:[^0-9]|$)|,-|%)`)

// digitGroups are the stretches of s without a sign or blank.
func digitGroups(s string) [][2]int {
	var groups [][2]int
	for i := 0; i < len(s); {
		if !alphanumeric(s[i]) {
			i++
			continue
		}
		j := i
		for j < len(s) && alphanumeric(s[j]) {
			j++
		}
		groups = append(groups, [2]int{i, j})
		i = j
	}
	return groups
}

func alphanumeric(c byte) bool { return '0' <= c && c <= '9' || 'A' <= c && c <= 'Z' }

// identify is the placeholder for text[from:to]; "" where it is nobody's number.
func identify(text string, from, to int, n *Counts) string {
	s := oneSign.Replace(text[from:to])
	digits := onlyDigits(s)
	switch {
	case isIBAN(s, announced(text, from, ibanWords)):
		n.IBAN++
		return "[IBAN]"
	case len(digits) < shortest || isAmount(text, from, to):
		return ""
	case isAccount(text, from, s, digits):
		n.Account++
		return "[KONTO]"
	case len(s) > 10 && isCPR(s, digits, false):
		n.CPR++
		return "[CPR]"
	case announced(text, from, orderWords):
		return ""
	case isCard(s, digits, announced(text, from, cardWords)):
		n.Card++
		return "[KORT]"
	case isCPR(s, digits, announced(text, from, cprWords)):
		n.CPR++
		return "[CPR]"
	case isPhone(s, digits, announced(text, from, phoneWords)):
		n.Phone++
		return "[TELEFON]"
	}
	return ""
}

// oneSign writes blanks that do not break a line, and dashes, as the common ones.
var oneSign = strings.NewReplacer("\u00a0", " ", "\u202f", " ", "\u2009", " ", "—", "–", "‑", "-")

func onlyDigits(s string) string {
	return strings.Map(func(r rune) rune {
		if '0' <= r && r <= '9' {
			return r
		}
		return -1
	}, s)
}

// separators is s without its digits and letters.
func separators(s string) string {
	return strings.Map(func(r rune) rune {
		if r < utf8.RuneSelf && alphanumeric(byte(r)) {
			return -1
		}
		return r
	}, s)
}

// lengths are the lengths of the groups of digits of s.
func lengths(s string) []int {
	var out []int
	for _, g := range digitGroups(s) {
		out = append(out, g[1]-g[0])
	}
	return out
}
