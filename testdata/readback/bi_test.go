package readback

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

// published is where the schemas of Power BI projects are published; schemas holds
// copies.
const published = "https://developer.microsoft.com/json-schemas/"

// compiler knows the copies by the addresses of the originals.
func compiler(t *testing.T) *jsonschema.Compiler {
	t.Helper()
	c := jsonschema.NewCompiler()
	err := filepath.WalkDir("schemas", func(path string, d fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".json" {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		schema, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
		if err != nil {
			return err
		}
		rel, err := filepath.Rel("schemas", path)
		if err != nil {
			return err
		}
		return c.AddResource(published+filepath.ToSlash(rel), schema)
	})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// TestPowerBIProject holds every JSON file of the project against the schema that
// it names.
func TestPowerBIProject(t *testing.T) {
	dir, sample := folder(t)
	if !sample {
		t.Skip("the project is that of the sample")
	}
	c := compiler(t)
	checked := 0
	err := filepath.WalkDir(filepath.Join(dir, "bi/powerbi"), func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) == ".tmdl" {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		var named struct {
			Schema string `json:"$schema"`
		}
		if err := json.Unmarshal(text, &named); err != nil {
			return err
		}
		schema, err := c.Compile(named.Schema)
		if err != nil {
			return err
		}
		value, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
		if err != nil {
			return err
		}
		if err := schema.Validate(value); err != nil {
			t.Errorf("%s: %v", path, err)
		}
		checked++
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if checked < 10 {
		t.Errorf("%d files checked", checked)
	}
}

// TestPowerBIModel: what the model and the report name is there, and what it reads
// has the columns that the model says.
func TestPowerBIModel(t *testing.T) {
	dir, sample := folder(t)
	if !sample {
		t.Skip("the project is that of the sample")
	}
	db := open(t)
	definition := filepath.Join(dir, "bi/powerbi/stemme.SemanticModel/definition")
	files, err := filepath.Glob(filepath.Join(definition, "tables/*.tmdl"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no tables: %v", err)
	}
	named := map[string]bool{} // table.column and table.measure
	for _, path := range files {
		table := strings.TrimSuffix(filepath.Base(path), ".tmdl")
		text := readFile(t, path)
		var columns []string
		for _, m := range regexp.MustCompile(`(?m)^\tcolumn (\w+)$`).FindAllStringSubmatch(text, -1) {
			columns = append(columns, m[1])
			named[table+"."+m[1]] = true
		}
		for _, m := range regexp.MustCompile(`(?m)^\tmeasure '([^']+)' =`).FindAllStringSubmatch(text, -1) {
			named[table+"."+m[1]] = true
		}
		want := rows(t, db, "SELECT column_name FROM (DESCRIBE SELECT * FROM read_parquet('"+filepath.Join(dir, table+".parquet")+"')) WHERE column_type <> 'VARCHAR[]'")
		if strings.Join(columns, " ") != strings.Join(want, " ") {
			t.Errorf("%s: columns %q, the file has %q", table, columns, want)
		}
		for _, m := range regexp.MustCompile(`\b(\w+)\[(\w+)\]`).FindAllStringSubmatch(text, -1) {
			if table == "nps" || table == "theme_nps" {
				defer func(at string) {
					if !named[at] {
						t.Errorf("%s: a measure reads %s", table, at)
					}
				}(m[1] + "." + m[2])
			}
		}
	}
	relations := readFile(t, filepath.Join(definition, "relationships.tmdl"))
	ends := regexp.MustCompile(`(?:from|to)Column: (\S+)`).FindAllStringSubmatch(relations, -1)
	if len(ends) < 8 {
		t.Errorf("%d ends of relationships", len(ends))
	}
	for _, m := range ends {
		if !named[m[1]] {
			t.Errorf("a relationship of %s", m[1])
		}
	}
	report := filepath.Join(dir, "bi/powerbi/stemme.Report/definition/pages/overblik/visuals")
	visuals, err := filepath.Glob(filepath.Join(report, "*/visual.json"))
	if err != nil || len(visuals) < 5 {
		t.Fatalf("%d visuals, %v", len(visuals), err)
	}
	for _, path := range visuals {
		for _, m := range regexp.MustCompile(`"queryRef": "([^"]+)"`).FindAllStringSubmatch(readFile(t, path), -1) {
			if !named[m[1]] {
				t.Errorf("%s shows %s", path, m[1])
			}
		}
	}
}

// TestViews runs views.sql and asks the views that join.
func TestViews(t *testing.T) {
	dir, sample := folder(t)
	if !sample {
		t.Skip("values are those of the sample")
	}
	db := open(t)
	text := strings.ReplaceAll(readFile(t, filepath.Join(dir, "bi/views.sql")), "'tables/", "'"+dir+"/")
	if _, err := db.Exec(text); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ query, want string }{
		{"SELECT string_agg(name, '+' ORDER BY name) FROM theme_scores", "lang ventetid+uden tema"},
		{"SELECT count(*) FROM monthly", "0"},
		{"SELECT string_agg(response_key || ' ' || theme_id || ' ' || nps_value, ', ') FROM response_themes", "bank/1 t0001 -100"},
		{"SELECT comment FROM duckdb_columns() WHERE table_name = 'nps' AND column_name = 'suppressed'", "withheld because the group is small, or would let a small group be found by subtraction"},
	} {
		if got := one(t, db, c.query); got != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.query, got, c.want)
		}
	}
}

// TestParted reads a table in parts by the view that is written for it, and by the call
// that dbt is told.
func TestParted(t *testing.T) {
	dir, sample := folder(t)
	if !sample {
		t.Skip("values are those of the sample")
	}
	dir = filepath.Join(dir, "parted")
	db := open(t)
	for line := range strings.Lines(readFile(t, filepath.Join(dir, "bi/views.sql"))) {
		if strings.HasPrefix(line, "CREATE OR REPLACE VIEW responses ") {
			if _, err := db.Exec(strings.ReplaceAll(line, "'tables/", "'"+dir+"/")); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, c := range []struct{ query, want string }{
		{"SELECT count(*) || ' ' || count(responded_on) || ' ' || count(DISTINCT year) FROM responses", "500 454 4"},
		{"SELECT count(*) FROM responses WHERE year = 2024 AND year(responded_on) = 2024", "152"},
		{"SELECT count(*) FROM responses WHERE year <> coalesce(year(responded_on), 0)", "0"},
		{"SELECT count(segment_kanal) FROM responses", "167"},
	} {
		if got := one(t, db, c.query); got != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.query, got, c.want)
		}
	}
	call := regexp.MustCompile(`external_location: "(read_parquet.*)"`).FindStringSubmatch(readFile(t, filepath.Join(dir, "bi/dbt/sources.yml")))
	if call == nil {
		t.Fatal("dbt is not told that the table is parted")
	}
	if got := one(t, db, "SELECT count(*) FROM "+strings.ReplaceAll(call[1], "{{ var('stemme') }}/current/tables", dir)); got != "500" {
		t.Errorf("dbt reads %s rows", got)
	}
}

// TestDbtSources: the file is YAML, and names every table and column.
func TestDbtSources(t *testing.T) {
	dir, sample := folder(t)
	if !sample {
		t.Skip("the file is that of the sample")
	}
	var sources struct {
		Version int
		Sources []struct {
			Name   string
			Config map[string]string
			Tables []struct {
				Name, Description string
				Columns           []struct {
					Name, Description string
					Tests             []any `yaml:"data_tests"`
				}
			}
		}
	}
	if err := yaml.UnmarshalWithOptions([]byte(readFile(t, filepath.Join(dir, "bi/dbt/sources.yml"))), &sources, yaml.Strict()); err != nil {
		t.Fatal(err)
	}
	told := map[string]int{}
	for _, table := range sources.Sources[0].Tables {
		told[table.Name] = len(table.Columns)
	}
	db := open(t)
	for table := range contract(t) {
		if want := len(rows(t, db, "DESCRIBE SELECT * FROM read_parquet('"+filepath.Join(dir, table+".parquet")+"')")); told[table] != want {
			t.Errorf("%s: %d columns, want %d", table, told[table], want)
		}
	}
}

func readFile(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
