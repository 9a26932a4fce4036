package worklist

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"stemme/models"
	"stemme/pipeline/atomicfile"
	"stemme/pipeline/codebook"
	"stemme/pipeline/messages"
)

// A Letter is a response as its receiver gets it, masked as everything is.
type Letter struct {
	Response   string       `json:"response"` // source/id
	Answered   string       `json:"answered,omitempty"`
	Class      string       `json:"class,omitempty"`
	Score      models.Score `json:"score,omitzero"`
	Scale      string       `json:"scale"`
	Touchpoint string       `json:"touchpoint,omitempty"`
	Unit       string       `json:"unit,omitempty"`
	Themes     []string     `json:"themes,omitempty"` // names
	Title      string       `json:"title,omitempty"`
	Comment    string       `json:"comment,omitempty"`
	Owner      string       `json:"owner,omitempty"`
	Action     string       `json:"action,omitempty"`
	NoContact  bool         `json:"no_contact,omitzero"` // the customer said no to being contacted: Action says so
	Due        string       `json:"due,omitempty"`       // of a detractor
	Limit      string       `json:"limit,omitempty"`
}

// A Post writes letters: it knows the responses, the playbook and the words.
type Post struct {
	Input Input
	Names map[string]string // of themes, by id
	Lang  messages.Lang
}

// letter is the response at index i for a receiver.
func (p *Post) letter(i int, themes []string, receiver *codebook.Receiver, action string) Letter {
	r := &p.Input.Responses[i]
	l := Letter{
		Response: r.Key().String(), Answered: r.Day.String(), Class: r.Class().String(), Score: r.Score, Scale: r.Scale.String(),
		Touchpoint: r.Touchpoint, Unit: r.Unit, Title: r.Title, Comment: r.Comment, Owner: receiver.Owner,
		Action: action, Limit: receiver.Limit,
	}
	if !r.At.IsZero() {
		l.Answered = r.At.In(p.Input.Location).Format(time.RFC3339)
	}
	if by := due(r, p.Input.Playbook.Promise.Duration(), p.Input.Location); r.Class() == models.Detractor && !by.IsZero() {
		l.Due = by.In(p.Input.Location).Format(time.RFC3339)
	}
	endangered := endangers(themes)
	if l.NoContact = p.Input.refuses(i, themes); l.NoContact {
		l.Action = p.Lang.Text(refusal(true, endangered))
		if !endangered {
			l.Due = ""
		}
	}
	for _, id := range themes {
		if name := p.Names[id]; name != "" {
			l.Themes = append(l.Themes, name)
		}
	}
	return l
}

// HandOut gives every routed response that nobody was given before to its
// receiver: into a new batch of the receiver's box. It answers how many. What a
// run that was stopped had begun is finished first, under the same file names,
// so that each response is in exactly one file exactly once.
func (s *Store) HandOut(ctx context.Context, post *Post) (handed int, unrouted []Unrouted, err error) {
	if err := s.removeUnfinished(); err != nil {
		return 0, nil, err
	}
	routed, unrouted := Routes(post.Input)
	err = s.inTx(ctx, func(tx *sql.Tx) error {
		handed, err = assign(ctx, tx, post.Input, routed)
		return err
	})
	if err != nil {
		return 0, nil, err
	}
	return handed, unrouted, s.writeBatches(ctx, post)
}

// assign notes in one transaction who gets what. A response that was handed out
// is never handed out again, whatever the rules say by now.
func assign(ctx context.Context, tx *sql.Tx, in Input, routed []Routed) (handed int, err error) {
	known, err := handedKeys(ctx, tx)
	if err != nil {
		return 0, err
	}
	batch := map[string]int64{}
	for _, r := range routed {
		key := in.Responses[r.Index].Key()
		if known[key] {
			continue
		}
		receiver := in.Playbook.Receiver(r.Rule.To)
		if _, ok := batch[receiver.ID]; !ok {
			made, err := tx.ExecContext(ctx, "INSERT INTO batch (receiver) VALUES (?)", receiver.ID)
			if err != nil {
				return 0, err
			}
			if batch[receiver.ID], err = made.LastInsertId(); err != nil {
				return 0, err
			}
		}
		action := r.Rule.Action
		if action == "" {
			action = receiver.Action
		}
		_, err := tx.ExecContext(ctx, "INSERT INTO handed (source, id, receiver, batch, action, deliver) VALUES (?, ?, ?, ?, ?, ?)",
			key.Source, key.ID, receiver.ID, batch[receiver.ID], action, string(receiver.Deliver))
		if err != nil {
			return 0, err
		}
		handed++
	}
	return handed, nil
}

func handedKeys(ctx context.Context, q querier) (map[models.Key]bool, error) {
	rows, err := q.QueryContext(ctx, "SELECT source, id FROM handed")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	keys := map[models.Key]bool{}
	for rows.Next() {
		var key models.Key
		if err := rows.Scan(&key.Source, &key.ID); err != nil {
			return nil, err
		}
		keys[key] = true
	}
	return keys, rows.Err()
}

// A batch is what one run hands to one receiver.
type batch struct {
	number   int64
	receiver string
	letters  []Letter
	mail     bool
}

// writeBatches writes the files of every batch that is not written yet. A batch
// of what leaves the machine has none: it waits for Send.
func (s *Store) writeBatches(ctx context.Context, post *Post) error {
	numbers, err := s.unwritten(ctx)
	if err != nil || len(numbers) == 0 {
		return err
	}
	at := post.positions()
	spoken := Spoken(post.Input)
	for _, number := range numbers {
		b, err := s.batch(ctx, number, post, at, spoken)
		if err != nil {
			return err
		}
		if err := s.write(b, post); err != nil {
			return err
		}
		if _, err := s.db.ExecContext(ctx, "UPDATE batch SET written = 1 WHERE number = ?", number); err != nil {
			return err
		}
	}
	return nil
}

// positions is where each response stands in the input.
func (p *Post) positions() map[models.Key]int {
	at := make(map[models.Key]int, len(p.Input.Responses))
	for i := range p.Input.Responses {
		at[p.Input.Responses[i].Key()] = i
	}
	return at
}

func (s *Store) unwritten(ctx context.Context) (numbers []int64, err error) {
	rows, err := s.db.QueryContext(ctx, "SELECT number FROM batch WHERE written = 0 ORDER BY number")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var n int64
		if err := rows.Scan(&n); err != nil {
			return nil, err
		}
		numbers = append(numbers, n)
	}
	return numbers, rows.Err()
}

// batch gathers the letters of one batch that are delivered as files.
func (s *Store) batch(ctx context.Context, number int64, post *Post, at map[models.Key]int, spoken [][]string) (batch, error) {
	b := batch{number: number}
	rows, err := s.db.QueryContext(ctx, "SELECT source, id, receiver, action, deliver FROM handed WHERE batch = ? ORDER BY source, id", number)
	if err != nil {
		return b, err
	}
	defer rows.Close()
	for rows.Next() {
		var key models.Key
		var action string
		var deliver codebook.Delivery
		if err := rows.Scan(&key.Source, &key.ID, &b.receiver, &action, &deliver); err != nil {
			return b, err
		}
		i, ok := at[key]
		receiver := post.Input.Playbook.Receiver(b.receiver)
		if !ok || receiver == nil || deliver.Leaves() {
			continue // erased since, or the receiver is gone from the playbook, or sent by Send
		}
		b.mail = deliver == codebook.ByMail
		b.letters = append(b.letters, post.letter(i, spoken[i], receiver, action))
	}
	return b, rows.Err()
}

// write puts the letters of b into the receiver's box.
func (s *Store) write(b batch, post *Post) error {
	if len(b.letters) == 0 {
		return nil
	}
	dir := filepath.Join(s.dir, outbox, b.receiver)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return messages.FileFault(err, dir)
	}
	name := filepath.Join(dir, fmt.Sprintf("%06d", b.number))
	if !b.mail {
		return replaceFile(name+linesExt, func(w io.Writer) error { return writeLines(w, b.letters) })
	}
	receiver := post.Input.Playbook.Receiver(b.receiver)
	for i := range b.letters {
		msg, err := post.mail(&b.letters[i], receiver)
		if err != nil {
			return err
		}
		if err := replaceFile(fmt.Sprintf("%s-%05d%s", name, i+1, mailExt), func(w io.Writer) error { _, err := msg.WriteTo(w); return err }); err != nil {
			return err
		}
	}
	return nil
}

// The files of the outbox.
const (
	linesExt = ".jsonl"
	mailExt  = ".eml"
)

func writeLines(w io.Writer, letters []Letter) error {
	out := json.NewEncoder(w)
	out.SetEscapeHTML(false)
	for i := range letters {
		if err := out.Encode(&letters[i]); err != nil {
			return err
		}
	}
	return nil
}

// replaceFile writes a file that only its owner reads, whole or not at all.
func replaceFile(name string, write func(io.Writer) error) error {
	return messages.FileFault(atomicfile.Write(name, 0o600, write), name)
}

// idempotencyKey names the delivery of a response for ever, so that whoever gets it
// twice can tell. It does not give the response's id away.
func idempotencyKey(key string) string {
	sum := sha256.Sum256([]byte("stemme/" + key))
	return hex.EncodeToString(sum[:16])
}

// forgetFiles takes the given responses out of the files of the outbox that are
// still there.
func (s *Store) forgetFiles(keys map[models.Key]bool) error {
	gone := map[string]bool{}
	mails := map[string]bool{}
	for key := range keys {
		gone[key.String()] = true
		mails[idempotencyKey(key.String())] = true
	}
	if err := s.removeUnfinished(); err != nil {
		return err
	}
	return filepath.WalkDir(filepath.Join(s.dir, outbox), func(path string, d fs.DirEntry, err error) error {
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return nil
		case err != nil:
			return err
		case filepath.Ext(path) == linesExt:
			return forgetLines(path, gone)
		case filepath.Ext(path) == mailExt:
			return forgetMail(path, mails)
		}
		return nil
	})
}

// removeUnfinished deletes what killed runs have left half written in the outbox,
// since it holds comments.
func (s *Store) removeUnfinished() error {
	left, err := filepath.Glob(filepath.Join(s.dir, outbox, "*", ".*"))
	for _, path := range left {
		err = errors.Join(err, messages.FileFault(os.Remove(path), path))
	}
	return err
}

func forgetLines(path string, gone map[string]bool) error {
	text, err := os.ReadFile(path)
	if err != nil {
		return messages.FileFault(err, path)
	}
	var kept [][]byte
	lines := bytes.SplitAfter(text, []byte("\n"))
	for _, line := range lines {
		var l Letter
		if len(line) > 0 && json.Unmarshal(line, &l) == nil && gone[l.Response] {
			continue
		}
		kept = append(kept, line)
	}
	if len(kept) == len(lines) {
		return nil
	}
	return replaceFile(path, func(w io.Writer) error { _, err := w.Write(slices.Concat(kept...)); return err })
}

// forgetMail deletes a mail whose Message-ID is that of a forgotten response.
func forgetMail(path string, mails map[string]bool) error {
	f, err := os.Open(path)
	if err != nil {
		return messages.FileFault(err, path)
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	for lines.Scan() && lines.Text() != "" {
		name, value, _ := strings.Cut(lines.Text(), ":")
		id, _, _ := strings.Cut(strings.Trim(value, " <>"), "@")
		if strings.EqualFold(name, "Message-ID") && mails[id] {
			return os.Remove(path)
		}
	}
	return lines.Err()
}
