package pipeline

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// openForWriting says whether a process of this machine has f open for writing: then
// nobody is given a lease to read. Where the file is not this user's, or its file system
// gives none, it is not known.
func openForWriting(f *os.File) bool {
	_, err := unix.FcntlInt(f.Fd(), unix.F_SETLEASE, unix.F_RDLCK)
	if err == nil {
		_, _ = unix.FcntlInt(f.Fd(), unix.F_SETLEASE, unix.F_UNLCK) // closing lets it go too
	}
	return errors.Is(err, unix.EAGAIN)
}
