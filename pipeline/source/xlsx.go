package source

import (
	"bytes"
	"context"

	"github.com/xuri/excelize/v2"
)

// parseXLSX reads the first sheet of a workbook that holds a table: one with a
// known header, or else one with anything in it. Cells come as stored, so dates
// are numbers of days.
func parseXLSX(ctx context.Context, data []byte) (*sheet, error) {
	const inMemory = 1 << 34 // no temporary files: they would hold customers' texts
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
	var chosen *sheet
	names := book.GetSheetList()
	for _, name := range names {
		if visible, err := book.GetSheetVisible(name); err != nil || !visible {
			continue
		}
		records, err := sheetRecords(ctx, book, name)
		if err != nil {
			return nil, err
		}
		if len(records) == 0 {
			continue
		}
		sh := &sheet{format: "xlsx", mac: mac, records: records}
		if len(names) > 1 {
			sh.notes = []Note{note("source_sheet", name)}
		}
		if width, _ := commonWidth(records); headerShare(records, width, knownIn(Config{})) > 0 {
			return sh, nil
		}
		if chosen == nil {
			chosen = sh
		}
	}
	if chosen == nil {
		chosen = &sheet{format: "xlsx"}
	}
	return chosen, nil
}

// sheetRecords are the rows of one sheet that are not blank, all as wide as the
// widest: a sheet does not store the empty cells at the end of a row.
func sheetRecords(ctx context.Context, book *excelize.File, name string) ([]record, error) {
	rows, err := book.Rows(name)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var records []record
	width := 0
	for line := 1; rows.Next(); line++ {
		if line%chunk == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		cells, err := rows.Columns()
		if err != nil {
			return nil, err
		}
		if r := (record{line: line, cells: cells}); !r.blank() {
			records = append(records, r)
			width = max(width, len(cells))
		}
	}
	for i, r := range records {
		cells := make([]string, width)
		copy(cells, r.cells)
		records[i].cells = cells
	}
	return records, rows.Error()
}
