package source

import (
	"fmt"
	"slices"
	"strings"

	"stemme/pipeline/messages"
)

// A table is a sheet whose header has been found: rows of as many cells as the
// header has names.
type table struct {
	headers    []string // each once, none empty
	headerLine int      // 0 where the format has no lines
	rows       []record // those that are not blank; each has len(headers) cells or a fault
	mac        bool     // as the sheet's
	notes      []Note
}

// table finds the header of sh and lines the rows up under it.
func (sh *sheet) table(file string, cfg Config) (*table, error) {
	records := slices.DeleteFunc(slices.Clone(sh.records), record.blank)
	if len(records) == 0 {
		return nil, messages.Errorf("source_empty", file)
	}
	at := 0
	if !sh.headed {
		if at = headerAt(records, knownIn(cfg)); at < 0 {
			return nil, messages.Errorf("source_no_header", file)
		}
	}
	tab := &table{headers: slices.Clone(records[at].cells), headerLine: records[at].line, mac: sh.mac, rows: records[at+1:]}
	if at > 0 {
		tab.notes = append(tab.notes, note("source_above", at))
	}
	if !sh.headed && len(tab.rows) > 0 && secondHeader(tab.headers, tab.rows[0], knownIn(cfg)) {
		tab.rows = tab.rows[1:]
		tab.notes = append(tab.notes, note("source_second_header"))
	}
	if len(tab.rows) == 0 {
		return nil, messages.Errorf("source_no_rows", file)
	}
	tab.align()
	tab.name()
	return tab, nil
}

// headerAt is the index of the header: among the first records the one with
// most known names; where none has any, the first of the common width, if it
// does not look like a row itself. -1 is none.
func headerAt(records []record, known func(string) bool) int {
	width, _ := commonWidth(records)
	best, most := -1, 0
	for i, r := range records[:min(len(records), headerRows)] {
		if r.fault != nil {
			continue
		}
		n := countKnown(r.cells, known)
		if len(r.cells) == width {
			n *= 2 // a title above the header may hold a known word
		}
		if n > most {
			best, most = i, n
		}
	}
	if best >= 0 {
		return best
	}
	for i, r := range records {
		if r.fault == nil && len(r.cells) == width {
			if looksLikeRow(r.cells) {
				return -1
			}
			return i
		}
	}
	return -1
}

// looksLikeRow says whether a cell holds a number, a date or a long text.
func looksLikeRow(cells []string) bool {
	for _, c := range cells {
		_, score := parseScore(c)
		_, date := parseStamp(c)
		if score || date || len(c) > 200 {
			return true
		}
	}
	return false
}

// secondHeader says whether r, the record below the header, is a header too: as
// wide, two of its cells known names, and nothing in it a row's.
func secondHeader(headers []string, r record, known func(string) bool) bool {
	return r.fault == nil && len(r.cells) == len(headers) && countKnown(r.cells, known) >= 2 && !looksLikeRow(r.cells)
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
	t.headers = t.headers[:used]
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

// name makes the headers clean, gives a name to those that have none, and tells
// equal ones apart by counting.
func (t *table) name() {
	seen := map[string]bool{}
	for i, h := range t.headers {
		h = cleanLine(h)
		if h == "" {
			h = fmt.Sprintf("kolonne %d", i+1)
		}
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
	if i := slices.Index(t.headers, want); i >= 0 {
		return i
	}
	return slices.IndexFunc(t.headers, func(h string) bool { return fold(h) == fold(want) && fold(want) != "" })
}
