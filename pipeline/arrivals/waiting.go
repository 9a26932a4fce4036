package arrivals

import (
	"path/filepath"
	"slices"
	"strings"

	"stemme/pipeline/ledger"
	"stemme/pipeline/messages"
	"stemme/pipeline/privacy"
	"stemme/pipeline/source"
)

// A Waiting is what was recognised of a file that a night refused, until somebody says
// yes or no to it. Further files that read alike wait with it.
type Waiting struct {
	Files   []WaitingFile  `json:"files"` // the newest last; none where an older version refused it
	Reading source.Reading `json:"reading"`
	Moved   []Moved        `json:"moved,omitempty"` // columns that hold what others held
}

// A WaitingFile is a file that was refused, as it was named.
type WaitingFile struct {
	File string `json:"file"`
	Rows int    `json:"rows"`
}

// namedBy says whether file, or the end of its path, names one of the files.
func (w *Waiting) namedBy(file string) bool {
	shown := source.Shown(file, privacy.MaskShort)
	return slices.ContainsFunc(w.Files, func(f WaitingFile) bool {
		return f.File == file || filepath.Base(f.File) == file || filepath.Base(f.File) == filepath.Base(shown)
	})
}

// Name is what the newest file is called; "" where that is not known.
func (w *Waiting) Name() string {
	if len(w.Files) == 0 {
		return ""
	}
	return w.Files[len(w.Files)-1].File
}

// waitingWith are those that wait once a file has been refused too. What waited under
// the same name waits no more.
func waitingWith(waiting []Waiting, f *source.FileReport, moved []Moved) []Waiting {
	var all []Waiting
	of := Waiting{Reading: f.Reading, Moved: moved}
	for _, w := range waiting {
		w.Files = slices.DeleteFunc(slices.Clone(w.Files), func(have WaitingFile) bool { return have.File == f.File })
		switch {
		case w.Reading.Alike(f.Reading):
			of.Files = append(of.Files, w.Files...)
		case len(w.Files) > 0:
			all = append(all, w)
		}
	}
	of.Files = append(of.Files, WaitingFile{f.File, f.Rows()})
	of.Files = of.Files[max(0, len(of.Files)-messages.NamedMost):]
	return append(all, of)
}

// stillWaiting are those of which a file would be refused by a reading.
func stillWaiting(waiting []Waiting, by source.Reading) []Waiting {
	return slices.DeleteFunc(slices.Clone(waiting), func(w Waiting) bool {
		breaks, _ := source.Differences(by, w.Reading)
		return len(breaks) == 0
	})
}

// writeWaiting keeps what waits of a source.
func writeWaiting(book *ledger.Ledger, name string, waiting []Waiting) error {
	if len(waiting) == 0 {
		return clearReading(book, refusedFolder, name)
	}
	return writeReading(book, refusedFolder, KeptReading{Reading: source.Reading{Source: name}, Waiting: waiting})
}

// Accept says yes to what was recognised of a refused file of a source: the next night is
// read by it. The file may be left out where one alone waits. The columns, header by field,
// say what a column is that holds what another held; without them such a reading is not
// accepted.
func Accept(book *ledger.Ledger, kept map[string]KeptReading, name, file string, columns map[string]string) error {
	r := kept[name]
	at, err := r.waitingFor(name, file)
	if err != nil {
		return err
	}
	w := r.Waiting[at]
	if err := w.settle(r.Source, r.Reading, columns); err != nil {
		return err
	}
	next := r.saidYes(w.Reading)
	if err := writeReading(book, readingsFolder, KeptReading{Reading: next, Changed: changedColumns(r.Reading, next), ScaleSure: r.ScaleSure}); err != nil {
		return err
	}
	return r.waitOnly(book, name, at, next)
}

// Refuse says no to what was recognised of a refused file: it waits no more. Others that read
// alike wait on, where the file is named.
func Refuse(book *ledger.Ledger, kept map[string]KeptReading, name, file string) error {
	r := kept[name]
	at, err := r.waitingFor(name, file)
	if err != nil {
		return err
	}
	w := &r.Waiting[at]
	if left := w.without(file); file != "" && len(left) > 0 {
		all := slices.Clone(r.Waiting)
		all[at].Files = left
		return writeWaiting(book, name, stillWaiting(all, r.Reading))
	}
	return r.waitOnly(book, name, at, r.Reading)
}

// without are the files but the one that file names, or the end of its path.
func (w *Waiting) without(file string) []WaitingFile {
	exact := slices.ContainsFunc(w.Files, func(f WaitingFile) bool { return f.File == file })
	return slices.DeleteFunc(slices.Clone(w.Files), func(f WaitingFile) bool {
		of := Waiting{Files: []WaitingFile{f}}
		return f.File == file || !exact && of.namedBy(file)
	})
}

// waitOnly keeps what waits but for the one at a place, and what reads as the source does.
func (r *KeptReading) waitOnly(book *ledger.Ledger, name string, at int, by source.Reading) error {
	return writeWaiting(book, name, stillWaiting(slices.Delete(slices.Clone(r.Waiting), at, at+1), by))
}

// saidYes is what is known of a source once somebody has said yes to a reading.
func (r *KeptReading) saidYes(now source.Reading) source.Reading {
	breaks, _ := source.Differences(r.Reading, now)
	if slices.ContainsFunc(breaks, source.Note.Gone) || !slices.ContainsFunc(breaks, func(n source.Note) bool { return !n.Lost() }) {
		return r.With(now) // it has fewer columns, or other names; the next file may be as before
	}
	return r.Next(now)
}

// waitingFor is the place of what waits under a file's name, or alone.
func (r *KeptReading) waitingFor(name, file string) (int, error) {
	var named []string
	var fits []int
	for i := range r.Waiting {
		w := &r.Waiting[i]
		named = append(named, messages.Argument(w.Name()).Text(messages.Danish))
		if file == "" || w.namedBy(file) {
			fits = append(fits, i)
		}
	}
	switch {
	case len(r.Waiting) == 0:
		return 0, messages.Errorf("reading_nothing", name)
	case len(fits) == 1:
		return fits[0], nil
	case len(fits) == 0:
		return 0, messages.Errorf("reading_no_file", name, file, strings.Join(named, ", "))
	}
	return 0, messages.Errorf("reading_which", name, strings.Join(named, ", "))
}
