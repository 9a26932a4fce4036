package source

import (
	"github.com/xuri/excelize/v2"

	"stemme/pipeline/messages"
)

// uncomputed is the cell of a formula whose result the file does not hold: a library
// wrote it, which computes nothing. It counts as blank.
const uncomputed = "\x00"

// A column of formulas that are all 0 is one that was never computed, from so many on,
// where the workbook asks to be computed once it is opened: libraries write that 0.
// Chosen by eye.
const leastZeros = 3

// markFormulas writes uncomputed into the cells of a sheet whose formulas have no
// result. The first rows of a column say whether it has any.
func markFormulas(book *excelize.File, name string, records []record) {
	if len(records) == 0 {
		return
	}
	props, err := book.GetCalcProps()
	opened := err == nil && props.FullCalcOnLoad != nil && *props.FullCalcOnLoad
	isFormula := func(row, col int) bool {
		axis, err := excelize.CoordinatesToCellName(col+1, row+1)
		if err != nil {
			return false
		}
		formula, err := book.GetCellFormula(name, axis)
		return err == nil && formula != ""
	}
	for col := range records[0].cells {
		blanks, zeros, computed := 0, 0, 0
		for row := 0; row < min(len(records), 10*formatSample) && computed == 0; row++ {
			if row == formatSample && blanks+zeros == 0 {
				break
			}
			if !isFormula(row, col) {
				continue
			}
			switch records[row].cells[col] {
			case "":
				blanks++
			case "0":
				zeros++
			default:
				computed++
			}
		}
		allZero := opened && computed == 0 && zeros >= leastZeros
		if blanks == 0 && !allZero {
			continue
		}
		for row := range records {
			if cell := &records[row].cells[col]; (*cell == "" || *cell == "0" && allZero) && isFormula(row, col) {
				*cell = uncomputed
			}
		}
	}
}

// mostUncomputed is the share of a column that formulas without results may be.
const mostUncomputed = 0.02

// refuseFormulas is the fault of a column that is read, or that by its header would be,
// and holds formulas without results; of others it is told.
func (p *plan) refuseFormulas(closed map[role]bool) error {
	for i := range p.columns {
		c := &p.columns[i]
		if c.uncomputed == 0 {
			continue
		}
		meant := c.role
		for _, r := range exclusive {
			if c.role == ignored && !closed[r] && c.says(r).header >= 8 {
				meant = r
				break
			}
		}
		if float64(c.uncomputed) <= mostUncomputed*float64(c.rows) || meant == ignored || meant == rolePerson || meant == rolePrivate {
			p.notes = append(p.notes, note("source_formulas", c.uncomputed, c.header))
			continue
		}
		return messages.Errorf("source_formulas_refused", p.file, c.header, c.uncomputed, c.rows, meant.String()+"=")
	}
	return nil
}
