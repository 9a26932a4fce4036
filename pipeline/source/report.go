package source

import (
	"crypto/sha256"
	"encoding/csv"
	"io"
	"strconv"

	"stemme/models"
	"stemme/pipeline/messages"
)

// A RejectKind says what was left out.
type RejectKind string

// The kinds of rejects. Only a row counts as rejected; a cell leaves its field
// empty, and a row that a later one replaces is not lost.
const (
	RejectRow      RejectKind = "row"
	RejectCell     RejectKind = "cell"
	RejectReplaced RejectKind = "replaced"
	RejectCut      RejectKind = "cut" // the end of a text, which was too long
)

// A Reject is a row or a cell that was left out. It never holds comment text.
type Reject struct {
	Kind   RejectKind
	File   string
	Row    int    // 1 is the first row below the header; blank rows are not counted
	Line   int    // of the file, or row of the sheet, where it begins; 0 where the format has none
	Column string // header of the column at fault, "" for the row as a whole
	Reason Note
}

// WriteRejects writes rejects as CSV with the columns file, row, column,
// reason and kind, the reasons in lang.
func WriteRejects(w io.Writer, rejects []Reject, lang messages.Lang) error {
	out := csv.NewWriter(w)
	if err := out.Write([]string{"file", "row", "column", "reason", "kind"}); err != nil {
		return err
	}
	for _, r := range rejects {
		if err := out.Write([]string{r.File, strconv.Itoa(r.Row), r.Column, r.Reason.Text(lang), string(r.Kind)}); err != nil {
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
	SHA256     string // of its content, in hex; "" where not all of it was read
	Format     string // "csv", "xlsx", "json" or "parquet"
	Encoding   string // of a text file: "utf-8", "utf-16le", "utf-16be", "windows-1252", "cp865", "macintosh"
	Delimiter  string // of a CSV file: ";", ",", "tab", "|", or "" where it has one column
	Parts      string // another sign that parts the file as evenly, so that the delimiter should be declared to be sure; "" for none
	Quoted     bool   // whether a CSV file quotes its fields
	Gzip       bool
	Sampled    float64 // the share of the file that was read, 0 for all of it
	HeaderLine int     // 0 where the format has no lines
	Columns    []ColumnReport
	Scale      models.Scale
	ScaleWhy   Note
	ScaleDoubt bool // whether the scale should be declared to be sure
	Dates      DateReading
	Recalled   string // header of the time, where earlier nights alone say the order of its dates; "" where the file or the call does
	Accepted   int
	Rejected   int // rows rejected whole
	Replaced   int // rows that a later one with the same id stands in for
	Cells      int // cells of accepted rows that could not be read
	Scored     int // accepted rows with a score
	Commented  int // accepted rows with a comment or an answer to a further question
	Notes      []Note
	Reading    Reading // what was recognised, as it is kept for later nights
	ByName     bool    // whether the file's name alone says which source it is of

	named [sha256.Size]byte // as naming.of
}

// Rows is how many rows the file has that are not blank.
func (f *FileReport) Rows() int { return f.Accepted + f.Rejected + f.Replaced }

// A ColumnReport says what one column was taken for.
type ColumnReport struct {
	Header   string
	Label    string   // what further header lines say of it, "" for nothing
	Role     string   // one of Fields, "rating", "segment", "answer", "private" (personal data, dropped) or "ignored"
	Name     string   // of a rating or a segment; the question of an answer
	Why      Note     // the first reason
	Evidence []Note   // what else speaks for it
	Runner   string   // the role it would have else, "" for none
	Doubt    bool     // whether the column should be declared to be sure
	Given    int      // rows with a value
	Distinct int      // different values
	Forms    []string // up to five shapes of its values, the commonest first; never values
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

func (p *plan) report(sh *sheet, t *table, h *harvest) FileReport {
	f := FileReport{File: p.file, Source: p.source, SHA256: sh.sum, ByName: p.named.byFile, named: p.named.of, Format: sh.format, Encoding: sh.encoding, Delimiter: sh.delimiter, Parts: sh.parts,
		Quoted: sh.quoted, Gzip: sh.packed, Sampled: sh.sampled, HeaderLine: t.headerLine, Scale: p.scaling.scale, ScaleWhy: p.scaling.why,
		ScaleDoubt: p.scaling.doubt, Accepted: len(h.responses), Rejected: h.rejected, Replaced: h.later, Cells: h.cells}
	f.Dates, f.Recalled = p.dateReading(), p.recalled
	for i := range h.responses {
		if h.responses[i].Commented() {
			f.Commented++
		}
		if _, scored := h.responses[i].Score.Value(); scored {
			f.Scored++
		}
	}
	for i := range p.columns {
		f.Columns = append(f.Columns, p.columns[i].report())
	}
	for _, notes := range [][]Note{sh.notes, t.notes, p.notes} {
		f.Notes = append(f.Notes, notes...)
	}
	if n := len(t.rows); sh.unended && n > 0 && (t.rows[n-1].fault != nil || t.rows[n-1].stray) {
		f.Notes = append(f.Notes, note("source_cut_off", p.file, n))
	}
	return f
}

// shownForms is how many forms of a column's values are shown.
const shownForms = 5

func (c *column) report() ColumnReport {
	r := ColumnReport{Header: c.header, Label: c.label, Role: c.role.String(), Name: c.name, Why: c.why, Evidence: c.evidence, Doubt: c.doubt,
		Given: c.given, Distinct: len(c.values), Forms: c.forms(shownForms)}
	if c.runner != ignored && c.runner != c.role && c.role != rolePerson && c.role != rolePrivate {
		r.Runner = c.runner.String()
	}
	return r
}
