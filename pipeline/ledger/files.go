package ledger

import (
	"bufio"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"stemme/pipeline/messages"
)

// saltFile holds the secret that customers' keys are hashed with.
const saltFile = "salt"

// newPrefix begins the name of a file that is being written.
const newPrefix = ".new-"

// minSalt is the shortest salt in bytes: as long as the 128 bits that RFC 2104
// and NIST SP 800-107 ask of a key.
const minSalt = 16

// Salt is the secret that customers' keys are hashed with, without which nobody
// can find a customer's responses by trying keys; nil where none was set yet.
func (l *Ledger) Salt() ([]byte, error) {
	text, err := os.ReadFile(l.path(saltFile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, messages.FileFault(err, l.path(saltFile))
	}
	salt, err := hex.DecodeString(strings.TrimSpace(string(text)))
	if err != nil || len(salt) < minSalt {
		return nil, messages.Errorf("ledger_damaged", l.path(saltFile))
	}
	return salt, nil
}

// SetSalt makes salt, of at least 16 bytes, the secret; responses accepted
// before keep the hashes that they have.
func (l *Ledger) SetSalt(salt []byte) error {
	if len(salt) < minSalt {
		return fmt.Errorf("ledger: a salt of %d bytes is shorter than %d", len(salt), minSalt)
	}
	return replaceFile(l.dir, func(w io.Writer) (string, error) {
		_, err := fmt.Fprintln(w, hex.EncodeToString(salt))
		return saltFile, err
	})
}

// replaceFile writes a file in dir through a temporary one beside it, so that a
// reader, and whoever comes after a crash, finds the old file or the new one.
// Write answers the file's name, which may depend on what was written.
func replaceFile(dir string, write func(io.Writer) (name string, err error)) (err error) {
	f, err := os.CreateTemp(dir, newPrefix+"*")
	if err != nil {
		return messages.FileFault(err, dir)
	}
	defer func() {
		if err != nil {
			os.Remove(f.Name())
			err = messages.FileFault(err, dir)
		}
	}()
	defer f.Close()
	w := bufio.NewWriterSize(f, 1<<16)
	name, err := write(w)
	if err != nil {
		return err
	}
	if err := w.Flush(); err != nil {
		return err
	}
	if err := f.Sync(); err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	if err := os.Rename(f.Name(), filepath.Join(dir, name)); err != nil {
		return err
	}
	return syncFolder(dir)
}

// removeLeftovers deletes what a killed writer left half written, since it may
// hold comments.
func (l *Ledger) removeLeftovers() error {
	entries, err := os.ReadDir(l.dir)
	if err != nil {
		return messages.FileFault(err, l.dir)
	}
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), newPrefix) {
			continue
		}
		if err := os.Remove(l.path(e.Name())); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return messages.FileFault(err, l.path(e.Name()))
		}
	}
	return nil
}

// syncFolder makes the names in dir last.
func syncFolder(dir string) error {
	f, err := os.Open(dir)
	if err != nil {
		return messages.FileFault(err, dir)
	}
	defer f.Close()
	return messages.FileFault(f.Sync(), dir)
}
