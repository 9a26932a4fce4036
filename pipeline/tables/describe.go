package tables

import (
	"fmt"
	"io"
	"strings"

	"github.com/apache/arrow/go/v15/arrow"
)

// A Described table tells what it holds.
type Described interface{ Describe() TableDoc }

// EachName ends the name of a column of which there is one per segment or further
// question.
const EachName = "<name>"

// A ColumnDoc describes one column of a table.
type ColumnDoc struct {
	Name     string // ends in EachName where there is one column per name
	Type     string // as in SQL
	Nullable bool
	Doc      string
}

// A TableDoc describes one table.
type TableDoc struct {
	Name    string
	RowsAre string
	Doc     string
	Columns []ColumnDoc
	Detail  bool // rows are about single responses
}

// Describe tells what the table holds.
func (d Definition[T]) Describe() TableDoc {
	doc := TableDoc{Name: d.name, RowsAre: d.about.rowsAre, Doc: d.about.doc, Detail: d.about.detail}
	for _, c := range d.columns {
		name := c.name
		if c.spread != nil {
			name += EachName
		}
		doc.Columns = append(doc.Columns, ColumnDoc{name, sqlType(c.kind.arrow), c.null, c.doc})
	}
	return doc
}

// audience says who the table is for.
func (t TableDoc) audience() string {
	if t.Detail {
		return audienceDetail
	}
	return audienceOpen
}

// sqlType is the name of t in DuckDB and in most other SQL.
func sqlType(t arrow.DataType) string {
	switch t.ID() {
	case arrow.STRING:
		return "VARCHAR"
	case arrow.FLOAT64:
		return "DOUBLE"
	case arrow.INT64:
		return "BIGINT"
	case arrow.INT32:
		return "INTEGER"
	case arrow.BOOL:
		return "BOOLEAN"
	case arrow.DATE32:
		return "DATE"
	case arrow.TIMESTAMP:
		return "TIMESTAMP WITH TIME ZONE"
	case arrow.LIST:
		return "VARCHAR[]"
	default:
		panic(fmt.Sprintf("tables: no SQL name of %s", t))
	}
}

// WriteSchema writes all tables as text, a line a column: name, type,
// nullability, meaning. It is the contract in the golden file.
func WriteSchema(w io.Writer, all []Described) error {
	var b strings.Builder
	fmt.Fprintf(&b, "schema_version %s\n", SchemaVersion)
	for _, d := range all {
		t := d.Describe()
		fmt.Fprintf(&b, "\n%s (%s): one row per %s. %s\n", t.Name, t.audience(), t.RowsAre, t.Doc)
		for _, c := range t.Columns {
			null := "NOT NULL"
			if c.Nullable {
				null = "NULL"
			}
			fmt.Fprintf(&b, "\t%s\t%s\t%s\t%s\n", c.Name, c.Type, null, c.Doc)
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// WriteMarkdown writes the page that documents the tables.
func WriteMarkdown(w io.Writer, all []Described) error {
	var b strings.Builder
	b.WriteString(markdownHead)
	for _, d := range all {
		t := d.Describe()
		fmt.Fprintf(&b, "\n## %s\n\n*%s.* %s One row per %s.\n\n| column | type | NULL | meaning |\n|---|---|---|---|\n", t.Name, t.audience(), t.Doc, t.RowsAre)
		for _, c := range t.Columns {
			null := ""
			if c.Nullable {
				null = "may be"
			}
			fmt.Fprintf(&b, "| `%s` | %s | %s | %s |\n", c.Name, c.Type, null, c.Doc)
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

const markdownHead = `# Tables

Written by ` + "`go test ./pipeline -run Contract -update`" + ` from the row types; do not edit.

Every table is a Parquet file under ` + "`current/tables/`" + `, the theme model one under ` + "`current/model/`" + `. Names, types and
meanings are a contract: within a major version of ` + "`schema_version`" + ` (now ` + SchemaVersion + `, in every file's key-value metadata)
tables and columns are only added.
NULL stands where nothing is known, never 0 or an empty string. Days are DATE, instants TIMESTAMP in UTC, texts UTF-8.
Rows come in a fixed order, and the same input gives the same bytes. Each file carries its columns' meanings under the
metadata key ` + "`columns`" + `.

Where ` + "`responses` or `mentions`" + ` have more rows than ` + "`tables.partition_rows`" + ` in the configuration (5,000,000 unless told otherwise),
that table is a folder with a file for each year in which customers answered: ` + "`mentions/year=2026/mentions.parquet`" + `, and ` + "`year=0`" + `
for answers of no known day. Rows then come in their order within a year, and readers that know Hive's folders have the year as a
column more.

The response's key is ` + "`response_key`" + `, the theme's ` + "`theme_id`" + `: ` + "`mentions`" + ` joins the two.

A table is *open* or *detail* (metadata key ` + "`audience`" + `). Open tables hold figures of groups, from which no withheld one
can be computed; ` + "`tables.group`" + ` in the configuration lets a group of the system read their files. Detail tables have rows
about single responses. **Who may read a detail table can compute every figure that the open ones withhold**: their files
are the owner's alone.
`
