package source

import (
	"strings"
	"unicode"

	"golang.org/x/text/encoding/charmap"
)

// codePages are the eight-bit character sets that Danish files are met in.
// Latin-1 is within Windows-1252. Of equals the first is taken.
var codePages = []struct {
	name    string
	charmap *charmap.Charmap
}{
	{"windows-1252", charmap.Windows1252},
	{"cp865", charmap.CodePage865},
	{"macintosh", charmap.Macintosh},
}

// pageSample is how many bytes beyond ASCII decide the character set.
const pageSample = 20000

// codePage is the character set in which the bytes of data beyond ASCII make the
// best sense where they stand: letters within words in the case of their
// neighbours, quotation marks at the edges of words, no boxes and no Greek.
func codePage(data []byte) (*charmap.Charmap, string) {
	best, most := 0, 0
	for i, page := range codePages {
		sense, seen := 0, 0
		for at, b := range data {
			if b < 0x80 {
				continue
			}
			if seen++; seen > pageSample {
				break
			}
			sense += fits(neighbour(page.charmap, data, at-1), page.charmap.DecodeByte(b), neighbour(page.charmap, data, at+1))
		}
		if i == 0 || sense > most {
			best, most = i, sense
		}
	}
	return codePages[best].charmap, codePages[best].name
}

// neighbour is the character at a place; a blank outside data.
func neighbour(page *charmap.Charmap, data []byte, at int) rune {
	if at < 0 || at >= len(data) {
		return ' '
	}
	return page.DecodeByte(data[at])
}

// Signs by where they are written.
const (
	danishLetters = "æøåÆØÅ"
	otherLetters  = "éèêëáàâäãóòôöõúùûüíìîïçñýÉÈÊËÁÀÂÄÓÒÔÖÚÙÛÜÍÌÎÏÇÑ"
	looseSigns    = "–—…•·€£°§´½¼«»©®™\u00a0²³"
)

// fits says how well r makes sense between two characters. The weights are
// chosen by eye; what matters is that a letter that is rare here never beats a
// quotation mark in its place.
func fits(before, r, after rune) int {
	inWord := unicode.IsLetter(before) || unicode.IsLetter(after)
	switch {
	case strings.ContainsRune(danishLetters, r), strings.ContainsRune(otherLetters, r):
		switch {
		case unicode.IsUpper(r) && unicode.IsLower(before):
			return -3 // a capital within a word
		case strings.ContainsRune(danishLetters, r):
			return 3
		case inWord:
			return 1
		}
		return -1
	case r == '’':
		if inWord {
			return 2
		}
		return 0
	case r == '“', r == '”', r == '‘', r == '„', r == '‚':
		if unicode.IsLetter(before) && unicode.IsLetter(after) {
			return -1 // within a word
		}
		return 2
	case strings.ContainsRune(looseSigns, r):
		if unicode.IsLower(before) && unicode.IsLower(after) && r != '–' && r != '…' {
			return -1
		}
		return 1
	case unicode.IsControl(r), r == unicode.ReplacementChar:
		return -5
	}
	return -2 // boxes, Greek, mathematics, letters of other languages
}
