// Package edition keeps the published results, each in a folder of its own that
// is never changed, and says which of them is the current one.
//
//	stemme.lock                held by the one writer; readers need none
//	current -> editions/<id>   a symbolic link, swapped by rename; where the system gives
//	                           none, the file alone
//	current.json               the same as a file: {"edition":"<id>","tables":"editions/<id>/tables"}
//	editions/<id>/             manifest.json, tables/, model/, index/, report/, rejected.csv
//	editions/.new-*            a draft; what a killed run left is deleted by the next
//
// Whoever reads finds one whole edition at any moment: a draft is written to the
// disk and renamed before the link is swapped, and an edition that somebody
// holds open is not deleted. The locks are advisory locks of the operating
// system (flock), which end with the process, however it ends.
package edition

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/gofrs/flock"

	"stemme/pipeline/messages"
)

// Names within an edition.
const (
	Tables   = "tables"       // folder of the Parquet files
	Model    = "model"        // folder of the theme model
	Index    = "index"        // folder of the search index
	Report   = "report"       // folder of the reports
	Rejected = "rejected.csv" // refused rows: file, row, column, reason
)

// PointerName is the file that says which edition is the current one.
const PointerName = "current.json"

// Current stands for the id of the current edition.
const Current = "current"

const (
	editionsName = "editions"
	manifestName = "manifest.json"
	newPrefix    = ".new-" // of a draft, and of a link before the swap
	oldPrefix    = ".old-" // of an edition that is being deleted
)

// An Edition is one published result, open for reading. It stays whole on disk
// until Close, or the end of the process.
type Edition struct {
	ID       string
	Dir      string
	Manifest Manifest
	held     *flock.Flock // manifest.json, shared
}

// Path is a file or folder of the edition: Path(Tables), Path(Report, "a.html").
func (e *Edition) Path(elem ...string) string {
	return filepath.Join(append([]string{e.Dir}, elem...)...)
}

// Close lets the edition be deleted by a later Prune.
func (e *Edition) Close() error { return e.held.Close() }

// Open opens an edition of the data folder by its id, or by its mark, which its tables
// say; "" and Current are the current one.
// Where there is none, where id is unknown, and where a file is missing or is
// not, byte for byte, what the manifest says, the error is a messages.Error.
func Open(data, id string) (*Edition, error) {
	e, err := find(data, id)
	if err != nil {
		return nil, err
	}
	if err := e.verify(); err != nil {
		e.Close()
		return nil, err
	}
	return e, nil
}

// find opens an edition without looking at its files.
func find(data, id string) (*Edition, error) {
	if id != "" && id != Current {
		return open(data, marked(data, id))
	}
	// The current edition can become an old one, and be deleted, between reading
	// the link and holding what it points to. It is then read again; a night
	// lies between two changes of it.
	var err error
	for range 5 {
		if id, err = CurrentID(data); err != nil {
			return nil, err
		}
		var e *Edition
		if e, err = open(data, id); err == nil {
			return e, nil
		}
	}
	return nil, err
}

// CurrentID is the id of the current edition, without opening it. Where the link
// is missing, or is a folder, since the data folder was copied, it is the newest
// edition.
func CurrentID(data string) (string, error) {
	id, err := linked(data)
	if err == nil {
		return id, nil
	}
	current := filepath.Join(data, Current)
	if info, statErr := os.Lstat(current); !errors.Is(err, fs.ErrNotExist) && (statErr != nil || !info.IsDir()) {
		return "", messages.FileFault(err, current)
	}
	existing, err := ids(data)
	if err != nil {
		return "", err
	}
	if len(existing) == 0 {
		return "", messages.Errorf("no_edition", data)
	}
	return existing[len(existing)-1], nil
}

// linked is the id that the link current names, or else current.json.
func linked(data string) (string, error) {
	target, err := os.Readlink(filepath.Join(data, Current))
	if err == nil {
		return filepath.Base(target), nil
	}
	info, there := os.Lstat(filepath.Join(data, Current))
	if p := readPointer(data); p.Edition != "" && (there != nil || info.IsDir()) {
		return p.Edition, nil
	}
	return "", err
}

// readPointer reads current.json; the zero pointer where there is none.
func readPointer(data string) (p pointer) {
	text, err := os.ReadFile(filepath.Join(data, PointerName))
	if err != nil || json.Unmarshal(text, &p) != nil || !IsID(p.Edition) {
		return pointer{}
	}
	return p
}

// open opens and holds the edition id.
func open(data, id string) (*Edition, error) {
	if !IsID(id) {
		return nil, messages.Errorf("edition_missing", id)
	}
	e := &Edition{ID: id, Dir: filepath.Join(data, editionsName, id)}
	switch _, err := os.Stat(e.Path(manifestName)); {
	case errors.Is(err, fs.ErrNotExist):
		return nil, messages.Errorf("edition_missing", id)
	case err != nil:
		return nil, messages.FileFault(err, e.Dir)
	}
	e.held = manifestLock(e.Dir)
	if err := e.hold(); err != nil {
		e.Close()
		return nil, err
	}
	return e, nil
}

// hold locks the edition against deletion and reads its manifest.
func (e *Edition) hold() error {
	// Where the file system knows no locks, reading goes on without; remove then
	// deletes nothing.
	free, err := e.held.TryRLock()
	if errors.Is(err, fs.ErrPermission) {
		return messages.FileFault(err, e.Dir)
	}
	if err == nil && !free {
		return messages.Errorf("edition_missing", e.ID) // it is being deleted
	}
	if held, err := e.held.Stat(); err == nil {
		if there, err := os.Stat(e.Path(manifestName)); err != nil || !os.SameFile(held, there) {
			return messages.Errorf("edition_missing", e.ID) // it was deleted before the lock
		}
	}
	text, err := os.ReadFile(e.Path(manifestName))
	if err != nil {
		return messages.FileFault(err, e.Dir)
	}
	if e.Manifest, err = parse(text); err != nil || e.Manifest.Form <= form && e.Manifest.Edition != e.ID {
		return messages.Errorf("edition_damaged", e.ID, manifestName)
	}
	if e.Manifest.Form < firstForm || e.Manifest.Form > form {
		return messages.Errorf("edition_version", e.ID, e.Manifest.Form, form)
	}
	return nil
}

// A Listed edition is one line of a list.
type Listed struct {
	ID       string
	Current  bool
	Manifest Manifest
	Fault    error // why it cannot be opened, nil where it can
}

// List lists the editions of the data folder, the newest first; none where none
// was published.
func List(data string) ([]Listed, error) {
	ids, err := ids(data)
	if err != nil {
		return nil, err
	}
	current, err := CurrentID(data)
	if err != nil && !is(err, "no_edition") {
		return nil, err
	}
	var all []Listed
	for _, id := range slices.Backward(ids) {
		one := Listed{ID: id, Current: id == current}
		if e, err := open(data, id); err != nil {
			one.Fault = err
		} else {
			one.Manifest = e.Manifest
			e.Close()
		}
		all = append(all, one)
	}
	return all, nil
}

// Newest is the newest edition whose manifest can be read. Where there is none,
// its ID is that of the newest folder of an edition, "" where there is none of
// those either.
func Newest(data string) (Listed, error) {
	all, err := List(data)
	if err != nil {
		return Listed{}, err
	}
	for _, one := range all {
		if one.Fault == nil {
			return one, nil
		}
	}
	if len(all) > 0 {
		return all[0], nil
	}
	return Listed{}, nil
}

// Rollback makes the edition id the current one, if it is whole. It needs the
// lock of the data folder. The next night publishes after the newest edition, as
// ever.
func Rollback(data, id string) error {
	e, err := Open(data, id)
	if err != nil {
		return err
	}
	defer e.Close()
	if e.Manifest.Reduced {
		return messages.Errorf("edition_reduced", id)
	}
	return swap(data, id)
}

// Delete deletes the edition id, unless it is the current one or somebody has it
// open; it says whether it did. It needs the lock of the data folder.
func Delete(data, id string) (bool, error) {
	if current, err := CurrentID(data); err != nil || current == id || !IsID(id) {
		return false, err
	}
	if !exists(filepath.Join(data, editionsName, id)) {
		return true, nil
	}
	return remove(data, id)
}

// remove deletes one edition unless somebody has it open.
func remove(data, id string) (bool, error) {
	dir := filepath.Join(data, editionsName, id)
	if exists(filepath.Join(dir, manifestName)) {
		lock := manifestLock(dir)
		defer lock.Close()
		if free, err := lock.TryLock(); err != nil || !free {
			return false, nil
		}
	}
	return true, discard(data, id)
}

// ids are the ids of the editions in data, the oldest first.
func ids(data string) ([]string, error) {
	dir := filepath.Join(data, editionsName)
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, messages.FileFault(err, dir)
	}
	var ids []string
	for _, e := range entries {
		if e.IsDir() && IsID(e.Name()) {
			ids = append(ids, e.Name())
		}
	}
	slices.SortFunc(ids, func(a, b string) int { return cmp.Or(number(a)-number(b), strings.Compare(a, b)) })
	return ids, nil
}

// An id is the number of the edition, counted from 1, and the mark of what it was
// made of: it sorts by age, and two data folders that were copied from one do not
// come to call different editions the same.
func newID(n int, key string) string { return fmt.Sprintf("%06d-%s", n, Mark(key)) }

// Mark is the part of an edition's id that its files can name, since it does not
// depend on how many editions were before: the first eight digits of its key.
func Mark(key string) string { return key[:8] }

// Is says whether a reader who asks for an edition by its id, or by its mark, means e.
func (e *Edition) Is(asked string) bool {
	return asked == e.ID || isMark(asked) && strings.HasSuffix(e.ID, "-"+asked)
}

// marked is the id of the newest edition with a mark; what is no mark stays as it is.
func marked(data, id string) string {
	if !isMark(id) {
		return id
	}
	existing, _ := ids(data) // a fault is that of opening
	for _, one := range slices.Backward(existing) {
		if strings.HasSuffix(one, "-"+id) {
			return one
		}
	}
	return id
}

var markForm = regexp.MustCompile(`^[0-9a-f]{8}$`)

func isMark(id string) bool { return markForm.MatchString(id) }

var idForm = regexp.MustCompile(`^([0-9]{6,12})-[0-9a-f]{8}$`)

// IsID says whether id is formed as those of editions are.
func IsID(id string) bool { return idForm.MatchString(id) }

// number is the edition's number; 0 for what is no id.
func number(id string) int {
	parts := idForm.FindStringSubmatch(id)
	if parts == nil {
		return 0
	}
	n, err := strconv.Atoi(parts[1])
	if err != nil {
		return 0
	}
	return n
}
