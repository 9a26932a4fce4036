package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"stemme/models"
	"stemme/pipeline/messages"
	"stemme/pipeline/tables"
)

// form holds the flag that says how an answer is written; every command that
// answers with figures or rows has it.
type form struct {
	Format string `enum:"text,table,json,csv" default:"text" placeholder:"text|json|csv" help:"cli_format"`
}

// people says whether the answer is for people to read: text, which "table" is
// another word for.
func (f form) people() bool { return f.Format == "text" || f.Format == "table" }

// A sheet is rows of cells under columns, written as people or programs want it.
//
// A cell is a string, an int, a float64 of which NaN is not known, a tables.Int,
// a bool, or a figure.
type sheet struct {
	lang    messages.Lang
	columns []column
	rows    [][]any
}

// A column has a name for programs, the same in every language, and a title for
// people, "" for the name.
type column struct{ name, title string }

// A figure is a number that people read in another form than programs.
type figure struct {
	value float64
	text  string
}

// sheet begins one; a column each is given as its name and the key of its title.
func (t *terminal) sheet(pairs ...string) *sheet {
	s := &sheet{lang: t.lang}
	for i := 0; i+1 < len(pairs); i += 2 {
		s.columns = append(s.columns, column{pairs[i], t.text(messages.Key(pairs[i+1]))})
	}
	return s
}

func (s *sheet) add(cells ...any) { s.rows = append(s.rows, cells) }

// nothing says whether a column of figures is there and all of them are 0.
func (s *sheet) nothing(name string) bool {
	at := slices.IndexFunc(s.columns, func(c column) bool { return c.name == name })
	return at >= 0 && !slices.ContainsFunc(s.rows, func(row []any) bool {
		f, ok := row[at].(figure)
		return !ok || f.value != 0
	})
}

// drop takes columns out.
func (s *sheet) drop(names ...string) {
	for _, name := range names {
		at := slices.IndexFunc(s.columns, func(c column) bool { return c.name == name })
		s.columns = slices.Delete(slices.Clone(s.columns), at, at+1)
		for i := range s.rows {
			s.rows[i] = slices.Delete(slices.Clone(s.rows[i]), at, at+1)
		}
	}
}

// number is a figure with so many decimals.
func (t *terminal) number(v float64, decimals int) figure {
	return figure{v, t.lang.Number(v, decimals)}
}

// scoreCell is a score as a cell.
func scoreCell(s models.Score) any {
	v, given := s.Value()
	return tables.Int{N: int64(v), Known: given}
}

// percent is a figure of a share.
func (t *terminal) percent(share float64) figure { return figure{share, t.lang.Percent(share)} }

// show writes the sheet in a form: text is aligned columns, csv has the columns'
// names above, json is an array with an object a row.
func (t *terminal) show(s *sheet, f form) error {
	switch f.Format {
	case "csv":
		return s.csv(t.stdout)
	case "json":
		return s.json(t.stdout)
	}
	header := make([]string, len(s.columns))
	for i, c := range s.columns {
		if header[i] = c.title; c.title == "" {
			header[i] = c.name
		}
	}
	rows, right := make([][]string, len(s.rows)), make([]bool, len(s.columns))
	for i, row := range s.rows {
		rows[i] = make([]string, len(row))
		for j, cell := range row {
			rows[i][j] = s.said(cell)
			if _, text := cell.(string); !text && j < len(right) {
				right[j] = true
			}
		}
	}
	return t.grid(grid{header: header, rows: rows, right: right})
}

// dashed says whether a dash stands for a figure that is not there.
func (s *sheet) dashed() bool {
	return slices.ContainsFunc(s.rows, func(row []any) bool {
		return slices.ContainsFunc(row, func(cell any) bool { return s.said(cell) == "–" })
	})
}

// said is a cell as people read it.
func (s *sheet) said(cell any) string {
	switch c := cell.(type) {
	case string:
		return c
	case int:
		return s.lang.Count(c)
	case int64:
		return s.lang.Count(int(c))
	case float64:
		return s.lang.Number(c, 2)
	case tables.Int:
		if !c.Known {
			return "–"
		}
		return s.lang.Count(int(c.N))
	case bool:
		if c {
			return "*"
		}
		return ""
	case figure:
		return c.text
	}
	return ""
}

// plain is a cell as programs read it: text, a number, true or false, or nil
// where nothing is known.
func plain(cell any) any {
	switch c := cell.(type) {
	case int:
		return json.Number(strconv.Itoa(c))
	case int64:
		return json.Number(strconv.FormatInt(c, 10))
	case float64:
		if math.IsNaN(c) {
			return nil
		}
		return json.Number(strconv.FormatFloat(c, 'f', -1, 64))
	case tables.Int:
		if !c.Known {
			return nil
		}
		return json.Number(strconv.FormatInt(c.N, 10))
	case figure:
		return plain(c.value)
	}
	return cell
}

func (s *sheet) csv(w io.Writer) error {
	out := csv.NewWriter(w)
	names := make([]string, len(s.columns))
	for i, c := range s.columns {
		names[i] = c.name
	}
	if err := out.Write(names); err != nil {
		return err
	}
	for _, row := range s.rows {
		cells := make([]string, len(row))
		for i, cell := range row {
			switch v := plain(cell).(type) {
			case string:
				cells[i] = tables.Defuse(v)
			case json.Number:
				cells[i] = v.String()
			case bool:
				cells[i] = strconv.FormatBool(v)
			}
		}
		if err := out.Write(cells); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// json writes the columns of an object in their order.
func (s *sheet) json(w io.Writer) error {
	rows := make([]json.RawMessage, len(s.rows))
	for i, row := range s.rows {
		var b bytes.Buffer
		b.WriteByte('{')
		for j, cell := range row {
			if j > 0 {
				b.WriteByte(',')
			}
			name, err := json.Marshal(s.columns[j].name)
			if err != nil {
				return err
			}
			value, err := unescaped(plain(cell))
			if err != nil {
				return err
			}
			b.Write(name)
			b.WriteByte(':')
			b.Write(value)
		}
		b.WriteByte('}')
		rows[i] = b.Bytes()
	}
	return writeJSON(w, rows)
}

// unescaped is v as JSON, with < and > as they are.
func unescaped(v any) ([]byte, error) {
	var b bytes.Buffer
	out := json.NewEncoder(&b)
	out.SetEscapeHTML(false)
	err := out.Encode(v)
	return bytes.TrimSpace(b.Bytes()), err
}

func writeJSON(w io.Writer, v any) error {
	out := json.NewEncoder(w)
	out.SetIndent("", "  ")
	out.SetEscapeHTML(false)
	return out.Encode(v)
}

// record writes one object for programs; CSV leaves out what is nested in it and
// joins lists.
func (t *terminal) record(v any, f form) error {
	if f.Format == "json" {
		return writeJSON(t.stdout, v)
	}
	text, err := json.Marshal(v)
	if err != nil {
		return err
	}
	in := json.NewDecoder(bytes.NewReader(text))
	in.UseNumber()
	if _, err := in.Token(); err != nil { // the opening bracket
		return err
	}
	s, cells := t.sheet(), []any(nil)
	for in.More() {
		name, err := in.Token()
		if err != nil {
			return err
		}
		var value any
		if err := in.Decode(&value); err != nil {
			return err
		}
		switch v := value.(type) {
		case map[string]any:
			continue
		case []any:
			parts := make([]string, len(v))
			for i := range v {
				parts[i] = fmt.Sprint(v[i])
			}
			value = strings.Join(parts, "; ")
		}
		s.columns = append(s.columns, column{name: fmt.Sprint(name)})
		cells = append(cells, value)
	}
	s.add(cells...)
	return t.show(s, f)
}
