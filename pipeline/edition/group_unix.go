//go:build unix

package edition

import (
	"os"
	"syscall"
)

// shareAs lets the group that may go through the folder dir read a file in it.
func shareAs(dir, name string) error {
	info, err := os.Stat(dir)
	if err != nil || info.Mode().Perm()&0o050 == 0 {
		return err
	}
	owner, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return nil
	}
	if err := os.Chown(name, -1, int(owner.Gid)); err != nil {
		return err
	}
	return os.Chmod(name, openFile)
}

// ownerOf is the id of the user whom the file or folder path belongs to, -1 where it is not
// known.
func ownerOf(path string) int {
	info, err := os.Stat(path)
	if err != nil {
		return -1
	}
	if owner, ok := info.Sys().(*syscall.Stat_t); ok {
		return int(owner.Uid)
	}
	return -1
}
