package source

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"io"

	"stemme/pipeline/messages"
)

// A sheet is a file as rows of text, before anything is known of their meaning.
type sheet struct {
	format    string // "csv", "xlsx", "json", "parquet"
	encoding  string // of a text file, such as "windows-1252"
	delimiter string // of a delimited file
	quoted    bool   // whether a delimited file quotes its fields
	packed    bool   // whether it was compressed by gzip
	headed    bool   // whether the first record is the header, by the format
	mac       bool   // whether its numbers of days begin in 1904
	notes     []Note
	labels    []string // of the columns, where the format has them; nil for none
	records   []record
}

// A record is one row of a sheet.
type record struct {
	line  int // where it begins in the file, from 1; 0 where the format has no lines
	cells []string
	fault *Note // why it cannot be read, whatever its cells
	stray bool  // its quotes do not pair; cells are those of its first line
}

// blank says whether r holds nothing.
func (r record) blank() bool {
	if r.fault != nil {
		return false
	}
	for _, c := range r.cells {
		if !isBlank(c) {
			return false
		}
	}
	return true
}

// errBinary is the fault of a file that is in no known format.
var errBinary = errors.New("binary")

// open reads file as a sheet, by what is in it and not by what it is called.
func open(ctx context.Context, file string, cfg Config) (*sheet, error) {
	data, err := load(file)
	if err != nil {
		return nil, err
	}
	packed := bytes.HasPrefix(data, []byte{0x1f, 0x8b})
	if packed {
		if data, err = unpack(data); err != nil {
			return nil, messages.Wrap(err, "source_unreadable", file)
		}
	}
	sh, err := parse(ctx, data, cfg)
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case errors.Is(err, errBinary):
		return nil, messages.Errorf("source_binary", file)
	case err != nil:
		return nil, messages.Wrap(err, "source_unreadable", file)
	}
	sh.packed = packed
	return sh, nil
}

// unpack is the content of a gzip file.
func unpack(data []byte) ([]byte, error) {
	z, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	return io.ReadAll(z)
}

// parse tells the formats apart by their first bytes.
func parse(ctx context.Context, data []byte, cfg Config) (*sheet, error) {
	switch {
	case bytes.HasPrefix(data, []byte("PK\x03\x04")):
		return parseXLSX(ctx, data, cfg)
	case bytes.HasPrefix(data, []byte("PAR1")):
		return parseParquet(ctx, data)
	case bytes.HasPrefix(data, []byte("\xd0\xcf\x11\xe0")):
		return nil, messages.Errorf("source_old_excel")
	}
	text, encoding, notes, err := decode(data)
	if err != nil {
		return nil, err
	}
	var sh *sheet
	if looksJSON(text) {
		sh, err = parseJSON(ctx, text)
	} else {
		sh, err = parseDelimited(ctx, text, knownIn(cfg))
	}
	if err != nil {
		return nil, err
	}
	sh.encoding, sh.notes = encoding, append(notes, sh.notes...)
	return sh, nil
}
