// Package tables turns rows into tables. A table is a row type whose struct tags
// name its columns; from them follow the Arrow record in memory, the Parquet file
// on disk, CSV and JSON, the golden file of schemas and the page that documents
// them. A row type lies in the package that knows what it means; package pipeline
// lists all tables.
//
// A new table is a new row type, one line that defines it, and its name in
// pipeline.Tables:
//
//	// A VisitRow is one visit.
//	type VisitRow struct {
//		Shop string     `table:"shop" doc:"where"`
//		On   models.Day `table:"visited_on,null" doc:"when; NULL where unknown"`
//	}
//
//	var Visits = tables.Define("visits", "visit", "What was visited.", tables.Key(func(r *VisitRow) string { return r.Shop }))
//
// A tag holds the column's name and then, separated by commas: null where the
// column may hold NULL, dict where its values repeat (dictionary encoding), text
// where they are comments (no statistics are kept of them, which would quote
// them), id where single ones are looked for (Bloom filter), theme where it is the
// id of a theme and no theme is written as models.NoThemeKey, was=NAME where an
// earlier version called it NAME. Columns that follow from others of the row are
// no fields: see Derive. The Go type decides the column's type:
//
//	string, or a named string     VARCHAR      "" is NULL in a nullable column
//	models.Class                  VARCHAR      NoClass is NULL
//	float64                       DOUBLE       NaN is NULL
//	int, int32                    BIGINT, INTEGER
//	Int                           BIGINT       an unknown Int is NULL
//	models.Score                  INTEGER      a missing score is NULL, the score 0 is 0
//	bool                          BOOLEAN
//	models.Day                    DATE         NoDay is NULL
//	time.Time                     TIMESTAMP    in UTC, cut to microseconds; the zero time is NULL
//	[]string                      VARCHAR[]
//	[]models.Segment              one nullable VARCHAR column per name, the tag's name before it
//	[]models.Rating               one nullable INTEGER column per name, the tag's name before it
//
// An embedded struct adds its columns in its place.
package tables

import (
	"cmp"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/memory"
)

// SchemaVersion is kept in every file. Columns and tables may be added within a
// major version; a reader refuses a later major version. Version 2 has given other
// names to the columns start, end, group and values, which SQL keeps for itself,
// and what no theme covers an id.
const SchemaVersion = "2.6"

// Extension ends the file name of every table on disk.
const Extension = ".parquet"

// maxRows is the number of rows in a record and in a Parquet row group. It is
// the row group that DuckDB, which skips and parallelises by it, works best
// with; it also keeps a column of texts below Arrow's 2 GiB.
const maxRows = 131072

// A Table is the rows of one table as Arrow records of at most 131,072 rows, all
// of Schema. Schema's metadata says what the table is (keys "table", "rows_are",
// "doc", "schema_version"), a field's metadata what the column is ("doc", and
// "of": the name as written of the segment or rating that the column holds).
type Table struct {
	Name    string
	Schema  *arrow.Schema
	Records []arrow.Record
}

// Rows counts the rows of t.
func (t Table) Rows() int64 {
	var n int64
	for _, r := range t.Records {
		n += r.NumRows()
	}
	return n
}

// A Definition is a table's schema and order of rows, with T as its row type.
type Definition[T any] struct {
	name    string
	columns []column
	about   about
	compare func(a, b *T) int
	apart   func(*T) bool // rows for other readers, which Rows leaves out; nil for none
	narrow  bool          // without some columns, and so without an order
}

// about is what a table says of itself.
type about struct {
	rowsAre, doc string
	detail       bool // rows are about single responses
}

// Define makes the definition of a table, whose rows are ordered by compare, in
// which no two rows are equal. It panics on a row type that breaks the rules of
// the package comment, which is a fault of the program.
func Define[T any](name, rowsAre, doc string, compare func(a, b *T) int) Definition[T] {
	return Definition[T]{name: name, columns: columnsOf[T](), about: about{rowsAre: rowsAre, doc: doc}, compare: compare}
}

// Apart marks rows that are for other readers than this program: Rows leaves them
// out.
func (d Definition[T]) Apart(is func(*T) bool) Definition[T] {
	d.apart = is
	return d
}

// Detail marks a table whose rows are about single responses: who may read it can
// compute every figure, withheld ones too. It is for its owner alone; all other
// tables are open.
func (d Definition[T]) Detail() Definition[T] {
	d.about.detail = true
	return d
}

// Detail says whether the rows of t are about single responses.
func (t Table) Detail() bool { return detail(t.Schema) }

// Detail says whether the rows of t are about single responses.
func (t Outgoing) Detail() bool { return detail(t.Schema) }

func detail(schema *arrow.Schema) bool {
	at := schema.Metadata().FindKey(keyAudience)
	return at < 0 || schema.Metadata().Values()[at] != audienceOpen
}

// Only is d with some of its columns alone, to read them: the others are not decoded,
// and their fields stay as they are made.
func (d Definition[T]) Only(columns ...string) Definition[T] {
	d.columns = slices.DeleteFunc(slices.Clone(d.columns), func(c column) bool { return !slices.Contains(columns, c.name) })
	d.narrow = true
	return d
}

// Name is the table's name; its file is called Name + Extension.
func (d Definition[T]) Name() string { return d.name }

// Path is the table's file in the folder dir.
func (d Definition[T]) Path(dir string) string { return filepath.Join(dir, d.name+Extension) }

// Table makes the table that holds rows, in the table's order, whatever the
// order of rows, which stays as it is. Two rows with the same key, and NULL in a
// column that may hold none, are errors; they name the column and the row's
// place, never a value.
func (d Definition[T]) Table(rows []T) (Table, error) {
	rows, columns, err := d.prepared(rows)
	if err != nil {
		return Table{}, err
	}
	t := Table{Name: d.name, Schema: schemaOf(d.name, d.about, columns)}
	for part := range slices.Chunk(rows, maxRows) {
		record, err := recordOf(memory.DefaultAllocator, t.Schema, columns, stripOf(part))
		if err != nil {
			return Table{}, fmt.Errorf("table %s: %w", d.name, err)
		}
		t.Records = append(t.Records, record)
	}
	return t, nil
}

// prepared is rows in the table's order, and the columns that their segments and
// ratings spread into.
func (d Definition[T]) prepared(rows []T) ([]T, []column, error) {
	rows, err := d.sorted(rows)
	if err != nil {
		return nil, nil, err
	}
	columns, err := spread(d.columns, stripOf(rows))
	if err != nil {
		return nil, nil, fmt.Errorf("table %s: %w", d.name, err)
	}
	return rows, columns, nil
}

// sorted is rows in the table's order; rows itself where it is in order.
func (d Definition[T]) sorted(rows []T) ([]T, error) {
	if d.inOrder(rows) {
		return rows, nil
	}
	at := make([]int, len(rows)) // rows are large, and a copy of one may go to the heap
	for i := range rows {
		at[i] = i
	}
	slices.SortStableFunc(at, func(i, j int) int { return d.compare(&rows[i], &rows[j]) })
	moved := make([]T, len(rows))
	for i, from := range at {
		moved[i] = rows[from]
	}
	for i := 1; i < len(moved); i++ {
		if d.compare(&moved[i-1], &moved[i]) == 0 {
			return nil, fmt.Errorf("table %s: rows %d and %d have the same key", d.name, i-1, i)
		}
	}
	return moved, nil
}

// inOrder says whether every row comes before the next.
func (d Definition[T]) inOrder(rows []T) bool {
	for i := 1; i < len(rows); i++ {
		if d.compare(&rows[i-1], &rows[i]) >= 0 {
			return false
		}
	}
	return true
}

// Rows turns a table back into rows, in its order. A column that t lacks is not
// known where an older version of the schema wrote t, and else an
// error; one that the row type lacks is passed over, so that an older program
// reads what a newer one has added to.
func (d Definition[T]) Rows(t Table) ([]T, error) {
	rows, err := rowsOf[T](d.columns, t)
	if err != nil {
		return nil, fmt.Errorf("table %s: %w", d.name, err)
	}
	if d.apart != nil {
		rows = slices.DeleteFunc(rows, func(r T) bool { return d.apart(&r) })
	}
	return rows, nil
}

// Read reads the rows of the table in the folder dir, in its order; with some of its
// columns alone, part after part.
func (d Definition[T]) Read(dir string) ([]T, error) {
	path := d.Path(dir)
	t, err := read(path, d.reads)
	if err != nil {
		return nil, err
	}
	rows, err := d.Rows(t)
	if files, _ := Files(path); err == nil && len(files) > 1 && !d.narrow {
		rows, err = d.sorted(rows)
	}
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", path, err)
	}
	return rows, nil
}

// reads says whether Rows needs a column.
func (d Definition[T]) reads(column string) bool {
	for _, c := range d.columns {
		if c.name == column || c.was != "" && c.was == column || c.spread != nil && strings.HasPrefix(column, c.name) {
			return true
		}
	}
	return false
}

// By compares by the first of its comparisons that tells a from b.
func By[T any](comparisons ...func(a, b *T) int) func(a, b *T) int {
	return func(a, b *T) int {
		for _, compare := range comparisons {
			if c := compare(a, b); c != 0 {
				return c
			}
		}
		return 0
	}
}

// Key compares by one column.
func Key[T any, K cmp.Ordered](of func(*T) K) func(a, b *T) int {
	return func(a, b *T) int { return cmp.Compare(of(a), of(b)) }
}
