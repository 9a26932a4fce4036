package atomicfile

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"sync/atomic"
)

// A Verb is a kind of effect.
type Verb string

// The kinds of effects.
const (
	Renaming Verb = "rename"
	Removing Verb = "remove"
	Linking  Verb = "link"
	Syncing  Verb = "sync" // changes nothing that is seen, but makes it last
)

// An Effect changes what names a folder holds, or makes last what it holds.
// Whatever comes between two effects is one state to who looks after a crash.
type Effect struct {
	Do       Verb
	Path, To string // To is of a renaming alone
}

var watcher atomic.Pointer[func(Effect)]

// unsynced says that Sync leaves it to the system when it writes.
var unsynced atomic.Bool

// Watch calls each before every effect, until stop is called. It lets tests look at
// what a folder holds in the window between two effects, and end the program there.
func Watch(each func(Effect)) (stop func()) {
	watcher.Store(&each)
	return func() { watcher.Store(nil) }
}

func before(e Effect) {
	if each := watcher.Load(); each != nil {
		(*each)(e)
	}
}

// Rename is os.Rename.
func Rename(from, to string) error {
	before(Effect{Renaming, from, to})
	return os.Rename(from, to)
}

// Remove is os.Remove.
func Remove(name string) error {
	before(Effect{Do: Removing, Path: name})
	return os.Remove(name)
}

// RemoveAll is os.RemoveAll. A crash may leave a part of a folder.
func RemoveAll(name string) error {
	before(Effect{Do: Removing, Path: name})
	return os.RemoveAll(name)
}

// Symlink is os.Symlink.
func Symlink(target, name string) error {
	before(Effect{Do: Linking, Path: name})
	return os.Symlink(target, name)
}

// Sync makes last what a file holds, or which names a folder holds. Windows syncs
// no folders, and files only for those who may write.
func Sync(name string) error {
	before(Effect{Do: Syncing, Path: name})
	how := os.O_RDONLY
	if runtime.GOOS == "windows" {
		if info, err := os.Stat(name); err != nil || info.IsDir() {
			return err
		}
		how = os.O_RDWR
	}
	f, err := os.OpenFile(name, how, 0)
	if err != nil {
		return err
	}
	defer f.Close()
	if unsynced.Load() {
		return nil
	}
	return f.Sync()
}

// SyncTree writes every file and folder under dir through to the disk, the
// folders after what is in them.
func SyncTree(dir string) error {
	var folders []string
	err := filepath.WalkDir(dir, func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() {
			folders = append(folders, name)
			return nil
		}
		return Sync(name)
	})
	for _, name := range slices.Backward(folders) {
		err = errors.Join(err, Sync(name))
	}
	return err
}
