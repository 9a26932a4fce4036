// Package atomicfile writes files that are whole or absent.
package atomicfile

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// Write writes the file name, with the given mode, through a temporary one
// beside it that is on the disk before it takes the name. A reader finds the
// file of before or the new one; after an error the one of before stands.
func Write(name string, mode fs.FileMode, write func(io.Writer) error) error {
	// CreateTemp makes files that their owner alone can read.
	f, err := os.CreateTemp(filepath.Dir(name), "."+filepath.Base(name)+"-*")
	if err != nil {
		return err
	}
	err = write(f)
	if err == nil {
		err = errors.Join(f.Chmod(mode), f.Sync())
	}
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(f.Name(), name)
	}
	if err != nil {
		os.Remove(f.Name())
	}
	return err
}
