//go:build unix

package remote

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"stemme/pipeline/messages"
)

// postgres starts a server of its own, and answers how to reach it; where the machine
// has none the test is skipped.
func postgres(t *testing.T) (dsn string) {
	t.Helper()
	for _, name := range []string{"initdb", "postgres"} {
		if _, err := exec.LookPath(name); err != nil {
			t.Skip("no PostgreSQL on this machine:", err)
		}
	}
	dir, err := os.MkdirTemp("", "stemme-pg-*") // its path is short enough for a socket, and others may enter it
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	as := &syscall.SysProcAttr{}
	if os.Getuid() == 0 { // the server runs as nobody who may do everything
		who, err := user.Lookup("postgres")
		if err != nil {
			t.Skip("PostgreSQL does not run as root, and there is no user postgres")
		}
		uid, _ := strconv.Atoi(who.Uid)
		gid, _ := strconv.Atoi(who.Gid)
		as.Credential = &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
		if err := errors.Join(os.Chmod(dir, 0o755), os.Chown(dir, uid, gid)); err != nil {
			t.Skip("no folder for the user postgres:", err)
		}
	}
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	port := free.Addr().(*net.TCPAddr).Port
	free.Close()
	start := func(name string, args ...string) *exec.Cmd {
		cmd := exec.Command(name, args...)
		cmd.Dir, cmd.SysProcAttr, cmd.Env = dir, as, append(os.Environ(), "LC_ALL=C", "HOME="+dir)
		return cmd
	}
	data := filepath.Join(dir, "data")
	if out, err := start("initdb", "-D", data, "-U", "stemme", "--auth=trust", "--no-sync", "-E", "UTF8").CombinedOutput(); err != nil {
		t.Fatalf("initdb: %v\n%s", err, out)
	}
	server := start("postgres", "-D", data, "-h", "127.0.0.1", "-p", strconv.Itoa(port), "-k", dir, "-F")
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = server.Process.Signal(syscall.SIGINT)
		_ = server.Wait()
	})
	return fmt.Sprintf("postgres://stemme@127.0.0.1:%d/postgres?sslmode=disable", port)
}

// TestPostgres reads from a real server: every type as it stands there, what is new
// beyond the watermark, faults in words, and no word of a row.
func TestPostgres(t *testing.T) {
	dsn := postgres(t)
	t.Setenv("STEMME_TEST_DSN", dsn)
	db, err := sql.Open("pgx", dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for begun := time.Now(); db.Ping() != nil; time.Sleep(20 * time.Millisecond) {
		if time.Since(begun) > 30*time.Second {
			t.Fatal("the server does not answer")
		}
	}
	do := func(statement string) {
		t.Helper()
		if _, err := db.Exec(statement); err != nil {
			t.Fatal(err)
		}
	}
	do(`CREATE TABLE svar (nr bigint, score smallint, kommentar text, aendret timestamptz, svaret timestamp, dag date, vaegt numeric(6,2), noegle uuid, kunde boolean);
		INSERT INTO svar VALUES (1, 9, 'sur over ventetiden', '2026-03-01 10:00+01', '2026-03-01 10:00', '2026-03-01', 1.50, '00000000-0000-0000-0000-00000000002a', true),
			(2, NULL, NULL, '2026-03-02 10:00+01', NULL, NULL, NULL, NULL, NULL)`)
	ctx := context.Background()
	for column, start := range map[string]string{"nr": "0", "aendret": "2026-01-01", "dag": "2026-01-01", "vaegt": "0", "svaret": "2026-01-01"} {
		p := Postgres{Database{DSNEnv: "STEMME_TEST_DSN", Query: "SELECT * FROM svar WHERE " + column + " > $1 ORDER BY " + column, Watermark: column, Start: start}}
		got, err := p.Fetch(ctx, Ask{From: Mark{}, Most: 1 << 20})
		want := `{"nr":1,"score":9,"kommentar":"sur over ventetiden","aendret":"2026-03-01T09:00:00Z","svaret":"2026-03-01T10:00:00","dag":"2026-03-01","vaegt":"1.50","noegle":"00000000-0000-0000-0000-00000000002a","kunde":true}`
		if err != nil || !strings.HasPrefix(string(got.Rows), want+"\n") {
			t.Fatalf("%s: %v\n%s\nwant %s", column, err, got.Rows, want)
		}
		if got, err = p.Fetch(ctx, Ask{From: ParseMark(got.Mark.Text()), Most: 1 << 20}); err != nil || count(got) != 0 {
			t.Errorf("%s: nothing new is %d rows, %v", column, count(got), err)
		}
		do("INSERT INTO svar VALUES (3, 1, 'dyrt', '2026-03-03 10:00+01', '2026-03-03 10:00', '2026-03-03', 3, NULL, false)")
		if got, err = p.Fetch(ctx, Ask{From: got.Mark, Most: 1 << 20}); err != nil || count(got) != 1 {
			t.Errorf("%s: one new is %d rows, %v", column, count(got), err)
		}
		do("DELETE FROM svar WHERE nr = 3")
	}
	for query, key := range map[string]messages.Key{
		"SELECT kommentar::int FROM svar":               "remote_query",
		"SELECT * FROM findes_ikke":                     "remote_query_words",
		"SELEKT":                                        "remote_query_words",
		"DELETE FROM svar RETURNING nr":                 "remote_query",
		"SELECT pg_sleep(20), 1 AS nr":                  "remote_timeout",
		"SELECT repeat('a', 2000000) AS t":              "remote_too_large",
		"SELECT 1 AS a, 2 AS a":                         "remote_column",
		"INSERT INTO svar (nr) VALUES (9) RETURNING nr": "remote_query",
	} {
		p := Postgres{Database{DSNEnv: "STEMME_TEST_DSN", Query: query, Timeout: 1}}
		_, err := p.Fetch(ctx, Ask{From: Mark{}, Most: 1 << 20})
		if told := new(messages.Error); !errors.As(err, &told) || told.Key != key {
			t.Errorf("%s: %v, want %s", query, err, key)
		} else if strings.Contains(messages.Danish.Error(err), "ventetid") {
			t.Errorf("%s tells a row: %v", query, err)
		}
	}
	t.Setenv("STEMME_TEST_DSN", "postgres://stemme:hemmeligt@127.0.0.1:1/postgres")
	p := Postgres{Database{DSNEnv: "STEMME_TEST_DSN", Query: "SELECT 1"}}
	_, err = p.Fetch(ctx, Ask{From: Mark{}, Most: 1 << 20})
	if told := new(messages.Error); !errors.As(err, &told) || told.Key != "remote_connection" || strings.Contains(messages.Danish.Error(err), "hemmeligt") {
		t.Errorf("no server there: %v", err)
	}
}
