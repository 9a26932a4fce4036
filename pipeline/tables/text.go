package tables

import (
	"bufio"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/array"

	"stemme/pipeline/messages"
)

// WriteCSV writes t as CSV: a header, then a line a row. NULL is an empty field,
// a list is its values parted by "; ". A text that a spreadsheet would take for
// a formula has an apostrophe before it.
func WriteCSV(w io.Writer, t Table) error {
	out := csv.NewWriter(w)
	header := make([]string, t.Schema.NumFields())
	for i, f := range t.Schema.Fields() {
		header[i] = f.Name
	}
	if err := out.Write(header); err != nil {
		return fmt.Errorf("writing table %s: %w", t.Name, err)
	}
	line := make([]string, len(header))
	for _, record := range t.Records {
		for row := range int(record.NumRows()) {
			for i := range line {
				line[i] = cell(record.Column(i), row)
			}
			if err := out.Write(line); err != nil {
				return fmt.Errorf("writing table %s: %w", t.Name, err)
			}
		}
	}
	out.Flush()
	return out.Error()
}

// WriteJSON writes t as one JSON array of objects, one a line.
func WriteJSON(w io.Writer, t Table) error { return writeObjects(w, t, "[\n", ",\n", "\n]\n") }

// WriteJSONLines writes t as one JSON object a line.
func WriteJSONLines(w io.Writer, t Table) error {
	if t.Rows() == 0 {
		return nil
	}
	return writeObjects(w, t, "", "\n", "\n")
}

// writeObjects writes the rows of t as objects, their columns in the table's order, with
// what stands before, between and behind them.
func writeObjects(w io.Writer, t Table, before, between, behind string) error {
	out := bufio.NewWriter(w)
	next := before
	for _, record := range t.Records {
		for row := range int(record.NumRows()) {
			out.WriteString(next)
			next = between
			for i, f := range t.Schema.Fields() {
				name, err := json.Marshal(f.Name)
				if err != nil {
					return err
				}
				value, err := json.Marshal(valueAt(record.Column(i), row))
				if err != nil {
					return fmt.Errorf("writing table %s: column %s: %w", t.Name, f.Name, err)
				}
				fmt.Fprintf(out, "%c%s:%s", "{,"[min(i, 1)], name, value)
			}
			out.WriteByte('}')
		}
	}
	if next == before { // there are no rows
		out.WriteString(before)
	}
	out.WriteString(behind)
	return out.Flush()
}

// cell is one value as CSV has it.
func cell(a arrow.Array, row int) string {
	switch v := valueAt(a, row).(type) {
	case nil:
		return ""
	case string:
		return Defuse(v)
	case []any:
		parts := make([]string, len(v))
		for i := range v {
			parts[i] = fmt.Sprint(v[i])
		}
		return Defuse(strings.Join(parts, "; "))
	default:
		return fmt.Sprint(v)
	}
}

// Defuse keeps a spreadsheet from taking a text for a formula.
func Defuse(text string) string {
	first, _ := utf8.DecodeRuneInString(text)
	if text != "" && strings.ContainsRune("=+-@\t\r＝＋－＠", first) { // the fullwidth signs are read as the others
		return "'" + text
	}
	return text
}

// valueAt is one value as encoding/json takes it: days and instants in ISO 8601,
// nil for NULL.
func valueAt(a arrow.Array, row int) any {
	if a.IsNull(row) {
		return nil
	}
	switch a := a.(type) {
	case *array.List:
		low, high := a.ValueOffsets(row)
		list := make([]any, 0, high-low)
		for i := low; i < high; i++ {
			list = append(list, valueAt(a.ListValues(), int(i)))
		}
		return list
	case *array.Date32:
		return a.Value(row).ToTime().Format(time.DateOnly)
	case *array.Timestamp:
		return a.Value(row).ToTime(arrow.Microsecond).Format("2006-01-02T15:04:05.999999Z")
	case *array.Float64:
		return a.Value(row)
	case *array.Int64:
		return a.Value(row)
	case *array.Int32:
		return a.Value(row)
	case *array.Boolean:
		return a.Value(row)
	default:
		return a.ValueStr(row)
	}
}

// A TextTable is a table's rows as text, as in CSV.
type TextTable struct {
	Doc     string
	Columns []string
	Docs    []string // of the columns
	Rows    [][]string
}

// Text makes the rows of t text.
func Text(t Table) TextTable {
	var out TextTable
	if at := t.Schema.Metadata().FindKey("doc"); at >= 0 {
		out.Doc = t.Schema.Metadata().Values()[at]
	}
	for _, f := range t.Schema.Fields() {
		doc := ""
		if at := f.Metadata.FindKey("doc"); at >= 0 {
			doc = f.Metadata.Values()[at]
		}
		out.Columns, out.Docs = append(out.Columns, f.Name), append(out.Docs, doc)
	}
	for _, record := range t.Records {
		for row := range int(record.NumRows()) {
			line := make([]string, len(out.Columns))
			for i := range line {
				line[i] = cell(record.Column(i), row)
			}
			out.Rows = append(out.Rows, line)
		}
	}
	return out
}

// Find is the one row that has the key's values in the columns it names. None,
// several, and a column that is not there are messages.Errors.
func (t TextTable) Find(key map[string]string) (int, error) {
	var columns []int
	var values, asked []string
	for _, name := range slices.Sorted(maps.Keys(key)) {
		at := slices.Index(t.Columns, name)
		if at < 0 {
			return 0, messages.Errorf("row_column", name, strings.Join(t.Columns, ", "))
		}
		columns, values, asked = append(columns, at), append(values, key[name]), append(asked, name+"="+key[name])
	}
	var found []int
	for i, row := range t.Rows {
		holds := true
		for j, at := range columns {
			holds = holds && row[at] == values[j]
		}
		if holds {
			found = append(found, i)
		}
	}
	switch len(found) {
	case 0:
		return 0, messages.Errorf("row_none", strings.Join(asked, " "), strings.Join(t.Columns, ", "))
	case 1:
		return found[0], nil
	}
	column, choice := t.choice(found)
	if len(asked) == 0 {
		return 0, messages.Errorf("row_any", column, strings.Join(choice, ", "))
	}
	return 0, messages.Errorf("row_several", strings.Join(asked, " "), column, strings.Join(choice, ", "))
}

// mostChoice is how many values are named to choose from.
const mostChoice = 12

// choice is the first column that tells rows apart, with its values in them.
func (t TextTable) choice(rows []int) (column string, values []string) {
	for at, name := range t.Columns {
		values = values[:0]
		for _, i := range rows {
			if v := t.Rows[i][at]; !slices.Contains(values, v) {
				values = append(values, v)
			}
		}
		if len(values) > 1 {
			column = name
			break
		}
	}
	slices.Sort(values)
	for i, v := range values {
		if v == "" {
			values[i] = `""`
		}
	}
	if len(values) > mostChoice {
		values = append(values[:mostChoice:mostChoice], "…")
	}
	return column, values
}
