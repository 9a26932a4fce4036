package worklist

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"modernc.org/sqlite" // the driver "sqlite", in Go alone
	lib "modernc.org/sqlite/lib"

	"stemme/models"
	"stemme/pipeline/atomicfile"
	"stemme/pipeline/messages"
)

// A Store keeps what cannot be made anew: the states that people set, and who
// was handed which response. It is one SQLite file in a folder that its owner
// alone can read, beside the outbox (see outbox.go). Several processes may use
// it at once. It holds keys of responses and no text of a customer.
type Store struct {
	dir    string
	db     *sql.DB
	thawed string // data folder of a copy, which goes when the store is closed; "" for none
}

// The files of a store's folder.
const (
	Folder = "worklist"    // within the data folder
	file   = "worklist.db" // within Folder
	outbox = "outbox"      // within Folder
)

// schemaVersion is SQLite's user_version of the schema below.
const schemaVersion = 1

const schema = `
CREATE TABLE item (
  source TEXT NOT NULL, id TEXT NOT NULL, body TEXT NOT NULL,
  PRIMARY KEY (source, id)) WITHOUT ROWID;
CREATE TABLE step (
  source TEXT NOT NULL, id TEXT NOT NULL, number INTEGER NOT NULL,
  state TEXT NOT NULL, at INTEGER NOT NULL, by TEXT NOT NULL,
  PRIMARY KEY (source, id, number)) WITHOUT ROWID;
CREATE TABLE batch (
  number INTEGER PRIMARY KEY, receiver TEXT NOT NULL, written INTEGER NOT NULL DEFAULT 0);
CREATE TABLE handed (
  source TEXT NOT NULL, id TEXT NOT NULL, receiver TEXT NOT NULL, batch INTEGER NOT NULL,
  action TEXT NOT NULL, deliver TEXT NOT NULL, sent INTEGER, tries INTEGER NOT NULL DEFAULT 0, fault TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (source, id)) WITHOUT ROWID;
CREATE INDEX handed_batch ON handed (batch);
PRAGMA user_version = 1;
`

// settings make a commit durable before it returns, overwrite what is deleted,
// and let a second process wait for the first.
const settings = "?_pragma=journal_mode(wal)&_pragma=synchronous(full)&_pragma=secure_delete(on)&_pragma=busy_timeout(10000)&_txlock=immediate"

// OpenStore opens the store in the data folder, which is made where there is
// none. A store of a newer program, and one that is damaged, is a
// *messages.Error that names the file.
func OpenStore(ctx context.Context, data string) (*Store, error) {
	s := &Store{dir: filepath.Join(data, Folder)}
	if err := os.MkdirAll(s.dir, 0o700); err != nil {
		return nil, messages.FileFault(err, s.dir)
	}
	path := filepath.Join(s.dir, file)
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		info, err = begin(ctx, path)
	}
	if err != nil {
		return nil, messages.FileFault(err, path)
	}
	if info.Size() == 0 { // which SQLite would take for a new one
		return nil, messages.Errorf("worklist_damaged", path)
	}
	if s.db, err = sql.Open("sqlite", "file:"+uriPath(path)+settings); err != nil {
		return nil, fault(err, path)
	}
	s.db.SetMaxOpenConns(1)
	if err := s.prepare(ctx, path); err != nil {
		return nil, errors.Join(err, s.db.Close())
	}
	return s, nil
}

// begin makes a new store, under another name first, so that a store without tables is
// never there.
func begin(ctx context.Context, path string) (fs.FileInfo, error) {
	f, err := os.CreateTemp(filepath.Dir(path), ".new-*.db")
	if err != nil {
		return nil, err
	}
	defer os.Remove(f.Name())
	db, err := sql.Open("sqlite", "file:"+uriPath(f.Name()))
	if err = errors.Join(f.Close(), err); err != nil {
		return nil, err
	}
	_, err = db.ExecContext(ctx, schema)
	if err = errors.Join(err, db.Close()); err == nil {
		err = atomicfile.Sync(f.Name())
	}
	if err != nil {
		return nil, err
	}
	if err = os.Link(f.Name(), path); err != nil && !errors.Is(err, fs.ErrExist) { // a file system without links
		err = os.Rename(f.Name(), path)
	}
	if err != nil && !errors.Is(err, fs.ErrExist) { // another process may have been first
		return nil, err
	}
	return os.Stat(path)
}

// Check reads the whole store of a data folder, if there is one. One that is damaged is
// a *messages.Error.
func Check(ctx context.Context, data string) error {
	path := filepath.Join(data, Folder, file)
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	s, err := OpenToRead(ctx, data)
	if err != nil {
		return err
	}
	defer s.Close()
	var said string
	if err := s.db.QueryRowContext(ctx, "PRAGMA quick_check(1)").Scan(&said); err != nil {
		return fault(err, path)
	}
	if said != "ok" {
		return messages.Errorf("worklist_damaged", path)
	}
	return nil
}

// fault is err of the store at path as a fault that says what to do: one that is damaged
// is not mended by room on the disk, and one that has none is not damaged.
func fault(err error, path string) error {
	var of *sqlite.Error
	if !errors.As(err, &of) {
		return messages.Wrap(err, "worklist_damaged", path)
	}
	switch of.Code() & 0xff { // the rest is detail
	case lib.SQLITE_CORRUPT, lib.SQLITE_NOTADB, lib.SQLITE_ERROR:
		return messages.Wrap(err, "worklist_damaged", path)
	}
	return messages.Wrap(err, "worklist_unusable", path)
}

// uriPath escapes what has a meaning in an SQLite URI.
func uriPath(path string) string {
	return strings.NewReplacer("%", "%25", "?", "%3f", "#", "%23").Replace(path)
}

// prepare makes the tables of a new store and checks those of an old one.
func (s *Store) prepare(ctx context.Context, path string) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return fault(err, path)
	}
	defer tx.Rollback()
	var version int
	if err := tx.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version); err != nil {
		return fault(err, path)
	}
	switch {
	case version > schemaVersion:
		return messages.Errorf("worklist_newer", path)
	case version == 0:
		if _, err := tx.ExecContext(ctx, schema); err != nil {
			return fault(err, path)
		}
	}
	return tx.Commit()
}

// Close closes the store.
func (s *Store) Close() error {
	err := s.db.Close()
	if s.thawed != "" {
		err = errors.Join(err, os.RemoveAll(s.thawed))
	}
	return err
}

// inTx does what do says, all or nothing.
func (s *Store) inTx(ctx context.Context, do func(*sql.Tx) error) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := do(tx); err != nil {
		return err
	}
	return tx.Commit()
}

// A Step is one change of an item's state.
type Step struct {
	State State
	At    time.Time
	By    string
}

// Set moves an item to a state. Measured cannot be set, and an item that is not
// on the list cannot be moved: both are *messages.Error.
func (s *Store) Set(ctx context.Context, key models.Key, step Step) error {
	if step.State != Open && step.State != Contacted && step.State != Resolved {
		return messages.Errorf("worklist_state", string(step.State))
	}
	return s.inTx(ctx, func(tx *sql.Tx) error {
		var n int
		if err := tx.QueryRowContext(ctx, "SELECT count(*) FROM item WHERE source = ? AND id = ?", key.Source, key.ID).Scan(&n); err != nil {
			return err
		}
		if n == 0 {
			return messages.Errorf("worklist_unknown", key.String())
		}
		_, err := tx.ExecContext(ctx, `INSERT INTO step (source, id, number, state, at, by)
			SELECT ?1, ?2, coalesce(max(number), 0) + 1, ?3, ?4, ?5 FROM step WHERE source = ?1 AND id = ?2`,
			key.Source, key.ID, string(step.State), step.At.UnixMicro(), step.By)
		return err
	})
}

// Steps are the changes of every item's state, in their order.
func (s *Store) Steps(ctx context.Context) (map[models.Key][]Step, error) {
	rows, err := s.db.QueryContext(ctx, "SELECT source, id, state, at, by FROM step ORDER BY source, id, number")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	steps := map[models.Key][]Step{}
	for rows.Next() {
		var key models.Key
		var step Step
		var at int64
		if err := rows.Scan(&key.Source, &key.ID, &step.State, &at, &step.By); err != nil {
			return nil, err
		}
		step.At = time.UnixMicro(at).UTC()
		steps[key] = append(steps[key], step)
	}
	return steps, rows.Err()
}
