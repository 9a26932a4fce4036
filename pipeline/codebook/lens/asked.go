package lens

import "stemme/models"

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
