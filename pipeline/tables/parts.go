package tables

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"strings"

	"github.com/apache/arrow/go/v15/arrow"

	"stemme/models"
	"stemme/pipeline/messages"
)

// A large table may be parted: instead of the file name.parquet there is a folder
// name with one folder for each year, as Hive and all who read its folders know them:
//
//	mentions/year=2025/mentions.parquet
//	mentions/year=2026/mentions.parquet
//	mentions/year=0/mentions.parquet   of no known day
//
// Hive's own name of a part without a key, __HIVE_DEFAULT_PARTITION__, makes the year
// a text to DuckDB 1.4, which cannot be compared with a number.
// The year is no column of the files. Rows are in the table's order within a part.
const (
	partKey  = "year="
	noYear   = partKey + "0"
	noFolder = "" // of a table that is not parted
)

// PartOf names the part of a table that a row about the day is in.
func PartOf(day models.Day) string {
	if day == models.NoDay {
		return noYear
	}
	return partKey + day.String()[:4]
}

// FileOf is the path of a table's file, or of a part of it, below the folder of the
// tables, with slashes; part is "" for a table in one file.
func FileOf(name, part string) string {
	if part == noFolder {
		return name + Extension
	}
	return name + "/" + part + "/" + name + Extension
}

// Files are the files of the table at path, which is that of the one file: itself, or,
// where there is none, those of its parts, in the order of their names.
func Files(path string) ([]string, error) {
	_, err := os.Lstat(path)
	if !errors.Is(err, fs.ErrNotExist) {
		return []string{path}, err
	}
	parts, _ := filepath.Glob(filepath.Join(escape(strings.TrimSuffix(path, Extension)), partKey+"*", "*"+Extension))
	if len(parts) == 0 {
		return nil, missing{messages.Errorf("table_missing", strings.TrimSuffix(filepath.Base(path), Extension))}
	}
	return parts, nil
}

// missing is the fault of a table that is not there, for which it is fs.ErrNotExist.
type missing struct{ told *messages.Error }

func (m missing) Error() string        { return m.told.Error() }
func (m missing) Unwrap() error        { return m.told }
func (m missing) Is(target error) bool { return target == fs.ErrNotExist }

// escape makes a path a pattern of itself.
func escape(path string) string {
	if os.PathSeparator == '\\' {
		return path // where Match knows no escapes
	}
	return strings.NewReplacer(`\`, `\\`, `*`, `\*`, `?`, `\?`, `[`, `\[`).Replace(path)
}

// Names are the tables in a folder, in order.
func Names(dir string) (names []string) {
	entries, _ := os.ReadDir(dir) // a folder that is not there has none
	for _, e := range entries {
		if name, file := strings.CutSuffix(e.Name(), Extension); file || e.IsDir() {
			names = append(names, name)
		}
	}
	return names
}

// Parts are Outgoing in parts: part says which one a row is in. All have the
// columns that the rows together have, so that they can be read as one. No rows are
// one part, "".
func (d Definition[T]) Parts(rows []T, part func(*T) string) (map[string]Outgoing, error) {
	rows, columns, err := d.prepared(rows)
	if err != nil {
		return nil, err
	}
	of := map[string][]T{}
	if len(rows) == 0 {
		of[""] = nil
	}
	for i := range rows {
		p := part(&rows[i])
		of[p] = append(of[p], rows[i])
	}
	all := map[string]Outgoing{}
	for p, rows := range of {
		all[p] = d.outgoing(columns, len(rows), chunked(rows))
	}
	return all, nil
}

// Join writes the table at path as one Parquet file, in the order of its parts; a
// table in one file as it is.
func Join(w io.Writer, path string) error {
	files, err := Files(path)
	if err != nil {
		return err
	}
	if len(files) == 1 {
		file, err := os.Open(files[0])
		if err != nil {
			return fmt.Errorf("reading a table: %w", err)
		}
		defer file.Close()
		_, err = io.Copy(w, file)
		return err
	}
	return copyRows(w, path, func(out *writer, record arrow.Record) error { return errors.Join(out.writeRecord(record), out.Flush()) })
}

// Each calls do with every row of the table in the folder dir, in the table's order,
// a few thousand at a time in memory, for each part of one that is parted.
func (d Definition[T]) Each(dir string, do func(*T)) error {
	files, err := Files(d.Path(dir))
	if err != nil {
		return err
	}
	cursors := make([]*cursor[T], len(files))
	for i, file := range files {
		cursors[i] = &cursor[T]{}
		next, stop := iter.Pull2(d.blocks(file))
		defer stop()
		cursors[i].next = next
		if err := cursors[i].forward(); err != nil {
			return err
		}
	}
	for {
		var first *cursor[T]
		for _, c := range cursors {
			if len(c.rows) > 0 && (first == nil || d.compare(&c.rows[0], &first.rows[0]) < 0) {
				first = c
			}
		}
		if first == nil {
			return nil
		}
		do(&first.rows[0])
		if first.rows = first.rows[1:]; len(first.rows) == 0 {
			if err := first.forward(); err != nil {
				return err
			}
		}
	}
}

// A cursor stands in the rows of one file.
type cursor[T any] struct {
	rows []T // that are next; none at the end
	next func() ([]T, error, bool)
}

func (c *cursor[T]) forward() error {
	for {
		rows, err, ok := c.next()
		if c.rows = rows; err != nil || !ok || len(rows) > 0 {
			return err
		}
	}
}

// rowsAtOnce bounds the rows of a file that stand in memory as such. Chosen by eye.
const rowsAtOnce = 8192

// blocks are the rows of one file, a few at a time.
func (d Definition[T]) blocks(file string) iter.Seq2[[]T, error] {
	return func(yield func([]T, error) bool) {
		enough := errors.New("enough")
		err := scan(file, d.reads, func(table Table) error {
			for _, record := range table.Records {
				for from := int64(0); from < record.NumRows(); from += rowsAtOnce {
					table.Records = []arrow.Record{record.NewSlice(from, min(from+rowsAtOnce, record.NumRows()))}
					rows, err := d.Rows(table)
					if err != nil {
						return err
					}
					if !yield(rows, nil) {
						return enough
					}
				}
			}
			return nil
		})
		if err != nil && !errors.Is(err, enough) {
			yield(nil, err)
		}
	}
}
