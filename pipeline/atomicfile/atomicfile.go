// Package atomicfile writes files that are whole or absent, and is the one door
// through which names are changed and made to last where a crash must do no harm.
package atomicfile

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// Write writes the file name, with the given mode, through a temporary one
// beside it that is on the disk before it takes the name, for ever. A reader finds
// the file of before or the new one; after an error the one of before stands.
func Write(name string, mode fs.FileMode, write func(io.Writer) error) error {
	if err := RemoveUnfinished(name); err != nil {
		return err
	}
	// CreateTemp makes files that their owner alone can read.
	f, err := os.CreateTemp(filepath.Dir(name), temporary(name)+"*")
	if err != nil {
		return err
	}
	if err = write(f); err == nil {
		err = f.Chmod(mode)
	}
	if err = errors.Join(err, f.Close()); err == nil {
		err = Sync(f.Name())
	}
	if err == nil {
		err = Rename(f.Name(), name)
	}
	if err != nil {
		os.Remove(f.Name())
		return err
	}
	return Sync(filepath.Dir(name))
}

// temporary begins the names that the file name has while it is written; a number
// ends them.
func temporary(name string) string { return "." + filepath.Base(name) + "-" }

// settled is how long a file must have been left alone before its writer is taken
// to be dead. Chosen by eye.
const settled = time.Minute

// NameMost is how long the name of a file may be on common file systems, in bytes.
const NameMost = 255

// RemoveUnfinished deletes what Write has left beside the file name where it was
// killed.
func RemoveUnfinished(name string) error {
	dir := filepath.Dir(name)
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	for _, e := range entries {
		number, ours := strings.CutPrefix(e.Name(), temporary(name))
		if _, no := strconv.ParseUint(number, 10, 64); !ours || no != nil || !e.Type().IsRegular() {
			continue
		}
		if info, gone := e.Info(); gone == nil && time.Since(info.ModTime()) > settled {
			err = errors.Join(err, os.Remove(filepath.Join(dir, e.Name())))
		}
	}
	return err
}
