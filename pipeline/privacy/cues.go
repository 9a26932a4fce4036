package privacy

import (
	"strings"
	"unicode/utf8"
)

// A cue is what stands before a word and says how likely it is a name.
type cue uint8

const (
	noCue    cue = iota
	near         // "tak til": anybody and anything
	talk         // "talte med": a person or a firm
	title        // "min rådgiver": a person
	farewell     // "mvh": a person, who ends the line
)

// phraseCues are looked up by their last word. They are in lower case and stand
// right before the name.
var phraseCues = cuesOf(map[cue]string{
	title: `hedder|hed|ved navn|mit navn er|navnet er|navnet var|hans navn er|hendes navn er|my name is|his name is|her name is|named|
		en der hedder|hedder i øvrigt|hedder forresten|hedder vist|hedder vist nok|hed vist|hed vist nok|hed nok|familien|fam|ægteparret|hr|herr|fru|frk|frøken|mr|mrs|miss|dr|undertegnede`,
	talk: `talt med|talte med|taler med|snakket med|snakkede med|snakker med|tale med|snakke med|snak med|møde med|mødet med|
		samtale med|samtalen med|skrevet med|skrev med|skrive med|chattet med|chattede med|chatter med|chat med|chatten med|
		mødt af|mødtes med|hjulpet af|hjælp af|betjent af|betjening af|ekspederet af|ekspedition af|kontaktet af|ringet op af|
		opringet af|opkaldt af|vejledt af|vejledning af|rådgivet af|rådgivning af|service af|besøg af|besøgt af|ros til|
		spoke to|spoke with|talked to|talked with|speak to|speak with|helped by|help from|help of|served by|assisted by|
		spoken to|spoken with|advised by|chatted with|met with|min veninde|min ven|min kone|min mand|min mor|min far|min søn|
		min datter|min bror|min søster|min svigermor|min svigerfar|min kæreste|vores nabo|min nabo|min elev|min kontakt|
		vores søn|vores datter`,
	near: `dialog med|aftale med|aftalt med|aftalte med|kontakt med|kontakt til|forbindelse med|kommunikation med|skriver med|mødte|
		hjælp fra|hjælp hos|hjælpen af|hjælpen fra|betjening fra|ekspedition hos|opkald fra|ringede til|ringet til|
		vejledning fra|rådgivning fra|rådgivning hos|service fra|service hos|behandlet af|behandling af|modtaget af|taget imod af|
		svar fra|svar af|svaret af|mail fra|mails fra|besked fra|sms fra|besøg fra|tak til|tusind tak|mange tak|hilsen til|
		hils|hilse på|hilse|hej|kære|dear|hi|thanks|tak|fat i|fat på|igennem til|viderestillet til|stillet om til|
		omstillet til|henvist til|sendt til|skrevet til|skrev til|møde hos|møde ved|især|specielt|særligt|navnlig|
		heldigvis kom|så kom|kom|spurgte efter|spørg efter|spørge efter|venter på|ventede på|vente på|fordi|kontaktede|bad|spurgte|spurgt|med hjælp af|takket være|udført af|leveret af|
		monteret af|installeret af|godkendt af|afvist af|lovet af|thanks to|thank you|credit to|shout out to|contact with|
		service from|dealt with|tilbage fra|hørt fra|dame|damen|manden|kvinden|fyren|pigen|ham|hende|kontakten til|kaldt|
		kaldet|elev|eleven|buddet|kontakte|kontaktede`,
	farewell: `hilsen|hilsner|hilsen fra|hilsener|mvh|m.v.h|v.h|kh|dbh|vh|bh|bedste|venligst|hilser|knus|knus fra|regards|sincerely|cheers|undertegnet`,
})

// phrase is the words of a cue.
type phrase struct {
	words []string
	cue   cue
}

func cuesOf(lists map[cue]string) map[string][]phrase {
	byLast := map[string][]phrase{}
	for kind := farewell; kind > noCue; kind-- { // a likelier cue first
		for _, p := range strings.Split(lists[kind], "|") {
			words := strings.Fields(strings.NewReplacer(".", " ").Replace(p))
			last := words[len(words)-1]
			byLast[last] = append(byLast[last], phrase{words, kind})
		}
	}
	return byLast
}

// titles are the ends of words that name somebody's work. Compounds of them are
// titles too: "erhvervskunderådgiver".
var titles = strings.Fields(`rådgiver raadgiver medarbejder konsulent sagsbehandler sælger kontaktperson supporter tekniker montør
	ekspedient adviser advisor assistent mægler chauffør kollega direktør filialleder afdelingsleder teamleder butikschef bankchef filialchef kundechef salgschef
	ejer indehaver sekretær receptionist tjener frisør håndværker elektriker instruktør underviser behandler terapeut
	tandlæge læge sygeplejerske agent operatør telefonist assurandør bankmand banker praktikant vikar servicemand
	livredder jordemoder kaptajn styrmand matros vicevært varmemester pædagog paedagog lærer træner dagplejer fysioterapeut kiropraktor psykolog psykiater
	portør radiograf bioanalytiker hjemmehjælper tandplejer optiker farmaceut apoteker dyrlæge lokofører togfører lokomotivfører steward stewardesse kontrollør
	konduktør billettør bartender barista gartner tømrer murer mekaniker blikkenslager postbud politibetjent betjent advokat jurist revisor bogholder arkitekt
	ingeniør rektor inspektør skoleleder forstander projektleder bibliotekar massør kosmetolog disponent kørelærer lifeguard midwife captain nurse doctor trainer
	colleague employee representative manager salesman saleswoman technician driver consultant specialist bankdame chef leder kassedame pedel værtinde`)

// titleEndings are how a title is written before a name.
var titleEndings = []string{"", "en", "n"}

// titleWords are whole words; the shorter ones are no ends of others.
var titleWords, titleTails = titleLists()

func titleLists() (whole map[string]bool, tails []string) {
	whole = map[string]bool{}
	for _, t := range titles {
		for _, e := range titleEndings {
			whole[t+e] = true
			if utf8.RuneCountInString(t) >= 7 {
				tails = append(tails, t+e)
			}
		}
	}
	return whole, tails
}

// isTitle says whether a word in lower case names somebody's work.
func isTitle(word string) bool {
	if titleWords[word] {
		return true
	}
	if len(word) < 10 {
		return false
	}
	for _, t := range titleTails {
		if strings.HasSuffix(word, t) {
			return true
		}
	}
	return false
}

// cueBefore is the cue at the end of words, behind which the name stands at the
// next one.
func cueBefore(text string, words []span, at int) cue {
	if len(words) == 0 {
		return noCue
	}
	prev := words[len(words)-1]
	last := prev.lower
	gap := text[prev.to:at]
	for _, p := range phraseCues[last] {
		if !endsWithPhrase(text, words, p.words) {
			continue
		}
		switch {
		case p.cue == farewell && within(gap, " :,.!-–\n\t*;"):
			return farewell
		case p.cue == farewell:
		case within(gap, " :,\"'“”") || gap == ". " && abbreviated[last]:
			if !aThing(text, words[:len(words)-len(p.words)]) {
				return p.cue
			}
		}
	}
	if isTitle(last) && within(gap, " :,-–(\"'“”") {
		if strings.ContainsAny(gap, ",-–") {
			return near
		}
		return title
	}
	return noCue
}

// abbreviated are cues that are written with a full stop.
var abbreviated = wordSet("hr frk mr mrs dr")

// within says whether gap is short and of the given signs alone.
func within(gap, signs string) bool { return len(gap) <= 6 && strings.Trim(gap, signs) == "" }

// endsWithPhrase says whether the last of words are those of a phrase.
func endsWithPhrase(text string, words []span, phrase []string) bool {
	if len(phrase) > len(words) {
		return false
	}
	for k, w := range words[len(words)-len(phrase):] {
		if w.lower != phrase[k] {
			return false
		}
	}
	return true
}

// things are what may be "called" something and is no person.
var things = wordSet(`firma firmaet firmaer selskab selskabet virksomhed virksomheden noget film filmen spil spillet produkt
	produktet butik butikken bank banken side siden hjemmeside app appen system systemet program programmet vare varen model modellen
	by byen gade gaden vej vejen sted stedet hund hunden kat katten hest båd båden skib bog bogen sang serie serien
	company something product website shop app place model`)

// aThing says whether one of the last three words is a thing, as in "et firma,
// der hedder".
func aThing(text string, words []span) bool {
	for _, w := range words[max(0, len(words)-3):] {
		if word := w.lower; things[word] || strings.HasSuffix(word, "firma") || strings.HasSuffix(word, "firmaet") {
			return true
		}
	}
	return false
}

// followers stand behind the name of a person who did or was something: a word
// that is also a name is one before them.
var followers = wordSet(`var er har havde hjalp hjælper ringede ringer svarede svarer gav giver fra hos som der og sagde siger kunne kan vil ville skulle
	blev bliver lovede forklarede tog fik mente skrev sendte fandt løste ordnede klarede guidede vejledte rådgav lyttede forstod
	kontaktede spurgte kom gjorde vendte undersøgte viste måtte skal siger stod sad gik står kender vidste ved smiler smilede fortalte i på ude nede henne igen om samt for ved bare virkelig altid hun han
	was is has had helped answered called from who at and told gave said did explained sent solved found`)

// followedByDeed says whether the next word is what persons do or are, so that the
// capitals before it are not those of a sentence's beginning alone.
func followedByDeed(text string, words []span, end int) bool {
	return end < len(words) && adjacent(text, words[end-1], words[end]) && (followers[words[end].lower] || deeds[words[end].lower])
}

// deeds are what only a person does.
var deeds = wordSet(`hjalp hjælper ringede svarede sagde lovede forklarede mente skrev sendte guidede vejledte rådgav lyttede kontaktede spurgte fortalte
	helped answered told explained`)
