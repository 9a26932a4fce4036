package tables

import (
	"bufio"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/array"
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

// WriteJSON writes t as one JSON object a line, its columns in the table's
// order.
func WriteJSON(w io.Writer, t Table) error {
	out := bufio.NewWriter(w)
	for _, record := range t.Records {
		for row := range int(record.NumRows()) {
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
			fmt.Fprintln(out, "}")
		}
	}
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
	if text != "" && strings.IndexByte("=+-@\t\r", text[0]) >= 0 {
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
