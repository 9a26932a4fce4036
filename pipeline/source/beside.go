package source

import "slices"

// fewBeside is how few of the rows a table beside the survey may fill, as a share of all, and
// mostBeside how many it may fill at most; chosen by eye: it explains codes, or adds up.
const (
	fewBeside  = 0.5
	mostBeside = 60
)

// dropBeside takes out the columns of a table that stands to the right of the survey, behind
// a column without a name or a value: it fills the first rows alone, from the first one on or
// one below it, and says nothing of the customers that stand beside it.
func (t *table) dropBeside() {
	for gap := 1; gap < len(t.headers)-1; gap++ {
		if !isBlank(t.headers[gap]) || t.fills(gap, gap+1) > 0 || isBlank(t.headers[gap+1]) {
			continue
		}
		rows := t.fills(gap+1, len(t.headers))
		if rows == 0 || rows > mostBeside || float64(rows) >= fewBeside*float64(len(t.rows)) || t.fills(0, gap) < len(t.rows) || t.lastFilled(gap+1) > rows {
			continue
		}
		t.notes = append(t.notes, note("source_beside", len(t.headers)-gap-1, cleanLine(t.hide(t.headers[gap+1]))))
		t.headers, t.labels = t.headers[:gap], t.labels[:gap]
		for i := range t.rows {
			if r := &t.rows[i]; r.fault == nil {
				r.cells = slices.Clip(r.cells[:gap])
			}
		}
		return
	}
}

// fills counts the rows that have something in the columns [from, to), or cannot be read.
func (t *table) fills(from, to int) (n int) {
	for _, r := range t.rows {
		if r.fault != nil && from == 0 || r.fault == nil && filled(r.cells[from:to]) > 0 {
			n++
		}
	}
	return n
}

// lastFilled is the number of the last row that has something from a column on.
func (t *table) lastFilled(from int) int {
	for i, r := range slices.Backward(t.rows) {
		if r.fault == nil && filled(r.cells[from:]) > 0 {
			return i + 1
		}
	}
	return 0
}
