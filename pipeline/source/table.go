package source

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"stemme/pipeline/messages"
)

// A table is a sheet whose header has been found: rows of as many cells as the
// header has names.
type table struct {
	headers    []string // each once, none empty, none the words of a customer
	asked      []string // the same as the file has them
	labels     []string // what further header lines say of each column, "" for nothing
	zones      []string // the zone that Qualtrics' line of ids states of each column; nil for none
	headerLine int      // 0 where the format has no lines
	rows       []record // those that are not blank; each has len(headers) cells or a fault
	mac        bool     // as the sheet's
	delimiter  string   // as the file has it; "" for none
	notes      []Note
	hide       func(string) string // makes a header one that may be kept and shown
}

// table finds the header of sh and lines the rows up under it.
func (sh *sheet) table(file string, cfg Config) (*table, error) {
	records := sh.apart()
	if len(records) == 0 {
		return nil, messages.Errorf("source_empty", file)
	}
	at := 0
	if !sh.headed {
		known := knownIn(cfg)
		if lies(records, known) {
			return nil, messages.Errorf("source_lies", file)
		}
		if at = findHeader(records, known); at < 0 {
			return nil, messages.Errorf("source_no_header", file)
		}
		at = aboveCodes(records, at, known)
	}
	tab := &table{headers: slices.Clone(records[at].cells), headerLine: records[at].line, mac: sh.mac, rows: records[at+1:], hide: cfg.hidden}
	tab.labels, tab.delimiter = sh.labels, strings.ReplaceAll(sh.delimiter, "tab", "\t")
	if !sh.headed {
		tab.furtherHeaders(records[:at], cfg.knowsHeader)
		if err := tab.dropBelow(file, len(tab.headers)-1); err != nil {
			return nil, err
		}
		tab.joinSpilled()
		if err := tab.dropBelow(file, len(tab.headers)); err != nil {
			return nil, err
		}
		tab.dropFooters()
		tab.dropSubtotals()
	}
	if len(tab.rows) == 0 {
		return nil, messages.Errorf("source_no_rows", file)
	}
	tab.align()
	if !sh.headed {
		tab.dropBeside()
		if err := tab.refuseBesides(file, cfg.knowsHeader); err != nil {
			return nil, err
		}
	}
	if len(tab.headers) > MostColumns {
		return nil, bounded(errTooWide(len(tab.headers)), file, &cfg)
	}
	tab.asked = slices.Clone(tab.headers)
	if !sh.headed {
		tab.doubtHeader()
	}
	tab.name()
	return tab, nil
}

// findHeader is the index of the header of records; -1 for none.
func findHeader(records []record, known knower) int {
	width, _ := commonWidth(records)
	if at := headerAt(records, width, known); at >= 0 || width < 2 {
		return at
	}
	if width, _ = surplusWidth(records); width >= 2 {
		return headerAt(records, width, known)
	}
	return -1
}

// aboveCodes is the line of codes where the header found stands between them
// and a line of the exporting program's own names for the columns.
func aboveCodes(records []record, at int, known knower) int {
	if slices.ContainsFunc(records[at].cells, func(c string) bool { return strings.Contains(c, importID) }) {
		if known.share(records[at].cells) > 0.9 {
			return at // an earlier version read the source so
		}
		// The line of ids is below the codes and the questions.
		for n := 0; n < 2 && at > 0 && len(records[at-1].cells) == len(records[at].cells); n++ {
			at--
		}
		return at
	}
	if at > 0 && at+1 < len(records) && len(records[at-1].cells) == len(records[at].cells) &&
		slices.ContainsFunc(records[at+1].cells, func(c string) bool { return strings.Contains(c, importID) }) {
		return at - 1
	}
	return at
}

// furtherHeaders takes the lines above the header and below it that are none of
// its rows, and keeps what they say of the columns: the questions below their
// codes, the parts of a question below it. known says of a name whether it is that of a column
// already.
func (t *table) furtherHeaders(above []record, known func(name string) bool) {
	t.labels = make([]string, len(t.headers))
	if n := len(above); n > 0 {
		t.notes = append(t.notes, note("source_above", n))
		if last := above[n-1]; len(last.cells) == len(t.headers) && filled(last.cells)*2 >= len(t.headers) && !slices.ContainsFunc(last.cells, isTyped) {
			t.label(last.cells, known)
		}
	}
	lines := [][]string{slices.Clone(t.headers)}
	for range 3 {
		if len(t.rows) == 0 || t.rows[0].fault != nil || len(t.rows[0].cells) != len(t.headers) ||
			!isSecondHeader(t.rows[0].cells, t.headers, columnsBelow(t.rows, len(t.headers))) {
			break
		}
		t.label(t.rows[0].cells, known)
		lines = append(lines, t.rows[0].cells)
		t.rows = t.rows[1:]
	}
	if len(lines) > 1 {
		t.notes = append(t.notes, note("source_second_header", len(lines)))
	}
	n := len(t.rows)
	t.rows = slices.DeleteFunc(t.rows, func(r record) bool {
		return r.fault == nil && slices.ContainsFunc(lines, func(line []string) bool { return sameHeader(r.cells, line) })
	})
	if n -= len(t.rows); n > 0 {
		t.notes = append(t.notes, note("source_repeated_header", n))
	}
}

func filled(cells []string) int {
	n := 0
	for _, c := range cells {
		if !isBlank(c) {
			n++
		}
	}
	return n
}

// label adds a line to what is said of the columns. A column without a name gets
// it from there, behind that of the question that it is a part of; so does the first of them,
// which has the question's name, unless it is known by that alone.
func (t *table) label(cells []string, known func(name string) bool) {
	question := ""
	for i, cell := range cells {
		cell = cleanLine(cell)
		if zone := statedZone(cell); zone != "" {
			if t.zones == nil {
				t.zones = make([]string, len(t.headers))
			}
			t.zones[i] = zone
		}
		if !isBlank(t.headers[i]) {
			question = t.headers[i]
			if whole := question + " " + cell; t.isFirstPart(cells, i) && (known(whole) || !known(question)) {
				t.headers[i] = whole
				continue
			}
		} else if cell != "" {
			t.headers[i] = strings.TrimSpace(question + " " + cell)
			continue
		}
		if cell != "" && !strings.Contains(cell, importID) && !secondWords[fold(cell)] && fold(cell) != fold(t.headers[i]) {
			t.labels[i] = strings.TrimSpace(t.labels[i] + " " + cell)
		}
	}
}

// statedZone is the time zone that a cell of the line of ids states; "" for none.
func statedZone(cell string) string {
	if !strings.Contains(cell, importID) {
		return ""
	}
	var ids struct {
		Zone string `json:"timeZone"`
	}
	if json.Unmarshal([]byte(cell), &ids) != nil {
		return ""
	}
	return ids.Zone
}

// isFirstPart says whether a cell names the first part of a question: the columns behind it have
// no name of their own, and are parts too.
func (t *table) isFirstPart(cells []string, i int) bool {
	part := func(i int) bool {
		return i < len(cells) && !isBlank(cells[i]) && !isTyped(cells[i]) && !secondWords[fold(cells[i])]
	}
	return part(i) && part(i+1) && isBlank(t.headers[i+1])
}

// align gives every row as many cells as the header, or a fault. Empty cells
// too many are no fault, nor are missing ones under an empty header.
func (t *table) align() {
	width := len(t.headers)
	for width > 0 && isBlank(t.headers[width-1]) {
		width--
	}
	used := width
	for _, r := range t.rows {
		for i := len(r.cells); i > used && i <= len(t.headers); i-- {
			if !isBlank(r.cells[i-1]) {
				used = i
				break
			}
		}
	}
	for i, r := range t.rows { // blank cells under no name are no surplus
		if r.fault == nil && len(r.cells) > used && len(r.cells) <= len(t.headers) {
			t.rows[i].cells = slices.Clip(r.cells[:used])
		}
	}
	t.headers = t.headers[:used]
	for len(t.labels) < used {
		t.labels = append(t.labels, "")
	}
	t.mend()
	for i := range t.rows {
		r := &t.rows[i]
		if r.fault != nil {
			continue
		}
		got := len(r.cells)
		for got > used && isBlank(r.cells[got-1]) {
			got--
		}
		switch {
		case got > used || got < width && r.stray:
			n := note("source_reject_fields", used, got)
			if r.stray {
				n = note("source_reject_quote")
			}
			r.fault = &n
		case len(r.cells) < width:
			n := note("source_reject_fields", used, len(r.cells))
			r.fault = &n
		default:
			r.cells = slices.Clip(r.cells[:min(len(r.cells), used)])
			for len(r.cells) < used {
				r.cells = append(r.cells, "")
			}
		}
	}
}

// longName is how many words the longest name of a column has that is shown whatever
// stands below it. Chosen by eye.
const longName = 4

// doubtHeader takes out the sentences of a header that may be the first row of a
// file without one: the columns are then called by their places, so that nothing a
// customer wrote is shown, or kept, as a name. A header is one for sure where it
// stands above numbers, dates or values that come again.
func (t *table) doubtHeader() {
	columns := columnsBelow(t.rows, len(t.headers))
	surely := func(i int) bool {
		c := &columns[i]
		return !isBlank(t.headers[i]) && c.given > 0 && (c.typed*10 >= c.given*7 || c.given >= 8 && 2*len(c.count) <= c.given)
	}
	sure := false
	for i := range columns {
		sure = sure || surely(i)
	}
	for i, h := range t.headers {
		words := strings.Fields(strings.ToLower(h))
		if len(words) <= longName || surely(i) || !speaksOfMe(words) && (sure || asksYou(h, words)) {
			continue
		}
		t.headers[i], t.labels[i] = placeName(i), ""
	}
}

// placeName is what a column without a name is called.
func placeName(i int) string { return fmt.Sprintf("kolonne %d", i+1) }

// Words by which a customer speaks, and by which a survey asks.
var (
	ofMe  = setOf("jeg", "mig", "min", "mit", "mine", "jag", "mitt", "mina", "my", "me", "i'm", "i've")
	ofYou = setOf("du", "dig", "din", "dit", "dine", "deres", "dem", "you", "your", "ni", "deg", "ditt", "dina")
)

// signsOfWords stand at the ends of words.
const signsOfWords = ".,;:!?()\""

// speaksOfMe says whether the words are a customer's own.
func speaksOfMe(words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return ofMe[strings.Trim(w, signsOfWords)] })
}

// asksYou says whether h asks whoever reads it.
func asksYou(h string, words []string) bool {
	return strings.HasSuffix(strings.TrimRight(h, " :*\"."), "?") && slices.ContainsFunc(words, func(w string) bool { return ofYou[strings.Trim(w, signsOfWords)] })
}

// name makes the headers clean, hides personal data in them, gives a name to those that have none, and tells
// equal ones apart by counting.
func (t *table) name() {
	seen := map[string]bool{}
	for i, h := range t.headers {
		if h = cleanLine(h); h == "" {
			h = placeName(i)
		}
		if shown := t.hide(h); shown != h {
			h = shown
			t.notes = append(t.notes, note("source_header_hidden", h))
		}
		t.labels[i] = t.hide(t.labels[i])
		name := h
		for n := 2; seen[strings.ToLower(name)]; n++ {
			name = fmt.Sprintf("%s (%d)", h, n)
		}
		if name != h {
			t.notes = append(t.notes, note("source_twice", h, name))
		}
		seen[strings.ToLower(name)] = true
		t.headers[i] = name
	}
}

// column is the index of the column with the given header, as written or else
// as folded; -1 for none.
func (t *table) column(header string) int {
	want := strings.TrimSpace(header)
	for _, h := range []string{want, t.hide(want)} {
		if i := slices.Index(t.headers, h); i >= 0 {
			return i
		}
	}
	same := func(h string) bool { return fold(h) == fold(want) && fold(want) != "" }
	if i := slices.IndexFunc(t.headers, same); i >= 0 {
		return i
	}
	return slices.IndexFunc(t.asked, same)
}
