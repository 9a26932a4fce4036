package privacy

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// unknownName says whether a capitalised word that is in no list may be a family
// name.
func unknownName(lower string) bool {
	return !notNames[lower] && !firms[lower] && !places[lower] && !isTitle(lower) && phraseCues[lower] == nil && utf8.RuneCountInString(lower) > 2 && !firmEnding(lower)
}

// firmEnding says whether a word ends as firms and authorities do.
func firmEnding(word string) bool {
	for _, e := range []string{"bank", "banken", "service", "styrelsen", "forsikring", "forsikringen", "afdelingen", "kommune", "kassen", "gruppen", "huset", "centret", "center", "shop", "shoppen"} {
		if strings.HasSuffix(word, e) {
			return true
		}
	}
	return false
}

// surnameEndings end family names that are made of places, and sons.
var surnameEndings = strings.Fields(`bæk skov gaard gård toft tofte lund holm holt berg bjerg dal dahl sted rup huus kjær kær høj mann quist kvist qvist sen sson strøm ström by borg
	skou feldt bøl bøll strup ovic ević ewski owski ewska owska escu enko oglu zadeh pour dottir dóttir`)

// surnameLike says whether a word that is in no list is formed and written as a
// family name.
func surnameLike(w span) bool {
	return (w.capital || w.upper) && nameOf(w.lower) == 0 && formed(w.lower)
}

// formed says whether a word ends as family names do, and is known for nothing else.
func formed(lower string) bool {
	return utf8.RuneCountInString(lower) >= 6 && unknownName(lower) &&
		slices.ContainsFunc(surnameEndings, func(e string) bool { return strings.HasSuffix(lower, e) })
}

// lowWords are family names that are common words and may follow a given name in
// small letters.
var lowWords = wordSet(`skriver holdt smidt just lange kæmpe skifter skak do pop post stan strange trust høj hvid hvidt grøn grønne gul brun mørk rask
	stilling due vad gad strøm loft lading sommer vinter winter wind green can butt from bro grue kraft kold solvang hald sand ring ask ny`)

// split is the end of a given and a family name, both written as names, with another
// sign than a blank between, or a nickname; i where there is none.
func split(text string, words []span, i int, kind nameKind) int {
	w := words[i]
	if !kind.sure(givenName) || !w.capital && !w.upper || i+1 == len(words) || w.ends(text) {
		return i
	}
	end := i + 2
	between := text[w.to:words[i+1].from]
	if i+2 < len(words) && nickname.MatchString(text[w.to:words[i+2].from]) && nameOf(words[i+2].lower).is(familyName) {
		end = i + 3
	} else if !splits[between] {
		return i
	}
	last := words[end-1]
	if !last.like(w) || last.masked || !nameOf(last.lower).sure(familyName) {
		return i
	}
	return end
}

// splits are what stands between the parts of a name, or of a login made of one.
var splits = map[string]bool{".": true, "_": true, "/": true, "|": true, " (": true, "\n": true, "\t": true, "  ": true}

// nickname stands in the middle of a name: Mette "Mester" Hansen.
var nickname = regexp.MustCompile(`^ ["“”»«'(]\pL+["“”»«')] $`)
