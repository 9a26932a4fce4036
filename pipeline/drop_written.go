package pipeline

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"stemme/pipeline/source"
)

// A PutAway is a file of a drop folder that was read and moved: where it lies, and how
// large it was.
type PutAway struct {
	Path  string `json:"path"`
	Bytes int64  `json:"bytes"`
}

// watched is how many days a file that was put away is looked at: who still writes to it
// then goes on writing where it lies. Chosen by eye.
const watched = 30

// hollow is how many bytes of zero at its end show that a file was given its size before
// its content came, as copies from Windows are.
const hollow = 512

// writing says whether a file may still be written: it changed a moment ago, somebody has
// it open for that, or its end is empty.
func writing(path string, info fs.FileInfo, now time.Time) bool {
	if age := now.Sub(info.ModTime()); 0 <= age && age < settled {
		return true
	}
	f, err := os.Open(path)
	if err != nil {
		return false // who reads it says why
	}
	defer f.Close()
	if openForWriting(f) {
		return true
	}
	end := make([]byte, hollow)
	n, err := f.ReadAt(end, max(0, info.Size()-hollow))
	return err == nil && n == hollow && bytes.Count(end, []byte{0}) == hollow
}

// same says whether now is the file as it was when it was picked up.
func (f *dropped) same(now fs.FileInfo) bool {
	return now.Size() == f.info.Size() && now.ModTime().Equal(f.info.ModTime()) && os.SameFile(now, f.info)
}

// grown lists the files that earlier nights have put away and that have grown since:
// somebody went on writing.
func (s *Source) grown(by []RunRecord, now time.Time) (files []dropped, left leftOver) {
	last := map[string]int64{}
	for _, r := range by {
		for _, p := range r.PutAway {
			if filepath.Dir(p.Path) == s.doneFolder() && now.Sub(r.At) < watched*24*time.Hour {
				last[p.Path] = p.Bytes
			}
		}
	}
	var paths []string
	for path := range last {
		paths = append(paths, path)
	}
	slices.Sort(paths)
	for _, path := range paths {
		info, err := os.Lstat(path)
		switch {
		case err != nil || !info.Mode().IsRegular() || info.Size() <= last[path]:
		case writing(path, info, now):
			left.waiting++
		default:
			files = append(files, dropped{path, s.doneFolder(), s.Drop, info, true})
			left.grown = append(left.grown, filepath.Base(path))
		}
	}
	return files, left
}

// changed takes the files that were changed while they were read away from what was
// brought: they wait for the next night.
func (n *night) changed(brought []delivery) (found bool) {
	n.dropped = slices.DeleteFunc(n.dropped, func(f dropped) bool {
		now, err := os.Lstat(f.path)
		if err == nil && f.same(now) {
			return false
		}
		for i := range brought {
			if n.cfg.Sources[i].Drop != f.drop {
				continue
			}
			brought[i].files = slices.DeleteFunc(slices.Clone(brought[i].files), func(path string) bool { return path == f.path })
			if len(brought[i].files) == 0 {
				brought[i].inputs = append(brought[i].inputs, source.Input{Name: f.drop, Nothing: "drop_empty"})
			}
		}
		left := n.left[f.drop]
		left.waiting++
		n.left[f.drop] = left
		found = true
		return true
	})
	return found
}
