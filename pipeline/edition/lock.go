package edition

import (
	"errors"
	"os"
	"path/filepath"

	"github.com/gofrs/flock"

	"stemme/pipeline/messages"
)

// LockName is the file that the one writer of a data folder holds locked. It
// stays when the lock ends: deleting it would let two writers lock two files of
// the same name.
const LockName = "stemme.lock"

// ErrLocked says that another process, or another part of this one, writes to
// the data folder.
var ErrLocked error = messages.Errorf("data_locked")

// Lock makes the caller the one writer of the data folder, which is made where
// it is missing, until release is called or the process ends, however it ends.
// It does not wait: where there is a writer already, the error is ErrLocked.
func Lock(data string) (release func() error, err error) {
	if err := os.MkdirAll(data, 0o700); err != nil {
		return nil, messages.FileFault(err, data)
	}
	path := filepath.Join(data, LockName)
	lock := flock.New(path, flock.SetPermissions(0o600))
	switch free, err := lock.TryLock(); {
	case err != nil:
		return nil, messages.FileFault(errors.Join(err, lock.Close()), path)
	case !free:
		lock.Close()
		return nil, ErrLocked
	}
	return lock.Close, nil
}

// manifestLock is the lock on an edition's manifest, not held yet: readers hold
// it shared, who deletes the edition holds it alone.
func manifestLock(dir string) *flock.Flock {
	return flock.New(filepath.Join(dir, manifestName), flock.SetFlag(os.O_RDONLY))
}
