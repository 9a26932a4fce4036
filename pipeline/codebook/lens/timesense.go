package lens

import (
	"math"
	"slices"
	"strings"
)

// excluded says whether the words around make the one at hand, up to next, no
// duration: how often ("3 dage om ugen", "en gang om måneden"), an age, a point in
// time, or a rate ("149 kr om måneden").
func (s *timeScan) excluded(next int) bool {
	before, before2, after := s.word(s.at-1), s.word(s.at-2), s.word(next)
	switch {
	case before == "kl" || before == "klokken" || before == "hver" || before == "hvert" || before == "pr" || before == "per":
		return true
	case before == "/" && s.at > 0 && s.words[s.at-1].glued:
		return true
	case after == "gammel" || after == "gamle" || after == "gammelt" || after == "årig" || after == "siden" && !s.waitingSince(next):
		return true
	case s.word(next-1) == "år" && after != "siden" && s.aged(before):
		return true
	case after == "i" && (s.word(next+1) == "døgnet" || s.word(next+1) == "timen"):
		return true
	case after == "om" && (s.word(next+1) == "ugen" || s.word(next+1) == "måneden" || s.word(next+1) == "dagen" || s.word(next+1) == "året"):
		return true
	case before == "samme" || before == "anden" || before == "tredje" || before == "første" || before == "sidste" && !s.several(next) || before == "den" && before2 != "" && !(s.several(next) && (after == "efter" || after == "senere")):
		return true
	}
	if next == s.at+3 && s.word(s.at+1) == "god" && s.word(next-1) == "dag" {
		return true
	}
	one := next == s.at+2 && (s.word(s.at) == "en" || s.word(s.at) == "et" || s.word(s.at) == "én")
	if one && after == "ad" { // "en dag ad gangen"
		return true
	}
	unit := s.word(next - 1)
	if one && after == "for" && s.word(next+1) == "sent" {
		return false
	}
	if one && (unit == "dag" || unit == "aften" || unit == "formiddag" || unit == "eftermiddag" || unit == "weekend") {
		return !strings.Contains("på over under efter inden ca næsten mindst kun tog gik i", before) || before == ""
	}
	if unit == "time" || unit == "tid" {
		return before == "bestilte" || before == "ny"
	}
	return false
}

// aged says whether the years at hand are how old somebody is: "er 78 år", "min
// søn på 7 år".
func (s *timeScan) aged(before string) bool {
	if before == "er" {
		return true
	}
	return before == "på" && slices.Contains([]string{"søn", "datter", "barn", "barnebarn", "dreng", "pige", "mor", "far", "mand", "kone", "hund", "kat", "bil", "kvinde"}, s.word(s.at-2))
}

// several says whether more than one unit is counted at hand: "de sidste 3 uger".
func (s *timeScan) several(next int) bool {
	low, _, _, ok := s.quantity(s.at)
	return ok && low > 1 && next > s.at+1
}

// waitingSince says whether the text behind "for … siden" waits still: the
// customer has heard nothing.
func (s *timeScan) waitingSince(i int) bool {
	for j := max(i-9, 0); j < min(i+14, len(s.words)); j++ {
		switch s.word(j) {
		case "stadig", "stadigvæk", "endnu", "venter", "ventet", "intet", "rykket", "rykker", "ingenting":
			return true
		case "ikke", "aldrig":
			if slices.Contains([]string{"hørt", "fået", "modtaget", "svaret", "set", "kommet", "sket", "vendt", "ringet", "endnu", "noget"}, s.word(j+1)) ||
				slices.Contains([]string{"hørt", "fået", "modtaget"}, s.word(j+2)) {
				return true
			}
		}
	}
	return false
}

// bounded widens d by what stands before it: "over", "under", "op til", "næsten".
func (s *timeScan) bounded(d Duration) Duration {
	i := s.at - 1
	for i >= 0 && slices.Contains([]string{"ca", "cirka", "omkring", "hele", "omtrent", "kun", "godt", "knap", "knapt", "næsten"}, s.word(i)) {
		if w := s.word(i); w == "knap" || w == "knapt" || w == "næsten" {
			d.Low *= 0.8
		}
		d.Start = i
		i--
	}
	two := s.word(i-1) + " " + s.word(i)
	if two == "op mod" {
		d.Low, d.Start = 0, i-1
		return d
	}
	switch {
	case s.word(i-2) == "ikke" && (two == "mere end" || two == "længere end"):
		d.Low, d.Start = 0, i-2
	case s.word(i) == "over" && s.word(i-1) != "gået", two == "mere end", two == "længere end", two == "mindst i", s.word(i) == "mindst", two == "i overkant":
		d.High = math.Inf(1)
		d.Start = i
		if two == "mere end" || two == "længere end" {
			d.Start = i - 1
		}
	case s.word(i) == "under" && s.word(i-1) != "i", two == "mindre end", two == "op til", two == "højst i", s.word(i) == "højst", s.word(i) == "maks", s.word(i) == "max", two == "ikke engang":
		d.Low = 0
		d.Start = i
		if two == "mindre end" || two == "op til" {
			d.Start = i - 1
		}
	}
	return d
}

// missed says whether the duration from start up to next is by how much something was late ("3 timer for sent",
// "forsinket i to dage", "en uge senere end aftalt"), or within which it is denied to have been done ("tages aldrig
// inden for 5 minutter", "får ikke svar på 24 timer"). "Ikke mere end" and "ikke engang" deny nothing.
func (s *timeScan) missed(start, next int) bool {
	after, after2 := s.word(next), s.word(next+1)
	switch {
	case after == "for" && (after2 == "sent" || after2 == "sen" || after2 == "sene"), strings.HasPrefix(after, "forsinke"), after == "over" && strings.HasPrefix(after2, "tid"),
		after == "senere" && after2 == "end", after == "efter" && slices.Contains([]string{"tiden", "aftalt", "aftalen", "lovet", "fristen"}, after2):
		return true
	}
	within := s.word(start-1) == "på" || s.word(start-1) == "indenfor" || s.word(start-1) == "inden" || s.word(start-1) == "for" && s.word(start-2) == "inden"
	for i := start - 1; i >= max(0, start-10) && !s.words[i+1].breaks && s.word(i) != "men"; i-- {
		switch w := s.word(i); {
		case within && w == "aldrig":
			return true
		case i < start-6:
		case strings.HasPrefix(w, "forsinke") && i >= start-3:
			return true
		case within && (w == "ikke" || w == "sjældent" || w == "ingen"):
			return true
		}
	}
	return false
}

// cues are the words that tell what a duration was, and how much they say.
var timeCues = map[string]struct {
	sense  TimeSense
	weight float64
}{
	"vente": {Waited, 3}, "ventede": {Waited, 3}, "ventet": {Waited, 3}, "venter": {Waited, 3}, "ventetid": {Waited, 3}, "ventetiden": {Waited, 3}, "ventede,": {Waited, 3}, "venten": {Waited, 3},
	"telefonkø": {Waited, 3}, "kø": {Waited, 3}, "køen": {Waited, 3}, "kø'en": {Waited, 3}, "hængt": {Waited, 2}, "hang": {Waited, 2}, "hænge": {Waited, 2}, "hold": {Waited, 2}, "røret": {Waited, 2}, "stod": {Waited, 1.5}, "sad": {Waited, 1.5}, "siddet": {Waited, 1.5}, "stået": {Waited, 1.5},
	"stadig": {Waited, 2}, "endnu": {Waited, 2}, "forsinket": {Waited, 2.5}, "forsinkelse": {Waited, 2.5}, "forsinkede": {Waited, 2.5}, "rykke": {Waited, 2}, "rykket": {Waited, 2}, "uden": {Waited, 1.2}, "hørt": {Waited, 1.5}, "venteliste": {Waited, 3}, "siden": {Waited, 1},
	"stå": {Waited, 1.5}, "nede": {Waited, 2}, "væk": {Waited, 2}, "undværede": {Waited, 2}, "manglede": {Waited, 2}, "strømafbrydelse": {Waited, 3}, "venteværelset": {Waited, 3}, "vented": {Waited, 3}, "spildte": {Took, 2},
	"stille": {Waited, 1}, "ligget": {Waited, 1}, "undværet": {Waited, 2}, "manglet": {Waited, 1.5},
	"tog": {Took, 3}, "tage": {Took, 2}, "tager": {Took, 3}, "taget": {Took, 3}, "gik": {Took, 2.5}, "går": {Took, 2}, "gået": {Took, 2.5}, "varede": {Took, 3}, "varer": {Took, 2}, "varet": {Took, 3}, "brugte": {Took, 3}, "brugt": {Took, 3}, "bruge": {Took, 2.5}, "sagsbehandlingstid": {Took, 3}, "leveringstid": {Took, 3}, "behandlingstid": {Took, 3}, "efter": {Took, 1.6}, "svartid": {Took, 3}, "først": {Took, 1.2}, "spildt": {Took, 2},
	"lovet": {Promised, 4}, "lovede": {Promised, 4}, "lover": {Promised, 4}, "løfte": {Promised, 3.5}, "aftalt": {Promised, 3.5}, "aftale": {Promised, 2}, "skulle": {Promised, 2.5}, "ville": {Promised, 2.2}, "oplyst": {Promised, 3.5}, "oplyste": {Promised, 3.5}, "stillet": {Promised, 1.5}, "udsigt": {Promised, 3}, "forventet": {Promised, 3}, "angivet": {Promised, 3}, "sagde": {Promised, 2.6}, "siger": {Promised, 2}, "besked": {Promised, 1.5}, "garanterer": {Promised, 3}, "garanti": {OtherTime, 4}, "reklamerer": {Promised, 3}, "skrev": {Promised, 0.8},
	"allerede": {Within, 3}, "kun": {Within, 2}, "hurtigt": {Within, 2}, "hurtig": {Within, 2}, "bare": {Within, 1.5}, "blot": {Within, 2}, "løbet": {Within, 3}, "inden": {Within, 2.6}, "indenfor": {Within, 3}, "under": {Within, 1.5}, "straks": {Within, 3}, "samme": {Within, 1.5}, "klaret": {Within, 2}, "klarede": {Within, 2}, "løst": {Within, 1.5}, "fik": {Within, 0.5}, "kom": {Within, 0.4},
	"kunde": {OtherTime, 3.5}, "medlem": {OtherTime, 3.5}, "boet": {OtherTime, 3}, "binding": {OtherTime, 4}, "bindingsperiode": {OtherTime, 4}, "gammel": {OtherTime, 3}, "holdt": {OtherTime, 1}, "haft": {OtherTime, 1.4}, "erfaring": {OtherTime, 3}, "åbent": {OtherTime, 3}, "åbningstid": {OtherTime, 2}, "gratis": {OtherTime, 2}, "fri": {OtherTime, 1.5}, "opsigelse": {OtherTime, 2}, "opsigelsesfrist": {OtherTime, 4}, "opsigelsesvarsel": {OtherTime, 4}, "abonnement": {OtherTime, 1.5}, "kunder": {OtherTime, 2}, "bundet": {OtherTime, 3}, "fortrydelsesret": {OtherTime, 4}, "returret": {OtherTime, 4}, "handlet": {OtherTime, 2}, "løbetid": {OtherTime, 4}, "afdragsfrit": {OtherTime, 3},
}

// sense tells what d was: by the construction that it stands in, else from the words
// around it in its sentence, the nearer the more. A prompt one is "samme dag" and the like.
func (s *timeScan) sense(d Duration, next int, prompt bool) Duration {
	if sense, told := s.settingOf(d.Start, next, prompt).told(); told {
		d.Sense = sense
		return d
	}
	scores := map[TimeSense]float64{}
	for j := max(s.at-8, 0); j < min(next+7, len(s.words)); j++ {
		if j >= d.Start && j < next && s.word(j) != "under" && s.word(j) != "samme" && s.word(j) != "straks" {
			continue
		}
		cue, ok := timeCues[s.word(j)]
		if !ok {
			continue
		}
		away, crossed := float64(s.at-j), false
		for k := min(j, s.at) + 1; k <= max(j, s.at); k++ {
			crossed = crossed || s.words[k].stops
		}
		if j >= next {
			away = float64(j - next + 1)
		}
		weight := cue.weight / (1 + away/6)
		if crossed {
			weight *= 0.25
		}
		scores[cue.sense] += weight
	}
	best := 0.0
	for _, sense := range []TimeSense{Waited, Took, Promised, Within, OtherTime} {
		if scores[sense] > best+1e-9 {
			best, d.Sense = scores[sense], sense
		}
	}
	return d
}
