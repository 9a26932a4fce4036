//go:build unix

package postings

import "golang.org/x/sys/unix"

// release hands the pages of a mapped file back to the system, which keeps them
// as long as it has room: read again, they come from there.
func release(mapped []byte) { _ = unix.Madvise(mapped, unix.MADV_DONTNEED) }
