package main

import (
	"io"
	"os"
	"path/filepath"
	"slices"

	"stemme/pipeline/edition"
	"stemme/pipeline/messages"
	"stemme/pipeline/nps"
	"stemme/pipeline/report"
)

// reportCmd prints an edition's figures in words.
type reportCmd struct {
	Section []string `placeholder:"NAME" help:"cli_report_section"`
	Period  string   `default:"quarter" placeholder:"month|quarter|year|2026-10|2026-K3|2026" help:"cli_report_period"`
	Unit    string   `placeholder:"PATH" help:"cli_report_unit"`
	Lens    string   `placeholder:"NAME" help:"cli_report_lens"`
	Out     string   `placeholder:"FILE.html|.pdf|.xlsx" help:"cli_report_out"`
	Rows    int      `default:"10" placeholder:"N" help:"cli_report_rows"`
	Format  string   `enum:"table,json,csv" default:"table" help:"cli_format"`
	where
}

// Run prints the report, or the sections asked for.
func (c *reportCmd) Run(t *terminal) error {
	ed, err := c.open()
	if err != nil {
		return err
	}
	defer ed.Close()
	cfg, err := loadConfig("")
	if err != nil {
		return usageError{err}
	}
	kinds := []string{nps.KindMonth, nps.KindQuarter, nps.KindYear}
	if c.Out != "" || c.Unit != "" || c.Lens != "" || !slices.Contains(kinds, c.Period) {
		return c.page(t, ed, cfg.Purpose)
	}
	r, err := report.Read(ed.Path(edition.Tables), report.Options{Lang: t.lang, Purpose: cfg.Purpose, Kind: c.Period, Most: c.Rows})
	if err != nil {
		return err
	}
	if r.Purpose != "" && c.Format == "table" {
		t.line(r.Purpose + "\n")
	}
	if r.Lead != "" && c.Format == "table" {
		t.line(r.Lead + "\n")
	}
	for _, s := range r.Sections {
		if len(c.Section) > 0 && !slices.Contains(c.Section, s.Name) {
			continue
		}
		if c.Format == "table" {
			t.line(s.Title + "\n" + s.Note)
		}
		if err := (&sheet{header: s.Header, rows: s.Rows}).write(t.stdout, c.Format); err != nil {
			return err
		}
		t.line("")
	}
	return nil
}

// page makes the one-page report of a period, as the file asked for or as text.
func (c *reportCmd) page(t *terminal, ed *edition.Edition, purpose string) error {
	period := c.Period
	if period == nps.KindQuarter {
		period = "" // not given: the last complete one
	}
	p, err := report.ReadPage(ed.Path(edition.Tables), report.PageOptions{
		Lang: t.lang, Purpose: purpose, Period: period, Unit: c.Unit, Lens: c.Lens, Edition: ed.ID,
	})
	if err != nil {
		return err
	}
	switch filepath.Ext(c.Out) {
	case "":
		if c.Out == "" {
			return p.WriteText(t.stdout)
		}
	case ".html":
		return writeTo(c.Out, p.WriteHTML)
	case ".xlsx":
		return writeTo(c.Out, p.WriteXLSX)
	case ".pdf":
		return p.WritePDF(t.ctx, c.Out)
	}
	return usageError{messages.Errorf("report_out", c.Out)}
}

// writeTo writes a file that only its owner can read.
func writeTo(path string, write func(io.Writer) error) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return messages.FileFault(err, path)
	}
	if err := write(f); err != nil {
		f.Close()
		return err
	}
	return messages.FileFault(f.Close(), path)
}
