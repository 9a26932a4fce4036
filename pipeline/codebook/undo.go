package codebook

import (
	"slices"
	"strings"

	"github.com/goccy/go-yaml"

	"stemme/pipeline/messages"
)

// Remove takes the last edit or seed that says what said does out of the file at
// path, and leaves every other line as it is. One that is not there is a
// *messages.Error.
func Remove(path, said string) error {
	return rewrite(path, func(text string, before Book) (after string, want Book, err error) {
		line, left := before.without(said)
		if line == 0 {
			return "", left, messages.Errorf("book_unsaid", said, path)
		}
		return withoutItem(text, line), left, nil
	})
}

// ForgetMoves writes the file at path anew without the moves of responses that gone
// says are erased, since a move names its response. Every other line stays as it is;
// without any such move the file is left alone.
func ForgetMoves(path string, gone func(response string) bool) error {
	book, err := Read(path)
	if err != nil || !slices.ContainsFunc(book.Edits, func(e Edit) bool { return gone(e.Move) }) {
		return err
	}
	return rewrite(path, func(text string, before Book) (after string, want Book, err error) {
		want = before
		want.Edits = nil
		for _, e := range slices.Backward(before.Edits) { // from the last, so that the lines before it keep their numbers
			if e.Move != "" && gone(e.Move) {
				text = withoutItem(text, e.Line)
			} else {
				want.Edits = append(want.Edits, e)
			}
		}
		slices.Reverse(want.Edits)
		return text, want, nil
	})
}

// RenameMoves writes the file at path anew where a response that is moved is called
// otherwise now. Such a move stands in the place where it stood, as the program writes it;
// every other line stays as it is, and without any such move the file is left alone. Where a
// person wrote it in a way that the program would not, the error is a *messages.Error.
func RenameMoves(path string, now func(response string) string) error {
	renamed := func(e Edit) bool { return e.Move != "" && now(e.Move) != e.Move }
	book, err := Read(path)
	if err != nil || !slices.ContainsFunc(book.Edits, renamed) {
		return err
	}
	return rewrite(path, func(text string, before Book) (after string, want Book, err error) {
		want = before
		want.Edits = slices.Clone(before.Edits)
		for i := range want.Edits {
			e := &want.Edits[i]
			if renamed(*e) {
				if text, err = withMove(text, e.Line, e.Move, now(e.Move)); err != nil {
					return "", want, err
				}
				e.Move = now(e.Move)
			}
		}
		return text, want, nil
	})
}

// withMove is text with another response in the item that begins at a line, counted from 1.
func withMove(text string, line int, was, now string) (string, error) {
	value, err := yaml.Marshal(now)
	if err != nil {
		return "", err
	}
	lines := strings.SplitAfter(text, "\n")
	for i := line - 1; i < len(lines); i++ {
		at := strings.Index(lines[i], "move:")
		if at < 0 {
			continue
		}
		if plain := string(value) == now+"\n"; plain && strings.Contains(lines[i][at:], was) { // what stands behind it stays
			lines[i] = lines[i][:at] + strings.Replace(lines[i][at:], was, now, 1)
		} else {
			lines[i] = lines[i][:at] + "move: " + strings.TrimRight(string(value), "\n") + "\n"
		}
		break
	}
	return strings.Join(lines, ""), nil
}

// without is b without the last edit or seed that says what said does, and the
// line that it stands on; 0 where there is none.
func (b Book) without(said string) (line int, left Book) {
	for i := len(b.Edits) - 1; i >= 0; i-- {
		if b.Edits[i].String() == said {
			line, b.Edits = b.Edits[i].Line, slices.Delete(slices.Clone(b.Edits), i, i+1)
			return line, b
		}
	}
	for i := len(b.Seeds) - 1; i >= 0; i-- {
		if b.Seeds[i].String() == said {
			line, b.Seeds = b.Seeds[i].Line, slices.Delete(slices.Clone(b.Seeds), i, i+1)
			return line, b
		}
	}
	return 0, b
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
