package stemming

import (
	"strings"
	"unicode/utf8"
)

// Stem is the Snowball Danish stem of a word in lower case and nothing else:
// no repairs, no folding. A typographic apostrophe must have been turned into
// ' first. The stem is a prefix of the word, so Stem allocates nothing. It is
// not idempotent: never stem a stem.
//
// Algorithm: Martin Porter and others, the Danish stemmer of Snowball 3.1
// (danish.sbl as revised on 14 May 2026).
func Stem(word string) string {
	r1, ok := region1(word)
	if !ok {
		return word
	}
	word = mainSuffix(word, r1)
	word = consonantPair(word, r1)
	word = otherSuffix(word, r1)
	word = undouble(word, r1)
	if last := len(word) - 1; last >= 0 && word[last] == '\'' {
		return word[:last]
	}
	return word
}

// The classes of the bytes of a word.
const (
	vowel   = 1 << iota // a vowel
	sEnding             // a letter that a deletable s may follow
	doubled             // a consonant that is undoubled
)

// letters classes the ASCII bytes.
var letters = func() (class [256]uint8) {
	for bit, set := range map[uint8]string{
		vowel:   "aeiouy",
		sEnding: "abcdfghjklmnoprtvyz'",
		doubled: "bdfgklmnprst",
	} {
		for i := range len(set) {
			class[set[i]] |= bit
		}
	}
	return class
}()

// region1 is where R1 begins, the part that suffixes are deleted in: behind the
// first apostrophe, or else behind the first vowel and non-vowel, and never
// within the first three characters. It is not ok for a shorter word.
func region1(word string) (r1 int, ok bool) {
	hop := 3
	if len(word) < 3 || (word[0]|word[1]|word[2]) >= utf8.RuneSelf {
		if hop, ok = third(word); !ok {
			return 0, false
		}
	}
	if at := strings.IndexByte(word, '\''); at >= 0 {
		return max(at+1, hop), true
	}
	for i, seen := 0, false; i < len(word); {
		c, size := word[i], 1
		isVowel := letters[c]&vowel != 0
		if c >= utf8.RuneSelf {
			isVowel, size = wideVowel(word[i:])
		}
		i += size
		if seen && !isVowel {
			return max(i, hop), true
		}
		seen = isVowel || seen
	}
	return len(word), true
}

// third is the offset behind the third character of word, if there is one.
func third(word string) (offset int, ok bool) {
	for range 3 {
		if offset == len(word) {
			return 0, false
		}
		_, size := utf8.DecodeRuneInString(word[offset:])
		offset += size
	}
	return offset, true
}

// wideVowel says whether the character that s begins with, which is not ASCII,
// is a vowel, and how many bytes it has.
func wideVowel(s string) (isVowel bool, size int) {
	if len(s) >= 2 && s[0] == 0xC3 {
		switch s[1] {
		case 0xA5, 0xA6, 0xB8: // å, æ, ø
			return true, 2
		}
		if s[1]&0xC0 == 0x80 {
			return false, 2
		}
	}
	_, size = utf8.DecodeRuneInString(s)
	return false, size
}

// ends says whether word has suffix within R1.
func ends(word string, r1 int, suffix string) bool {
	at := len(word) - len(suffix)
	return at >= r1 && word[at:] == suffix
}

// mainSuffix deletes the longest ending of inflection in R1.
func mainSuffix(word string, r1 int) string {
	n := len(word)
	if n <= r1 {
		return word
	}
	switch before := word[n-2]; word[n-1] {
	case 'e':
		return word[:n-mainSuffixE(word, r1, before)]
	case 's':
		return word[:n-mainSuffixS(word, r1, before)]
	case 'd', 'n', 'r', 't':
		if before == 'e' {
			return word[:n-mainSuffixEx(word, r1)]
		}
	}
	return word
}

// mainSuffixEx is how many bytes mainSuffix deletes of a word that ends in ed,
// en, er or et.
func mainSuffixEx(word string, r1 int) int {
	n := len(word)
	last := word[n-1]
	if n-3 >= r1 {
		switch word[n-3] {
		case 'h':
			if last == 'd' {
				if ends(word, r1, "ethed") {
					return 5
				}
				return 3
			}
		case 'r':
			if n-4 >= r1 && word[n-4] == 'e' { // ered, eren, erer, eret
				return 4
			}
		case 'd':
			if last != 't' && last != 'd' && ends(word[:n-1], r1, "hede") { // heden, heder
				return 5
			}
		}
	}
	if last == 'd' || n-2 < r1 {
		return 0
	}
	return 2
}

// mainSuffixE is how many bytes mainSuffix deletes of a word that ends in e.
func mainSuffixE(word string, r1 int, before byte) int {
	switch before {
	case 'd':
		switch {
		case ends(word, r1, "erende"):
			return 6
		case ends(word, r1, "erede"):
			return 5
		case ends(word, r1, "ende"):
			return 4
		}
	case 'n':
		switch {
		case ends(word, r1, "erne"):
			return 4
		case ends(word, r1, "ene"):
			return 3
		}
	case 'r':
		if ends(word, r1, "ere") {
			return 3
		}
	}
	return 1
}

// mainSuffixS is how many bytes mainSuffix deletes of a word that ends in s.
func mainSuffixS(word string, r1 int, before byte) int {
	switch before {
	case 'd':
		if ends(word, r1, "heds") {
			return 4
		}
	case 'e':
		switch {
		case ends(word, r1, "erendes"):
			return 7
		case ends(word, r1, "endes"), ends(word, r1, "ernes"):
			return 5
		case ends(word, r1, "enes"), ends(word, r1, "eres"):
			return 4
		case ends(word, r1, "es"):
			return 2
		}
	case 'n':
		switch {
		case ends(word, r1, "hedens"):
			return 6
		case ends(word, r1, "erens"):
			return 5
		case ends(word, r1, "ens"):
			return 3
		}
	case 'r':
		if ends(word, r1, "ers") {
			return 3
		}
	case 't':
		switch {
		case ends(word, r1, "erets"):
			return 5
		case ends(word, r1, "ets"):
			return 3
		}
	case "å"[1]:
		if word[len(word)-3] == "å"[0] {
			return 1
		}
	}
	if letters[before]&sEnding != 0 {
		return 1
	}
	return 0
}

// consonantPair shortens gd, dt, gt and kt at the end of R1 by a letter.
func consonantPair(word string, r1 int) string {
	if at := len(word) - 2; at >= r1 {
		switch word[at:] {
		case "gd", "dt", "gt", "kt":
			return word[:at+1]
		}
	}
	return word
}

// otherSuffix deletes endings of derivation in R1.
func otherSuffix(word string, r1 int) string {
	if len(word) < 2 {
		return word
	}
	if strings.HasSuffix(word, "igst") {
		word = word[:len(word)-2]
	}
	switch word[len(word)-1] {
	case 'g':
		switch {
		case ends(word, r1, "elig"):
			return consonantPair(word[:len(word)-4], r1)
		case ends(word, r1, "lig"):
			return consonantPair(word[:len(word)-3], r1)
		case ends(word, r1, "ig"):
			return consonantPair(word[:len(word)-2], r1)
		}
	case 's':
		if ends(word, r1, "els") {
			return consonantPair(word[:len(word)-3], r1)
		}
	case 't':
		if ends(word, r1, "løst") {
			return word[:len(word)-1]
		}
	}
	return word
}

// undouble shortens a doubled consonant at the end of R1 by a letter.
func undouble(word string, r1 int) string {
	if last := len(word) - 1; last >= r1 && last >= 1 && word[last] == word[last-1] && letters[word[last]]&doubled != 0 {
		return word[:last]
	}
	return word
}
