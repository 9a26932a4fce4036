package source

import "strings"

// mend puts together again what was cut at delimiters within a text that is not
// quoted: a row with too many cells is one whose text holds some, where all its
// other cells then are of the form of their columns.
func (t *table) mend() {
	width := len(t.headers)
	if width < 2 {
		return
	}
	text, typed := t.textColumn()
	mended := 0
	for i := range t.rows {
		r := &t.rows[i]
		surplus := len(r.cells) - width
		if r.fault != nil || r.stray || surplus <= 0 || filled(r.cells[width:]) == 0 && !isBlank(r.cells[width-1]) {
			continue
		}
		cells := make([]string, 0, width)
		cells = append(cells, r.cells[:text]...)
		cells = append(cells, strings.Join(r.cells[text:text+surplus+1], t.delimiter))
		cells = append(cells, r.cells[text+surplus+1:]...)
		if agrees(cells, text, typed) {
			r.cells = cells
			mended++
		}
	}
	if mended > 0 {
		t.notes = append(t.notes, note("source_surplus", mended, t.hide(t.headers[text])))
	}
}

// textColumn is the column with the longest texts among the rows of the right
// width, and which of the others hold numbers or dates. Where no row has that
// width, it is the one whose header says so, or the last.
func (t *table) textColumn() (text int, typed []bool) {
	width := len(t.headers)
	length, given, counts := make([]int, width), make([]int, width), make([]int, width)
	seen := 0
	for _, r := range t.rows {
		if r.fault != nil || len(r.cells) != width {
			continue
		}
		for i, c := range r.cells {
			length[i] += len(c)
			if !isMissing(c) {
				given[i]++
				if isTyped(c) {
					counts[i]++
				}
			}
		}
		if seen++; seen == headSample {
			break
		}
	}
	typed = make([]bool, width)
	text = -1
	for i := range width {
		if typed[i] = given[i] > 0 && counts[i]*10 >= given[i]*9; typed[i] {
			continue
		}
		if w, _ := headingOf(t.headers[i]).says(roleComment); seen == 0 && w >= 6 || seen > 0 && (text < 0 || length[i] > length[text]) {
			text = i
		}
	}
	if text < 0 {
		text = width - 1
	}
	return text, typed
}

// agrees says whether every cell but the text is of the form of its column.
func agrees(cells []string, text int, typed []bool) bool {
	for i, c := range cells {
		if i != text && (typed[i] && !isMissing(c) && !isTyped(c) || !typed[i] && len(c) > 120) {
			return false
		}
	}
	return true
}
