package bi

import (
	"encoding/json"
	"fmt"
	"strings"

	"stemme/pipeline/tables"
)

// powerBI is a Power BI project (PBIP): a semantic model in TMDL over the open
// tables, with relationships, a parameter for the folder and measures made of
// counts, and a report of one page in PBIR.
func powerBI(all []tables.TableDoc) []File {
	model := pick(all, "edition", "calendar", "themes", "nps", "theme_nps", "causes", "drivers", "changes", "alerts", "touchpoints", "stages", "units", "segments", "classes", "data_dictionary")
	const root = Folder + "/powerbi/"
	const definition = root + "stemme.SemanticModel/definition/"
	files := []File{
		{root + "stemme.pbip", indented(object{"$schema": schemaRoot + "pbip/pbipProperties/1.0.0/schema.json", "version": "1.0",
			"artifacts": []any{object{"report": object{"path": "stemme.Report"}}}, "settings": object{"enableAutoRecovery": true}})},
		{root + "stemme.SemanticModel/definition.pbism", indented(object{"$schema": schemaRoot + "item/semanticModel/definitionProperties/1.0.0/schema.json",
			"version": "4.2", "settings": object{}})},
		{definition + "database.tmdl", "database\n\tcompatibilityLevel: 1601\n"},
		{definition + "model.tmdl", modelTMDL(model)},
		{definition + "expressions.tmdl", expressionsTMDL},
		{definition + "relationships.tmdl", relationshipsTMDL(model)},
	}
	for _, t := range model {
		files = append(files, File{definition + "tables/" + t.Name + ".tmdl", tableTMDL(t)})
	}
	return append(files, report(root+"stemme.Report/")...)
}

const schemaRoot = "https://developer.microsoft.com/json-schemas/fabric/"

func modelTMDL(all []tables.TableDoc) string {
	var b strings.Builder
	b.WriteString("model Model\n\tculture: da-DK\n\tdefaultPowerBIDataSourceVersion: powerBI_V3\n\tsourceQueryCulture: da-DK\n\tdataAccessOptions\n\t\tlegacyRedirects\n\t\treturnErrorValuesAsNull\n\n")
	for _, t := range all {
		fmt.Fprintf(&b, "ref table %s\n", t.Name)
	}
	return b.String()
}

// expressionsTMDL is the parameter that says where the tables are.
const expressionsTMDL = `/// Folder of the tables: tables of the current edition, or a copy of it
expression Folder = "C:\stemme\current\tables" meta [IsParameterQuery=true, Type="Text", IsParameterQueryRequired=true]
`

// relationshipsTMDL join figures to themes and days. Values of dimensions stand in
// one column for all dimensions: they are filtered by dimension, not joined.
func relationshipsTMDL(all []tables.TableDoc) string {
	var b strings.Builder
	for _, t := range all {
		for _, c := range t.Columns {
			to := joins[c.Name]
			if to == "" || to == t.Name || len(pick(all, to)) == 0 {
				continue
			}
			fmt.Fprintf(&b, "relationship %s_%s\n\tfromColumn: %s.%s\n\ttoColumn: %s.%s\n\n", t.Name, c.Name, t.Name, c.Name, to, keys[to])
		}
	}
	return b.String()
}

// tableTMDL is one table: measures, columns, and where its rows come from. Lists
// have no column type in Power BI and are left out.
func tableTMDL(t tables.TableDoc) string {
	var b strings.Builder
	var lists []string
	fmt.Fprintf(&b, "/// %s One row per %s.\ntable %s\n", t.Doc, t.RowsAre, t.Name)
	b.WriteString(measures[t.Name])
	for _, c := range t.Columns {
		kind, ok := powerBITypes[c.Type]
		if !ok {
			lists = append(lists, fmt.Sprintf("%q", c.Name))
			continue
		}
		fmt.Fprintf(&b, "\n\t/// %s\n\tcolumn %s\n\t\tdataType: %s\n\t\tsummarizeBy: none\n\t\tsourceColumn: %s\n", c.Doc, c.Name, kind, c.Name)
		if c.Type == "DATE" {
			b.WriteString("\t\tformatString: Short Date\n")
		}
		if keys[t.Name] == c.Name {
			b.WriteString("\t\tisKey\n")
		}
	}
	fmt.Fprintf(&b, "\n\tpartition %s = m\n\t\tmode: import\n\t\tsource =\n\t\t\t\tlet\n\t\t\t\t\tSource = Parquet.Document(File.Contents(Folder & \"/%s%s\"))", t.Name, t.Name, tables.Extension)
	last := "Source"
	if len(lists) > 0 {
		fmt.Fprintf(&b, ",\n\t\t\t\t\tPlain = Table.RemoveColumns(Source, {%s})", strings.Join(lists, ", "))
		last = "Plain"
	}
	fmt.Fprintf(&b, "\n\t\t\t\tin\n\t\t\t\t\t%s\n", last)
	return b.String()
}

var powerBITypes = map[string]string{
	"VARCHAR": "string", "DOUBLE": "double", "BIGINT": "int64", "INTEGER": "int64", "BOOLEAN": "boolean", "DATE": "dateTime", "TIMESTAMP WITH TIME ZONE": "dateTime",
}

// measures are made of the counts of rows of one grain; where the chosen rows have
// several grains, or fewer scored responses than figures are shown of, they are
// blank. The interval is that of package nps: adjusted Wald (Rocks 2016). Where one
// row is chosen it is that of the row, which knows of customers who answered twice.
// Power BI refuses a measure that has the name of a column of its table, whatever the
// case of their letters.
var measures = map[string]string{
	"nps":       scoreMeasures("nps", ""),
	"theme_nps": scoreMeasures("theme_nps", "Theme "),
}

func scoreMeasures(table, prefix string) string {
	const guard = `
			VAR n = SUM(TABLE[scored])
			VAR shown = DISTINCTCOUNT(TABLE[grain]) = 1 && n >= MAX(edition[small_group])`
	adjusted := guard + `
			VAR p = DIVIDE(SUM(TABLE[promoters]) + 0.75, n + 3)
			VAR d = DIVIDE(SUM(TABLE[detractors]) + 0.75, n + 3)
			VAR half = 1.959963985 * 100 * SQRT(DIVIDE(p + d - (p - d) * (p - d), n + 3))`
	if prefix != "" { // themes overlap: their rows are never put together
		adjusted = strings.ReplaceAll(adjusted, "DISTINCTCOUNT(TABLE[grain]) = 1", "DISTINCTCOUNT(TABLE[grain]) = 1 && DISTINCTCOUNT(TABLE[theme_id]) = 1")
	}
	head, _, _ := strings.Cut(adjusted, "\n\t\t\tVAR p =")
	var b strings.Builder
	measure := func(doc, name, format, expression string) {
		fmt.Fprintf(&b, "\n\t/// %s\n\tmeasure '%s%s' =%s\n\t\tformatString: %s\n", doc, prefix, name, expression, format)
	}
	measure("100 · (promoters − detractors) / scored of the chosen rows; blank over several grains", "NPS score", "0.0",
		head+"\n\t\t\tRETURN IF(shown, 100 * DIVIDE(SUM(TABLE[promoters]) - SUM(TABLE[detractors]), n))")
	measure("lower end of its 95 % interval", "NPS low", "0.0",
		adjusted+"\n\t\t\tRETURN IF(shown, IF(COUNTROWS(TABLE) = 1, MAX(TABLE[ci_low]), MAX(-100, 100 * (p - d) - half)))")
	measure("upper end of its 95 % interval", "NPS high", "0.0",
		adjusted+"\n\t\t\tRETURN IF(shown, IF(COUNTROWS(TABLE) = 1, MAX(TABLE[ci_high]), MIN(100, 100 * (p - d) + half)))")
	measure("scored responses of the chosen rows; blank over several grains", "Scored responses", "#,0", head+"\n\t\t\tRETURN IF(shown, n)")
	return strings.ReplaceAll(b.String(), "TABLE", table)
}

// An object is an object of JSON.
type object map[string]any

func indented(o object) string {
	text, err := json.MarshalIndent(o, "", "  ") // sorts the keys
	if err != nil {
		panic("bi: an object that is no JSON: " + err.Error())
	}
	return string(text) + "\n"
}
