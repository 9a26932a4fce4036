package ledger

import (
	"errors"
	"path/filepath"
	"slices"

	"stemme/pipeline/messages"
)

// FaultKind says what is wrong with a file of the ledger.
type FaultKind string

// The kinds of faults. Their names are the ends of keys of the catalogue.
const (
	Missing  FaultKind = "missing"  // the head lists it
	Added    FaultKind = "added"    // the head does not list it
	Altered  FaultKind = "altered"  // its content is not what the head says
	Renamed  FaultKind = "renamed"  // a missing one, under another name
	Headless FaultKind = "headless" // both copies of the head are missing or damaged
)

// A Fault is one file of the ledger that is not as the program left it.
type Fault struct {
	Kind FaultKind
	Path string // within the folder, with slashes
	Now  string // the name that a renamed file has
}

// Err is the fault in words.
func (f Fault) Err() error {
	key := messages.Key("ledger_" + string(f.Kind))
	if f.Kind == Renamed {
		return messages.Errorf(key, f.Path, f.Now)
	}
	return messages.Errorf(key, f.Path)
}

// errorOf is faults as one error that names each and says what to do.
func errorOf(dir string, faults []Fault) error {
	if len(faults) == 0 {
		return nil
	}
	var all []error
	for _, f := range faults {
		all = append(all, f.Err())
	}
	return messages.Wrap(errors.Join(all...), "ledger_faults", dir)
}

// A state is what a ledger's folder holds, and what is wrong with it.
type state struct {
	head     head
	settled  bool     // both copies of the head say so, and nothing is left over
	half     bool     // one copy of the head is missing or damaged
	leftover []string // superseded files that a writer died before deleting
	faults   []Fault
}

// stateOf compares the folder with its head. A folder without a head that an
// earlier version of the program wrote has the head that it would be given.
func stateOf(dir string) (state, error) {
	first, err := readHead(filepath.Join(dir, headName))
	if err != nil {
		return state{}, err
	}
	second, err := readHead(filepath.Join(dir, headCopy))
	if err != nil {
		return state{}, err
	}
	found, err := scan(dir)
	if err != nil {
		return state{}, err
	}
	if first == nil && second == nil {
		return headless(dir, found)
	}
	s := headed(first, second, found)
	s.half = first == nil || second == nil
	return s, s.renamedHead(dir)
}

// renamedHead finds a copy of the head under another name: an added file that is one,
// where a copy is missing.
func (s *state) renamedHead(dir string) error {
	for _, name := range []string{headName, headCopy} {
		if exists(filepath.Join(dir, name)) {
			continue
		}
		for i, f := range s.faults {
			if f.Kind != Added {
				continue
			}
			h, err := readHead(filepath.Join(dir, filepath.FromSlash(f.Path)))
			if err != nil {
				return err
			}
			if h != nil {
				s.faults[i] = Fault{Renamed, name, f.Path}
				break
			}
		}
	}
	return nil
}

// headed is the state of a folder with at least one copy of the head.
func headed(first, second *head, found []file) state {
	if first == nil || second != nil && second.Generation > first.Generation {
		return compare(*second, found, nil)
	}
	if second == nil || second.Generation == first.Generation {
		s := compare(*first, found, nil)
		s.settled = second != nil && first.Sum == second.Sum && len(s.faults) == 0
		return s
	}
	// A writer died between the two copies: its change is either done, but for
	// the deleting of what it supersedes, or not begun.
	after := compare(*first, found, second)
	if len(after.faults) == 0 {
		return after
	}
	if before := compare(*second, found, nil); len(before.faults) == 0 {
		return before
	}
	return after
}

// compare says how found differs from h. What is only in before, the head that
// h replaces, is left over.
func compare(h head, found []file, before *head) state {
	s := state{head: h}
	there := map[string]string{} // path: hash
	var added []file
	for _, f := range found {
		there[f.Path] = f.SHA256
		switch {
		case h.hash(f.Path) != "":
		case before != nil && before.hash(f.Path) == f.SHA256:
			s.leftover = append(s.leftover, f.Path)
		default:
			added = append(added, f)
		}
	}
	for _, f := range h.Files {
		hash, ok := there[f.Path]
		moved := slices.IndexFunc(added, func(a file) bool { return a.SHA256 == f.SHA256 })
		switch {
		case ok && hash == f.SHA256:
		case ok:
			s.faults = append(s.faults, Fault{Altered, f.Path, ""})
		case moved >= 0:
			s.faults = append(s.faults, Fault{Renamed, f.Path, added[moved].Path})
			added = slices.Delete(added, moved, moved+1)
		default:
			s.faults = append(s.faults, Fault{Missing, f.Path, ""})
		}
	}
	for _, f := range added {
		s.faults = append(s.faults, Fault{Added, f.Path, ""})
	}
	return s
}

// headless is the state of a folder without a head that can be read. Parts of
// older forms were written before there was one.
func headless(dir string, found []file) (state, error) {
	h := head{Form: firstHeadForm, Files: found}.with(file{}, nil)
	h.Generation = 0
	s := state{head: h, settled: len(found) == 0}
	lost := exists(filepath.Join(dir, headName)) || exists(filepath.Join(dir, headCopy))
	for _, name := range h.parts() {
		lost = lost || slices.Contains(chainedForms, formOf(filepath.Join(dir, name)))
	}
	if lost {
		s.faults = []Fault{{Headless, headName, ""}}
	}
	return s, nil
}

// Check compares every file of the ledger in dir with what its head says, and
// reads it; a ledger that is whole has no fault. It needs no lock.
func Check(dir string) ([]Fault, error) {
	var faults []Fault
	_, err := steady(dir, func() (*Ledger, error) {
		s, err := stateOf(dir)
		if err != nil {
			return nil, err
		}
		faults = s.faults
		if len(faults) > 0 {
			return nil, errorOf(dir, faults)
		}
		return load(dir, s)
	})
	if err != nil && len(faults) == 0 {
		return nil, err
	}
	return slices.Clone(faults), nil
}
