package source

import (
	"bytes"
	"context"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"
)

// parseXLSX reads the visible sheets of a workbook that hold the survey: the one
// with the most comments, and all others of its layout behind it. Cells that are
// formatted as dates come as dates, those of a merged range each with its value.
func parseXLSX(ctx context.Context, data []byte, cfg Config) (*sheet, error) {
	room := cfg.meter()
	if err := room.zipped(data); err != nil {
		return nil, err
	}
	if err := fewCells(data, mostCells); err != nil {
		return nil, err
	}
	inMemory := cfg.unpacked() // no temporary files: they would hold customers' texts
	book, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{RawCellValue: true,
		UnzipSizeLimit: inMemory, UnzipXMLSizeLimit: inMemory})
	if err != nil {
		return nil, err
	}
	defer book.Close()
	props, err := book.GetWorkbookProps()
	if err != nil {
		return nil, err
	}
	mac := props.Date1904 != nil && *props.Date1904
	var pages, hidden []page
	for _, name := range book.GetSheetList() {
		visible, err := book.GetSheetVisible(name)
		if err != nil {
			continue
		}
		of := cfg
		if !visible {
			of.Sample = headSample * bytesARow // enough to tell what it holds
		}
		records, share, err := sheetRecords(ctx, book, name, mac, of, room)
		if err != nil {
			return nil, err
		}
		switch p := (page{name: name, sheet: &sheet{format: "xlsx", mac: mac, records: records, sampled: share, notes: hiddenRows(records)}}); {
		case len(records) == 0:
		case visible:
			pages = append(pages, p)
		default:
			hidden = append(hidden, p)
		}
	}
	if len(pages) == 0 {
		return &sheet{format: "xlsx"}, nil
	}
	return chosen(pages, hidden, cfg), nil
}

// sheetRecords are the rows of one sheet that are not blank, all as wide as the
// widest: a sheet does not store the empty cells at the end of a row. With a sample
// they are the first ones, and share is theirs of all.
func sheetRecords(ctx context.Context, book *excelize.File, name string, mac bool, cfg Config, room *meter) (records []record, share float64, err error) {
	rows, err := book.Rows(name)
	if err != nil {
		return nil, 0, err
	}
	defer rows.Close()
	width := 0
	for line := 1; rows.Next(); line++ {
		if line%chunk == 0 && ctx.Err() != nil {
			return nil, 0, ctx.Err()
		}
		if cfg.Sample > 0 && line > cfg.Sample/bytesARow {
			share = shareOf(book, name, line-1)
			break
		}
		cells, err := rows.Columns()
		if err != nil {
			return nil, 0, err
		}
		out := rows.GetRowOpts().Hidden
		for len(cells) > 0 && isBlank(cells[len(cells)-1]) {
			cells = cells[:len(cells)-1] // formatted, and empty
		}
		if len(cells) > MostColumns {
			return nil, 0, errTooWide(len(cells))
		}
		if err := room.record(len(cells), lengthOf(cells)); err != nil {
			return nil, 0, err
		}
		records = append(records, record{line: line, cells: slices.Clip(cells), unseen: out && len(cells) > 0})
		width = max(width, len(cells))
	}
	if err := rows.Error(); err != nil {
		return nil, 0, err
	}
	for i, r := range records {
		if err := room.record(width-len(r.cells), 0); err != nil {
			return nil, 0, err
		}
		cells := make([]string, width)
		copy(cells, r.cells)
		records[i].cells = cells
	}
	if err := fillMerged(book, name, records); err != nil {
		return nil, 0, err
	}
	markFormulas(book, name, records)
	dateCells(book, name, records, mac)
	return slices.DeleteFunc(records, record.blank), share, nil
}

// hiddenRows tells of rows that the workbook hides: they are read, since a filter that somebody
// left on is no reason to leave customers out.
func hiddenRows(records []record) []Note {
	n := 0
	for _, r := range records {
		if r.unseen {
			n++
		}
	}
	if n == 0 {
		return nil
	}
	return []Note{note("source_hidden_rows", n)}
}

// lengthOf is how many bytes the texts of cells have. Many cells may share one text of the
// workbook: it counts for each.
func lengthOf(cells []string) (n int) {
	for _, c := range cells {
		n += len(c)
	}
	return n
}

// shareOf is the share that the first rows of a sheet are of those that the sheet
// says to have; a half where it does not say.
func shareOf(book *excelize.File, name string, rows int) float64 {
	dimension, err := book.GetSheetDimension(name)
	if _, corner, ok := strings.Cut(dimension, ":"); err == nil && ok {
		if _, last, err := excelize.CellNameToCoordinates(corner); err == nil && last > rows {
			return float64(rows) / float64(last)
		}
	}
	return 0.5
}

// bytesARow is about how long a row is, to sample a workbook by rows.
const bytesARow = 200

// mostMerged is how many cells merged ranges may cover, one counted as often as it is
// covered: about a second's work.
const mostMerged = 1 << 26

// fillMerged gives every cell of a merged range the value of its first.
func fillMerged(book *excelize.File, name string, records []record) error {
	merged, err := book.GetMergeCells(name)
	if err != nil {
		return err
	}
	most := mostMerged
	for _, m := range merged {
		left, top, err1 := excelize.CellNameToCoordinates(m.GetStartAxis())
		right, bottom, err2 := excelize.CellNameToCoordinates(m.GetEndAxis())
		if err1 != nil || err2 != nil || top < 1 || left < 1 {
			continue
		}
		for row := top; row <= min(bottom, len(records)); row++ {
			for col := left; col <= min(right, len(records[row-1].cells)); col++ {
				if most--; most < 0 {
					return errTooLarge
				}
				if cell := &records[row-1].cells[col-1]; *cell == "" {
					*cell = records[top-1].cells[left-1]
				}
			}
		}
	}
	return nil
}

// formatSample is how many rows decide how a column is formatted.
const formatSample = 60

// dateCells writes the numbers of columns that are formatted as dates as dates.
func dateCells(book *excelize.File, name string, records []record, mac bool) {
	if len(records) == 0 {
		return
	}
	kinds := map[int]bool{}
	for col := range records[0].cells {
		dates, numbers := 0, 0
		for row := 0; row < len(records) && numbers < formatSample && row < 10*formatSample; row++ {
			if !isCount(records[row].cells[col]) {
				continue
			}
			numbers++
			axis, err := excelize.CoordinatesToCellName(col+1, row+1)
			if err != nil {
				continue
			}
			if style, err := book.GetCellStyle(name, axis); err == nil && isDateStyle(book, style, kinds) {
				dates++
			}
		}
		if dates*2 <= numbers || numbers == 0 {
			continue
		}
		for row := range records {
			if cell := &records[row].cells[col]; isCount(*cell) {
				*cell = countText(*cell, mac)
			}
		}
	}
}

// isCount says whether a cell may hold a number of days.
func isCount(s string) bool {
	if s == "" || len(s) > 24 || strings.Trim(s, "0123456789.") != "" {
		return false
	}
	st, ok := countedStamp(s)
	return ok && st.form == counted
}

// countText is a number of days as a date, with the time of day where it has
// one.
func countText(s string, mac bool) string {
	st, _ := countedStamp(s)
	at := st.at
	if mac {
		at = at.AddDate(0, 0, macOffset)
	}
	if !st.clock {
		return at.Format("2006-01-02")
	}
	return at.Format("2006-01-02 15:04:05")
}

// isDateStyle says whether a style shows numbers as dates; kinds remembers.
func isDateStyle(book *excelize.File, style int, kinds map[int]bool) bool {
	if known, ok := kinds[style]; ok {
		return known
	}
	s, err := book.GetStyle(style)
	kinds[style] = err == nil && (14 <= s.NumFmt && s.NumFmt <= 22 || 27 <= s.NumFmt && s.NumFmt <= 36 || 50 <= s.NumFmt && s.NumFmt <= 58 ||
		s.CustomNumFmt != nil && isDateFormat(*s.CustomNumFmt))
	return kinds[style]
}

// isDateFormat says whether a number format shows days: it holds a "y" or a "d"
// outside quotation marks and brackets.
func isDateFormat(format string) bool {
	quoted, inside := false, false
	for i := range len(format) {
		switch c := format[i] | 0x20; {
		case format[i] == '"':
			quoted = !quoted
		case quoted || i > 0 && format[i-1] == '\\':
		case format[i] == '[':
			inside = true
		case format[i] == ']':
			inside = false
		case !inside && (c == 'y' || c == 'd'):
			return true
		}
	}
	return false
}
