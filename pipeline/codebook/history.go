package codebook

import (
	"bytes"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"stemme/pipeline/messages"
)

// A Change is one entry of the history of a codebook: who added something to it
// or took it out, and when. It holds no comment text.
type Change struct {
	At   time.Time `json:"at"`
	User string    `json:"user"`
	Did  Deed      `json:"did"`
	What []string  `json:"what"` // as Book.Said
}

// A Deed is what was done.
type Deed string

// The deeds.
const (
	Added     Deed = "added"
	Undone    Deed = "undone"
	Published Deed = "published" // What is the id of the edition
)

// historyOf is where the history of the book at path is kept.
func historyOf(path string) string {
	return strings.TrimSuffix(path, filepath.Ext(path)) + ".history.jsonl"
}

// Note adds a change to the history of the book at path, in a file that only its
// owner can read.
func Note(path string, c Change) error {
	c.At = c.At.UTC().Truncate(time.Second)
	line, err := json.Marshal(c)
	if err != nil {
		return err
	}
	name := historyOf(path)
	f, err := os.OpenFile(name, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return messages.FileFault(err, name)
	}
	_, err = f.Write(append(line, '\n'))
	return messages.FileFault(errors.Join(err, f.Close()), name)
}

// ForgetHistory writes asterisks over the responses in the history of the book at path that
// gone says are erased. The file keeps its length, so that lines which are added meanwhile
// are not lost.
func ForgetHistory(path string, gone func(response string) bool) error {
	name := historyOf(path)
	text, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return messages.FileFault(err, name)
	}
	f, err := os.OpenFile(name, os.O_WRONLY, 0)
	if err != nil {
		return messages.FileFault(err, name)
	}
	at := int64(0)
	for line := range bytes.Lines(text) {
		if left := starred(line, gone); !bytes.Equal(left, line) {
			_, fault := f.WriteAt(left, at)
			err = errors.Join(err, fault)
		}
		at += int64(len(line))
	}
	return messages.FileFault(errors.Join(err, f.Sync(), f.Close()), name)
}

// starred is a line of a history with asterisks for the responses that are gone.
func starred(line []byte, gone func(response string) bool) []byte {
	var c Change
	if json.Unmarshal(line, &c) != nil {
		return line
	}
	for _, said := range c.What {
		response := Moved(said)
		if response == "" || !gone(response) {
			continue
		}
		written, _ := json.Marshal("move " + response) // as Note writes it
		written = written[:len(written)-1]
		stars := append([]byte(`"move `), bytes.Repeat([]byte("*"), len(written)-len(`"move `))...)
		for _, behind := range []string{" ", `"`} { // not those whose ids begin alike
			line = bytes.ReplaceAll(line, append(bytes.Clone(written), behind...), append(bytes.Clone(stars), behind...))
		}
	}
	return line
}

// History is the changes of the book at path, the newest first; a line that is no
// change, since somebody wrote in the file, is passed over.
func History(path string) (all []Change, err error) {
	name := historyOf(path)
	text, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, messages.FileFault(err, name)
	}
	for line := range bytes.Lines(text) {
		var c Change
		if json.Unmarshal(line, &c) == nil && c.Did != "" {
			all = append(all, c)
		}
	}
	slices.Reverse(all)
	return all, nil
}
