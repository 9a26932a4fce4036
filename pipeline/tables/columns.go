package tables

import (
	"errors"
	"fmt"
	"os"

	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/array"
)

// Columns are the names of the columns of the table at path, in their order.
func Columns(path string) ([]string, error) {
	var names []string
	enough := errors.New("enough")
	err := Scan(path, func(part Table) error {
		for _, f := range part.Schema.Fields() {
			names = append(names, f.Name)
		}
		return enough
	})
	if err != nil && !errors.Is(err, enough) {
		return nil, err
	}
	return names, nil
}

// IsDetail says whether the rows of the table at path are about single responses.
func IsDetail(path string) (bool, error) {
	files, err := Files(path)
	if err != nil {
		return false, err
	}
	f, err := os.Open(files[0])
	if err != nil {
		return false, fmt.Errorf("reading a table: %w", err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return false, fmt.Errorf("reading a table: %w", err)
	}
	g, err := openGroups(f, info.Size(), files[0])
	return err == nil && Table{Schema: g.schema}.Detail(), err
}

// Days calls each with the text in one column and the day in another, for every
// row of the table at path; known is false where there is no day.
func Days(path, text, day string, each func(text string, day int32, known bool)) error {
	return Scan(path, func(part Table) error {
		for _, record := range part.Records {
			texts, ok := arrayOf[*array.String](record, text)
			days, also := arrayOf[*array.Date32](record, day)
			if !ok || !also {
				return errors.New("columns " + text + " and " + day + " are not there")
			}
			for i := range texts.Len() {
				each(texts.Value(i), int32(days.Value(i)), !days.IsNull(i))
			}
		}
		return nil
	})
}

func arrayOf[T arrow.Array](record arrow.Record, name string) (column T, ok bool) {
	at := record.Schema().FieldIndices(name)
	if len(at) != 1 {
		return column, false
	}
	column, ok = record.Column(at[0]).(T)
	return column, ok
}
