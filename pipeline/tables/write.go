package tables

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"

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

// Write writes t as a Parquet file, as Outgoing.Write does.
func Write(w io.Writer, t Table) error {
	_, err := t.Outgoing().Write(w)
	return err
}

// copyRows writes what take takes of every record of the table at path.
func copyRows(w io.Writer, path string, take func(*writer, arrow.Record) error) error {
	var out *writer
	err := Scan(path, func(part Table) (err error) {
		if out == nil {
			if out, err = newWriter(w, part.Outgoing()); err != nil {
				return err
			}
		}
		for _, record := range part.Records {
			if err := take(out, record); err != nil {
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

// newWriter writes a table of t's name and schema.
func newWriter(w io.Writer, t Outgoing) (*writer, error) {
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
	return &writer{parquet.NewGenericWriter[any](w, options...), make([]parquet.Value, rowsPerWrite)}, nil
}

// bloomBits are the bits of a Bloom filter for each value: 10 let 1 of 100 values
// that are not there pass (Putze, Sanders and Singler 2009; parquet-format).
const bloomBits = 10

// codecOf is what the pages of t are compressed by.
func codecOf(t Outgoing) compress.Codec {
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

// A writer writes the columns of records.
type writer struct {
	*parquet.GenericWriter[any]
	buffer []parquet.Value // of rowsPerWrite rows, kept from column to column
}

// writeRecord adds record to the row group at hand.
func (w *writer) writeRecord(record arrow.Record) error {
	for i, to := range w.ColumnWriters() {
		if err := w.writeColumn(to, record.Column(i), record.Schema().Field(i).Nullable, i); err != nil {
			return fmt.Errorf("column %s: %w", record.ColumnName(i), err)
		}
	}
	return nil
}

// rowsPerWrite is a compromise: pages are cut after a write that fills them.
const rowsPerWrite = 512

// writeColumn writes a as the i-th column of the row group.
func (w *writer) writeColumn(to *parquet.ColumnWriter, a arrow.Array, nullable bool, i int) error {
	if list, ok := a.(*array.List); ok {
		return w.writeLists(to, list, i)
	}
	for from := 0; from < a.Len(); from += rowsPerWrite {
		part := w.buffer[:min(rowsPerWrite, a.Len()-from)]
		if nullable {
			fillNullable(part, a, from, i)
		} else {
			fill(part, a, from)
		}
		if _, err := to.WriteRowValues(part); err != nil {
			return err
		}
	}
	return nil
}

// fillNullable is fill for the nullable column i, whose values are told from its
// NULLs by their definition level. That costs as much as all else that a value is
// in for: columns that may hold no NULL go without, and their values keep the level
// 0 that they are made with.
func fillNullable(values []parquet.Value, a arrow.Array, from, i int) {
	null, nulls := parquet.NullValue().Level(0, 0, i), a.NullN()
	if nulls < a.Len() {
		fill(values, a, from)
	}
	for k := range values {
		if nulls > 0 && a.IsNull(from+k) {
			values[k] = null
		} else {
			values[k] = values[k].Level(0, 1, i)
		}
	}
}

// writeLists writes a column of lists.
func (w *writer) writeLists(to *parquet.ColumnWriter, list *array.List, i int) error {
	buffer := w.buffer[:0]
	for row := range list.Len() {
		buffer = appendList(buffer, list, row, i)
		if len(buffer) >= rowsPerWrite || row == list.Len()-1 {
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
	first := len(buffer)
	buffer = slices.Grow(buffer, int(to-from))[:first+int(to-from)]
	fill(buffer[first:], list.ListValues(), int(from))
	for j := first; j < len(buffer); j++ {
		buffer[j] = buffer[j].Level(min(j-first, 1), 1, column)
	}
	return buffer
}

// fill reads values of a from a row on, whatever those of its NULLs are. Strings
// share a's memory.
func fill(values []parquet.Value, a arrow.Array, from int) {
	switch a := a.(type) {
	case *array.String:
		fillTexts(values, a.ValueBytes(), a.ValueOffsets(), from)
	case *array.Boolean:
		for k := range values {
			values[k] = parquet.BooleanValue(a.Value(from + k))
		}
	case *array.Float64:
		for k, v := range a.Float64Values()[from : from+len(values)] {
			values[k] = parquet.DoubleValue(v)
		}
	case *array.Int64:
		fillInt64s(values, a.Int64Values()[from:])
	case *array.Timestamp:
		fillInt64s(values, arrow.Int64Traits.CastFromBytes(arrow.TimestampTraits.CastToBytes(a.TimestampValues()))[from:])
	case *array.Int32:
		fillInt32s(values, a.Int32Values()[from:])
	case *array.Date32:
		fillInt32s(values, arrow.Int32Traits.CastFromBytes(arrow.Date32Traits.CastToBytes(a.Date32Values()))[from:])
	default:
		panic(fmt.Sprintf("tables: no column of type %s", a.DataType()))
	}
}

func fillTexts(values []parquet.Value, bytes []byte, offsets []int32, from int) {
	for k := range values {
		values[k] = parquet.ByteArrayValue(bytes[offsets[from+k]-offsets[0] : offsets[from+k+1]-offsets[0]])
	}
}

func fillInt64s(values []parquet.Value, all []int64) {
	for k := range values {
		values[k] = parquet.Int64Value(all[k])
	}
}

func fillInt32s(values []parquet.Value, all []int32) {
	for k := range values {
		values[k] = parquet.Int32Value(all[k])
	}
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
