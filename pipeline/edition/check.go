package edition

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"stemme/models/parallel"
	"stemme/pipeline/messages"
)

// FaultKind says what is wrong with a file of an edition.
type FaultKind string

// The kinds of faults. Their names are the ends of keys of the catalogue.
const (
	Missing FaultKind = "missing" // the manifest lists it
	Altered FaultKind = "altered" // its content is not what the manifest says
	Added   FaultKind = "added"   // the manifest does not list it
)

// A Fault is one file of an edition that is not as it was published.
type Fault struct {
	Kind FaultKind
	Path string // within the edition, with slashes
}

// verify reads every file that the manifest lists and compares its hash. It is
// done before anything is read because parquet-go and Bleve follow lengths in
// damaged files out of their own memory, and a figure from a damaged file is
// worse than none. One core hashes 1.9 GB/s (measured 2026-11-26), so that an
// edition of 50,000 comments, 70 MB, costs some 40 ms.
func (e *Edition) verify() error {
	faults, err := e.faults()
	if err != nil {
		return err
	}
	if len(faults) > 0 {
		return messages.Errorf("edition_damaged", e.ID, faults[0].Path)
	}
	return nil
}

// faults are the files that are missing or altered, in the order of their paths.
func (e *Edition) faults() ([]Fault, error) {
	kinds := make([]FaultKind, len(e.Manifest.Files))
	errs := make([]error, len(kinds))
	var hashing parallel.Group
	hashing.SetLimit(runtime.GOMAXPROCS(0))
	for i := range kinds {
		hashing.Go(func() error {
			kinds[i], errs[i] = e.fault(e.Manifest.Files[i])
			return nil
		})
	}
	_ = hashing.Wait() // errs are told below
	var faults []Fault
	for i, kind := range kinds {
		if errs[i] != nil {
			return nil, errs[i]
		}
		if kind != "" {
			faults = append(faults, Fault{kind, e.Manifest.Files[i].Path})
		}
	}
	return faults, nil
}

// fault compares one file with what the manifest says; "" for no fault.
func (e *Edition) fault(f File) (FaultKind, error) {
	path := e.Path(filepath.FromSlash(f.Path))
	sum, _, err := hashFile(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return Missing, nil
	case err != nil:
		return "", messages.FileFault(err, path)
	case sum != f.SHA256:
		return Altered, nil
	}
	return "", nil
}

// Check compares every file of the edition id with its manifest, and names what
// the manifest does not list. A whole edition has no fault.
func Check(data, id string) ([]Fault, error) {
	e, err := open(data, id)
	if is(err, "edition_damaged") {
		return []Fault{{Altered, manifestName}}, nil
	}
	if is(err, "edition_missing") && !exists(filepath.Join(data, editionsName, id, manifestName)) && exists(filepath.Join(data, editionsName, id)) {
		return []Fault{{Missing, manifestName}}, nil
	}
	if err != nil {
		return nil, err
	}
	defer e.Close()
	faults, err := e.faults()
	if err != nil {
		return nil, err
	}
	err = filepath.WalkDir(e.Dir, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		rel, err := filepath.Rel(e.Dir, name)
		path := filepath.ToSlash(rel)
		listed := path == manifestName || slices.ContainsFunc(e.Manifest.Files, func(f File) bool { return f.Path == path }) ||
			e.Manifest.Form == firstForm && strings.HasPrefix(path, Index+"/")
		if !listed {
			faults = append(faults, Fault{Added, path})
		}
		return err
	})
	return faults, messages.FileFault(err, e.Dir)
}

// Whole opens the current edition or, where that is damaged or gone, the newest
// one that is whole; the ids of those that it passed over are returned too. nil
// where there is no whole one.
func Whole(data string) (e *Edition, passed []string, err error) {
	return newest(data, func(id string) (*Edition, error) { return Open(data, id) })
}

// WholeIn opens the newest edition of which all files are whole whose paths begin with one
// of some prefixes, whatever else of it is damaged; nil where there is none.
func WholeIn(data string, prefixes ...string) (*Edition, error) {
	e, _, err := newest(data, func(id string) (*Edition, error) {
		e, err := open(data, id)
		if err != nil {
			return nil, err
		}
		faults, err := e.faults()
		for _, f := range faults {
			if slices.ContainsFunc(prefixes, func(p string) bool { return strings.HasPrefix(f.Path, p) }) {
				err = messages.Errorf("edition_damaged", e.ID, f.Path)
			}
		}
		if err != nil {
			e.Close()
			return nil, err
		}
		return e, nil
	})
	return e, err
}

// newest is the current edition or else the newest one that can be opened, and the ids of those
// that were passed over.
func newest(data string, openOne func(id string) (*Edition, error)) (e *Edition, passed []string, err error) {
	current, err := CurrentID(data)
	if is(err, "no_edition") {
		return nil, nil, nil
	}
	if err != nil {
		return nil, nil, err
	}
	existing, err := ids(data)
	if err != nil {
		return nil, nil, err
	}
	candidates := slices.DeleteFunc(existing, func(id string) bool { return id == current })
	for _, id := range slices.Backward(append(candidates, current)) {
		if e, err = openOne(id); err == nil {
			return e, passed, nil
		}
		if !is(err, "edition_damaged") && !is(err, "edition_missing") {
			return nil, nil, err
		}
		passed = append(passed, id)
	}
	return nil, passed, nil
}

// Relink makes current point to the newest whole edition where it points to none
// that is whole. It returns the id of the current edition, "" where no edition is
// whole. It needs the lock of the data folder.
func Relink(data string) (string, error) {
	e, _, err := Whole(data)
	if err != nil || e == nil {
		return "", err
	}
	defer e.Close()
	return e.ID, relink(data, e.ID)
}

// Linked says whether link and pointer name an edition that is there; the pointer
// alone where the system gives no link.
func Linked(data string) bool {
	p := readPointer(data)
	target, err := os.Readlink(filepath.Join(data, Current))
	if err == nil && filepath.Base(target) != p.Edition || err != nil && !p.Alone {
		return false
	}
	return exists(filepath.Join(data, editionsName, p.Edition))
}

// is says whether err is the message key.
func is(err error, key messages.Key) bool {
	told := new(messages.Error)
	return errors.As(err, &told) && told.Key == key
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

// None says whether err is that nothing was published yet.
func None(err error) bool { return is(err, "no_edition") }
