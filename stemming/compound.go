package stemming

import (
	"math"
	"strings"
	"unicode/utf8"
)

// Bounds on compounds, in characters where nothing else is said. Chosen on the
// words that customers write most and on compounds split by hand.
const (
	shortestCompound = 6
	longestCompound  = 48 // bytes
	shortestPart     = 3
	shortestHead     = 3 // bytes: "kø"
	mostParts        = 4
	attested         = 3 // times written, from which a word that no list has may be a part
	certainPart      = 5 // a longer part that a word list has needs no other evidence
	simpleParts      = 8 // log of how much commoner than its parts a compound of core words may be
)

// A unit is a part of a compound as it stands in the word, in bytes, without
// its link letters; link is where the next unit begins or, of a run of parts,
// where its last one does.
type unit struct{ from, to, link int }

// links holds the letters that may stand between two parts.
var links = []string{"", "s", "e", "er", "en", "n"}

// split is the parts of a compound in lower case; nil for a word that is none,
// or that is better known whole. It prefers fewer parts, then the likelier by
// the geometric mean of their frequencies.
//
// Method: Koehn and Knight, "Empirical Methods for Compound Splitting", EACL
// 2003, section 3; link letters after Alfonseca, Bilac and Pharies, "German
// Decompounding in a Difficult Corpus", CICLing 2008, which covers Danish.
func (l *Lexicon) split(word string) []unit {
	if len(word) > longestCompound || utf8.RuneCountInString(word) < shortestCompound || core[word] || grammar(word) || irregular[word] != "" {
		return nil
	}
	whole := l.stem(word)
	if coreStems[repaired(word)] {
		return nil
	}
	for parts := 2; parts <= mostParts; parts++ {
		s := splitter{lexicon: l, word: word, best: math.Inf(-1)}
		s.from(0, parts, 0)
		if s.units == nil {
			continue
		}
		if mean := s.best / float64(parts); l.better(mean, whole, s.units, word) {
			return s.units
		}
		return nil
	}
	return nil
}

// better says whether parts of the mean log frequency are better evidence than
// the whole word is.
func (l *Lexicon) better(mean float64, whole stem, units []unit, word string) bool {
	if whole.count == 0 && !whole.listed {
		return true
	}
	shortest, simple, sound := math.MaxInt, true, true
	for _, u := range units {
		part := word[u.from:u.to]
		chars := utf8.RuneCountInString(part)
		known := l.simple(part)
		shortest = min(shortest, chars)
		simple = simple && known
		sound = sound && (known || chars > certainPart || l.stem(part).count >= 5*attested)
	}
	if whole.listed && !sound {
		return false
	}
	if whole.count == 0 {
		return shortest > shortestPart || mean >= 0
	}
	need := math.Log(float64(whole.count) + 1)
	switch {
	case simple:
		need -= simpleParts
	case shortest <= shortestPart:
		need++
	}
	return mean >= need
}

// simple says whether word is a core word or a compound of such alone.
func (l *Lexicon) simple(word string) bool {
	if core[word] || coreStems[repaired(word)] {
		return true
	}
	units := l.split(word)
	for _, u := range units {
		if !l.simple(word[u.from:u.to]) {
			return false
		}
	}
	return units != nil
}

// A splitter looks for the best split of a word.
type splitter struct {
	lexicon *Lexicon
	word    string
	path    [mostParts]unit
	depth   int
	best    float64
	units   []unit
}

// from tries every way to split word[at:] into n parts; sum is the log
// frequency of the parts before.
func (s *splitter) from(at, n int, sum float64) {
	if n == 1 {
		if weight, ok := s.lexicon.head(s.word[at:]); ok && sum+weight > s.best {
			s.best = sum + weight
			s.path[s.depth] = unit{at, len(s.word), len(s.word)}
			s.units = append(s.units[:0], s.path[:s.depth+1]...)
		}
		return
	}
	for end := at + 2; end+shortestHead <= len(s.word); end++ {
		if !utf8.RuneStart(s.word[end]) {
			continue
		}
		weight, ok := s.lexicon.modifier(s.word[at:end])
		if !ok {
			continue
		}
		for _, link := range links {
			if !strings.HasPrefix(s.word[end:], link) {
				continue
			}
			s.path[s.depth] = unit{at, end, end + len(link)}
			s.depth++
			s.from(end+len(link), n-1, sum+weight-linkCost(link))
			s.depth--
		}
	}
}

// linkCost is what a link letter takes from the log frequency: the rarer the
// link, the more. Chosen by eye.
func linkCost(link string) float64 {
	switch link {
	case "":
		return 0
	case "s":
		return 0.5
	case "e":
		return 2
	}
	return 4
}

// modifier is the log frequency of a part that is not the last, and whether
// word can be one.
func (l *Lexicon) modifier(word string) (weight float64, ok bool) {
	if particles[word] || grammar(word) {
		return 0, false
	}
	chars := utf8.RuneCountInString(word)
	if chars < shortestPart && !shortParts[word] {
		return 0, false
	}
	count := l.count(word)
	listed := l.words[word]&1 == 1 || core[word] || irregular[word] != "" || shortParts[word]
	if !listed && count < attested {
		return 0, false
	}
	return frequency(max(count, l.stem(word).count), listed, chars), true
}

// head is the log frequency of a last part, and whether word can be one.
func (l *Lexicon) head(word string) (weight float64, ok bool) {
	chars := utf8.RuneCountInString(word)
	if chars < shortestPart && !shortHeads[word] || particles[word] || suffixes[word] || grammar(word) {
		return 0, false
	}
	s := l.stem(word)
	known := l.words[word]&1 == 1 || core[word] || irregular[word] != ""
	if known || s.listed && chars > 4 || l.count(word) >= attested {
		return frequency(s.count, s.listed || known, chars), true
	}
	return 0, false
}

// frequency is the log frequency of a part that was written count times. A word
// that is listed counts half a time more, a short one less.
func frequency(count int, listed bool, chars int) float64 {
	f := float64(count)
	if listed {
		f += 0.5
	}
	weight := math.Log(f)
	if chars <= shortestPart {
		weight -= 2
	}
	return weight
}

// parts is the parts of the compound word, in the order of their beginnings, a
// longer one before its own parts: its simple parts, without link letters, the
// runs of them that end the word, so that "ventetid" is a part of
// "telefonventetid", and other runs that are known as words, such as
// "kundeservice" in "kundeservicemedarbejder".
func (l *Lexicon) parts(word string) []unit {
	leaves := l.leaves(nil, word, 0)
	var parts []unit
	for i := range leaves {
		for j := min(len(leaves), i+mostParts); j > i; j-- {
			run := unit{leaves[i].from, leaves[j-1].to, leaves[j-1].from}
			known := j-i == 1 || j == len(leaves) || l.evidence(word[run.from:run.to]) >= attested
			if known && j-i < len(leaves) {
				parts = append(parts, run)
			}
		}
	}
	return parts
}

// leaves appends the simple parts of word, which begins at byte at of the whole
// word, to dst; none if it is no compound.
func (l *Lexicon) leaves(dst []unit, word string, at int) []unit {
	for _, u := range l.split(word) {
		n := len(dst)
		if dst = l.leaves(dst, word[u.from:u.to], at+u.from); len(dst) == n {
			dst = append(dst, unit{at + u.from, at + u.to, at + u.link})
		}
	}
	return dst
}
