package pipeline

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"stemme/pipeline/atomicfile"
	"stemme/pipeline/messages"
	"stemme/pipeline/source"
)

// settled is how long a file in a drop folder must have been left alone: a younger
// one may still be written, and waits for the next night. Copies over slow lines pause
// for tens of seconds. Chosen by eye.
const settled = time.Minute

// doneFolder is where files of a drop folder go unless the configuration names
// another.
const doneFolder = "done"

// Names of what is no delivery, or not yet: what begins, and what ends so.
var (
	unfinishedHeads = []string{".", "~$"}
	unfinishedTails = []string{".part", ".partial", ".tmp", ".temp", ".filepart", ".crdownload", ".swp"}
)

// A dropped is a file of a drop folder as it was when it was read.
type dropped struct {
	path, done string
	drop       string // the folder that it was dropped in
	info       fs.FileInfo
	grown      bool // it lies in done already, and has grown since it was put there
}

// A leftOver is what a night leaves in a drop folder.
type leftOver struct {
	waiting int      // files that may still be written
	passed  []string // names of what is no file
	grown   []string // names of what was read once and has grown since
}

// pickUp lists the files of a drop folder in the order of their names, and says what
// it leaves there. Links are left too: what they point to is not the folder's to move.
func (s *Source) pickUp(now time.Time) (files []dropped, left leftOver, err error) {
	entries, err := os.ReadDir(s.Drop)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, left, messages.Errorf("drop_missing", s.Drop)
	}
	if err != nil {
		return nil, left, messages.FileFault(err, s.Drop)
	}
	done, in := realPath(s.doneFolder()), realPath(s.Drop)
	for _, e := range entries {
		path := filepath.Join(s.Drop, e.Name())
		info, err := e.Info()
		if errors.Is(err, fs.ErrNotExist) || err == nil && unfinished(e.Name()) {
			continue
		}
		if err != nil {
			return nil, left, messages.FileFault(err, s.Drop)
		}
		if !info.Mode().IsRegular() {
			if !liesIn(done, filepath.Join(in, e.Name())) {
				left.passed = append(left.passed, e.Name())
			}
			continue
		}
		if writing(path, info, now) {
			left.waiting++
			continue
		}
		files = append(files, dropped{path: path, done: s.doneFolder(), drop: s.Drop, info: info})
	}
	return files, left, nil
}

func (s *Source) doneFolder() string {
	if s.Done != "" {
		return s.Done
	}
	return filepath.Join(s.Drop, doneFolder)
}

func unfinished(name string) bool {
	lower := strings.ToLower(name)
	for _, head := range unfinishedHeads {
		if strings.HasPrefix(lower, head) {
			return true
		}
	}
	for _, tail := range unfinishedTails {
		if strings.HasSuffix(lower, tail) {
			return true
		}
	}
	return false
}

// putAway moves the files that were read out of their drop folders, once what they
// hold is accepted and published. It deletes nothing and replaces nothing. A file
// that has changed since it was read stays, and is read again: so is one that a
// crash left, and its responses are then those that are there. One that was taken back
// stays too.
func (n *night) putAway(ctx context.Context, withdrawn []source.Withdrawn) error {
	for _, f := range n.dropped {
		if err := ctx.Err(); err != nil {
			return err
		}
		if slices.ContainsFunc(withdrawn, func(w source.Withdrawn) bool { return w.Path == f.path }) {
			continue // it waits for an answer
		}
		now, err := os.Lstat(f.path)
		if err != nil || !f.same(now) {
			continue
		}
		to := f.path
		if !f.grown {
			if err := os.MkdirAll(f.done, 0o700); err != nil {
				return messages.Wrap(unwrapPath(err), "drop_not_moved", f.path, f.done)
			}
			if to, err = moveTo(f.path, f.done); err != nil {
				return messages.Wrap(unwrapLink(err), "drop_not_moved", f.path, f.done)
			}
		}
		n.putBy = append(n.putBy, PutAway{to, now.Size()})
	}
	return nil
}

// moveTo gives file a name in folder that no other has: its own, or with a number
// behind it. A link is made before the old name goes, so that a crash leaves the
// file under one name or both, and nothing that lies there is replaced. It returns
// where the file lies now.
func moveTo(file, folder string) (to string, err error) {
	base := filepath.Base(file)
	ending := source.Ending(base)
	stem := strings.TrimSuffix(base, ending)
	own, err := os.Lstat(file)
	if err != nil {
		return "", err
	}
	for n := 1; ; n++ {
		to = filepath.Join(folder, base)
		if n > 1 {
			number := fmt.Sprintf(" (%d)%s", n, ending)
			for len(stem)+len(number) > atomicfile.NameMost && stem != "" {
				_, last := utf8.DecodeLastRuneInString(stem)
				stem = stem[:len(stem)-last]
			}
			to = filepath.Join(folder, stem+number)
		}
		switch err := os.Link(file, to); {
		case err == nil:
			return to, os.Remove(file)
		case errors.Is(err, fs.ErrExist):
			if there, err := os.Lstat(to); err == nil && os.SameFile(there, own) {
				return to, os.Remove(file) // a crash came between
			}
		default: // a file system without links, or no right to make one
			if _, fault := os.Lstat(to); errors.Is(fault, fs.ErrNotExist) {
				return to, os.Rename(file, to)
			} else if fault != nil {
				return "", err
			}
		}
	}
}

// unwrapLink is the system's reason without the paths.
func unwrapLink(err error) error {
	var link *os.LinkError
	if errors.As(err, &link) {
		return link.Err
	}
	return unwrapPath(err)
}

// leftNotes tell what is left in which drop folders: files that may still be written,
// and what is no file.
func leftNotes(left map[string]leftOver, of []Source) []source.Note {
	var all []source.Note
	for _, s := range of {
		l := left[s.Drop]
		if s.Drop == "" {
			continue
		}
		if l.waiting > 0 {
			all = append(all, source.Note{Key: "drop_waiting", Args: []any{s.Drop, l.waiting, int(settled.Seconds())}})
		}
		for _, of := range [...]struct {
			key   messages.Key
			names []string
		}{{"drop_passed", l.passed}, {"drop_grown", l.grown}} {
			if n := len(of.names); n > 0 {
				named := strings.Join(of.names[:min(n, messages.NamedMost)], ", ")
				if n > messages.NamedMost {
					named += ", …"
				}
				all = append(all, source.Note{Key: of.key, Args: []any{s.Drop, n, messages.Printable(named)}})
			}
		}
	}
	return all
}

// stopped says with what stopped a night that the file at fault stays in its drop
// folder, or what else was left there.
func (n *night) stopped(err error) error {
	if len(n.dropped) > 0 {
		return messages.Wrap(err, "drop_stopped")
	}
	for _, note := range leftNotes(n.left, n.cfg.Sources) {
		err = messages.Wrap(err, note.Key, note.Args...)
	}
	return err
}
