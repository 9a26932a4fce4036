package ledger

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"stemme/pipeline/messages"
)

// The head stands in two copies. The first is written before a change of the
// folder, the second after it: see commit.
const (
	headName = "head.json"
	headCopy = "head-copy.json"
)

// headForm is the newest form of the head. In the first form it has no id; a program that
// knows that form alone would write the id away, so it must not open the second. The third
// is that of a ledger that tells deliveries and renamed sources: older programs would read
// those under their former names and, told to accept a loss, set aside parts of form 4 as
// damaged. Each refuses a head that it does not know before it looks at a part, so whatever
// is written has the newest form. All are read.
const (
	firstHeadForm = 1
	headForm      = 3
)

// A head says what the ledger's folder holds: every file but the head's own
// copies and those whose names begin with a dot. So a file of any kind that is
// missing, added, renamed or altered is seen.
type head struct {
	Form       int    `json:"form"`
	ID         string `json:"id,omitempty"` // of this ledger among all, drawn when it began; see identified
	Generation int64  `json:"generation"`   // grows by one with every change
	Responses  int    `json:"responses"`    // valid ones
	Erased     int    `json:"erased"`       // responses that were erased so far
	ErasedAt   int64  `json:"erased_at"`    // the generation of the last erasure, 0 for none
	Last       string `json:"last"`         // the newest part; "" for none
	Forgiven   string `json:"forgiven"`     // the edition up to which a loss was accepted; "" for none
	Files      []file `json:"files"`        // in the order of their paths

	Marks map[string]string `json:"marks,omitempty"` // how far each source has been read; never changed, only replaced

	Sum string `json:"sum"` // SHA-256 of the above in hex, with "" here
}

// A file is one file of the ledger's folder.
type file struct {
	Path   string `json:"path"` // within the folder, with slashes
	Bytes  int64  `json:"bytes"`
	SHA256 string `json:"sha256"`
}

// encode is h as it stands on disk, with its sum.
func (h head) encode() []byte {
	h.Sum = ""
	h.Sum = hashOfText(h.text())
	return h.text()
}

func (h head) text() []byte {
	text, err := json.MarshalIndent(h, "", " ")
	if err != nil {
		panic("ledger: a head that is no JSON: " + err.Error())
	}
	return append(text, '\n')
}

// readHead reads one copy of the head; nil where there is none, or where it is
// damaged. A head of a later form is a messages.Error.
func readHead(path string) (*head, error) {
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, messages.FileFault(err, path)
	}
	var h head
	if err := json.Unmarshal(text, &h); err != nil {
		return nil, nil
	}
	bare := bytes.Replace(text, []byte(`"sum": "`+h.Sum+`"`), []byte(`"sum": ""`), 1)
	if hashOfText(bare) != h.Sum {
		return nil, nil
	}
	if h.Form < firstHeadForm || h.Form > headForm {
		return nil, messages.Errorf("ledger_head_form", path, h.Form, headForm)
	}
	return &h, nil
}

// identified is h in the newest form, with an id. It is drawn, since two surveys may have one salt, and
// one survey may be begun twice.
func (h head) identified() head {
	if h.ID == "" {
		id := make([]byte, 8)
		rand.Read(id) // never fails, see crypto/rand
		h.ID = hex.EncodeToString(id)
	}
	h.Form = headForm
	return h
}

// with is h after a change: put is there, gone are not.
func (h head) with(put file, gone []string) head {
	h.Files = slices.DeleteFunc(slices.Clone(h.Files), func(f file) bool { return f.Path == put.Path || slices.Contains(gone, f.Path) })
	if put.Path != "" {
		h.Files = append(h.Files, put)
	}
	slices.SortFunc(h.Files, func(a, b file) int { return strings.Compare(a.Path, b.Path) })
	h.Generation++
	h.Last = ""
	if parts := h.parts(); len(parts) > 0 {
		h.Last = parts[len(parts)-1]
	}
	return h
}

// parts are the names of the parts in the order written.
func (h head) parts() []string {
	var names []string
	for _, f := range h.Files {
		if partForm.MatchString(f.Path) {
			names = append(names, f.Path)
		}
	}
	slices.SortFunc(names, func(a, b string) int { return number(a) - number(b) })
	return names
}

// hash is the SHA-256 that the file at path must have; "" for one that is not
// of the head.
func (h head) hash(path string) string {
	for _, f := range h.Files {
		if f.Path == path {
			return f.SHA256
		}
	}
	return ""
}

// scan hashes every file that a head lists. A folder that is not there holds
// none; it may be a link to another disk.
func scan(dir string) ([]file, error) {
	var files []file
	if real, err := filepath.EvalSymlinks(dir); err == nil {
		dir = real
	}
	err := filepath.WalkDir(dir, func(name string, entry fs.DirEntry, err error) error {
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return nil // the folder, or a file that was superseded this moment
		case err != nil:
			return err
		case name != dir && strings.HasPrefix(entry.Name(), "."):
			if entry.IsDir() {
				return fs.SkipDir
			}
			return nil
		case entry.IsDir():
			return nil
		}
		rel, err := filepath.Rel(dir, name)
		if err != nil {
			return err
		}
		f := file{Path: filepath.ToSlash(rel)}
		if f.Path == headName || f.Path == headCopy {
			return nil
		}
		if f.SHA256, f.Bytes, err = hashFile(name, entry); errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		files = append(files, f)
		return err
	})
	return files, messages.FileFault(err, dir)
}

// hashFile is the SHA-256 of a file in hex, and its size. What is no regular
// file is not opened, since a pipe would wait for ever.
func hashFile(name string, entry fs.DirEntry) (sum string, size int64, err error) {
	if !entry.Type().IsRegular() {
		return "", 0, nil
	}
	f, err := os.Open(name)
	if err != nil {
		return "", 0, err
	}
	defer f.Close()
	h := sha256.New()
	if size, err = io.Copy(h, f); err != nil {
		return "", 0, err
	}
	return hex.EncodeToString(h.Sum(nil)), size, nil
}
