package worklist

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
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
	db, err := sql.Open("sqlite", "file:"+uriPath(from)+settings)
	if err != nil {
		return false, fault(err, from)
	}
	defer db.Close()
	_, err = db.ExecContext(ctx, "VACUUM INTO ?", path)
	if err != nil {
		return true, fault(err, from)
	}
	return true, nil
}
