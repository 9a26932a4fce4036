package pipeline

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"stemme/pipeline/messages"
	"stemme/pipeline/source"
)

// settled is how long a file in a drop folder must have been left alone: a younger
// one may still be written, and waits for the next night. Chosen by eye.
const settled = 10 * time.Second

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
	info       fs.FileInfo
}

// pickUp lists the files of a drop folder in the order of their names, and counts
// those that may still be written.
func (s *Source) pickUp(now time.Time) (files []dropped, waiting int, err error) {
	entries, err := os.ReadDir(s.Drop)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, 0, messages.Errorf("drop_missing", s.Drop)
	}
	if err != nil {
		return nil, 0, messages.FileFault(err, s.Drop)
	}
	for _, e := range entries {
		info, err := e.Info()
		if errors.Is(err, fs.ErrNotExist) || err == nil && (!info.Mode().IsRegular() || unfinished(e.Name())) {
			continue
		}
		if err != nil {
			return nil, 0, messages.FileFault(err, s.Drop)
		}
		if age := now.Sub(info.ModTime()); 0 <= age && age < settled {
			waiting++
			continue
		}
		files = append(files, dropped{filepath.Join(s.Drop, e.Name()), s.doneFolder(), info})
	}
	return files, waiting, nil
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
// crash left, and its responses are then those that are there.
func (n *night) putAway(ctx context.Context) error {
	for _, f := range n.dropped {
		if err := ctx.Err(); err != nil {
			return err
		}
		now, err := os.Lstat(f.path)
		if err != nil || now.Size() != f.info.Size() || !now.ModTime().Equal(f.info.ModTime()) || !os.SameFile(now, f.info) {
			continue
		}
		if err := os.MkdirAll(f.done, 0o700); err != nil {
			return messages.Wrap(unwrapPath(err), "drop_not_moved", f.path, f.done)
		}
		if err := moveTo(f.path, f.done); err != nil {
			return messages.Wrap(unwrapLink(err), "drop_not_moved", f.path, f.done)
		}
	}
	return nil
}

// moveTo gives file a name in folder that no other has: its own, or with a number
// behind it. A link is made before the old name goes, so that a crash leaves the
// file under one name or both, and nothing that lies there is replaced.
func moveTo(file, folder string) error {
	base := filepath.Base(file)
	ending := filepath.Ext(base)
	stem := strings.TrimSuffix(base, ending)
	own, err := os.Lstat(file)
	if err != nil {
		return err
	}
	for n := 1; ; n++ {
		to := filepath.Join(folder, base)
		if n > 1 {
			to = filepath.Join(folder, fmt.Sprintf("%s (%d)%s", stem, n, ending))
		}
		switch err := os.Link(file, to); {
		case err == nil:
			return os.Remove(file)
		case errors.Is(err, fs.ErrExist):
			if there, err := os.Lstat(to); err == nil && os.SameFile(there, own) {
				return os.Remove(file) // a crash came between
			}
		default: // a file system without links, or no right to make one
			if _, fault := os.Lstat(to); errors.Is(fault, fs.ErrNotExist) {
				return os.Rename(file, to)
			} else if fault != nil {
				return err
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

// waitingNotes tell which drop folders hold files that may still be written.
func waitingNotes(waiting map[string]int, of []Source) []source.Note {
	var all []source.Note
	for _, s := range of {
		if n := waiting[s.Drop]; s.Drop != "" && n > 0 {
			all = append(all, source.Note{Key: "drop_waiting", Args: []any{s.Drop, n, int(settled.Seconds())}})
		}
	}
	return all
}
