package main

import (
	"encoding/json"
	"io"
	"strings"

	"stemme/pipeline/messages"
	"stemme/pipeline/source"
)

// A fileCheck is what check says of one file, for programs.
type fileCheck struct {
	File          string             `json:"file"`
	Source        string             `json:"source"`
	Format        string             `json:"format"`
	Encoding      string             `json:"encoding,omitempty"`
	Delimiter     string             `json:"delimiter,omitempty"`
	DelimiterElse string             `json:"delimiter_else,omitempty"` // another sign that parts the file as evenly
	HeaderLine    int                `json:"header_line,omitempty"`
	Sampled       float64            `json:"sampled,omitempty"` // share of the file that was read; 0 is all
	Rows          int                `json:"rows"`
	Accepted      int                `json:"accepted"`
	Rejected      int                `json:"rejected"`
	Replaced      int                `json:"replaced"`
	Cells         int                `json:"unreadable_cells"`
	Scored        int                `json:"scored"`
	Commented     int                `json:"commented"`
	Scale         string             `json:"scale"`
	ScaleWhy      string             `json:"scale_why"`
	ScaleDoubt    bool               `json:"scale_doubt"`
	Dates         source.DateReading `json:"dates"`
	Columns       []columnCheck      `json:"columns"`
	Notes         []string           `json:"notes"`
	Rejects       []rejectCheck      `json:"rejects"` // the first of them
}

type columnCheck struct {
	Header   string   `json:"header"`
	Label    string   `json:"label,omitempty"`
	Role     string   `json:"role"`
	Name     string   `json:"name,omitempty"`
	Why      string   `json:"why"`
	Evidence []string `json:"evidence"`
	RunnerUp string   `json:"runner_up"` // a role, "" for none
	Doubt    bool     `json:"doubt"`
	Given    int      `json:"given"`
	Distinct int      `json:"distinct"`
	Forms    []string `json:"forms"`
}

type rejectCheck struct {
	Kind   source.RejectKind `json:"kind"`
	Row    int               `json:"row"`
	Column string            `json:"column,omitempty"`
	Reason string            `json:"reason"`
}

// writeChecks writes what was recognised as one JSON array, an object a file.
func writeChecks(w io.Writer, batch source.Batch, lang messages.Lang) error {
	checks := make([]fileCheck, len(batch.Files))
	for i := range batch.Files {
		checks[i] = checkOf(&batch.Files[i], lang)
		for _, r := range batch.Rejects {
			if r.File == checks[i].File && len(checks[i].Rejects) < shownRejects {
				checks[i].Rejects = append(checks[i].Rejects, rejectCheck{r.Kind, r.Row, r.Column, r.Reason.Text(lang)})
			}
		}
	}
	out := json.NewEncoder(w)
	out.SetIndent("", "  ")
	out.SetEscapeHTML(false)
	return out.Encode(checks)
}

func checkOf(f *source.FileReport, lang messages.Lang) fileCheck {
	c := fileCheck{File: f.File, Source: f.Source, Format: f.Format, Encoding: f.Encoding, Delimiter: f.Delimiter, DelimiterElse: f.Parts, HeaderLine: f.HeaderLine,
		Sampled: f.Sampled, Rows: f.Rows(), Accepted: f.Accepted, Rejected: f.Rejected, Replaced: f.Replaced, Cells: f.Cells, Scored: f.Scored,
		Commented: f.Commented, Scale: f.Scale.String(), ScaleWhy: f.ScaleWhy.Text(lang), ScaleDoubt: f.ScaleDoubt, Dates: f.Dates,
		Notes: texts(f.Notes, lang), Rejects: []rejectCheck{}}
	for _, col := range f.Columns {
		forms := col.Forms
		if forms == nil {
			forms = []string{}
		}
		c.Columns = append(c.Columns, columnCheck{col.Header, col.Label, col.Role, col.Name, col.Why.Text(lang), texts(col.Evidence, lang),
			col.Runner, col.Doubt, col.Given, col.Distinct, forms})
	}
	return c
}

func texts(notes []source.Note, lang messages.Lang) []string {
	said := make([]string, len(notes))
	for i, n := range notes {
		said[i] = n.Text(lang)
	}
	return said
}

// columnSheet is what was recognised as a row a column, for spreadsheets.
func (t *terminal) columnSheet(batch source.Batch) *sheet {
	s := t.sheet("file", "", "source", "", "column", "", "role", "", "name", "", "given", "", "distinct", "", "forms", "", "doubt", "", "why", "")
	for i := range batch.Files {
		f := &batch.Files[i]
		for j := range f.Columns {
			col := &f.Columns[j]
			s.add(f.File, f.Source, col.Header, col.Role, col.Name, col.Given, col.Distinct, strings.Join(col.Forms, " · "), col.Doubt, t.evidence(col))
		}
	}
	return s
}
