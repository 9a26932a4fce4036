package stemming

import (
	"maps"
	"slices"
	"sync"

	"stemme/models"
)

// A Lexicon is what a corpus teaches about its words: how often each is
// written. It never changes once made; LexiconBuilder and ReadLexicon make one.
type Lexicon struct {
	words map[string]uint64 // twice the count, plus 1 if a word list has the word
	stems map[string]stem
	// speller holds the words that others may be misspellings of.
	speller *speller
}

// A stem is what is known of all words of one stem.
type stem struct {
	count  int
	listed bool
}

// empty is the Lexicon that knows nothing of a corpus.
var empty = sync.OnceValue(func() *Lexicon { return new(LexiconBuilder).Lexicon(nil) })

// A LexiconBuilder counts the words of a corpus. Builders of separate parts of
// a corpus can be merged, in any order and with the same result. The zero
// LexiconBuilder has counted nothing.
type LexiconBuilder struct {
	counts map[string]int
	pieces []piece
	word   []byte
}

// Add counts the words of one text, which should be Danish.
func (b *LexiconBuilder) Add(text string) {
	if b.counts == nil {
		b.counts = map[string]int{}
	}
	b.pieces = scan(b.pieces[:0], text)
	for _, p := range b.pieces {
		if p.shape != wordShape || p.end-p.start > longestWord {
			continue
		}
		b.word = lowerInto(b.word, text[p.start:p.end])
		b.counts[string(b.word)]++
	}
	if cap(b.pieces) > keep {
		b.pieces = nil
	}
}

// Merge adds the counts of other to b.
func (b *LexiconBuilder) Merge(other *LexiconBuilder) {
	if b.counts == nil {
		b.counts = map[string]int{}
	}
	for word, n := range other.counts {
		b.counts[word] += n
	}
}

// rare is the count up to which a word is no evidence of anything and is
// forgotten: a misspelling is easily written once.
const rare = 1

// Lexicon is what the words counted so far teach. extra holds further correct
// words, such as a spelling dictionary's (see ReadWordList); nil for none.
func (b *LexiconBuilder) Lexicon(extra []string) *Lexicon {
	l := &Lexicon{words: make(map[string]uint64, len(extra))}
	for _, word := range extra {
		if word = lower(word); wordLike(word) {
			l.words[word] = 1
		}
	}
	for word, n := range b.counts {
		if n > rare {
			l.words[word] += 2 * uint64(n)
		}
	}
	l.sum()
	return l
}

// wordLike says whether word is letters alone.
func wordLike(word string) bool {
	for _, r := range word {
		if !isWordRune(r) || '0' <= r && r <= '9' {
			return false
		}
	}
	return word != ""
}

// sum fills what follows from l.words.
func (l *Lexicon) sum() {
	l.stems = make(map[string]stem, len(l.words)/2)
	for word, n := range l.words {
		key := repaired(word)
		s := l.stems[key]
		s.count += int(n / 2)
		s.listed = s.listed || n&1 == 1
		l.stems[key] = s
	}
	targets := make(map[string]bool, len(l.words)/4)
	for word, n := range l.words {
		if n/2 >= wanted {
			targets[word] = true
		}
	}
	for word := range core {
		targets[word] = true
	}
	for word := range vocabularies[models.Danish].kinds {
		targets[word] = true
	}
	l.speller = newSpeller(slices.Sorted(maps.Keys(targets)))
}

// coreStems holds the stems of core.
var coreStems = func() map[string]bool {
	stems := map[string]bool{}
	for word := range core {
		stems[repaired(word)] = true
	}
	return stems
}()

// count is how often word was written.
func (l *Lexicon) count(word string) int { return int(l.words[word] / 2) }

// listed says whether word is known to be correct: a word list has it, or it is
// one of the words that every Lexicon knows.
func (l *Lexicon) listed(word string) bool {
	return l.words[word]&1 == 1 || core[word] || grammar(word) || irregular[word] != ""
}

// grammar says whether word is a Danish grammar word.
func grammar(word string) bool {
	_, ok := vocabularies[models.Danish].kinds[word]
	return ok
}

// stem is what is known of the words of the stem of word.
func (l *Lexicon) stem(word string) stem {
	key := repaired(word)
	s := l.stems[key]
	s.listed = s.listed || coreStems[key]
	return s
}

// sorted is the words of l in order.
func (l *Lexicon) sorted() []string { return slices.Sorted(maps.Keys(l.words)) }
