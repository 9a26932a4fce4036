package remote

import (
	"errors"
	"net"
	"strings"
	"testing"
	"time"

	"stemme/pipeline/messages"
)

// TestSQLServerStrangers: a connection string of another program, or one without a server,
// is refused as such, and does not ask this machine; each message says what to do and
// quotes neither password nor account.
func TestSQLServerStrangers(t *testing.T) {
	silent, err := net.Listen("tcp", "127.0.0.1:0") // takes connections and says nothing
	if err != nil {
		t.Fatal(err)
	}
	defer silent.Close()
	for _, c := range []struct {
		dsn string
		key messages.Key
	}{
		{"", "remote_secret_env"},
		{"jdbc:sqlserver://db.example:1433;databaseName=crm;user=skriver;password=hemmeligt", "remote_dsn"},
		{"postgres://skriver:hemmeligt@db.example/crm", "remote_dsn"},
		{"Provider=SQLOLEDB;Initial Catalog=crm;User Id=skriver;Password=hemmeligt", "remote_dsn"},
		{"db.example", "remote_dsn"},
		{"sqlserver://skriver:hemme ligt@db.example:x?database=crm", "remote_dsn"},
		{"sqlserver://skriver:hemmeligt@127.0.0.1:1?database=crm&dial+timeout=1", "remote_connection"},
		{"Server=127.0.0.1,1;Database=crm;User Id=skriver;Password=hemmeligt;dial timeout=1", "remote_connection"},
		{"sqlserver://skriver:hemmeligt@" + silent.Addr().String() + "?database=crm", "remote_timeout"},
	} {
		t.Setenv("STEMME_TEST_DSN", c.dsn)
		s := SQLServer{Database{DSNEnv: "STEMME_TEST_DSN", Query: "SELECT 1 AS a", Timeout: 2}}
		begun := time.Now()
		_, err := s.Fetch(t.Context(), Ask{Most: 1 << 20})
		if told := new(messages.Error); !errors.As(err, &told) || told.Key != c.key {
			t.Errorf("%q: %v, want %s", c.dsn, err, c.key)
			continue
		}
		if took := time.Since(begun); took > 8*time.Second {
			t.Errorf("%q: told after %v", c.dsn, took)
		}
		for _, lang := range []messages.Lang{messages.Danish, messages.English} {
			if said := lang.Error(err); strings.Contains(said, "hemme") || strings.Contains(said, "skriver") || !strings.Contains(said, ";") {
				t.Errorf("%q: %s", c.dsn, said)
			}
		}
	}
}
