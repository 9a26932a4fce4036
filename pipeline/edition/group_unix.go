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
