package pipeline

import (
	"errors"
	"maps"
	"slices"
	"strings"

	"stemme/pipeline/edition"
	"stemme/pipeline/messages"
	"stemme/pipeline/nps"
	"stemme/pipeline/tables"
	"stemme/stemming"
)

// A Choice is a column that a row of a table is asked for by, with its values.
type Choice struct {
	Column, Doc string
	Values      []string // in order, the last periods first
}

// mostValues is how many values of a column are named to choose from.
const mostValues = 12

// Choices are the columns that tell the rows of a table apart, and the key of a row that
// is shown, as an example; none of a table without rows.
func Choices(ed *edition.Edition, table string) (all []Choice, example string, err error) {
	published, err := tables.Read(ed.Path(edition.Tables, table+tables.Extension))
	if err != nil {
		return nil, "", messages.Wrap(err, "explain_table", table)
	}
	rows := tables.Text(published)
	every := places(rows, nil)
	var words []string
	for _, column := range keyColumns {
		if c := choiceOf(rows, every, column); len(c.Values) > 1 {
			all = append(all, c)
		}
	}
	for i, row := range rows.Rows {
		if at := slices.Index(rows.Columns, "suppressed"); at >= 0 && row[at] == "true" {
			continue
		}
		if words = keyOfRow(rows, row); i > 0 && len(words) > 1 {
			break
		}
	}
	return all, strings.Join(words, " "), nil
}

// keyOfRow is the key of a row, without what a key need not name.
func keyOfRow(rows tables.TextTable, row []string) (words []string) {
	for _, column := range keyColumns {
		at := slices.Index(rows.Columns, column)
		if at < 0 || row[at] == "" || column == "lens" || column == "period_kind" || column == "dimension" && row[at] == nps.DimensionAll {
			continue
		}
		word := column + "=" + row[at]
		if strings.Contains(word, " ") {
			word = `"` + word + `"`
		}
		words = append(words, word)
	}
	return words
}

// keyOf are the cells of a row that tell it from the others.
func keyOf(rows tables.TextTable, row int) map[string]string {
	key := map[string]string{}
	for _, column := range keyColumns {
		if at := slices.Index(rows.Columns, column); at >= 0 {
			key[column] = rows.Rows[row][at]
		}
	}
	return key
}

// places are the rows that hold what a key asks for.
func places(rows tables.TextTable, asked map[string]string) (found []int) {
	for i, row := range rows.Rows {
		holds := true
		for column, value := range asked {
			holds = holds && row[slices.Index(rows.Columns, column)] == value
		}
		if holds {
			found = append(found, i)
		}
	}
	return found
}

// choiceOf are the values of a column in some rows.
func choiceOf(rows tables.TextTable, among []int, column string) Choice {
	at := slices.Index(rows.Columns, column)
	if at < 0 {
		return Choice{}
	}
	c := Choice{Column: column, Doc: rows.Docs[at]}
	seen := map[string]bool{}
	for _, i := range among {
		if v := rows.Rows[i][at]; !seen[v] {
			seen[v] = true
			c.Values = append(c.Values, v)
		}
	}
	slices.Sort(c.Values)
	if strings.HasSuffix(column, "period") {
		slices.Reverse(c.Values)
	}
	return c
}

// Named are the values as they are told: few of many, and what is empty so that it is seen.
func (c *Choice) Named() string {
	few := slices.Clone(c.Values[:min(len(c.Values), mostValues)])
	for i, v := range few {
		if v == "" {
			few[i] = `""`
		}
	}
	if len(c.Values) > len(few) {
		few = append(few, "…")
	}
	return strings.Join(few, ", ")
}

// meant is what was probably meant; "" for nothing that is near.
type meant string

// Text ends the sentence before it by asking whether it was.
func (m meant) Text(lang messages.Lang) string {
	if m == "" {
		return "."
	}
	return lang.Text("explain_meant", string(m))
}

// unfound says which word of a key is wrong, or what else must be chosen, with the values
// that there are; err where it is neither.
func unfound(table string, rows tables.TextTable, asked map[string]string, err error) error {
	var fault *messages.Error
	if !errors.As(err, &fault) || fault.Key != "row_none" && fault.Key != "row_several" && fault.Key != "row_any" {
		return err
	}
	if fault.Key != "row_none" {
		for _, column := range keyColumns {
			if _, given := asked[column]; given {
				continue
			}
			if c := choiceOf(rows, places(rows, asked), column); len(c.Values) > 1 {
				return messages.Errorf("explain_several", column, c.Named())
			}
		}
		return err
	}
	if kind, ok := nps.ParsePeriod(asked["period"]); !ok || kind != asked["period_kind"] { // the kind is that of a period that there is
		asked = maps.Clone(asked)
		delete(asked, "period_kind")
	}
	held := map[string]string{}
	for _, column := range keyColumns {
		value, given := asked[column]
		if !given {
			continue
		}
		among := places(rows, held)
		held[column] = value
		if len(places(rows, held)) > 0 {
			continue
		}
		c := choiceOf(rows, among, column)
		if column == "dimension" {
			return messages.Errorf("explain_dimension", value, meant(stemming.Nearest(value, c.Values)), c.Named())
		}
		return messages.Errorf("explain_value", column, value, table, meant(stemming.Nearest(value, c.Values)), c.Named())
	}
	return err
}
