package pipeline

import (
	"encoding/json"
	"os"
	"os/user"
	"path/filepath"
	"time"

	"stemme/pipeline/messages"
)

// auditName is the record of who took comments out or changed something; the
// pages write to it too. It holds no key and no text of a response.
const auditName = "audit.jsonl"

// An AuditEntry is one line of the audit.
type AuditEntry struct {
	At      time.Time `json:"at"`
	User    string    `json:"user"`
	Action  string    `json:"action"`
	Edition string    `json:"edition,omitempty"`
	Object  string    `json:"object,omitempty"` // a theme's id, a table's name
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
