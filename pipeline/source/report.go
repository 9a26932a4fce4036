package source

import (
	"encoding/csv"
	"io"
	"strconv"

	"stemme/models"
	"stemme/pipeline/messages"
)

// A Reject is a row that was left out. It never holds comment text.
type Reject struct {
	File   string
	Row    int    // 1 is the first row below the header; blank rows are not counted
	Line   int    // of the file, or row of the sheet, where it begins; 0 where the format has none
	Column string // header of the column at fault, "" for the row as a whole
	Reason Note
}

// WriteRejects writes rejects as CSV with the columns file, row, column and
// reason, the reasons in lang.
func WriteRejects(w io.Writer, rejects []Reject, lang messages.Lang) error {
	out := csv.NewWriter(w)
	if err := out.Write([]string{"file", "row", "column", "reason"}); err != nil {
		return err
	}
	for _, r := range rejects {
		if err := out.Write([]string{r.File, strconv.Itoa(r.Row), r.Column, r.Reason.Text(lang)}); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// A FileReport says what was recognised in one file.
type FileReport struct {
	File       string
	Source     string // name of the source its responses belong to
	Format     string // "csv", "xlsx", "json" or "parquet"
	Encoding   string // of a text file: "utf-8", "utf-16le", "utf-16be", "windows-1252", "cp865", "macintosh"
	Delimiter  string // of a CSV file: ";", ",", "tab", "|", or "" where it has one column
	Quoted     bool   // whether a CSV file quotes its fields
	Gzip       bool
	HeaderLine int // 0 where the format has no lines
	Columns    []ColumnReport
	Scale      models.Scale
	ScaleWhy   Note
	ScaleDoubt bool // whether the scale should be declared to be sure
	Accepted   int
	Rejected   int
	Commented  int // accepted rows with a comment
	Notes      []Note
}

// Rows is how many rows the file has that are not blank.
func (f *FileReport) Rows() int { return f.Accepted + f.Rejected }

// A ColumnReport says what one column was taken for.
type ColumnReport struct {
	Header string
	Role   string // one of Fields, "rating", "segment", "private" (personal data, dropped) or "ignored"
	Name   string // of a rating or a segment
	Why    Note
	Doubt  bool // whether the column should be declared to be sure
	Given  int  // rows with a value
}

// Doubtful says whether anything in f should be declared to be sure.
func (f *FileReport) Doubtful() bool {
	for _, c := range f.Columns {
		if c.Doubt {
			return true
		}
	}
	return f.ScaleDoubt
}

func (p *plan) report(sh *sheet, t *table, responses []models.Response, rejected int) FileReport {
	f := FileReport{File: p.file, Source: p.source, Format: sh.format, Encoding: sh.encoding, Delimiter: sh.delimiter,
		Quoted: sh.quoted, Gzip: sh.packed, HeaderLine: t.headerLine, Scale: p.scale, ScaleWhy: p.scaleWhy,
		ScaleDoubt: p.scaleDoubt, Accepted: len(responses), Rejected: rejected}
	for _, r := range responses {
		if r.Comment != "" {
			f.Commented++
		}
	}
	for _, c := range p.columns {
		f.Columns = append(f.Columns, ColumnReport{Header: c.header, Role: c.role.String(), Name: c.name, Why: c.why, Doubt: c.doubt, Given: c.given})
	}
	for _, notes := range [][]Note{sh.notes, t.notes, p.notes} {
		f.Notes = append(f.Notes, notes...)
	}
	return f
}
