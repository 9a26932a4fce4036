package lens

import (
	"hash/maphash"
	"slices"
	"strings"

	"stemme/models"
)

// A known is what a Reader remembers of a term.
type known struct {
	ways   ways         // what the whole word can be, or the part
	spelt  []spelt      // words of lenses of this term that must be written as written
	wrote  []wrote      // how it was written before
	taught wordFeatures // of what the shipped lenses were taught
	learnt bool         // it has such features
}

// How a term is read: as a word of content, a small word or a part.
const (
	asContent = iota
	asSmall
	asPart
	hows
)

// A recent is a term that was met lately. Most terms are among a few thousand, which are
// found faster here than among all that were met.
type recent struct {
	text  string
	how   int
	known *known
}

// recents is how many terms are remembered so.
const recents = 1 << 12

// A spelt is a word as it must be written.
type spelt struct {
	word string
	last byte // see lastOf
	ways ways
}

// A wrote is a way that a term was written in, and what it can be so.
type wrote struct {
	word string
	ways ways
}

// mostWrote is how many of these are remembered of a term.
const mostWrote = 8

// written is what the word can be that is written so.
func (k *known) written(word string) ways {
	for i := range k.wrote {
		if k.wrote[i].word == word {
			return k.wrote[i].ways
		}
	}
	all, last := k.ways, lastOf(word)
	for i := range k.spelt {
		s := &k.spelt[i]
		if s.last != last && s.last != 0 && last != 0 {
			continue // most words of one term end differently
		}
		if strings.EqualFold(s.word, word) {
			all = ways{slices.Concat(all.starts, s.ways.starts), slices.Concat(all.marks, s.ways.marks)}
		}
	}
	if len(k.wrote) < mostWrote {
		k.wrote = append(k.wrote, wrote{strings.Clone(word), all})
	}
	return all
}

// nothing is what is known of a term that no lens has.
var nothing known

// known is what is remembered of t.
func (r *Reader) known(t *models.Term) *known {
	how := asContent
	switch {
	case t.Kind == models.Part:
		how = asPart
	case light(t.Kind):
		how = asSmall
	}
	at := &r.recent[(maphash.String(r.seed, t.Text)+uint64(how))%uint64(len(r.recent))]
	if at.known != nil && at.how == how && at.text == t.Text {
		return at.known
	}
	k, is := r.met[how][t.Text]
	if !is {
		k = r.m.known(t)
		r.met[how][t.Text] = k
	}
	*at = recent{t.Text, how, k}
	return k
}

// known is what is to be remembered of t.
func (m *Matcher) known(t *models.Term) *known {
	k, w := &known{}, &m.words
	var elements []int32
	switch {
	case t.Kind == models.Part:
		elements = w.plain[t.Text]
	case light(t.Kind):
		elements = w.grammar[t.Text]
	default:
		elements = w.elements(t)
		for _, s := range w.written[t.Text] {
			k.spelt = append(k.spelt, spelt{s.word, lastOf(s.word), m.waysOf([]int32{s.element})})
		}
	}
	k.taught, k.learnt = m.shipped.taught.words[t.Text]
	if len(elements) == 0 && k.spelt == nil && !k.learnt {
		return &nothing // as of most of the words that a large survey has
	}
	k.ways = m.waysOf(elements)
	return k
}

// ways are the elements that a word can be.
type ways struct {
	starts []int32 // those at which rules are looked for
	marks  []mark  // all of them
}

// A mark is elements of neighbouring bits.
type mark struct {
	word uint32 // their bits, by 64
	bits uint64
}

// waysOf are those of elements, which are many for a small word: a pattern says seldom
// that one must stand there, and often that one may.
func (m *Matcher) waysOf(elements []int32) (w ways) {
	for _, e := range elements {
		if m.from[e] < m.from[e+1] {
			w.starts = append(w.starts, e)
		}
		word, bit := m.bits[e]/64, uint64(1)<<(m.bits[e]%64)
		if i := slices.IndexFunc(w.marks, func(m mark) bool { return m.word == word }); i >= 0 {
			w.marks[i].bits |= bit
		} else {
			w.marks = append(w.marks, mark{word, bit})
		}
	}
	return w
}

// elements are those that the whole word of t, which is no small one, can be.
func (w *words) elements(t *models.Term) []int32 {
	list := slices.Concat(w.plain[t.Text], w.wholes[t.Text])
	if t.Kind == models.Content {
		list = w.affixed(list, t.Text)
		if len(list) == 0 && w.typos != nil {
			if meant := w.typos.meant(t.Text); meant != "" {
				list = w.affixed(slices.Concat(w.plain[meant], w.wholes[meant]), meant)
			}
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// affixed adds the elements that a beginning, end or middle of term makes it.
func (w *words) affixed(list []int32, term string) []int32 {
	add := func(affixes []affix, holds func(s, part string) bool) {
		for _, a := range affixes {
			if holds(term, a.text) {
				list = append(list, a.element)
			}
		}
	}
	runes := []rune(term)
	for n := 1; n <= min(3, len(runes)); n++ {
		add(w.prefixes[string(runes[:n])], strings.HasPrefix)
		add(w.suffixes[string(runes[len(runes)-n:])], strings.HasSuffix)
	}
	add(w.infixes, strings.Contains)
	return list
}
