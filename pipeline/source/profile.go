package source

import (
	"hash/fnv"
	"io"
	"strings"
	"unicode"
)

// A profile is what a column's values look like, over all its rows, so that the
// order of the rows cannot change what a column is taken for.
type profile struct {
	given    int // rows that hold something other than "no answer"
	whole    int // whole numbers
	decimal  int // other numbers
	zeros    int // whole numbers that are 0
	upTo5    int // 1 to 5
	fives    int // 5
	upTo10   int // 6 to 10
	upTo100  int // 11 to 100
	dates    int // dates that are written as such
	counts   int // numbers that may be days or seconds
	firstBig int // of the dates with the year last: the first number is above 12
	nextBig  int // the second is
	clocks   int // times of day other than midnight
	letters  int // values with a letter
	bytes    int // length in bytes, over all values
	words    int // words, over all values
	personal int // values that are an e-mail address
	values   map[string]int
	unique   bool // no value comes twice
}

// maxValues is how many distinct values a column may have and still be a
// segment.
const maxValues = 50

// profileOf looks at column i of the rows.
func profileOf(rows []record, i int) *profile {
	p := &profile{values: map[string]int{}, unique: true}
	for _, r := range rows {
		if r.fault == nil && !isMissing(r.cells[i]) {
			p.add(strings.TrimSpace(r.cells[i]))
		}
	}
	p.unique = len(p.values) == p.given
	return p
}

func (p *profile) add(s string) {
	p.given++
	p.bytes += len(s)
	p.words += 1 + strings.Count(s, " ")
	p.values[s]++
	if len(s) > 80 {
		p.letters++
		return
	}
	if v, ok := parseScore(s); ok {
		p.addWhole(v)
	} else if strings.Trim(s, "0123456789.,-") == "" {
		p.decimal++
	}
	if strings.ContainsFunc(s, unicode.IsLetter) {
		p.letters++
	}
	if strings.Count(s, "@") == 1 && !strings.Contains(s, " ") {
		p.personal++
	}
	if st, ok := parseStamp(s); ok {
		p.addStamp(st)
	}
}

func (p *profile) addWhole(v int) {
	p.whole++
	switch {
	case v == 0:
		p.zeros++
	case 1 <= v && v <= 5:
		p.upTo5++
	case 6 <= v && v <= 10:
		p.upTo10++
	case 11 <= v && v <= 100:
		p.upTo100++
	}
	if v == 5 {
		p.fives++
	}
}

func (p *profile) addStamp(st stamp) {
	if st.form == counted || st.form == epoch {
		p.counts++
	} else {
		p.dates++
	}
	if st.form == yearLast && st.a > 12 {
		p.firstBig++
	}
	if st.form == yearLast && st.b > 12 {
		p.nextBig++
	}
	if st.form == epoch || st.clock && (st.hour != 0 || st.min != 0 || st.sec != 0 || st.nano != 0) {
		p.clocks++
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
	return out
}

// most says whether n is at least the given share of the values.
func (p *profile) most(n int, share float64) bool {
	return p.given > 0 && float64(n) >= share*float64(p.given)
}

// scores says whether at least the given share could be scores, right or wrong.
func (p *profile) scores(share float64) bool {
	return p.most(p.zeros+p.upTo5+p.upTo10, share)
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

// isSegment says whether the values are few and short enough to cut by. Where
// the header is not one that is known, values must also come back: what is
// different in every row may be a name.
func (p *profile) isSegment(named bool) bool {
	if p.given == 0 || len(p.values) > maxValues || p.bytes > 40*p.given || p.words > 4*p.given || p.most(p.personal, 0.1) {
		return false
	}
	return named || 2*len(p.values) <= p.given
}
