package lens

import (
	"math"
	"strings"
	"unicode/utf8"
)

// A TimeSense says what a duration was to the customer.
type TimeSense string

// The senses of a duration; the zero TimeSense is none of them.
const (
	OtherTime TimeSense = ""
	Waited    TimeSense = "waited"   // the customer waited so long
	Took      TimeSense = "took"     // what was done took so long
	Promised  TimeSense = "promised" // it was to take so long
	Within    TimeSense = "within"   // it was done within it
)

// A Duration is a length of time that a text names.
type Duration struct {
	Start, End int     // bytes of the text
	Low, High  float64 // hours; High is +Inf where it has no upper bound
	Sense      TimeSense

	missed  bool    // what was due was so late, or is denied to have been done within it
	atOnce  bool    // it has no number: "med det samme"
	quoted  bool    // it is the time of a promise, as the customer quotes it
	drawn   bool    // the sentence tells of it as long
	whole   bool    // and for what: "40 minutters kø for at tale med nogen"
	verdict verdict // of that promise; unjudged where it is none, or nothing is said
}

// Hours in the units of time; a month is 30 days, a year 365.
var unitHours = map[string]float64{
	"sekund": 1.0 / 3600, "sekunder": 1.0 / 3600, "sek": 1.0 / 3600, "minut": 1.0 / 60, "minutter": 1.0 / 60, "minuters": 1.0 / 60, "minutters": 1.0 / 60,
	"min": 1.0 / 60, "minutes": 1.0 / 60, "minuter": 1.0 / 60, "minutet": 1.0 / 60, "kvarter": 0.25, "kvarters": 0.25, "kvarterer": 0.25, "kvarterers": 0.25,
	"time": 1, "timer": 1, "timr": 1, "timers": 1, "times": 1, "t": 1, "tim": 1, "timen": 1, "døgn": 24, "døgns": 24, "dag": 24, "dage": 24, "dages": 24, "dags": 24, "dagen": 24, "dg": 24, "nætter": 24, "nætters": 24,
	"hverdag": 24, "hverdage": 24, "hverdages": 24, "arbejdsdag": 24, "arbejdsdage": 24, "arbejdsdages": 24, "bankdag": 24, "bankdage": 24, "bankdages": 24,
	"uge": 168, "uger": 168, "ugers": 168, "uges": 168, "måned": 720, "måneder": 720, "måneders": 720, "måneds": 720, "mdr": 720, "md": 720, "mnd": 720, "mdrs": 720, "måned's": 720,
	"kvartal": 2190, "kvartaler": 2190, "halvår": 4380, "år": 8760, "års": 8760, "årti": 87600, "årtier": 87600, "weekend": 48, "weekender": 48, "aften": 4, "formiddag": 4, "eftermiddag": 4,
}

// vague are words that are a duration by themselves.
var vague = map[string][2]float64{
	"timevis": {2, 12}, "dagevis": {48, 168}, "ugevis": {336, 1440}, "månedsvis": {1440, 8760}, "årevis": {17520, math.Inf(1)}, "årtier": {175200, math.Inf(1)}, "over weekenden": {48, 48}, "en weekend uden": {48, 48},
	"straks": {0, 1}, "omgående": {0, 1}, "øjeblikkeligt": {0, 1}, "øjeblikkelig": {0, 1},
	"samme dag": {0, 24}, "næste dag": {24, 24}, "dagen efter": {24, 24}, "dagen derpå": {24, 24}, "næste morgen": {12, 24},
	"med det samme": {0, 1}, "samme aften": {0, 12}, "samme formiddag": {0, 6}, "samme eftermiddag": {0, 6}, "med det samme,": {0, 1},
	"dag til dag": {24, 24}, "hele dagen": {8, 24}, "hele ugen": {168, 168}, "hele måneden": {720, 720}, "hele året": {8760, 8760}, "hele sommeren": {1440, 2208}, "hele weekenden": {48, 48}, "hele natten": {8, 12}, "hele formiddagen": {4, 4}, "hele eftermiddagen": {4, 4}, "hele aftenen": {4, 4}, "en hel dag": {8, 24}, "en hel formiddag": {4, 4}, "en hel eftermiddag": {4, 4}, "en hel aften": {4, 4},
}

// numberWords are the numbers that are written in letters.
var numberWords = map[string]float64{
	"en": 1, "et": 1, "én": 1, "ét": 1, "een": 1, "eet": 1, "to": 2, "tre": 3, "fire": 4, "fem": 5, "seks": 6, "syv": 7, "otte": 8, "ni": 9, "ti": 10, "elleve": 11, "tolv": 12,
	"tretten": 13, "fjorten": 14, "femten": 15, "seksten": 16, "sytten": 17, "atten": 18, "nitten": 19, "tyve": 20, "femogtyve": 25, "tredive": 30,
	"femogtredive": 35, "fyrre": 40, "femogfyrre": 45, "halvtreds": 50, "femoghalvtreds": 55, "tres": 60, "halvfjerds": 70, "firs": 80, "halvfems": 90, "hundrede": 100,
	"halvanden": 1.5, "halvandet": 1.5, "halv": 0.5, "halvt": 0.5, "hel": 1, "helt": 1, "trekvart": 0.75, "enogtyve": 21, "toogtyve": 22, "fireogtyve": 24, "otteogfyrre": 48, "tooghalvfjerds": 72,
}

// A wordAt is a word of a text in lower case and where it stands.
type wordAt struct {
	text       string
	start, end int
	glued      bool // no space before it
	breaks     bool // a sentence ends or a comma stands before it
	stops      bool // a sentence ends before it
	asks       bool // with a question mark
}

// wordsOf adds to out the numbers, words and signs of a text that durations are made of.
func wordsOf(out []wordAt, text string) []wordAt {
	glued, breaks, stops, asks := false, false, false, false
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		j := i
		switch {
		case isDigit(r):
			for j < len(text) && (isDigit(rune(text[j])) || (text[j] == '.' || text[j] == ',') && j+1 < len(text) && isDigit(rune(text[j+1]))) {
				j++
			}
		case isLetter(r):
			for j < len(text) {
				r, size := utf8.DecodeRuneInString(text[j:])
				if !isLetter(r) {
					break
				}
				j += size
			}
		case strings.ContainsRune("½¼¾%€$-–/", r):
			j += size
		default:
			glued = false
			asks = asks || r == '?'
			breaks = breaks || strings.ContainsRune(",;:()!?\n", r) || r == '.'
			if strings.ContainsRune("!?\n", r) || r == '.' && i+size < len(text) && text[i+size] == ' ' && i+size+1 < len(text) && isUpper(text[i+size+1:]) {
				stops = true
			}
			i += size
			continue
		}
		out = append(out, wordAt{strings.ToLower(text[i:j]), i, j, glued, breaks, stops, asks})
		glued, breaks, stops, asks = true, false, false, false
		i = j
	}
	return out
}

func isDigit(r rune) bool { return '0' <= r && r <= '9' }

func isUpper(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return strings.ContainsRune("ABCDEFGHIJKLMNOPQRSTUVWXYZÆØÅ", r)
}

func isLetter(r rune) bool {
	return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || r >= 0xC0 && r != 0xD7 && r != 0xF7 && r < 0x250
}

// Durations lists the lengths of time that a Danish text names, in its order.
// Times of day, ages, dates and how often something happens are none.
func Durations(text string) []Duration { return durationsOf(nil, wordsOf(nil, text)) }

// durationsOf adds to out the durations among words.
func durationsOf(out []Duration, words []wordAt) []Duration {
	s := timeScan{words: words, out: out}
	for s.at = 0; s.at < len(s.words); {
		if !counts(s.words[s.at].text) {
			s.at++
			continue
		}
		if d, next, ok := s.read(); ok {
			d.missed = s.missed(d.Start, next)
			setting := s.settingOf(d.Start, next, d.atOnce)
			d.drawn = setting.drawn(&d)
			d.whole = d.drawn && setting.after(4, "for") && setting.after(5, "at")
			if d.quoted, d.verdict = setting.quoted(); d.quoted {
				d.Sense, d.missed = Promised, false
			}
			d.Start, d.End = s.words[d.Start].start, s.words[next-1].end
			s.out = append(s.out, d)
			s.at = next
			if d.quoted {
				if took, end, ok := s.bare(d, next); ok {
					s.out = append(s.out, took)
					s.at = end
				}
			}
			continue
		}
		s.at++
	}
	return s.out
}

// limitHours is the hours of a limit such as "24 timer"; 0 for no time.
func limitHours(text string) float64 {
	all := Durations(text)
	if len(all) != 1 || math.IsInf(all[0].High, 1) {
		return 0
	}
	return all[0].High
}

// A timeScan reads a text's words for durations.
type timeScan struct {
	words []wordAt
	at    int
	out   []Duration
}

func (s *timeScan) word(i int) string {
	if i < 0 || i >= len(s.words) {
		return ""
	}
	return s.words[i].text
}

// read is the duration that begins at the word at hand, counted in words, and the
// word behind it.
func (s *timeScan) read() (d Duration, next int, ok bool) {
	if d, next, ok := s.vague(); ok {
		d.atOnce = prompt(s.word(s.at))
		return s.sense(d, next, d.atOnce), next, true
	}
	if d, next, ok := s.weekdays(); ok {
		return s.sense(d, next, false), next, true
	}
	d, next, ok = s.counted()
	if !ok || s.excluded(next) {
		return d, next, false
	}
	d = s.bounded(d)
	return s.sense(d, next, false), next, true
}

// prompt says whether a duration without a number, by its first word, tells that something
// was done so soon.
func prompt(first string) bool {
	switch first {
	case "samme", "næste", "dagen", "straks", "omgående", "øjeblikkeligt", "øjeblikkelig", "med":
		return true
	}
	return false
}

// vagueFirst are the words that those of vague begin with.
var vagueFirst = func() map[string]bool {
	out := map[string]bool{}
	for phrase := range vague {
		first, _, _ := strings.Cut(phrase, " ")
		out[first] = true
	}
	return out
}()

// vague reads the durations without a number.
func (s *timeScan) vague() (Duration, int, bool) {
	if !vagueFirst[s.word(s.at)] {
		return Duration{}, 0, false
	}
	phrase := ""
	best, found := 0, [2]float64{}
	for n := 0; n < 3 && s.at+n < len(s.words); n++ {
		if n > 0 {
			phrase += " "
		}
		phrase += s.word(s.at + n)
		if hours, ok := vague[phrase]; ok {
			best, found = n+1, hours
		}
	}
	if best == 0 {
		return Duration{}, 0, false
	}
	return Duration{Start: s.at, Low: found[0], High: found[1]}, s.at + best, true
}

var weekdayNumber = map[string]int{
	"mandag": 0, "tirsdag": 1, "onsdag": 2, "torsdag": 3, "fredag": 4, "lørdag": 5, "søndag": 6,
}

// weekdays reads "fra mandag til fredag" and "fra kl. 9 til 14".
func (s *timeScan) weekdays() (Duration, int, bool) {
	if s.word(s.at) != "fra" {
		return Duration{}, 0, false
	}
	if from, ok := weekdayNumber[s.word(s.at+1)]; ok && s.word(s.at+2) == "til" {
		if to, ok := weekdayNumber[s.word(s.at+3)]; ok {
			days := float64((to-from+6)%7 + 1)
			return Duration{Start: s.at, Low: 24 * days, High: 24 * days}, s.at + 4, true
		}
	}
	i := s.at + 1
	clock := func() (float64, bool) {
		marked := false
		for s.word(i) == "kl" || s.word(i) == "klokken" {
			i, marked = i+1, true
		}
		v, ok := number(strings.Replace(s.word(i), ":", ".", 1))
		if !ok || !isDigit(rune(s.word(i)[0])) || v > 24 {
			return 0, false
		}
		i++
		return math.Floor(v) + (v-math.Floor(v))*100/60, marked
	}
	from, marked := clock()
	if !marked || s.word(i) != "til" {
		return Duration{}, 0, false
	}
	i++
	to, _ := clock()
	if to <= from {
		return Duration{}, 0, false
	}
	return Duration{Start: s.at, Low: to - from, High: to - from}, i, true
}

// counted reads a number and a unit, and what is added to them.
func (s *timeScan) counted() (Duration, int, bool) {
	low, high, next, ok := s.quantity(s.at)
	if !ok {
		return Duration{}, 0, false
	}
	for stretches(s.word(next)) || s.word(next) == "hel" && s.word(next-1) != "hel" {
		next++
	}
	hours, ok := unitHours[s.word(next)]
	if s.word(next) == "t" && !isDigit(rune(s.word(next - 1)[len(s.word(next-1))-1])) {
		return Duration{}, 0, false
	}
	if !ok || s.words[next].breaks {
		return Duration{}, 0, false
	}
	d := Duration{Start: s.at, Low: low * hours, High: high * hours}
	next++
	if s.word(next) == "tid" && strings.HasSuffix(s.word(next-1), "s") {
		next++
	}
	if s.word(next) == "eller" && low == 1 { // "en uge eller to", "en time eller mere"
		switch s.word(next + 1) {
		case "to":
			return Duration{Start: d.Start, Low: hours, High: 2 * hours}, next + 2, true
		case "mere":
			return Duration{Start: d.Start, Low: hours, High: math.Inf(1)}, next + 2, true
		}
	}
	more := next
	if s.word(next) == "og" {
		more++
	} else if next < len(s.words) && s.words[next].breaks && !abbreviated(s.word(next-1)) {
		return d, next, true
	}
	if low, high, n, ok := s.quantity(more); ok {
		if smaller, ok := unitHours[s.word(n)]; ok && smaller < hours {
			d.Low, d.High = d.Low+low*smaller, d.High+high*smaller
			next = n + 1
		}
	}
	return d, next, true
}

// stretches says whether a word between a number and its unit changes nothing.
func stretches(word string) bool {
	switch word {
	case "hele", "lange", "fulde", "lang", "god", "gode", "stive", "stiv", "helt", "lille", "små":
		return true
	}
	return false
}

// abbreviated says whether a unit may end in a full stop within a sentence.
func abbreviated(unit string) bool {
	return unit == "t" || unit == "tim" || unit == "min" || unit == "sek" || unit == "mdr" || unit == "md"
}
