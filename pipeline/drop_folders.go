package pipeline

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"stemme/pipeline/messages"
)

// dataFaults tells where the data folder, or what may be a link to another disk in it,
// is no folder and cannot become one.
func (cfg *Config) dataFaults() (faults []error) {
	for _, folder := range []string{cfg.Data, ledgerDir(cfg.Data), filepath.Join(cfg.Data, "editions")} {
		info, err := os.Stat(folder)
		switch {
		case err == nil && !info.IsDir(), errors.Is(err, syscall.ENOTDIR):
			return append(faults, messages.Errorf("data_file", folder))
		case errors.Is(err, fs.ErrNotExist) && linked(folder):
			faults = append(faults, messages.Errorf("data_nowhere", folder))
		}
	}
	return faults
}

// linked says whether there is a link at path, whatever it points to.
func linked(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

// dropFaults tells which drop folders, or folders that their files are moved to, the
// program cannot use: those of its own data, and those where a file would be read
// twice.
func (cfg *Config) dropFaults() (faults []error) {
	readBy := map[string]string{} // folder: the source that its files are read by
	for _, s := range cfg.Sources {
		if s.Drop == "" {
			continue
		}
		drop := realPath(s.Drop)
		if liesIn(drop, realPath(cfg.Data)) {
			faults = append(faults, messages.Errorf("drop_in_data", "drop", s.Drop, cfg.Data))
		}
		if _, taken := readBy[drop]; taken {
			faults = append(faults, messages.Errorf("drop_shared", s.Drop))
		}
		readBy[drop] = s.Drop
	}
	for _, s := range cfg.Sources {
		if s.Drop == "" {
			continue
		}
		done := realPath(s.doneFolder())
		info, err := os.Stat(done)
		switch {
		case s.Done != "" && liesIn(done, realPath(cfg.Data)):
			faults = append(faults, messages.Errorf("drop_in_data", "done", s.doneFolder(), cfg.Data))
		case readBy[done] != "":
			faults = append(faults, messages.Errorf("drop_done_read", s.doneFolder()))
		case err == nil && !info.IsDir(), errors.Is(err, syscall.ENOTDIR):
			faults = append(faults, messages.Errorf("drop_done_file", s.doneFolder()))
		}
	}
	return faults
}

// realPath is path from the root, its links followed as far as there is something.
func realPath(path string) string {
	path, err := filepath.Abs(path)
	if err != nil {
		return path
	}
	real, err := filepath.EvalSymlinks(path)
	if parent := filepath.Dir(path); errors.Is(err, fs.ErrNotExist) && parent != path {
		return filepath.Join(realPath(parent), filepath.Base(path))
	}
	if err != nil {
		return path
	}
	return real
}

// liesIn says whether path is folder or lies in it.
func liesIn(path, folder string) bool {
	rel, err := filepath.Rel(folder, path)
	return err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}
