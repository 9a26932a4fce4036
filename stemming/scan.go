package stemming

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A shape says what a piece of text looks like.
type shape uint8

const (
	wordShape         shape = iota
	abbreviationShape       // f.eks., kl.
	codeShape               // letters and digits: hal9000, B2B
	numberShape             // 1.250,50
	addressShape            // web or mail address
	emojiShape              // pictograph or emoticon
	maskedShape             // [CPR]
	commaShape              // a comma, or what stands for one
	stopShape               // a sentence's end, or what stands for one
)

// isBreak says whether pieces of shape s stand between words.
func (s shape) isBreak() bool { return s >= commaShape }

// A piece is a token or a break in a text.
type piece struct {
	start, end int32 // bytes of the text
	shape      shape
	entry      *entry // what is known of it; nil until looked up and for breaks
}

// longLine is the length in bytes from which a line is taken for wrapped, so
// that its end need not end a clause. Chosen by eye.
const longLine = 60

// A scanner cuts a text into pieces. It looks at each byte a bounded number of
// times, whatever the text.
type scanner struct {
	text   string
	pieces []piece
	line   int // where the line began
}

// scan appends the pieces of text to dst.
func scan(dst []piece, text string) []piece {
	s := scanner{text: text, pieces: dst}
	for i := 0; i < len(text); {
		c := text[i]
		switch class := byteClass[c]; class {
		case letterByte, digitByte:
			i = s.word(i)
		case spaceByte:
			i++
		case newlineByte:
			i = s.newline(i)
		case wideByte:
			i = s.wide(i)
		default:
			i = s.punctuation(i)
		}
	}
	return s.pieces
}

const (
	otherByte = iota
	letterByte
	digitByte
	spaceByte
	newlineByte
	wideByte
)

// byteClass classes the first bytes of characters.
var byteClass = func() (class [256]uint8) {
	for c := range class {
		switch {
		case c >= utf8.RuneSelf:
			class[c] = wideByte
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z':
			class[c] = letterByte
		case '0' <= c && c <= '9':
			class[c] = digitByte
		case c == '\n', c == '\r':
			class[c] = newlineByte
		case c <= ' ', c == 0x7F:
			class[c] = spaceByte
		}
	}
	return class
}()

func (s *scanner) add(start, end int, shape shape) {
	s.pieces = append(s.pieces, piece{start: int32(start), end: int32(end), shape: shape})
}

// stop adds a sentence's end, once where several follow one another.
func (s *scanner) stop(start, end int) {
	if n := len(s.pieces); n > 0 && s.pieces[n-1].shape == stopShape {
		s.pieces[n-1].end = int32(end)
		return
	}
	s.add(start, end, stopShape)
}

// alnum says whether a letter, digit or mark begins at i, and its size in bytes.
func (s *scanner) alnum(i int) (ok bool, size int) {
	if i < 0 || i >= len(s.text) {
		return false, 0
	}
	switch byteClass[s.text[i]] {
	case letterByte, digitByte:
		return true, 1
	case wideByte:
		if s.text[i] == 0xC3 && i+1 < len(s.text) {
			// U+00C0 to U+00FF: letters but for the two signs of arithmetic.
			d := s.text[i+1]
			return d&0xC0 == 0x80 && d != 0x97 && d != 0xB7, 2
		}
		r, size := utf8.DecodeRuneInString(s.text[i:])
		return isWordRune(r), size
	}
	return false, 1
}

// isWordRune says whether words are made of r. Combining marks of the block
// that decomposed letters use belong to words, signs of emoji do not.
func isWordRune(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r) && (r < 0xFE00 || r > 0xFE0F) && r != 0x20E3
}

// apostrophe is the size of the apostrophe at i, typographic or not; 0 for none.
func (s *scanner) apostrophe(i int) int {
	switch rest := s.text[i:]; {
	case rest == "":
		return 0
	case rest[0] == '\'' || rest[0] == '`':
		return 1
	case strings.HasPrefix(rest, "´"):
		return len("´")
	case strings.HasPrefix(rest, "’"), strings.HasPrefix(rest, "‘"):
		return len("’")
	}
	return 0
}

// isDigit says whether a digit is at i.
func (s *scanner) isDigit(i int) bool {
	return i >= 0 && i < len(s.text) && byteClass[s.text[i]] == digitByte
}

// word adds the word, code, number, abbreviation or address at start.
func (s *scanner) word(start int) int {
	if c := s.text[start] | 0x20; c == 'h' || c == 'w' {
		if end := s.webAddress(start); end > start {
			s.add(start, end, addressShape)
			return end
		}
	}
	letters, digits := false, false
	i := start
	for i < len(s.text) {
		c := s.text[i]
		switch byteClass[c] {
		case letterByte:
			letters = true
			i++
			continue
		case digitByte:
			digits = true
			i++
			continue
		case wideByte:
			if ok, size := s.alnum(i); ok {
				letters = true
				i += size
				continue
			}
		}
		if next := s.joint(start, i, letters); next > i {
			i = next
			continue
		}
		break
	}
	switch {
	case i < len(s.text) && s.text[i] == '@':
		if end := s.mailAddress(i); end > i {
			s.add(start, end, addressShape)
			return end
		}
	case i < len(s.text) && s.text[i] == '.':
		if end, shape := s.dotted(start, i, letters); end > i {
			return s.abbreviated(start, end, shape)
		}
	}
	shape := wordShape
	if digits {
		if shape = codeShape; !letters {
			shape = numberShape
		}
	}
	s.add(start, i, shape)
	return i
}

// joint is where the word that began at start goes on behind the sign at i: an
// apostrophe or hyphen between letters, a point, comma or colon between digits.
// It is i where the word ends.
func (s *scanner) joint(start, i int, letters bool) int {
	size := 0
	switch c := s.text[i]; c {
	case '-', '_':
		size = 1
	case '.', ',', ':', '/':
		if !letters && s.isDigit(i-1) && s.isDigit(i+1) {
			return i + 1
		}
		return i
	default:
		if size = s.apostrophe(i); size == 0 {
			if !strings.HasPrefix(s.text[i:], "\u00AD") { // soft hyphen
				return i
			}
			size = 2
		}
	}
	if ok, _ := s.alnum(i + size); ok {
		return i + size
	}
	return i
}

// webAddress is the end of the web address at start; start for none.
func (s *scanner) webAddress(start int) int {
	rest := s.text[start:]
	if len(rest) > 8 {
		rest = rest[:8]
	}
	lower := strings.ToLower(rest)
	if !strings.HasPrefix(lower, "http://") && !strings.HasPrefix(lower, "https://") && !strings.HasPrefix(lower, "www.") {
		return start
	}
	return s.addressEnd(start)
}

// mailAddress is the end of the mail address whose @ is at; at for none.
func (s *scanner) mailAddress(at int) int {
	if ok, _ := s.alnum(at + 1); !ok {
		return at
	}
	return s.addressEnd(at)
}

// addressEnd is the end of the address that goes through i: before white space
// and before the punctuation of the sentence around it.
func (s *scanner) addressEnd(i int) int {
	end := i
	for j := i; j < len(s.text); {
		c := s.text[j]
		if c <= ' ' || c == '<' || c == '>' || c == '"' {
			break
		}
		j++
		if c < utf8.RuneSelf && strings.IndexByte(".,:;!?)]'*", c) < 0 {
			end = j
		} else if ok, size := s.alnum(j - 1); c >= utf8.RuneSelf {
			if !ok {
				break
			}
			j += size - 1
			end = j
		}
	}
	return end
}

// dotted reads on behind a word that ends in the point at dot: the end and shape
// of an abbreviation (with its last point) or of an address; 0 for neither.
func (s *scanner) dotted(start, dot int, letters bool) (end int, shape shape) {
	if !letters {
		return s.ordinal(dot)
	}
	if dot-start > 40 {
		return 0, 0
	}
	i := dot
	for i < len(s.text) && s.text[i] == '.' && i-start < 64 {
		j := i + 1
		for {
			ok, size := s.alnum(j)
			if !ok && !(j > i+1 && j < len(s.text) && s.text[j] == '-') {
				break
			}
			j += max(size, 1)
		}
		if j == i+1 {
			break
		}
		i = j
	}
	var buf [longestWord]byte
	run := lowerInto(buf[:0], s.text[start:i])
	if i > dot && topLevel[string(run[bytes.LastIndexByte(run, '.')+1:])] {
		return s.addressEnd(i - 1), addressShape
	}
	if abbreviations[string(run)] {
		if i < len(s.text) && s.text[i] == '.' {
			i++
		} else if i == dot {
			return 0, 0
		}
		return i, abbreviationShape
	}
	if i > dot && abbreviations[string(lowerInto(buf[:0], s.text[start:dot]))] {
		return dot + 1, abbreviationShape
	}
	if dot-start == 1 && unicode.IsUpper(rune(s.text[start])) && dot+1 < len(s.text) && s.text[dot+1] == ' ' {
		return dot + 1, abbreviationShape // an initial
	}
	return 0, 0
}

// ordinal is the end of the ordinal number whose point is at dot: one that a
// lower-case letter follows, as in "den 3. maj".
func (s *scanner) ordinal(dot int) (end int, shape shape) {
	i := dot + 1
	for i < len(s.text) && s.text[i] == ' ' {
		i++
	}
	r, _ := utf8.DecodeRuneInString(s.text[i:])
	if i > dot+1 && i < dot+4 && unicode.IsLower(r) {
		return dot + 1, numberShape
	}
	return 0, 0
}

// abbreviated adds the abbreviation or address from start to end. An
// abbreviation that ends in a point may end a sentence too.
func (s *scanner) abbreviated(start, end int, shape shape) int {
	s.add(start, end, shape)
	var buf [longestWord]byte
	word := lowerInto(buf[:0], strings.TrimSuffix(s.text[start:end], "."))
	if shape != abbreviationShape || !closing[string(word)] {
		return end
	}
	rest := strings.TrimLeft(s.text[end:], " ")
	if r, _ := utf8.DecodeRuneInString(rest); unicode.IsUpper(r) {
		s.stop(end, end)
	}
	return end
}

// newline adds what the line's end at i stands for: nothing where a long line
// goes on in lower case, else a sentence's end.
func (s *scanner) newline(i int) int {
	start, lines := i, 0
	for i < len(s.text) {
		switch byteClass[s.text[i]] {
		case newlineByte:
			if s.text[i] == '\n' || i+1 == len(s.text) || s.text[i+1] != '\n' {
				lines++
			}
			i++
			continue
		case spaceByte:
			i++
			continue
		}
		break
	}
	r, _ := utf8.DecodeRuneInString(s.text[i:])
	if lines > 1 || start-s.line < longLine || !unicode.IsLower(r) {
		s.stop(start, start)
	}
	s.line = i
	return i
}
