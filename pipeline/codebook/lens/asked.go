package lens

import (
	"slices"

	"stemme/models"
)

// asksOf adds to dst what the question of each clause asks for; none where no question is kept.
func asksOf(dst []models.Ask, r *models.Response, doc *models.Document) []models.Ask {
	if len(r.Answers) == 0 && r.Asks == models.AsksAnything {
		return dst
	}
	parts := r.Parts()
	at := 0
	for i := range doc.Clauses {
		for at+1 < len(parts) && parts[at+1].Start <= int(doc.Clauses[i].Start) {
			at++
		}
		if at == 0 && r.Comment != "" {
			dst = append(dst, r.Asks)
			continue
		}
		dst = append(dst, models.AskOf(parts[at].Question))
	}
	return dst
}

// asks is what the question of clause i asks for.
func (r *Reader) asks(i int) models.Ask {
	if i >= len(r.asked) {
		return models.AsksAnything
	}
	return r.asked[i]
}

// answer takes the question of the clause into account: who is asked what was good wishes for nothing, and who is
// asked what is missing says so where the clause states nothing else ("ventetiden"). It marks a clause most of whose
// words ask for something.
func (c *clauseRead) answer(asked models.Ask, stated bool, tokens []token) {
	if len(tokens) == 0 {
		return
	}
	switch {
	case asked == models.AsksPraise:
		c.stances = unwished(c.stances)
	case asked == models.AsksWishes && !stated && len(c.stances) == 0:
		c.stances = append(c.stances, stance{sign: -1, to: tokens[len(tokens)-1].segment, wish: true})
	}
	in, out := 0, 0
	for i := range tokens {
		if tokens[i].light {
			continue
		}
		if wishedAt(c.stances, tokens[i].segment) {
			in++
		} else {
			out++
		}
	}
	c.wished = in > out
}

// content says whether the words of the clause praise ("venlig betjening") and who wrote it is no detractor:
// asked what is missing, such a customer says what is there.
func (r *Reader) content(c *clauseRead) bool {
	if r.class != models.Promoter && r.class != models.Passive {
		return false
	}
	has := func(sign float64) bool {
		return slices.ContainsFunc(c.feelings, func(f feeling) bool { return f.value*sign > 0 })
	}
	return has(1) && !has(-1)
}

// Below what a clause sounds like a complaint by lessons where what was good is asked, and how many words name a thing and
// no more, whatever lessons make of it: elsewhere who writes "parkering" alone complains. Chosen by eye.
const (
	complainsBelow = -0.3
	namesOnly      = 3
)

// praised lets what is named where a question asks what was good be praised ("de nye maskiner"): a clause of which no
// word, construction or entry complains, wishes or denies.
func (r *Reader) praised(clauses []clauseRead) {
	for i := range clauses {
		c := &clauses[i]
		if c.asked != models.AsksPraise || len(c.stances) > 0 || c.refused || c.denies || r.complains(c) {
			continue
		}
		words := 0
		for _, t := range c.terms {
			if t.Kind != models.Part && t.Kind != models.Emoji {
				words++
			}
		}
		if words > 0 && (words <= namesOnly || r.shipped.tones[i] >= complainsBelow) {
			c.named, c.judges = true, true
			c.stances = append(c.stances, stance{sign: 1, to: int32(len(c.segments))})
		}
	}
}

// complains says whether a word of the clause blames, or an entry of it does.
func (r *Reader) complains(c *clauseRead) bool {
	return slices.ContainsFunc(c.feelings, func(f feeling) bool { return f.value < 0 }) ||
		slices.ContainsFunc(c.found, func(f Found) bool { return f.Told && f.Polarity < 0 || r.m.entries[f.Entry].sense == Negative })
}

// wishedAt says whether a stance asks for what stands in the segment, and none praises it.
func wishedAt(all []stance, segment int32) bool {
	wished := false
	for _, s := range all {
		if segment >= s.from && segment <= s.to {
			if s.sign > 0 {
				return false
			}
			wished = wished || s.wish
		}
	}
	return wished
}

// unwished is all but what asks for something.
func unwished(all []stance) []stance {
	var out []stance
	for _, s := range all {
		if !s.wish {
			out = append(out, s)
		}
	}
	return out
}
