package tables

import (
	"fmt"
	"io"
	"iter"
	"slices"

	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/memory"
)

// blockRows is the number of rows that are made into an Arrow record and written at
// a time: few enough that they stay in the processor's cache on the way, a multiple
// of rowsPerWrite. Chosen by eye.
const blockRows = 1024

// An Outgoing table is on its way into a file. Its records are made while they are
// written, so that it takes little memory beside its rows.
type Outgoing struct {
	Name    string
	Schema  *arrow.Schema
	Snappy  bool  // compressed by Snappy, which every reader knows, and not by Zstandard, which makes smaller files
	Rows    int64 // 0 of a stream, whose rows are counted when it is written
	records func(memory.Allocator) iter.Seq2[arrow.Record, error]
}

// Outgoing is the table that holds rows, in the table's order, whatever the order
// of rows. Rows with the same key are an error, and, in writing, so is NULL in a
// column that may hold none.
func (d Definition[T]) Outgoing(rows []T) (Outgoing, error) {
	rows, columns, err := d.prepared(rows)
	if err != nil {
		return Outgoing{}, err
	}
	return d.outgoing(columns, len(rows), chunked(rows)), nil
}

// chunked is rows in blocks.
func chunked[T any](rows []T) iter.Seq2[[]T, error] {
	return func(yield func([]T, error) bool) {
		for block := range slices.Chunk(rows, blockRows) {
			if !yield(block, nil) {
				return
			}
		}
	}
}

// Stream is Outgoing for rows that are made one by one and never stand in memory
// together. They must come in the table's order; one that does not is an error in
// writing. The row type must have no segments or ratings.
func (d Definition[T]) Stream(rows iter.Seq[T]) Outgoing {
	return d.outgoing(d.columns, 0, func(yield func([]T, error) bool) {
		block := make([]T, 0, blockRows+1) // the last row of the block before, then the block
		first, n := 0, 0
		for row := range rows {
			block = append(block, row)
			if at := len(block) - 1; at > 0 && d.compare(&block[at-1], &block[at]) >= 0 {
				yield(nil, fmt.Errorf("row %d does not come after the one before it", n))
				return
			}
			if n++; len(block)-first == blockRows {
				if !yield(block[first:], nil) {
					return
				}
				first, block = 1, append(block[:0], block[len(block)-1])
			}
		}
		if len(block) > first {
			yield(block[first:], nil)
		}
	})
}

// outgoing makes each block of rows a record.
func (d Definition[T]) outgoing(columns []column, rows int, blocks iter.Seq2[[]T, error]) Outgoing {
	schema := schemaOf(d.name, d.about, columns)
	return Outgoing{Name: d.name, Schema: schema, Rows: int64(rows), records: func(m memory.Allocator) iter.Seq2[arrow.Record, error] {
		return func(yield func(arrow.Record, error) bool) {
			for block, err := range blocks {
				var record arrow.Record
				if err == nil {
					record, err = recordOf(m, schema, columns, stripOf(block))
				}
				if !yield(record, err) || err != nil {
					return
				}
			}
		}
	}}
}

// Outgoing is t on its way into a file.
func (t Table) Outgoing() Outgoing {
	return Outgoing{Name: t.Name, Schema: t.Schema, Rows: t.Rows(), records: func(memory.Allocator) iter.Seq2[arrow.Record, error] {
		return func(yield func(arrow.Record, error) bool) {
			for _, record := range t.Records {
				if !yield(record, nil) {
					return
				}
			}
		}
	}}
}

// Table is t in memory, whole.
func (t Outgoing) Table() (Table, error) {
	out := Table{Name: t.Name, Schema: t.Schema}
	for record, err := range t.records(memory.DefaultAllocator) {
		if err != nil {
			return Table{}, fmt.Errorf("table %s: %w", t.Name, err)
		}
		out.Records = append(out.Records, record)
	}
	return out, nil
}

// Write writes t as a Parquet file and counts its rows. Equal rows give equal
// bytes.
//
// The form is the one that every reader tried can read: data pages of version 1,
// Zstandard (or Snappy), plain or dictionary strings annotated as UTF-8, row groups
// of 131,072 rows, bounds of every page but those of texts, Bloom filters of ids.
// The schema's metadata becomes the file's.
func (t Outgoing) Write(w io.Writer) (rows int64, err error) {
	out, err := newWriter(w, t)
	if err != nil {
		return 0, err
	}
	room := &arena{}
	for record, err := range t.records(room) {
		if err != nil {
			return rows, fmt.Errorf("table %s: %w", t.Name, err)
		}
		for from := int64(0); from < record.NumRows(); {
			to := min(record.NumRows(), from+maxRows-rows%maxRows)
			if err := out.writeRecord(record.NewSlice(from, to)); err != nil {
				return rows, fmt.Errorf("writing table %s: %w", t.Name, err)
			}
			rows, from = rows+to-from, to
			if rows%maxRows != 0 {
				continue
			}
			if err := out.Flush(); err != nil {
				return rows, fmt.Errorf("writing table %s: %w", t.Name, err)
			}
		}
		room.used = 0
	}
	if err := out.Close(); err != nil {
		return rows, fmt.Errorf("writing table %s: %w", t.Name, err)
	}
	return rows, nil
}

// An arena is memory that is handed out piece by piece and taken back all at once:
// for the arrays of one block after another.
type arena struct {
	bytes []byte
	used  int
}

// Allocate hands out size bytes, which may hold anything, on a line of the cache.
func (a *arena) Allocate(size int) []byte {
	if a.used+size > len(a.bytes) {
		a.bytes, a.used = make([]byte, max(2*len(a.bytes), size, 1<<18)), 0
	}
	piece := a.bytes[a.used : a.used+size : a.used+size]
	a.used = min(a.used+(size+63)&^63, len(a.bytes))
	return piece
}

// Reallocate moves a piece into one of another size.
func (a *arena) Reallocate(size int, piece []byte) []byte {
	moved := a.Allocate(size)
	copy(moved, piece)
	return moved
}

// Free does nothing: the pieces are taken back together.
func (a *arena) Free([]byte) {}
