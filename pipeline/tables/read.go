package tables

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/array"
	"github.com/apache/arrow/go/v15/arrow/memory"
	"github.com/parquet-go/parquet-go"

	"stemme/pipeline/messages"
)

// Read reads a table that Write has written. A file that is cut off, is no table
// of this program or has another major schema version is a messages.Error; a
// missing file satisfies errors.Is(err, fs.ErrNotExist). Read trusts the pages:
// that they are those written is for the edition's hashes to say.
func Read(path string) (Table, error) { return read(path, everything) }

func read(path string, wanted func(column string) bool) (Table, error) {
	var all Table
	err := scan(path, wanted, func(part Table) error {
		all.Name, all.Schema = part.Name, part.Schema
		all.Records = append(all.Records, part.Records...)
		return nil
	})
	if err != nil {
		return Table{}, err
	}
	return all, nil
}

// Scan reads a table as Read does, but calls do with one record at a time and
// keeps none, for tables that need not stand in memory whole. Of a table without
// rows do is called once, without records. An error of do ends the reading and
// is returned as it is.
func Scan(path string, do func(Table) error) error { return scan(path, everything, do) }

func everything(string) bool { return true }

// scan is Scan of the columns that are wanted.
func scan(path string, wanted func(column string) bool, do func(Table) error) error {
	files, err := Files(path)
	if err != nil {
		return err
	}
	for _, file := range files {
		if err := scanFile(file, wanted, do); err != nil {
			return err
		}
	}
	return nil
}

func scanFile(path string, wanted func(column string) bool, do func(Table) error) (err error) {
	f, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("reading a table: %w", err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return fmt.Errorf("reading a table: %w", err)
	}
	groups, err := openGroups(f, info.Size(), path)
	if err != nil {
		return err
	}
	for i := range max(1, len(groups.file.RowGroups())) {
		part, err := groups.read(i, wanted)
		if err != nil {
			return err
		}
		if err := do(part); err != nil {
			return err
		}
	}
	return nil
}

// groups is an open table, read a row group at a time.
type groups struct {
	file   *parquet.File
	path   string
	name   string
	schema *arrow.Schema
}

func openGroups(r io.ReaderAt, size int64, path string) (g groups, err error) {
	defer damaged(path, &err)
	file, err := parquet.OpenFile(r, size)
	if err != nil {
		return g, messages.Wrap(err, "table_damaged", path)
	}
	version, _ := file.Lookup(keyVersion)
	if !readable(version) {
		return g, messages.Errorf("table_version", path, version, SchemaVersion)
	}
	schema, err := arrowSchema(file)
	if err != nil {
		return g, messages.Wrap(err, "table_damaged", path)
	}
	name, _ := file.Lookup(keyTable)
	return groups{file, path, name, schema}, nil
}

// damaged turns a panic into an error: parquet-go panics on some damaged pages
// instead of returning one.
func damaged(path string, err *error) {
	if fault := recover(); fault != nil {
		*err = messages.Errorf("table_damaged", path)
	}
}

// read is the table with row group i alone, without records where there is none, and
// with the columns that are wanted.
func (g groups) read(i int, wanted func(column string) bool) (t Table, err error) {
	defer damaged(g.path, &err)
	t = Table{Name: g.name, Schema: g.schema}
	if i >= len(g.file.RowGroups()) {
		return t, nil
	}
	group := g.file.RowGroups()[i]
	var fields []arrow.Field
	var arrays []arrow.Array
	for c, chunk := range group.ColumnChunks() {
		f := g.schema.Field(c)
		if !wanted(f.Name) {
			continue
		}
		a, err := readColumn(chunk, f, int(group.NumRows()))
		if err != nil {
			err = fmt.Errorf("column %s: %w", f.Name, err)
			return Table{}, messages.Wrap(err, "table_damaged", g.path)
		}
		fields, arrays = append(fields, f), append(arrays, a)
	}
	if len(fields) < g.schema.NumFields() {
		about := g.schema.Metadata()
		t.Schema = arrow.NewSchema(fields, &about)
	}
	t.Records = []arrow.Record{array.NewRecord(t.Schema, arrays, group.NumRows())}
	return t, nil
}

// readable says whether a file of the schema version can be read: one of this
// major version, or of the one before, whose columns are known by their old names.
func readable(version string) bool {
	major, _, _ := strings.Cut(version, ".")
	return major == "1" || major == "2"
}

// arrowSchema is the schema that the file was written from, metadata and all.
func arrowSchema(file *parquet.File) (*arrow.Schema, error) {
	var notes []columnNote
	text, _ := file.Lookup(keyColumns)
	if err := json.Unmarshal([]byte(text), &notes); err != nil {
		return nil, fmt.Errorf("column notes: %w", err)
	}
	nodes := file.Schema().Fields()
	if len(notes) != len(nodes) {
		return nil, errors.New("column notes do not fit the columns")
	}
	fields := make([]arrow.Field, len(nodes))
	for i, node := range nodes {
		t, err := arrowType(node)
		if err != nil {
			return nil, fmt.Errorf("column %s: %w", node.Name(), err)
		}
		var keys, values []string
		for _, pair := range [][2]string{{keyDoc, notes[i].Doc}, {keyOf, notes[i].Of}, {keyEncoding, notes[i].Encoding}, {keyBloom, notes[i].Bloom}} {
			if pair[1] != "" {
				keys, values = append(keys, pair[0]), append(values, pair[1])
			}
		}
		fields[i] = arrow.Field{Name: node.Name(), Type: t, Nullable: node.Optional(), Metadata: arrow.NewMetadata(keys, values)}
	}
	var keys, values []string
	for _, key := range []string{keyTable, keyRowsAre, keyDoc, keyVersion, keyAudience, keyEdition, keyAsOf} {
		if value, ok := file.Lookup(key); ok {
			keys, values = append(keys, key), append(values, value)
		}
	}
	about := arrow.NewMetadata(keys, values)
	return arrow.NewSchema(fields, &about), nil
}

// readColumn reads the rows of one column chunk.
func readColumn(chunk parquet.ColumnChunk, f arrow.Field, rows int) (arrow.Array, error) {
	b := array.NewBuilder(memory.DefaultAllocator, f.Type)
	b.Reserve(rows)
	add := adder(b)
	pages := chunk.Pages()
	defer pages.Close()
	buffer := make([]parquet.Value, 1024)
	for {
		page, err := pages.ReadPage()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		values := page.Values()
		for err == nil {
			var n int
			n, err = values.ReadValues(buffer)
			for _, v := range buffer[:n] {
				add(v)
			}
		}
		parquet.Release(page)
		if !errors.Is(err, io.EOF) {
			return nil, err
		}
	}
	a := b.NewArray()
	if a.Len() != rows {
		return nil, fmt.Errorf("%d rows, want %d", a.Len(), rows)
	}
	return a, nil
}

// adder appends values of a file to b.
func adder(b array.Builder) func(parquet.Value) {
	if list, ok := b.(*array.ListBuilder); ok {
		element := list.ValueBuilder().(*array.StringBuilder)
		return func(v parquet.Value) {
			if v.RepetitionLevel() == 0 {
				list.Append(true)
			}
			if !v.IsNull() {
				element.BinaryBuilder.Append(v.ByteArray())
			}
		}
	}
	one := appender(b)
	return func(v parquet.Value) {
		if v.IsNull() {
			b.AppendNull()
			return
		}
		one(v)
	}
}

func appender(b array.Builder) func(parquet.Value) {
	switch b := b.(type) {
	case *array.StringBuilder:
		return func(v parquet.Value) { b.BinaryBuilder.Append(v.ByteArray()) }
	case *array.Float64Builder:
		return func(v parquet.Value) { b.Append(v.Double()) }
	case *array.Int64Builder:
		return func(v parquet.Value) { b.Append(v.Int64()) }
	case *array.Int32Builder:
		return func(v parquet.Value) { b.Append(v.Int32()) }
	case *array.BooleanBuilder:
		return func(v parquet.Value) { b.Append(v.Boolean()) }
	case *array.Date32Builder:
		return func(v parquet.Value) { b.Append(arrow.Date32(v.Int32())) }
	case *array.TimestampBuilder:
		return func(v parquet.Value) { b.Append(arrow.Timestamp(v.Int64())) }
	default:
		panic(fmt.Sprintf("tables: no column of type %s", b.Type()))
	}
}
