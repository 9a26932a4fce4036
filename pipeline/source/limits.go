package source

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"stemme/pipeline/messages"
)

// What one delivery may hold. A survey holds far less; what holds more is broken,
// or made to bring the program down.
const (
	MostCell        = 64 << 10  // bytes of text of a cell that are kept; the rest is cut off, counted and said
	MostColumns     = 2000      // columns of a file
	DefaultUnpacked = 512 << 20 // bytes that a file may hold, unpacked, and its cells may take in memory
	mostCells       = 8_000_000 // cells of a workbook: about half a minute's work; 16 million took over one (26 November 2026)
	deepestJSON     = 12        // objects within objects; what lies deeper is one text
)

// What a cell and a row take in memory beside their text, in bytes, on a machine of
// 64 bits.
const (
	cellCost   = 16
	recordCost = 64
)

// errTooLarge is the fault of a file that holds more than Config.Unpacked.
var errTooLarge = errors.New("too large")

// errTooWide is the fault of a file of more than MostColumns columns.
type errTooWide int

func (e errTooWide) Error() string { return strconv.Itoa(int(e)) + " columns" }

// errManyCells is the fault of a workbook of more than mostCells cells.
var errManyCells = errors.New("too many cells")

// A meter counts what a file takes in memory against what it may.
type meter struct{ left int64 }

func (cfg *Config) meter() *meter { return &meter{cfg.unpacked()} }

// unpacked is how many bytes a file may hold.
func (cfg *Config) unpacked() int64 {
	if cfg.Unpacked > 0 {
		return cfg.Unpacked
	}
	return DefaultUnpacked
}

// record takes a row of so many cells, and the bytes of its text where that is not
// part of the file's own.
func (m *meter) record(cells int, bytes int) error {
	if m.left -= recordCost + cellCost*int64(cells) + int64(bytes); m.left < 0 {
		return errTooLarge
	}
	return nil
}

// signs takes so much for each of the signs of text that end a row, a cell or an
// object, before they are looked at one by one.
func (m *meter) signs(text string, sign byte, cost int64) error {
	if m.left -= cost * int64(strings.Count(text, string(rune(sign)))); m.left < 0 {
		return errTooLarge
	}
	return nil
}

// zipped says whether the files of a workbook hold no more than may be. The reader
// of the archive holds them to what its directory says.
func (m *meter) zipped(data []byte) error {
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return err
	}
	total := uint64(0)
	for _, f := range archive.File {
		if total += f.UncompressedSize64; total > uint64(m.left) || f.UncompressedSize64 > uint64(m.left) {
			return errTooLarge
		}
	}
	return nil
}

// fewCells says whether the sheets of a workbook hold no more cells than may be. It
// unpacks them to count, as far as needed, which costs a tenth of reading them.
func fewCells(data []byte, most int) error {
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return err
	}
	cells := 0
	for _, f := range archive.File {
		if !strings.Contains(strings.ToLower(f.Name), "worksheets/") {
			continue
		}
		text, err := f.Open()
		if err != nil {
			return err
		}
		block := make([]byte, 1<<16)
		for kept := 0; err == nil; { // the last bytes of a block stand before the next: a tag may be cut in two
			var n int
			n, err = io.ReadFull(text, block[kept:])
			part := block[:kept+n]
			for _, tag := range []string{"<c ", "<c>", "<c/", ":c ", ":c>"} { // the tag of a cell, with and without a prefix
				cells += bytes.Count(part, []byte(tag))
			}
			if cells > most {
				return errors.Join(errManyCells, text.Close())
			}
			kept = copy(block, part[max(0, len(part)-2):])
		}
		if err := text.Close(); err != nil {
			return err
		}
	}
	return nil
}

// bounded is err in words, where a file is larger than may be.
func bounded(err error, file string, cfg *Config) error {
	var wide errTooWide
	var torn errUnclosed
	var parted errNoDelimiter
	switch {
	case errors.Is(err, errTooLarge):
		return messages.Errorf("source_too_large", file, (cfg.unpacked()+1<<20-1)>>20)
	case errors.Is(err, errManyCells):
		return messages.Errorf("source_many_cells", file, mostCells/1_000_000)
	case errors.As(err, &parted) && parted.better != "":
		return messages.Errorf("source_delimiter_other", file, parted.declared, parted.better)
	case errors.As(err, &parted):
		return messages.Errorf("source_delimiter_none", file, parted.declared)
	case errors.As(err, &torn):
		return messages.Errorf("source_unclosed", file, torn.rows, torn.line)
	case errors.As(err, &wide):
		return messages.Errorf("source_too_wide", file, int(wide), MostColumns)
	}
	return err
}

// A cutting is what was cut off the cells of a row: bytes, by column.
type cutting map[int]int

// cut shortens the cells of sh that are longer than MostCell.
func (sh *sheet) cut() {
	for i := range sh.records {
		r := &sh.records[i]
		for j, cell := range r.cells {
			if len(cell) <= MostCell {
				continue
			}
			end := MostCell
			for end > 0 && !utf8.RuneStart(cell[end]) {
				end--
			}
			if r.cut == nil {
				r.cut = cutting{}
			}
			r.cells[j], r.cut[j] = strings.Clone(cell[:end]), len(cell)-end
		}
	}
}

// cuts are the cells of a row that were cut, as rejects of what they lost.
func (p *plan) cuts(row record, place Reject) (all []Reject) {
	for i := range p.columns {
		if lost := row.cut[i]; lost > 0 && p.columns[i].used() {
			place.Kind, place.Column, place.Reason = RejectCut, p.columns[i].header, note("source_reject_cut", MostCell>>10, (lost+1023)>>10)
			all = append(all, place)
		}
	}
	return all
}

// used says whether anything of the column is read in.
func (c *column) used() bool {
	return c.role != ignored && c.role != rolePerson && c.role != rolePrivate
}
