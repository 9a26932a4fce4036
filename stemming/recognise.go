package stemming

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"stemme/models"
)

// german stands among the scores for German, which is told as Other.
const german models.Language = "de"

// tongues are the languages that are told apart, in the order of scores.
var tongues = [...]models.Language{models.Danish, models.Swedish, models.Norwegian, models.English, german}

// scores holds the evidence for each of tongues.
type scores [len(tongues)]int16

// Bounds of Recognise. Chosen on Danish reviews, of which few are foreign, and
// on English questions.
const (
	enough    = 4    // evidence that a language needs over the prior
	margin    = 5    // one part in margin of the prior's evidence is needed too
	readBytes = 4096 // of a text are read
	unknown   = 8    // words without a trace of any language make a text Other
)

// Recognise tells the language of text. The prior is the language that the
// text's source is mostly in; a text is only taken for another one where that
// is clear, so short texts that could be the prior are taken for it. Languages
// that are not stemmed, and text that is not in Latin letters, are Other.
func Recognise(text string, prior models.Language) models.Language {
	if len(text) > readBytes {
		text = text[:readBytes]
	}
	var sum scores
	var latin, foreign, words int
	var buf [longestWord]byte
	for i := 0; i < len(text); {
		start := i
		for i < len(text) {
			c := text[i]
			if c|0x20 >= 'a' && c|0x20 <= 'z' || c == '\'' && i > start {
				i++
				continue
			}
			if c < utf8.RuneSelf {
				break
			}
			r, size := utf8.DecodeRuneInString(text[i:])
			if !unicode.IsLetter(r) && r != '’' && r != '´' {
				break
			}
			if r > 0x24F && r != '’' {
				foreign++
			}
			i += size
		}
		if i == start {
			_, size := utf8.DecodeRuneInString(text[i:])
			i += size
			continue
		}
		words++
		latin += i - start
		if i-start <= 40 {
			sum.add(lowerInto(buf[:0], text[start:i]))
		}
	}
	if 4*foreign > latin && foreign > 3 {
		return models.Other
	}
	return sum.clearest(prior, words)
}

// clearest is the language that the evidence makes clear against the prior in
// a text of so many words.
func (s *scores) clearest(prior models.Language, words int) models.Language {
	best, home, total := 0, -1, 0
	for i, lang := range tongues {
		if s[i] > s[best] {
			best = i
		}
		if lang == prior {
			home = i
		}
		total += int(s[i])
	}
	if total <= words/unknown && words >= unknown {
		return models.Other
	}
	held := int16(0)
	if home >= 0 {
		held = s[home]
	}
	if s[best] < held+enough+held/margin || best == home {
		return prior
	}
	if tongues[best] == german {
		return models.Other
	}
	return tongues[best]
}

// add adds the evidence of a word in lower case: of its being a word that one
// language has and others do not, or else of its letters.
func (s *scores) add(word []byte) {
	if known, ok := telling[string(word)]; ok {
		for i := range s {
			s[i] += known[i]
		}
		return
	}
	for _, c := range clues {
		if strings.Contains(string(word), c.letters) {
			for i := range s {
				s[i] += c.scores[i]
			}
		}
	}
}

// telling gives the evidence of words: 3 for the one language that has a word,
// 2 where two share it and 1 where three do.
var telling = func() map[string]scores {
	in := map[string]*[len(tongues)]bool{}
	mark := func(word string, tongue int) {
		if in[word] == nil {
			in[word] = new([len(tongues)]bool)
		}
		in[word][tongue] = true
	}
	for i, lang := range tongues {
		if v := vocabularies[lang]; v != nil {
			for word := range v.kinds {
				mark(word, i)
			}
		}
		for word := range strings.FieldsSeq(common[lang]) {
			mark(word, i)
		}
	}
	table := make(map[string]scores, len(in)+len(core))
	for word, has := range in {
		n := 0
		for _, yes := range has {
			if yes {
				n++
			}
		}
		var s scores
		for i, yes := range has {
			if yes {
				s[i] = int16(max(4-n, 1))
			}
		}
		if n < len(tongues) {
			table[word] = s
		}
	}
	for word := range core {
		if _, ok := table[word]; !ok {
			table[word] = scores{1}
		}
	}
	return table
}()

// common holds frequent words beside the grammar words. Written for this
// package from general knowledge.
var common = map[models.Language]string{
	models.Danish: `af at god godt gode dårlig dårligt bedre bedst hurtig hurtigt nem nemt venlig venlige altid efter uge år dag
		gang gange penge hjælp hjælpe kunder kunde svar ventetid rådgiver tilfreds utilfreds måske blive sige siger kommer komme
		gået ringe ringede ringet tager tog synes ved vide penge pris priser købt bestilt varen varer pakken ordre leveret fået
		fungerer fungerede enkel enkelt hyggelig hyggelige kundeservice bestilte rask raskt problemfrit
		anbefale anbefales service bank tak løbe spørgsmål kontakt hjemmeside tilbage ud op ned over ind hen hjem vej mail mails`,
	models.Swedish: `bra bättre bäst dålig dåligt snabb snabbt snabba trevlig trevliga enkelt enkel lätt alltid efter vecka år
		dag gång gånger pengar hjälp hjälpa kunder kund kundtjänst svar tack nöjd missnöjd kanske bli säga säger kommer komma
		ringa ringde tycker vet priser köpt beställt beställde varan paketet leverans leveransen rekommendera rekommenderar
		fungerar frågor personal bemötande tid väntetid betala räkning konto banken kontakt hemsida tillbaka över jättebra jättenöjd`,
	models.Norwegian: `bra bedre best dårlig rask raskt hyggelig hyggelige enkel enkelt lett alltid etter uke år dag gang ganger
		penger hjelp hjelpe kunder kunde kundeservice svar takk fornøyd misfornøyd kanskje bli si sier kommer komme ringe ringte
		synes vet priser kjøpt bestilt bestilte varen pakken levert anbefale anbefaler fungerer spørsmål regning konto banken
		kontakt hjemmeside tilbake over ned spurte gode godt god ventetid ble ga fått trenger`,
	models.English: `good great nice best better bad worst fast quick easy friendly helpful customer customers service money card
		account bank help thanks thank delivery order ordered time times day week weeks price received email phone call called
		need want know like would pay paid transfer back work works working recommend experience everything happy new
		use used tried try made make take took see first time still waiting wait never always product website people
		staff answer question problem issue sent send buy bought one two after get go going why how change pin`,
	german: `ich du er wir ihr der die das den dem des ein eine einen einem einer und oder aber nicht kein keine ist sind war
		waren wird werden wurde hat habe haben hatte kann können muss mit von zu zum zur auf für bei nach aus über unter sehr gut
		gute guter schnell schnelle immer auch noch nur schon mehr wieder alles leider danke bitte lieferung bestellung kunde
		kunden service bank geld preis freundlich freundliche zufrieden sehr wenn weil dass wie was wer wo hier dort sie es im am`,
}

// clues are letters that tell of a language in words that are not known.
// Written for this package from the spelling of the languages.
var clues = []struct {
	letters string
	scores  scores // Danish, Swedish, Norwegian, English, German
}{
	{"æ", scores{2, 0, 1, 0, 0}}, {"ø", scores{1, 0, 1, 0, 0}}, {"ö", scores{0, 2, 0, 0, 1}}, {"ä", scores{0, 2, 0, 0, 1}},
	{"ü", scores{0, 0, 0, 0, 2}}, {"ß", scores{0, 0, 0, 0, 3}}, {"å", scores{1, 1, 1, 0, 0}},
	{"sjon", scores{0, 0, 3, 0, 0}}, {"ighet", scores{0, 1, 1, 0, 0}}, {"ighed", scores{3, 0, 0, 0, 0}},
	{"øy", scores{0, 0, 2, 0, 0}}, {"kj", scores{0, 0, 1, 0, 0}}, {"øj", scores{2, 0, 0, 0, 0}}, {"ej", scores{1, 0, 0, 0, 0}},
	{"ck", scores{0, 1, 0, 1, 1}}, {"sch", scores{0, 0, 0, 0, 1}}, {"ung", scores{0, 0, 0, 0, 1}}, {"cht", scores{0, 0, 0, 0, 2}},
	{"th", scores{0, 0, 0, 1, 0}}, {"ough", scores{0, 0, 0, 2, 0}}, {"w", scores{0, 0, 0, 1, 1}}, {"ea", scores{0, 0, 0, 1, 0}},
	{"oo", scores{0, 0, 0, 1, 0}}, {"ou", scores{0, 0, 0, 1, 0}}, {"else", scores{1, 0, 1, 0, 0}}, {"elig", scores{1, 0, 1, 0, 0}},
	{"ede", scores{1, 0, 0, 0, 0}}, {"ade", scores{0, 1, 0, 0, 0}}, {"hv", scores{1, 0, 1, 0, 0}}, {"tj", scores{1, 0, 1, 0, 0}},
	{"gj", scores{0, 0, 1, 0, 0}}, {"lj", scores{0, 1, 0, 0, 0}}, {"ndl", scores{1, 0, 1, 0, 0}}, {"vn", scores{1, 0, 1, 0, 0}},
}
