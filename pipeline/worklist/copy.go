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
		thawed, err := thaw(data)
		if err != nil {
			return true, err
		}
		defer os.RemoveAll(thawed)
		read = filepath.Join(thawed, Folder, file)
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

// OpenToRead is OpenStore for who changes nothing. On a file system that nobody can
// write to it opens a copy, which goes when it is closed.
func OpenToRead(ctx context.Context, data string) (*Store, error) {
	s, err := OpenStore(ctx, data)
	if err == nil || !readOnly(data) {
		return s, err
	}
	thawed, err := thaw(data)
	if err != nil {
		return nil, err
	}
	if s, err = OpenStore(ctx, thawed); err != nil {
		return nil, errors.Join(err, os.RemoveAll(thawed))
	}
	s.thawed = thawed
	return s, nil
}

// thaw copies the store of a data folder that nobody can write to, and its log, if there
// is one, into a data folder of its own.
func thaw(data string) (thawed string, err error) {
	if thawed, err = os.MkdirTemp("", "stemme-worklist-"); err != nil {
		return "", err
	}
	from, to := filepath.Join(data, Folder, file), filepath.Join(thawed, Folder, file)
	err = os.Mkdir(filepath.Dir(to), 0o700)
	for _, suffix := range []string{"", "-wal"} {
		text, fault := os.ReadFile(from + suffix)
		if errors.Is(fault, fs.ErrNotExist) {
			continue
		}
		err = errors.Join(err, fault, os.WriteFile(to+suffix, text, 0o600))
	}
	if err != nil {
		return "", errors.Join(messages.FileFault(err, from), os.RemoveAll(thawed))
	}
	return thawed, nil
}
