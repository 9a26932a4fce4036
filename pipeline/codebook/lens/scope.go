package lens

import (
	"slices"

	"stemme/models"
)

// elsewhereNegated says whether the negations among the words picked say nothing of the
// others, which begin behind the comma beside it: "lyttede ikke, afbrød mig" does not
// say that nobody interrupted. "Eller" carries a negation over commas, and so do words
// put in between two ("aldrig, trods to rykkere, ringet"). One of a relative clause says
// nothing of what stands behind that: "dem der ikke havde travlt var venlige".
func (r *Reader) elsewhereNegated() bool {
	reached := func(i int32) bool { return r.tokens[i].term.Negated }
	for _, n := range r.picked {
		if r.tokens[n].term.Kind != models.Negation {
			continue
		}
		at, away := r.tokens[n].segment, int32(-1)
		for _, i := range r.picked {
			if r.tokens[i].term.Kind == models.Negation {
				continue
			}
			if d := r.tokens[i].segment - at; away < 0 || max(d, -d) < away {
				away = max(d, -d)
			}
		}
		if away == 1 && !r.enumerated(at) || away >= 0 && r.inRelative(n) && !slices.ContainsFunc(r.picked, reached) {
			return true
		}
	}
	return false
}

// inRelative says whether the negation at token n is one of a relative clause.
func (r *Reader) inRelative(n int32) bool {
	return n >= 2 && (r.tokens[n-1].term.Text == "der" || r.tokens[n-1].term.Text == "som")
}

// cameBefore says whether a word stands before the first of those picked since the last comma.
func (r *Reader) cameBefore() bool {
	first := slices.Min(r.picked)
	return first > 0 && r.tokens[first-1].segment == r.tokens[first].segment
}

// goesFurther says whether a word follows the last of those picked before the next comma.
func (r *Reader) goesFurther() bool {
	last := slices.Max(r.picked)
	return int(last)+1 < len(r.tokens) && r.tokens[last+1].segment == r.tokens[last].segment
}

// enumerated says whether the part of the clause behind a comma from one part on goes on
// with "eller": "hverken sure, arrogante eller belærende".
func (r *Reader) enumerated(from int32) bool {
	return slices.ContainsFunc(r.tokens, func(t token) bool {
		return t.segment >= from && (t.term.Text == "eller" || t.term.Text == "hverken")
	})
}

// denies says whether a negation takes back what the hit says: one word of it stands in
// the scope of a negation that the pattern does not hold. A condition ("hvis ikke jeg får
// svar, skifter jeg") denies nothing, and who does not go on ("gider ikke mere") leaves.
func (r *Reader) denies(h hit) bool {
	if r.m.rules[h.rule].negates {
		return false
	}
	return slices.ContainsFunc(h.tokens, func(i int32) bool {
		t := r.tokens[i]
		return t.term.Negated && !t.light && !r.goesOn(r.negation(i))
	})
}

// goesOn says whether the negation at token n belongs to a condition or ends something.
func (r *Reader) goesOn(n int32) bool {
	for _, t := range r.tokens[n+1:] {
		if t.segment == r.tokens[max(n, 0)].segment && (t.term.Text == "mere" || t.term.Text == "længere") {
			return true
		}
	}
	for i := n - 1; i >= max(0, n-conditionBefore); i-- {
		switch r.tokens[i].term.Text {
		case "hvis", "medmindre", "såfremt", "når", "ellers":
			return true
		}
	}
	return false
}

// conditionBefore is how many words before a negation its "hvis" may stand. Chosen by eye.
const conditionBefore = 3

// without is hits but those that a negation takes back, where the lens of e is one
// whose entries must be affirmed. Where that leaves none of any of its entries, lessons
// tell none of them in the clause either.
func (r *Reader) without(hits []hit, e *compiledEntry) []hit {
	if !e.affirmed {
		return hits
	}
	n := len(hits)
	hits = slices.DeleteFunc(hits, r.denies)
	if len(hits) < n {
		r.deniedLenses = appendOnce(r.deniedLenses, int32(e.lens))
	}
	if len(hits) > 0 {
		r.saidLenses = appendOnce(r.saidLenses, int32(e.lens))
	}
	return hits
}

// deniedOnly lists the lenses whose entries the clause that was read denies, and says none of.
func (r *Reader) deniedOnly() []int32 {
	var out []int32
	for _, l := range r.deniedLenses {
		if !slices.Contains(r.saidLenses, l) {
			out = append(out, l)
		}
	}
	r.deniedLenses, r.saidLenses = r.deniedLenses[:0], r.saidLenses[:0]
	return out
}

// A withdrawal is what takes an entry back that the comment spoke of before: "ville
// skifte, men blev hængende".
type withdrawal struct {
	entry  int32
	clause int
	token  int32
}

// withdraw says whether what was found is taken back behind it, or where lessons, which
// tell no word, found it.
func (c *commentRules) withdraw(f *Found) bool {
	return slices.ContainsFunc(c.withdrawn, func(w withdrawal) bool {
		return int(w.entry) == f.Entry && (w.clause > f.Clause || w.clause == f.Clause && (f.Learned || w.token > f.first))
	})
}
