package tables

import (
	"fmt"

	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/array"
	"github.com/apache/arrow/go/v15/arrow/memory"
)

// Keys of a schema's and a field's metadata.
const (
	keyTable    = "table"
	keyRowsAre  = "rows_are"
	keyDoc      = "doc"
	keyVersion  = "schema_version"
	keyAudience = "audience"
	keyOf       = "of"
	keyEncoding = "encoding" // "dict", "text" or absent: how the column is written
	keyBloom    = "bloom"    // "yes" or absent: whether it has a Bloom filter
	keyEdition  = "edition"  // what the table is of, see Stamp
	keyAsOf     = "as_of"
)

// The audiences of a table.
const (
	audienceOpen   = "open"
	audienceDetail = "detail" // rows are about single responses
)

// schemaOf is the Arrow schema of columns, none of which spreads.
func schemaOf(name string, a about, columns []column) *arrow.Schema {
	fields := make([]arrow.Field, len(columns))
	for i, c := range columns {
		keys, values := []string{keyDoc}, []string{c.doc}
		if c.bloom {
			keys, values = append(keys, keyBloom), append(values, "yes")
		}
		if c.of != "" {
			keys, values = append(keys, keyOf), append(values, c.of)
		}
		if c.dict {
			keys, values = append(keys, keyEncoding), append(values, "dict")
		} else if c.text {
			keys, values = append(keys, keyEncoding), append(values, "text")
		}
		fields[i] = arrow.Field{Name: c.name, Type: c.kind.arrow, Nullable: c.null, Metadata: arrow.NewMetadata(keys, values)}
	}
	audience := audienceOpen
	if a.detail {
		audience = audienceDetail
	}
	about := arrow.NewMetadata(
		[]string{keyTable, keyRowsAre, keyDoc, keyVersion, keyAudience},
		[]string{name, a.rowsAre, a.doc, SchemaVersion, audience})
	return arrow.NewSchema(fields, &about)
}

// recordOf is rows as one Arrow record, in memory of m.
func recordOf(m memory.Allocator, schema *arrow.Schema, columns []column, rows strip) (arrow.Record, error) {
	arrays := make([]arrow.Array, len(columns))
	for i, c := range columns {
		known := 0
		if arrays[i], known = c.kind.make(m, c.in(rows), c.null); known < rows.n {
			return nil, fmt.Errorf("column %s: NULL in row %d", c.name, known)
		}
	}
	return array.NewRecord(schema, arrays, int64(rows.n)), nil
}

// rowsOf is recordOf backwards.
func rowsOf[T any](columns []column, t Table) ([]T, error) {
	rows := make([]T, t.Rows())
	all := stripOf(rows)
	for _, c := range columns {
		if c.spread != nil {
			loadSpread(c, all, t)
			continue
		}
		if c.derive != nil {
			continue
		}
		at := t.Schema.FieldIndices(c.name)
		if len(at) == 0 && c.was != "" {
			at = t.Schema.FieldIndices(c.was)
		}
		if len(at) == 0 && older(t) {
			c.kind.clear(c.in(all))
			continue
		}
		if len(at) != 1 {
			return nil, fmt.Errorf("column %s is not there", c.name)
		}
		if got := t.Schema.Field(at[0]).Type; !arrow.TypeEqual(got, c.kind.arrow) {
			return nil, fmt.Errorf("column %s is %s, want %s", c.name, got, c.kind.arrow)
		}
		load(c, all, t, at[0])
	}
	return rows, nil
}

// loadSpread loads every column that c spreads over: those that hold a
// segment's or rating's name.
func loadSpread(c column, rows strip, t Table) {
	for at, f := range t.Schema.Fields() {
		of, ok := f.Metadata.GetValue(keyOf)
		if !ok || !arrow.TypeEqual(f.Type, c.kind.arrow) || len(f.Name) <= len(c.name) || f.Name[:len(c.name)] != c.name {
			continue
		}
		one := c
		one.kind = c.spread.named(of)
		load(one, rows, t, at)
	}
}

// older says whether t was written before the columns of this version were all
// there.
func older(t Table) bool {
	version, ok := t.Schema.Metadata().GetValue(keyVersion)
	return ok && version != SchemaVersion
}

// load puts the column at of t into the field of c.
func load(c column, rows strip, t Table, at int) {
	row := 0
	for _, record := range t.Records {
		c.kind.load(c.in(rows.from(row)), record.Column(at))
		row += int(record.NumRows())
	}
}
