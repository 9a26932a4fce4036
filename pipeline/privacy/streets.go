package privacy

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// streetEndings end the names of streets and little else; yardEndings end those
// of other things as well.
var (
	streetEndings = strings.Fields("vej vejen gade gaden allé allè alléen stræde strædet boulevard boulevarden vænge vænget")
	shortStreets  = wordSet("å by sø ø eg ny")
	yardEndings   = strings.Fields(`alle plads pladsen torv torvet park parken bakken haven toften engen skrænten stien kaj kajen krogen marken lunden ager ageren
		bredde gård gården kæret højen dalen skoven banke vang vangen have brynet bro lykke brinken hegnet sving svinget`)
)

// parkEndings end the names of streets, and of few other things that yards lists.
var (
	parkEndings = strings.Fields("parken toften vang vangen engen bakken skrænten krogen marken lunden højen brinken hegnet svinget kæret brynet haven")
	yards       = wordSet(`legeparken ferieparken vandparken forlystelsesparken bilparken maskinparken solcelleparken vindmølleparken erhvervsparken industriparken
		dyreparken byparken dyrehaven børnehaven naturbørnehaven skovbørnehaven planteskolehaven køkkenhaven forhaven baghaven rosenhaven nyttehaven kolonihaven villahaven
		botaniskhave byggemarken festivalmarken grønmarken danmarken fælledparken kongehaven`)
)

// noStreets end as streets do and have numbers behind them.
var noStreets = wordSet(`vej vejen gade gaden omvej omvejen genvej genvejen motorvej motorvejen udvej udvejen hovedvej hovedvejen halvvej tankevej indfaldsvej
	villavej adgangsvej gågade gågaden sidegade sidegaden hovedgaden landevej landevejen cykelvej privatvej ringvej ringvejen returvej hjemvej hjemvejen skolevej
	skolevejen arbejdsvej grusvej grusvejen sidevej sidevejen indkørselsvej tilkørselsvej blindvej strækvej postvej parkeringsplads arbejdsplads legeplads siddeplads
	byggeplads campingplads sengeplads pladsen bro have park torv kaj alle`)

var (
	// houseNumber stands behind a street: a number, perhaps with a letter, a floor
	// and a door, a postal code and a town.
	houseNumber = regexp.MustCompile(`^,? ?(?:nr\.? ?)?[0-9]{1,3}(?: ?[a-hA-H]\b)?(,?\s?(?:(?:[0-9]{1,2}\.|st\b\.?|kl\.|stuen\b)(?: ?sal\b)?(?:,? ?` + door + `)?|[0-9]{1,2},? ?` + door + `))?(?:(,?\s?(?:DK-)?[0-9]{4} \p{Lu}\pL+(?: (?:[A-ZÆØÅ]|SV|NV)\b)?)|,?\s?([0-9]{4} \p{Ll}+))?`)
	door        = `(?:tv|th|mf|t\.v|t\.h|m\.f)\b\.?`
	// units stand behind a number that is no house.
	units = regexp.MustCompile(`(?i)^(?:[0-9]|[.,:/-][0-9]| ?(?:gange?|kr|kroner|dkk|time|timer|min|minut|minutter|dage?|stk|år|uger?|km|meter|m|personer|pers|mdr|måneder?|måned|pct|procent|%|x|til|gang|ud af|kilometer|august|juli|kunder|andre|forskellige|biler|mand)(?:[^\pL]|$))`)
	// dwelling stands before an address.
	dwelling = wordSet("på i bor boede boende adresse adressen til fra ved hos")
)

// findStreets finds street addresses that have a house number.
func findStreets(text string, words []span, n *Counts) (edits []edit) {
	last := 0
	for i, w := range words {
		if w.from < last || w.masked {
			continue
		}
		from, end := address(text, words, i)
		if end == 0 || from < last {
			continue
		}
		edits = append(edits, edit{from, end, "[ADRESSE]"})
		last = end
		n.Address++
	}
	return edits
}

// address is where the address is of which words[i] is the last word of the street; end
// is 0 where it is none.
func address(text string, words []span, i int) (from, end int) {
	if end = addressEnd(text, words, i); end > 0 {
		return words[streetStart(text, words, i)].from, end
	}
	w := words[i]
	if i == 0 || !w.capital || w.from == 0 || text[w.from-1] != ' ' || !endsIn(w.lower, streetEndings, false) || noStreets[w.lower] {
		return 0, 0
	}
	before := text[max(0, w.from-len("nr. 123 b ")):w.from]
	if m := numberBefore.FindStringIndex(before); m != nil {
		return w.from - len(before) + m[0], w.to
	}
	return 0, 0
}

// numberBefore is a house's number before its street: "nr. 12 Nørregade".
var numberBefore = regexp.MustCompile(`\b[Nn][Rr]\.? ?[0-9]{1,3} ?[a-hA-H]? $`)

// numberWithin is the number of bytes within which a house number begins behind the
// street: ", nr. 7".
const numberWithin = len(", nr. 7")

// addressEnd is the end of the address of which words[i] is the last word of the
// street; 0 where it is none.
func addressEnd(text string, words []span, i int) int {
	w := words[i]
	lower := w.lower
	if !strings.ContainsAny(text[w.to:min(len(text), w.to+numberWithin)], "0123456789") || !endsIn(lower, streetEndings, true) && !endsIn(lower, yardEndings, true) {
		return 0
	}
	m := houseNumber.FindStringSubmatchIndex(text[w.to:])
	if m == nil || !isStreet(text, words, i, m[2] >= 0 || m[4] >= 0) {
		return 0
	}
	end := w.to + m[1]
	if m[6] >= 0 && m[2] < 0 && !strings.HasPrefix(text[w.to+m[6]-2:], ", ") { // "nørregade 12 2024 kom": no town
		end = w.to + m[6]
		end = w.to + len(strings.TrimRight(text[w.to:end], ", \n"))
	}
	if units.MatchString(text[end:]) {
		return 0
	}
	return end
}

// isStreet says whether the word at i ends the name of a street. Detailed says
// that a floor or a town stands behind its number.
func isStreet(text string, words []span, i int, detailed bool) bool {
	w := words[i]
	lower := w.lower
	apart := i > 0 && w.capital && (adjacent(text, words[i-1], w) || shortened(text, words[i-1], w)) && words[i-1].capital && !notNames[words[i-1].lower] // "Peter Bangs Vej"
	if noStreets[lower] && !apart {
		return false
	}
	if endsIn(lower, streetEndings, apart) {
		return true
	}
	if !endsIn(lower, yardEndings, apart) || !w.capital {
		return false
	}
	if endsIn(lower, parkEndings, false) && !yards[lower] {
		return true
	}
	start := streetStart(text, words, i)
	return detailed || start > 0 && dwelling[words[start-1].lower]
}

// endsIn says whether word ends in one of endings, with three letters or more
// before it unless it may stand apart.
func endsIn(word string, endings []string, apart bool) bool {
	for _, e := range endings {
		if before, ok := strings.CutSuffix(word, e); ok && (utf8.RuneCountInString(before) >= 3 || shortStreets[before] || apart && before == "") {
			return true
		}
	}
	return false
}

// streetStart is the first word of the street that ends at words[i]: what stands
// before "Vej" alone, and before others the words that go with streets' names.
func streetStart(text string, words []span, i int) int {
	start := i
	apart := noStreets[words[i].lower] || endsIn(words[i].lower, streetEndings, true) && !endsIn(words[i].lower, streetEndings, false)
	for start > 0 && start > i-3 && words[i].capital && words[start-1].capital && (adjacent(text, words[start-1], words[start]) || shortened(text, words[start-1], words[start])) {
		before := words[start-1].lower
		if !streetWords[before] && (notNames[before] || !apart) {
			break
		}
		start--
	}
	return start
}

// shortened says whether a is a word before a street's name that is cut off: "Gl. Landevej".
func shortened(text string, a, b span) bool {
	return streetWords[a.lower] && strings.TrimSpace(text[a.to:b.from]) == "."
}

// streetWords begin the names of streets of several words.
var streetWords = wordSet("gammel gl ny store st lille ll nørre nr sønder sdr øster vester nordre søndre vestre østre indre ydre nedre øvre sankt skt")
