package nps

import (
	"encoding/binary"
	"slices"

	"stemme/models"
)

// A theme that fewer responses mention than are shown counts as not mentioned, in every
// figure: those who mention it and nothing else of its system have no theme. So its
// number follows from no figure, and nothing else is withheld for its sake. To withhold it
// alone took uden tema with it, of which it is the difference, and, where nearly all of a
// cut has no theme, the cut. One row, over all, says that it is withheld.

// few says of each theme of each system whether responses mention it, but fewer than k.
func (s *State) few(k int) (few [][]bool, any bool) {
	few = make([][]bool, len(s.heads))
	for head, of := range s.mentions {
		few[head] = make([]bool, len(of))
		for t, n := range of {
			few[head][t] = n > 0 && n < int64(k)
			any = any || few[head][t]
		}
	}
	return few, any
}

// without is the state in which some themes are not mentioned.
func (s *State) without(few [][]bool) *State {
	of := *s
	kept, changed := make([]tallied, 0, len(s.profiles)), []tallied(nil)
	var scratch []byte
	for _, t := range s.profiles {
		if lists := s.lists(t.key); mentionsOne(lists, few) {
			scratch = append(scratch[:0], t.key[:len(t.key)-len(lists)]...)
			changed = append(changed, tallied{string(keep(scratch, lists, few)), t.n})
		} else {
			kept = append(kept, t)
		}
	}
	of.profiles = merged(kept, added(changed))
	return &of
}

// lists is the end of an encoded profile, the themes of each system.
func (s *State) lists(key string) string {
	_, _, rest := s.split(key)
	r := reader{rest}
	r.int()
	r.byte()
	r.byte()
	for range 4 {
		r.text()
	}
	for range r.uint() {
		r.text()
		r.text()
	}
	for range r.uint() {
		r.text()
		r.int()
	}
	return r.rest
}

// mentionsOne says whether one of some themes is in the lists.
func mentionsOne(lists string, of [][]bool) bool {
	r := reader{lists}
	for head := range of {
		for range r.uint() {
			if of[head][r.uint()] {
				return true
			}
			r.byte()
		}
	}
	return false
}

// keep appends the lists without some themes.
func keep(key []byte, lists string, without [][]bool) []byte {
	r := reader{lists}
	var left []byte
	for head := range without {
		n := 0
		left = left[:0]
		for range r.uint() {
			t, sign := r.uint(), r.byte()
			if !without[head][t] {
				left, n = append(binary.AppendUvarint(left, uint64(t)), sign), n+1
			}
		}
		key = append(binary.AppendUvarint(key, uint64(n)), left...)
	}
	return key
}

// Few says whether a theme counts as not mentioned, since few mention it; a top theme does
// where all that is mentioned of it does.
func (s *Scores) Few(theme string) bool {
	t := slices.Index(s.Order, theme)
	return t >= 0 && s.few[t] || theme != models.NoTheme && s.fewUnder(theme)
}

// counted is a system of those that were counted without the themes that count as not
// mentioned.
func (s *Scores) counted(of System) System {
	if !slices.Contains(s.few, true) {
		return of
	}
	all := of.Themes
	of.Themes, of.Signs = make([][]int, len(all)), nil
	for i, themes := range all {
		for _, t := range themes {
			if !s.few[t] {
				of.Themes[i] = append(of.Themes[i], t)
			}
		}
	}
	return of
}

// fewUnder says whether themes under a top theme are mentioned, each by few.
func (s *Scores) fewUnder(top string) (few bool) {
	for t, of := range s.Tops {
		if of != top {
			continue
		}
		if len(s.slices[t].rows) > 0 {
			return false
		}
		few = few || s.few[t]
	}
	return few
}

// withholdFew withholds the themes that count as not mentioned.
func (s *Scores) withholdFew() {
	for _, of := range slices.Concat(s.slices[:len(s.Order)], s.tops) {
		if s.Few(of.theme) {
			of.few, of.hidden = true, slices.Repeat([]bool{true}, s.panel.cells())
		}
	}
}
