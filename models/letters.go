package models

import (
	"strings"
	"unicode"
)

// PlainLetters leaves of a word its letters and digits in lower case, and the signs of also,
// and writes æ, ø and å in all the ways that systems do as one: "Rådgiver", "raadgiver" and
// "RADGIVER" are the same. What asks to mention something is kept apart from what asks for a
// name: "nævn" is no "navn", nor "nämn" a "namn".
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
	}, mentions.Replace(s)))
}

// mentions are the verbs that would be nouns without their letter.
var mentions = strings.NewReplacer("nævn", "nevn", "Nævn", "nevn", "NÆVN", "nevn", "naevn", "nevn", "Naevn", "nevn",
	"nämn", "nemn", "Nämn", "nemn", "NÄMN", "nemn")

// twoLetters are those that stand for æ, ø and å.
var twoLetters = strings.NewReplacer("ae", "a", "aa", "a", "oe", "o")
