package source

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A mark is an answer on a scale as it is written.
type mark struct {
	value int
	half  bool // and a half: "4,5"
	of    int  // the highest one, where the cell says so: "4 out of 5"; 0 where it does not
	stars bool // written as stars
	coded bool // a code of an answer: "A9"
}

// parseScore reads a whole number as spreadsheets, decimal commas and labelled
// answers write it.
func parseScore(s string) (int, bool) {
	m, ok := parseMark(s)
	return m.value, ok && !m.half && !m.coded
}

// longestMark is the length of the longest cell that may be a mark with its
// label, in bytes.
const longestMark = 80

// parseMark reads "9", "9,0", "+9", "'9", `="9"`, "9/10", "10 - Meget
// sandsynligt", "10-Meget", "10. Meget", "Extremely likely - 10", "Rated 5 out of
// 5 stars", "★★★★☆" and "A9". It reads nothing from text that holds a number.
func parseMark(s string) (mark, bool) {
	s = strings.TrimSpace(s)
	if len(s) == 1 && isDigit(s[0]) {
		return mark{value: int(s[0] - '0')}, true
	}
	if s == "" || len(s) > longestMark {
		return mark{}, false
	}
	if strings.TrimRight(s, "+ ") == "10" { // above 10 there is nothing
		return mark{value: 10}, true
	}
	if m, ok := starMark(s); ok {
		return m, true
	}
	if n := starCodes[s]; n > 0 {
		return mark{value: n, of: 5, stars: true}, true
	}
	s = undress(s)
	first, last := strings.IndexFunc(s, asciiDigit), strings.LastIndexFunc(s, asciiDigit)
	if first < 0 {
		return mark{}, false
	}
	if first == 1 && last == len(s)-1 && (s[0] == 'A' || s[0] == 'a') && len(s) <= 3 && allDigits(s[1:]) {
		return mark{value: number(s[1:]), coded: true}, true
	}
	before, rest := s[:first], s[first:]
	m, rest, ok := markNumber(rest)
	if !ok {
		return mark{}, false
	}
	if of, after, ok := outOf(rest); ok {
		m.of, rest = of, after
	}
	if strings.ContainsFunc(rest, asciiDigit) || !labelled(before, rest, m.of > 0) {
		return mark{}, false
	}
	if strings.TrimSpace(before) == "-" {
		m.value = -m.value
	}
	return m, true
}

// starCodes are stars as interfaces of review sites name them.
var starCodes = map[string]int{"ONE": 1, "TWO": 2, "THREE": 3, "FOUR": 4, "FIVE": 5,
	"ONE_STAR": 1, "TWO_STARS": 2, "THREE_STARS": 3, "FOUR_STARS": 4, "FIVE_STARS": 5}

func asciiDigit(r rune) bool { return '0' <= r && r <= '9' }

// undress takes off what keeps a spreadsheet from counting with a number, and
// what makes a digit a picture.
func undress(s string) string {
	if inner, ok := strings.CutPrefix(s, `="`); ok {
		s = strings.TrimSuffix(inner, `"`)
	} else if len(s) > 2 && s[0] == '"' && s[len(s)-1] == '"' {
		s = s[1 : len(s)-1]
	}
	s = strings.TrimLeft(s, "'’´`")
	if strings.ContainsAny(s, "\ufe0f\u20e3\n\r\u00a0") {
		s = strings.NewReplacer("\ufe0f", "", "\u20e3", "", "\r\n", " ", "\r", " ", "\n", " ", "\u00a0", " ").Replace(s)
	}
	return strings.TrimSpace(s)
}

// starMark counts stars: "★★★★", "★★★★☆", "⭐⭐⭐", "★★★½".
func starMark(s string) (mark, bool) {
	if r, _ := utf8.DecodeRuneInString(s); r < 0x2000 {
		return mark{}, false
	}
	m := mark{stars: true, of: 5}
	empty := 0
	for _, r := range s {
		switch r {
		case '★', '⭐', '🌟', '✭', '✮':
			m.value++
		case '☆', '✩':
			empty++
		case '½', '⯪', '⯨':
			m.half = true
		case ' ', '\ufe0f':
		default:
			return mark{}, false
		}
	}
	if empty > 0 {
		m.of = m.value + empty
	}
	return m, m.value > 0 && m.value <= 10
}

// markNumber reads the number that s begins with: whole, or a half.
func markNumber(s string) (m mark, rest string, ok bool) {
	whole, rest := digits(s)
	v, err := strconv.Atoi(whole)
	if err != nil || v > 1000 {
		return m, "", false
	}
	m.value = v
	if len(rest) > 1 && (rest[0] == '.' || rest[0] == ',') && isDigit(rest[1]) {
		part, after := digits(rest[1:])
		switch strings.TrimRight(part, "0") {
		case "":
		case "5":
			m.half = true
		default:
			return m, "", false
		}
		rest = after
	}
	return m, rest, true
}

// outOf reads "/10", " ud af 10", " out of 5 stars".
func outOf(s string) (of int, rest string, ok bool) {
	trimmed := strings.TrimLeft(s, " ")
	for _, word := range []string{"/", "ud af", "out of", "af", "of", "av", "von"} {
		after, ok := strings.CutPrefix(trimmed, word)
		if !ok {
			continue
		}
		d, rest := digits(strings.TrimLeft(after, " "))
		if n := number(d); n > 0 && n <= 100 {
			return n, rest, true
		}
	}
	return 0, s, false
}

// leads may stand before a number that a label follows too.
var leads = setOf("rated", "rating", "score", "karakter", "bedømt", "bedømt til", "vurderet", "vurderet til", "vurdering", "nps")

// units behind a number make it something other than a mark.
var units = setOf("dag", "dage", "døgn", "uge", "uger", "måned", "måneder", "år", "time", "timer", "min", "minut", "minutter", "sek", "sekunder", "kr", "kroner",
	"dkk", "eur", "usd", "km", "m", "kg", "stk", "gang", "gange", "day", "days", "week", "weeks", "month", "months", "year", "years", "hour", "hours",
	"minutes", "mins", "seconds", "sec", "am", "pm", "personer", "mb", "gb", "x")

// labelled says whether what stands before and behind a number is the label of
// an answer: words on one side, set off from it.
func labelled(before, after string, of bool) bool {
	before, after = strings.TrimSpace(before), strings.TrimRight(after, " )]}.!*★⭐🌟-–—:")
	if r, _ := utf8.DecodeLastRuneInString(before); unicode.IsLetter(r) && !strings.HasSuffix(before, " ") && before != strings.TrimSpace(before) {
		return false
	}
	front := strings.ToLower(strings.Trim(before, " -–—:(=[.,+*"))
	if front == "" && strings.Trim(before, "-+([") != "" || front != "" && !strings.ContainsFunc(front, unicode.IsLetter) {
		return false
	}
	if after == "" {
		return front == "" || wordsOf(front) <= 8 && (apart(before) || leads[front] || scaleWord(front))
	}
	if front != "" && !leads[front] {
		return of && starWord(after) && (apart(before) || scaleWord(front))
	}
	label := strings.TrimLeft(after, " -–—:.(=[,;/)")
	if label == after { // not set off
		return strings.HasPrefix(after, "%") && len(after) == 1
	}
	if label == "%" {
		return true // to be refused as percent
	}
	word, _, _ := strings.Cut(strings.ToLower(label), " ")
	word = strings.Trim(word, ".,")
	return strings.ContainsFunc(label, unicode.IsLetter) && wordsOf(label) <= 10 && !units[word] && (monthOf(word) == 0 || word == "mar")
}

// starWord says whether s is what follows a number of stars.
func starWord(s string) bool {
	s = strings.TrimLeft(strings.ToLower(s), " ")
	return strings.HasPrefix(s, "star") || strings.HasPrefix(s, "stjern") || strings.HasPrefix(s, "point")
}

// apart says whether a label before a number is set off from it; the number has
// been cut off, and blanks with it.
func apart(before string) bool {
	r, _ := utf8.DecodeLastRuneInString(before)
	return strings.ContainsRune("-–—:(=[", r)
}

// scaleWord says whether a label speaks of a scale, so that it needs no sign
// between it and its number: "Meget sandsynligt 10".
func scaleWord(label string) bool {
	for _, w := range []string{"sandsynlig", "likely", "tilfreds", "satisf", "promoter", "passiv", "detractor", "stjerne", "star"} {
		if strings.Contains(label, w) {
			return true
		}
	}
	return false
}

func wordsOf(s string) int { return len(strings.Fields(s)) }

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// verdictWords are the two or three answers that help desks ask for with a thumb
// or a face, and what they write where none was given, folded.
var verdictWords = folded(`good bad god dårlig godt dårligt positive negative positiv negativ happy unhappy glad sur satisfied unsatisfied dissatisfied
	tilfreds utilfreds offered unoffered not_offered good_with_comment bad_with_comment goodwithcomment badwithcomment thumbs_up thumbs_down
	thumbsup thumbsdown great not_good awesome terrible neutral okay ok`)

// isVerdict says whether all values of c are verdicts of two or three steps.
func (c *column) isVerdict() bool {
	if c.given == 0 || len(c.values) > 5 {
		return false
	}
	judged := 0
	for v := range c.values {
		picture := strings.Trim(v, "👍👎😀🙂😐🙁😡😃☹\ufe0f ") == ""
		if f := fold(v); !picture && !verdictWords[f] {
			return false
		} else if f != "offered" && f != "unoffered" && f != "notoffered" {
			judged++
		}
	}
	return 2 <= judged && judged <= 4
}

// likert are the words of scales of five, from the lowest; those of one answer
// are parted by slashes.
var likert = [][5]string{
	{"meget utilfreds", "utilfreds", "hverken tilfreds eller utilfreds/hverken eller/neutral/neutralt/middel", "tilfreds", "meget tilfreds"},
	{"very dissatisfied/very unsatisfied", "dissatisfied/unsatisfied", "neither satisfied nor dissatisfied/neither", "satisfied", "very satisfied"},
	{"helt uenig/meget uenig", "uenig/delvist uenig", "hverken enig eller uenig", "enig/delvist enig", "helt enig/meget enig"},
	{"strongly disagree", "disagree", "neither agree nor disagree", "agree", "strongly agree"},
	{"meget dårlig/meget dårligt", "dårlig/dårligt", "nogenlunde/hverken god eller dårlig/hverken godt eller dårligt/acceptabel", "god/godt", "meget god/meget godt/fremragende"},
	{"very poor/very bad", "poor/bad", "fair/average/okay", "good", "very good/excellent"},
	{"meget usandsynligt/meget usandsynlig", "usandsynligt/usandsynlig", "hverken sandsynligt eller usandsynligt", "sandsynligt/sandsynlig", "meget sandsynligt/meget sandsynlig"},
	{"very unlikely", "unlikely", "neither likely nor unlikely", "likely", "very likely"},
	{"meget svært/meget besværligt", "svært/besværligt", "hverken let eller svært/hverken nemt eller svært", "let/nemt", "meget let/meget nemt"},
	{"very difficult", "difficult", "neither easy nor difficult", "easy", "very easy"},
	{"sehr unzufrieden", "unzufrieden/eher unzufrieden", "weder noch/teils-teils", "zufrieden/eher zufrieden", "sehr zufrieden"},
	{"mycket missnöjd", "missnöjd", "varken nöjd eller missnöjd/varken eller", "nöjd", "mycket nöjd"},
	{"veldig misfornøyd/svært misfornøyd", "misfornøyd", "verken fornøyd eller misfornøyd/verken eller", "fornøyd", "veldig fornøyd/svært fornøyd"},
	{"extremely unhappy/very unhappy", "unhappy", "neutral", "happy", "extremely happy/very happy"},
	{"extremely dissatisfied", "somewhat dissatisfied", "neither satisfied nor dissatisfied", "somewhat satisfied", "extremely satisfied"},
	{"slet ikke", "i lav grad/i ringe grad/i mindre grad", "i nogen grad", "i høj grad", "i meget høj grad"},
}

var likertValues = func() map[string]int {
	values := map[string]int{}
	for _, scale := range likert {
		for i, words := range scale {
			for _, w := range strings.Split(words, "/") {
				values[fold(w)] = i + 1
			}
		}
	}
	return values
}()

// likertOf is the place of an answer in words on its scale of five; 0 for none.
func likertOf(s string) int {
	if len(s) > 40 {
		return 0
	}
	return likertValues[fold(s)]
}
