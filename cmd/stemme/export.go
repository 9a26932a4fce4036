package main

import (
	"io"
	"os"
	"path/filepath"

	"stemme/pipeline/edition"
	"stemme/pipeline/messages"
	"stemme/pipeline/tables"
)

// exportCmd writes one table to standard output.
type exportCmd struct {
	Table  string `arg:"" help:"cli_export_table"`
	Format string `enum:"csv,json,arrow,parquet" default:"csv" help:"cli_export_format"`
	Open   bool   `help:"cli_export_open"`
	where
}

// Run writes the table.
func (c *exportCmd) Run(t *terminal) error {
	ed, err := c.open()
	if err != nil {
		return err
	}
	defer ed.Close()
	path := ed.Path(edition.Tables, filepath.Base(c.Table)+tables.Extension)
	if !exists(path) {
		return usageError{messages.Errorf("export_unknown", c.Table)}
	}
	table, err := tables.Read(path)
	if err != nil {
		return err
	}
	if c.Open && table.Detail() {
		return usageError{messages.Errorf("export_detail", c.Table)}
	}
	if c.Format == "parquet" {
		file, err := os.Open(path)
		if err != nil {
			return messages.FileFault(err, path)
		}
		defer file.Close()
		_, err = io.Copy(t.stdout, file)
		return err
	}
	switch c.Format {
	case "arrow":
		return tables.WriteIPC(t.stdout, table)
	case "json":
		return tables.WriteJSON(t.stdout, table)
	default:
		return tables.WriteCSV(t.stdout, table)
	}
}
