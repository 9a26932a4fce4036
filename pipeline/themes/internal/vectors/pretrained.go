package vectors

import (
	"bufio"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"

	"stemme/models/linear"
)

// longest is the longest line that is read, in bytes: 3,000 dimensions written
// at length.
const longest = 1 << 16

// A LineError says which line of a file of word vectors cannot be read.
type LineError struct {
	Line int // from 1
	Err  error
}

func (e *LineError) Error() string { return fmt.Sprintf("line %d: %v", e.Line, e.Err) }

// Unwrap is the cause.
func (e *LineError) Unwrap() error { return e.Err }

// Read reads word vectors in the plain text format of word2vec and fastText: a
// word and its numbers on each line, apart by spaces, with or without a first
// line that says how many words and numbers there are. It keeps those of words
// that are wanted, scaled to length 1, and no more in memory; of a word given
// twice the first. A fault in a line that is kept, or a kept line of another
// length than the one before, is a *LineError.
func Read(r io.Reader, wanted func(word string) bool) (map[string][]float32, error) {
	lines := bufio.NewScanner(r)
	lines.Buffer(make([]byte, 0, longest), longest)
	out, dims, n := map[string][]float32{}, 0, 0
	for lines.Scan() {
		n++
		text := strings.TrimRight(lines.Text(), " \r")
		word, rest, _ := strings.Cut(text, " ")
		if n == 1 && isHeader(word, rest) || !wanted(word) || out[word] != nil {
			continue
		}
		v, err := numbers(rest)
		if err == nil && dims != 0 && len(v) != dims {
			err = fmt.Errorf("%d numbers, and %d before", len(v), dims)
		}
		if err != nil {
			return nil, &LineError{n, err}
		}
		dims = len(v)
		linear.Normalise(v)
		out[word] = v
	}
	if err := lines.Err(); err != nil {
		return nil, &LineError{n + 1, err}
	}
	return out, nil
}

// isHeader says whether the first line holds two counts and nothing else.
func isHeader(first, rest string) bool {
	_, one := strconv.ParseUint(first, 10, 32)
	_, two := strconv.ParseUint(rest, 10, 32)
	return one == nil && two == nil
}

func numbers(text string) ([]float32, error) {
	fields := strings.Fields(text)
	if len(fields) == 0 {
		return nil, fmt.Errorf("a word without numbers")
	}
	out := make([]float32, len(fields))
	for i, f := range fields {
		v, err := strconv.ParseFloat(f, 32)
		if err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
			return nil, fmt.Errorf("number %d of the word is none", i+1)
		}
		out[i] = float32(v)
	}
	return out, nil
}
