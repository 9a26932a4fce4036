package atomicfile

import "os"

// Unsynced makes Sync leave it to the system when it brings files to the disk. It is for
// tests: what they end is the program, not the machine, and most of a small night is
// waiting for the disk.
func Unsynced() { unsynced.Store(true) }

// memory is where Linux keeps a file system in memory, and room what it must have free:
// containers often have one of 64 MB. The tests of a package fill some 200 MB.
const (
	memory = "/dev/shm"
	room   = 2 << 30
)

// InMemory lets the temporary folders of this process and of those that it starts lie in
// memory, where there is room and nobody has said where they are to lie. It is for tests: a
// night writes some 90 files, and a third of a small one was the system's work on them.
func InMemory() {
	if os.Getenv("TMPDIR") == "" && free(memory) >= room {
		os.Setenv("TMPDIR", memory)
	}
}
