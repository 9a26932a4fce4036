package source

import (
	"context"
	"errors"
	"io"
	"strconv"
	"strings"

	"golang.org/x/net/html"
)

// markups begin a text that is no table of its own.
var markups = []string{"<html", "<!doctype html", "<table", "<head", "<meta", "<style", "<body", "<div"}

// looksHTML says whether text is a web page, which some systems call .xls because
// spreadsheets open it.
func looksHTML(text string) bool {
	head := strings.ToLower(strings.TrimSpace(text[:min(len(text), 4096)]))
	if rest, ok := strings.CutPrefix(head, "<?xml"); ok {
		_, rest, _ = strings.Cut(rest, "?>")
		head = strings.TrimSpace(rest)
	}
	for _, m := range markups {
		if strings.HasPrefix(head, m) {
			return strings.Contains(strings.ToLower(text), "<t")
		}
	}
	return false
}

// mostSpanned is how many columns one cell of a page may span. Chosen by eye.
const mostSpanned = 100

// mostReached is how many rows one cell of a page may reach down, as in browsers.
const mostReached = 65534

// A grid is one table of a page.
type grid struct {
	records []record
	row     []string
	cell    strings.Builder
	span    int  // columns of the open cell
	down    int  // rows of it
	open    bool // whether a cell is
	reach   map[int]reach
	room    *meter
	fault   error
}

// A reach is what a cell above still says of the rows below it.
type reach struct {
	rows int
	text string
}

// endCell puts the open cell into the row, once for each column that it spans, so
// that a title across the table stands in its first.
func (g *grid) endCell() {
	if !g.open {
		return
	}
	g.open = false
	g.reached()
	text := strings.TrimSpace(g.cell.String())
	for n := range g.span {
		if g.down > 1 {
			g.reach[len(g.row)] = reach{g.down - 1, text}
		}
		g.row = append(g.row, text)
		if n == 0 {
			text = ""
		}
	}
	g.cell.Reset()
}

// reached puts into the row what cells above say of the columns that are next in it.
func (g *grid) reached() {
	for {
		above, ok := g.reach[len(g.row)]
		if !ok || above.rows == 0 || g.fault != nil {
			return
		}
		g.fault = g.room.record(1, 0)
		g.reach[len(g.row)] = reach{above.rows - 1, above.text}
		g.row = append(g.row, above.text)
	}
}

func (g *grid) endRow() {
	g.endCell()
	if len(g.row) > 0 {
		g.reached()
		g.records = append(g.records, record{line: len(g.records) + 1, cells: g.row})
		g.row = nil
	}
}

// A webpage is a page as its tables are read: those that are open, the inner behind
// the outer, and the one so far with the most cells.
type webpage struct {
	open  []*grid
	best  *grid
	cells int
}

// close ends the innermost table.
func (w *webpage) close() {
	g := w.open[len(w.open)-1]
	w.open = w.open[:len(w.open)-1]
	g.endRow()
	cells := 0
	for _, r := range g.records {
		cells += len(r.cells)
	}
	if cells > w.cells {
		w.best, w.cells = g, cells
	}
}

// parseHTML reads the table of a web page that has the most cells; lines count the
// rows of it. A page without a table is no survey.
func parseHTML(ctx context.Context, text string, room *meter) (*sheet, error) {
	spans := mostSpanned * strings.Count(strings.ToLower(text), "colspan")
	if err := errors.Join(room.signs(text, '<', recordCost), room.record(spans, 0)); err != nil {
		return nil, errTooLarge
	}
	var w webpage
	in := html.NewTokenizer(strings.NewReader(text))
	for n := 0; in.Next() != html.ErrorToken; n++ {
		if n%chunk == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		switch token := in.Token(); {
		case token.Type == html.StartTagToken && token.Data == "table":
			w.open = append(w.open, &grid{reach: map[int]reach{}, room: room})
		case len(w.open) == 0:
		case token.Type == html.EndTagToken && token.Data == "table":
			w.close()
		default:
			g := w.open[len(w.open)-1]
			if g.take(token); g.fault != nil {
				return nil, g.fault
			}
		}
	}
	if err := in.Err(); !errors.Is(err, io.EOF) {
		return nil, err
	}
	for len(w.open) > 0 {
		w.close()
	}
	if w.best == nil {
		return nil, errBinary
	}
	return &sheet{format: "html", records: w.best.even()}, nil
}

// take puts one token into g.
func (g *grid) take(token html.Token) {
	switch tag := token.Data; {
	case token.Type == html.TextToken:
		if g.open {
			g.cell.WriteString(tag)
		}
	case tag == "tr":
		g.endRow()
	case tag != "td" && tag != "th":
		if g.open && (tag == "br" || tag == "p" && token.Type == html.EndTagToken) {
			g.cell.WriteByte('\n')
		}
	case token.Type == html.EndTagToken:
		g.endCell()
	default:
		g.endCell()
		g.open, g.span, g.down = true, 1, 1
		for _, a := range token.Attr {
			n, err := strconv.Atoi(a.Val)
			switch {
			case err != nil:
			case a.Key == "colspan":
				g.span = min(max(n, 1), mostSpanned)
			case a.Key == "rowspan":
				g.down = min(max(n, 1), mostReached)
			}
		}
	}
}

// even are the records of g, all as wide as the widest of its first ones; what
// titles span beyond it is left out.
func (g *grid) even() []record {
	width, _ := commonWidth(g.records)
	for i, r := range g.records {
		cells := make([]string, max(width, filledTo(r.cells)))
		copy(cells, r.cells)
		g.records[i].cells = cells
	}
	return g.records
}

// filledTo is how many cells there are up to the last that is filled.
func filledTo(cells []string) int {
	n := len(cells)
	for n > 0 && isBlank(cells[n-1]) {
		n--
	}
	return n
}
