package source

import (
	"slices"
	"strings"
)

// mostSums is the share of rows up to which those without an id, a day and words may be the
// sums of the others; chosen by eye: one below every two.
const mostSums = 0.5

// leastSums are as many such rows as must be there where no column of ids tells them.
const leastSums = 2

// dropSums leaves out rows that are reckoned of the others and have a whole score: they lack
// the id, the day and the words that the others have, and name a group of theirs, a sum or
// nothing.
func (p *plan) dropSums(t *table) {
	id, day, score := p.index(roleID), p.index(roleTime), p.index(roleScore)
	if score < 0 || id < 0 && day < 0 {
		return
	}
	var bare []int
	rows, numbered, dated := 0, 0, 0
	for i, r := range t.rows {
		switch {
		case r.fault != nil:
		case !isMissing(r.cells[score]) && (id < 0 || isMissing(r.cells[id])) && (day < 0 || !p.says(r.cells[day])) && p.wordless(r.cells):
			bare = append(bare, i)
		default:
			rows++
			if id >= 0 && !isMissing(r.cells[id]) {
				numbered++
			}
			if day >= 0 && p.says(r.cells[day]) {
				dated++
			}
		}
	}
	// The others have what these lack but for slips.
	if len(bare) == 0 || float64(len(bare)) > mostSums*float64(rows) || id >= 0 && 20*numbered < 19*rows || day >= 0 && 20*dated < 19*rows {
		return
	}
	g := p.groups(t, bare)
	bare = slices.DeleteFunc(bare, func(i int) bool { return !p.reckoned(t.rows[i].cells, g, g.at[i], id >= 0, day >= 0) })
	if id < 0 && len(bare) < leastSums || len(bare) == 0 {
		return
	}
	kept := make([]record, 0, len(t.rows)-len(bare))
	for i, r := range t.rows {
		if _, is := slices.BinarySearch(bare, i); !is {
			kept = append(kept, r)
		}
	}
	t.rows = kept
	p.notes = append(p.notes, note("source_sums", len(bare)))
}

// says whether a cell holds a day.
func (p *plan) says(cell string) bool {
	st, ok := parseStamp(cell)
	if ok {
		_, _, ok = p.dates.resolve(st)
	}
	return ok
}

// wordless says whether a row holds no customer's words: none, or those of a sum.
func (p *plan) wordless(cells []string) bool {
	for i := range p.columns {
		switch p.columns[i].role {
		case roleComment, roleTitle, roleAnswer:
			if !isMissing(cells[i]) && !sumsUp(cells[i]) {
				return false
			}
		case roleCustomer:
			if !isMissing(cells[i]) {
				return false
			}
		}
	}
	return true
}

// sumsUp says whether a cell is the word of a sum; a customer's words may begin with one.
func sumsUp(cell string) bool {
	return startsAsSubtotal([]string{cell}) || slices.Contains(averages, fold(strings.Trim(cell, "0123456789.,=:() ")))
}

// isSum says whether a cell is the word of a sum, perhaps with the name of a group.
func isSum(cell string) bool { return sumsUp(cell) || namesSubtotal([]string{cell}, -1) }

// groups are what the rows but some say of groups.
type groups struct {
	values []map[string]bool   // by column
	at     map[int][2][]string // of those some, by their places, the cells of the row above and of the one below; nil for none
}

// groups are those of all rows but the bare ones.
func (p *plan) groups(t *table, bare []int) groups {
	g := groups{make([]map[string]bool, len(p.columns)), make(map[int][2][]string, len(bare))}
	for j := range p.columns {
		g.values[j] = map[string]bool{}
	}
	var above []string
	var open []int
	for i, r := range t.rows {
		_, is := slices.BinarySearch(bare, i)
		switch {
		case is:
			g.at[i], open = [2][]string{above}, append(open, i)
		case r.fault == nil:
			for _, at := range open {
				g.at[at] = [2][]string{g.at[at][0], r.cells}
			}
			above, open = r.cells, open[:0]
			for j := range p.columns {
				if p.columns[j].groups() {
					g.values[j][r.cells[j]] = true
				}
			}
		}
	}
	return g
}

// groups says whether the column says to which group a row belongs.
func (c *column) groups() bool {
	return c.role == roleUnit || c.role == roleTouchpoint || c.role == roleStage || c.role == roleSegment
}

// reckoned says whether a row stands for others: it names a sum; or a group of the others,
// which ends there unless both id and day are missing; or, where ids are, nothing at all.
func (p *plan) reckoned(cells []string, g groups, at [2][]string, ids, days bool) bool {
	empty := true
	for j := range p.columns {
		if isSum(cells[j]) {
			return true
		}
		if !p.columns[j].groups() || isMissing(cells[j]) {
			continue
		}
		empty = false
		ends := at[0] != nil && at[0][j] == cells[j] && (at[1] == nil || at[1][j] != cells[j])
		if ends || ids && days && g.values[j][cells[j]] {
			return true
		}
	}
	return ids && empty
}

// index is the place of the first column of a role, -1 for none.
func (p *plan) index(r role) int {
	return slices.IndexFunc(p.columns, func(c column) bool { return c.role == r })
}
