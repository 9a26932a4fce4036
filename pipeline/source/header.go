package source

import (
	"slices"
	"strings"
	"unicode"
)

// headerRows is among how many of the first records the header is looked for:
// twenty lines of titles, and it.
const headerRows = 25

// headSample is how many records show what stands below a header.
const headSample = 400

// longestHeader is the length of the longest header that is known, in bytes: a
// whole question.
const longestHeader = 400

// A knower says how surely a cell is the name of a column: 1 where it is known
// whole, 1/2 where it holds a telling word, 0 where nothing speaks for it.
type knower func(cell string) float64

// share is the mean over cells, in [0, 1].
func (known knower) share(cells []string) float64 {
	sum := 0.0
	for _, c := range cells {
		sum += known(c)
	}
	return sum / float64(max(len(cells), 1))
}

// knownIn is a knower of the signs and of the headers that cfg names.
func knownIn(cfg Config) knower {
	own := cfg.ownHeaders()
	met := map[string]float64{}
	return func(cell string) float64 {
		if len(cell) > longestHeader || isBlank(cell) {
			return 0
		}
		known, ok := met[cell]
		if !ok {
			if known = 1; !own[fold(cell)] && !own[fold(cfg.hidden(cell))] {
				known = headingOf(cell).known()
			}
			met[cell] = known
		}
		return known
	}
}

// ownHeaders are the headers that cfg names, folded.
func (cfg *Config) ownHeaders() map[string]bool {
	own := map[string]bool{}
	for _, header := range cfg.Columns {
		own[fold(header)] = true
	}
	for _, header := range cfg.Persons {
		own[fold(header)] = true
	}
	for _, r := range cfg.Readings {
		for _, l := range r.Layouts() {
			for _, c := range l.Columns {
				own[fold(c.Header)] = true
			}
		}
	}
	delete(own, "")
	return own
}

// knowsHeader says whether cfg names a header.
func (cfg *Config) knowsHeader(header string) bool {
	own := cfg.ownHeaders()
	return own[fold(header)] || own[fold(cfg.hidden(header))]
}

// known is how surely a heading is that of some column.
func (h heading) known() float64 {
	if level(h.whole) >= 0 {
		return 1
	}
	half := 0.0
	for r := roleID; r < roleCount; r++ {
		switch w, _ := h.says(r); {
		case w >= 10 || w >= 6 && len(h.tokens) <= 3 && h.wholly(r):
			return 1
		case w >= 6:
			half = 0.5
		}
	}
	if _, w := h.identifies(); w > 0 {
		return 1
	}
	return half
}

// wholly says whether h is one of the whole names of a role.
func (h heading) wholly(r role) bool {
	for _, f := range foldings[r] {
		if f.match == whole && slices.Contains(f.words, h.whole) {
			return true
		}
	}
	return false
}

// headerAt is the index of the header among the first records: the one that
// differs most from what stands below it. -1 where none does.
func headerAt(records []record, width int, known knower) int {
	if at := oneHotHeader(records); at >= 0 && len(records[at].cells) == width {
		return at
	}
	below := columnsBelow(records, width)
	best, most := -1, 0.9
	for i, r := range records[:min(len(records), headerRows)] {
		if r.fault != nil || r.stray || len(r.cells) != width || r.blank() {
			continue
		}
		if fit := headerFit(r.cells, i, below, known); fit > most {
			best, most = i, fit
		}
	}
	return best
}

// A below is what a column holds, over all records: how often each value comes,
// and in which record it first does.
type below struct {
	typed, given int // numbers and dates, and all values that are some
	short        int // values of at most three words
	count        map[string]int
}

func columnsBelow(records []record, width int) []below {
	columns := make([]below, width)
	for i := range columns {
		columns[i].count = map[string]int{}
	}
	for _, r := range records[:min(len(records), headSample)] {
		if r.fault != nil || len(r.cells) != width {
			continue
		}
		for i, cell := range r.cells {
			if isMissing(cell) {
				continue
			}
			c := &columns[i]
			c.given++
			c.count[strings.TrimSpace(cell)]++
			if isTyped(cell) {
				c.typed++
			}
			if len(cell) <= 40 && strings.Count(cell, " ") < 3 {
				c.short++
			}
		}
	}
	return columns
}

// isTyped says whether a cell is a number or a date.
func isTyped(cell string) bool {
	if len(cell) > 80 {
		return false
	}
	if _, ok := parseScore(cell); ok {
		return true
	}
	if cell = strings.TrimSpace(cell); cell != "" && strings.Trim(cell, "0123456789.,-+:% ") == "" {
		return true
	}
	_, ok := parseStamp(cell)
	return ok
}

// headerFit says how well cells, of the record at, head the columns: a name
// above numbers or dates is one, a value that comes again below is none.
func headerFit(cells []string, at int, columns []below, known knower) float64 {
	fit, seen := 0.0, map[string]bool{}
	for i, cell := range cells {
		c := &columns[i]
		cell = strings.TrimSpace(cell)
		others := c.given - 1
		switch {
		case cell == "":
			if c.given > 0 {
				fit -= 0.3
			}
			continue
		case isTyped(cell):
			fit -= 2
		case isMissing(cell) || strings.EqualFold(cell, "true") || strings.EqualFold(cell, "false"):
			fit -= 2
		case others > 0 && c.typed*10 >= others*7:
			fit += 2
		case c.count[cell] > 1:
			fit -= 2.5
		case others >= 8 && 2*len(c.count) <= c.given && c.short*10 >= 9*c.given:
			fit += 1.2 // the name of values that come again
		case len(cell) > 200:
			fit -= 0.5
		default:
			fit += 0.1
		}
		if seen[cell] {
			fit -= 0.5
		}
		seen[cell] = true
		fit += known(cell)
		if strings.HasSuffix(cell, "?") && c.count[cell] == 1 {
			fit += 0.4
		}
	}
	if len(cells) == 1 && columns[0].delimitedAs(cells[0]) {
		fit -= 3
	}
	return fit - float64(at)/1000
}

// delimitedAs says whether most values of a file of one column hold the delimiter
// that cell does: then it is the first row of a file that has no header.
func (c *below) delimitedAs(cell string) bool {
	for _, delimiter := range []string{";", "\t", "|"} {
		if !strings.Contains(cell, delimiter) {
			continue
		}
		n := 0
		for value := range c.count {
			if strings.Contains(value, delimiter) {
				n++
			}
		}
		if 10*n >= 9*len(c.count) {
			return true
		}
	}
	return false
}

// importID is what Qualtrics writes in the third header line.
const importID = `"ImportId"`

// secondWords stand below the header of a question in some exports.
var secondWords = folded(`response open-ended_response response_text svar åbent_svar fritekstsvar other_please_specify andet_angiv_venligst svartekst
	answer text score value`)

// isSecondHeader says whether cells, which stand below a header, are a header
// too: nothing in them is a value of a column of numbers or dates, and something
// other stands there; nothing comes again below. Or it names the parts of questions
// where the header has no names, and leaves out what every row fills.
func isSecondHeader(cells, header []string, columns []below) bool {
	against, words, other, gaps, most, scales, parts := 0, 0, 0, 0, 0, 0, 0
	for i := range columns { // of the rows below it
		given := columns[i].given
		if !isMissing(cells[i]) {
			given--
		}
		most = max(most, given)
	}
	for i, cell := range cells {
		cell = strings.TrimSpace(cell)
		c := &columns[i]
		second := secondWords[fold(cell)]
		switch {
		case strings.Contains(cell, importID):
			return true
		case cell == "":
			if c.given*10 >= most*9 { // filled in nearly every row
				gaps++
			}
			continue
		case isMissing(cell):
			continue // "Nej", an answer to be ticked
		case statesScale(cell):
			scales++
			continue
		case labelsEnd(cell):
			continue
		case isTyped(cell), c.count[cell] > 1 && !second && len(c.count) > 1:
			return false
		case c.count[cell] > 1 && !second:
			continue // an answer to be ticked stands in every row that ticks it
		}
		if c.typed >= 2 && c.typed*10 >= (c.given-1)*8 {
			against++
		}
		if second {
			words++
		} else {
			other++
		}
		if isBlank(header[i]) {
			parts++
		}
	}
	return against >= 2 || parts > 0 && gaps >= 2 && words+against > 0 || scales > 0 && gaps > 0 || words > 0 && other == 0 && (words+against >= 2 || gaps >= 2)
}

// labelsEnd says whether a cell is the lowest answer with its label, as it stands in
// the second header of some exports: "Slet ikke sandsynligt - 0". An answer too is
// written so.
func labelsEnd(cell string) bool {
	v, ok := parseScore(cell)
	return ok && v <= 1 && strings.ContainsFunc(cell, unicode.IsLetter)
}

// statesScale says whether a cell is the bounds of a scale, "0-10", and no date.
func statesScale(cell string) bool {
	_, ok := headerScale(cell)
	return ok && len(cell) <= 5 && !strings.Contains(cell, "/")
}

// sameHeader says whether cells are the header over again.
func sameHeader(cells, header []string) bool {
	same := 0
	for i, cell := range cells[:min(len(cells), len(header))] {
		cell = strings.TrimSpace(cell)
		if cell == "" {
			continue
		}
		if !strings.EqualFold(cell, strings.TrimSpace(header[i])) {
			return false
		}
		same++
	}
	return same >= 2 || same == len(header) && same == 1 && len(header[0]) > 3
}
