package worklist

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"math"
	"slices"
	"time"

	"stemme/models"
)

// Sync puts items on the list. Where they are all there are, what is not among
// them leaves it; the states that people set stay.
func (s *Store) Sync(ctx context.Context, items []Item, all bool) error {
	return s.inTx(ctx, func(tx *sql.Tx) error {
		listed, err := bodies(ctx, tx)
		if err != nil {
			return err
		}
		put, err := tx.PrepareContext(ctx, "INSERT INTO item (source, id, body) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET body = excluded.body")
		if err != nil {
			return err
		}
		defer put.Close()
		for i := range items {
			body, err := json.Marshal(&items[i])
			if err != nil {
				return err
			}
			key := items[i].Key
			if old, ok := listed[key]; !ok || old != string(body) {
				if _, err := put.ExecContext(ctx, key.Source, key.ID, string(body)); err != nil {
					return err
				}
			}
			delete(listed, key)
		}
		if !all {
			return nil
		}
		for key := range listed {
			if _, err := tx.ExecContext(ctx, "DELETE FROM item WHERE source = ? AND id = ?", key.Source, key.ID); err != nil {
				return err
			}
		}
		return nil
	})
}

// querier is what both a database and a transaction answer.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

func bodies(ctx context.Context, q querier) (map[models.Key]string, error) {
	rows, err := q.QueryContext(ctx, "SELECT source, id, body FROM item")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	all := map[models.Key]string{}
	for rows.Next() {
		var key models.Key
		var body string
		if err := rows.Scan(&key.Source, &key.ID, &body); err != nil {
			return nil, err
		}
		all[key] = body
	}
	return all, rows.Err()
}

// An Entry is an item with what people did about it.
type Entry struct {
	Item
	State State
	Steps []Step
}

// Contacted is when the customer was first contacted; zero for not yet.
func (e *Entry) Contacted() time.Time {
	for _, step := range e.Steps {
		if step.State == Contacted || step.State == Resolved {
			return step.At
		}
	}
	return time.Time{}
}

// stateOf is how far an item has come: as people set it last, but measured once
// the customer has answered again after the contact.
func stateOf(e *Entry) State {
	if len(e.Steps) == 0 {
		return Open
	}
	if at := e.Contacted(); e.Next != nil && !at.IsZero() && models.DayOf(at) <= max(e.Next.Day, e.Next.Last) {
		return Measured
	}
	return e.Steps[len(e.Steps)-1].State
}

// Breached says whether the promise was broken: contacted after it was due, or
// not contacted although it is due by now.
func (e *Entry) Breached(now time.Time) bool {
	promised := e.Promised()
	if promised.IsZero() {
		return false
	}
	if at := e.Contacted(); !at.IsZero() {
		now = at
	}
	return now.After(promised)
}

// Entries are all items of the list with their states, the most urgent first:
// escalations and leaving customers, then those with several bad answers, then
// by the day they are due, those of which that is not known last; of one day those with a
// comment first, and of these the lowest score. Of each kind those who must not be contacted
// stand last, but for those in danger.
func (s *Store) Entries(ctx context.Context) ([]Entry, error) {
	listed, err := bodies(ctx, s.db)
	if err != nil {
		return nil, err
	}
	steps, err := s.Steps(ctx)
	if err != nil {
		return nil, err
	}
	entries := make([]Entry, 0, len(listed))
	for key, body := range listed {
		e := Entry{Steps: steps[key]}
		if err := json.Unmarshal([]byte(body), &e.Item); err != nil {
			return nil, err
		}
		e.State = stateOf(&e)
		entries = append(entries, e)
	}
	slices.SortFunc(entries, func(a, b Entry) int { return byUrgency(&a, &b) })
	return entries, nil
}

// silent is 1 of an item without a comment: of no language.
func silent(e *Entry) int {
	if e.Language == models.Language("") {
		return 1
	}
	return 0
}

// scored is the score of an item; one without stands last.
func scored(e *Entry) int {
	if v, given := e.Score.Value(); given {
		return v
	}
	return math.MaxInt
}

func byUrgency(a, b *Entry) int {
	rank := func(e *Entry) int {
		switch {
		case e.Endangered():
			return -1
		case len(e.Escalation) > 0:
			return 0
		case len(e.Leaving) > 0:
			return 1
		case e.Bad > 1:
			return 2
		}
		return 3
	}
	undated := func(e *Entry) int {
		if e.Due.IsZero() {
			return 1
		}
		return 0
	}
	refused := func(e *Entry) int {
		if e.NoContact && !e.Endangered() {
			return 1
		}
		return 0
	}
	return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(refused(a), refused(b)), cmp.Compare(undated(a), undated(b)), a.Due.Truncate(24*time.Hour).Compare(b.Due.Truncate(24*time.Hour)), cmp.Compare(silent(a), silent(b)), cmp.Compare(scored(a), scored(b)), a.Due.Compare(b.Due), a.Key.Compare(b.Key))
}

// Rename takes what is kept of a source's responses along to the name that it has now.
func (s *Store) Rename(ctx context.Context, from, to string) error {
	return s.inTx(ctx, func(tx *sql.Tx) error {
		for _, table := range []string{"item", "step", "handed"} {
			if _, err := tx.ExecContext(ctx, "UPDATE OR REPLACE "+table+" SET source = ? WHERE source = ?", to, from); err != nil {
				return err
			}
		}
		return nil
	})
}

// Forget takes all that is kept of the given responses out of the store and the
// outbox.
func (s *Store) Forget(ctx context.Context, keys map[models.Key]bool) error {
	err := s.inTx(ctx, func(tx *sql.Tx) error {
		for key := range keys {
			for _, table := range []string{"item", "step", "handed"} {
				if _, err := tx.ExecContext(ctx, "DELETE FROM "+table+" WHERE source = ? AND id = ?", key.Source, key.ID); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	// SQLite overwrites what is deleted, but not what it once copied to another page: only a store that
	// is built anew holds none of it. It leaves the write-ahead log too.
	for _, step := range []string{"PRAGMA temp_store = memory", "VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"} {
		if _, err := s.db.ExecContext(ctx, step); err != nil {
			return err
		}
	}
	return s.forgetFiles(keys)
}
