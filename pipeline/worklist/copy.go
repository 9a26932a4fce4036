package worklist

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"stemme/pipeline/messages"
)

// IsStore says whether path, with slashes and within the data folder, is a file
// that SQLite keeps, which can be copied by CopyStore only.
func IsStore(path string) bool {
	name := Folder + "/" + file
	return path == name || path == name+"-wal" || path == name+"-shm"
}

// StorePath is where the store lies within the data folder, with slashes.
const StorePath = Folder + "/" + file

// CopyStore writes the store of the data folder, as it is at one moment, to the
// new file path, while others use it; false where there is no store.
func CopyStore(ctx context.Context, data, path string) (bool, error) {
	from := filepath.Join(data, Folder, file)
	if _, err := os.Stat(from); errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	read := from
	if readOnly(filepath.Dir(from)) {
		dir, err := os.MkdirTemp("", "stemme-worklist-")
		if err != nil {
			return true, err
		}
		defer os.RemoveAll(dir)
		if read, err = frozen(from, dir); err != nil {
			return true, messages.FileFault(err, from)
		}
	}
	db, err := sql.Open("sqlite", "file:"+uriPath(read)+settings)
	if err != nil {
		return true, fault(err, from)
	}
	defer db.Close()
	if _, err = db.ExecContext(ctx, "VACUUM INTO ?", path); err != nil {
		return true, fault(err, from)
	}
	return true, nil
}

// readOnly says whether a folder lies on a file system that nobody can write to,
// such as a snapshot. SQLite cannot read a store with a write-ahead log there.
func readOnly(dir string) bool {
	f, err := os.CreateTemp(dir, ".writable-*")
	if err == nil {
		err = errors.Join(f.Close(), os.Remove(f.Name()))
	}
	return errors.Is(err, syscall.EROFS)
}

// frozen copies a store that nobody can write to, and its log, into dir.
func frozen(from, dir string) (string, error) {
	to := filepath.Join(dir, file)
	for _, suffix := range []string{"", "-wal"} {
		text, err := os.ReadFile(from + suffix)
		if suffix != "" && errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err = errors.Join(err, os.WriteFile(to+suffix, text, 0o600)); err != nil {
			return "", err
		}
	}
	return to, nil
}
