package pipeline

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"stemme/pipeline/edition"
	"stemme/pipeline/nps"
	"stemme/pipeline/tables"
)

// SetPatience is how long erasures wait for readers, until restore is called.
func SetPatience(d time.Duration) (restore func()) {
	before := patience
	patience = d
	return func() { patience = before }
}

// Whole has a run of edits alone compute what it would take over.
func Whole(t Themes) Themes {
	t.whole = true
	return t
}

// SetOnListed lets a test act while a backup has listed editions and not opened
// them.
func SetOnListed(do func()) (undo func()) {
	before := onListed
	onListed = do
	return func() { onListed = before }
}

// A Wrong is what is told of a row with another figure in a column.
type Wrong struct {
	Column    string
	Counted   bool     // the column counts responses, which are counted one by one too
	Differs   []string // by the table computed again
	Recounted []string // by the responses one by one alone, where Counted
}

// TryWrong puts another figure into each column of each table in turn, in a row that has one, and
// returns by table what is told; nothing of a table that is not computed again. Right figures that
// are told to differ are an error.
func TryWrong(ed *edition.Edition, cfg Config) (map[string][]Wrong, error) {
	s, err := readSurvey(ed.Path(edition.Tables))
	if err != nil {
		return nil, err
	}
	s.latest = cfg.Figures.LatestPerCustomer
	var faults []error
	all := map[string][]Wrong{}
	for _, table := range tables.Names(ed.Path(edition.Tables)) {
		one := s
		made, c, err := one.again(cfg, table, plans{})
		if errors.Is(err, errKept) {
			continue
		} else if err != nil {
			return nil, err
		}
		if all[table], err = one.tryWrong(c, table, tables.Text(made)); err != nil {
			faults = append(faults, fmt.Errorf("%s: %w", table, err))
		}
	}
	return all, errors.Join(faults...)
}

// tryWrong does so of one table.
func (s *survey) tryWrong(c counted, table string, other tables.TextTable) (tried []Wrong, err error) {
	hides := slices.Index(other.Columns, "suppressed")
	rows := other
	rows.Rows = slices.DeleteFunc(slices.Clone(rows.Rows), func(row []string) bool { return hides >= 0 && row[hides] == "true" })
	for i := 0; i < len(rows.Rows); i += max(1, len(rows.Rows)/25) {
		if differ, err := s.compared(c, table, other, rows, i); err != nil || len(differ) > 0 {
			return nil, errors.Join(fmt.Errorf("%v differ in %v", differ, rows.Rows[i]), err)
		}
	}
	for at, column := range rows.Columns {
		row := slices.IndexFunc(rows.Rows, func(row []string) bool { return row[at] != "" })
		if row < 0 || slices.Contains(keyColumns, column) {
			continue
		}
		right := rows.Rows[row]
		rows.Rows[row] = slices.Clone(right)
		rows.Rows[row][at] = otherwise(right[at])
		w := Wrong{Column: column, Counted: recounted(table, column)}
		if w.Differs, err = s.compared(c, table, other, rows, row); err == nil && w.Counted {
			w.Recounted, err = s.recount(c, table, cellsOf(rows, row), nil)
		}
		if err != nil {
			return tried, err
		}
		tried = append(tried, w)
		rows.Rows[row] = right
	}
	return tried, nil
}

// otherwise is a cell of the same kind with another value.
func otherwise(cell string) string {
	if x, err := strconv.ParseFloat(cell, 64); err == nil {
		return strconv.FormatFloat(x+1, 'g', -1, 64)
	}
	return cell + "x"
}

// recounted says whether a column is counted one by one.
func recounted(table, column string) bool {
	if table == nps.NPS.Name() || table == nps.ThemeNPS.Name() {
		return slices.Contains(scoreColumns, column)
	}
	return recounts[table][column] != nil
}
