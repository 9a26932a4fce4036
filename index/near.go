package index

import (
	"slices"
	"stemme/index/internal/query"
)

// nearWords is the most words of a query that near is asked for: leaving out one
// of many is hardly another question, and takes time by their square.
const nearWords = 5

// near adds to res what comes nearest, where a query of several words finds less
// than a page: those who put in one word too many see what the others find.
func (s *search) near(res *Result) error {
	room := s.req.Size - len(res.Hits)
	if room <= 0 || s.req.Sort != ByRelevance || s.req.Rising || s.req.From > 0 || s.after != nil {
		return nil
	}
	wanted := allButOne(s.plan)
	if wanted == nil {
		return nil
	}
	t := &search{ix: s.ix, ctx: s.ctx, plan: wanted, req: Request{Size: room, Highlight: s.req.Highlight}}
	_, best, err := t.rank()
	if err != nil {
		return err
	}
	res.Near, err = t.hits(best)
	for i := range res.Near {
		res.Near[i].Cursor = ""
	}
	return err
}

// allButOne asks for all words of p but any one, and not for all; nil where p is
// not several words. Conditions and what is excluded have to hold as before.
func allButOne(p query.Plan) query.Plan {
	all, ok := p.(query.And)
	if !ok || len(all) == 0 {
		return nil
	}
	asked, ok := all[0].(query.And)
	if !ok {
		return nil
	}
	var words query.And
	fixed := slices.Clone(all[1:])
	for _, kid := range asked {
		switch kid.(type) {
		case query.Rows, query.Not:
			fixed = append(fixed, kid)
		default:
			words = append(words, kid)
		}
	}
	if len(words) < 2 || len(words) > nearWords {
		return nil
	}
	var any query.Or
	for i := range words {
		any = append(any, slices.Delete(slices.Clone(words), i, i+1))
	}
	return append(fixed, any, query.Not{Of: words})
}
