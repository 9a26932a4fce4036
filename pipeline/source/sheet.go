package source

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"regexp"
	"strings"

	"stemme/pipeline/messages"
)

// A sheet is a file as rows of text, before anything is known of their meaning.
type sheet struct {
	file      string // as it is called in messages
	sum       string // SHA-256 of the file in hex; "" where not all of it was read
	format    string // "csv", "xlsx", "json", "parquet"
	encoding  string // of a text file, such as "windows-1252"
	delimiter string // of a delimited file
	parts     string // another sign that parts it as evenly; "" for none
	fixed     bool   // whether a call, this or an earlier one, declared the delimiter
	quoted    bool   // whether a delimited file quotes its fields
	packed    bool   // whether it was compressed by gzip
	headed    bool   // whether the first record is the header, by the format
	mac       bool   // whether its numbers of days begin in 1904
	notes     []Note
	sampled   float64  // the share of the file that was read, 0 for all
	unended   bool     // whether the text ends within a line
	labels    []string // of the columns, where the format has them; nil for none
	records   []record
}

// A record is one row of a sheet.
type record struct {
	line  int // where it begins in the file, from 1; 0 where the format has no lines
	cells []string
	fault *Note // why it cannot be read, whatever its cells
	stray bool  // its quotes do not pair; cells are those of its first line
	cut   cutting

	unseen bool // the workbook hides it
	apart  bool // a blank one stands before it
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
	c, err := loadSample(file, &cfg)
	if err != nil {
		return nil, err
	}
	return c.sheet(ctx, file, cfg)
}

// sheet is the content of the file that is called so.
func (c content) sheet(ctx context.Context, file string, cfg Config) (*sheet, error) {
	packed := isPacked(c.head)
	sum := c.sum()
	share := 0.0
	var err error
	if packed {
		if c.head, share, err = unpack(ctx, c, cfg); err != nil {
			return nil, unparsed(ctx, err, file, &cfg)
		}
	}
	cfg.Name = cfg.naming(file).name // what of it was read before decides how sheets are read
	sh, err := parse(ctx, c, cfg)
	if err != nil || ctx.Err() != nil {
		return nil, unparsed(ctx, err, file, &cfg)
	}
	if sh.packed = packed; share > 0 {
		sh.sampled = share
	}
	sh.file, sh.sum = file, sum
	sh.cut()
	return sh, nil
}

// unparsed is why file could not be parsed.
func unparsed(ctx context.Context, err error, file string, cfg *Config) error {
	said := bounded(err, file, cfg)
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case said != err:
		return said
	case errors.Is(err, errBinary):
		return messages.Errorf("source_binary", file)
	}
	return messages.Wrap(err, "source_unreadable", file)
}

// unpack is the content of a gzip file, or the first sample bytes of it and then
// the share of the file that they were packed in.
func unpack(ctx context.Context, c content, cfg Config) (head []byte, share float64, err error) {
	packed := bytes.NewReader(c.head)
	z, err := gzip.NewReader(packed)
	if err != nil {
		return nil, 0, err
	}
	if cfg.Sample <= 0 {
		head, err = unpackAll(ctx, c.head, z, cfg.unpacked())
		return head, 0, err
	}
	head, err = io.ReadAll(io.LimitReader(z, min(int64(cfg.Sample), cfg.unpacked())))
	if errors.Is(err, io.ErrUnexpectedEOF) && int64(len(c.head)) < c.size {
		err = nil // only a part of the file was read
	}
	if packed.Len() > 0 || int64(len(c.head)) < c.size {
		share = float64(len(c.head)-packed.Len()) / float64(c.size)
		if cut := bytes.LastIndexByte(head, '\n') + 1; cut > 0 {
			head = head[:cut]
		}
	}
	return head, share, err
}

// unpackAll is what packed holds, unpacked once to see how much that is: a file made
// to fill the memory is then refused before it does.
func unpackAll(ctx context.Context, packed []byte, z *gzip.Reader, most int64) ([]byte, error) {
	size := int64(0)
	for ctx.Err() == nil {
		n, err := io.CopyN(io.Discard, z, 1<<20)
		if size += n; size > most {
			return nil, errTooLarge
		}
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
	}
	if err := errors.Join(ctx.Err(), z.Reset(bytes.NewReader(packed))); err != nil {
		return nil, err
	}
	data := make([]byte, size)
	_, err := io.ReadFull(z, data)
	return data, err
}

// parse tells the formats apart by their first bytes.
func parse(ctx context.Context, c content, cfg Config) (*sheet, error) {
	data := c.head
	switch {
	case bytes.HasPrefix(data, []byte("PK\x03\x04")):
		if err := foreign(data); err != nil {
			return nil, err
		}
		return parseXLSX(ctx, data, cfg)
	case bytes.HasPrefix(data, []byte("PAR1")):
		return parseParquet(ctx, data, cfg.meter())
	case bytes.HasPrefix(data, []byte("\xd0\xcf\x11\xe0")):
		return nil, messages.Errorf("source_old_excel")
	}
	text, encoding, notes, err := decode(data)
	if err != nil {
		return nil, err
	}
	var more []string
	for _, w := range c.windows {
		text, err := decodeAs(w, encoding)
		if err != nil {
			return nil, err
		}
		more = append(more, text)
	}
	sh, err := parseText(ctx, text, more, cfg)
	if err != nil {
		return nil, err
	}
	sh.encoding, sh.notes = encoding, append(notes, sh.notes...)
	sh.unended = sh.format == "csv" && len(more) == 0 && !strings.HasSuffix(strings.TrimSuffix(text, "\r"), "\n")
	if len(c.windows) > 0 {
		read := len(c.head)
		for _, w := range c.windows {
			read += len(w)
		}
		sh.sampled = float64(read) / float64(c.size)
	}
	return sh, nil
}

// parseText tells the formats of text apart; more are the pieces behind it.
func parseText(ctx context.Context, text string, more []string, cfg Config) (*sheet, error) {
	whole := func() string { return strings.Join(append([]string{text}, more...), "") }
	switch {
	case looksJSON(text):
		return parseJSON(ctx, whole(), cfg.meter())
	case looksHTML(text):
		return parseHTML(ctx, whole(), cfg.meter())
	case looksXML(text):
		return nil, messages.Errorf("source_xml")
	case looksSQL(text):
		return nil, messages.Errorf("source_sql")
	}
	return parseDelimited(ctx, text, more, cfg)
}

// foreign is what is said of packed files that are no workbook: a spreadsheet of
// another kind, or files put together; nil for others.
func foreign(data []byte) error {
	switch {
	case bytes.Contains(data[:min(len(data), 200)], []byte("application/vnd.oasis.opendocument")):
		return messages.Errorf("source_open_document")
	case bytes.Contains(data, []byte("xl/workbook.bin")):
		return messages.Errorf("source_binary_workbook")
	case !bytes.Contains(data, []byte("[Content_Types].xml")):
		return messages.Errorf("source_zip")
	}
	return nil
}

// statement begins a line of what a database is made again from.
var statement = regexp.MustCompile(`(?im)^(?:INSERT INTO|CREATE TABLE|DROP TABLE|SET IDENTITY_INSERT|LOCK TABLES|COPY) .*(?:[(;]|VALUES|FROM stdin)`)

// looksSQL says whether text is a dump of a database.
func looksSQL(text string) bool {
	head := text[:min(len(text), 4096)]
	return !strings.ContainsAny(strings.TrimSpace(head)[:min(1, len(strings.TrimSpace(head)))], `{["<`) && statement.MatchString(head)
}

// looksXML says whether text is XML, of a spreadsheet or of something else.
func looksXML(text string) bool {
	return strings.HasPrefix(strings.TrimSpace(text[:min(len(text), 256)]), "<?xml")
}
