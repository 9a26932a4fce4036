package pipeline

import (
	"bytes"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"os/user"
	"path/filepath"
	"time"

	"stemme/pipeline/messages"
)

// auditName is the record of who took comments out or changed something; the
// pages write to it too. It holds no text of a response, and no key of one that was
// erased.
const auditName = "audit.jsonl"

// An AuditEntry is one line of the audit.
type AuditEntry struct {
	At      time.Time `json:"at"`
	User    string    `json:"user"`
	Action  string    `json:"action"`
	Edition string    `json:"edition,omitempty"`
	Object  string    `json:"object,omitempty"` // a theme's id, a table's name, a response's key
	Rows    int       `json:"rows"`             // single responses that were told, or erased
}

// record adds to the audit that somebody has erased so many responses.
func record(data, action string, responses int) error {
	name := "unknown"
	if u, err := user.Current(); err == nil {
		name = u.Username
	}
	return Audit(data, AuditEntry{User: name, Action: action, Rows: responses})
}

// Audit adds e to the audit, at the time that it is.
func Audit(data string, e AuditEntry) error {
	e.At = time.Now().UTC().Truncate(time.Second)
	line, err := json.Marshal(e)
	if err != nil {
		return err
	}
	path := filepath.Join(data, auditName)
	f, err := os.OpenFile(path, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return messages.FileFault(err, path)
	}
	defer f.Close()
	if _, err := f.Write(append(line, '\n')); err != nil {
		return messages.FileFault(err, path)
	}
	return messages.FileFault(f.Sync(), path)
}

// eraseAudit writes asterisks over the keys in the audit of responses that gone says
// are erased: that somebody did something stays, with whom it was about goes. The
// file keeps its length, so that lines which the pages add meanwhile are not lost.
func eraseAudit(data string, gone func(response string) bool) error {
	path := filepath.Join(data, auditName)
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return messages.FileFault(err, path)
	}
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return messages.FileFault(err, path)
	}
	defer f.Close()
	at := 0
	for line := range bytes.Lines(text) {
		var e AuditEntry
		if json.Unmarshal(line, &e) == nil && gone(e.Object) {
			key, _ := json.Marshal(e.Object) // as Audit writes it
			if i := bytes.Index(line, key); i >= 0 {
				if _, err := f.WriteAt(bytes.Repeat([]byte("*"), len(key)-2), int64(at+i+1)); err != nil {
					return messages.FileFault(err, path)
				}
			}
		}
		at += len(line)
	}
	return messages.FileFault(f.Sync(), path)
}
