package ledger

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"stemme/pipeline/atomicfile"
	"stemme/pipeline/messages"
)

// Recover opens the ledger in dir with whatever of it is whole, and makes that
// the ledger: renamed files get their names back, and what is damaged or was not
// written by the program is set aside under a name that begins with a dot. It
// returns what was wrong. Edition is the newest one published, whose history is
// no longer held against the ledger: see Forgiven.
//
// It gives up for ever what is missing, so that only a user may ask for it. Its
// caller holds the lock of the data folder.
func Recover(dir, edition string) (*Ledger, []Fault, error) {
	s, err := stateOf(dir)
	if err != nil {
		return nil, nil, err
	}
	if err := noneNewer(dir); err != nil {
		return nil, nil, err
	}
	l := empty(dir)
	l.head, l.leftover = s.head, s.leftover
	if err := l.repairNames(s.faults); err != nil {
		return nil, nil, err
	}
	faults := slices.Clone(s.faults)
	found, err := scan(dir)
	if err != nil {
		return nil, nil, err
	}
	l.head.Files = slices.DeleteFunc(found, func(f file) bool { return slices.Contains(l.leftover, f.Path) })
	damaged, err := l.salvage()
	if err != nil {
		return nil, nil, err
	}
	for _, f := range damaged {
		if !slices.ContainsFunc(faults, func(g Fault) bool { return g.Path == f.Path }) {
			faults = append(faults, f)
		}
	}
	l.head = l.head.with(file{}, nil)
	l.lost = max(0, l.head.Responses-len(l.responses))
	l.head.Responses, l.head.Forgiven = len(l.responses), edition
	l.head.Marks = nil // what was lost may still be there to be fetched
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, nil, messages.FileFault(err, dir)
	}
	return l, faults, l.compact()
}

// noneNewer refuses a ledger with a whole part of a form that this program does not
// know: a newer one wrote it, and nothing of it is lost.
func noneNewer(dir string) error {
	found, err := scan(dir)
	if err != nil {
		return err
	}
	for _, f := range found {
		told := new(messages.Error)
		if !partForm.MatchString(f.Path) {
			continue
		}
		if _, err := readPart(filepath.Join(dir, f.Path)); errors.As(err, &told) && told.Key == "ledger_version" {
			return err
		}
	}
	return nil
}

// Repair mends the ledger in dir where nothing is lost by it: renamed files get
// their names back, and a copy of the head is written anew from the other. It
// returns what it mended. Its caller holds the lock of the data folder.
func Repair(dir string) (mended []string, err error) {
	s, err := stateOf(dir)
	if err != nil {
		return nil, err
	}
	l := &Ledger{dir: dir, head: s.head, leftover: s.leftover, settled: s.settled}
	for _, f := range s.faults {
		if f.Kind != Renamed {
			continue
		}
		if err := rename(l.path(f.Now), l.path(f.Path)); err != nil {
			return mended, messages.FileFault(err, l.path(f.Path))
		}
		mended = append(mended, f.Path)
	}
	if len(mended) < len(s.faults) || s.settled || s.head.Generation == 0 {
		return mended, nil
	}
	if len(s.faults) == 0 {
		mended = append(mended, headName)
	}
	return mended, l.settle()
}

// Lost is how many responses Recover could not bring back, as far as the head tells.
func (l *Ledger) Lost() int { return l.lost }

// HalfHead says that one copy of the head was missing or damaged when the ledger was
// opened; what is accepted next writes it anew.
func (l *Ledger) HalfHead() bool { return l.half }

// HeadPath is where the head lies.
func (l *Ledger) HeadPath() string { return l.path(headName) }

// Forgiven is the edition up to which the loss of responses was accepted, "" for
// none.
func (l *Ledger) Forgiven() string { return l.head.Forgiven }

// repairNames gives renamed files their names back and sets aside what is
// altered or added.
func (l *Ledger) repairNames(faults []Fault) error {
	for _, f := range faults {
		var err error
		switch f.Kind {
		case Renamed:
			err = rename(l.path(f.Now), l.path(f.Path))
		case Altered, Added:
			err = l.setAside(f.Path)
		}
		if err != nil {
			return messages.FileFault(err, l.path(f.Path))
		}
	}
	return nil
}

func (l *Ledger) setAside(name string) error {
	return atomicfile.Rename(l.path(name), l.path(lostPrefix+strings.ReplaceAll(name, "/", "-")))
}

// salvage reads every part that can be read, and sets the others aside. A part
// whose predecessor is missing is read all the same.
func (l *Ledger) salvage() (damaged []Fault, err error) {
	if l.erased, err = l.readErased(); err != nil {
		damaged = append(damaged, Fault{Altered, erasedFile, ""})
	}
	if err := l.readNames(); err != nil {
		damaged = append(damaged, Fault{Altered, namesFile, ""})
	}
	for _, name := range l.head.parts() {
		p, err := readPart(l.path(name))
		if err != nil {
			damaged = append(damaged, Fault{Altered, name, ""})
			continue
		}
		l.take(p)
	}
	l.reclaim(l.moved)
	for _, f := range damaged {
		if err := l.setAside(f.Path); err != nil {
			return nil, messages.FileFault(err, l.path(f.Path))
		}
		l.head = l.head.with(file{}, []string{f.Path})
	}
	return damaged, nil
}
