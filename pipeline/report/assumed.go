package report

import (
	"errors"
	"io/fs"

	"stemme/pipeline/messages"
	"stemme/pipeline/source"
)

// Assumed says what of the sources the figures of an edition rest on and nobody has
// declared: the scale of a source, the order of its dates. dir holds the tables.
func Assumed(dir string, lang messages.Lang) ([]string, error) {
	rows, err := source.SourceReadings.Read(dir)
	if errors.Is(err, fs.ErrNotExist) { // an older edition
		return nil, nil
	}
	var said []string
	for _, n := range source.Assumed(rows) {
		said = append(said, n.Text(lang))
	}
	return said, err
}
