package main

import (
	"slices"

	"stemme/pipeline/edition"
	"stemme/pipeline/report"
)

// reportCmd prints an edition's figures in words.
type reportCmd struct {
	Section []string `placeholder:"NAME" help:"cli_report_section"`
	Period  string   `enum:"month,quarter,year" default:"quarter" placeholder:"month|quarter|year" help:"cli_report_period"`
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
