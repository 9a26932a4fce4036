package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"stemme/models"
	"stemme/pipeline"
	"stemme/pipeline/edition"
	"stemme/pipeline/messages"
	"stemme/pipeline/nps"
	"stemme/pipeline/tables"
)

// explainCmd shows what stands behind one figure.
type explainCmd struct {
	Table string   `arg:"" optional:"" help:"cli_explain_table"`
	Key   []string `arg:"" optional:"" help:"cli_explain_key"`
	Limit int      `default:"20" placeholder:"N" help:"cli_explain_limit"`
	where
	form
}

// Run prints the figure, its rule, and the responses behind it.
func (c *explainCmd) Run(t *terminal) error {
	ed, cfg, err := c.open()
	if err != nil {
		return err
	}
	defer ed.Close()
	names := figureTables(ed.Path(edition.Tables))
	if c.Table == "" {
		return usageError{messages.Errorf("explain_tables", strings.Join(names, ", "), "stemme explain nps")}
	}
	if !slices.Contains(tables.Names(ed.Path(edition.Tables)), c.Table) {
		return unknown("kind_table", c.Table, names)
	}
	key := map[string]string{}
	for _, word := range c.Key {
		name, value, ok := strings.Cut(word, "=")
		if !ok {
			return t.choices(ed, c.Table, word)
		}
		key[name] = value
	}
	e, err := pipeline.Explain(ed, cfg, models.Analysts, c.Table, key)
	if err != nil {
		return err
	}
	if !c.people() {
		return t.explained(&e, c.form)
	}
	return t.explanation(&e, c.Limit)
}

// explained is an explanation for programs: JSON has the figure and the responses
// behind it, CSV the responses alone.
func (t *terminal) explained(e *pipeline.Explanation, f form) error {
	s := t.sheet("response_key", "", "score", "", "responded_on", "", "comment", "")
	for i := range e.Responses {
		r := &e.Responses[i]
		s.add(r.ResponseKey, scoreCell(r.Score), r.RespondedOn.String(), r.Comment)
	}
	if f.Format == "csv" {
		return t.show(s, f)
	}
	var responses bytes.Buffer
	if err := s.json(&responses); err != nil {
		return err
	}
	figure, err := t.rowOf(e.Cells)
	if err != nil {
		return err
	}
	var open json.RawMessage
	if len(e.Open) > 0 {
		if open, err = t.rowOf(e.Open); err != nil {
			return err
		}
	}
	return writeJSON(t.stdout, struct {
		Table     string          `json:"table"`
		Edition   string          `json:"edition"`
		Rule      string          `json:"rule"`
		Row       json.RawMessage `json:"row"`            // an array of the one row
		Open      json.RawMessage `json:"open,omitempty"` // likewise, the columns that the open tables tell otherwise
		Differs   []string        `json:"differs"`        // columns that came out otherwise
		Withheld  bool            `json:"withheld"`
		Kept      bool            `json:"not_computed_again"`
		Alone     nps.Alone       `json:"alone,omitempty"` // sure, unsure or reversed, of a cause
		Responses json.RawMessage `json:"responses"`
	}{e.Table, e.Edition, e.Rule, figure, open, append([]string{}, e.Differs...), e.Withheld, e.Kept, e.Alone, responses.Bytes()})
}

// rowOf are cells as an array of one row.
func (t *terminal) rowOf(of []pipeline.Cell) (json.RawMessage, error) {
	row := t.sheet()
	var cells []any
	for _, cell := range of {
		row.columns = append(row.columns, column{name: cell.Column})
		switch {
		case cell.Value == "":
			cells = append(cells, nil)
		case cell.Number:
			cells = append(cells, json.Number(cell.Value))
		default:
			cells = append(cells, cell.Value)
		}
	}
	row.add(cells...)
	var figure bytes.Buffer
	err := row.json(&figure)
	return figure.Bytes(), err
}

// explanation prints one for people, with at most so many responses.
func (t *terminal) explanation(e *pipeline.Explanation, most int) error {
	t.line(e.Table + ": " + pipeline.Meaning(t.lang, e.Rule))
	t.print("explain_edition", e.Edition)
	g := grid{indent: "  "}
	for _, cell := range e.Cells {
		g.rows = append(g.rows, []string{cell.Column, t.value(e.Cells, cell), pipeline.Meaning(t.lang, cell.Doc)})
	}
	if err := t.grid(g); err != nil {
		return err
	}
	switch {
	case e.Withheld:
		t.print("explain_withheld")
	case e.Kept && e.Table == nps.NewsFound.Name():
		t.print("explain_kept")
	case e.Kept:
		t.print("explain_kept_table")
	case len(e.Differs) == 0:
		t.print("explain_same")
	case e.OtherSetup:
		t.print("explain_setup", strings.Join(e.Differs, ", "))
	default:
		t.print("explain_differs", strings.Join(e.Differs, ", "))
	}
	if len(e.Open) > 0 {
		t.print("explain_open", t.openly(e))
	}
	if said := aloneSaid(e.Alone); said != "" {
		t.print(said)
	}
	t.print("explain_behind", t.lang.Count(len(e.Responses)))
	for i, r := range e.Responses {
		if i == most {
			t.line("  …")
			break
		}
		said := ""
		if e.Said != nil {
			said = [...]string{"−", "0", "+"}[e.Said[i]+1] + "  "
		}
		t.line(fmt.Sprintf("  %s%s  %s  %s  %s", said, r.ResponseKey, r.Score, r.RespondedOn, shorten(printable(r.Comment), 160)))
	}
	return nil
}

// openly are the cells of a row as the open tables tell them, where these tell them otherwise.
func (t *terminal) openly(e *pipeline.Explanation) string {
	var said []string
	for _, cell := range e.Open {
		said = append(said, cell.Column+" "+t.value(e.Open, cell))
	}
	return strings.Join(said, ", ")
}

// aloneSaid is what is said of a cause that is not sure with the rest held; "" of others.
func aloneSaid(alone nps.Alone) messages.Key {
	if alone == "" || alone == nps.AloneSure {
		return ""
	}
	return messages.Key("explain_alone_" + alone)
}

// value is a cell's value in the user's own way of writing; of one that is NULL what that
// means in its row.
func (t *terminal) value(row []pipeline.Cell, cell pipeline.Cell) string {
	if cell.Value == "" {
		return t.text(meansNull(row, cell))
	}
	if v, err := strconv.ParseFloat(cell.Value, 64); cell.Number && err == nil {
		_, fraction, _ := strings.Cut(cell.Value, ".")
		return t.lang.Number(v, min(len(fraction), 6))
	}
	return cell.Value
}

// meansNull says what NULL stands for: a row of all days and of all responses has neither
// period nor value, which is not the same as one whose value nobody knows.
func meansNull(row []pipeline.Cell, cell pipeline.Cell) messages.Key {
	of := func(column string) string {
		at := slices.IndexFunc(row, func(c pipeline.Cell) bool { return c.Column == column })
		if at < 0 {
			return ""
		}
		return row[at].Value
	}
	switch {
	case strings.HasPrefix(cell.Column, "period") && of("period_kind") == nps.KindAll, cell.Column == "value" && of("dimension") == nps.DimensionAll:
		return "explain_all"
	case cell.Number || cell.Column == "value":
		return "explain_null"
	}
	return "explain_none"
}

// figureTables are the tables of figures that there are, which single responses are not.
func figureTables(dir string) []string {
	return slices.DeleteFunc(tables.Names(dir), func(name string) bool {
		t, err := tables.Read(filepath.Join(dir, name+tables.Extension))
		return err != nil || t.Detail()
	})
}

// choices is what is said of a word that is no key: help lists what a row of the table is
// asked for by, and any other word is refused with the same.
func (t *terminal) choices(ed *edition.Edition, table, word string) error {
	all, example, err := pipeline.Choices(ed, table)
	if err != nil {
		return err
	}
	if word == "help" || word == "?" {
		g := grid{}
		for _, c := range all {
			g.rows = append(g.rows, []string{c.Column, c.Named()})
		}
		t.print("explain_choices", table)
		if err := t.grid(g); err != nil {
			return err
		}
		t.line(t.called.pasted("stemme explain " + table + " " + example))
		return nil
	}
	var columns []string
	for _, c := range all {
		columns = append(columns, c.Column)
	}
	return usageError{messages.Errorf("explain_word", word, table, strings.Join(columns, ", "), "stemme explain "+table+" "+example, "stemme explain "+table+" help")}
}
