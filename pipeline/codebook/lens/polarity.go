package lens

import (
	"math"
	"slices"
)

// polarity is what the hits of an entry say of it, whether they tell by
// themselves, and whether a negation turned all that they say; else what the feelings
// around them say.
func (r *Reader) polarity(hits []hit, feelings []feeling) (value float64, told, turned bool) {
	sum, senses, negated := 0.0, 0, 0
	for _, h := range hits {
		sign := 0.0
		switch r.m.rules[h.rule].role {
		case praises:
			sign = 1
		case blames:
			sign = -1
		default:
			continue
		}
		covered := func(o hit) bool {
			return len(o.tokens) > len(h.tokens) && share(o.tokens, h.tokens) && r.m.rules[o.rule].role != speaks
		}
		if slices.ContainsFunc(hits, covered) {
			continue
		}
		first := slices.Min(h.tokens)
		switch {
		case r.turns(h, sign < 0):
			sign = -sign
			negated++
		case sign > 0 && r.lacking(feelings, first, r.tokens[first].segment):
			sign = -sign // "uden" lacks as well as it denies: what it denies it does not lack besides
		}
		if sign > 0 && r.wished(feelings, h) {
			sign = -sign
		}
		sum += sign
		senses++
	}
	if senses > 0 {
		return said * sum / float64(senses), true, negated == senses
	}
	return r.context(hits, feelings), false, false
}

// wished says whether the hit's own part of the clause asks for it.
func (r *Reader) wished(all []feeling, h hit) bool {
	first := slices.Min(h.tokens)
	return slices.ContainsFunc(all, func(f feeling) bool {
		return f.kind == wishes && f.last < first && first-f.last <= reach
	})
}

// How much a feeling counts that stands beyond a comma, or as many words away.
// Chosen by eye.
const (
	beyondComma = 0.3
	halfAway    = 4.0
)

// context is what the feelings of a clause say of hits in it.
func (r *Reader) context(hits []hit, feelings []feeling) float64 {
	sum, asked := 0.0, false
	for _, f := range feelings {
		best := 0.0
		for _, h := range hits {
			first, last := slices.Min(h.tokens), slices.Max(h.tokens)
			away := float64(max(first-f.last, f.first-last, 0))
			weight := 1 / (1 + away/halfAway)
			if r.tokens[first].segment != f.segment && r.tokens[last].segment != f.segment {
				weight *= beyondComma
			}
			best = max(best, weight)
		}
		sum += best * f.value
		asked = asked || f.kind == wishes || f.kind == lacks
	}
	if math.Abs(sum) < 0.1 && asked {
		return -0.6
	}
	return math.Tanh(1.5 * sum)
}

// around is the polarity of a mention in clause i whose own clause says own: where
// that is nothing, what the clauses beside it say, and then the whole comment, as far as they
// answer a question that asks for the same.
func around(clauses []clauseRead, i int, own float64) float64 {
	if math.Abs(own) >= 0.1 {
		return own
	}
	if math.Abs(clauses[i].sum) >= 0.1 {
		return 0.6 * math.Tanh(clauses[i].sum)
	}
	for _, j := range [2]int{i + 1, i - 1} {
		if j >= 0 && j < len(clauses) && clauses[j].asked == clauses[i].asked && math.Abs(clauses[j].sum) >= 0.5 {
			return 0.6 * math.Tanh(clauses[j].sum)
		}
	}
	sum := 0.0
	for _, c := range clauses {
		if c.asked == clauses[i].asked {
			sum += c.sum
		}
	}
	return 0.4 * math.Tanh(sum)
}

// wishful is how a clause sounds that asks for something: as sure as what a pattern says of it; and praiseful how one
// does that names what was good.
const (
	wishful   = -0.9
	praiseful = 0.9
)

// sounds is how each clause sounds by its words, from −1 to 1, whatever it speaks of: what stands
// in it and beside it, and what lessons taught of clauses like it.
func (r *Reader) sounds(clauses []clauseRead) []float32 {
	of := make([]float32, len(clauses))
	if r.plain {
		return of
	}
	for i := range clauses {
		of[i] = float32(tone(around(clauses, i, 0), r.shipped.tones[i]))
		switch {
		case clauses[i].wished:
			of[i] = wishful
		case clauses[i].named:
			of[i] = praiseful
		}
	}
	return of
}

// Heard is the polarity of a clause that sounds so by its words, where the scores have told one for
// it: plain words are it, and where they leave room the scores count as far as they go the same
// way. By the scores alone a statement of fact that content customers make would be praise of it,
// and those who praise would be chosen by their scores. Who hears it again hears the same.
func Heard(sounds, scored float64) float64 {
	switch {
	case math.Abs(sounds) >= Unsure || math.IsNaN(scored) && sounds != 0:
		return sounds
	case sounds*scored > 0 || math.IsNaN(scored):
		return scored
	}
	return 0
}
