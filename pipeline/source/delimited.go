package source

import (
	"context"
	"strings"
)

// A dialect is how a delimited file is written. Delimiter 0 is none: the file
// has one column.
type dialect struct {
	delimiter byte
	quoted    bool
}

// parseDelimited reads text as records of the dialect that fits it best.
func parseDelimited(ctx context.Context, text string, known func(string) bool) (*sheet, error) {
	if !strings.Contains(text, "\n") {
		text = strings.ReplaceAll(text, "\r", "\n") // as old Macs ended lines
	}
	text, forced := separatorLine(text)
	d := dialect{delimiter: forced}
	if forced == 0 {
		d.delimiter = bestDelimiter(text, known)
	}
	records := split(text, d).records
	if strings.Contains(text, `"`) {
		if q := split(text, dialect{d.delimiter, true}); quotes(q, tally{records: records}, d.delimiter) {
			d.quoted, records = true, q.records
		}
	}
	if forced != 0 {
		for i := range records {
			records[i].line++
		}
	}
	return &sheet{format: "csv", delimiter: delimiterName(d.delimiter), quoted: d.quoted, records: records}, ctx.Err()
}

// separatorLine takes off the line "sep=;" that Excel writes and obeys.
func separatorLine(text string) (rest string, delimiter byte) {
	line, rest, ok := strings.Cut(text, "\n")
	line = strings.TrimRight(line, "\r")
	if ok && len(line) == 5 && strings.EqualFold(line[:4], "sep=") {
		return rest, line[4]
	}
	return text, 0
}

func delimiterName(d byte) string {
	switch d {
	case 0:
		return ""
	case '\t':
		return "tab"
	}
	return string(rune(d))
}

// bestDelimiter is the one that gives the most even rows and the best known
// header over the first 256 KiB; 0 where one column fits better.
func bestDelimiter(text string, known func(string) bool) byte {
	if len(text) > 1<<18 {
		text = text[:1<<18]
		text = text[:strings.LastIndexByte(text, '\n')+1]
	}
	var best byte
	most := 0.5 + headerShare(split(text, dialect{}).records, 1, known)
	widest := 1
	for _, delimiter := range []byte{';', ',', '\t', '|'} {
		for _, quoted := range []bool{false, true} {
			records := split(text, dialect{delimiter, quoted}).records
			width, share := commonWidth(records)
			if width < 2 {
				continue
			}
			fit := share + headerShare(records, width, known)
			if fit > most || fit == most && width > widest {
				best, most, widest = delimiter, fit, width
			}
		}
	}
	return best
}

// headerRows is among how many of the first records the header is looked for.
const headerRows = 10

// headerShare is the largest share of known names in one of the first records
// of the given width, in [0, 1].
func headerShare(records []record, width int, known func(string) bool) float64 {
	most := 0
	for _, r := range records[:min(len(records), headerRows)] {
		if len(r.cells) == width {
			most = max(most, countKnown(r.cells, known))
		}
	}
	return float64(most) / float64(width)
}

func countKnown(cells []string, known func(string) bool) int {
	n := 0
	for _, c := range cells {
		if known(c) {
			n++
		}
	}
	return n
}

// commonWidth is the commonest number of cells of the records that are not
// blank, the larger of two equally common ones, and the share that has it.
func commonWidth(records []record) (width int, share float64) {
	count := map[int]int{}
	total := 0
	for _, r := range records {
		if !r.blank() {
			count[len(r.cells)]++
			total++
		}
	}
	for w, n := range count {
		if n > count[width] || n == count[width] && w > width {
			width = w
		}
	}
	return width, float64(count[width]) / float64(max(total, 1))
}

// A tally is text split in one dialect, with how many fields were quoted well.
type tally struct {
	records    []record
	wellQuoted int
}

// uneven counts the records that lack width cells or whose quotes do not pair.
func (t tally) uneven(width int) (uneven, stray int) {
	for _, r := range t.records {
		if r.stray {
			stray++
		}
		if r.stray || len(r.cells) != width && !r.blank() {
			uneven++
		}
	}
	return uneven, stray
}

// quotes says whether a file that holds quotation marks uses them to quote its
// fields, by comparing it split with and without quoting.
//
// A header in quotation marks settles it. Else, where quoting explains
// everything it is meant, unless every line is a whole row without it too and it
// would only glue rows together; of two columns, the second line of a comment
// looks like a row as soon as it holds a comma, but hardly when it would have to
// hold a tab. Where quoting does not explain everything, and lines are whole
// rows without it, it is meant only if it nearly always works; otherwise the
// reading with fewer bad rows wins.
func quotes(with, without tally, delimiter byte) bool {
	if quotedHeader(without.records) {
		return true
	}
	width, _ := commonWidth(with.records)
	bad, stray := with.uneven(width)
	widthWithout, _ := commonWidth(without.records)
	badWithout, _ := without.uneven(widthWithout)
	switch {
	case badWithout == 0 && bad == 0:
		return widthWithout < 2 || widthWithout == 2 && delimiter != '\t' || len(with.records) == len(without.records)
	case badWithout == 0:
		return with.wellQuoted > 10*max(stray, bad)
	}
	return bad <= badWithout
}

// quotedHeader says whether every cell of the first record of the common width
// stands in quotation marks.
func quotedHeader(records []record) bool {
	width, _ := commonWidth(records)
	for _, r := range records {
		if len(r.cells) == width {
			for _, c := range r.cells {
				if len(c) < 2 || c[0] != '"' || c[len(c)-1] != '"' {
					return false
				}
			}
			return true
		}
	}
	return false
}

// split cuts text into records. In a quoted dialect a field that begins with a
// quotation mark ends at the next single one, which must stand before a
// delimiter or the end of a line (RFC 4180). Where it does not, the record is
// stray: it is the one line it begins on, so a quotation mark too many can
// never swallow the rows behind it.
func split(text string, d dialect) tally {
	s := splitter{text: text, dialect: d}
	line := 1
	for pos := 0; pos < len(text); {
		begun, well := len(s.cells), s.wellQuoted
		next, whole := s.record(pos, false)
		if !whole {
			s.cells, s.wellQuoted = s.cells[:begun], well
			next, _ = s.record(pos, true)
		}
		s.records = append(s.records, record{line: line, stray: !whole, cells: s.cells[begun:len(s.cells):len(s.cells)]})
		line += strings.Count(text[pos:next], "\n")
		pos = next
	}
	return s.tally
}

// A splitter collects the cells of all records in one slice, which records
// share.
type splitter struct {
	tally
	dialect
	text  string
	cells []string
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
		if end == len(s.text) || s.text[end] == '\n' {
			if !ok {
				cell = strings.TrimSuffix(cell, "\r")
			}
			s.cells = append(s.cells, cell)
			return min(end+1, len(s.text)), true
		}
		s.cells = append(s.cells, cell)
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
		if c := s.text[i]; c == '\n' || c == s.delimiter && c != 0 {
			return i
		}
	}
	return len(s.text)
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
