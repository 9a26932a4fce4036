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
	if n := len(word); n >= 2 && letters[word[n-1]].after>>(word[n-2]&31)&1 == 0 {
		return word
	}
	return remainder(word, r1)
}

// remainder does to word what is left to do when the ending of inflection is
// gone.
func remainder(word string, r1 int) string {
	word = consonantPair(word, r1)
	word = otherSuffix(word, r1)
	word = undouble(word, r1)
	if last := len(word) - 1; last >= 0 && word[last] == '\'' {
		return word[:last]
	}
	return word
}

// A letter is what the rules ask of a byte.
type letter struct {
	vowel   bool
	sEnding bool   // a deletable s may follow
	doubled bool   // undoubled
	column  uint8  // of backwards
	after   uint32 // which bytes before it, modulo 32, let remainder do anything
}

// letters classes the bytes. Those of å, æ and ø beyond ASCII stand apart.
var letters = func() (l [256]letter) {
	for i := range l {
		l[i].vowel = strings.IndexByte("aeiouy", byte(i)) >= 0
		l[i].sEnding = strings.IndexByte("abcdfghjklmnoprtvyz'", byte(i)) >= 0
		l[i].doubled = strings.IndexByte("bdfgklmnprst", byte(i)) >= 0
		if l[i].doubled {
			l[i].after = 1 << (i & 31)
		}
		l[i].column = uint8(1 + strings.IndexByte(suffixLetters, byte(i)))
	}
	for _, pair := range []string{"gd", "dt", "gt", "kt", "ig", "st", "ls"} { // igst, løst, els
		l[pair[1]].after |= 1 << (pair[0] & 31)
	}
	l['\''].after = 1<<32 - 1
	return l
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
		isVowel := letters[c].vowel
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
		switch {
		case offset == len(word):
			return 0, false
		case word[offset] < utf8.RuneSelf:
			offset++
		default:
			_, size := wideVowel(word[offset:])
			offset += size
		}
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

// mainSuffixes is the endings of inflection that mainSuffix deletes.
const mainSuffixes = `hed ethed ered e erede ende erende ene erne ere en heden eren er heder erer heds es endes erendes enes
	ernes eres ens hedens erens ers ets erets et eret s`

// suffixLetters is the letters of mainSuffixes.
const suffixLetters = "dehnrst"

// A state says what was read of a word from its end: a row of backwards times
// columns, with matched added where it is one of mainSuffixes; 0 where none ends
// so.
type state = uint16

const (
	columns = 8 // a power of two above the number of suffixLetters
	matched = 1
)

// backwards is mainSuffixes as an automaton: for each row, the next state by the
// column of the letter before. The rules leave one main suffix after another to
// be tried; the automaton looks at each letter once.
var backwards = func() (next [128 * columns]state) {
	rows := state(2) // row 0 leads nowhere, row 1 is where reading begins
	for suffix := range strings.FieldsSeq(mainSuffixes) {
		at := &next[0]
		for i, row := len(suffix), state(1); i > 0; i-- {
			at = &next[row*columns+state(1+strings.IndexByte(suffixLetters, suffix[i-1]))]
			if *at == 0 {
				*at = rows * columns
				rows++
			}
			row = *at / columns
		}
		*at |= matched
	}
	return next
}()

// mainSuffix deletes the longest ending of inflection in R1.
func mainSuffix(word string, r1 int) string {
	end := len(word)
	for at, read := end-1, state(columns); at >= r1; at-- {
		read = backwards[(read&^matched|state(letters[word[at]].column))%state(len(backwards))]
		if read == 0 {
			break
		}
		if read&matched != 0 {
			end = at
		}
	}
	if last := len(word) - 1; last > 0 && word[last] == 's' && end == last && !sEnding(word[:last]) {
		return word
	}
	return word[:end]
}

// sEnding says whether an s behind word may be deleted.
func sEnding(word string) bool {
	return letters[word[len(word)-1]].sEnding || strings.HasSuffix(word, "å")
}

// ends says whether word has suffix within R1.
func ends(word string, r1 int, suffix string) bool {
	at := len(word) - len(suffix)
	return at >= r1 && word[at:] == suffix
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

// otherSuffix deletes backwards of derivation in R1.
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
	if last := len(word) - 1; last >= r1 && last >= 1 && word[last] == word[last-1] && letters[word[last]].doubled {
		return word[:last]
	}
	return word
}
