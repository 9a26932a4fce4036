package tables

import (
	"encoding/json"
	"fmt"
	"io"

	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/array"
	"github.com/apache/arrow/go/v15/arrow/ipc"
	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/compress"
)

// keyColumns is the file's metadata key under which a table's columns keep their
// own metadata, which Parquet has no place for.
const keyColumns = "columns"

// A columnNote is the metadata of one column in the file.
type columnNote struct {
	Name     string `json:"name"`
	Doc      string `json:"doc"`
	Of       string `json:"of,omitempty"`
	Encoding string `json:"encoding,omitempty"`
	Bloom    string `json:"bloom,omitempty"`
}

// Write writes t as a Parquet file. Equal tables give equal bytes.
//
// The form is the one that every reader tried can read: data pages of version 1,
// Zstandard (or Snappy), plain or dictionary strings annotated as UTF-8, row groups
// of 131,072 rows, bounds of every page but those of texts, Bloom filters of ids.
// The schema's metadata becomes the file's.
func Write(w io.Writer, t Table) error {
	out, err := newWriter(w, t)
	if err != nil {
		return err
	}
	for _, record := range t.Records {
		if err := writeRecord(out, record); err != nil {
			return fmt.Errorf("writing table %s: %w", t.Name, err)
		}
		if err := out.Flush(); err != nil {
			return fmt.Errorf("writing table %s: %w", t.Name, err)
		}
	}
	if err := out.Close(); err != nil {
		return fmt.Errorf("writing table %s: %w", t.Name, err)
	}
	return nil
}

// Copy writes the rows of the table at path whose text in a column is wanted, as
// Write does, with one record in memory at a time. The columns are those of the
// file.
func Copy(w io.Writer, path, column string, wanted func(string) bool) error {
	var out *parquet.GenericWriter[any]
	err := Scan(path, func(part Table) (err error) {
		if out == nil {
			if out, err = newWriter(w, part); err != nil {
				return err
			}
		}
		for _, record := range part.Records {
			if err := copyRecord(out, record, column, wanted); err != nil {
				return fmt.Errorf("copying table %s: %w", part.Name, err)
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return out.Close()
}

// copyRecord writes the wanted rows of record as one row group, run by run.
func copyRecord(out *parquet.GenericWriter[any], record arrow.Record, column string, wanted func(string) bool) error {
	at := record.Schema().FieldIndices(column)
	if len(at) != 1 {
		return fmt.Errorf("column %s is not there", column)
	}
	keys, ok := record.Column(at[0]).(*array.String)
	if !ok {
		return fmt.Errorf("column %s is no text", column)
	}
	for from := 0; from < keys.Len(); {
		to := from
		for to < keys.Len() && wanted(keys.Value(to)) {
			to++
		}
		if to > from {
			if err := writeRecord(out, record.NewSlice(int64(from), int64(to))); err != nil {
				return err
			}
		}
		from = to + 1
	}
	return out.Flush()
}

// newWriter writes a table of t's name and schema.
func newWriter(w io.Writer, t Table) (*parquet.GenericWriter[any], error) {
	notes, err := json.Marshal(notesOf(t.Schema))
	if err != nil {
		return nil, fmt.Errorf("writing table %s: %w", t.Name, err)
	}
	options := []parquet.WriterOption{
		parquetSchema(t.Schema),
		parquet.CreatedBy("stemme", SchemaVersion, "0"),
		parquet.DataPageVersion(1),
		parquet.Compression(codecOf(t)),
		parquet.KeyValueMetadata(keyColumns, string(notes)),
	}
	about := t.Schema.Metadata()
	for i, key := range about.Keys() {
		options = append(options, parquet.KeyValueMetadata(key, about.Values()[i]))
	}
	var filters []parquet.BloomFilterColumn
	for _, f := range t.Schema.Fields() {
		if encodingOf(f) == "text" {
			options = append(options, parquet.SkipPageBounds(f.Name))
		}
		if f.Metadata.FindKey(keyBloom) >= 0 {
			filters = append(filters, parquet.SplitBlockFilter(bloomBits, f.Name))
		}
	}
	options = append(options, parquet.BloomFilters(filters...))
	return parquet.NewGenericWriter[any](w, options...), nil
}

// bloomBits are the bits of a Bloom filter for each value: 10 let 1 of 100 values
// that are not there pass (Putze, Sanders and Singler 2009; parquet-format).
const bloomBits = 10

// codecOf is what the pages of t are compressed by.
func codecOf(t Table) compress.Codec {
	if t.Snappy {
		return &parquet.Snappy
	}
	return &parquet.Zstd
}

// WriteIPC writes t as an Arrow IPC stream, one batch a record.
func WriteIPC(w io.Writer, t Table) error {
	out := ipc.NewWriter(w, ipc.WithSchema(t.Schema))
	for _, record := range t.Records {
		if err := out.Write(record); err != nil {
			return fmt.Errorf("streaming table %s: %w", t.Name, err)
		}
	}
	if err := out.Close(); err != nil {
		return fmt.Errorf("streaming table %s: %w", t.Name, err)
	}
	return nil
}

// writeRecord adds record to the row group at hand.
func writeRecord(out *parquet.GenericWriter[any], record arrow.Record) error {
	for i, to := range out.ColumnWriters() {
		if err := writeColumn(to, record.Column(i), record.Schema().Field(i).Nullable, i); err != nil {
			return fmt.Errorf("column %s: %w", record.ColumnName(i), err)
		}
	}
	return nil
}

// rowsPerWrite is a compromise: pages are cut after a write that fills them.
const rowsPerWrite = 512

// writeColumn writes a as the i-th column of the row group.
func writeColumn(to *parquet.ColumnWriter, a arrow.Array, nullable bool, i int) error {
	level := 0
	if nullable {
		level = 1
	}
	value := valueOf(a)
	buffer := make([]parquet.Value, 0, rowsPerWrite)
	for row := range a.Len() {
		switch list, isList := a.(*array.List); {
		case isList:
			buffer = appendList(buffer, list, row, i)
		case a.IsNull(row):
			buffer = append(buffer, parquet.NullValue().Level(0, 0, i))
		default:
			buffer = append(buffer, value(row).Level(0, level, i))
		}
		if len(buffer) >= rowsPerWrite || row == a.Len()-1 {
			if _, err := to.WriteRowValues(buffer); err != nil {
				return err
			}
			buffer = buffer[:0]
		}
	}
	return nil
}

// appendList appends one row of a list: a NULL at definition level 0 where it
// is empty, else its elements, all but the first at repetition level 1.
func appendList(buffer []parquet.Value, list *array.List, row, column int) []parquet.Value {
	from, to := list.ValueOffsets(row)
	if from == to {
		return append(buffer, parquet.NullValue().Level(0, 0, column))
	}
	value := valueOf(list.ListValues())
	for j := from; j < to; j++ {
		buffer = append(buffer, value(int(j)).Level(min(int(j-from), 1), 1, column))
	}
	return buffer
}

// valueOf reads a's values. Those of strings share a's memory.
func valueOf(a arrow.Array) func(row int) parquet.Value {
	switch a := a.(type) {
	case *array.String:
		return func(row int) parquet.Value { return bytesOf(a, row) }
	case *array.Float64:
		return func(row int) parquet.Value { return parquet.DoubleValue(a.Value(row)) }
	case *array.Int64:
		return func(row int) parquet.Value { return parquet.Int64Value(a.Value(row)) }
	case *array.Int32:
		return func(row int) parquet.Value { return parquet.Int32Value(a.Value(row)) }
	case *array.Boolean:
		return func(row int) parquet.Value { return parquet.BooleanValue(a.Value(row)) }
	case *array.Date32:
		return func(row int) parquet.Value { return parquet.Int32Value(int32(a.Value(row))) }
	case *array.Timestamp:
		return func(row int) parquet.Value { return parquet.Int64Value(int64(a.Value(row))) }
	default:
		return nil
	}
}

func bytesOf(a *array.String, row int) parquet.Value {
	bytes, first := a.ValueBytes(), a.ValueOffset(0)
	return parquet.ByteArrayValue(bytes[a.ValueOffset(row)-first : a.ValueOffset(row+1)-first])
}

func notesOf(schema *arrow.Schema) []columnNote {
	notes := make([]columnNote, schema.NumFields())
	for i, f := range schema.Fields() {
		doc, _ := f.Metadata.GetValue(keyDoc)
		of, _ := f.Metadata.GetValue(keyOf)
		bloom, _ := f.Metadata.GetValue(keyBloom)
		notes[i] = columnNote{f.Name, doc, of, encodingOf(f), bloom}
	}
	return notes
}

func encodingOf(f arrow.Field) string {
	encoding, _ := f.Metadata.GetValue(keyEncoding)
	return encoding
}
