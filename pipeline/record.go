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

// record adds to the audit that somebody has erased so many responses.
func record(data, action string, responses int) error {
	name := "unknown"
	if u, err := user.Current(); err == nil {
		name = u.Username
	}
	line, err := json.Marshal(struct {
		At     time.Time `json:"at"`
		User   string    `json:"user"`
		Action string    `json:"action"`
		Rows   int       `json:"rows"`
	}{time.Now().UTC().Truncate(time.Second), name, action, responses})
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
