package stemming

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// longestWord bounds in bytes what is kept of a word; a longer one is cut. The
// longest Danish words that people write have some fifty letters.
const longestWord = 96

// lower is word in lower case and normalisation form C, with ' for every kind
// of apostrophe, without soft hyphens and cut at longestWord.
func lower(word string) string {
	return string(lowerInto(make([]byte, 0, longestWord), word))
}

// lowerInto puts lower(word) into dst, whatever dst held before.
func lowerInto(dst []byte, word string) []byte {
	dst = dst[:0]
	for i := 0; i < len(word); i++ {
		c := word[i]
		switch {
		case 'A' <= c && c <= 'Z':
			c |= 0x20
		case c == '`':
			c = '\''
		case c >= utf8.RuneSelf:
			if c != 0xC3 || i+1 == len(word) {
				return lowerWide(dst, word[i:])
			}
			i++
			dst = append(dst, c)
			if c = word[i]; c >= 0x80 && c <= 0x9E && c != 0x97 {
				c |= 0x20
			}
		}
		if dst = append(dst, c); len(dst) > longestWord {
			return cut(dst)
		}
	}
	return dst
}

// lowerWide appends rest, which has characters beyond Latin-1, to the word dst.
func lowerWide(dst []byte, rest string) []byte {
	var marks bool
	for _, r := range rest {
		switch r {
		case '´', '’', '‘', '`':
			r = '\''
		case '\u00AD':
			continue
		default:
			marks = marks || unicode.Is(unicode.Mn, r)
			r = unicode.ToLower(r)
		}
		if dst = utf8.AppendRune(dst, r); len(dst) > 3*longestWord {
			break
		}
	}
	if marks {
		dst = append(dst[:0], norm.NFC.String(string(dst))...)
	}
	return cut(dst)
}

// cut cuts word before the character that goes over longestWord.
func cut(word []byte) []byte {
	if len(word) <= longestWord {
		return word
	}
	end := longestWord
	for end > 0 && !utf8.RuneStart(word[end]) {
		end--
	}
	return word[:end]
}

// characterOffset is the offset in bytes of the n-th character of word as
// written, of which lower made the characters that n counts: marks that follow
// a letter and soft hyphens do not count.
func characterOffset(word string, n int) int {
	for i, r := range word {
		if r == '\u00AD' || r >= 0x300 && unicode.Is(unicode.Mn, r) {
			continue
		}
		if n == 0 {
			return i
		}
		n--
	}
	return len(word)
}
