package ledger

import (
	"bytes"
	"errors"
	"io"
	"os"

	"stemme/pipeline/messages"
)

// A Snapshot is a ledger as it was at one moment, open for copying. What a
// writer does meanwhile does not show in it.
type Snapshot struct {
	Files      []SnapshotFile
	Responses  int
	Generation int64
}

// A SnapshotFile is one file of a Snapshot.
type SnapshotFile struct {
	Path   string // within the ledger's folder, with slashes
	Bytes  int64
	SHA256 string
	Read   io.Reader
	close  func() error
}

// Close lets go of the files.
func (s *Snapshot) Close() error {
	var errs []error
	for _, f := range s.Files {
		errs = append(errs, f.close())
	}
	return errors.Join(errs...)
}

// Snap opens every file of the ledger in dir, as it is at one moment. It needs
// no lock: parts are never changed, and what a writer replaces or deletes can
// still be read by who has it open.
func Snap(dir string) (*Snapshot, error) {
	var s *Snapshot
	_, err := steady(dir, func() (*Ledger, error) {
		now, err := stateOf(dir)
		if err != nil {
			return nil, err
		}
		if err := errorOf(dir, now.faults); err != nil {
			return nil, err
		}
		s, err = openAll(dir, now.head)
		return nil, err
	})
	return s, err
}

func openAll(dir string, h head) (*Snapshot, error) {
	s := &Snapshot{Responses: h.Responses, Generation: h.Generation}
	l := &Ledger{dir: dir}
	for _, f := range h.Files {
		file, err := os.Open(l.path(f.Path))
		if err != nil {
			return nil, errors.Join(messages.FileFault(err, l.path(f.Path)), s.Close())
		}
		s.Files = append(s.Files, SnapshotFile{f.Path, f.Bytes, f.SHA256, file, file.Close})
	}
	if h.Generation == 0 {
		return s, nil // of an earlier form, without a head
	}
	text := h.encode()
	for _, name := range []string{headName, headCopy} {
		s.Files = append(s.Files, SnapshotFile{name, int64(len(text)), hashOfText(text), bytes.NewReader(text), func() error { return nil }})
	}
	return s, nil
}
