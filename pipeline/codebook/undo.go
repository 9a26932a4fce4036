package codebook

import (
	"errors"
	"io/fs"
	"os"
	"slices"
	"strings"

	"stemme/pipeline/messages"
)

// Remove takes the last edit or seed that says what said does out of the file at
// path, and leaves every other line as it is. One that is not there is a
// *messages.Error.
func Remove(path, said string) error {
	text, err := os.ReadFile(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return messages.FileFault(err, path)
	}
	before, err := parse(text, path)
	if err != nil {
		return err
	}
	line, want := 0, before
	for i := len(before.Edits) - 1; i >= 0 && line == 0; i-- {
		if before.Edits[i].String() == said {
			line, want.Edits = before.Edits[i].Line, slices.Delete(slices.Clone(before.Edits), i, i+1)
		}
	}
	for i := len(before.Seeds) - 1; i >= 0 && line == 0; i-- {
		if before.Seeds[i].String() == said {
			line, want.Seeds = before.Seeds[i].Line, slices.Delete(slices.Clone(before.Seeds), i, i+1)
		}
	}
	if line == 0 {
		return messages.Errorf("book_unsaid", said, path)
	}
	after := withoutItem(string(text), line)
	if got, err := parse([]byte(after), path); err != nil || got.Hash() != want.Hash() {
		return messages.Errorf("book_append", path)
	}
	return messages.FileFault(replace(path, after), path)
}

// withoutItem is text without the item of a list that begins at a line, counted
// from 1. A list that it leaves empty goes too.
func withoutItem(text string, line int) string {
	lines := strings.Split(strings.TrimRight(text, "\n"), "\n")
	from := line - 1
	indent := indentOf(lines[from])
	to := from + 1
	for to < len(lines) && (strings.TrimSpace(lines[to]) == "" || indentOf(lines[to]) > indent) && !strings.HasPrefix(lines[to], "#") {
		to++
	}
	lines = slices.Delete(lines, from, to)
	left := from
	for left < len(lines) && (strings.TrimSpace(lines[left]) == "" || strings.HasPrefix(strings.TrimSpace(lines[left]), "#")) {
		left++
	}
	if key := strings.TrimSpace(lines[from-1]); (key == "edits:" || key == "seeds:") && (left == len(lines) || top.MatchString(lines[left])) {
		lines = slices.Delete(lines, from-1, from)
	}
	return strings.Join(lines, "\n") + "\n"
}

func indentOf(line string) int { return len(line) - len(strings.TrimLeft(line, " ")) }
