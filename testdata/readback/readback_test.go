package readback

import (
	"bufio"
	"database/sql"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	_ "github.com/duckdb/duckdb-go/v2"
)

const root = "../.."

// folder is where the tables are: $STEMME_TABLES, or a sample that stemme's own
// tests write.
func folder(t *testing.T) (dir string, sample bool) {
	t.Helper()
	if dir := os.Getenv("STEMME_TABLES"); dir != "" {
		return dir, false
	}
	dir = t.TempDir()
	write := exec.Command("go", "test", "-count=1", "-run", "^TestWriteSample$", "./pipeline")
	write.Dir = root
	write.Env = append(os.Environ(), "STEMME_SAMPLE="+dir)
	if out, err := write.CombinedOutput(); err != nil {
		t.Fatalf("writing the sample: %v\n%s", err, out)
	}
	return dir, true
}

func open(t *testing.T) *sql.DB {
	t.Helper()
	db, err := sql.Open("duckdb", "")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	db.SetMaxOpenConns(1)
	for _, set := range []string{"SET TimeZone = 'UTC'", "SET threads = 2"} {
		if _, err := db.Exec(set); err != nil {
			t.Fatal(err)
		}
	}
	return db
}

// rows is the answer to a query, a row a string: columns separated by "|", NULL
// as NULL.
func rows(t *testing.T, db *sql.DB, query string, args ...any) []string {
	t.Helper()
	answer, err := db.Query("SELECT COLUMNS(*)::VARCHAR FROM ("+query+")", args...)
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	defer answer.Close()
	columns, err := answer.Columns()
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for answer.Next() {
		cells, to := make([]sql.NullString, len(columns)), make([]any, len(columns))
		for i := range cells {
			to[i] = &cells[i]
		}
		if err := answer.Scan(to...); err != nil {
			t.Fatalf("%s: %v", query, err)
		}
		texts := make([]string, len(cells))
		for i, c := range cells {
			texts[i] = "NULL"
			if c.Valid {
				texts[i] = c.String
			}
		}
		all = append(all, strings.Join(texts, "|"))
	}
	if err := answer.Err(); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return all
}

// one is the answer to a query for one row.
func one(t *testing.T, db *sql.DB, query string, args ...any) string {
	t.Helper()
	all := rows(t, db, query, args...)
	if len(all) != 1 {
		t.Fatalf("%s: %d rows", query, len(all))
	}
	return all[0]
}

// A declared column of the golden file of schemas.
type declared struct{ name, kind, null string }

// contract reads the golden file: the columns of every table.
func contract(t *testing.T) map[string][]declared {
	t.Helper()
	f, err := os.Open(filepath.Join(root, "testdata/golden/schema.txt"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	tables := map[string][]declared{}
	table := ""
	for lines := bufio.NewScanner(f); lines.Scan(); {
		line := lines.Text()
		if cells := strings.Split(line, "\t"); len(cells) == 5 && cells[0] == "" {
			tables[table] = append(tables[table], declared{cells[1], cells[2], cells[3]})
		} else if name, _, ok := strings.Cut(line, ":"); ok {
			table, _, _ = strings.Cut(name, " (") // with the audience behind it
		}
	}
	if len(tables) == 0 {
		t.Fatal("the golden file holds no table")
	}
	return tables
}

// check holds the columns of a file against those declared; the last of them
// may be families, one column per name.
func check(t *testing.T, db *sql.DB, path string, want []declared) {
	t.Helper()
	got := rows(t, db, fmt.Sprintf("SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM read_parquet('%s'))", path))
	for i, column := range got {
		name, kind, _ := strings.Cut(column, "|")
		w := want[min(i, len(want)-1)]
		for _, d := range want {
			if prefix, family := strings.CutSuffix(d.name, "<name>"); family && strings.HasPrefix(name, prefix) {
				w = declared{name, d.kind, d.null}
			}
		}
		if name != w.name || kind != w.kind {
			t.Errorf("%s: column %d is %s %s, want %s %s", path, i+1, name, kind, w.name, w.kind)
		}
		repetition := one(t, db, "SELECT repetition_type FROM parquet_schema($1) WHERE name = $2", path, name)
		if optional := repetition == "OPTIONAL"; optional != (w.null == "NULL") {
			t.Errorf("%s: column %s is %s, want %s", path, name, repetition, w.null)
		}
		nulls := one(t, db, fmt.Sprintf("SELECT count(*) FROM read_parquet('%s') WHERE %q IS NULL", path, name))
		if kind == "VARCHAR[]" {
			continue // the statistics of a list count its empty rows
		}
		stated := one(t, db, `SELECT coalesce(sum(stats_null_count), 0)::BIGINT FROM parquet_metadata($1) WHERE path_in_schema = $2`, path, name)
		if stated != nulls {
			t.Errorf("%s: column %s states %s NULLs, holds %s", path, name, stated, nulls)
		}
	}
}

func TestTypes(t *testing.T) {
	dir, sample := folder(t)
	db := open(t)
	tables := contract(t)
	files, err := filepath.Glob(filepath.Join(dir, "*.parquet"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no tables in %s: %v", dir, err)
	}
	if sample && len(files) != len(tables) {
		t.Errorf("%d files, %d tables declared", len(files), len(tables))
	}
	for _, path := range files {
		table := strings.TrimSuffix(filepath.Base(path), ".parquet")
		want, ok := tables[table]
		if !ok {
			t.Errorf("%s: not in the contract", path)
			continue
		}
		check(t, db, path, want)
		version := one(t, db, "SELECT value::VARCHAR FROM parquet_kv_metadata($1) WHERE key = 'schema_version'::BLOB", path)
		name := one(t, db, "SELECT value::VARCHAR FROM parquet_kv_metadata($1) WHERE key = 'table'::BLOB", path)
		if version == "" || name != table {
			t.Errorf("%s: schema_version %q, table %q", path, version, name)
		}
		if by := one(t, db, "SELECT created_by FROM parquet_file_metadata($1)", path); !strings.HasPrefix(by, "stemme version ") {
			t.Errorf("%s: created_by %q", path, by)
		}
	}
}

// TestValues asks for what is easily lost. The values are those of the sample in
// the tests of pipeline.
func TestValues(t *testing.T) {
	dir, sample := folder(t)
	if !sample {
		t.Skip("values are those of the sample")
	}
	db := open(t)
	for table := range contract(t) {
		view := fmt.Sprintf("CREATE VIEW %s AS SELECT * FROM read_parquet('%s')", table, filepath.Join(dir, table+".parquet"))
		if _, err := db.Exec(view); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct{ query, want string }{
		{"SELECT count(*), count(score), sum(score), count(DISTINCT source) FROM responses", "4|3|14|2"},
		{"SELECT score, nps_class, nps_value, responded_at::VARCHAR, responded_on::VARCHAR FROM responses WHERE response_key = 'bank/1'",
			"0|detractor|-100|2026-03-29 00:59:59.123456+00|2026-03-29"},
		{"SELECT score, nps_class, nps_value, responded_at, responded_on, comment, language, primary_theme_id FROM responses WHERE response_key = 'bank/10'",
			"NULL|NULL|NULL|NULL|NULL|NULL|NULL|NULL"},
		{"SELECT responded_on::VARCHAR, responded_at, stage, title FROM responses WHERE response_key = 'bank/2'", "1969-12-31|NULL|køb|Tak"},
		{"SELECT scale, nps_value, is_repeat FROM responses WHERE source = 'butik'", "1-5|0|true"},
		{"SELECT segment_kundetype, segment_omraade, rating_tillid FROM responses WHERE response_key = 'bank/1'", "erhverv|nord|0"},
		{"SELECT count(segment_kundetype), count(rating_tillid) FROM responses", "1|1"},
		{"SELECT comment FROM responses WHERE comment LIKE '%🙈%'", "Det var 🙈 pinligt. Ingen ringede tilbage"},
		{"SELECT string_agg(substr(comment, start_char + 1, end_char - start_char) = text, ',') FROM mentions JOIN responses USING (response_key)", "true,true,true"},
		{"SELECT count(polarity), min(polarity), sum(weight) FROM mentions", "2|-1.0|2.0"},
		{"SELECT array_to_string(words, '+'), coherence, separation, lens FROM themes WHERE theme_id = 't0001'", "ventetid+køen|0.0|0.0|NULL"},
		{"SELECT len(words), coherence, words IS NULL FROM themes WHERE theme_id = 'principper/ring'", "0|NULL|false"},
		{"SELECT string_agg(written, '+' ORDER BY rank) FROM theme_terms", "ventetid+køen"},
		{"SELECT count(*), sum(log_probability), max(term) FROM theme_model_terms", "140000|-2449982500.0|kø139999"},
		{"SELECT log_weight, parent_id, separation, stability FROM theme_model WHERE theme_id = 't0001'", "-0.25|t0003|0.5|NULL"},
		{"SELECT responses, nps, suppressed FROM nps WHERE period_kind = 'month'", "NULL|NULL|true"},
		{"SELECT responses, nps, value FROM nps WHERE period IS NULL", "4|0.0|NULL"},
		{"SELECT count(*) FROM theme_nps WHERE theme_id = 't0000'", "1"},
		{"SELECT string_agg(response_key || ' ' || coalesce(primary_theme_id, 'NULL'), ', ' ORDER BY response_key) FROM responses", "bank/1 t0001, bank/10 NULL, bank/2 t0003, butik/1 t0000"},
		{"SELECT name, responses, grain FROM themes WHERE theme_id = 't0000'", "uden tema|1|none"},
		{"SELECT theme_id FROM changes", "t0000"},
		{"SELECT count(*) FROM theme_nps ANTI JOIN themes USING (theme_id)", "0"},
		{"SELECT words_text FROM themes WHERE theme_id = 't0001'", "ventetid, køen"},
		{"SELECT string_agg(grain, ' ' ORDER BY grain), max(period_start)::VARCHAR, max(period_end)::VARCHAR FROM nps", "all/all month/unit|2026-03-01|2026-03-31"},
		{"SELECT edition, as_of::VARCHAR, since::VARCHAR, responses, commented, scored, small_group, audience FROM edition", "ab12cd34|2026-03-29|1969-12-31|4|3|3|5|open"},
		{"SELECT count(*), min(day)::VARCHAR, max(day)::VARCHAR, count(DISTINCT day) FROM calendar", "21184|1969-01-01|2026-12-31|21184"},
		{"SELECT count(*) FROM calendar WHERE year(day) <> year OR isoyear(day) <> iso_year OR weekofyear(day) <> iso_week OR isodow(day) <> weekday OR date_trunc('week', day) <> week_start OR date_trunc('quarter', day) <> quarter_start OR date_trunc('month', day) <> month_start OR monthname(day) <> month_name_en OR dayname(day) <> weekday_name_en", "0"},
		{"SELECT string_agg(unit, ' ' ORDER BY unit), max(level) FROM units", "Region Nord Region Nord/Aarhus Region Nord/Aarhus/Erhverv|3"},
		{"SELECT string_agg(segment || '=' || value || ':' || column_name, ' ' ORDER BY segment, value) FROM segments", "Kundetype=erhverv:segment_kundetype Område=nord:segment_omraade kundetype=privat:segment_kundetype_2"},
		{"SELECT count(*) FROM data_dictionary WHERE coalesce(description_da, '') = '' OR coalesce(description_en, '') = '' OR one_row_per_da = ''", "0"},
	} {
		if got := one(t, db, c.query); got != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.query, got, c.want)
		}
	}
}

// TestNoQuoting: no table and no column has a name that DuckDB keeps for itself, so
// that all can be written without quotes.
func TestNoQuoting(t *testing.T) {
	db := open(t)
	kept := map[string]bool{}
	for _, word := range rows(t, db, "SELECT keyword_name FROM duckdb_keywords() WHERE keyword_category IN ('reserved', 'type_function')") {
		kept[word] = true
	}
	for _, word := range strings.Fields("values start groups percent file user order rows") { // of other systems
		kept[word] = true
	}
	for table, columns := range contract(t) {
		for _, name := range append(columns, declared{name: table}) {
			if kept[name.name] || strings.Trim(strings.TrimSuffix(name.name, "<name>"), "abcdefghijklmnopqrstuvwxyz0123456789_") != "" {
				t.Errorf("%s: %s needs quotes", table, name.name)
			}
		}
	}
}

// TestDictionary: the dictionary lists the columns that are there, in their order.
func TestDictionary(t *testing.T) {
	dir, _ := folder(t)
	db := open(t)
	files, err := filepath.Glob(filepath.Join(dir, "*.parquet"))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range files {
		table := strings.TrimSuffix(filepath.Base(path), ".parquet")
		there := rows(t, db, fmt.Sprintf("SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM read_parquet('%s'))", path))
		told := rows(t, db, fmt.Sprintf("SELECT column_name, type FROM read_parquet('%s') WHERE table_name = '%s' AND position > 0 ORDER BY position",
			filepath.Join(dir, "data_dictionary.parquet"), table))
		if strings.HasPrefix(table, "theme_model") && len(told) == 0 {
			continue
		}
		if strings.Join(there, "\n") != strings.Join(told, "\n") {
			t.Errorf("%s:\nthere %q\ntold  %q", table, there, told)
		}
	}
}
