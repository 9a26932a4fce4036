package privacy

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Mask replaces personal data in text by placeholders: [CPR], [E-MAIL],
// [TELEFON], [KORT], [KONTO], [IBAN], [FØDSELSDATO], [ADRESSE], [NAVN], and those of
// identities. Amounts, other dates, times and order numbers stay. Masking what is
// masked changes nothing.
func Mask(text string) string {
	var n Counts
	return mask(text, &n, names)
}

// MaskShort is Mask for what is short and often no sentence, such as a header or the
// name of a file: of names, only full ones that the lists know are masked.
func MaskShort(text string) string {
	var n Counts
	return mask(text, &n, fullNames)
}

// A namer finds names among the words of text and adds to n what it found.
type namer func(text string, words []span, n *Counts) []edit

// mask is Mask with a way of its own to find names, and adds to n what was
// replaced. What a placeholder leaves
// beside it may be a number of its own, so it looks again until nothing is
// found; each round that finds something leaves less to find.
func mask(text string, n *Counts, names namer) string {
	for {
		masked := maskOnce(text, n, names)
		if masked == text {
			return text
		}
		text = masked
	}
}

func maskOnce(text string, n *Counts, names namer) string {
	v := viewOf(text)
	has := survey(v.text)
	if has.at || spelled(v.text) {
		v.apply(findMails(v.text, n))
	}
	v.identities(n, has)
	if has.digits >= shortestBirth {
		v.apply(findBirths(v.text, n))
	}
	if has.digits >= shortest {
		v.apply(findNumbers(v.text, n))
	}
	words := wordsOf(v.text)
	if has.digits > 0 {
		if streets := findStreets(v.text, words, n); streets != nil {
			v.apply(streets)
			words = wordsOf(v.text)
		}
	}
	v.apply(names(v.text, words, n))
	return v.whole()
}

// shortestBirth is the number of digits of the shortest day of birth, 1. maj 74.
const shortestBirth = 3

// shortest is the number of digits of the shortest number that is masked, an
// account that is called one.
const shortest = 6

// signs says what signs a text has: what decides which patterns are worth trying.
type signs struct {
	digits, stops int  // stops are full stops between two digits
	at, low, path bool // an at sign, a low line, what a link to a page has
}

// survey counts the signs of text.
func survey(text string) (has signs) {
	for i := range len(text) {
		switch c := text[i]; {
		case '0' <= c && c <= '9':
			has.digits++
			if i > 1 && text[i-1] == '.' && isDigit(text[i-2]) {
				has.stops++
			}
		case c == '@':
			has.at = true
		case c == '_':
			has.low = true
		case c == '/':
			has.path = has.path || i > 0 && isLetter(text[i-1])
		}
	}
	return has
}

// email is an address as people type it, Danish letters included, also with
// blanks around its signs, or with the signs spelled out, where the rest leaves
// no doubt.
var email = regexp.MustCompile(`(?:"[^"\n]{1,40}"@|` + local + `(?:@\s?| @ ?| ?[\[({](?:@|at|a|snabel-?a)[\])}] ?| (?:snabel-?a|krøllealfa) ))` + host +
	`(?:\.\pL{2,24}|(?: ?\. ?| dot | punktum |,| ?[\[({](?:dot|punktum)[\])}] ?)` + tld + `)` +
	`|` + local + ` at [\pL\pN\-]+ (?:dot|punktum) ` + tld +
	`|` + local + `snabel-?a` + host + `\.` + tld +
	`|[\pL\pN._%+\-]*[\p{Ll}\pN] AT ` + host + `\.` + tld +
	`|` + local + `@(?:\[[0-9a-fA-F.:]+\]|\pL[\pL\pN\-]{2,})`)

const (
	local = `[\pL\pN._%+\-]+`
	host  = `[\pL\pN\-]+(?:\.[\pL\pN\-]+)*`
)

// tld ends addresses in which not all signs are as they should be.
const tld = `(?:dk|com|net|org|eu|nu|no|se|de)\b`

func findMails(text string, n *Counts) (edits []edit) {
	for _, m := range email.FindAllStringIndex(text, -1) {
		edits = append(edits, edit{m[0], m[1], "[E-MAIL]"})
		n.Email++
	}
	return edits
}

// spelled says whether text may hold an address without an at sign.
func spelled(text string) bool {
	for _, sign := range []string{"(at)", "[at]", "{at}", "(a)", "snabel", "krøllealfa", " dot ", " punktum ", " AT "} {
		if strings.Contains(text, sign) {
			return true
		}
	}
	return false
}

// findNumbers finds what each run of digits holds.
func findNumbers(text string, n *Counts) (edits []edit) {
	for i := 0; i < len(text); {
		end := runAt(text, i)
		if end == i {
			i++
			continue
		}
		found := numbers(text, i, end, n)
		if len(found) > 0 {
			end = max(end, found[len(found)-1].to)
		}
		edits, i = append(edits, found...), end
	}
	return edits
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
			said := (&heard{text: text, at: i}).any(ibanWords)
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
	for _, sign := range []string{".", "-", "–", "/", "—"} {
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
	for n < 2 && n < len(s) && s[n] == ' ' {
		n++
	}
	return n
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func isLetter(c byte) bool { return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' }

// numbers finds in text[from:to], a run of digits and signs, what identifies a
// person. The run is tried whole first; a run of several numbers, such
// as a date and a telephone number, is then tried from each group of digits on. What
// stands apart by signs that numbers seldom have goes first: it may be longer.
func numbers(text string, from, to int, n *Counts) (edits []edit) {
	if inWord(text, from) {
		return nil
	}
	if text[from] == '(' && !strings.Contains(text[from:to], ")") {
		from++ // it opens a remark: "(010180-1234)"
	}
	amount := decimals.MatchString(text[to:min(len(text), to+4)])
	groups := digitGroups(text[from:to])
	for i := 0; i < len(groups); i++ {
		at := from + groups[i][0]
		if i == 0 {
			at = from // with its plus
		}
		e := number(text, at, from, groups[i:], amount)
		switch {
		case e.place != "":
			n.add(e.place)
			edits = append(edits, e)
			for i+1 < len(groups) && from+groups[i+1][0] < e.to {
				i++
			}
		case !amount && i+3 <= len(groups) && isDate(text[from+groups[i][0]:from+groups[i+2][1]]):
			i += 2
		}
	}
	return edits
}

// number is what identifies a person in the run of groups, places behind from, and
// begins at a place.
func number(text string, at, from int, groups [][2]int, amount bool) edit {
	said := heard{text: text, at: at}
	if e := looseCPR(&said); e.place != "" {
		return e
	}
	if e := loose(&said); e.place != "" || amount {
		return e
	}
	return longest(&said, from, groups[:min(len(groups), 8)])
}

// longestNumber is the number of digits of the longest number that is masked and has no
// letters: a foreign telephone number behind 00.
const longestNumber = 17

// longest is the longest stretch of groups, places behind from, that is somebody's.
func longest(said *heard, from int, groups [][2]int) edit {
	digits := 0
	for _, g := range groups {
		digits += g[1] - g[0]
	}
	for j := len(groups); j > 0 && digits >= shortest; j-- {
		if digits <= longestNumber || !isDigit(said.text[said.at]) {
			if place := identify(said, from+groups[j-1][1]); place != "" {
				return edit{said.at, from + groups[j-1][1], place}
			}
		}
		digits -= groups[j-1][1] - groups[j-1][0]
	}
	return edit{}
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

// inWord says whether the run at from stands in a word or an address on the web,
// where no person's number is.
func inWord(text string, from int) bool {
	before := text[:from]
	if from > 0 && strings.IndexByte("/=_#", text[from-1]) >= 0 {
		said := heard{text: text, at: from}
		return text[from-1] != '=' || !said.any(cprWords)
	}
	if r, _ := utf8.DecodeLastRuneInString(before); !unicode.IsLetter(r) {
		return false
	}
	i := strings.LastIndexFunc(before, func(r rune) bool { return !unicode.IsLetter(r) })
	word := strings.ToLower(before[i+1:])
	return !slices.Contains(phoneWords, word) && !slices.Contains(cprWords, word) && text[from] != '+' && text[from] != '('
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

// identify is the placeholder for what stands from said.at to an end; "" where it is
// nobody's number.
func identify(said *heard, to int) string {
	s := oneSign.Replace(said.text[said.at:to])
	digits := onlyDigits(s)
	switch {
	case !isDigit(s[0]) && isIBAN(s, said.any(ibanWords)):
		return "[IBAN]"
	case len(digits) < shortest || isMoney(said.text, said.at, to):
		return ""
	case inThousands(s) && !(len(digits) >= leastAccount && said.any(accountWords)):
		return ""
	case isAccount(said, s, digits):
		return "[KONTO]"
	case len(s) > 10 && isCPR(s, digits, false):
		return "[CPR]"
	case said.any(orderWords):
		if isPhone(s, digits, true) && isMyPhone.MatchString(said.text[to:]) {
			return "[TELEFON]"
		}
	case isCard(s, digits, said.any(cardWords)):
		return "[KORT]"
	case isCPR(s, digits, said.any(cprWords)):
		return "[CPR]"
	case isPhone(s, digits, said.any(phoneWords)):
		return "[TELEFON]"
	}
	return ""
}

// isMyPhone stands behind a telephone number in the place of another one.
var isMyPhone = regexp.MustCompile(`^,? er (?:altså |jo )?(?:mit|min|vores) (?:telefon|mobil|tlf)`)

// oneSign writes the longer dash as the shorter.
var oneSign = strings.NewReplacer("—", "–")

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
