package edition

import (
	"io/fs"
	"os"
	"os/user"
	"path/filepath"
	"strconv"

	"stemme/pipeline/messages"
)

// Modes of what only the owner reads, and of what a group reads too.
const (
	privateFile, privateDir = 0o600, 0o700
	openFile, openDir       = 0o640, 0o750
)

// Group finds a group of the system by name and makes sure that files can be
// given to it, by one in the folder dir, before a night begins. Errors are of type
// *messages.Error.
func Group(name, dir string) (gid int, err error) {
	g, err := user.LookupGroup(name)
	if err != nil {
		return 0, messages.Errorf("group_unknown", name)
	}
	if gid, err = strconv.Atoi(g.Gid); err != nil {
		return 0, messages.Errorf("group_unknown", name)
	}
	if err := os.MkdirAll(dir, privateDir); err != nil {
		return 0, messages.FileFault(err, dir)
	}
	f, err := os.CreateTemp(dir, newPrefix)
	if err != nil {
		return 0, messages.FileFault(err, dir)
	}
	defer os.Remove(f.Name())
	defer f.Close()
	if err := os.Chown(f.Name(), -1, gid); err != nil {
		return 0, messages.Errorf("group_denied", name)
	}
	return gid, nil
}

// OpenTo lets a group read some files of the draft, by their paths in it, and go
// through the folders that they are in. All else stays the owner's.
func (d *Draft) OpenTo(gid int, paths []string) {
	d.gid, d.open = gid, map[string]bool{".": true}
	for _, path := range paths {
		d.open[path] = true
		d.open[filepath.ToSlash(filepath.Dir(path))] = true
	}
}

// protect sets who may read one file or folder of the draft.
func (d *Draft) protect(name, path string, entry fs.DirEntry) error {
	mode, group := fs.FileMode(privateFile), fs.FileMode(openFile)
	if entry.IsDir() {
		mode, group = privateDir, openDir
	}
	if !d.open[path] {
		return os.Chmod(name, mode)
	}
	if err := os.Chown(name, -1, d.gid); err != nil {
		return err
	}
	return os.Chmod(name, group)
}

// openAbove lets the group through the folders above the edition.
func (d *Draft) openAbove() error {
	if d.open == nil {
		return nil
	}
	for _, dir := range []string{d.data, filepath.Join(d.data, editionsName)} {
		if err := os.Chown(dir, -1, d.gid); err != nil {
			return messages.FileFault(err, dir)
		}
		if err := os.Chmod(dir, openDir); err != nil {
			return messages.FileFault(err, dir)
		}
	}
	return nil
}
