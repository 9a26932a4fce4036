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

// What words of a question begin with that asks what is missing, and whole words of such questions. What compares
// with others ("bedre end andre"), or asks for both, asks for neither.
var (
	wishWords = []string{"bedre", "forbedr", "anderledes", "mangle", "savne", "ændre", "kritik", "ulempe", "svag", "negativ", "dårlig", "forslag", "utilfreds",
		"irriter", "frustrer", "skuffe", "improve", "better", "differently", "missing", "dislike", "weakness", "suggestion", "frustrat", "disappoint",
		"sämre", "bättre", "förbättr", "förändr", "sakna", "missnöj", "förslag", "misfornøyd", "forandre"}
	wholeWishWords = []string{"ris", "skidt", "mindre", "mindst", "worst", "minus", "cons", "bad", "dåligt", "sämst", "minst", "least", "verst", "stoppe", "stop", "galt", "wrong"}
)

// Words of a question that asks for praise: wherever they stand, as all of a short header too, where they are nouns;
// those that say how somebody feels, which with "kunne" or "mere" ask what is missing; and those that need a word beside.
var (
	praiseWords = []string{"godt", "bedst", "positivt", "liked", "best", "well", "lide", "blive_ved", "fortsætte", "bevare", "keep", "continue",
		"bra", "bäst", "gillar", "gillade", "uppskattar", "uppskattade", "fortsätta", "behålla", "likte", "liker", "fortsette", "beholde"}
	praiseNouns = []string{"ros", "fordele", "styrker", "plus", "pros", "strengths", "likes", "beröm", "styrkor", "skryt"}
	feelsGood   = []string{"glad", "glade", "gladest", "tilfreds", "tilfredse", "happy", "satisfied", "pleased", "nöjd", "nöjda", "fornøyd"}
	praiseFirst = map[string]string{"bedste": "det", "bästa": "det", "beste": "det"}
	youPraise   = []string{"like", "love", "enjoy", "appreciate"} // behind "you", and not of what might be
	praiseThen  = map[string][]string{"god": {"til", ""}, "gode": {"til", ""}, "good": {"at", "about", ""}, "great": {"at", "about", ""}, "flinke": {"til"}, "duktiga": {"på"}, "flink": {"til"}}
)

// What a question asks by, words that turn the next of praise, those that ask for what might be, and how much.
var (
	whatWords  = []string{"hvad", "what", "vad", "hva", "nævn", "nævne", "nämn", "nevn", "name", "hvilke", "vilka"}
	turnWords  = []string{"ikke", "not", "inte", "mindst", "mindre", "minst", "least", "mindra", "mere", "more", "mer"}
	mightWords = []string{"kan", "kunne", "skulle", "could", "can", "would", "should", "ville", "skal"}
	howWords   = []string{"hvor", "how", "hur"}
)

// AskOf is what a question asks for.
func AskOf(question string) Ask {
	words := strings.FieldsFunc(strings.ToLower(question), func(r rune) bool { return !unicode.IsLetter(r) })
	if slices.Contains(words, "end") || slices.Contains(words, "than") {
		return AsksAnything
	}
	wishes, praise, what, turned := false, false, len(words) == 1, false
	might := slices.ContainsFunc(words, func(w string) bool { return slices.Contains(mightWords, w) })
	for i, w := range words {
		what = what || slices.Contains(whatWords, w) || len(words) <= shortHeader && slices.Contains(praiseNouns, w)
		switch {
		case slices.Contains(wholeWishWords, w) || slices.ContainsFunc(wishWords, func(begin string) bool { return strings.HasPrefix(w, begin) }):
			wishes = true
		case slices.Contains(feelsGood, w):
			turned = turned || might
			wishes, praise, turned = wishes || turned, praise || !turned, false
		case praises(words, i, might):
			wishes, praise, turned = wishes || turned, praise || !turned, false
		}
		turned = turned || slices.Contains(turnWords, w)
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

// shortHeader is how many words a header has that is no sentence ("Ros til os").
const shortHeader = 3

// praises says whether word i of a question asks for praise, where nothing turns it; might says whether the question is
// of what might be.
func praises(words []string, i int, might bool) bool {
	beside := func(at int) string {
		if at < 0 || at >= len(words) {
			return ""
		}
		return words[at]
	}
	w, before, behind := words[i], beside(i-1), beside(i+1)
	switch {
	case slices.Contains(howWords, before):
		return false
	case slices.Contains(praiseWords, w), slices.Contains(praiseNouns, w), slices.Contains(praiseWords, w+"_"+behind):
		return true
	}
	first, then := praiseFirst[w], praiseThen[w]
	if slices.Contains(turnWords, before) {
		before = beside(i - 2)
	}
	return first != "" && first == before || slices.Contains(then, behind) || !might && before == "you" && behind != "least" && slices.Contains(youPraise, w)
}
