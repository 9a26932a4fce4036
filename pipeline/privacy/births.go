package privacy

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Announcements of a day of birth, and the forms that it is written in. A year alone
// identifies nobody, and neither do day and month: both stay.
const (
	bornWords = `(?:født|foedt|född|born|f\.)(?: (?:i|på|in|at|hhv\.?)(?: [\pL-]+){1,3}?)?`
	dateWords = `(?:fødsels?|foedsels?|födelse)-?(?:dato|data|dag|datum)(?:en)?|date of birth|birth ?date|birthday|dob`
	months    = `(?:jan|feb|mar|apr|maj|mai|may|jun|jul|aug|sep|okt|oct|nov|dec|des)\pL{0,6}`
	inDigits  = `[0-9]{1,2} ?[./ -] ?[0-9]{1,2} ?[./ -] ?(?:[0-9]{4}|[0-9]{2})|[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{8}|[0-9]{6}`
	inWords   = `[0-9]{1,2}(?:\.|st|nd|rd|th|:e)? ?(?:of )?` + months + `[.,]? ?(?:[0-9]{4}|[0-9]{2})|` + months + ` [0-9]{1,2}(?:st|nd|rd|th)?,? [0-9]{4}`
)

// births finds a day of birth: "født d. 12/3-74", "fødselsdato: 12-03-1974", "född i
// Malmö den 12 mars 1974". Behind "cpr" it must be the beginning of a personal number.
var births = regexp.MustCompile(`^(?i)((?:` + bornWords + `|` + dateWords + `|` + cprBorn + `)[ :,(=]*(?:(?:er|är|is|den|the|on|d|(?:man|tirs|ons|tors|fre|lør|søn)dag)\b[ .:]*){0,3})(` + inDigits + `|` + inWords + `)`)

// cprBorn announces a personal number.
const cprBorn = `(?:cpr|person)[ -]?(?:nr|nummer)?\.?`

// births is looked for where one of these stands: elsewhere it would cost too much.
var birthCues = []string{"født", "fødsel", "foedt", "foedsel", "född", "födelse", "f.", "born", "birth", "date of b", "dob", "cpr", "personn"}

// cueAt says whether the word of text at i may announce a day of birth.
func cueAt(text string, i int) bool {
	switch text[i] {
	case 'f', 'F', 'b', 'B', 'd', 'D', 'c', 'C', 'p', 'P':
	default:
		return false
	}
	if r, _ := utf8.DecodeLastRuneInString(text[:i]); unicode.IsLetter(r) {
		return false
	}
	return slices.ContainsFunc(birthCues, func(cue string) bool {
		return len(text) >= i+len(cue) && strings.EqualFold(text[i:i+len(cue)], cue)
	})
}

// lastFour are the other digits of a personal number behind its day of birth; sloppy as
// people also write them, where it is said that the number is one.
var (
	lastFour = regexp.MustCompile(`^(?: ?[-–./_*]? ?|` + tellsFour + `)[0-9]{4}(?:[^0-9]|$)`)
	sloppy   = regexp.MustCompile(`^(?:[ \n\t]{0,2}[-–—./_*,:+|(xX]{0,4}[ \n\t]{0,2}|` + tellsFour + `|,? og (?:så )?| ?(?i:bindestreg|streg|minus) ?)\(?[0-9]{4}(?:\)|[^0-9]|$)`)
)

// tellsFour announces the last digits.
const tellsFour = `,? ?(?:og )?(?:så )?(?:de )?(?:sidste|øvrige)(?: fire| 4)?(?: cifre| tal)?(?: er| var)?:? `

// fourBehind is the end of the other digits of a personal number behind the day of birth
// that ends at to; to where there are none.
func fourBehind(text string, to int, form *regexp.Regexp) int {
	m := form.FindString(text[to:])
	if m == "" {
		return to
	}
	end := strings.LastIndexFunc(m, func(r rune) bool { return '0' <= r && r <= '9' }) + 1
	if strings.Contains(m[:end], "(") && strings.HasSuffix(m, ")") {
		end++
	}
	return to + end
}

// findBirths finds days of birth.
func findBirths(text string, n *Counts) (edits []edit) {
	for i := 0; i < len(text); i++ {
		if !cueAt(text, i) {
			continue
		}
		m := births.FindStringSubmatchIndex(text[i:])
		if m == nil {
			continue
		}
		from, to := i+m[4], i+m[5]
		if to < len(text) && isDigit(text[to]) || !isBirth(text[i:from], text[from:to]) {
			continue
		}
		place := "[FØDSELSDATO]"
		form, isCPR := lastFour, strings.ContainsRune("cCpP", rune(text[i]))
		if isCPR {
			form = sloppy
		}
		if end := fourBehind(text, to, form); end > to {
			place, to = "[CPR]", end
		} else if isCPR {
			continue
		}
		n.add(place)
		edits = append(edits, edit{from, to, place})
		i = to - 1
	}
	return edits
}

// vague is what also announces a feast, or any date: there the year must be one that
// customers were born in.
var vague = regexp.MustCompile(`(?i)^(?:f\.|\pL+-?dag|birthday)`)

// isBirth says whether date, which said announces, is a day that somebody may be born
// on.
func isBirth(said, date string) bool {
	year, ok := birthYear(date)
	if vague.MatchString(said) {
		return ok && vagueBorn <= year && year <= lastBorn
	}
	return ok && firstBorn <= year && year < 2100
}

// vagueBorn is a year before which so few were born that "fødselsdag 12/3-24" is a
// feast of late.
const vagueBorn = 1930

// birthYear is the year of a date; false where there is no such day. Two digits of a
// year are of the last hundred years that customers were born in.
func birthYear(date string) (year int, ok bool) {
	groups := strings.FieldsFunc(date, func(r rune) bool { return r < '0' || r > '9' })
	switch {
	case len(groups) == 1:
		groups = []string{date[:2], date[2:4], date[4:]}
	case len(groups) == 2: // the month in words
		groups = []string{groups[0], "1", groups[1]}
	case len(groups[0]) == 4:
		slices.Reverse(groups)
	}
	day, _ := strconv.Atoi(groups[0])
	month, _ := strconv.Atoi(groups[1])
	year, _ = strconv.Atoi(groups[2])
	switch {
	case len(groups[2]) == 4:
	case year <= lastBorn%100:
		year += 2000
	default:
		year += 1900
	}
	born := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	return year, born.Day() == day && int(born.Month()) == month
}
