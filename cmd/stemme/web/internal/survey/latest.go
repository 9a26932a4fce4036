package survey

import (
	"math"
	"slices"

	"stemme/models"
)

// Where only each customer's latest response within a period counts, that is the latest of
// all the customer's responses of the period, as the night's tables take it: it is chosen
// before anything else than days narrows the rows, so that a page's figure of a touchpoint is
// the one of the tables. The others are found by a search all the same.

// endless is the last day where none was asked for.
const endless = math.MaxUint32 - 1

// never is a day after every last one.
const never = math.MaxUint32

// dayOf is a last day that was asked for, as in Survey.day.
func (s *Survey) dayOf(last models.Day) uint32 {
	switch {
	case last == models.NoDay || last == 0 || s.first == models.NoDay || last > s.last:
		return endless
	case last < s.first:
		return 0
	}
	return uint32(last-s.first) + 1
}

// setUntil finds the day of the customer's next row by place; never where there is none. ends
// are those of the places of customers who gave several.
func (s *Survey) setUntil(ends []uint32) {
	if !s.latest {
		return
	}
	from := uint32(0)
	for _, end := range ends {
		s.until = append(append(s.until, s.day[from+1:end]...), never)
		from = end
	}
}

// isLatest says whether a row is its customer's last up to the last day asked for.
func (sel *Selection) isLatest(at uint32) bool {
	return int(at) >= len(sel.until) || sel.until[at] > sel.through
}

// cellsBy is what each row counts as in the groups of a sorting.
func (sel *Selection) cellsBy(by *sorting) []uint8 {
	if !sel.latest {
		return sel.cell
	}
	if by.ends != nil {
		return sel.cellsWhere(func(at uint32) bool { return sel.until[at] > min(sel.through, by.ends[by.code[at]]) })
	}
	sel.counting.Do(func() { sel.cellsOfLatest = sel.cellsWhere(sel.isLatest) })
	return sel.cellsOfLatest
}

// cellsWhere sets aside the rows of customers who gave several, for which latest is false.
func (sel *Selection) cellsWhere(latest func(at uint32) bool) []uint8 {
	cell := slices.Clone(sel.cell)
	for at := range sel.until {
		if !latest(uint32(at)) {
			cell[at] = cellOf(models.NoClass, false, int(cell[at])%wrote)
		}
	}
	return cell
}
