package edition

import (
	"bufio"
	"cmp"
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
	"sync"
	"time"

	"stemme/pipeline/atomicfile"
	"stemme/pipeline/messages"
)

// A Draft is an edition that is being made. No reader sees it.
type Draft struct {
	data   string
	dir    string
	mu     sync.Mutex
	hashed map[string]File // by path: those that Write has written
	done   bool
	gid    int             // of the group that may read what is open
	open   map[string]bool // files and folders that the group may read, by path; nil for none
}

// Begin makes an empty draft in the data folder, whose lock the caller holds,
// and deletes what killed runs have left there.
func Begin(data string) (*Draft, error) {
	editions := filepath.Join(data, editionsName)
	if err := os.MkdirAll(editions, 0o700); err != nil {
		return nil, messages.FileFault(err, editions)
	}
	for _, dir := range []string{data, editions} {
		if err := removeLeftovers(dir); err != nil {
			return nil, err
		}
	}
	dir, err := os.MkdirTemp(editions, newPrefix)
	if err != nil {
		return nil, messages.FileFault(err, editions)
	}
	return &Draft{data: data, dir: dir, hashed: map[string]File{}}, nil
}

// removeLeftovers deletes drafts, half-deleted editions and unswapped links.
func removeLeftovers(dir string) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return messages.FileFault(err, dir)
	}
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), newPrefix) || strings.HasPrefix(e.Name(), oldPrefix) {
			path := filepath.Join(dir, e.Name())
			if err := atomicfile.RemoveAll(path); err != nil {
				return messages.FileFault(err, path)
			}
		}
	}
	return nil
}

// Path is a file or folder of the draft.
func (d *Draft) Path(elem ...string) string {
	return filepath.Join(append([]string{d.dir}, elem...)...)
}

// Write writes the file path, with slashes, into the draft, and the folders that
// it is in. It may be called from several goroutines, for different files.
func (d *Draft) Write(path string, write func(io.Writer) error) error {
	name := d.Path(filepath.FromSlash(path))
	sum := sha256.New()
	var size int64
	err := createFile(name, func(f io.Writer) error {
		counted := &counter{to: io.MultiWriter(f, sum)}
		w := bufio.NewWriterSize(counted, 1<<16)
		if err := write(w); err != nil {
			return err
		}
		err := w.Flush()
		size = counted.n
		return err
	})
	if err != nil {
		return messages.FileFault(err, name)
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.hashed[path] = File{path, size, hex.EncodeToString(sum.Sum(nil))}
	return nil
}

// createFile makes a new file that only its owner can read.
func createFile(name string, write func(io.Writer) error) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		return err
	}
	f, err := os.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer f.Close()
	if err := write(f); err != nil {
		return err
	}
	return f.Close()
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

// Discard deletes the draft; after Publish it does nothing.
func (d *Draft) Discard() error {
	if d.done {
		return nil
	}
	d.done = true
	return messages.FileFault(atomicfile.RemoveAll(d.dir), d.dir)
}

// Publish makes the draft the current edition, with m as its manifest, and opens
// it. Form, Edition, Published and Files of m are filled in.
//
// Where nothing has changed, that is, where the program, the inputs and every
// file but the index are those of the current edition, the draft is discarded
// and the current edition stays and is returned; fresh is false. So a night with
// nothing new changes nothing: no reader opens the same content once more, links
// to an edition live longer, and retention counts results, not nights. The model
// that the night started from does not count: it led to the same one.
//
// After an error, or a crash at any moment, the current edition is the one
// before, or this one, whole.
func (d *Draft) Publish(m Manifest) (e *Edition, fresh bool, err error) {
	m.Form = form
	if m.Files, err = d.seal(); err != nil {
		return nil, false, err
	}
	if e, err := Open(d.data, Current); err == nil {
		if e.Manifest.Form == form && e.Manifest.content() == m.content() {
			return e, false, errors.Join(d.Discard(), relink(d.data, e.ID))
		}
		e.Close()
	}
	existing, err := ids(d.data)
	if err != nil {
		return nil, false, err
	}
	last := 0
	if len(existing) > 0 {
		last = number(existing[len(existing)-1])
	}
	m.Edition, m.Published = newID(last+1, cmp.Or(m.Key, m.content())), time.Now().UTC().Truncate(time.Second)
	if err := d.writeManifest(m); err != nil {
		return nil, false, err
	}
	if err := d.place(m.Edition); err != nil {
		return nil, false, err
	}
	e, err = open(d.data, m.Edition)
	return e, true, err
}

// seal makes everything in the draft private to its owner, but for what OpenTo
// named, and lists the files with their hashes.
func (d *Draft) seal() ([]File, error) {
	var files []File
	err := filepath.WalkDir(d.dir, func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(d.dir, name)
		if err != nil {
			return err
		}
		path := filepath.ToSlash(rel)
		if err := d.protect(name, path, entry); err != nil || entry.IsDir() {
			return err
		}
		if path == manifestName {
			return nil
		}
		file, known := d.hashed[path]
		if !known {
			file.Path = path
			if file.SHA256, file.Bytes, err = hashFile(name); err != nil {
				return err
			}
		}
		files = append(files, file)
		return nil
	})
	slices.SortFunc(files, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	return files, messages.FileFault(err, d.dir)
}

func (d *Draft) writeManifest(m Manifest) error {
	name := d.Path(manifestName)
	if err := atomicfile.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return messages.FileFault(err, name)
	}
	text, err := m.text()
	if err != nil {
		return err
	}
	return messages.FileFault(createFile(name, func(w io.Writer) error {
		_, err := w.Write(text)
		return err
	}), name)
}

// place writes the draft through to the disk, gives it its name and swaps the
// link, in this order.
func (d *Draft) place(id string) error {
	if err := atomicfile.SyncTree(d.dir); err != nil {
		return messages.FileFault(err, d.dir)
	}
	editions := filepath.Join(d.data, editionsName)
	if err := d.openAbove(); err != nil {
		return err
	}
	if err := atomicfile.Rename(d.dir, filepath.Join(editions, id)); err != nil {
		return messages.FileFault(err, editions)
	}
	d.done = true
	if err := atomicfile.Sync(editions); err != nil {
		return messages.FileFault(err, editions)
	}
	return swap(d.data, id)
}

// swap makes current point to the edition id. Where it is a folder, since the
// data folder was copied by something that follows links, the copy is deleted.
func swap(data, id string) error {
	if err := removeCopied(data); err != nil {
		return err
	}
	link := filepath.Join(data, newPrefix+Current)
	if err := atomicfile.Remove(link); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return messages.FileFault(err, link)
	}
	if err := symlink(filepath.Join(editionsName, id), link); err != nil {
		return point(data, id)
	}
	if err := atomicfile.Rename(link, filepath.Join(data, Current)); err != nil {
		return messages.FileFault(err, filepath.Join(data, Current))
	}
	return writePointer(data, id, false)
}

// symlink is atomicfile.Symlink, but for tests.
var symlink = atomicfile.Symlink

// A pointer says which edition is the current one, for readers that do not follow
// symbolic links, and where the system gives none, as Windows does without the
// right to make one.
type pointer struct {
	Edition string `json:"edition"`
	Tables  string `json:"tables"`          // its tables' folder within the data folder
	Alone   bool   `json:"alone,omitempty"` // no link stands beside it
}

// point writes the pointer in the link's stead.
func point(data, id string) error {
	if err := writePointer(data, id, true); err != nil {
		return err
	}
	if err := atomicfile.Remove(filepath.Join(data, Current)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return messages.FileFault(err, data)
	}
	return messages.FileFault(atomicfile.Sync(data), data)
}

// writePointer writes the pointer to the edition id, whole or not at all. Who may
// read the folder may read it.
func writePointer(data, id string, alone bool) error {
	text, err := json.Marshal(pointer{id, editionsName + "/" + id + "/" + Tables, alone})
	if err != nil {
		return err
	}
	name := filepath.Join(data, newPrefix+PointerName)
	if err := os.WriteFile(name, append(text, '\n'), privateFile); err != nil {
		return messages.FileFault(err, name)
	}
	if err := shareAs(data, name); err != nil {
		return messages.FileFault(err, name)
	}
	if err := atomicfile.Sync(name); err != nil {
		return messages.FileFault(err, name)
	}
	if err := atomicfile.Rename(name, filepath.Join(data, PointerName)); err != nil {
		return messages.FileFault(err, name)
	}
	return messages.FileFault(atomicfile.Sync(data), data)
}

// relink is swap where link and pointer are not right already.
func relink(data, id string) error {
	if target, err := os.Readlink(filepath.Join(data, Current)); err == nil && filepath.Base(target) == id && readPointer(data).Edition == id {
		return nil
	}
	return swap(data, id)
}

// removeCopied deletes current where it is a copy of an edition. Any other file
// or folder of that name is the user's, and an error.
func removeCopied(data string) error {
	current := filepath.Join(data, Current)
	info, err := os.Lstat(current)
	switch {
	case errors.Is(err, fs.ErrNotExist), err == nil && info.Mode()&os.ModeSymlink != 0:
		return nil
	case err != nil:
		return messages.FileFault(err, current)
	}
	if _, err := os.Stat(filepath.Join(current, manifestName)); err != nil {
		return messages.Errorf("current_foreign", current)
	}
	old := filepath.Join(data, oldPrefix+Current)
	if err := atomicfile.RemoveAll(old); err != nil {
		return messages.FileFault(err, old)
	}
	if err := atomicfile.Rename(current, old); err != nil {
		return messages.FileFault(err, current)
	}
	return messages.FileFault(atomicfile.RemoveAll(old), old)
}
