package codebook

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/gofrs/flock"

	"stemme/pipeline/atomicfile"
	"stemme/pipeline/messages"
)

// Append adds edits to the file at path, which is made if need be, and leaves
// every other byte of it as it is, comments and all. A reader finds the old file
// or the new one. A file that cannot be read as a book, or to which they cannot
// be added without changing what it says, is left as it is.
func Append(path string, edits ...Edit) error { return AppendBook(path, Book{Edits: edits}) }

// AppendBook is Append for edits and seeds.
func AppendBook(path string, more Book) error {
	return rewrite(path, func(text string, before Book) (after string, want Book, err error) {
		after, err = with(text, "edits", more.Edits)
		if err == nil {
			after, err = with(after, "seeds", more.Seeds)
		}
		return after, before.And(more), err
	})
}

// rewrite changes the text of the file at path, empty where there is none. The
// file is left as it is unless the new text says what the change wants it to. Of
// changes at the same time, of other processes too, one waits for the other.
func rewrite(path string, change func(text string, before Book) (after string, want Book, err error)) (err error) {
	release, err := alone(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, release()) }()
	text, err := messages.ReadFile(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return messages.FileFault(err, path)
	}
	before, err := parse(text, path)
	if err != nil {
		return err
	}
	if err := vanished(path, filepath.Dir(path)); err != nil { // what is added to nothing would seem to be all there was
		return err
	}
	after, want, err := change(string(text), before)
	if err != nil {
		return err
	}
	if strings.TrimSpace(after) == "" {
		after = head // a book without edits is none that is lost
	}
	if got, err := parse([]byte(after), path); err != nil || got.Hash() != want.Hash() {
		return messages.Errorf("book_append", path)
	}
	return messages.FileFault(replace(path, after), path)
}

// alone makes the caller the one who changes the book at path, until release is called. Its
// file stays, since deleting it would let two hold two files of the same name.
func alone(path string) (release func() error, err error) {
	dir, name := filepath.Split(path)
	lock := flock.New(filepath.Join(dir, "."+name+".lock"), flock.SetPermissions(0o600))
	if dir != "" {
		err = os.MkdirAll(dir, 0o700)
	}
	if err == nil {
		err = lock.Lock()
	}
	if err != nil {
		return nil, messages.FileFault(errors.Join(err, lock.Close()), lock.Path())
	}
	return lock.Close, nil
}

// head begins a new file.
const head = "# Analytikernes rettelser af temaerne: spilles af hver nat, i rækkefølge; en linje, der slettes, er fortrudt.\n" +
	"# The analysts' edits of the themes: replayed every night, in order; a line taken out is undone.\n"

// A top is a key of the file's outermost mapping.
var top = regexp.MustCompile(`^[A-Za-z_"']`)

// with is text with more items at the end of one of its lists.
func with[T any](text, list string, more []T) (string, error) {
	if len(more) == 0 {
		return text, nil
	}
	if strings.TrimSpace(text) == "" {
		text = head
	}
	lines := strings.Split(strings.TrimRight(text, "\n"), "\n")
	at := slices.IndexFunc(lines, func(l string) bool { return strings.HasPrefix(l, list+":") })
	if at < 0 {
		lines = append(lines, list+":")
		at = len(lines) - 1
	} else if value := strings.TrimSpace(strings.TrimPrefix(lines[at], list+":")); strings.HasPrefix(value, "[]") {
		lines[at] = strings.TrimRight(list+":"+strings.TrimPrefix(value, "[]"), " ")
	}
	end, indent := at+1, "  "
	for i := at + 1; i < len(lines) && !top.MatchString(lines[i]); i++ {
		body := strings.TrimLeft(lines[i], " ")
		if strings.HasPrefix(body, "- ") && end == at+1 {
			indent = lines[i][:len(lines[i])-len(body)]
		}
		if body != "" && !strings.HasPrefix(lines[i], "#") {
			end = i + 1
		}
	}
	var items []string
	for _, e := range more {
		item, err := yaml.Marshal([]T{e})
		if err != nil {
			return "", err
		}
		for l := range strings.Lines(string(item)) {
			items = append(items, indent+strings.TrimRight(l, "\n"))
		}
	}
	return strings.Join(slices.Insert(lines, end, items...), "\n") + "\n", nil
}

// replace writes the file at path, whole or not at all. A new file can be read
// by its owner only.
func replace(path, text string) error {
	mode := fs.FileMode(0o600)
	if info, err := os.Stat(path); err == nil {
		mode = info.Mode().Perm()
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	return atomicfile.Write(path, mode, func(w io.Writer) error {
		_, err := io.WriteString(w, text)
		return err
	})
}
