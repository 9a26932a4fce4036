package privacy

import (
	"strings"
)

// names finds the names of persons.
func names(text string, words []span, n *Counts) []edit { return findNames(text, words, n, nameAt) }

// fullNames finds names of two words or more that the lists know. One word
// may be anything where values are short: a product, a town.
func fullNames(text string, words []span, n *Counts) []edit {
	return findNames(text, words, n, func(text string, words []span, i, _ int) int {
		kind := nameOf(words[i].lower)
		if words[i].masked || !kind.is(givenName) && !kind.sure(familyName) {
			return i
		}
		return fullName(text, words, i, kind)
	})
}

// findNames finds what at does: the index behind the last word of the name
// that begins at words[i]; i where none does. The name before it ended at word
// masked.
func findNames(text string, words []span, n *Counts, at func(text string, words []span, i, masked int) int) (edits []edit) {
	masked := 0 // the word behind the last name
	for i := 0; i < len(words); i++ {
		if end := thingEnd(text, words, i); end > i {
			i = end - 1
			continue
		}
		end := at(text, words, i, masked)
		if end == i {
			continue
		}
		edits = append(edits, edit{words[i].from, words[end-1].to, "[NAVN]"})
		masked = end
		n.Name++
		i = end - 1
	}
	return edits
}

// nameAt finds the names in running text, for replaceNames.
func nameAt(text string, words []span, i, masked int) int {
	w := words[i]
	lower := w.lower
	if w.hump > 0 && nameOf(lower[:w.hump]).sure(givenName) && nameOf(lower[w.hump:]).sure(familyName) {
		return i + 1
	}
	kind := nameOf(lower)
	if w.masked || i > 0 && w.isInitial(text) && words[i-1].isInitial(text) && adjacent(text, words[i-1], w) || kind == 0 && !w.capital && !isTeam(lower) || notNames[lower] && listed(lower) == 0 {
		return i
	}
	c := cueBefore(text, words[:i], w.from)
	if c == noCue && joined(text, words, i, masked) {
		c = near
	}
	if end := fullName(text, words, i, kind); end > i {
		return end
	}
	end := i
	if c > noCue && i+1 < len(words) && kind.is(givenName) && nameOf(words[i+1].lower).is(familyName) && adjacent(text, w, words[i+1]) && words[i+1].like(w) && !lowWords[words[i+1].lower] {
		return i + 2
	}
	switch c {
	case title:
		end = withSurname(text, words, titled(text, words, i, kind), i)
	case talk, near:
		end = withSurname(text, words, met(text, words, i, kind, c), i)
	case farewell:
		if end = signed(text, words, i, kind); end == i {
			end = met(text, words, i, kind, near)
		}
	}
	if end == i && isBare(text, words, i, kind) {
		end = i + 1
	}
	return end
}

// joined says whether the word at i stands beside the name before it: "Mette og
// Jens".
func joined(text string, words []span, i, masked int) bool {
	if masked == 0 || i < masked || i > masked+1 {
		return false
	}
	if i == masked+1 {
		and := words[masked].lower
		return and == "og" || and == "and" || and == "samt" || and == "eller"
	}
	gap := strings.TrimSpace(text[words[masked-1].to:words[i].from])
	return gap == "," || gap == "/" || gap == "&" || gap == "+"
}

// thingEnd is the end of the name of a firm, a place or a thing that begins at
// words[i] and looks like a person's: "Hotel Maria", "Emils Café", "Carl Hansen &
// Søn", "Peter Bangs Vej", "butikken hedder Marius"; i where there is none.
func thingEnd(text string, words []span, i int) int {
	w := words[i]
	if !w.capital && !w.upper {
		return i
	}
	lower := w.lower
	if houses[lower] && i+1 < len(words) && adjacent(text, w, words[i+1]) && (words[i+1].capital || words[i+1].upper) {
		return i + 2
	}
	if i > 0 && called[words[i-1].lower] && aThing(text, words[:i-1]) {
		return i + 1
	}
	run := lower
	for j := i + 1; j < len(words) && j <= i+3; j++ {
		next := words[j].lower
		if strings.TrimSpace(text[words[j-1].to:words[j].from]) == "&" && !nameOf(next).sure(givenName) && !namesBoth(text, words, j) {
			return j + 1
		}
		if !adjacent(text, words[j-1], words[j]) {
			break
		}
		if run += " " + next; brands[run] && !(j+1 < len(words) && adjacent(text, words[j], words[j+1]) && nameOf(words[j+1].lower).sure(familyName)) {
			return j + 1
		}
		if places[next] && !isSurname(text, words, i, j) || firms[next] && (words[j].capital || words[j].upper) {
			return j + 1
		}
		if !words[j].capital && nameOf(next) == 0 {
			break
		}
	}
	return i
}

// namesBoth says whether the word at j is a given name, perhaps a word too, before a
// family name.
func namesBoth(text string, words []span, j int) bool {
	return j+1 < len(words) && nameOf(words[j].lower).is(givenName) && adjacent(text, words[j], words[j+1]) &&
		words[j+1].like(words[j]) && nameOf(words[j+1].lower).is(familyName)
}

// isSurname says whether the word at j, which may end the name of a place, is the
// family name of the given name at i: nothing shows a place, such as a genitive
// before it or a number behind it.
func isSurname(text string, words []span, i, j int) bool {
	w := words[j]
	rest := strings.TrimLeft(text[w.to:], " ")
	return j == i+1 && w.capital && nameOf(w.lower).is(familyName) && nameOf(words[i].lower).sure(givenName) && !words[i].ends(text) &&
		(rest == "" || !isDigit(rest[0]))
}

// houses stand before the name of a house that is called as a person.
var houses = wordSet(`hotel hotellet restaurant café cafe kro bar bageri bageriet pizzeria kirke skole butik butikken firmaet sankt skt dronning kong
	prinsesse kronprins prins kollegiet plejehjemmet børnehaven vuggestuen færgen skibet modellen model sofaen lampen stolen`)

// called stands before the name of anything.
var called = wordSet("hedder hed kaldt kaldet named called")

// fullName is the end of a name of two words or more that begins at words[i]; i
// where there is none.
func fullName(text string, words []span, i int, kind nameKind) int {
	w := words[i]
	end := i + 1
	for end < len(words) && end < i+5 && adjacent(text, words[end-1], words[end]) && !words[end].masked && !words[end-1].ends(text) {
		next := words[end]
		k := nameOf(next.lower)
		if !(next.isInitial(text) || shortNames[next.lower] || k != 0 && (next.like(w) || w.capital && k.is(familyName) && !lowWords[next.lower]) || k == 0 && next.capital && w.capital && unknownName(next.lower) ||
			next.upper && w.upper && surnameLike(next)) {
			break
		}
		end++
	}
	for end > i+1 && words[end-1].isInitial(text) && !strings.HasPrefix(text[words[end-1].to:], ".") {
		end-- // "Mette I kan": no initial
	}
	for ; end > i+1; end-- {
		if isFullName(text, words, i, end, kind) {
			return end
		}
	}
	if end := split(text, words, i, kind); end > i {
		return end
	}
	return turned(text, words, i, kind)
}

// ends says whether a word is a genitive, after which no further name of the
// same person comes.
func (s span) ends(text string) bool {
	word := s.lower
	return strings.HasSuffix(word, "s") && listed(word) == 0 && nameOf(word) != 0
}

// like says whether two words are both written as names are, or both in small
// letters, or both in capitals.
func (s span) like(w span) bool { return s.capital == w.capital && s.upper == w.upper }

// isFullName says whether words[i:end] are the name of a person, the first being
// of the given kind.
func isFullName(text string, words []span, i, end int, kind nameKind) bool {
	first, last := words[i], words[end-1]
	k := nameOf(last.lower)
	unknown, sure := 0, 0
	if kind.is(givenName) && surnameLike(last) {
		k = familyName
	}
	for j := i; j < end; j++ {
		switch k := nameOf(words[j].lower); {
		case k.sure(givenName), j > i && kind.is(givenName) && surnameLike(words[j]):
			sure++
		case k == 0 && !words[j].isInitial(text) && !shortNames[words[j].lower]:
			unknown++
		}
	}
	switch {
	case first.isInitial(text):
		return k.sure(familyName) && last.capital && !(end-i > 2 && first.lower == "h" && words[i+1].isInitial(text)) // H.C. Andersen
	case kind == 0: // an unknown given name
		return first.capital && unknownName(first.lower) && k.sure(familyName) && unknown == 1 && (!startsSentence(text, words, i) || end == i+2 && followedByDeed(text, words, end))
	case !kind.is(givenName):
		return false
	case first.capital && !last.capital:
		return unknown == 0 && kind.sure(givenName) && k.sure(familyName)
	case first.upper:
		return unknown == 0 && (kind.sure(givenName) && k != 0 || k.sure(familyName))
	case !first.capital:
		return unknown == 0 && (kind.sure(givenName) && k.is(familyName) && !lowWords[last.lower] || k.sure(familyName))
	case last.isInitial(text):
		return kind.sure(givenName) || !startsSentence(text, words, i)
	case unknown > 0:
		return unknown == 1 && (sure > 0 || end == i+2 && followedByDeed(text, words, end)) || k.sure(familyName)
	case sure > 0 || k.sure(familyName):
		return true
	}
	return k.is(familyName) // its capital is not that of a sentence
}

// turned is the end of "Hansen, Mette" or "Hansen Mette" at words[i]; i where there is none.
func turned(text string, words []span, i int, kind nameKind) int {
	if i+1 >= len(words) || !kind.sure(familyName) || !words[i].capital || !words[i+1].capital {
		return i
	}
	gap := text[words[i].to:words[i+1].from]
	if gap != ", " && (gap != " " || i > 0 && adjacent(text, words[i-1], words[i]) && words[i-1].capital || words[i].ends(text) || !nameOf(words[i+1].lower).sure(givenName)) {
		return i
	}
	end, sure := i+1, false
	for end < len(words) && end < i+4 && words[end].capital && (end == i+1 || adjacent(text, words[end-1], words[end])) {
		k := nameOf(words[end].lower)
		if !k.is(givenName) && (end == i+1 || !words[end].isInitial(text)) {
			break
		}
		sure = sure || k.sure(givenName) || k.is(givenName) && end > i+1
		end++
	}
	if !sure {
		return i
	}
	return end
}

// titled is the end of the name behind a title; i where there is none. One name
// is enough, known or not.
func titled(text string, words []span, i int, kind nameKind) int {
	w := words[i]
	lower := w.lower
	switch {
	case kind.sure(givenName), kind.sure(familyName):
		return i + 1
	case kind != 0 && w.capital:
		return i + 1
	case kind.is(givenName) && (!smallWords[lower] || isFollowed(text, words, i)):
		return i + 1
	case w.capital && !w.isInitial(text):
		return unknownEnd(text, words, i)
	}
	return i
}

// withSurname is the end of the name words[i:end] with a capitalised word behind a
// single given name that no list knows.
func withSurname(text string, words []span, end, i int) int {
	if end == i+1 && end < len(words) && words[i].capital && words[end].capital && adjacent(text, words[i], words[end]) &&
		!words[i].ends(text) && nameOf(words[end].lower) == 0 && unknownName(words[end].lower) {
		return end + 1
	}
	return end
}

// smallWords are given names that, in small letters, mostly are the words that
// they look like, also behind a title: "rådgiver per telefon".
var smallWords = wordSet("per hans sine max rene else tage said can lis august maj juli gul karl stig stil")

// met is the end of the name behind words that announce persons and firms alike;
// i where there is none. Behind a talk, two words that no list knows are a name.
func met(text string, words []span, i int, kind nameKind, c cue) int {
	w := words[i]
	switch {
	case kind.sure(givenName), kind.is(givenName) && w.capital, kind.is(givenName) && !w.upper && isFollowed(text, words, i):
		return i + 1
	case w.capital && kind == 0 && c == talk:
		if end := unknownEnd(text, words, i); end-i >= 2 {
			return end
		}
	}
	return i
}

// signed is the end of the name behind a farewell, which must end its line; i
// where there is none.
func signed(text string, words []span, i int, kind nameKind) int {
	end := i + 1
	if !kind.is(givenName) {
		if !words[i].capital {
			return i
		}
		end = unknownEnd(text, words, i)
	}
	for end > i && end < len(words) && end < i+4 && adjacent(text, words[end-1], words[end]) && words[end].like(words[i]) && unknownName(words[end].lower) {
		end++
	}
	if end == i || !endsLine(text[words[end-1].to:]) {
		return i
	}
	return end
}

// unknownEnd is the end of the capitalised words from words[i] on that may be a
// name; i where one of them is a firm's.
func unknownEnd(text string, words []span, i int) int {
	end := i
	for end < len(words) && end < i+4 && words[end].capital {
		if end > i && !adjacent(text, words[end-1], words[end]) {
			break
		}
		word := words[end].lower
		if firms[word] || firmEnding(word) {
			return i
		}
		if notNames[word] {
			break
		}
		end++
	}
	return end
}

// isFollowed says whether what stands behind the word at i goes with the name of
// a person: an end, a sign, or a word such as "var".
func isFollowed(text string, words []span, i int) bool {
	rest := strings.TrimLeft(text[words[i].to:], " ")
	if rest == "" || strings.ContainsRune(".,!?)\n;:", rune(rest[0])) {
		return true
	}
	return i+1 < len(words) && followers[words[i+1].lower]
}

// sentenceWords are given names that in Swedish begin sentences as other words do,
// "Inga klagomål": there, only what persons do or are shows a name.
var sentenceWords = wordSet("inga klara elva rosa")

// lowNames are given names that in small letters, or in capitals, mostly are other words,
// slips of such, things or firms: "for søren", "i manuel gear", "4000 kelvin", "det er inge ting".
var lowNames = wordSet(`aksel ali alia ante asker bella bitten chanel danica dino dua ebbe edel elva enes eris felicia folke fritz georgia
	gina haifa helle hugo ib inga inge iver jordan kaan kamille kelvin klara kosta kristen kristi kyle lauren leander levi lillemor louis
	lis lucia lærke mai manuel manuela margarita marina mario mate matilde melisa melissa meta mik nelly nick nur peng ralph rob romeo rosa ruta
	saman santiago savannah signe silke skjold stella stena søren teddy trang tuna vagn vera ænes`)

// isLowBare is isBare of a word in small letters, or in capitals alone: a given name as the
// list has it, that is nothing else so.
func isLowBare(text string, words []span, i int) bool {
	w := words[i]
	return listed(w.lower).sure(givenName) && !lowNames[w.lower] &&
		!(i+1 < len(words) && adjacent(text, w, words[i+1]) && brands[w.lower+" "+words[i+1].lower])
}

// teams are what a hyphen joins to the name of who leads them: "Susanne-teamet".
var teams = wordSet("team teamet hold holdet folk folkene gruppen afdelingen kontoret")

// isTeam says whether a word is a team that is called as a person.
func isTeam(word string) bool {
	name, team, joined := strings.Cut(word, "-")
	return joined && teams[team] && listed(name).sure(givenName)
}

// isBare says whether one word is a name although nothing announces it: a given
// name that is no other word; or one that is another
// word, with a capital inside a sentence and before what only persons do.
func isBare(text string, words []span, i int, kind nameKind) bool {
	w := words[i]
	if isTeam(w.lower) || !w.capital && isLowBare(text, words, i) {
		return true
	}
	if !w.capital || !kind.is(givenName) {
		return false
	}
	if kind.sure(givenName) {
		if sentenceWords[w.lower] && startsSentence(text, words, i) {
			return followedByDeed(text, words, i+1)
		}
		return !(i+1 < len(words) && w.ends(text) && adjacent(text, w, words[i+1]) && words[i+1].capital)
	}
	if i+1 >= len(words) || !adjacent(text, w, words[i+1]) {
		return false
	}
	next := words[i+1].lower
	return verbless[w.lower] && (doings[next] || deeds[next]) || !startsSentence(text, words, i) && !words[i-1].capital && deeds[next]
}

// verbless are given names that as other words stand before no finite verb, in a sentence or at its
// beginning: "per" and the infinitive "bo". Doings are such verbs, and where one is from.
var (
	verbless = wordSet("per bo")
	doings   = wordSet("er var har havde kom kommer svarer ringer kan kunne vil ville skulle fik gik tog gav gør gjorde fra plejer holder holdt siger")
)
