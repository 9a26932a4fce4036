package source

import (
	"strings"
)

// manyLines is from how many lines on a file is held against its first ones before it
// is read: so many that are no rows are a fault of the file. Chosen by eye.
const manyLines = 200_000

// firstLines are the lines that show how a file is written: a header under titles, and
// some rows.
const firstLines = 40

// errUnclosed is the fault of a file most lines of which are no rows as the first are.
type errUnclosed struct{ line, rows int }

func (e errUnclosed) Error() string { return "rows are torn" }

// unclosed says whether most of the rows of a large file have fewer cells than its first
// ones, which a quotation mark does to them that nothing closes. It keeps no row. named
// says whether the line that names the delimiter is taken off.
func unclosed(text string, forced byte, named bool, known knower) error {
	if strings.Count(text, "\n") < manyLines {
		return nil
	}
	end := 0
	for range firstLines {
		end += strings.IndexByte(text[end:], '\n') + 1
	}
	d := dialect{delimiter: forced, quoted: true}
	if forced == 0 {
		d.delimiter, _ = bestDelimiter(text[:end], known)
	}
	width, _ := commonWidth(split(text[:end], d).records)
	if d.delimiter == 0 || width < 2 {
		return nil
	}
	fault, total := errUnclosed{}, 0
	s := newSplitter(text, d)
	s.alone = true
	s.each(func(r record) {
		if total++; !r.stray && (len(r.cells) >= width || r.blank()) {
			return
		}
		if fault.rows++; fault.line == 0 || r.stray && fault.rows < firstLines {
			fault.line = r.line
		}
	})
	if named {
		fault.line++
	}
	if fault.rows > manyLines/2 && fault.rows*2 > total {
		return fault
	}
	return nil
}
