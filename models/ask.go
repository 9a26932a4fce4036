package models

import (
	"slices"
	"strings"
	"unicode"
)

// An Ask is what an open question asks for. The ledger keeps its number.
type Ask int8

// What an open question asks for.
const (
	AsksAnything Ask = iota
	AsksPraise       // what was good
	AsksWishes       // what is missing
)

// What words of a question begin with that asks what is missing, whole words of such questions, and the words of one
// that asks for praise. What compares with others ("bedre end andre"), or asks for both, asks for neither.
var (
	wishWords = []string{"bedre", "forbedr", "anderledes", "mangle", "savne", "ændre", "kritik", "ulempe", "svaghed", "negativ", "dårlig", "forslag", "utilfreds", "improve", "better",
		"differently", "missing", "dislike", "weakness", "suggestion"}
	wholeWishWords = []string{"ris", "skidt", "mindre", "mindst", "worst"}
	praiseWords    = []string{"godt", "bedst", "ros", "positivt", "fordele", "styrker", "liked", "best", "well", "strengths"}
)

// AskOf is what a question asks for.
func AskOf(question string) Ask {
	wishes, praise, what := false, false, false
	words := strings.FieldsFunc(strings.ToLower(question), func(r rune) bool { return !unicode.IsLetter(r) })
	for _, w := range words {
		switch {
		case w == "end" || w == "than":
			return AsksAnything
		case slices.Contains(wholeWishWords, w) || slices.ContainsFunc(wishWords, func(begin string) bool { return strings.HasPrefix(w, begin) }):
			wishes = true
		case slices.Contains(praiseWords, w):
			praise = true
		}
		what = what || w == "hvad" || w == "what" || len(words) == 1
	}
	switch {
	case wishes == praise:
		return AsksAnything
	case wishes:
		return AsksWishes
	case what:
		return AsksPraise
	}
	return AsksAnything
}
