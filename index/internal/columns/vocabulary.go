package columns

import (
	"cmp"
	"slices"
	"strings"

	"stemme/models"
	"stemme/stemming"
)

// A surface is a word as somebody wrote it, capitals and all, in a comment of
// one language.
type surface struct {
	text string
	lang models.Language
}

// A use is what a surface was understood as, and how often.
type use struct {
	word  int32 // into shardWords.keys
	term  string
	parts int
	count uint32
}

// shardWords counts the words of one shard. A word is what search tells apart:
// the lower-case form together with its term and parts.
type shardWords struct {
	analyser *stemming.Analyser
	uses     map[surface][]use
	words    map[string]int32 // by key
	keys     []string         // see wordKey
	heads    [][]string       // by word: terms of the parts that end it
	others   [][]string       // by word: terms of its other parts
	folded   []string         // by word: in plain letters, "" where that is no different
	kinds    []models.TermKind
}

func newShardWords(a *stemming.Analyser) *shardWords {
	return &shardWords{analyser: a, uses: map[surface][]use{}, words: map[string]int32{}}
}

// add counts one token of text and returns its word.
func (s *shardWords) add(text string, t *Token, lang models.Language) int32 {
	at := surface{cut(text[t.Start:t.End]), lang}
	uses := s.uses[at]
	for i := range uses {
		if uses[i].term == t.Term && uses[i].parts == len(t.Parts) {
			uses[i].count++
			return uses[i].word
		}
	}
	heads, others := t.partTerms()
	key := wordKey(t, heads, others)
	word, known := s.words[key]
	if !known {
		word = int32(len(s.keys))
		s.words[key] = word
		s.keys = append(s.keys, key)
		s.heads = append(s.heads, heads)
		s.others = append(s.others, others)
		s.kinds = append(s.kinds, t.kind)
		s.folded = append(s.folded, "")
		if folded := Fold(t.Exact); folded != t.Exact {
			s.folded[word] = folded
		}
	}
	s.kinds[word] = max(s.kinds[word], t.kind)
	s.uses[at] = append(uses, use{word, t.Term, len(t.Parts), 1})
	return word
}

// wordKey is all that makes a word, in one string that sorts by its exact form.
func wordKey(t *Token, heads, others []string) string {
	return strings.Join(slices.Concat([]string{t.Exact, t.Term}, heads, []string{""}, others), "\x00")
}

// partTerms are the terms of t's parts that are not the term of t itself, none
// twice: those that end it, and the others.
func (t *Token) partTerms() (heads, others []string) {
	for _, p := range t.Parts {
		if t.IsHead(p) && p.Term != t.Term && !slices.Contains(heads, p.Term) {
			heads = append(heads, p.Term)
		}
	}
	for _, p := range t.Parts {
		if p.Term != t.Term && !slices.Contains(heads, p.Term) && !slices.Contains(others, p.Term) {
			others = append(others, p.Term)
		}
	}
	return heads, others
}

// A lexicon is the words and terms of a whole index while it is built.
type lexicon struct {
	keys    []string   // of words, in order
	exact   []string   // by word
	term    []uint32   // by word
	parts   [][]uint32 // by word: terms
	written []string   // by word: its commonest surface
	count   []uint32   // by word: times written
	kind    []uint8    // by word: models.TermKind, the last of several
	terms   []string   // in order
}

// joinWords makes one lexicon of the shards' words and gives each shard's words
// as words of it. Neither the number nor the order of the shards shows in it.
func joinWords(shards []*shardWords) (*lexicon, [][]uint32) {
	l := &lexicon{}
	for _, s := range shards {
		l.keys = append(l.keys, s.keys...)
	}
	slices.Sort(l.keys)
	l.keys = slices.Compact(l.keys)
	l.splitKeys()
	l.kind = make([]uint8, len(l.keys))
	global := make([][]uint32, len(shards))
	for i, s := range shards {
		global[i] = make([]uint32, len(s.keys))
		for local, key := range s.keys {
			word, _ := slices.BinarySearch(l.keys, key)
			global[i][local] = uint32(word)
			l.kind[word] = max(l.kind[word], uint8(s.kinds[local]))
		}
	}
	l.countSurfaces(shards, global)
	return l, global
}

// splitKeys fills in what a word's key says.
func (l *lexicon) splitKeys() {
	fields := make([][]string, len(l.keys))
	for w, key := range l.keys {
		fields[w] = strings.Split(key, "\x00")
		l.exact = append(l.exact, fields[w][0])
		fields[w] = append(fields[w][:2], slices.DeleteFunc(fields[w][2:], func(f string) bool { return f == "" })...)
		l.terms = append(l.terms, fields[w][1:]...)
	}
	slices.Sort(l.terms)
	l.terms = slices.Compact(l.terms)
	number := make(map[string]uint32, len(l.terms))
	for i, t := range l.terms {
		number[t] = uint32(i)
	}
	l.term = make([]uint32, len(l.keys))
	l.parts = make([][]uint32, len(l.keys))
	for w, f := range fields {
		l.term[w] = number[f[1]]
		for _, p := range f[2:] {
			l.parts[w] = append(l.parts[w], number[p])
		}
	}
}

// countSurfaces finds how often, and mostly how, each word was written.
func (l *lexicon) countSurfaces(shards []*shardWords, global [][]uint32) {
	type written struct {
		word  uint32
		text  string
		count uint32
	}
	var all []written
	for i, s := range shards {
		for at, uses := range s.uses {
			for _, u := range uses {
				all = append(all, written{global[i][u.word], at.text, u.count})
			}
		}
	}
	slices.SortFunc(all, func(a, b written) int {
		return cmp.Or(cmp.Compare(a.word, b.word), strings.Compare(a.text, b.text))
	})
	l.written, l.count = make([]string, len(l.keys)), make([]uint32, len(l.keys))
	best := make([]uint32, len(l.keys))
	for i := 0; i < len(all); {
		one, sum := all[i], uint32(0)
		for ; i < len(all) && all[i].word == one.word && all[i].text == one.text; i++ {
			sum += all[i].count
		}
		l.count[one.word] += sum
		if sum > best[one.word] {
			best[one.word], l.written[one.word] = sum, one.text
		}
	}
}
