package lens

import (
	"slices"
	"strings"
)

// A setting is a duration in its sentence: words[start:next] of words[from:to].
type setting struct {
	*timeScan
	start, next, from, to int
	prompt                bool // "samme dag", "straks" and the like
}

// within is how many words around a duration its sentence is read for.
const within = 12

// settingOf reads no further than the sentence.
func (s *timeScan) settingOf(start, next int, prompt bool) *setting {
	of := &setting{s, start, next, start, next, prompt}
	for of.from > max(0, start-within) && !s.words[of.from].stops {
		of.from--
	}
	for of.to < min(len(s.words), next+within) && !s.words[of.to].stops {
		of.to++
	}
	return of
}

// before says whether one of the n words before the duration is among these.
func (s *setting) before(n int, words ...string) bool {
	return s.among(max(s.from, s.start-n), s.start, words)
}

// after says whether one of the n words behind it is.
func (s *setting) after(n int, words ...string) bool {
	return s.among(s.next, min(s.to, s.next+n), words)
}

// around says whether any word of the sentence, as far as it is read, is.
func (s *setting) around(words ...string) bool {
	return s.among(s.from, s.start, words) || s.among(s.next, s.to, words)
}

func (s *setting) among(from, to int, words []string) bool {
	for i := from; i < to; i++ {
		if slices.Contains(words, s.word(i)) {
			return true
		}
	}
	return false
}

// told is what the construction that a duration stands in says of it; false where
// none is known and the words around it must tell. The first that fits holds.
func (s *setting) told() (TimeSense, bool) {
	for _, rule := range [...]struct {
		sense TimeSense
		fits  func(*setting) bool
	}{
		{OtherTime, (*setting).term}, {OtherTime, (*setting).tenure}, {Waited, (*setting).drags}, {Waited, (*setting).since}, {Promised, (*setting).announced}, {OtherTime, (*setting).ownAct}, {Within, (*setting).atOnce},
		{Promised, (*setting).mayTake}, {Waited, (*setting).notYet}, {OtherTime, (*setting).broke}, {Waited, (*setting).askedAgain},
		{OtherTime, (*setting).past}, {Took, (*setting).untilDone}, {Within, (*setting).doneIn},
	} {
		if rule.fits(s) {
			return rule.sense, true
		}
	}
	return OtherTime, false
}

// term: what is agreed or granted for so long: "14 dages fortrydelsesret".
func (s *setting) term() bool {
	return s.after(2, "returret", "fortrydelsesret", "reklamationsret", "garanti", "binding", "opsigelse", "opsigelsesvarsel", "prøveperiode", "pause", "erfaring", "kredit", "henstand", "løbetid", "retmæssige", "abonnement")
}

// years says whether the duration is counted in years.
func (s *setting) years() bool {
	unit := s.word(s.next - 1)
	return unit == "år" || unit == "års"
}

// tenure: how long somebody has been a customer or has had something: "kunde i 15 år", "efter 30 år hos jer", "har haft elbil i to år".
func (s *setting) tenure() bool {
	if !s.years() || s.before(4, "ventet", "vente", "ventede", "sag", "sagen", "sagsbehandling", "tog", "taget", "gik", "gået") || s.after(3, "ventet", "ventede") {
		return false
	}
	return s.before(5, "kunde", "kunder", "medlem", "medlemmer", "kundeforhold", "haft", "købt", "boet", "handlet") ||
		s.after(4, "hos", "kunde", "kunder", "medlem", "medlemmer", "forsikring", "banken", "kundeforhold")
}

// drags: a case that has gone on for years.
func (s *setting) drags() bool {
	return s.years() && s.around("sag", "sagen", "skadesagen", "skadessagen", "ansøgning", "ansøgningen", "ansøgt", "klagesagen") && s.around("kørt", "kører", "stået", "ligget", "ligger", "trukket", "taget")
}

// since: "for 2 uger siden" is no duration but where the customer still waits.
func (s *setting) since() bool { return s.after(1, "siden") }

// announced: "2-5 hverdages levering", "leveringstid på 3 dage", "I skriver 2 hverdage",
// "der står 4 dage", "estimeret 24 timer".
func (s *setting) announced() bool {
	if s.prompt || s.before(2, "kun", "bare", "blot", "efter", "tog", "tager", "gik", "gået", "blev", "blevet", "endte") || s.word(s.start) == "kun" {
		return false
	}
	if strings.HasSuffix(s.word(s.next-1), "s") && s.after(1, "levering", "leveringstid", "forsendelse", "fragt", "svartid", "responstid", "ekspeditionstid") {
		return true
	}
	if s.before(7, "leveringstid", "leveringstiden", "leveringtid", "leveringtiden", "leveringstider", "leveringsdato", "ekspeditionstid", "ekspeditionstiden", "forsendelsestid", "estimeret", "anslået", "forventet") {
		return true
	}
	if s.before(2, "skriver", "skrev", "oplyser", "angiver", "påstår", "garanterer") || s.before(3, "lover", "lovede", "lovet") {
		return true
	}
	return s.before(4, "står", "stod", "stå") && s.before(4, "der", "levering", "lagerstatus", "siden", "hjemmesiden")
}

// mayTake: "kan tage 3 uger", "der kan gå 14 dage", "ville komme om en uge", "der går 3-5
// dage før du ser dem".
func (s *setting) mayTake() bool {
	if s.around("hvordan", "hvorfor", "vente") || s.before(1, "mig") {
		return false
	}
	if s.before(4, "går") && s.after(2, "du", "man") && s.after(1, "før", "inden") {
		return true
	}
	at := -1
	for i := max(s.from, s.start-8); i < s.start; i++ {
		switch s.word(i) {
		case "kan", "kunne", "vil", "ville", "skal", "skulle", "burde", "bør", "må":
			if w := s.word(i + 1); w != "jeg" && w != "vi" || s.prompt {
				at = i
			}
		case "og", "men", "så", "tog", "gik", "blev", "endte":
			at = -1
		}
	}
	doing := []string{"tage", "gå", "vare", "komme", "ankomme", "leveres", "sendes", "sendt", "ringe", "svare", "stå", "være", "blive", "modtage", "vende", "leveret", "sat"}
	return at >= 0 && (s.among(at, s.start, doing) || s.after(4, doing...))
}

// customerActs are what customers do themselves.
var customerActs = []string{"ringer", "ringede", "ringet", "skriver", "skrev", "kontakter", "kontaktede", "kontaktet", "sender", "sendte", "returnerede", "bestilte", "bestiller", "opdagede", "klagede", "reklamerede", "henvendte", "snakket", "snakkede", "rykker", "rykkede", "rykket", "spurgte"}

// ownAct: what the customer did at once or as long before: "jeg ringede straks", "to måneder
// før koncerten".
func (s *setting) ownAct() bool {
	if s.after(1, "før") && !s.after(2, "jeg", "vi", "de", "der", "i", "man", "han", "hun", "den", "det", "nogen", "du") && !s.before(5, "gik", "går", "gået", "tog", "ventede", "ventet") {
		return true
	}
	if s.before(2, "trukket", "trak", "hævet", "hævede", "trækkes") {
		return s.prompt
	}
	first := -1
	for i := max(s.from, s.start-7); i < s.start; i++ {
		switch w := s.word(i); {
		case slices.Contains(customerActs, w):
			if i == s.from || s.word(i-1) == "jeg" || s.word(i-1) == "vi" || s.word(i+1) == "jeg" || s.word(i+1) == "vi" || s.word(i-1) == "og" || s.words[i].breaks {
				first = i
			}
		case w == "og" || w == "så" || w == "men" || w == "svar":
			first = -1
		}
	}
	return s.prompt && (first >= 0 || s.after(1, "jeg") && !s.after(2, "fik", "modtog", "havde"))
}

// atOnce: "samme dag", "straks", unless it was to be so.
func (s *setting) atOnce() bool {
	return s.prompt && !s.mayTake() && !s.broke() && !s.before(4, "lover", "lovede", "lovet")
}

// received are what a customer waits for.
var received = []string{"hørt", "modtaget", "fået", "svar", "svaret", "vare", "varer", "varen", "pakke", "pakken", "penge", "pengene", "kommet", "set", "sket", "besked", "levering", "leveret", "ringet", "vendt", "reageret", "kontaktet", "løst", "afsendt", "sendt", "lyd", "tilbagemelding", "reaktion", "noget", "faktura", "ankommet", "behandlet"}

// notYet: "efter 13 dage stadig ikke modtaget", "nu er der gået 8 dage og ingen har ringet".
func (s *setting) notYet() bool {
	if s.before(3, "først", "tog", "brugte", "brugt", "varede", "før", "inden") || s.after(1, "før") {
		return false
	}
	for i := s.from; i < s.to; i++ {
		switch s.word(i) {
		case "mangler", "afventer", "venter":
			return s.around("stadig", "stadigvæk", "endnu", "fortsat", "nu")
		case "ikke", "intet", "ingen", "aldrig", "ingenting", "hverken", "uden":
			if s.among(i+1, min(i+4, s.to), received) {
				return true
			}
		}
	}
	return false
}

// broke: how long a thing lasted or was used.
func (s *setting) broke() bool {
	if s.before(2, "først") {
		return false
	}
	return s.around("stykker", "døde", "defekt", "defekte", "udløb", "knækkede", "oplade", "genstarte") || s.before(2, "holdt") ||
		s.before(4, "brugte", "brugt") && s.before(3, "den", "det", "dem", "jer", "fint")
}

// askedAgain: "en uge senere skriver jeg igen".
func (s *setting) askedAgain() bool {
	return s.after(1, "senere", "efter") && s.after(2, customerActs...) && s.after(3, "jeg", "vi")
}

// past: "gennem flere år", "de sidste 2 år".
func (s *setting) past() bool {
	unit := s.word(s.next - 1)
	return s.before(1, "gennem", "igennem", "henover") || unit == "år" && s.before(2, "sidste", "seneste") || s.after(1, "imellem") || s.after(2, "imellem") && s.after(1, "i")
}

// untilDone: "der gik 9 dage inden de svarede", "3 uger om at svare", "6 dage for sent",
// "2 dage senere".
func (s *setting) untilDone() bool {
	if s.waits() {
		return false
	}
	switch {
	case s.after(1, "om") && s.after(2, "at"), s.after(1, "for") && s.after(2, "sent"):
		return true
	case s.before(4, "gik", "går", "gået", "tog") && s.after(1, "før", "inden"):
		return !s.before(2, "kun", "bare")
	case s.after(1, "før", "inden") && s.after(2, "jeg", "vi", "de", "der", "i", "man", "han", "hun"):
		return true
	}
	return (s.after(1, "senere", "efter") || s.before(1, "efter")) && !s.praised()
}

// waits says whether the sentence speaks of waiting.
func (s *setting) waits() bool {
	return s.around("vente", "venter", "ventede", "ventet", "vented", "ventetid", "ventetiden", "kø", "køen", "telefonkø", "røret", "stå", "stod", "sad")
}

// doneIn: "leveret på 1 dag", "kun 3 dage", "2 dage efter, super hurtigt".
func (s *setting) doneIn() bool {
	if s.waits() {
		return false
	}
	if s.word(s.start) == "kun" || s.before(1, "senest", "kun", "blot", "bare", "allerede") {
		return true
	}
	if s.before(1, "på") && s.before(4, "leverer", "leveret", "levering", "klare", "klaret", "klarede", "ordnet", "ordnede", "overstået", "behandlet", "godkendt", "løst", "løste", "færdig", "klar", "der", "fikset", "svar", "svarede", "fremme", "sendt", "lavet") {
		return true
	}
	return s.praised() && (s.before(2, "efter") || s.after(1, "senere", "efter"))
}

// praised says whether the sentence praises and takes nothing back.
func (s *setting) praised() bool {
	return s.around("super", "hurtig", "hurtigt", "lynhurtigt", "flot", "dejligt", "dejlig", "fint", "fin", "perfekt", "fantastisk", "imponeret", "tak", "top", "tilfreds", "allerede", "godt", "altid", "nemt") &&
		!s.around("ikke", "desværre", "først", "dårlig", "dårligt", "aldrig", "langsom", "langsomt", "burde")
}
