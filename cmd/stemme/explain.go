package main

import (
	"fmt"
	"strconv"
	"strings"
	"text/tabwriter"

	"stemme/pipeline"
	"stemme/pipeline/messages"
)

// explainCmd shows what stands behind one figure.
type explainCmd struct {
	Table  string   `arg:"" help:"cli_explain_table"`
	Key    []string `arg:"" optional:"" help:"cli_explain_key"`
	Limit  int      `default:"20" placeholder:"N" help:"cli_explain_limit"`
	Config string   `placeholder:"FILE" help:"cli_config"`
	where
}

// Run prints the figure, its rule, and the responses behind it.
func (c *explainCmd) Run(t *terminal) error {
	key := map[string]string{}
	for _, word := range c.Key {
		name, value, ok := strings.Cut(word, "=")
		if !ok {
			return usageError{messages.Errorf("explain_word", word)}
		}
		key[name] = value
	}
	cfg, err := loadConfig(c.Config)
	if err != nil {
		return usageError{err}
	}
	ed, err := c.open()
	if err != nil {
		return err
	}
	defer ed.Close()
	e, err := pipeline.Explain(ed, cfg, c.Table, key)
	if err != nil {
		return err
	}
	t.line(e.Table + ": " + e.Rule)
	t.print("explain_edition", e.Edition)
	tw := tabwriter.NewWriter(t.stdout, 0, 4, 2, ' ', 0)
	for _, cell := range e.Cells {
		value := t.value(cell)
		fmt.Fprintf(tw, "  %s\t%s\t%s\n", cell.Column, value, cell.Doc)
	}
	tw.Flush()
	switch {
	case e.Kept:
		t.print("explain_kept")
	case len(e.Differs) == 0:
		t.print("explain_same")
	case e.OtherSetup:
		t.print("explain_setup", strings.Join(e.Differs, ", "))
	default:
		t.print("explain_differs", strings.Join(e.Differs, ", "))
	}
	t.print("explain_behind", t.lang.Count(len(e.Responses)))
	for i, r := range e.Responses {
		if i == c.Limit {
			t.line("  …")
			break
		}
		t.line(fmt.Sprintf("  %s  %s  %s  %s", r.ResponseKey, r.Score, r.RespondedOn, shorten(printable(r.Comment), 160)))
	}
	return nil
}

// value is a cell's value in the user's own way of writing.
func (t *terminal) value(cell pipeline.Cell) string {
	if cell.Value == "" {
		return t.text("explain_null")
	}
	if v, err := strconv.ParseFloat(cell.Value, 64); cell.Number && err == nil {
		_, fraction, _ := strings.Cut(cell.Value, ".")
		return t.lang.Number(v, min(len(fraction), 6))
	}
	return cell.Value
}
