package models

import (
	"strings"
	"unicode"
)

// PlainLetters leaves of a word its letters and digits in lower case, and the signs of also,
// and writes æ, ø and å in all the ways that systems do as one: "Rådgiver", "raadgiver" and
// "RADGIVER" are the same.
func PlainLetters(s, also string) string {
	return twoLetters.Replace(strings.Map(func(r rune) rune {
		switch r = unicode.ToLower(r); {
		case r == 'æ' || r == 'å' || r == 'ä':
			return 'a'
		case r == 'ø' || r == 'ö':
			return 'o'
		case r == 'é':
			return 'e'
		case unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune(also, r):
			return r
		}
		return -1
	}, s))
}

// twoLetters are those that stand for æ, ø and å.
var twoLetters = strings.NewReplacer("ae", "a", "aa", "a", "oe", "o")
