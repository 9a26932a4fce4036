package web

import (
	"encoding/json"
	"os"
	"path/filepath"
	"sync"
	"time"
)

// An audit is the record of who took comments out or changed something. It
// never holds comment text, nor what was searched for, which may quote it.
type audit struct {
	mu   sync.Mutex
	path string
}

// An entry is one line of the record.
type entry struct {
	At      time.Time `json:"at"`
	User    string    `json:"user"`
	Action  string    `json:"action"`
	Edition string    `json:"edition"`
	Object  string    `json:"object,omitempty"` // a theme's id, a table's name
	Rows    int       `json:"rows,omitempty"`
}

func newAudit(data string) *audit { return &audit{path: filepath.Join(data, "audit.jsonl")} }

// write adds e to the record, in a file that only its owner can read.
func (a *audit) write(e entry) error {
	e.At = time.Now().UTC().Truncate(time.Second)
	line, err := json.Marshal(e)
	if err != nil {
		return err
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	f, err := os.OpenFile(a.path, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	if _, err := f.Write(append(line, '\n')); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}
