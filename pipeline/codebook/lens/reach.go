package lens

import (
	"slices"

	"stemme/models"
)

// turns says whether negation and rarity around what the hit praises or blames turn it. Rarity turns as a negation does,
// and both together let it be ("ikke sjældent forsinket"). A negation of the whole clause ("ikke en eneste gang",
// "hverken morgen eller aften") reaches to its end, however many words stand between.
func (r *Reader) turns(h hit, blame bool) bool {
	if r.m.rules[h.rule].negates {
		return false
	}
	negated := r.negated(h, blame) && !(blame && (r.beyond(h) || r.broken(h))) && !r.hollow(r.negation(slices.Min(h.tokens))) || r.fronted(h)
	seldom, often := r.seldom(h)
	switch {
	case often:
		return false
	case seldom:
		return !negated
	}
	return negated
}

// beyond says whether the negation that reaches the hit stands behind what it denies, and words of the hit behind the comma
// after: "telefonen tages aldrig, kø nummer 6" denies that it is taken, not that there is a queue. One that stands first denies
// the word behind it ("aldrig kø, når jeg ringer").
func (r *Reader) beyond(h hit) bool {
	return slices.ContainsFunc(h.tokens, func(i int32) bool {
		n := r.negation(i)
		return n > i && r.tokens[i].term.Negated && r.tokens[n].segment == r.tokens[i].segment &&
			slices.ContainsFunc(h.tokens, func(o int32) bool { return r.tokens[o].segment > r.tokens[i].segment && !r.tokens[o].term.Negated })
	})
}

// broken says whether the hit has a word that its denial makes bad: "selvbetjeningen virker ikke".
func (r *Reader) broken(h hit) bool {
	return slices.ContainsFunc(r.hits, func(o hit) bool {
		return o.entry == r.kindOf(works) && share(o.tokens, h.tokens) && r.tokens[o.tokens[0]].term.Negated
	})
}

// kindOf is the entry of a kind of feeling.
func (r *Reader) kindOf(kind int) int32 { return int32(len(r.m.entries) + kind) }

// hollow says whether the word at token i belongs to what looks like a negation or rarity and is none.
func (r *Reader) hollow(i int32) bool {
	return slices.ContainsFunc(r.hits, func(o hit) bool { return o.entry == r.kindOf(hollow) && slices.Contains(o.tokens, i) })
}

// fronted says whether a negation of the whole clause stands before the hit, in the same part between commas and with
// no other negation, no "og" and no "men" in between. One that negates nothing ("ikke kun") has none of the words behind it.
func (r *Reader) fronted(h hit) bool {
	first := slices.Min(h.tokens)
	if r.tokens[first].term.Negated {
		return false
	}
	return slices.ContainsFunc(r.hits, func(o hit) bool {
		if o.entry != r.kindOf(fronts) || share(o.tokens, h.tokens) || r.hollow(slices.Min(o.tokens)) {
			return false
		}
		last := slices.Max(o.tokens)
		return last < first && r.tokens[last].segment == r.tokens[first].segment && !r.parted(last+1, first) &&
			slices.ContainsFunc(r.tokens[slices.Min(o.tokens):first], func(t token) bool { return t.term.Negated })
	})
}

// parted says whether the words from one token to another end the reach of what stands before them.
func (r *Reader) parted(from, to int32) bool {
	return slices.ContainsFunc(r.tokens[min(from, to):to], func(t token) bool {
		return t.term.Kind == models.Negation || t.term.Text == "og" || t.term.Text == "men"
	})
}

// seldom says whether the hit is said to be rare, by a word of the same part between commas or by one that ends the part
// before ("det er en sjældenhed, at toget er til tiden"), or often, by one that is negated.
func (r *Reader) seldom(h hit) (seldom, often bool) {
	first := slices.Min(h.tokens)
	for _, o := range r.hits {
		if o.entry != r.kindOf(rarely) || share(o.tokens, h.tokens) || r.hollow(slices.Min(o.tokens)) {
			continue
		}
		from, last := slices.Min(o.tokens), slices.Max(o.tokens)
		away := r.tokens[first].segment - r.tokens[last].segment
		if away != 0 && !(away == 1 && r.leads(last)) || last < first && r.parted(last+1, first) || last > first && r.parted(first+1, from) {
			continue
		}
		if from > 0 && r.tokens[from-1].term.Kind == models.Negation {
			return false, true
		}
		seldom = true
	}
	return seldom, false
}

// leads says whether token i ends its part, so that the next one tells what is rare.
func (r *Reader) leads(i int32) bool {
	return int(i)+1 < len(r.tokens) && r.tokens[i+1].segment > r.tokens[i].segment
}
