package bi

import (
	"fmt"
	"slices"
	"strings"

	"stemme/models"
	"stemme/pipeline/tables"
)

// Folder is the folder of an edition for the files of this package.
const Folder = "bi"

// ViewsName is the file of the views of all tables.
const ViewsName = "views.sql"

// A File is one file for a BI tool.
type File struct {
	Path string // with slashes, within the edition
	Text string
}

// Files are the files for BI tools beside the tables: views.sql for DuckDB, a
// sources file for dbt, a Power BI project. all are the tables in the folder
// tables of the edition, of which some may be parted.
func Files(all []tables.Described, responses []models.Response, parted map[string]bool) []File {
	described := docs(all, responses)
	files := []File{
		{Folder + "/" + ViewsName, views(described, parted)},
		{Folder + "/dbt/sources.yml", dbtSources(described, parted)},
	}
	return append(files, powerBI(described)...)
}

// views are the tables as views, with their meaning as comments, and a few that
// join what belongs together.
func views(all []tables.TableDoc, parted map[string]bool) string {
	var b strings.Builder
	b.WriteString(viewsHead)
	for _, t := range all {
		fmt.Fprintf(&b, "\nCREATE OR REPLACE VIEW %s AS SELECT * FROM %s;\n", t.Name, readParquet("tables/", t.Name, parted))
		fmt.Fprintf(&b, "COMMENT ON VIEW %s IS %s;\n", t.Name, quoted(t.Doc+" One row per "+t.RowsAre+"."))
		for _, c := range t.Columns {
			fmt.Fprintf(&b, "COMMENT ON COLUMN %s.%s IS %s;\n", t.Name, c.Name, quoted(c.Doc))
		}
	}
	b.WriteString(viewsTail)
	return b.String()
}

const viewsHead = `-- The tables of an edition as views of DuckDB. Run it in the folder of the
-- edition: cd stemme-data/current && duckdb -init bi/views.sql
-- Elsewhere begin every session with SET file_search_path = '.../stemme-data/current';
-- Rows of several grains tell of the same responses: never sum over them.
`

const viewsTail = `
-- The score of every theme over all time, the largest first, with uden tema of the
-- discovered themes and of each lens: theme_id t0000 is one row for each of them.
CREATE OR REPLACE VIEW theme_scores AS
SELECT t.theme_id, t.name, t.origin, n.lens, t.parent_id, t.state, n.responses, n.share, n.nps, n.ci_low, n.ci_high, n.base_nps, n.suppressed
FROM theme_nps n JOIN themes t USING (theme_id)
WHERE n.period_kind = 'all' AND n.dimension = 'all'
ORDER BY n.lens NULLS FIRST, n.responses DESC NULLS LAST, t.theme_id;

-- The score month by month, whole months alone.
CREATE OR REPLACE VIEW monthly AS
SELECT period, period_start, responses, scored, promoters, passives, detractors, nps, ci_low, ci_high
FROM nps WHERE grain = 'month/all' AND complete ORDER BY period_start;

-- One row per response and theme: a response that says a theme in three clauses
-- counts once. NPS of a theme is avg(nps_value) here; sum(weight) shares a response
-- between its themes, lens by lens.
CREATE OR REPLACE VIEW response_themes AS
SELECT r.response_key, r.responded_on, r.touchpoint, r.unit, r.nps_class, r.nps_value, t.theme_id, t.name, t.lens, max(m.probability) AS probability, any_value(m.weight) AS weight
FROM mentions m JOIN responses r USING (response_key) JOIN themes t USING (theme_id)
GROUP BY ALL;
`

// readParquet is DuckDB's call that reads a table below a folder. One that is parted
// has its year as a column more, by which parts are left unread.
func readParquet(folder, table string, parted map[string]bool) string {
	if parted[table] {
		return fmt.Sprintf("read_parquet('%s%s', hive_partitioning = true)", folder, tables.FileOf(table, "*"))
	}
	return fmt.Sprintf("read_parquet('%s%s')", folder, tables.FileOf(table, ""))
}

func quoted(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }

// keys are the columns that tell the rows of a table apart, where one does.
var keys = map[string]string{
	"responses": "response_key", "themes": "theme_id", "calendar": "day", "classes": "nps_class", "touchpoints": "touchpoint",
	"stages": "stage", "units": "unit", "edition": "edition", "dimensions": "dimension",
}

// joins are the columns that another table's key stands in, by that table.
var joins = map[string]string{"theme_id": "themes", "primary_theme_id": "themes", "response_key": "responses", "responded_on": "calendar", "period_start": "calendar"}

// dbtSources describes the tables to dbt, with tests of keys and of what they join.
func dbtSources(all []tables.TableDoc, parted map[string]bool) string {
	var b strings.Builder
	b.WriteString(dbtHead)
	for _, t := range all {
		fmt.Fprintf(&b, "      - name: %s\n        description: %s\n", yamlText(t.Name), yamlText(t.Doc+" One row per "+t.RowsAre+"."))
		if parted[t.Name] {
			fmt.Fprintf(&b, "        config:\n          external_location: %s\n", yamlText(readParquet("{{ var('stemme') }}/current/tables/", t.Name, parted)))
		}
		b.WriteString("        columns:\n")
		for _, c := range t.Columns {
			fmt.Fprintf(&b, "          - name: %s\n            description: %s\n", yamlText(c.Name), yamlText(c.Doc))
			var tests []string
			if !c.Nullable {
				tests = append(tests, "not_null")
			}
			if keys[t.Name] == c.Name {
				tests = append(tests, "unique")
			} else if to := joins[c.Name]; to != "" && to != t.Name && t.Name != "theme_events" {
				tests = append(tests, fmt.Sprintf("relationships: {arguments: {to: \"source('stemme', '%s')\", field: %s}}", to, yamlText(keys[to])))
			}
			for i, test := range tests {
				if i == 0 {
					b.WriteString("            data_tests:\n")
				}
				fmt.Fprintf(&b, "              - %s\n", test)
			}
		}
	}
	return b.String()
}

const dbtHead = `# The tables of stemme as sources of dbt (dbt-duckdb reads external_location).
# Set the variable stemme to the data folder: dbt build --vars '{stemme: /srv/stemme/stemme-data}'
version: 2
sources:
  - name: stemme
    config:
      external_location: "{{ var('stemme') }}/current/tables/{name}.parquet"
    tables:
`

// yamlText is s as a double-quoted scalar of YAML.
func yamlText(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"`
}

// pick is the tables of all with the given names, in their order.
func pick(all []tables.TableDoc, names ...string) []tables.TableDoc {
	var out []tables.TableDoc
	for _, name := range names {
		if at := slices.IndexFunc(all, func(t tables.TableDoc) bool { return t.Name == name }); at >= 0 {
			out = append(out, all[at])
		}
	}
	return out
}
