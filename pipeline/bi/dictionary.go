package bi

import (
	_ "embed"
	"fmt"
	"strings"

	"stemme/models"
	"stemme/pipeline/tables"
)

// A DictionaryRow describes one table, or one column of one table.
type DictionaryRow struct {
	Table    string `table:"table_name" doc:"the table"`
	Position int    `table:"position" doc:"place of the column in the table, the first is 1; 0 is the table itself"`
	Column   string `table:"column_name,null" doc:"the column; NULL is the table itself"`
	Audience string `table:"audience,dict" doc:"open (figures of groups), or detail (single responses, for the owner alone)"`
	Type     string `table:"type,null,dict" doc:"type of the column, as SQL calls it"`
	Null     bool   `table:"may_be_null" doc:"the column may hold NULL: nothing is known"`
	Unit     string `table:"unit,null,dict" doc:"what the numbers count or measure; NULL of what is no measure"`
	Grain    string `table:"one_row_per" doc:"what the table has one row per, in English"`
	GrainDA  string `table:"one_row_per_da" doc:"what the table has one row per, in Danish"`
	English  string `table:"description_en" doc:"meaning in English"`
	Danish   string `table:"description_da" doc:"meaning in Danish"`
}

// Dictionary has one row per table and column.
var Dictionary = tables.Define("data_dictionary", "table, and per column of it", "Every table and column with its meaning in Danish and English.",
	tables.By(tables.Key(func(r *DictionaryRow) string { return r.Table }), tables.Key(func(r *DictionaryRow) int { return r.Position })))

// glossary is the meaning of every table and column in Danish and the unit of its
// numbers, by its meaning in English, which stands with the row types. A line is
// English, unit and Danish, parted by tabs.
//
//go:embed glossary.tsv
var glossary string

// A term is one line of the glossary.
type term struct{ unit, danish string }

// terms are the lines of the glossary by their English.
var terms = func() map[string]term {
	all := map[string]term{}
	for line := range strings.Lines(glossary) {
		cells := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(cells) != 3 {
			panic(fmt.Sprintf("bi: glossary.tsv: %d cells, want 3: %q", len(cells), line))
		}
		all[cells[0]] = term{cells[1], cells[2]}
	}
	return all
}()

// InDanish is the meaning of a table or column in Danish, by its meaning in English;
// that itself where the glossary lacks it, as it does those of earlier versions.
func InDanish(english string) string {
	if t, ok := terms[english]; ok {
		return t.danish
	}
	return english
}

// Untold are the meanings of tables and columns that the glossary lacks, and the
// lines of it that no table has.
func Untold(all []tables.Described) (missing, idle []string) {
	used := map[string]bool{}
	need := func(english string) {
		if _, ok := terms[english]; !ok && !used[english] {
			missing = append(missing, english)
		}
		used[english] = true
	}
	for _, d := range all {
		t := d.Describe()
		need(t.Doc)
		need(t.RowsAre)
		for _, c := range t.Columns {
			need(c.Doc)
		}
	}
	for english := range terms {
		if !used[english] {
			idle = append(idle, english)
		}
	}
	return missing, idle
}

// DictionaryRows describe all tables; the columns of segments and further
// questions are those that responses have.
func DictionaryRows(all []tables.Described, responses []models.Response) []DictionaryRow {
	var rows []DictionaryRow
	for _, t := range docs(all, responses) {
		audience := "open"
		if t.Detail {
			audience = "detail"
		}
		row := DictionaryRow{Table: t.Name, Audience: audience, Grain: t.RowsAre, GrainDA: terms[t.RowsAre].danish, English: t.Doc, Danish: terms[t.Doc].danish}
		rows = append(rows, row)
		for i, c := range t.Columns {
			row.Position, row.Column, row.Type, row.Null = i+1, c.Name, c.Type, c.Nullable
			row.Unit, row.English, row.Danish = terms[c.Doc].unit, c.Doc, terms[c.Doc].danish
			rows = append(rows, row)
		}
	}
	return rows
}

// docs are the descriptions of all tables, with the columns of segments and
// further questions by their names.
func docs(all []tables.Described, responses []models.Response) []tables.TableDoc {
	spread := map[string][]string{SegmentPrefix: names(responses), RatingPrefix: ratings(responses)}
	out := make([]tables.TableDoc, len(all))
	for i, d := range all {
		out[i] = d.Describe()
		var columns []tables.ColumnDoc
		for _, c := range out[i].Columns {
			prefix, several := strings.CutSuffix(c.Name, tables.EachName)
			if !several {
				columns = append(columns, c)
				continue
			}
			called := tables.SpreadNames(prefix, spread[prefix])
			for _, name := range spread[prefix] {
				one := c
				one.Name = called[name]
				columns = append(columns, one)
			}
		}
		out[i].Columns = columns
	}
	return out
}
