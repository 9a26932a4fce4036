package lens

import (
	"slices"
	"strings"

	"stemme/pipeline/messages"
)

// A pattern is what customers may say, as it is written in a lens: phrases that
// must all stand near each other in one clause, in any order.
type pattern struct {
	phrases []phrase
	opens   bool // nothing may stand before it since the last comma
	ends    bool // nothing may follow before the next comma
}

// begins is what a pattern begins with before which nothing may stand, ends what it ends with behind which
// nothing may follow.
const (
	begins = "^ "
	ends   = " $"
)

// A phrase is elements in the order said.
type phrase []element

// An element is what one word may be, and how far behind the element before it
// may stand.
type element struct {
	choices []choice
	wide    bool // other words may stand before it, not only small ones
}

// A choice is one way to say an element.
type choice struct {
	word string
	how  how
}

// A how says what of a word must be the same.
type how uint8

const (
	anyForm how = iota // any inflection, also as a part of a compound
	whole              // any inflection, never as a part: =word
	written            // as written: "word"
	prefix             // what begins so: word*
	suffix             // what ends so: *word
	infix              // what holds it: *word*
)

// A fault is the message of what is wrong with a pattern.
type fault struct {
	key  messages.Key
	args []any
}

// parsePattern reads a pattern. Elements are parted by spaces, their choices by
// |; + parts phrases, ... lets other words stand between, <set> is any word of
// the set, choices in ( ) may be phrases, ^ opens and $ ends it. Sets of nil stand for any.
func parsePattern(text string, sets map[string][]string) ([]pattern, *fault) {
	text, first := strings.CutPrefix(text, begins)
	text, last := strings.CutSuffix(text, ends)
	ways, err := parseWithin(text, sets, 0)
	for i := range ways {
		ways[i].opens, ways[i].ends = first, last
	}
	return ways, err
}

// Bounds of what a pattern costs to read and to match; each is some ten times what the
// shipped lenses need (88 ways, 536 words in all of them).
const (
	mostWords = 200  // of a pattern
	mostWays  = 1000 // that it may be said in
	mostSaid  = 5000 // words, in all the ways that it may be said in
	mostSets  = 4    // one within another

	mostOfLens = 200000 // words of a lens, as mostSaid; the shipped ones have 17,510 together
)

// A part is one element of a pattern, read.
type part struct {
	single  []choice
	several []phrase
	wide    bool
	plus    bool // no element, but the sign between phrases
}

// parseWithin is parsePattern of what stands so deep in sets. What it comes to is
// counted before any of it is made.
func parseWithin(text string, sets map[string][]string, depth int) ([]pattern, *fault) {
	parts, err := partsOf(text, sets, depth)
	if err != nil {
		return nil, err
	}
	out := []pattern{{phrases: []phrase{nil}}}
	for _, p := range parts {
		if !p.plus {
			out = extend(out, p.single, p.several, p.wide)
			continue
		}
		for i := range out {
			out[i].phrases = append(slices.Clone(out[i].phrases), nil)
		}
	}
	return out, nil
}

// partsOf reads the elements of a pattern, whose ways to be said are within bounds.
func partsOf(text string, sets map[string][]string, depth int) (parts []part, err *fault) {
	words := fields(text)
	if len(words) > mostWords {
		return nil, &fault{"lens_words", []any{len(words), mostWords}}
	}
	wide, ways, said := false, 1, 0
	for _, field := range words {
		p := part{wide: wide, plus: field == "+"}
		if wide = field == "..." || field == "…"; wide {
			continue
		}
		if p.plus {
			if len(parts) == 0 || parts[len(parts)-1].plus {
				return nil, &fault{"lens_pattern", []any{text}}
			}
			parts = append(parts, p)
			continue
		}
		if p.single, p.several, err = parseField(field, sets, depth); err != nil {
			return nil, err
		}
		if ways, said = p.after(ways, said); ways > mostWays || said > mostSaid {
			return nil, &fault{"lens_ways", []any{mostWays, mostSaid}}
		}
		parts = append(parts, p)
	}
	if len(parts) == 0 || parts[len(parts)-1].plus {
		return nil, &fault{"lens_pattern", []any{text}}
	}
	return parts, nil
}

// after is in how many ways, of how many words together, a pattern may be said once p
// follows.
func (p *part) after(ways, said int) (int, int) {
	choices, words := len(p.several), 0
	for _, s := range p.several {
		words += len(s)
	}
	if len(p.single) > 0 {
		choices, words = choices+1, words+1
	}
	return ways * choices, said*choices + ways*words
}

// wordsIn counts the words of all ways that a pattern may be said in.
func wordsIn(ways []pattern) (n int) {
	for i := range ways {
		for _, p := range ways[i].phrases {
			n += len(p)
		}
	}
	return n
}

// fields cuts a pattern at its spaces, but for those in ( ).
func fields(text string) []string {
	var out []string
	open := false
	for field := range strings.FieldsSeq(text) {
		if open {
			out[len(out)-1] += " " + field
		} else {
			out = append(out, field)
		}
		open = strings.HasPrefix(out[len(out)-1], "(") && !strings.HasSuffix(field, ")")
	}
	return out
}

// parseField reads an element, or choices in ( ).
func parseField(field string, sets map[string][]string, depth int) (single []choice, several []phrase, err *fault) {
	inner, grouped := strings.CutPrefix(field, "(")
	if !grouped {
		return parseElement(field, sets, depth)
	}
	inner, closed := strings.CutSuffix(inner, ")")
	if !closed {
		return nil, nil, &fault{"lens_word", []any{field}}
	}
	for c := range strings.SplitSeq(inner, "|") {
		one, more, err := parseMember(strings.TrimSpace(c), sets, depth+1)
		if err != nil {
			return nil, nil, err
		}
		single, several = append(single, one...), append(several, more...)
	}
	return single, several, nil
}

// extend puts an element behind every pattern of out; a member of a set that is
// itself a phrase makes a pattern of its own.
func extend(out []pattern, single []choice, several []phrase, wide bool) []pattern {
	var next []pattern
	add := func(p pattern, elements ...element) {
		phrases := slices.Clone(p.phrases)
		last := len(phrases) - 1
		phrases[last] = append(slices.Clone(phrases[last]), elements...)
		next = append(next, pattern{phrases: phrases})
	}
	for _, p := range out {
		if len(single) > 0 {
			add(p, element{single, wide})
		}
		for _, s := range several {
			s = slices.Clone(s)
			s[0].wide = wide
			add(p, s...)
		}
	}
	return next
}

// parseElement reads the choices of one element: single words, and members of
// sets that are phrases.
func parseElement(field string, sets map[string][]string, depth int) (single []choice, several []phrase, err *fault) {
	for c := range strings.SplitSeq(field, "|") {
		if name, ok := strings.CutPrefix(c, "<"); ok {
			name, closed := strings.CutSuffix(name, ">")
			members, known := sets[name]
			if !known {
				members, known = sharedSets()[name]
			}
			if !closed || !known {
				return nil, nil, &fault{"lens_set", []any{c}}
			}
			if depth > mostSets {
				return nil, nil, &fault{"lens_deep", []any{c, mostSets}}
			}
			for _, m := range members {
				one, more, err := parseMember(m, sets, depth+1)
				if err != nil {
					return nil, nil, err
				}
				if single, several = append(single, one...), append(several, more...); len(several) > mostWays {
					return nil, nil, &fault{"lens_ways", []any{mostWays, mostSaid}}
				}
			}
			continue
		}
		one, ok := parseChoice(c)
		if !ok {
			return nil, nil, &fault{"lens_word", []any{c}}
		}
		single = append(single, one)
	}
	return single, several, nil
}

// parseMember reads a member of a set: a word, choices or a phrase.
func parseMember(text string, sets map[string][]string, depth int) ([]choice, []phrase, *fault) {
	if !strings.Contains(text, " ") {
		return parseElement(text, sets, depth)
	}
	patterns, err := parseWithin(text, sets, depth)
	if err != nil {
		return nil, nil, err
	}
	var several []phrase
	for _, p := range patterns {
		if len(p.phrases) > 1 {
			return nil, nil, &fault{"lens_pattern", []any{text}}
		}
		several = append(several, p.phrases[0])
	}
	return nil, several, nil
}

// parseChoice reads one word with its marks.
func parseChoice(text string) (choice, bool) {
	c := choice{word: text}
	switch opens, closes := strings.HasPrefix(text, "-"), strings.HasSuffix(text, "-"); {
	case strings.HasSuffix(text, "!"):
		c = choice{text[:len(text)-1], written}
	case strings.HasPrefix(text, "="):
		c = choice{text[1:], whole}
	case opens && closes && len(text) > 1:
		c = choice{text[1 : len(text)-1], infix}
	case opens:
		c = choice{text[1:], suffix}
	case closes:
		c = choice{text[:len(text)-1], prefix}
	}
	return c, c.word != "" && !strings.ContainsAny(c.word, `*"<>=+|!()`)
}
