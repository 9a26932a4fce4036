package main

import (
	"io"
	"strings"
)

// A grid is text in rows and columns for people.
type grid struct {
	header []string // nil for none
	rows   [][]string
	right  []bool // columns that are aligned to the right, as numbers are; may be nil
	indent string
	gap    int
}

// gap parts two columns.
const gap = 2

// How narrow a column of text may become, in characters: its longest word within
// these bounds. Chosen by eye.
const (
	leastColumn = 8
	mostWord    = 22
)

// grid writes a grid no wider than the terminal. Columns of text that are too
// wide are broken into lines between words; where even that does not do, every
// row is written as a list of its columns. The last cell of a row that is short
// of cells has the rest of the line.
func (t *terminal) grid(g grid) error {
	columns := len(g.header)
	for _, row := range g.rows {
		columns = max(columns, len(row))
	}
	widths, least := g.measure(columns)
	g.gap = gap
	room := t.width() - len(g.indent)
	if !narrowed(widths, least, room-gap*(columns-1)) {
		g.gap = 1
		if !narrowed(widths, least, room-(columns-1)) && len(g.header) > 0 {
			return g.list(t.stdout, t.width())
		}
	}
	var b strings.Builder
	if len(g.header) > 0 {
		g.line(&b, g.header, widths)
	}
	for _, row := range g.rows {
		g.line(&b, row, widths)
	}
	_, err := io.WriteString(t.stdout, b.String())
	return err
}

// measure is how wide each column is, and how narrow it may become.
func (g *grid) measure(columns int) (widths, least []int) {
	widths, least = make([]int, columns), make([]int, columns)
	for _, row := range append([][]string{g.header}, g.rows...) {
		for j, cell := range row {
			if len(row) < columns && j == len(row)-1 {
				break
			}
			widths[j] = max(widths[j], wide(cell))
			for word := range strings.FieldsSeq(cell) {
				least[j] = max(least[j], min(wide(word), mostWord))
			}
		}
	}
	for j := range least {
		least[j] = min(widths[j], max(least[j], leastColumn))
		if j < len(g.right) && g.right[j] {
			least[j] = 0
			if j < len(g.header) {
				for word := range strings.FieldsSeq(g.header[j]) {
					least[j] = max(least[j], wide(word))
				}
			}
			for _, row := range g.rows { // a number is never broken
				if j < len(row) && (j < len(row)-1 || len(row) == columns) {
					least[j] = max(least[j], wide(row[j]))
				}
			}
		}
	}
	return widths, least
}

// narrowed takes the widest columns down until all of them have room, and says
// whether they do.
func narrowed(widths, least []int, room int) bool {
	sum := 0
	for _, w := range widths {
		sum += w
	}
	for ; sum > room; sum-- {
		widest := -1
		for j := range widths {
			if widths[j] > least[j] && (widest < 0 || widths[j] > widths[widest]) {
				widest = j
			}
		}
		if widest < 0 {
			return false
		}
		widths[widest]--
	}
	return true
}

// line writes a row, as many lines high as its highest cell.
func (g *grid) line(b *strings.Builder, row []string, widths []int) {
	cells, high, short := make([][]string, len(row)), 1, len(row) < len(widths)
	for j, cell := range row {
		if short && j == len(row)-1 {
			cells[j] = []string{cell}
			break
		}
		cells[j] = pieces(cell, max(widths[j], 1))
		high = max(high, len(cells[j]))
	}
	for i := range high {
		var l strings.Builder
		l.WriteString(g.indent)
		for j := range cells {
			text := ""
			if i < len(cells[j]) {
				text = strings.TrimRight(cells[j][i], " ")
			}
			fill := strings.Repeat(" ", max(0, widths[j]-wide(text)))
			if j < len(g.right) && g.right[j] && !(short && j == len(row)-1) {
				text, fill = fill, text
			}
			l.WriteString(text + fill)
			if j < len(cells)-1 {
				l.WriteString(strings.Repeat(" ", g.gap))
			}
		}
		b.WriteString(strings.TrimRight(l.String(), " ") + "\n")
	}
}

// list writes every row as lines of a column's title and its cell; empty cells
// are left out.
func (g *grid) list(w io.Writer, width int) error {
	title := 0
	for _, h := range g.header {
		title = max(title, min(wide(h), width/3))
	}
	var b strings.Builder
	for i, row := range g.rows {
		if i > 0 {
			b.WriteString("\n")
		}
		for j, cell := range row {
			if cell == "" || j >= len(g.header) {
				continue
			}
			one := grid{indent: g.indent, gap: gap}
			one.line(&b, []string{g.header[j], cell}, []int{title, max(1, width-len(g.indent)-title-gap)})
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}
