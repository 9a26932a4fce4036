package source

import (
	"slices"
	"strings"

	"stemme/pipeline/messages"
)

// Bounds on a table that lies on its side, chosen by eye: so many columns a survey has at
// most, such a share of the first cells are names of columns, and of the others of a row at
// most such a share holds words that names have, as comments do.
const (
	mostLying  = 60
	namesLying = 0.6
	wordsLying = 0.4
)

// lies says whether records are a table on its side, each a column with its name
// first: most of their first cells are names of columns, those of a score or of comments
// among them, and those of no other column are.
func lies(records []record, known knower) bool {
	if len(records) < 2 || len(records) > mostLying {
		return false
	}
	var first, names []string
	asks := false
	for _, r := range records {
		if r.fault != nil || len(r.cells) < 3 || isBlank(r.cells[0]) || slices.Contains(names, fold(r.cells[0])) || known.share(r.cells[1:]) > wordsLying {
			return false
		}
		first, names = append(first, r.cells[0]), append(names, fold(r.cells[0]))
		h := headingOf(r.cells[0])
		asks = asks || h.wholly(roleScore) || h.wholly(roleComment)
	}
	return asks && known.share(first) >= namesLying
}

// refuseBesides stops a file in which two tables of the same columns stand side by
// side, each with rows of its own: the second would be taken for more columns of the
// first. A source that was read with both before is read so again.
func (t *table) refuseBesides(file string, known func(name string) bool) error {
	width := t.firstTable()
	if width == 0 || known(t.headers[t.next(width)]+" (2)") {
		return nil
	}
	from := t.next(width)
	if t.fills(from, len(t.headers)) == 0 || !t.differs(width, from) {
		return nil
	}
	return messages.Errorf("source_side_by_side", file, strings.Join(t.headers[:width], ", "))
}

// firstTable is how many columns a table has that stands there several times, the
// columns between without a name; 0 where none does. Two columns may be two questions
// that are asked alike, so one of them is of times or ids, or a column is free between.
func (t *table) firstTable() int {
	var named []string
	for _, h := range t.headers {
		if !isBlank(h) {
			named = append(named, fold(h))
		}
	}
	for width := 2; 2*width <= len(named) && width <= len(t.headers); width++ {
		if len(named)%width != 0 || slices.ContainsFunc(t.headers[:width], isBlank) {
			continue
		}
		again := true
		for i := range named {
			again = again && named[i] == named[i%width]
		}
		if again && (isBlank(t.headers[width]) || slices.ContainsFunc(t.headers[:width], tellsRows)) {
			return width
		}
	}
	return 0
}

// tellsRows says whether a header is that of the times or the ids of rows.
func tellsRows(h string) bool {
	of := headingOf(h)
	at, _ := of.says(roleTime)
	id, _ := of.says(roleID)
	return max(at, id) >= 6
}

// next is the first column from at on that has a name.
func (t *table) next(at int) int {
	for isBlank(t.headers[at]) {
		at++
	}
	return at
}

// differs says whether some row has something else in the columns from at on than in
// the first ones.
func (t *table) differs(width, at int) bool {
	return slices.ContainsFunc(t.rows, func(r record) bool {
		return r.fault == nil && filled(r.cells[at:]) > 0 && !slices.Equal(r.cells[:width], r.cells[at:at+width])
	})
}
