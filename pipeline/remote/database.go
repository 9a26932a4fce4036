package remote

import (
	"context"
	"crypto/tls"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/jackc/pgx/v5/pgconn"
	_ "github.com/jackc/pgx/v5/stdlib" // the driver "pgx"
	mssql "github.com/microsoft/go-mssqldb"
	"github.com/microsoft/go-mssqldb/msdsn"

	"stemme/pipeline/messages"
)

// A Database is rows that a query gives.
type Database struct {
	DSNEnv    string `yaml:"dsn_env"`   // environment variable that holds the connection string
	DSNFile   string `yaml:"dsn_file"`  // file that holds it
	Query     string `yaml:"query"`     // ordered by the watermark; its parameter is the last one read
	Watermark string `yaml:"watermark"` // column of the query that only grows; "" reads everything every night
	Start     string `yaml:"start"`     // watermark of the first night
	Timeout   int    `yaml:"timeout"`   // seconds, 60 by default

	DSN      string `yaml:"dsn"`      // refused
	Password string `yaml:"password"` // refused
}

// Postgres and SQLServer are databases.
type (
	Postgres struct {
		Database `yaml:",inline"`
	}
	SQLServer struct {
		Database `yaml:",inline"`
	}
)

// Validate holds the configuration to what Fetch needs.
func (p *Postgres) Validate(bad func(ok bool, field, want string)) { p.validate("postgres", "$1", bad) }

// Validate holds the configuration to what Fetch needs.
func (s *SQLServer) Validate(bad func(ok bool, field, want string)) {
	s.validate("sqlserver", "@p1", bad)
}

func (d *Database) validate(kind, parameter string, bad func(ok bool, field, want string)) {
	bad(d.DSN == "" && d.Password == "", kind+".dsn", "dsn_env | dsn_file")
	bad((Secret{d.DSNEnv, d.DSNFile}).given(), kind+".dsn_env", "dsn_env | dsn_file")
	bad(strings.TrimSpace(d.Query) != "", kind+".query", "SELECT …")
	bad((d.Watermark == "") == (d.Start == ""), kind+".start", "watermark + start")
	bad((d.Watermark != "") == strings.Contains(d.Query, parameter), kind+".query", "… WHERE "+d.Watermark+" > "+parameter+" ORDER BY "+d.Watermark)
	bad(d.Timeout >= 0 && d.Timeout <= MostTimeout, kind+".timeout", "1..86400")
}

// Fetch runs the query in a transaction that cannot write.
func (p *Postgres) Fetch(ctx context.Context, a Ask) (Delivery, error) {
	return p.fetch(ctx, onPostgres, &sql.TxOptions{ReadOnly: true}, a)
}

// Fetch runs the query. The account should be one that can only read: SQL Server
// has no transaction that cannot write.
func (s *SQLServer) Fetch(ctx context.Context, a Ask) (Delivery, error) {
	return s.fetch(ctx, onSQLServer, nil, a)
}

// A product is how databases of a kind are reached.
type product struct {
	form        string // of a connection string
	certificate string // what of it names a certificate
	open        func(dsn string, timeout time.Duration) (*sql.DB, error)
}

var (
	onPostgres = product{"postgres://KONTO:KODE@VÆRT:5432/DATABASE", "sslrootcert=FIL.pem",
		func(dsn string, _ time.Duration) (*sql.DB, error) { return sql.Open("pgx", dsn) }}
	onSQLServer = product{"sqlserver://KONTO:KODE@VÆRT:1433?database=DATABASE", "certificate=FIL.pem", openSQLServer}
)

var errNoServer = errors.New("no server is named")

// openSQLServer opens what a connection string names. The driver takes what it does not know
// for settings, and its own machine for the server; and it waits for ever for who takes its
// connection and says nothing, unless it is told how long.
func openSQLServer(dsn string, timeout time.Duration) (*sql.DB, error) {
	named, err := msdsn.Parse(dsn)
	if err != nil {
		return nil, err
	}
	if named.Parameters[msdsn.Server] == "" {
		return nil, errNoServer
	}
	if named.ConnTimeout <= 0 || named.ConnTimeout > timeout {
		named.ConnTimeout = timeout
	}
	return sql.OpenDB(mssql.NewConnectorConfig(named)), nil
}

func (d *Database) fetch(ctx context.Context, by product, how *sql.TxOptions, a Ask) (Delivery, error) {
	dsn, err := (Secret{d.DSNEnv, d.DSNFile}).read()
	if err != nil {
		return Delivery{}, err
	}
	db, err := by.open(dsn, seconds(d.Timeout))
	if err != nil {
		return Delivery{}, messages.Errorf("remote_dsn", by.form) // what the driver says may quote it
	}
	defer db.Close()
	limited, cancel := context.WithTimeout(ctx, seconds(d.Timeout))
	defer cancel()
	brought, err := d.query(limited, db, how, a)
	if ctx.Err() != nil {
		return Delivery{}, ctx.Err()
	}
	if unknownCertificate(err) {
		return Delivery{}, messages.Errorf("remote_certificate", by.certificate)
	}
	// The deadline of the connection is that of limited and may be met a moment before it.
	if deadline, _ := limited.Deadline(); err != nil && (limited.Err() != nil || errors.Is(err, os.ErrDeadlineExceeded) && time.Until(deadline) < time.Second) {
		return Delivery{}, messages.Errorf("remote_timeout", int(seconds(d.Timeout).Seconds()))
	}
	return brought, err
}

// unknownCertificate says whether a database was reached whose certificate proves nothing.
func unknownCertificate(err error) bool {
	var fault *tls.CertificateVerificationError
	return errors.As(err, &fault)
}

// query reads the rows of the query beyond from.
func (d *Database) query(ctx context.Context, db *sql.DB, how *sql.TxOptions, a Ask) (Delivery, error) {
	asked := hashOf(d.Query, d.Watermark, d.Start)
	// The database orders them; a query may reach back behind the mark.
	rows, spoiled := a.begin(asked, d.Start, func(a, b Mark) bool { return a.Kind != b.Kind || !a.before(b) })
	var args []any
	if d.Watermark != "" {
		value, err := rows.From.argument(d.Start)
		if err != nil {
			return Delivery{}, err
		}
		args = append(args, value)
	}
	tx, err := db.BeginTx(ctx, how)
	if err != nil {
		return Delivery{}, told(err)
	}
	defer tx.Rollback() // it has written nothing
	found, err := tx.QueryContext(ctx, d.Query, args...)
	if err != nil {
		return Delivery{}, told(err)
	}
	defer found.Close()
	r, err := d.reader(found)
	if err != nil {
		return Delivery{}, err
	}
	all, last := lines{most: a.Most}, Mark{}
	for found.Next() {
		row, value, err := r.row(found)
		if err != nil {
			return Delivery{}, err
		}
		if err := all.add(row); err != nil {
			return Delivery{}, err
		}
		mark := Mark{}
		if value != nil {
			if mark = markOf(asked, value); last.Kind == mark.Kind && mark.before(last) {
				return Delivery{}, messages.Errorf("remote_order", d.Watermark)
			}
			last = mark
		}
		rows.marks = append(rows.marks, mark)
	}
	return Delivery{all.Bytes(), rows.until(), spoiled, rows.future()}, told(found.Err())
}

// A reader writes rows of a query as JSON.
type reader struct {
	names     [][]byte // as JSON
	kinds     []string // types as the database calls them
	watermark int      // column, −1 for none
	values    []any
	into      []any
}

func (d *Database) reader(found *sql.Rows) (*reader, error) {
	columns, err := found.ColumnTypes()
	if err != nil {
		return nil, told(err)
	}
	r := &reader{watermark: -1, values: make([]any, len(columns)), into: make([]any, len(columns))}
	seen := map[string]bool{}
	for i, c := range columns {
		if c.Name() == "" || seen[c.Name()] {
			return nil, messages.Errorf("remote_column", i+1)
		}
		seen[c.Name()] = true
		name, err := json.Marshal(c.Name())
		if err != nil {
			return nil, err
		}
		r.names, r.kinds = append(r.names, name), append(r.kinds, strings.ToUpper(c.DatabaseTypeName()))
		r.into[i] = &r.values[i]
		if strings.EqualFold(c.Name(), d.Watermark) {
			r.watermark = i
		}
	}
	if d.Watermark != "" && r.watermark < 0 {
		return nil, messages.Errorf("remote_no_watermark", d.Watermark)
	}
	return r, nil
}

// row is the next row, and its watermark; nil for none.
func (r *reader) row(found *sql.Rows) (line []byte, watermark any, err error) {
	if err := found.Scan(r.into...); err != nil {
		return nil, nil, told(err)
	}
	line = append(line, '{')
	for i, v := range r.values {
		if i > 0 {
			line = append(line, ',')
		}
		text, err := json.Marshal(plainValue(v, r.kinds[i]))
		if err != nil {
			return nil, nil, messages.Errorf("remote_column", i+1)
		}
		line = append(append(append(line, r.names[i]...), ':'), text...)
	}
	if r.watermark >= 0 {
		watermark = r.values[r.watermark]
		if digits, ok := watermark.([]byte); ok && decimal[r.kinds[r.watermark]] {
			watermark = string(digits) // SQL Server would take bytes for another number
		}
	}
	return append(line, '}'), watermark, nil
}

// decimal are the types of numbers that SQL Server's driver gives as the bytes of their digits.
var decimal = map[string]bool{"DECIMAL": true, "NUMERIC": true, "MONEY": true, "SMALLMONEY": true}

// plainValue is v as JSON holds it: instants of a zone in UTC, those without one as
// they stand, days as days.
func plainValue(v any, kind string) any {
	switch v := v.(type) {
	case time.Time:
		switch {
		case kind == "DATE":
			return v.Format(time.DateOnly)
		case kind == "TIMESTAMPTZ" || kind == "DATETIMEOFFSET":
			return v.UTC().Format(time.RFC3339Nano)
		}
		return v.Format("2006-01-02T15:04:05.999999999")
	case []byte:
		if kind == "UNIQUEIDENTIFIER" {
			var id mssql.UniqueIdentifier
			if id.Scan(v) == nil {
				return id.String()
			}
		}
		if utf8.Valid(v) {
			return string(v)
		}
		return hex.EncodeToString(v)
	}
	return v
}

// markOf is a watermark as it is kept.
func markOf(asked string, value any) Mark {
	switch v := value.(type) {
	case int64:
		return Mark{asked, "int", strconv.FormatInt(v, 10)}
	case float64:
		return Mark{asked, "float", strconv.FormatFloat(v, 'g', -1, 64)}
	case time.Time:
		return Mark{asked, "time", v.Format(time.RFC3339Nano)}
	case []byte:
		return Mark{asked, "bytes", hex.EncodeToString(v)}
	}
	return Mark{asked, "text", fmt.Sprint(value)}
}

// argument is the mark as a query's parameter, start where there is none.
func (m Mark) argument(start string) (any, error) {
	switch m.Kind {
	case "":
		return start, nil
	case "int":
		return strconv.ParseInt(m.Value, 10, 64)
	case "float":
		return strconv.ParseFloat(m.Value, 64)
	case "time":
		return time.Parse(time.RFC3339Nano, m.Value)
	case "bytes":
		return hex.DecodeString(m.Value)
	}
	return m.Value, nil
}

// before says whether m is surely less than other, which is of the same kind. Texts
// have the order of their database, which is not known here.
func (m Mark) before(other Mark) bool {
	a, err1 := m.argument("")
	b, err2 := other.argument("")
	if err1 != nil || err2 != nil {
		return false
	}
	switch a := a.(type) {
	case int64:
		return a < b.(int64)
	case float64:
		return a < b.(float64)
	case time.Time:
		return a.Before(b.(time.Time))
	}
	return false
}

// told is what went wrong, in words that quote no row: what a database says of a
// value that it cannot convert holds it.
func told(err error) error {
	var pg *pgconn.PgError
	var ms mssql.Error
	words := new(messages.Error)
	switch {
	case err == nil, errors.As(err, &words), errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return err
	case errors.As(err, &pg):
		if ofQuery[pg.Code[:min(len(pg.Code), 2)]] {
			return messages.Errorf("remote_query_words", pg.Code, pg.Message)
		}
		return messages.Errorf("remote_query", pg.Code)
	case errors.As(err, &ms):
		if ofQueryToo[ms.Number] {
			return messages.Errorf("remote_query_words", strconv.Itoa(int(ms.Number)), ms.Message)
		}
		return messages.Errorf("remote_query", strconv.Itoa(int(ms.Number)))
	}
	if unknownCertificate(err) {
		return err // for fetch to tell
	}
	return messages.Wrap(unwrapNet(reason(err)), "remote_connection")
}

// Classes of PostgreSQL's faults, and numbers of SQL Server's, that speak of the
// query, the account or the database and never of a row.
var (
	ofQuery    = map[string]bool{"42": true, "28": true, "3D": true, "08": true, "57": true, "53": true}
	ofQueryToo = map[int32]bool{102: true, 156: true, 207: true, 208: true, 229: true, 4060: true, 18456: true}
)

// reason is the innermost error that the system gave, where there is one; drivers
// put the account and the address around it.
func reason(err error) error {
	for inner := err; inner != nil; inner = errors.Unwrap(inner) {
		err = inner
	}
	return err
}
