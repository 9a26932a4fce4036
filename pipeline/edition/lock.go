package edition

import (
	"errors"
	"fmt"
	"os"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"time"

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
	if err := Owned(data); err != nil {
		return nil, err
	}
	path := filepath.Join(data, LockName)
	lock := flock.New(path, flock.SetPermissions(0o600))
	switch free, err := lock.TryLock(); {
	case err != nil:
		return nil, messages.FileFault(errors.Join(err, lock.Close()), path)
	case !free:
		lock.Close()
		return nil, lockedBy(data)
	}
	// For who finds the folder locked. Where it cannot be written the lock holds
	// all the same.
	host, _ := os.Hostname()
	_ = os.WriteFile(filepath.Join(data, holderName), fmt.Appendf(nil, "%d@%s %s\n", os.Getpid(), host, time.Now().Format("2006-01-02 15:04")), 0o600)
	return lock.Close, nil
}

// Owned refuses root a data folder in which another user has run nights: what root wrote
// there that user could not read, and no night of theirs would run again. The error is a
// messages.Error.
func Owned(data string) error {
	path := filepath.Join(data, LockName)
	owner := ownerOf(path)
	if os.Geteuid() != 0 || owner <= 0 {
		return nil
	}
	name := strconv.Itoa(owner)
	who := "#" + name // as sudo -u takes it
	if u, err := user.LookupId(name); err == nil {
		who = u.Username
	}
	return messages.Errorf("data_of_another", data, who)
}

// manifestLock is the lock on an edition's manifest, not held yet: readers hold
// it shared, who deletes the edition holds it alone.
func manifestLock(dir string) *flock.Flock {
	return flock.New(filepath.Join(dir, manifestName), flock.SetFlag(os.O_RDONLY))
}

// holderName is the file that says who holds the lock, or held it last. It is no
// part of the lock file, since some systems let nobody read a file that is locked.
const holderName = ".stemme.holder"

// A locked error is ErrLocked, and says who holds the lock.
type locked struct{ told error }

func (l locked) Error() string        { return l.told.Error() }
func (l locked) Unwrap() error        { return l.told }
func (l locked) Is(target error) bool { return target == ErrLocked }

// lockedBy reads who holds the lock of the data folder.
func lockedBy(data string) error {
	text, _ := os.ReadFile(filepath.Join(data, holderName))
	who, since, ok := strings.Cut(strings.TrimSpace(string(text)), " ")
	if !ok {
		return ErrLocked // locked by an earlier version, or this very moment
	}
	return locked{messages.Errorf("data_locked_by", who, since)}
}
