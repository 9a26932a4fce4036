package atomicfile

import "syscall"

// free is how many bytes a file system has left for who asks, 0 if there is none.
func free(path string) uint64 {
	var of syscall.Statfs_t
	if err := syscall.Statfs(path, &of); err != nil || of.Bsize < 0 {
		return 0
	}
	return of.Bavail * uint64(of.Bsize)
}
