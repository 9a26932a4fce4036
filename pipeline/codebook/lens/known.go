package lens

import (
	"slices"
	"strings"

	"stemme/models"
)

// A known is what a Reader remembers of a term.
type known struct {
	elements []int32      // that the whole word can be, or the part
	spelt    []spelling   // words of lenses of this term that must be written as written
	taught   wordFeatures // of what the shipped lenses were taught
	learnt   bool         // it has such features
}

// nothing is what is known of a term that no lens has.
var nothing known

// known is what is remembered of t.
func (r *Reader) known(t *models.Term) *known {
	met, w := r.met[0], &r.m.words
	switch {
	case t.Kind == models.Part:
		met = r.met[2]
	case light(t.Kind):
		met = r.met[1]
	}
	if k, is := met[t.Text]; is {
		return k
	}
	k := &known{}
	switch {
	case t.Kind == models.Part:
		k.elements = w.plain[t.Text]
	case light(t.Kind):
		k.elements = w.grammar[t.Text]
	default:
		k.elements, k.spelt = w.elements(t), w.written[t.Text]
	}
	k.taught, k.learnt = r.m.shipped.taught.words[t.Text]
	if len(k.elements) == 0 && k.spelt == nil && !k.learnt {
		k = &nothing // as of most of the words that a large survey has
	}
	met[strings.Clone(t.Text)] = k
	return k
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
