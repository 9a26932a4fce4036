package remote

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"io"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	mssql "github.com/microsoft/go-mssqldb"

	"stemme/pipeline/messages"
)

// A likeServer answers queries as SQL Server's driver does: with its names of types, and
// values of the Go types that it gives for them. It stands for the server, the
// connection, the statement and its rows.
type likeServer struct {
	kinds []string // of the columns nr, v
	rows  [][]driver.Value
	fault error          // after the rows
	args  []driver.Value // that the last query was given
	at    int
}

func (s *likeServer) Connect(context.Context) (driver.Conn, error) { return s, nil }
func (s *likeServer) Driver() driver.Driver                        { return nil }
func (s *likeServer) Prepare(string) (driver.Stmt, error)          { return s, nil }
func (s *likeServer) Begin() (driver.Tx, error)                    { return s, nil }
func (s *likeServer) Commit() error                                { return errors.New("nothing is to be written") }
func (s *likeServer) Rollback() error                              { return nil }
func (s *likeServer) Close() error                                 { return nil }
func (s *likeServer) NumInput() int                                { return -1 }
func (s *likeServer) Columns() []string                            { return []string{"nr", "v"}[:len(s.kinds)] }
func (s *likeServer) ColumnTypeDatabaseTypeName(i int) string      { return s.kinds[i] }
func (s *likeServer) Exec([]driver.Value) (driver.Result, error) {
	return nil, errors.New("nothing is to be written")
}
func (s *likeServer) Query(args []driver.Value) (driver.Rows, error) {
	s.args, s.at = args, 0
	return s, nil
}

func (s *likeServer) Next(to []driver.Value) error {
	if s.at == len(s.rows) {
		if s.fault != nil {
			return s.fault
		}
		return io.EOF
	}
	copy(to, s.rows[s.at])
	s.at++
	return nil
}

// read runs a query of the server, from a mark on.
func (s *likeServer) read(t *testing.T, d Database, from Mark) (Delivery, error) {
	t.Helper()
	db := sql.OpenDB(s)
	defer db.Close()
	return d.query(t.Context(), db, nil, Ask{From: from, Most: 1 << 20})
}

// TestSQLServerTypes: every type of SQL Server as its driver gives it, and what is NULL;
// as a watermark each goes back to the server as it came.
func TestSQLServerTypes(t *testing.T) {
	at := time.Date(2026, 3, 1, 10, 0, 0, 123456700, time.FixedZone("", 3600))
	plain := time.Date(2026, 3, 1, 10, 0, 0, 0, time.UTC)
	guid := []byte{0x2a, 0, 0, 0, 1, 0, 2, 0, 3, 4, 5, 6, 7, 8, 9, 10}
	for _, c := range []struct {
		kind        string
		value, back any
		want        string
	}{
		{"BIGINT", int64(7), int64(7), `7`},
		{"BIT", true, "true", `true`},
		{"FLOAT", 1.5, 1.5, `1.5`},
		{"DECIMAL", []byte("12.50"), "12.50", `"12.50"`},
		{"MONEY", []byte("12.5000"), "12.5000", `"12.5000"`},
		{"NVARCHAR", "Lang \"kø\"", "Lang \"kø\"", `"Lang \"kø\""`},
		{"DATE", plain, plain, `"2026-03-01"`},
		{"DATETIME2", plain, plain, `"2026-03-01T10:00:00"`},
		{"DATETIMEOFFSET", at, at, `"2026-03-01T09:00:00.1234567Z"`},
		{"UNIQUEIDENTIFIER", guid, guid, `"0000002A-0001-0002-0304-05060708090A"`},
		{"VARBINARY", []byte{0xff, 0, 1}, []byte{0xff, 0, 1}, `"ff0001"`},
	} {
		s := &likeServer{kinds: []string{"BIGINT", c.kind}, rows: [][]driver.Value{{int64(1), c.value}, {int64(2), nil}}}
		d := Database{Query: "SELECT nr, v FROM svar WHERE v > @p1 ORDER BY v", Watermark: "v", Start: "0"}
		got, err := s.read(t, d, Mark{})
		if want := `{"nr":1,"v":` + c.want + "}\n" + `{"nr":2,"v":null}` + "\n"; err != nil || string(got.Rows) != want {
			t.Errorf("%s: %v\n%s\nwant %s", c.kind, err, got.Rows, want)
		}
		if !reflect.DeepEqual(s.args, []driver.Value{"0"}) {
			t.Errorf("%s: the first night asks from %v", c.kind, s.args)
		}
		if _, err := s.read(t, d, ParseMark(got.Mark.Text())); err != nil {
			t.Error(err)
		}
		asked, isTime := s.args[0].(time.Time)
		if back, _ := c.back.(time.Time); !isTime && !reflect.DeepEqual(s.args[0], c.back) || isTime && !asked.Equal(back) {
			t.Errorf("%s: the next night asks from %#v, want %#v", c.kind, s.args[0], c.back)
		}
	}
}

// TestSQLServerLost: a connection that goes half way is an error, so that no row is kept
// and no watermark moves; what the server says of a value is not told.
func TestSQLServerLost(t *testing.T) {
	d := Database{Query: "SELECT nr FROM svar WHERE nr > @p1 ORDER BY nr", Watermark: "nr", Start: "0"}
	rows := [][]driver.Value{{int64(1)}, {int64(2)}}
	for key, fault := range map[messages.Key]error{
		"remote_connection":  io.ErrUnexpectedEOF,
		"remote_query":       mssql.Error{Number: 245, Message: `conversion failed for the value "sur over ventetiden"`},
		"remote_query_words": mssql.Error{Number: 208, Message: "Invalid object name 'svar'."},
	} {
		s := &likeServer{kinds: []string{"BIGINT"}, rows: rows, fault: fault}
		_, err := s.read(t, d, Mark{})
		if told := new(messages.Error); !errors.As(err, &told) || told.Key != key {
			t.Errorf("%v: %v, want %s", fault, err, key)
		} else if strings.Contains(messages.Danish.Error(err), "ventetid") {
			t.Errorf("a value is told: %v", err)
		}
	}
	slices.Reverse(rows)
	_, err := (&likeServer{kinds: []string{"BIGINT"}, rows: rows}).read(t, d, Mark{})
	if told := new(messages.Error); !errors.As(err, &told) || told.Key != "remote_order" {
		t.Errorf("rows out of order: %v", err)
	}
}

// TestSQLServerSecret: no message holds the password, whatever is wrong with the
// connection string or the server.
func TestSQLServerSecret(t *testing.T) {
	for _, dsn := range []string{
		"sqlserver://stemme:hemmeligt@127.0.0.1:1?database=crm&dial+timeout=1", "sqlserver://stemme:hemmeligt%zz@db.example",
		"server=127.0.0.1,1;user id=stemme;password=hemmeligt;dial timeout=1", "server=;password=hemmeligt;port=x", "hemmeligt",
	} {
		t.Setenv("STEMME_TEST_DSN", dsn)
		s := SQLServer{Database{DSNEnv: "STEMME_TEST_DSN", Query: "SELECT 1 AS a", Timeout: 2}}
		_, err := s.Fetch(t.Context(), Ask{Most: 1 << 20})
		if err == nil {
			t.Errorf("%s: read from nowhere", dsn)
			continue
		}
		if said := messages.Danish.Error(err) + messages.English.Error(err) + err.Error(); strings.Contains(said, "hemmeligt") {
			t.Errorf("%s: %s", dsn, said)
		}
	}
}
