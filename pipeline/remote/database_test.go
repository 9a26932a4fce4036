package remote

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"
	mssql "github.com/microsoft/go-mssqldb"
	_ "modernc.org/sqlite"

	"stemme/pipeline/messages"
)

// TestWatermark: what both databases share, through a third: rows beyond the mark
// alone, in every kind of mark, and faults that quote nothing.
func TestWatermark(t *testing.T) {
	db, err := sql.Open("sqlite", filepath.Join(t.TempDir(), "crm.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec(`CREATE TABLE svar (nr INTEGER, score INTEGER, tekst TEXT, tid TEXT, vaegt REAL);
		INSERT INTO svar VALUES (1, 9, 'God hjælp', '2026-03-01T09:00:00Z', 0.5), (2, NULL, 'Lang "kø"', '2026-03-02T09:00:00Z', 1.5)`); err != nil {
		t.Fatal(err)
	}
	ctx := context.Background()
	for column, start := range map[string]string{"nr": "0", "tid": "2026-01-01", "vaegt": "0"} {
		d := Database{Query: "SELECT * FROM svar WHERE " + column + " > ?1 ORDER BY " + column, Watermark: column, Start: start}
		got, err := d.query(ctx, db, nil, Ask{From: Mark{}, Most: 1 << 20})
		if err != nil || count(got) != 2 || !strings.Contains(string(got.Rows), `{"nr":2,"score":null,"tekst":"Lang \"kø\"","tid":"2026-03-02T09:00:00Z","vaegt":1.5}`) {
			t.Fatalf("%s: %v\n%s", column, err, got.Rows)
		}
		kept := ParseMark(got.Mark.Text())
		again, err := d.query(ctx, db, nil, Ask{From: kept, Most: 1 << 20})
		if err != nil || count(again) != 0 || again.Mark != kept {
			t.Errorf("%s: nothing new is %d rows, %v, %+v", column, count(again), err, again.Mark)
		}
		if _, err := db.Exec("INSERT INTO svar VALUES (3, 2, 'Dyrt', '2026-03-03T09:00:00Z', 2.5)"); err != nil {
			t.Fatal(err)
		}
		if again, err = d.query(ctx, db, nil, Ask{From: kept, Most: 1 << 20}); err != nil || count(again) != 1 {
			t.Errorf("%s: one new is %d rows, %v", column, count(again), err)
		}
		if _, err := db.Exec("DELETE FROM svar WHERE nr = 3"); err != nil {
			t.Fatal(err)
		}
	}
	for query, key := range map[string]messages.Key{
		"SELECT nr, tekst FROM svar WHERE nr > ?1 ORDER BY nr DESC":             "remote_order",
		"SELECT tekst FROM svar WHERE nr > ?1":                                  "remote_no_watermark",
		"SELECT nr, nr FROM svar WHERE nr > ?1":                                 "remote_column",
		"SELECT nr, tekst FROM ingen WHERE nr > ?1":                             "remote_connection",
		"SELECT nr, hex(zeroblob(2000)) AS tekst FROM svar WHERE nr > ?1":       "remote_too_large",
		"SELECT nr, tekst FROM svar WHERE nr > ?1 AND abs(tekst) > json(tekst)": "remote_connection",
	} {
		_, err := (&Database{Query: query, Watermark: "nr", Start: "0"}).query(ctx, db, nil, Ask{From: Mark{}, Most: 1000})
		if told := new(messages.Error); !errors.As(err, &told) || told.Key != key {
			t.Errorf("%s: %v, want %s", query, err, key)
		}
	}
}

// TestDatabaseTellsNoRow: a database that cannot convert a value says which; that is
// never told.
func TestDatabaseTellsNoRow(t *testing.T) {
	const row = `conversion failed for the value "sur over ventetiden"`
	for _, err := range []error{&pgconn.PgError{Code: "22P02", Message: row}, mssql.Error{Number: 245, Message: row}} {
		if text := messages.Danish.Error(told(err)); strings.Contains(text, "ventetid") {
			t.Errorf("%T is told as %q", err, text)
		}
	}
	if text := messages.Danish.Error(told(&pgconn.PgError{Code: "42P01", Message: `relation "svar" does not exist`})); !strings.Contains(text, "svar") {
		t.Errorf("a fault of the query is told as %q", text)
	}
}

// TestDatabaseConfigured: credentials in the configuration and a watermark without its
// parameter are refused.
func TestDatabaseConfigured(t *testing.T) {
	good := Database{DSNEnv: "X", Query: "SELECT * FROM svar WHERE nr > $1 ORDER BY nr", Watermark: "nr", Start: "0"}
	for field, change := range map[string]func(*Database){
		"":                 func(*Database) {},
		"postgres.dsn":     func(d *Database) { d.DSN = "postgres://me:secret@db/crm" },
		"postgres.dsn_env": func(d *Database) { d.DSNEnv = "" },
		"postgres.start":   func(d *Database) { d.Start = "" },
		"postgres.query":   func(d *Database) { d.Query = "SELECT * FROM svar" },
		"postgres.timeout": func(d *Database) { d.Timeout = -1 },
	} {
		p := Postgres{good}
		change(&p.Database)
		got := ""
		p.Validate(func(ok bool, name, _ string) {
			if !ok && got == "" {
				got = name
			}
		})
		if got != field {
			t.Errorf("fault in %q, want %q", got, field)
		}
	}
	s := SQLServer{good}
	s.Query = strings.Replace(good.Query, "$1", "@p1", 1)
	s.Validate(func(ok bool, name, want string) {
		if !ok {
			t.Error(fmt.Sprint(name, want))
		}
	})
}
