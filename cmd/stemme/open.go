package main

import (
	"encoding/csv"
	"encoding/json"
	"io"
	"strings"
	"text/tabwriter"

	"stemme/pipeline/edition"
	"stemme/pipeline/tables"
)

// where holds the flags that say which published edition is read.
type where struct {
	Data    string `placeholder:"DIR" help:"cli_data"`
	Edition string `default:"current" placeholder:"ID" help:"cli_edition"`
}

// open is the edition asked for, in the data folder of the flag, of stemme.yaml
// where it stands, or of the default.
func (w *where) open() (*edition.Edition, error) {
	data, err := w.data()
	if err != nil {
		return nil, err
	}
	return edition.Open(data, w.Edition)
}

func (w *where) data() (string, error) {
	if w.Data != "" {
		return w.Data, nil
	}
	cfg, err := loadConfig("")
	if err != nil {
		return "", usageError{err}
	}
	return cfg.Data, nil
}

// A sheet is rows of text with a header, printed as people or programs want it.
type sheet struct {
	header []string
	rows   [][]string
}

func (s *sheet) add(cells ...string) { s.rows = append(s.rows, cells) }

// write prints the sheet as "table" (columns in line), "csv" or "json" (one
// object with the header's names per row).
func (s *sheet) write(w io.Writer, format string) error {
	switch format {
	case "csv":
		out := csv.NewWriter(w)
		for _, row := range append([][]string{s.header}, s.rows...) {
			safe := make([]string, len(row))
			for i, cell := range row {
				safe[i] = tables.Defuse(cell)
			}
			if err := out.Write(safe); err != nil {
				return err
			}
		}
		out.Flush()
		return out.Error()
	case "json":
		objects := make([]map[string]string, len(s.rows))
		for i, row := range s.rows {
			objects[i] = map[string]string{}
			for j, cell := range row {
				objects[i][s.header[j]] = cell
			}
		}
		return writeJSON(w, objects)
	default:
		tw := tabwriter.NewWriter(w, 0, 4, 2, ' ', 0)
		for _, row := range append([][]string{s.header}, s.rows...) {
			if _, err := io.WriteString(tw, strings.TrimRight(strings.Join(row, "\t"), "\t")+"\n"); err != nil {
				return err
			}
		}
		return tw.Flush()
	}
}

func writeJSON(w io.Writer, v any) error {
	out := json.NewEncoder(w)
	out.SetIndent("", "  ")
	out.SetEscapeHTML(false)
	return out.Encode(v)
}
