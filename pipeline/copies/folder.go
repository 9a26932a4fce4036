package copies

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"stemme/pipeline/edition"
	"stemme/pipeline/messages"
)

// A folder is a store of files under a path. It asks nothing of the file system but
// that renaming within a folder is whole or not at all, as shares promise too.
type folder struct {
	dir  string
	dirs fs.FileMode // of the folders that it makes
	mode fs.FileMode // of its files
}

// folderOf is the folder of a target. What is open may be read by whom the folder lets
// in; single responses are their owner's alone, also where an earlier version copied them.
func folderOf(to Target) folder {
	if !to.Detail {
		return folder{to.Folder, 0o755, 0o644}
	}
	f := folder{to.Folder, 0o700, 0o600}
	entries, _ := os.ReadDir(f.path(editions))
	for _, e := range entries {
		if edition.IsID(e.Name()) {
			_ = os.Chmod(f.path(editions+e.Name()), f.dirs) // shares that know no modes refuse
		}
	}
	return f
}

// unfinished begins the names of files that are being written.
const unfinished = ".new-"

func (f folder) path(name string) string { return filepath.Join(f.dir, filepath.FromSlash(name)) }

// put writes a file under another name through to the disk and renames it.
func (f folder) put(ctx context.Context, name string, size int64, from io.ReadSeeker) (err error) {
	if err := ctx.Err(); err != nil {
		return err
	}
	to := f.path(name)
	if err := os.MkdirAll(filepath.Dir(to), f.dirs); err != nil {
		return err
	}
	temporary := filepath.Join(filepath.Dir(to), unfinished+filepath.Base(to))
	if err := os.Remove(temporary); err != nil && !errors.Is(err, fs.ErrNotExist) { // a killed night's, with its mode
		return err
	}
	file, err := os.OpenFile(temporary, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, f.mode)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(temporary))
		}
	}()
	n, err := io.Copy(file, from)
	if err == nil && n != size {
		err = io.ErrUnexpectedEOF
	}
	if err = errors.Join(err, file.Sync(), file.Close()); err != nil {
		return err
	}
	return os.Rename(temporary, to)
}

func (f folder) get(_ context.Context, name string) ([]byte, error) { return os.ReadFile(f.path(name)) }

func (f folder) list(ctx context.Context, prefix string) ([]string, error) {
	var names []string
	err := filepath.WalkDir(f.path(prefix), func(path string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil || d.IsDir() {
			return errors.Join(err, ctx.Err())
		}
		rel, err := filepath.Rel(f.dir, path)
		names = append(names, filepath.ToSlash(rel))
		return err
	})
	return names, err
}

// remove deletes a file, and the folders that it leaves empty below editions.
func (f folder) remove(_ context.Context, name string) error {
	if err := os.Remove(f.path(name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	for dir := filepath.ToSlash(filepath.Dir(name)); strings.HasPrefix(dir, editions); dir = filepath.ToSlash(filepath.Dir(dir)) {
		if os.Remove(f.path(dir)) != nil {
			return nil // it is not empty
		}
	}
	return nil
}

// forCopies refuses a folder that is, or lies in, one with a ledger: what is older there
// is no copy, and must not be deleted.
func forCopies(dir string) error {
	at, err := filepath.Abs(dir)
	if err != nil {
		return err
	}
	if real, err := filepath.EvalSymlinks(at); err == nil {
		at = real
	}
	for {
		if _, err := os.Stat(filepath.Join(at, "ledger", "head.json")); err == nil {
			return messages.Errorf("copy_into_data", dir)
		}
		up := filepath.Dir(at)
		if up == at {
			return nil
		}
		at = up
	}
}
