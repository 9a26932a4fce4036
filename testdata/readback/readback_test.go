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
		{"SELECT string_agg(substr(comment, start + 1, \"end\" - start) = text, ',') FROM mentions JOIN responses USING (response_key)", "true,true,true"},
		{"SELECT count(polarity), min(polarity), sum(weight) FROM mentions", "2|-1.0|2.0"},
		{"SELECT array_to_string(words, '+'), coherence, separation, lens FROM themes WHERE theme_id = 't0001'", "ventetid+køen|0.0|0.0|NULL"},
		{"SELECT len(words), coherence, words IS NULL FROM themes WHERE theme_id = 'principper/ring'", "0|NULL|false"},
		{"SELECT string_agg(written, '+' ORDER BY rank) FROM theme_terms", "ventetid+køen"},
		{"SELECT count(*), sum(log_probability), max(term) FROM theme_model_terms", "140000|-2449982500.0|kø139999"},
		{"SELECT log_weight, parent_id, separation, stability FROM theme_model WHERE theme_id = 't0001'", "-0.25|t0003|0.5|NULL"},
		{"SELECT responses, nps, suppressed FROM nps WHERE period_kind = 'month'", "NULL|NULL|true"},
		{"SELECT responses, nps, value FROM nps WHERE period IS NULL", "4|0.0|NULL"},
		{"SELECT count(*) FROM theme_nps WHERE theme_id = ''", "1"},
	} {
		if got := one(t, db, c.query); got != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.query, got, c.want)
		}
	}
}
