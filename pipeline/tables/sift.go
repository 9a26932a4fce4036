package tables

import (
	"fmt"
	"io"
	"slices"

	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/array"
	"github.com/apache/arrow/go/v15/arrow/memory"
)

// A Part is a run of rows of a table.
type Part struct{ record arrow.Record }

// Parts calls do with the table at path, part by part, of which it keeps none.
func Parts(path string, do func(Part) error) error {
	return Scan(path, func(part Table) error {
		for _, record := range part.Records {
			if err := do(Part{record}); err != nil {
				return err
			}
		}
		return nil
	})
}

// Rows is how many rows the part has.
func (p Part) Rows() int { return int(p.record.NumRows()) }

// Columns are the names of its columns, in their order.
func (p Part) Columns() []string {
	var names []string
	for _, f := range p.record.Schema().Fields() {
		names = append(names, f.Name)
	}
	return names
}

// Text reads a column of texts, "" being NULL; it is nil where there is none of the name.
func (p Part) Text(column string) func(row int) string {
	texts, ok := arrayOf[*array.String](p.record, column)
	if !ok {
		return nil
	}
	return func(row int) string {
		if texts.IsNull(row) {
			return ""
		}
		return texts.Value(row)
	}
}

// Words reads a column of lists of texts; it is nil where there is none of the name.
func (p Part) Words(column string) func(row int) []string {
	lists, ok := arrayOf[*array.List](p.record, column)
	if !ok {
		return nil
	}
	return func(row int) (words []string) {
		loadWords(&words, lists, row)
		return words
	}
}

// Day reads a column of days, in days since 1970; known is false where there is none.
// It is nil where there is no such column.
func (p Part) Day(column string) func(row int) (day int32, known bool) {
	days, ok := arrayOf[*array.Date32](p.record, column)
	if !ok {
		return nil
	}
	return func(row int) (int32, bool) { return int32(days.Value(row)), !days.IsNull(row) }
}

func arrayOf[T arrow.Array](record arrow.Record, name string) (column T, ok bool) {
	at := record.Schema().FieldIndices(name)
	if len(at) != 1 {
		return column, false
	}
	column, ok = record.Column(at[0]).(T)
	return column, ok
}

// A Sieve says what is copied of a part: the rows that Keep wants, all for nil, with the
// texts of the columns in Texts as those make them. "" is NULL where a column may hold
// it, and no element of a list.
type Sieve struct {
	Keep  func(row int) bool
	Texts map[string]func(row int, text string) string
}

// Sift writes what sieve leaves of the table at path, as Write does, with one record in
// memory at a time, and counts the rows. The columns are those of the file.
func Sift(w io.Writer, path string, sieve func(Part) (Sieve, error)) (rows int64, err error) {
	err = copyRows(w, path, func(out *writer, record arrow.Record) error {
		s, err := sieve(Part{record})
		if err != nil {
			return err
		}
		n, err := out.writeKept(s.changed(record), s.Keep)
		rows += n
		return err
	})
	return rows, err
}

// changed is record with its texts as s makes them.
func (s Sieve) changed(record arrow.Record) arrow.Record {
	columns := slices.Clone(record.Columns())
	for i, f := range record.Schema().Fields() {
		change := s.Texts[f.Name]
		if change == nil {
			continue
		}
		switch a := columns[i].(type) {
		case *array.String:
			columns[i] = changedTexts(a, f.Nullable, change)
		case *array.List:
			columns[i] = changedLists(a, change)
		}
	}
	return array.NewRecord(record.Schema(), columns, record.NumRows())
}

func changedTexts(a *array.String, nullable bool, change func(int, string) string) arrow.Array {
	b := array.NewStringBuilder(memory.DefaultAllocator)
	for i := range a.Len() {
		text := ""
		if !a.IsNull(i) {
			text = change(i, a.Value(i))
		}
		if nullable && text == "" {
			b.AppendNull()
		} else {
			b.Append(text)
		}
	}
	return b.NewArray()
}

func changedLists(a *array.List, change func(int, string) string) arrow.Array {
	b := array.NewBuilder(memory.DefaultAllocator, a.DataType()).(*array.ListBuilder)
	for i := range a.Len() {
		var words, left []string
		loadWords(&words, a, i)
		for _, word := range words {
			if word = change(i, word); word != "" {
				left = append(left, word)
			}
		}
		appendWords(b, left)
	}
	return b.NewArray()
}

// writeKept writes the rows of record that keep wants as one row group, run by run, and
// counts them.
func (w *writer) writeKept(record arrow.Record, keep func(row int) bool) (kept int64, err error) {
	rows := int(record.NumRows())
	for from := 0; from < rows; {
		to := from
		for to < rows && (keep == nil || keep(to)) {
			to++
		}
		if to > from {
			if err := w.writeRecord(record.NewSlice(int64(from), int64(to))); err != nil {
				return kept, err
			}
		}
		kept += int64(to - from)
		from = to + 1
	}
	return kept, w.Flush()
}

// Copy writes the rows of the table at path whose text in a column is wanted, as Sift
// does.
func Copy(w io.Writer, path, column string, wanted func(string) bool) error {
	_, err := Sift(w, path, func(p Part) (Sieve, error) {
		text := p.Text(column)
		if text == nil {
			return Sieve{}, fmt.Errorf("column %s is not there", column)
		}
		return Sieve{Keep: func(row int) bool { return wanted(text(row)) }}, nil
	})
	return err
}
