package tables

import (
	"errors"
	"fmt"
	"os"
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
