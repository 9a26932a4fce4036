package main

import (
	"slices"

	"stemme/pipeline"
	"stemme/pipeline/edition"
	"stemme/pipeline/improvement"
	"stemme/pipeline/messages"
	"stemme/pipeline/tables"
)

// exportCmd writes one table to standard output.
type exportCmd struct {
	Table  string `arg:"" help:"cli_export_table"`
	Format string `enum:"csv,json,jsonl,text,arrow,parquet" default:"csv" placeholder:"csv|json|jsonl|text|arrow|parquet" help:"cli_export_format"`
	Open   bool   `help:"cli_export_open"`
	where
}

// Run writes the table.
func (c *exportCmd) Run(t *terminal) error {
	ed, cfg, err := c.open()
	if err != nil {
		return err
	}
	defer ed.Close()
	if names := tables.Names(ed.Path(edition.Tables)); !slices.Contains(names, c.Table) {
		return unknown("kind_table", c.Table, names)
	}
	path := ed.Path(edition.Tables, c.Table+tables.Extension)
	table, err := tables.Read(path)
	if err != nil {
		return err
	}
	if c.Open && table.Detail() {
		return usageError{messages.Errorf("export_detail", c.Table)}
	}
	if !c.Open && c.Table == improvement.KPITable.Name() && c.Format != "parquet" {
		rows, err := pipeline.OwnKPIs(ed, cfg)
		if err != nil {
			return err
		}
		if table, err = improvement.KPITable.Table(rows); err != nil {
			return err
		}
	}
	if c.Format == "parquet" {
		return messages.FileFault(tables.Join(t.stdout, path), path)
	}
	switch c.Format {
	case "arrow":
		return tables.WriteIPC(t.stdout, table)
	case "json":
		return tables.WriteJSON(t.stdout, table)
	case "jsonl":
		return tables.WriteJSONLines(t.stdout, table)
	case "text":
		rows := tables.Text(table)
		g := grid{header: rows.Columns}
		for _, row := range rows.Rows {
			for j := range row {
				row[j] = printable(row[j])
			}
			g.rows = append(g.rows, row)
		}
		return t.grid(g)
	default:
		return tables.WriteCSV(t.stdout, table)
	}
}
