package main

import (
	"fmt"
	"os"
	"strconv"
	"strings"

	"github.com/rivo/uniseg"
	"golang.org/x/term"
)

// plainWidth is how wide tables are where nothing says how wide the terminal is:
// into a file or a pipe.
const plainWidth = 80

// width is how many characters a line may have: what COLUMNS says, what the
// terminal says, or plainWidth.
func (t *terminal) width() int {
	if n, err := strconv.Atoi(columnsOf()); err == nil && n > 0 {
		return max(n, narrowest)
	}
	if fd, is := t.screen(); is {
		if n, _, err := term.GetSize(fd); err == nil && n > 0 {
			return max(n, narrowest)
		}
	}
	return plainWidth
}

// columnsOf is what the environment says of the width; a test puts its own there.
var columnsOf = func() string { return os.Getenv("COLUMNS") }

// narrowest is the fewest characters of a line that anything is laid out for.
const narrowest = 20

// screen is the terminal that standard output is, if it is one.
func (t *terminal) screen() (fd int, is bool) {
	to := t.stdout
	if out, ok := to.(*output); ok {
		to = out.Writer
	}
	file, ok := to.(interface{ Fd() uintptr })
	if !ok {
		return 0, false
	}
	return int(file.Fd()), term.IsTerminal(int(file.Fd()))
}

// colours says whether output may be coloured: on a terminal that can, where
// nobody has said no (https://no-color.org).
func (t *terminal) colours() bool {
	_, is := t.screen()
	return is && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
}

// line writes text: wrapped to the width on a terminal or where COLUMNS says it,
// whole otherwise, so that a program that looks for words finds them in a line.
func (t *terminal) line(s string) {
	if _, is := t.screen(); is || columnsOf() != "" {
		s = wrapped(s, t.width())
	}
	fmt.Fprintln(t.stdout, s)
}

// wrapped breaks the lines of s between words, those that go on with the indent
// of the line they go on.
func wrapped(s string, width int) string {
	var out []string
	for l := range strings.SplitSeq(s, "\n") {
		indent := l[:len(l)-len(strings.TrimLeft(l, " "))]
		for i, part := range pieces(l[len(indent):], max(width-len(indent), 1)) {
			if i > 0 && strings.HasPrefix(part, "\x1b[0m") { // a mark that ends on the line before
				out[len(out)-1] += "\x1b[0m"
				part = strings.TrimPrefix(part, "\x1b[0m")
			}
			out = append(out, indent+part)
		}
	}
	return strings.Join(out, "\n")
}

// pieces cuts a line into pieces of at most width characters: between words, and
// within a word that is longer. It is at least one.
func pieces(line string, width int) (all []string) {
	piece, at := "", 0
	for word := range strings.SplitSeq(line, " ") {
		n := wide(word)
		if piece != "" && at+1+n > width {
			all = append(all, piece)
			piece, at = "", 0
		} else if piece != "" {
			piece += " "
			at++
		}
		for n > width {
			head, rest := cutAt(word, width-at)
			if head == "" {
				head, rest = cutAt(word, max(width, 2))
			}
			if i := strings.LastIndexAny(head, "/-_"); i > 0 { // a path or an id parts there
				head, rest = head[:i+1], head[i+1:]+rest
			}
			all = append(all, piece+head)
			piece, at, word, n = "", 0, rest, wide(rest)
		}
		piece += word
		at += n
	}
	return append(all, piece)
}

// wide is how many columns of a terminal s takes; what colours it takes none.
func wide(s string) int {
	for {
		from := strings.Index(s, "\x1b[")
		if from < 0 {
			return uniseg.StringWidth(s)
		}
		to := strings.IndexByte(s[from:], 'm')
		if to < 0 {
			return uniseg.StringWidth(s)
		}
		s = s[:from] + s[from+to+1:]
	}
}

// cutAt parts s before its column n.
func cutAt(s string, n int) (head, rest string) {
	at, state := 0, -1
	for text := s; text != ""; {
		var cluster string
		var w int
		cluster, text, w, state = uniseg.FirstGraphemeClusterInString(text, state)
		if at+w > n {
			return s[:len(s)-len(text)-len(cluster)], s[len(s)-len(text)-len(cluster):]
		}
		at += w
	}
	return s, ""
}
