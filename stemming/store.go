package stemming

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// ErrLexicon comes back from ReadLexicon for what WriteTo has not written.
var ErrLexicon = errors.New("not a lexicon")

// lexiconMagic begins a written Lexicon and ends in its version.
const lexiconMagic = "stemme lexicon 1\n"

// WriteTo writes l in a form that equal lexicons share byte by byte: the magic,
// the number of words and, for each word in order, the bytes that it shares
// with the one before, the bytes that follow and their number, and its count.
func (l *Lexicon) WriteTo(w io.Writer) (int64, error) {
	buf := append([]byte(lexiconMagic), binary.AppendUvarint(nil, uint64(len(l.words)))...)
	last := ""
	for _, word := range l.sorted() {
		shared := 0
		for shared < min(len(word), len(last)) && word[shared] == last[shared] {
			shared++
		}
		buf = binary.AppendUvarint(buf, uint64(shared))
		buf = binary.AppendUvarint(buf, uint64(len(word)-shared))
		buf = append(buf, word[shared:]...)
		buf = binary.AppendUvarint(buf, l.words[word])
		last = word
	}
	n, err := w.Write(buf)
	return int64(n), err
}

// ReadLexicon reads what WriteTo wrote. It returns an error that is ErrLexicon
// for anything else.
func ReadLexicon(r io.Reader) (*Lexicon, error) {
	in := bufio.NewReader(r)
	magic := make([]byte, len(lexiconMagic))
	if _, err := io.ReadFull(in, magic); err != nil || string(magic) != lexiconMagic {
		return nil, fmt.Errorf("reading lexicon: %w", errors.Join(ErrLexicon, err))
	}
	n, err := binary.ReadUvarint(in)
	if err != nil {
		return nil, fmt.Errorf("reading lexicon: %w", errors.Join(ErrLexicon, err))
	}
	l := &Lexicon{words: make(map[string]uint64, min(n, 1<<16))}
	last := ""
	for i := range n {
		word, count, err := readWord(in, last)
		if err != nil || i > 0 && word <= last {
			return nil, fmt.Errorf("reading lexicon: word %d: %w", i+1, errors.Join(ErrLexicon, err))
		}
		l.words[word], last = count, word
	}
	if _, err := in.ReadByte(); err != io.EOF {
		return nil, fmt.Errorf("reading lexicon: bytes behind the last word: %w", ErrLexicon)
	}
	l.sum()
	return l, nil
}

// readWord reads the word that follows last.
func readWord(in *bufio.Reader, last string) (word string, count uint64, err error) {
	shared, err1 := binary.ReadUvarint(in)
	size, err2 := binary.ReadUvarint(in)
	if err := errors.Join(err1, err2); err != nil {
		return "", 0, err
	}
	if shared > uint64(len(last)) || size > 4*longestWord {
		return "", 0, ErrLexicon
	}
	rest := make([]byte, size)
	if _, err := io.ReadFull(in, rest); err != nil {
		return "", 0, err
	}
	count, err = binary.ReadUvarint(in)
	if word = last[:shared] + string(rest); !utf8.ValidString(word) || count > 1<<40 {
		return "", 0, ErrLexicon
	}
	return word, count, err
}

// ReadWordList reads a list of correct words for LexiconBuilder.Lexicon: one
// word a line, or a Hunspell dictionary (.dic), whose flags are left out. Text
// that is not UTF-8 is taken for ISO 8859-1.
func ReadWordList(r io.Reader) ([]string, error) {
	var list []string
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		line := lines.Text()
		if !utf8.ValidString(line) {
			line = latin1(line)
		}
		line = strings.TrimPrefix(line, "\uFEFF")
		if end := strings.IndexAny(line, "/ \t#"); end >= 0 {
			line = line[:end]
		}
		if wordLike(line) {
			list = append(list, line)
		}
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("reading word list: %w", err)
	}
	return list, nil
}

// latin1 is the text whose bytes are characters of ISO 8859-1.
func latin1(s string) string {
	runes := make([]rune, len(s))
	for i := range len(s) {
		runes[i] = rune(s[i])
	}
	return string(runes)
}
