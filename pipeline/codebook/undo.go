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
		return withoutItems(text, line), left, nil
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
		var moves []int
		for _, e := range before.Edits {
			if e.Move != "" && gone(e.Move) {
				moves = append(moves, e.Line)
			} else {
				want.Edits = append(want.Edits, e)
			}
		}
		return withoutItems(text, moves...), want, nil
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
		lines := strings.SplitAfter(text, "\n")
		for i := range want.Edits {
			e := &want.Edits[i]
			if renamed(*e) {
				if err := moveOf(lines[e.Line-1:], e.Move, now(e.Move)); err != nil {
					return "", want, err
				}
				e.Move = now(e.Move)
			}
		}
		return strings.Join(lines, ""), want, nil
	})
}

// moveOf writes another response into the item that begins with lines.
func moveOf(lines []string, was, now string) error {
	value, err := yaml.Marshal(now)
	if err != nil {
		return err
	}
	for i := range lines {
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
	return nil
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

// withoutItems is text without the items of lists that begin at lines, counted from 1. A
// list that it leaves empty goes too.
func withoutItems(text string, begin ...int) string {
	lines := strings.Split(strings.TrimRight(text, "\n"), "\n")
	gone := make([]bool, len(lines)+1)
	for _, line := range begin {
		from := line - 1
		indent := indentOf(lines[from])
		gone[from] = true
		for to := from + 1; to < len(lines) && (strings.TrimSpace(lines[to]) == "" || indentOf(lines[to]) > indent) && !strings.HasPrefix(lines[to], "#"); to++ {
			gone[to] = true
		}
	}
	var left []string
	for i, line := range lines {
		key := strings.TrimSpace(line)
		if !gone[i] && !((key == "edits:" || key == "seeds:") && gone[i+1] && emptyFrom(lines[i+1:], gone[i+1:])) {
			left = append(left, line)
		}
	}
	return strings.Join(left, "\n") + "\n"
}

// emptyFrom says whether nothing is left of the list whose lines these are.
func emptyFrom(lines []string, gone []bool) bool {
	for i, line := range lines {
		if said := strings.TrimSpace(line); !gone[i] && said != "" && !strings.HasPrefix(said, "#") {
			return top.MatchString(line)
		}
	}
	return true
}

func indentOf(line string) int { return len(line) - len(strings.TrimLeft(line, " ")) }
