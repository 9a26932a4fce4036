package source

import "strings"

// split cuts text into records. In a quoted dialect a field that begins with a
// quotation mark ends at the next single one, which must stand before a
// delimiter or the end of a line (RFC 4180). Where it does not, the record is
// stray: it is the one line it begins on, so a quotation mark too many can
// never swallow the rows behind it.
func split(text string, d dialect) tally {
	s := newSplitter(text, d)
	s.records = make([]record, 0, strings.Count(text, "\n")+1)
	s.each(func(r record) { s.records = append(s.records, r) })
	return s.tally
}

// A splitter collects the cells of many records in one slice, which records share.
type splitter struct {
	tally
	dialect
	text  string
	cells []string
	begun int  // in cells, the first of the record at hand
	alone bool // no record is kept
}

// cellsAtOnce is how many cells share a slice: 256 KB.
const cellsAtOnce = 1 << 14

func newSplitter(text string, d dialect) *splitter {
	return &splitter{text: text, dialect: d, cells: make([]string, 0, min(cellsAtOnce, len(text)/4+16))}
}

// each calls do with every record.
func (s *splitter) each(do func(record)) {
	line := 1
	for pos := 0; pos < len(s.text); {
		if s.alone {
			s.cells = s.cells[:0]
		}
		s.begun = len(s.cells)
		well := s.wellQuoted
		next, whole := s.record(pos, false)
		if !whole {
			s.cells, s.wellQuoted = s.cells[:s.begun], well
			next, _ = s.record(pos, true)
		}
		do(record{line: line, stray: !whole, cells: s.cells[s.begun:len(s.cells):len(s.cells)]})
		line += strings.Count(s.text[pos:next], "\n")
		pos = next
	}
}

// add adds a cell to the record at hand. Of a record that is far too wide to be read
// the rest is left out.
func (s *splitter) add(cell string) {
	if len(s.cells)-s.begun > MostColumns {
		return
	}
	if len(s.cells) == cap(s.cells) { // the records before keep what they have
		own := s.cells[s.begun:]
		s.cells, s.begun = append(make([]string, 0, max(cellsAtOnce, 2*len(own))), own...), 0
	}
	s.cells = append(s.cells, cell)
}

// record adds the cells of the record at pos and answers where the next one
// begins. When lenient it stays on one line; otherwise it answers false at the
// first quotation mark that is out of place.
func (s *splitter) record(pos int, lenient bool) (next int, whole bool) {
	for {
		var cell string
		end, ok := pos, false
		if s.opens(pos) {
			cell, end, ok = s.quotedField(pos, lenient)
			if !ok && !lenient {
				return pos, false
			}
		}
		if !ok {
			end = s.fieldEnd(pos)
			cell = s.text[pos:end]
		}
		if s.escaped {
			cell = unescape(cell)
		}
		if end == len(s.text) || s.text[end] == '\n' {
			if !ok {
				cell = strings.TrimSuffix(cell, "\r")
			}
			s.add(cell)
			return min(end+1, len(s.text)), true
		}
		s.add(cell)
		pos = end + 1
	}
}

// opens says whether a quoted field begins at pos.
func (s *splitter) opens(pos int) bool {
	return s.quoted && pos < len(s.text) && s.text[pos] == '"'
}

// fieldEnd is where the field at pos ends that is not quoted.
func (s *splitter) fieldEnd(pos int) int {
	for i := pos; i < len(s.text); i++ {
		switch c := s.text[i]; {
		case s.escaped && c == '\\':
			i++
		case c == '\n' || c == s.delimiter && c != 0:
			return i
		}
	}
	return len(s.text)
}

// unescape is cell without the backslashes that take the meaning from the sign
// behind them; "\N", which is NULL, stays.
func unescape(cell string) string {
	if !strings.Contains(cell, `\`) || cell == `\N` {
		return cell
	}
	var b strings.Builder
	for i := 0; i < len(cell); i++ {
		if cell[i] == '\\' && i+1 < len(cell) {
			i++
			switch cell[i] {
			case 'n', 'r':
				b.WriteByte('\n')
				continue
			case 't':
				b.WriteByte('\t')
				continue
			}
		}
		b.WriteByte(cell[i])
	}
	return b.String()
}

// quotedField reads the quoted field at pos; end is at the delimiter or line
// feed behind it. A lenient one may hold single quotation marks and ends at the
// first that stands before a delimiter or the end of its line.
func (s *splitter) quotedField(pos int, lenient bool) (cell string, end int, ok bool) {
	doubled := false
	for i := pos + 1; i < len(s.text); i++ {
		switch {
		case lenient && s.text[i] == '\n':
			return "", 0, false
		case s.escaped && s.text[i] == '\\':
			i++
			continue
		case s.text[i] != '"':
			continue
		case i+1 < len(s.text) && s.text[i+1] == '"':
			doubled = true
			i++
			continue
		}
		end = i + 1
		if strings.HasPrefix(s.text[end:], "\r\n") || s.text[end:] == "\r" {
			end++
		}
		if end < len(s.text) && s.text[end] != '\n' && (s.text[end] != s.delimiter || s.delimiter == 0) {
			if lenient {
				continue
			}
			return "", 0, false
		}
		cell = s.text[pos+1 : i]
		if doubled {
			cell = strings.ReplaceAll(cell, `""`, `"`)
		}
		s.wellQuoted++
		return cell, end, true
	}
	return "", 0, false
}
