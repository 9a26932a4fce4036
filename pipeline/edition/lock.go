package edition

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"syscall"

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
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, messages.FileFault(err, path)
	}
	switch err := lockFile(f, exclusive); {
	case errors.Is(err, syscall.EWOULDBLOCK):
		f.Close()
		return nil, ErrLocked
	case err != nil:
		f.Close()
		return nil, messages.FileFault(err, path)
	}
	// For people who look who it is; no program reads it, so a fault is none.
	if f.Truncate(0) == nil {
		fmt.Fprintln(f, os.Getpid())
	}
	return f.Close, nil
}

// How a file is locked.
const (
	shared    = syscall.LOCK_SH
	exclusive = syscall.LOCK_EX
)

// lockFile locks f without waiting, until f is closed.
func lockFile(f *os.File, how int) error {
	for {
		if err := syscall.Flock(int(f.Fd()), how|syscall.LOCK_NB); err != syscall.EINTR {
			return err
		}
	}
}
