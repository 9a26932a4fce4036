package codebook

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"path/filepath"

	"stemme/pipeline/atomicfile"
	"stemme/pipeline/messages"
)

// KeptName is the file in the data folder that holds the book as the last edition was
// made by it, so that a book that is lost can be had again.
const KeptName = "edits.kept.yaml"

// Keep writes text, which a night has read as its book, into the data folder. A book that
// was never there leaves none.
func Keep(data string, text []byte) error {
	path := filepath.Join(data, KeptName)
	kept, err := messages.ReadFile(path)
	if len(text) == 0 || err == nil && bytes.Equal(kept, text) {
		return nil
	}
	return messages.FileFault(atomicfile.Write(path, 0o600, func(w io.Writer) error {
		_, err := w.Write(text)
		return err
	}), path)
}

// Blank says whether there is no book at path: no file, or one without a letter. A book of
// which the last line was taken out keeps its head, or says edits: [].
func Blank(path string) (bool, error) {
	text, err := messages.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return true, nil
	}
	return len(bytes.TrimSpace(text)) == 0, messages.FileFault(err, path)
}

// Vanished is a *messages.Error where there is no book at path although the last edition
// of the data folder was made by one with so many edits and seeds; with the count unknown,
// below 0, by those that the history of the book says.
func Vanished(path, data string, count int) error {
	blank, err := Blank(path)
	if err != nil || !blank || count == 0 {
		return err
	}
	if err := vanished(path, data); err != nil {
		return err
	}
	if count < 0 {
		if count, err = added(path); err != nil || count <= 0 {
			return err
		}
	}
	return messages.Errorf("book_gone_whole", path, count, historyOf(path))
}

// vanished is a *messages.Error where the folder keeps a copy, with edits, of the book that
// is not there.
func vanished(path, folder string) error {
	blank, err := Blank(path)
	if err != nil || !blank {
		return err
	}
	copied := filepath.Join(folder, KeptName)
	kept, err := Read(copied)
	if err != nil || len(kept.Said()) == 0 {
		return nil // a copy that cannot be read is none
	}
	return messages.Errorf("book_gone", path, len(kept.Said()), messages.Argument(copied), messages.Argument(path))
}

// added is how many edits and seeds the history of a book says were added and not undone.
func added(path string) (n int, err error) {
	all, err := History(path)
	for _, c := range all {
		switch c.Did {
		case Added:
			n += len(c.What)
		case Undone:
			n -= len(c.What)
		}
	}
	return n, err
}

// Begin writes a book without edits, in the place of one that is lost for good.
func Begin(path string) error { return messages.FileFault(replace(path, head), path) }
