package lens

import (
	"slices"
	"strings"
	"unicode"

	"stemme/models"
)

// An ask is what an open question asks for.
type ask int8

const (
	asksAnything ask = iota
	asksPraise
	asksWishes
)

// What words of a question begin with that asks what is missing, and the words of one that asks for praise. What
// compares with others ("bedre end andre"), or asks for both, asks for neither.
var (
	wishWords = []string{"bedre", "forbedr", "anderledes", "mangle", "savne", "ændre", "kritik", "ulempe", "svaghed", "negativ", "dårlig", "forslag", "improve", "better",
		"differently", "missing", "dislike", "weakness", "suggestion"}
	praiseWords = []string{"godt", "bedst", "ros", "positivt", "fordele", "styrker", "liked", "best", "well", "strengths"}
)

// asksFor is what a question asks for.
func asksFor(question string) ask {
	wishes, praise, what := false, false, false
	words := strings.FieldsFunc(strings.ToLower(question), func(r rune) bool { return !unicode.IsLetter(r) })
	for _, w := range words {
		switch {
		case w == "end" || w == "than":
			return asksAnything
		case slices.ContainsFunc(wishWords, func(begin string) bool { return strings.HasPrefix(w, begin) }):
			wishes = true
		case slices.Contains(praiseWords, w):
			praise = true
		}
		what = what || w == "hvad" || w == "what" || len(words) == 1
	}
	switch {
	case wishes == praise:
		return asksAnything
	case wishes:
		return asksWishes
	case what:
		return asksPraise
	}
	return asksAnything
}

// asksOf adds to dst what the question of each clause asks for; none where the response has one
// text alone, whose question is not kept.
func asksOf(dst []ask, r *models.Response, doc *models.Document) []ask {
	if len(r.Answers) == 0 {
		return dst
	}
	parts := r.Parts()
	at := 0
	for i := range doc.Clauses {
		for at+1 < len(parts) && parts[at+1].Start <= int(doc.Clauses[i].Start) {
			at++
		}
		dst = append(dst, asksFor(parts[at].Question))
	}
	return dst
}

// asks is what the question of clause i asks for.
func (r *Reader) asks(i int) ask {
	if i >= len(r.asked) {
		return asksAnything
	}
	return r.asked[i]
}

// answer takes the question of the clause into account: who is asked what was good wishes for nothing, and who is
// asked what is missing says so where the clause states nothing else ("ventetiden"). It marks a clause most of whose
// words ask for something.
func (c *clauseRead) answer(asked ask, stated bool, tokens []token) {
	if len(tokens) == 0 {
		return
	}
	switch {
	case asked == asksPraise:
		c.stances = unwished(c.stances)
	case asked == asksWishes && !stated && len(c.stances) == 0:
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

// wishedPlaces adds the clauses of a response that ask for something.
func wishedPlaces(dst []Place, response int, clauses []clauseRead) []Place {
	for i := range clauses {
		if clauses[i].wished {
			dst = append(dst, Place{response, i})
		}
	}
	return dst
}
