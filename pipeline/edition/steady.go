package edition

import (
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"stemme/pipeline/messages"
)

// Steady watches files of an open edition that are read where they lie, as those of an index
// are, by any number of goroutines.
type Steady struct {
	edition *Edition
	files   []File

	mu   sync.Mutex
	seen []stamp
}

// A stamp is what the system says of a file. A file that is written to in its place gets another.
type stamp struct {
	bytes int64
	at    time.Time
}

func stampOf(path string) stamp {
	info, err := os.Stat(path)
	if err != nil {
		return stamp{}
	}
	return stamp{info.Size(), info.ModTime()}
}

// Steady watches the files of a folder from now on.
func (e *Edition) Steady(folder string) *Steady {
	s := &Steady{edition: e}
	for _, f := range e.Manifest.Files {
		if strings.HasPrefix(f.Path, folder+"/") {
			s.files = append(s.files, f)
			s.seen = append(s.seen, stampOf(e.Path(filepath.FromSlash(f.Path))))
		}
	}
	return s
}

// Check is nil while the files hold what was published. It reads none that is as it was seen
// last.
func (s *Steady) Check() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i, f := range s.files {
		now := stampOf(s.edition.Path(filepath.FromSlash(f.Path)))
		if now == s.seen[i] {
			continue
		}
		kind, err := s.edition.fault(f)
		if err != nil {
			return err
		}
		if kind != "" {
			return messages.Errorf("edition_damaged", s.edition.ID, f.Path)
		}
		s.seen[i] = now
	}
	return nil
}
