package stemming

import (
	"bytes"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"stemme/models"
)

// scores holds the evidence for each of tongues.
type scores [len(tongues)]int16

// A tally is the evidence of a text, and of how many of its words each language has some.
type tally struct{ sum, words scores }

// add adds the evidence of a word.
func (t *tally) add(word []byte) {
	found := evidence(word)
	for i, n := range found {
		t.sum[i] += n
		if n > 0 {
			t.words[i]++
		}
	}
}

// Bounds of Recognise. Chosen on Danish reviews, of which few are foreign, and
// on English questions.
const (
	enough    = 4    // evidence that a language needs over the prior
	margin    = 5    // one part in margin of the prior's evidence is needed too
	fewWords  = 6    // words at most of a text that less evidence tells, where most of its words are the language's
	ofFew     = 3    // such evidence over the prior
	perWord   = 3    // evidence at most of one word, so that no single name or typo tells
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
	var sum tally
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
func (t *tally) clearest(prior models.Language, words int) models.Language {
	best, home, total := 0, -1, 0
	for i, lang := range tongues {
		if t.sum[i] > t.sum[best] {
			best = i
		}
		if lang == prior {
			home = i
		}
		total += int(t.sum[i])
	}
	if total <= words/unknown && words >= unknown {
		return models.Other
	}
	held, over := int16(0), int16(enough)
	if home >= 0 {
		held = t.sum[home]
	}
	if words <= fewWords && 2*int(t.words[best]) >= words {
		over = ofFew
	}
	if t.sum[best] < held+over+held/margin || best == home {
		return prior
	}
	if best >= stemmed {
		return models.Other
	}
	return tongues[best]
}

// evidence is that of a word in lower case: of its being a word that one
// language has and others do not, or else of its letters.
func evidence(word []byte) (found scores) {
	if known, ok := telling[string(word)]; ok {
		return known
	}
	var buf [longestWord + 2]byte
	padded := append(append(append(buf[:0], ' '), word...), ' ')
	for i, c := range padded {
		for k := range clues[c] {
			if clue := &clues[c][k]; bytes.HasPrefix(padded[i:], clue.letters) {
				for j := range found {
					found[j] += clue.scores[j]
				}
			}
		}
	}
	for i := range found {
		found[i] = min(found[i], perWord)
	}
	return found
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
		s := table[word]
		if slices.Max(s[1:stemmed]) == 0 { // speaks for Danish as much as for any other
			s[0] = max(1, slices.Max(s[:]))
			table[word] = s
		}
	}
	return table
}()
