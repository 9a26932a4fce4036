package stemming

import (
	"hash/fnv"
	"slices"
	"strings"
	"unicode/utf8"

	"stemme/models"
)

// Bounds on what counts as a misspelling. Chosen on real misspellings, so that
// few words that are right are touched.
const (
	wanted     = 5  // times a word must be written to be what another was meant as
	plain      = 10 // how many times likelier the meant word must be than the written one
	unrivalled = 3  // and than the next that could be meant
	oftenWrong = 40 // a word written more often is never taken for a misspelling
)

// A deletion is a word with one letter left out, by its hash.
type deletion struct {
	hash uint64
	word int32 // index into targets
}

// A speller finds the frequent words one edit away from a word: a letter left
// out, put in or changed, or two swapped.
//
// Method: Garbe, "SymSpell", 2012: words are met by what they have in common
// after a deletion on either side.
type speller struct {
	targets   []string
	deletions []deletion // by hash, then word
}

// newSpeller makes a speller of words, which must be sorted.
func newSpeller(words []string) *speller {
	s := &speller{targets: words}
	for i, word := range words {
		each(word, func(hash uint64) { s.deletions = append(s.deletions, deletion{hash, int32(i)}) })
	}
	slices.SortFunc(s.deletions, func(a, b deletion) int {
		if a.hash != b.hash {
			if a.hash < b.hash {
				return -1
			}
			return 1
		}
		return int(a.word - b.word)
	})
	return s
}

// each calls use with the hash of word and of word less each of its letters.
func each(word string, use func(hash uint64)) {
	h := fnv.New64a()
	h.Write([]byte(word))
	use(h.Sum64())
	for i, r := range word {
		h.Reset()
		h.Write([]byte(word[:i]))
		h.Write([]byte(word[i+utf8.RuneLen(r):]))
		use(h.Sum64())
	}
}

// near calls use with the targets that may be one edit from word, some of them
// several times.
func (s *speller) near(word string, use func(target string)) {
	each(word, func(hash uint64) {
		at, _ := slices.BinarySearchFunc(s.deletions, hash, func(d deletion, hash uint64) int {
			switch {
			case d.hash < hash:
				return -1
			case d.hash > hash:
				return 1
			}
			return 0
		})
		for ; at < len(s.deletions) && s.deletions[at].hash == hash; at++ {
			use(s.targets[s.deletions[at].word])
		}
	})
}

// correct is the word that word is a misspelling of, as far as l makes it
// plain; else word itself. A word that is known to be correct, or that is not
// rare, is never touched.
func (l *Lexicon) correct(word string) string {
	written := l.count(word)
	if utf8.RuneCountInString(word) < 2 || written > oftenWrong || l.listed(word) || strings.ContainsAny(word, "'-_") {
		return word
	}
	own := l.stem(word)
	sound := own.listed || own.count > 3*written+2 || l.split(word) != nil
	var best, second float64
	meant := word
	l.speller.near(word, func(target string) {
		likely := likelihood(word, target)
		switch {
		case target == word, target == meant, likely == 0, sound && likely < accentLost:
			return
		case likely == otherEdit && vocabularies[models.Danish].kinds[target] == models.Negation:
			return // what turns the meaning round must be surer
		}
		weight := likely * float64(l.expected(target))
		switch {
		case weight > best || weight == best && target < meant:
			if meant == word || repaired(meant) != repaired(target) {
				second = best
			}
			best, meant = weight, target
		case weight > second && repaired(meant) != repaired(target):
			second = weight
		}
	})
	if best < wanted*accentLost || best < plain*float64(written) || best < unrivalled*second {
		return word
	}
	return meant
}

// expected is how often word is taken to be written: grammar words and core
// words are known to be common however small the corpus.
func (l *Lexicon) expected(word string) int {
	if grammar(word) {
		return max(l.count(word), 10*wanted)
	}
	return max(l.count(word), wanted)
}

// How likely a kind of misspelling is, against the likeliest. Chosen by eye.
const (
	accentLost = 1.0  // å written a, ø written o, æ, ø or å left out
	letterTwin = 0.5  // a doubled letter written once, or the reverse
	swapped    = 0.15 // two letters in the wrong order
	otherEdit  = 0.1
	shortEdit  = 7 // characters from which a word may be any edit away
)

// likelihood is how likely target is written as word, against other
// misspellings; 0 if they are more than an edit apart.
func likelihood(word, target string) float64 {
	a, b := []rune(word), []rune(target)
	if len(a) > len(b)+1 || len(b) > len(a)+1 {
		return 0
	}
	i := 0
	for i < min(len(a), len(b)) && a[i] == b[i] {
		i++
	}
	x, y := a[i:], b[i:]
	for len(x) > 0 && len(y) > 0 && x[len(x)-1] == y[len(y)-1] {
		x, y = x[:len(x)-1], y[:len(y)-1]
	}
	likely := 0.0
	switch {
	case len(x) == 1 && len(y) == 1:
		likely = otherEdit
		if x[0] == 'a' && (y[0] == 'å' || y[0] == 'æ') || x[0] == 'o' && y[0] == 'ø' {
			return accentLost
		}
	case len(x) == 0 && len(y) == 1:
		likely = otherEdit
		if strings.ContainsRune("æøå", y[0]) && len(a) > 2 {
			return accentLost
		}
		if i > 0 && b[i-1] == y[0] {
			likely = letterTwin
		}
	case len(x) == 1 && len(y) == 0:
		likely = otherEdit
		if i > 0 && a[i-1] == x[0] {
			likely = letterTwin
		}
	case len(x) == 2 && len(y) == 2 && x[0] == y[1] && x[1] == y[0]:
		likely = swapped
	}
	if likely == otherEdit && max(len(a), len(b)) < shortEdit || likely < accentLost && i == 0 || len(a) < 4 {
		return 0 // too little is left to tell; the first letter is seldom wrong
	}
	return likely
}
