package source

import (
	"slices"
	"strings"

	"stemme/pipeline/messages"
)

// A table below the survey has so many rows at most, and the survey above so many at least;
// chosen by eye, as is how long the name of one of its columns may be.
const (
	mostBelow  = 60
	leastAbove = 8
	shortName  = 60
)

// dropBelow leaves out another table below the survey: a line of names under columns of numbers
// and dates, behind a blank row or under three such columns, and what follows. Where what follows
// fits the columns of the survey too, nobody knows whether it is of it: the file is refused. A table
// narrower than the survey must have one width, and is looked for before its lines are taken for
// those of a text; most is how wide the table is at most.
func (t *table) dropBelow(file string, most int) error {
	columns := columnsBelow(t.rows[:min(len(t.rows), headSample)], len(t.headers))
	var typed []int
	for i := range columns {
		if c := &columns[i]; c.given >= leastAbove && 2*c.given >= min(len(t.rows), headSample) && c.typed*10 >= c.given*8 {
			typed = append(typed, i)
		}
	}
	for i := max(leastAbove, len(t.rows)-mostBelow-1); i < len(t.rows)-1; i++ {
		r := t.rows[i]
		if r.fault != nil || r.stray || !headsBelow(r, typed) {
			continue
		}
		below, wide := t.rows[i+1:], len(r.cells)
		if wide > most || wide < len(t.headers) && (wide < 3 || slices.ContainsFunc(below, func(b record) bool { return len(b.cells) != wide })) {
			continue
		}
		fit := 0
		for _, b := range below {
			if fitsTyped(b, typed) {
				fit++
			}
		}
		if 2*fit > len(below) {
			return messages.Errorf("source_second_table", file, r.line)
		}
		t.rows = t.rows[:i:i]
		t.notes = append(t.notes, note("source_below", len(below)+1))
		return nil
	}
	return nil
}

// headsBelow says whether a row holds names alone, under columns of numbers and dates.
func headsBelow(r record, typed []int) bool {
	against := 0
	for i, cell := range r.cells {
		cell = strings.TrimSpace(cell)
		switch {
		case cell == "":
			continue
		case isMissing(cell), isTyped(cell), len(cell) > shortName:
			return false
		case slices.Contains(typed, i):
			against++
		}
	}
	return against >= 3 || against == 2 && r.apart
}

// fitsTyped says whether a row has numbers and dates where the survey has them.
func fitsTyped(r record, typed []int) bool {
	for _, i := range typed {
		if i >= len(r.cells) || !isTyped(r.cells[i]) {
			return false
		}
	}
	return true
}

// apart are the records of a sheet that hold something, each told whether a blank one stands
// before it.
func (sh *sheet) apart() []record {
	records := make([]record, 0, len(sh.records))
	gap := false
	for _, r := range sh.records {
		if r.blank() {
			gap = true
			continue
		}
		r.apart, gap = gap, false
		records = append(records, r)
	}
	return records
}
