package stemming

import (
	"strings"

	"stemme/models"
)

// Bounds on a clause that no sign ends, in tokens. Chosen by eye on comments
// without punctuation.
const (
	runOn      = 8  // from here "og jeg" begins a new clause
	overlong   = 30 // from here a comma or a coordinator does
	outrageous = 60 // from here any word does
)

// clauses appends the clauses of pieces to dst. A clause ends at a sentence's
// end, behind emoji, before a contrast that follows some word of content, and
// where it runs on too long; it has at least one token.
func clauses(dst []span, pieces []piece) []span {
	c := cutter{spans: dst, pieces: pieces}
	for i := range pieces {
		switch p := &pieces[i]; {
		case p.shape == stopShape:
			c.end(i)
			c.from = i + 1
		case p.entry == nil:
		case c.begins(i):
			c.end(i)
			c.count(i)
		default:
			c.count(i)
		}
	}
	c.end(len(pieces))
	return c.spans
}

// A cutter holds the clause that is being read.
type cutter struct {
	spans   []span
	pieces  []piece
	from    int
	tokens  int
	content int
}

// end ends the clause before piece to.
func (c *cutter) end(to int) {
	if c.tokens > 0 {
		c.spans = append(c.spans, span{c.from, to})
	}
	c.from, c.tokens, c.content = to, 0, 0
}

// count counts the token at piece i.
func (c *cutter) count(i int) {
	c.tokens++
	if k := c.pieces[i].entry.kind; k.Topical() || k == models.Emoji {
		c.content++
	}
}

// begins says whether a new clause begins at the token of piece i.
func (c *cutter) begins(i int) bool {
	if c.tokens >= outrageous {
		return true
	}
	if c.content == 0 {
		return false
	}
	e := c.pieces[i].entry
	comma := i > 0 && c.pieces[i-1].shape == commaShape
	switch {
	case e.role == contrast, e.role == afterComma && comma:
		return true
	case e.pair.role == contrast && c.wordAt(i+1) == e.pair.second:
		return true
	case e.kind != models.Emoji && c.pieces[i-1].shape == emojiShape:
		return true
	case e.role == coordinator && c.tokens >= runOn && c.roleAt(i+1) == subject:
		return true
	case c.tokens >= overlong && (comma || e.role == coordinator):
		return true
	}
	return false
}

// wordAt is the word of piece i, "" for none.
func (c *cutter) wordAt(i int) string {
	if i < len(c.pieces) && c.pieces[i].entry != nil {
		return c.pieces[i].entry.word
	}
	return ""
}

// roleAt is the role of piece i.
func (c *cutter) roleAt(i int) role {
	if i < len(c.pieces) && c.pieces[i].entry != nil {
		return c.pieces[i].entry.role
	}
	return noRole
}

// bytes is where the clause stands in text: from its first token to its last,
// with the sentence's end that follows at once.
func (s span) bytes(text string, pieces []piece) (start, end int32) {
	start = -1
	for _, p := range pieces[s.from:s.to] {
		if p.entry == nil {
			continue
		}
		if start < 0 {
			start = p.start
		}
		end = p.end
	}
	if s.to < len(pieces) {
		if p := pieces[s.to]; p.start == end && p.end > end && strings.IndexByte(".!?", text[p.start]) >= 0 {
			end = p.end
		}
	}
	return start, end
}

// Bounds on the scope of a negation in words of content. Chosen by eye.
const (
	scopeAhead  = 4
	scopeBehind = 2
)

// negations says for each piece whether it stands in the scope of a negation,
// in dst. A scope runs to a comma, "og" or the clause's end; a negation with
// nothing behind it ("det virker ikke") reaches back, and so does one behind
// the verb of a main clause ("jeg anbefaler ikke banken"). Two negations cancel
// ("ikke uden problemer"), and "ikke kun" negates nothing.
func negations(dst []bool, pieces []piece, spans []span) []bool {
	for range pieces {
		dst = append(dst, false)
	}
	for _, s := range spans {
		for i := s.from; i < s.to; i++ {
			if e := pieces[i].entry; e != nil && e.kind == models.Negation {
				negate(dst, pieces, s, i)
			}
		}
	}
	return dst
}

// negate marks the scope of the negation at piece at.
func negate(negated []bool, pieces []piece, s span, at int) {
	if adds(pieces[at+1 : s.to]) {
		return
	}
	ahead, relative := 0, inRelative(pieces, s, at)
	for i := at + 1; i < s.to && ahead < scopeAhead; i++ {
		e := pieces[i].entry
		if relative && ahead > 0 && e != nil && e.role == finite {
			break
		}
		if e == nil || e.kind == models.Emoji || e.role == contrast || e.role == scopeEnd || e.role == coordinator && e.word != "eller" && e.word != "or" {
			break
		}
		if e.kind.Topical() {
			ahead++
		}
		if e.kind != models.Negation {
			negated[i] = !negated[i]
		}
	}
	content := func(i int) bool {
		return i >= s.from && pieces[i].entry != nil && pieces[i].entry.kind.Topical()
	}
	if ahead > 0 {
		verb := at - 1
		if content(verb) && (verb == s.from || pieces[verb-1].entry != nil && pieces[verb-1].entry.role == subject) {
			negated[verb] = !negated[verb]
		}
		return
	}
	behind := 0
	for i := at - 1; i >= s.from && behind < scopeBehind; i-- {
		if pieces[i].entry == nil {
			break
		}
		if content(i) {
			negated[i] = !negated[i]
			behind++
		}
	}
}

// inRelative says whether the negation at piece at is one of a relative clause, where it
// stands before the verb: "dem der ikke ringer", "en ansat som aldrig svarer".
func inRelative(pieces []piece, s span, at int) bool {
	if at-2 < s.from || pieces[at-1].entry == nil {
		return false
	}
	before := pieces[at-1].entry.word
	return before == "der" || before == "som"
}

// adds says whether the pieces behind a negation make it one that negates
// nothing, as in "ikke kun" and "ikke andet end".
func adds(behind []piece) bool {
	if len(behind) == 0 || behind[0].entry == nil {
		return false
	}
	e := behind[0].entry
	return e.role == addition ||
		e.pair.role == addition && len(behind) > 1 && behind[1].entry != nil && behind[1].entry.word == e.pair.second
}
