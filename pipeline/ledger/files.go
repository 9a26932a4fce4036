package ledger

import (
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"

	"stemme/pipeline/messages"
)

// SaltFile holds the secret that customers' keys are hashed with.
const SaltFile = "salt"

// Prefixes of names that no head lists: of a file that is being written, and of
// one that Recover has set aside.
const (
	newPrefix  = ".new-"
	lostPrefix = ".lost-"
)

// minSalt is the shortest salt in bytes: as long as the 128 bits that RFC 2104
// and NIST SP 800-107 ask of a key.
const minSalt = 16

// Salt is the secret that customers' keys are hashed with, without which nobody
// can find a customer's responses by trying keys; nil where none was set yet.
func (l *Ledger) Salt() ([]byte, error) {
	text, err := l.ReadFile(SaltFile)
	if text == nil || err != nil {
		return nil, err
	}
	salt, err := hex.DecodeString(strings.TrimSpace(string(text)))
	if err != nil || len(salt) < minSalt {
		return nil, messages.Errorf("ledger_damaged", l.path(SaltFile))
	}
	return salt, nil
}

// SetSalt makes salt, of at least 16 bytes, the secret; responses accepted
// before keep the hashes that they have.
func (l *Ledger) SetSalt(salt []byte) error {
	if len(salt) < minSalt {
		return fmt.Errorf("ledger: a salt of %d bytes is shorter than %d", len(salt), minSalt)
	}
	return l.WriteFile(SaltFile, []byte(hex.EncodeToString(salt)+"\n"))
}

// WriteFile keeps a file with the ledger, whole or not at all, and makes it part
// of what the head lists. The path has slashes, and names no part.
func (l *Ledger) WriteFile(name string, content []byte) error {
	if !fs.ValidPath(name) || strings.HasPrefix(path.Base(name), ".") || name == headName || name == headCopy || partForm.MatchString(name) {
		return fmt.Errorf("ledger: no file may be called %q", name)
	}
	_, err := l.commit(change{responses: len(l.responses), erased: l.head.Erased, write: func(w io.Writer) (string, error) {
		_, err := w.Write(content)
		return name, err
	}})
	return err
}

// ReadFile is what WriteFile kept under name; nil where there is none.
func (l *Ledger) ReadFile(name string) ([]byte, error) {
	want := l.head.hash(name)
	if want == "" {
		return nil, nil
	}
	text, err := os.ReadFile(l.path(name))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, errorOf(l.dir, []Fault{{Missing, name, ""}})
	}
	if err != nil {
		return nil, messages.FileFault(err, l.path(name))
	}
	if hashOfText(text) != want {
		return nil, errorOf(l.dir, []Fault{{Altered, name, ""}})
	}
	return text, nil
}

// FileNames are the files that WriteFile kept in folder, "" for all of them, in
// order.
func (l *Ledger) FileNames(folder string) []string {
	var names []string
	for _, f := range l.head.Files {
		if folder == "" && !partForm.MatchString(f.Path) || folder != "" && strings.HasPrefix(f.Path, folder+"/") {
			names = append(names, f.Path)
		}
	}
	return slices.Clip(names)
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}
