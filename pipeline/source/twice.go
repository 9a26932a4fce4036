package source

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// fewestTwice is how many letters of a text show that it was encoded twice, where
// ten times as many as those that were not. Chosen by eye.
const fewestTwice = 3

// onceEncoded is text with the characters mended whose UTF-8 a program took for
// Windows-1252 and encoded again ("kÃ¸en"), and how many those are; text itself
// where its own letters say that it was not.
func onceEncoded(text string) (mended string, n int) {
	if !strings.ContainsAny(text, "ÃÂâ") {
		return text, 0
	}
	own := 0
	for _, r := range text {
		if r >= utf8.RuneSelf && strings.ContainsRune("æøåÆØÅäöüéÄÖÜ", r) {
			own++
		}
	}
	var b strings.Builder
	b.Grow(len(text))
	for i := 0; i < len(text); {
		if ascii := asciiAt(text[i:]); ascii > 0 {
			b.WriteString(text[i : i+ascii])
			i += ascii
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		if was, taken := encodedTwice(text[i:], r); taken > 0 {
			b.WriteRune(was)
			n++
			i += taken
			continue
		}
		b.WriteString(text[i : i+size])
		i += size
	}
	if n < fewestTwice || n < 10*own {
		return text, 0
	}
	return b.String(), n
}

// asciiAt is the length of the ASCII that s begins with.
func asciiAt(s string) int {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return i
		}
	}
	return len(s)
}

// encodedTwice is the character whose bytes the beginning of text, which is first,
// shows one by one, and how many bytes of text that takes; 0 for none.
func encodedTwice(text string, first rune) (was rune, taken int) {
	lead, ok := charmap.Windows1252.EncodeRune(first)
	if !ok || lead < 0xc2 || lead > 0xf4 {
		return 0, 0
	}
	var bytes []byte
	for _, r := range text {
		c, ok := byteOf(r)
		if !ok || len(bytes) > 0 && (c < 0x80 || c > 0xbf) {
			return 0, 0
		}
		bytes, taken = append(bytes, c), taken+utf8.RuneLen(r)
		if utf8.FullRune(bytes) {
			break
		}
	}
	was, size := utf8.DecodeRune(bytes)
	if was == utf8.RuneError || size != len(bytes) || size < 2 {
		return 0, 0
	}
	return was, taken
}

// byteOf is the byte that Windows-1252 shows as r; the five that it leaves out
// stand for themselves.
func byteOf(r rune) (byte, bool) {
	if 0x80 <= r && r <= 0x9f {
		return byte(r), true
	}
	return charmap.Windows1252.EncodeRune(r)
}
