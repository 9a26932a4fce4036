package lens

import (
	"errors"
	"io/fs"
	"slices"
	"strings"

	"stemme/pipeline/messages"
)

// A Lesson is what a customer may write, and the entries that it speaks of: lenses
// learn from it which other words speak of them.
type Lesson struct {
	Text string
	Says []Said
	For  []string `json:",omitempty"` // lenses of which it says all entries that it speaks of; none is every one
}

// A Said is an entry that a lesson speaks of, as lens/entry: 1 praised, -1 blamed, 0
// neither.
type Said struct {
	Entry string
	Sign  int8
}

// readFor says whether l says all entries of a lens that it speaks of.
func (l *Lesson) readFor(lens string) bool { return len(l.For) == 0 || slices.Contains(l.For, lens) }

// lessonsBehind is how the name of a file of lessons ends, that of its lens
// without .yaml before it.
const lessonsBehind = ".lessons.txt"

// nobody is the heading of lessons that speak of no entry.
const nobody = "-"

// readLessons adds to l the lessons of the file beside its own at path.
func (l *Lens) readLessons(path string) error {
	path = strings.TrimSuffix(path, ".yaml") + lessonsBehind
	text, err := messages.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return messages.FileFault(err, path)
	}
	l.Lessons, err = parseLessons(text, path, l)
	return err
}

// parseLessons reads a file of lessons. A line that begins with #! is a remark, a line "# id" names the entry that the
// lines below it speak of, "# -" none; such a line begins with +, - or 0, and in
// braces behind it may stand other entries that it speaks of, "{id-, other+}".
func parseLessons(text []byte, path string, l *Lens) ([]Lesson, error) {
	known := func(id string) bool { return slices.ContainsFunc(l.Entries, func(e Entry) bool { return e.ID == id }) }
	var out []Lesson
	var faults []error
	heading, n := "", 0
	for line := range strings.Lines(string(text)) {
		n++
		line = strings.TrimSpace(line)
		if id, ok := strings.CutPrefix(line, "# "); ok {
			heading = strings.TrimSpace(id)
			line = ""
			if heading != nobody && !known(heading) {
				faults = append(faults, messages.Errorf("lens_lesson", path, n))
			}
		}
		if line == "" || strings.HasPrefix(line, "#!") {
			continue
		}
		lesson, ok := parseLesson(line, heading)
		for i, s := range lesson.Says {
			ok = ok && known(s.Entry)
			lesson.Says[i].Entry = l.ID + "/" + s.Entry
		}
		if !ok {
			faults = append(faults, messages.Errorf("lens_lesson", path, n))
			continue
		}
		out = append(out, lesson)
	}
	return out, errors.Join(faults...)
}

// parseLesson reads a line below the heading of an entry.
func parseLesson(line, heading string) (Lesson, bool) {
	sign, ok := signs[line[0]]
	text, others, more := strings.Cut(line[1:], "{")
	l := Lesson{Text: strings.TrimSpace(text)}
	if !ok || heading == "" || l.Text == "" {
		return l, false
	}
	if heading != nobody {
		l.Says = append(l.Says, Said{heading, sign})
	}
	if !more {
		return l, true
	}
	others, closed := strings.CutSuffix(strings.TrimSpace(others), "}")
	for other := range strings.SplitSeq(others, ",") {
		other = strings.TrimSpace(other)
		if other == "" {
			return l, false
		}
		sign, ok := signs[other[len(other)-1]]
		if !ok {
			return l, false
		}
		l.Says = append(l.Says, Said{other[:len(other)-1], sign})
	}
	return l, closed
}

// signs are the marks of praise, blame and neither.
var signs = map[byte]int8{'+': 1, '-': -1, '0': 0}
