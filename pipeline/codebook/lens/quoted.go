package lens

import (
	"slices"
	"strings"
)

// A verdict is what a customer says of a promise whose time is quoted.
type verdict int8

const (
	unjudged verdict = iota
	kept
	broken
)

// promising are the words of those who promise a time, or are told of one.
var promising = []string{"lover", "lovede", "lovet", "love", "garanterer", "garanterede", "garanteret", "reklamerer", "reklamerede", "påstår", "påstod", "bryster", "praler", "oplyser", "oplyste"}

// terms are what a promised time is called: "jeres 24 timers svarfrist".
var terms = []string{"svarfrist", "svartid", "svargaranti", "frist", "tidsfrist", "leveringstid", "leveringsgaranti", "servicemål", "servicemålet", "servicegaranti", "løfte", "løftet", "garanti", "responstid", "svarløfte"}

// scorns are how a quoted promise is laughed at.
var scorns = []string{"nej", "næ", "næh", "nix", "niks", "glem", "drøm", "haha", "hvad"}

// denials are the words that take back what is said.
var denials = []string{"ikke", "aldrig", "sjældent", "intet", "ingen", "hverken", "næppe"}

// keeping are the verbs of a promise that is kept, if nothing denies them.
var keeping = []string{"holder", "holdt", "holdes", "overholder", "overholdt", "overholdes", "passer", "passede", "stemmer", "stemte", "gør", "gjorde", "opfyldt", "opfylder", "indfriet"}

// doing are the verbs of what was done within a time.
var doing = []string{"kom", "kommer", "kommet", "blev", "bliver", "blevet", "fik", "får", "fået", "taget", "tages", "svarede", "svarer", "svaret", "leveret", "leverede", "leverer", "leveres", "var", "er", "nåede", "nået", "modtog", "besvaret", "ringede", "ringer", "tog", "tager", "løst", "ordnet"}

// quoted says of the duration that setting is whether the time is one that was promised,
// as customers quote it, and whether they say that it was kept.
func (s *setting) quoted() (bool, verdict) {
	told, inside := s.promisedBefore() || s.after(2, "i", "de") && s.after(1, "skriver", "lover"), s.promisedAround() || s.claimed()
	if !told && !inside && !s.scorned() {
		return false, unjudged
	}
	switch {
	case s.asksIt() && s.word(s.next) == "ja" && s.word(s.next+1) != "tak":
		return true, kept
	case s.deniesIt(), s.scorned():
		return true, broken
	case s.among(s.next, s.to, keeping), s.after(4, "som") && s.after(5, "lovet", "aftalt", "oplyst"):
		return true, kept
	case inside && !told && s.inTime() && s.before(8, doing...):
		return true, kept
	}
	return true, unjudged
}

// promisedBefore says whether words before the duration promise it: "I lovede svar på min mail inden
// for 24 timer", "der står, at I svarer på 24 timer", "skulle tages inden for 5 minutter".
func (s *setting) promisedBefore() bool {
	for i := s.start - 1; i >= s.from; i-- {
		w := s.word(i)
		switch {
		case i < s.start-1 && (w == "men" || w == "så" || w == "og"), unitHours[w] > 0 && numbered(s.word(i-1)):
			return false
		case slices.Contains(promising, w) && (s.word(i+1) == "i" || s.word(i+1) == "de") && i+2 < s.start && s.words[i+2].breaks: // "højst 5 minutter lover I, jeg sad i 50"
			return false
		case slices.Contains(promising, w):
			return s.word(i-1) != "som"
		case (w == "skriver" || w == "skrev" || w == "siger" || w == "sagde") && (s.word(i-1) == "i" || s.word(i-1) == "de") && s.word(i-2) != "kan":
			return true
		case (w == "står" || w == "stod") && (s.word(i-1) == "der" || s.word(i+1) == "der"):
			return true
		case (w == "skulle" || w == "skal") && s.inTime():
			return true
		}
	}
	return false
}

// numbered says whether a word is a number.
func numbered(word string) bool {
	_, letters := numberWords[word]
	return letters || word != "" && isDigit(rune(word[0]))
}

// promisedAround says whether the duration is called by its promise: "de lovede 2 dage", "de 5 minutter
// I lover", "jeres 24 timers svarfrist", "en svarfrist på 24 timer".
func (s *setting) promisedAround() bool {
	switch before := s.word(s.start - 1); before {
	case "lovede", "aftalte", "garanterede", "oplyste", "annoncerede":
		return true
	case "de", "det", "den", "jeres", "deres":
		if before != "jeres" && before != "deres" && s.word(s.start-2) == "på" && s.years() {
			return false
		}
		if s.inTime() || s.after(2, terms...) || s.after(3, "lover", "lovede", "lovet") {
			return true
		}
	}
	if s.after(2, "i", "de") && s.after(2, "lover", "lovede", "garanterer", "skriver", "reklamerer", "påstår") || s.after(2, "i") && s.after(2, "siger") {
		return true
	}
	return s.before(5, "jeres", "deres") && (s.before(5, terms...) || s.after(1, terms...)) || s.before(4, "svarfrist", "svargaranti", "servicemål", "svarløfte")
}

// claimed says whether the sentence goes on to say whether the time holds: "3 hverdage holdt ikke", "på 24
// timer er ikke rigtigt".
func (s *setting) claimed() bool {
	return s.after(2, "passer", "passede", "holder", "stemmer", "overholdes", "overholder") || s.after(1, "holdt", "røg") && s.after(3, "ikke", "aldrig") ||
		s.after(1, "er", "var", "blev") && s.after(4, "ikke", "aldrig", "ej") && s.after(6, "rigtigt", "sandt", "tilfældet", "overholdt", "virkeligheden", "sådan")
}

// asksIt says whether the duration ends a question.
func (s *setting) asksIt() bool { return s.next < len(s.words) && s.words[s.next].asks }

// inTime says whether the duration is one that something is done within: "inden for", "på", "under",
// and an article between.
func (s *setting) inTime() bool {
	i := s.start - 1
	for i >= s.from && slices.Contains([]string{"de", "det", "den", "jeres", "deres", "lovede", "aftalte"}, s.word(i)) {
		i--
	}
	w := s.word(i)
	return w == "indenfor" || w == "inden" || w == "på" || w == "under" || w == "for" && s.word(i-1) == "inden"
}

// scorned says whether what follows the duration laughs at it: "på 24 timer? Nej", "inden for 48 timer, ja tak".
func (s *setting) scorned() bool {
	i := s.next
	if !s.inTime() || i >= len(s.words) || !s.words[i].breaks {
		return false
	}
	return slices.Contains(scorns, s.word(i)) || s.word(i) == "ja" && s.word(i+1) == "tak" || s.asksIt() && !s.among(s.from, s.start, []string{"kan", "kunne", "hvornår", "hvorfor", "hvordan"})
}

// deniesIt says whether the sentence denies what was promised, before the duration or behind it.
func (s *setting) deniesIt() bool {
	for i := s.from; i < s.to; i++ {
		if i >= s.start && i < s.next || !slices.Contains(denials, s.word(i)) {
			continue
		}
		if !slices.Contains([]string{"mere", "længere", "engang", "kun", "bare", "at", "problem", "problemer", "brok", "klager", "tvivl", "en"}, s.word(i+1)) {
			return true
		}
	}
	return false
}

// bare adds to out a number that stands without a unit behind a quoted time, and is counted as that is:
// "inden for 5 minutter, jeg ventede 35", "lovet på 3 dage, den kom efter 1".
func (s *timeScan) bare(quoted Duration, next int) (d Duration, at int, ok bool) {
	unit := unitHours[s.word(next-1)]
	for i := next; unit > 0 && i < min(len(s.words), next+within); i++ {
		low, high, end, ok := s.quantity(i)
		if !ok {
			continue
		}
		if _, counted := unitHours[s.word(end)]; counted {
			return d, 0, false
		}
		if end < len(s.words) && !s.words[end].breaks || i == next {
			continue
		}
		d = Duration{Start: s.words[i].start, End: s.words[end-1].end, Low: low * unit, High: high * unit}
		switch w := s.word(i - 1); {
		case strings.HasPrefix(w, "vente"):
			d.Sense = Waited
		case w == "i" && slices.Contains([]string{"hang", "hængte", "sad", "stod", "hængt"}, s.word(i-2)):
			d.Sense = Waited
		case slices.Contains([]string{"efter", "gik", "tog", "til", "nej", "på", "tager", "taget"}, w):
			d.Sense = Took
		default:
			continue
		}
		return d, end, true
	}
	return d, 0, false
}
