package source

import (
	"slices"
	"strings"
)

// mostSpilled is over how many lines a text may run that is not quoted. Chosen by eye.
const mostSpilled = 60

// A spill puts rows together again whose text holds line breaks and is not quoted.
type spill struct {
	width, text int
	typed       []bool
	delimiter   string
}

// joinSpilled puts a text that runs over several lines into its row again, where all
// other cells then are of the form of their columns. Lines that fit no row stay, to be
// rejected by their number.
func (t *table) joinSpilled() {
	width := len(t.headers)
	for width > 0 && isBlank(t.headers[width-1]) {
		width--
	}
	if width < 2 || !slices.ContainsFunc(t.rows, func(r record) bool { return len(r.cells) < width }) {
		return
	}
	s := spill{width: width, delimiter: t.delimiter}
	s.text, s.typed = t.textColumn()
	if s.text >= width {
		return
	}
	rows, joined := make([]record, 0, len(t.rows)), 0
	for i := 0; i < len(t.rows); {
		r, n := s.from(t.rows[i:], joined > 0)
		if n > 1 {
			joined++
		}
		rows, i = append(rows, r), i+n
	}
	if joined > 0 {
		t.rows = rows
		t.notes = append(t.notes, note("source_spilled", joined, t.hide(t.headers[s.text])))
	}
}

// from is the first row of rows, with the lines behind it that its text runs over, and
// how many rows that are. seen says that others of the file ran over too.
func (s *spill) from(rows []record, seen bool) (r record, n int) {
	r = rows[0]
	switch {
	case r.fault != nil || r.stray:
		return r, 1
	case len(r.cells) >= s.width && s.text == s.width-1:
		return s.behind(rows, seen)
	}
	cells := r.cells
	for n = 1; n < len(rows) && n < mostSpilled && len(cells) > s.text; n++ {
		next := rows[n]
		if next.fault != nil || next.stray || len(r.cells) >= s.width && !s.goesOn(next) ||
			s.text > 0 && len(next.cells) >= s.width && agrees(next.cells[:s.width], s.text, s.typed) {
			break
		}
		cells = append(s.with(cells, next.cells[0]), next.cells[1:]...)
		if whole := s.folded(cells); whole != nil {
			r.cells = whole
			return r, n + 1
		}
	}
	return r, 1
}

// behind is from where the text is the last cell of its row.
func (s *spill) behind(rows []record, seen bool) (r record, n int) {
	r, n = rows[0], 1
	for n < len(rows) && n < mostSpilled && s.goesOn(rows[n]) {
		n++
	}
	if n == len(rows) && !seen {
		return r, 1 // below the last row there may be something else
	}
	cells := r.cells
	for _, more := range rows[1:n] {
		cells = s.with(cells, strings.Join(more.cells, s.delimiter))
	}
	if whole := s.folded(cells); whole != nil && n > 1 {
		r.cells = whole
		return r, n
	}
	return r, 1
}

// with is cells with a further line in the last one.
func (s *spill) with(cells []string, line string) []string {
	cells = slices.Clone(cells)
	cells[len(cells)-1] += "\n" + line
	return cells
}

// folded is cells as a row, the delimiters within its text put back; nil where they make
// none, or a line break falls outside the text.
func (s *spill) folded(cells []string) []string {
	surplus := len(cells) - s.width
	if surplus < 0 {
		return nil
	}
	row := slices.Concat(cells[:s.text], []string{strings.Join(cells[s.text:s.text+surplus+1], s.delimiter)}, cells[s.text+surplus+1:])
	for i, cell := range row {
		if i != s.text && strings.Contains(cell, "\n") {
			return nil
		}
	}
	if !agrees(row, s.text, s.typed) {
		return nil
	}
	return row
}

// goesOn says whether a line is narrower than a row and begins like none.
func (s *spill) goesOn(r record) bool {
	if r.fault != nil || r.stray || len(r.cells) >= s.width || startsAsFooter(r.cells) {
		return false
	}
	if s.typed[0] {
		return !isTyped(r.cells[0])
	}
	return len(r.cells) == 1
}
