package source

import (
	"hash/fnv"
	"io"
	"maps"
	"slices"
	"strings"
	"unicode"
)

// A profile is what a column's values look like, over all its rows, so that the
// order of the rows cannot change what a column is taken for.
type profile struct {
	rows     int // rows that can be read, with a value or without
	given    int // rows that hold something other than "no answer"
	whole    int // whole numbers, marks with labels included
	decimal  int // other numbers
	halves5  int // numbers and a half
	coded    int // codes of answers: A9
	starred  int // marks written as stars
	likert   int // answers in words on a scale of five
	classes  int // customer classes in words
	neutrals int // words that are one of those and an answer of other scales
	dates    int // dates that are written as such
	counts   int // numbers that may be days or seconds
	millis   int // milliseconds since 1970, of the years of surveys
	epochs   int // they, and seconds and smaller units of those years
	coarse   int // dates of which only the week or the month is known
	clocks   int // times of day other than midnight
	letters  int // values with a letter
	bytes    int // length in bytes, over all values
	words    int // words, over all values
	digits   int // digits, over all values
	personal int // values that are an e-mail address
	links    int // values that are an address on the web
	logged   int // texts with a time and a sign before them, as systems log what staff wrote
	values   map[string]int
	numbers  map[int]int // whole numbers and how often they come
	highests map[int]int // highest marks that cells state: "4 out of 5"
	unique   bool        // no value comes twice
	labelled int         // marks with words
	labels   int         // how many different ones of them
	running  bool        // words with a number are text: no scale has so many labels

	// Of the dates with the year last.
	yearLasts, firstBig, nextBig int
	yearFirsts, yearFirstBig     int    // days with four digits of the year first, and those above 12
	firsts, seconds              uint64 // which first and second numbers there are
	halves                       int    // times with am or pm
	dots                         int    // dates with full stops, which nobody writes month first
	sixes                        map[[3]int]int
	shorts                       map[[3]int]int // with the year of two digits, wherever it stands
}

// isLogged says whether s is an entry of a log: a time, a semicolon or a bar, and
// something more.
func isLogged(s string) bool {
	at := strings.IndexAny(s, ";|")
	if at < 8 || at > 40 {
		return false
	}
	st, ok := parseStamp(s[:at])
	return ok && st.form != counted && st.form != sixDigits && len(s) > at+2
}

// lastMilli is the last year that milliseconds since 1970 are taken for by their
// form alone: later ones are numbers of something.
const lastMilli = 2040

// maxValues is how many distinct values a column may have and still be a
// segment.
const maxValues = 50

// profileOf looks at column i of the rows.
func profileOf(rows []record, i int) *profile {
	p := newProfile()
	p.addAll(rows, i)
	if p.labels > 2*mostLabels || p.labels > mostLabels && p.labels == p.labelled {
		p = newProfile()
		p.running = true
		p.addAll(rows, i)
	}
	return p
}

// mostLabels is how many answers a scale has at most: 0 to 10. Where twice as many
// words stand with numbers, or one in every row, they are comments ("10, altid
// flinke").
const mostLabels = 11

func (p *profile) addAll(rows []record, i int) {
	for _, r := range rows {
		if r.fault != nil {
			continue
		}
		p.rows++
		if !isMissing(r.cells[i]) {
			p.values[strings.TrimSpace(r.cells[i])]++
		}
	}
	for s, n := range p.values {
		p.add(s, n)
	}
	p.unique = len(p.values) == p.given
}

func newProfile() *profile {
	return &profile{values: map[string]int{}, numbers: map[int]int{}, highests: map[int]int{}, sixes: map[[3]int]int{}, shorts: map[[3]int]int{}, unique: true}
}

// add counts a value that n rows hold.
func (p *profile) add(s string, n int) {
	p.given += n
	p.bytes += n * len(s)
	p.words += n * (1 + strings.Count(s, " "))
	for i := range len(s) {
		if isDigit(s[i]) {
			p.digits += n
		}
	}
	if isLogged(s) {
		p.logged += n
	}
	if len(s) > longestStamp {
		p.letters += n
		return
	}
	st, date := parseStamp(s)
	if !date || st.form != spelled {
		p.addMark(s, n)
	}
	if strings.ContainsFunc(s, unicode.IsLetter) {
		p.letters += n
		p.addWords(s, n)
	}
	if date {
		p.addStamp(st, n)
		if strings.Contains(s, ".") {
			p.dots += n
		}
	}
}

func (p *profile) addMark(s string, n int) {
	m, ok := parseMark(s)
	if ok && !m.coded && !m.stars && strings.ContainsFunc(s, unicode.IsLetter) {
		if p.running {
			return
		}
		p.labelled += n
		p.labels++
	}
	switch {
	case !ok:
		if strings.Trim(s, "0123456789.,-+ ") == "" {
			p.decimal += n
		}
		return
	case m.half:
		p.halves5 += n
		p.decimal += n
	case m.coded:
		p.coded += n
		p.numbers[m.value] += n
	default:
		p.whole += n
		p.numbers[m.value] += n
	}
	if m.stars {
		p.starred += n
	}
	if m.of > 0 {
		p.highests[m.of] += n
	}
}

func (p *profile) addWords(s string, n int) {
	switch {
	case likertOf(s) > 0:
		if p.likert += n; isClass(s) {
			p.neutrals += n
		}
	case isClass(s):
		p.classes += n
	case strings.Contains(s, "://") || strings.HasPrefix(s, "www."):
		p.links += n
	case strings.Count(s, "@") == 1 && !strings.Contains(s, " "):
		p.personal += n
	}
}

func (p *profile) addStamp(st stamp, n int) {
	if st.form == counted || st.form == epoch || st.form == sixDigits {
		p.counts += n
	} else {
		p.dates += n
	}
	if st.form == epoch && firstAsked <= st.at.Year() && st.at.Year() <= lastMilli {
		if p.epochs += n; st.milli {
			p.millis += n
		}
	}
	if st.form == sixDigits || st.form == counted && st.a > 0 {
		p.sixes[[3]int{st.a, st.b, st.c}] += n
	}
	if st.coarse {
		p.coarse += n
	}
	if st.form == yearFirst && !st.coarse {
		p.yearFirsts += n
		if st.c > 12 {
			p.yearFirstBig += n
		}
	}
	if st.form == yearLast && st.a < 64 && st.b < 64 {
		p.yearLasts += n
		if st.short {
			p.shorts[[3]int{st.a, st.b, st.c % 100}] += n
		}
		p.firsts |= 1 << st.a
		p.seconds |= 1 << st.b
		if st.half {
			p.halves += n
		}
		if st.a > 12 {
			p.firstBig += n
		}
		if st.b > 12 {
			p.nextBig += n
		}
	}
	if st.form == epoch || st.clock && (st.hour != 0 || st.min != 0 || st.sec != 0 || st.nano != 0) {
		p.clocks += n
	}
}

// sampleSize is about how many values of a column are looked at where there are
// more.
const sampleSize = 1000

// sample is the distinct values, or about sampleSize of them, picked by a hash so
// that the order of the rows does not matter.
func (p *profile) sample() []string {
	out := make([]string, 0, min(len(p.values), 2*sampleSize))
	for v := range p.values {
		if len(p.values) > sampleSize {
			h := fnv.New64a()
			io.WriteString(h, v)
			if h.Sum64()%uint64(len(p.values)) >= sampleSize {
				continue
			}
		}
		out = append(out, v)
	}
	slices.Sort(out)
	return out
}

// between is how many of the whole numbers lie from low to high.
func (p *profile) between(low, high int) int {
	n := 0
	for v, times := range p.numbers {
		if low <= v && v <= high {
			n += times
		}
	}
	return n
}

// highest is the highest mark that nearly all cells state which state one; 0
// where they do not agree.
func (p *profile) highest() int {
	total := 0
	for _, n := range p.highests {
		total += n
	}
	for _, of := range slices.Sorted(maps.Keys(p.highests)) {
		if n := p.highests[of]; n*10 >= total*9 && 2*n > p.given {
			return of
		}
	}
	return 0
}

// most says whether n is at least the given share of the values.
func (p *profile) most(n int, share float64) bool {
	return p.given > 0 && float64(n) >= share*float64(p.given)
}

// marks is how many values could be scores, right or wrong.
func (p *profile) marks() int { return p.between(0, 10) }

// counting says whether the values are whole numbers that count on, each once,
// as the numbers of rows do.
func (p *profile) counting() bool {
	if p.given <= 11 || p.whole < p.given || len(p.numbers) < p.given {
		return false
	}
	all := slices.Sorted(maps.Keys(p.numbers))
	return all[len(all)-1]-all[0] == len(all)-1
}

// isText says whether the values are running text: most with letters, and of
// several words on average.
func (p *profile) isText() bool {
	return p.most(p.letters, 0.5) && p.words >= 2*p.given
}

// isDates says whether nearly all values are dates. Plain numbers count only
// where the header speaks of a date.
func (p *profile) isDates(named bool) bool {
	if named {
		return p.most(p.dates+p.counts, 0.5)
	}
	return p.most(p.dates, 0.95) && p.whole == 0
}

// isPickList says whether the values, long as they may be, are a few that come
// again and again: answers that were picked and not written.
func (p *profile) isPickList() bool {
	return p.given >= 20 && 2 <= len(p.values) && len(p.values) <= mostPicked && 4*len(p.values) <= p.given
}

// mostPicked is how many answers a list to pick from has at most, where they may
// be sentences. Chosen by eye.
const mostPicked = 12

// comesBack says whether the values are few, short and come again and again: what a
// survey tool filled in, or somebody picked.
func (p *profile) comesBack() bool {
	return p.given >= 20 && 2 <= len(p.values) && 4*len(p.values) <= p.given && p.isSegment(true)
}

// isSegment says whether the values are few and short enough to cut by. Where
// the header is not one that is known, values must also come back: what is
// different in every row may be a name.
func (p *profile) isSegment(named bool) bool {
	longest, wordiest := 40, 4
	if p.isPickList() {
		longest, wordiest = 100, 15
	}
	if p.given == 0 || len(p.values) > maxValues || p.bytes > longest*p.given || p.words > wordiest*p.given || p.most(p.personal, 0.1) || p.most(p.links, 0.5) {
		return false
	}
	return named || 2*len(p.values) <= p.given
}
