package privacy

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A cue is wording that announces a name.
type cue struct {
	words    []string // in lower case; the last stands right before the name
	least    int      // words that the name must have
	farewell bool     // the name must end its line, and may stand on the next
}

// cues are looked up by their last word. One name is enough after an adviser's
// title, "hedder" or a farewell. After words that announce firms just as well
// there must be two, and none of them a firm's.
var cues = cuesOf(
	phrases(1, false, `hedder|hed|ved navn|mit navn er|my name is|named`),
	phrases(1, false, `rådgiver|raadgiver|bankrådgiver|kunderådgiver|medarbejder|kundemedarbejder|konsulent|sagsbehandler|
		sælger|kontaktperson|supporter|tekniker|montør|ekspedient|adviser|advisor|rådgiveren|raadgiveren|bankrådgiveren|
		medarbejderen|konsulenten|sagsbehandleren|sælgeren|supporteren|teknikeren|montøren|ekspedienten`),
	phrases(2, false, `talt med|talte med|snakket med|snakkede med|tale med|snakke med|møde med|mødt af|hjulpet af|betjent af|
		ekspederet af|kontaktet af|ringet op af|spoke to|spoke with|talked to|helped by|served by`),
	phrases(1, true, `hilsen|hilsner|hilsen fra|mvh|dbh|vh|regards|sincerely`),
)

func phrases(least int, farewell bool, list string) []cue {
	var out []cue
	for _, p := range strings.Split(list, "|") {
		out = append(out, cue{strings.Fields(p), least, farewell})
	}
	return out
}

func cuesOf(lists ...[]cue) map[string][]cue {
	byLast := map[string][]cue{}
	for _, list := range lists {
		for _, c := range list {
			last := c.words[len(c.words)-1]
			byLast[last] = append(byLast[last], c)
		}
	}
	return byLast
}

// notNames are capitalised because they begin a sentence.
var notNames = wordSet(`jeg du han hun den det de vi i man der her så men og eller at som da når hvis er var har havde kan kunne
	vil ville skal skulle må blev bliver fik får ikke aldrig meget super god godt dejlig tak alt alle intet ingen en et min mit
	mine vores deres hans hendes dette denne disse hvad hvor hvorfor hvordan fra til med på af om for efter før nu
	i'm you he she it they we the a this that was is has and but so not very great good thanks
	gode søde venlige dygtige hurtig hurtige facebook
	mandag tirsdag onsdag torsdag fredag lørdag søndag`)

// things are what may be "called" something and is no person.
var things = wordSet(`firma firmaet firmaer selskab selskabet virksomhed virksomheden noget film filmen spil spillet produkt
	produktet butik butikken bank banken side siden hjemmeside app appen system systemet program programmet vare varen
	company something product website shop`)

// firms are words that make what stands with them a firm's name, or a place's.
var firms = wordSet(`bank banken sparekasse forsikring forsikringer service kundeservice support kundesupport kundecenter
	danmark danske jyske nordea kommune kommunen group shop team teamet afdeling afdelingen center as aps a/s holding
	post postnord gls dao region fonden pension kundeservicen webshop butik butikken teknisk tekniske chat`)

func wordSet(list string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(list) {
		set[w] = true
	}
	return set
}

// maskNames replaces the names that a cue stands right before.
func maskNames(text string, n *Counts) string {
	words := wordsOf(text)
	var b strings.Builder
	last := 0
	for i := 1; i < len(words); i++ {
		if words[i].from < last || !words[i].capital || words[i-1].capital && !cueLike(words[i-1].of(text)) {
			continue
		}
		least, farewell := cueBefore(text, words[:i])
		if least == 0 {
			continue
		}
		end := nameEnd(text, words, i)
		if end-i < least || farewell && !endsLine(text[words[end-1].to:]) {
			continue
		}
		b.WriteString(text[last:words[i].from] + "[NAVN]")
		last = words[end-1].to
		n.Name++
	}
	if last == 0 {
		return text
	}
	return b.String() + text[last:]
}

// cueLike says whether a capitalised word may be the last of a cue, as in
// "Mvh".
func cueLike(word string) bool { return cues[strings.ToLower(word)] != nil }

// cueBefore is what the cue at the end of words asks for; 0 where there is none.
// The name stands at the next word.
func cueBefore(text string, words []span) (least int, farewell bool) {
	prev := words[len(words)-1]
	for _, c := range cues[strings.ToLower(prev.of(text))] {
		if len(c.words) > len(words) {
			continue
		}
		same := true
		for k, w := range words[len(words)-len(c.words):] {
			same = same && strings.ToLower(w.of(text)) == c.words[k]
		}
		between, _, _ := strings.Cut(text[prev.to:], firstLetter(text[prev.to:]))
		allowed := " :,"
		if c.farewell {
			allowed = " :,.!-–\n"
		}
		if same && (c.farewell || !aThing(text, words[:len(words)-len(c.words)])) && len(between) <= 6 && strings.Trim(between, allowed) == "" {
			return c.least, c.farewell
		}
	}
	return 0, false
}

// aThing says whether one of the last three words is a thing, as in "et firma,
// der hedder".
func aThing(text string, words []span) bool {
	for _, w := range words[max(0, len(words)-3):] {
		if things[strings.ToLower(w.of(text))] {
			return true
		}
	}
	return false
}

// firstLetter is the first letter of s as a string.
func firstLetter(s string) string {
	i := strings.IndexFunc(s, unicode.IsLetter)
	if i < 0 {
		return s
	}
	_, n := utf8.DecodeRuneInString(s[i:])
	return s[i : i+n]
}

// nameEnd is the index behind the last word of the name that begins at words[i];
// i where that is no name.
func nameEnd(text string, words []span, i int) int {
	end := i
	for end < len(words) && end < i+4 && words[end].capital {
		if end > i {
			before := words[end-1]
			gap := text[before.to:words[end].from]
			initial := utf8.RuneCountInString(before.of(text)) == 1
			if gap != " " && !(initial && gap == ". ") {
				break
			}
		}
		word := strings.ToLower(words[end].of(text))
		if firms[word] || strings.HasSuffix(word, "bank") || strings.HasSuffix(word, "service") {
			return i
		}
		if notNames[word] {
			break
		}
		end++
	}
	return end
}

// endsLine says whether nothing but signs stands before the end of the line.
func endsLine(rest string) bool {
	line, _, _ := strings.Cut(rest, "\n")
	return strings.IndexFunc(line, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) < 0
}

// A span is a word of a text.
type span struct {
	from, to int
	capital  bool // as a name is: a capital, then small letters or nothing
}

func (s span) of(text string) string { return text[s.from:s.to] }

// wordsOf are the words of text, with hyphens and apostrophes inside them.
func wordsOf(text string) []span {
	words := make([]span, 0, len(text)/6+1)
	from, second := -1, false
	capital := false
	for i, r := range text {
		switch {
		case unicode.IsLetter(r) && from < 0:
			from, capital, second = i, unicode.IsUpper(r), true
		case unicode.IsLetter(r):
			if second {
				capital, second = capital && unicode.IsLower(r), false
			}
		case from >= 0 && slices.Contains([]rune{'-', '\'', '’'}, r):
			second = false
		case from >= 0:
			words = append(words, span{from, i, capital})
			from = -1
		}
	}
	if from >= 0 {
		words = append(words, span{from, len(text), capital})
	}
	return words
}
