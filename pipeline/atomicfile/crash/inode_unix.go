//go:build unix

package crash

import (
	"io/fs"
	"syscall"
)

// inode tells a file from all others of its file system.
func inode(info fs.FileInfo) uint64 { return info.Sys().(*syscall.Stat_t).Ino }
