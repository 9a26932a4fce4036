package ledger

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"stemme/pipeline/atomicfile"
	"stemme/pipeline/messages"
)

// A change is what commit does to the ledger's folder: one file put there, or
// written anew, and some deleted; and the counts after it.
type change struct {
	write     func(io.Writer) (path string, err error) // the path may depend on what is written
	gone      []string
	responses int
	erased    int
	erasing   bool // from this change on something is erased that was not before
}

// commit makes c last. The new file is on disk under another name first; then
// the first copy of the head says what will be; then the file gets its name;
// then what is gone is deleted; then the second copy of the head says the same
// as the first. The renaming is the moment of change: after a crash, or an
// error, before it the second copy tells what the folder holds, after it the
// first; so a folder that holds anything else was changed by something else.
func (l *Ledger) commit(c change) (path string, err error) {
	if err := os.MkdirAll(l.dir, 0o700); err != nil {
		return "", messages.FileFault(err, l.dir)
	}
	if l.head.Generation == 0 {
		l.settled = false // a folder without a head gets one that says what it held before its first change
	}
	if err := l.settle(); err != nil {
		return "", err
	}
	temporary, put, err := l.prepare(c.write)
	if err != nil {
		return "", err
	}
	defer os.Remove(temporary) // after the renaming there is none
	next := l.head.with(put, c.gone).identified()
	next.Responses, next.Erased = c.responses, c.erased
	if l.marks != nil {
		next.Marks = l.marks
	}
	if c.erasing {
		next.ErasedAt = next.Generation
	}
	if err := writeHead(l.dir, headName, next); err != nil {
		return "", err
	}
	if err := rename(temporary, l.path(put.Path)); err != nil {
		return "", messages.FileFault(err, l.path(put.Path))
	}
	l.head, l.leftover, l.settled = next, c.gone, false
	return put.Path, l.settle()
}

// settle deletes what is left over and makes both copies of the head say what
// the folder holds.
func (l *Ledger) settle() error {
	if l.settled {
		return nil
	}
	for _, name := range l.leftover {
		if err := atomicfile.Remove(l.path(name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return messages.FileFault(err, l.path(name))
		}
	}
	for _, name := range []string{headName, headCopy} {
		if err := writeHead(l.dir, name, l.head); err != nil {
			return err
		}
	}
	l.leftover, l.settled = nil, true
	return nil
}

// prepare writes a file to disk under a name that no reader looks at.
func (l *Ledger) prepare(write func(io.Writer) (string, error)) (temporary string, put file, err error) {
	sum := sha256.New()
	temporary, err = writeNew(l.dir, func(w io.Writer) error {
		counted := &counter{to: io.MultiWriter(w, sum)}
		put.Path, err = write(counted)
		put.Bytes = counted.n
		return err
	})
	put.SHA256 = hex.EncodeToString(sum.Sum(nil))
	return temporary, put, err
}

func writeHead(dir, name string, h head) error {
	temporary, err := writeNew(dir, func(w io.Writer) error {
		_, err := w.Write(h.encode())
		return err
	})
	if err != nil {
		return err
	}
	if err := rename(temporary, filepath.Join(dir, name)); err != nil {
		os.Remove(temporary)
		return messages.FileFault(err, filepath.Join(dir, name))
	}
	return nil
}

// writeNew writes a file in dir through to the disk, and returns its name.
func writeNew(dir string, write func(io.Writer) error) (name string, err error) {
	f, err := os.CreateTemp(dir, newPrefix+"*")
	if err != nil {
		return "", messages.FileFault(err, dir)
	}
	defer func() {
		if closing := f.Close(); err == nil {
			err = closing
		}
		if err != nil {
			os.Remove(f.Name())
			err = messages.FileFault(err, dir)
		}
	}()
	w := bufio.NewWriterSize(f, 1<<16)
	if err := write(w); err != nil {
		return "", err
	}
	if err := w.Flush(); err != nil {
		return "", err
	}
	return f.Name(), atomicfile.Sync(f.Name())
}

// rename gives a file its name, for ever.
func rename(from, to string) error {
	if err := os.MkdirAll(filepath.Dir(to), 0o700); err != nil {
		return err
	}
	if err := atomicfile.Rename(from, to); err != nil {
		return err
	}
	return atomicfile.Sync(filepath.Dir(to))
}

// A counter counts the bytes that go through it.
type counter struct {
	to io.Writer
	n  int64
}

func (c *counter) Write(p []byte) (int, error) {
	n, err := c.to.Write(p)
	c.n += int64(n)
	return n, err
}

// removeUnfinished deletes what a killed writer left half written, since it may
// hold comments; and what Recover has set aside, where all of it must go.
func (l *Ledger) removeUnfinished(prefixes ...string) error {
	entries, err := os.ReadDir(l.dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return messages.FileFault(err, l.dir)
	}
	for _, e := range entries {
		for _, prefix := range prefixes {
			if !strings.HasPrefix(e.Name(), prefix) {
				continue
			}
			if err := atomicfile.RemoveAll(l.path(e.Name())); err != nil {
				return messages.FileFault(err, l.path(e.Name()))
			}
		}
	}
	return nil
}
