package pipeline

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"stemme/models"
	"stemme/pipeline/nps"
)

// saidByMost is the share of the commented responses from which a term is no news.
const saidByMost = 0.3

// A phrase is a term, or two next to each other: their numbers, −1 for no second.
type phrase struct{ one, two int32 }

// bucket is the place of a phrase among so many, a power of two.
func (p phrase) bucket(of int) int {
	const golden = 0x9E3779B97F4A7C15 // multiplicative hashing, Knuth 6.4
	return int((uint64(uint32(p.one))<<32|uint64(uint32(p.two)))*golden>>20) & (of - 1)
}

// spoken is who says a phrase.
type spoken struct {
	phrase
	responses []int32 // ascending, none twice
}

// A talk is what customers say: the content terms of all comments by number, one comment
// after the other.
type talk struct {
	responses []models.Response
	documents []models.Document
	names     []string // of the terms, by number
	terms     []int32
	commented int
}

// counts says whether a response is one of a customer with a comment.
func (t *talk) counts(i int) bool {
	return t.responses[i].Kind != models.Employees && t.responses[i].Commented()
}

// talked numbers the terms.
func talked(responses []models.Response, documents []models.Document) *talk {
	t := &talk{responses: responses, documents: documents}
	number := map[string]int32{}
	for i := range documents {
		if !t.counts(i) {
			continue
		}
		t.commented++
		for _, clause := range documents[i].Clauses {
			for n := range clause.Terms {
				if clause.Terms[n].Kind != models.Content {
					continue
				}
				id, known := number[clause.Terms[n].Text]
				if !known {
					id = int32(len(t.names))
					number[clause.Terms[n].Text], t.names = id, append(t.names, clause.Terms[n].Text)
				}
				t.terms = append(t.terms, id)
			}
		}
	}
	return t
}

// each calls do for every content term of every clause, and for those next to each
// other, with the response.
func (t *talk) each(do func(response int, p phrase)) {
	at := 0
	for i := range t.documents {
		if !t.counts(i) {
			continue
		}
		for _, clause := range t.documents[i].Clauses {
			last := int32(-1)
			for n := range clause.Terms {
				if clause.Terms[n].Kind != models.Content {
					continue
				}
				id := t.terms[at]
				at++
				do(i, phrase{id, -1})
				if last >= 0 {
					do(i, phrase{last, id})
				}
				last = id
			}
		}
	}
}

// said lists the terms, and the pairs of terms next to each other in a clause, that
// at least fewest responses say, sorted. Most pairs are said once: pairs are first
// counted by bucket, up to enough, and only those of a bucket with enough are told apart
// (Park, Chen and Yu, SIGMOD 1995).
func said(responses []models.Response, documents []models.Document, fewest int) []nps.Said {
	t := talked(responses, documents)
	size := 1 << 10
	for size < 2*len(t.terms) {
		size *= 2
	}
	alone, pairs := make([]int32, len(t.names)), make([]uint8, size)
	t.each(func(_ int, p phrase) {
		if p.two < 0 {
			alone[p.one]++
		} else if at := &pairs[p.bucket(size)]; *at < math.MaxUint8 {
			*at++
		}
	})
	return t.listed(t.sayers(fewest, func(p phrase) bool {
		if p.two < 0 {
			return int(alone[p.one]) >= fewest
		}
		return int(min(alone[p.one], alone[p.two])) >= fewest && int(pairs[p.bucket(size)]) >= min(fewest, math.MaxUint8)
	}))
}

// sayers lists who says the phrases that at least fewest say and not nearly all. often
// holds for those that may be said by so many.
func (t *talk) sayers(fewest int, often func(phrase) bool) []spoken {
	var all []spoken
	alone, pairs := make([]int32, len(t.names)), map[phrase]int32{} // places in all, from 1
	t.each(func(i int, p phrase) {
		if !often(p) {
			return
		}
		at := alone[p.one]
		if p.two >= 0 {
			at = pairs[p]
		}
		if at == 0 {
			all = append(all, spoken{phrase: p})
			if at = int32(len(all)); p.two >= 0 {
				pairs[p] = at
			} else {
				alone[p.one] = at
			}
		}
		s := &all[at-1]
		if n := len(s.responses); n == 0 || s.responses[n-1] != int32(i) {
			s.responses = append(s.responses, int32(i))
		}
	})
	most := saidByMost * float64(t.commented)
	return slices.DeleteFunc(all, func(s spoken) bool {
		return len(s.responses) < fewest || float64(len(s.responses)) > most
	})
}

// listed are the phrases by name, sorted.
func (t *talk) listed(of []spoken) []nps.Said {
	all := make([]nps.Said, len(of))
	for n, s := range of {
		term := t.names[s.one]
		if s.two >= 0 {
			term += " " + t.names[s.two]
		}
		all[n] = nps.Said{Term: term, Written: func() string { return t.commonest(s) }, Responses: s.responses}
	}
	slices.SortFunc(all, func(a, b nps.Said) int { return strings.Compare(a.Term, b.Term) })
	return all
}

// commonest is the form in which a phrase is written most often but for capitals, the
// first in order among equals.
func (t *talk) commonest(s spoken) string {
	first, second := t.names[s.one], ""
	if s.two >= 0 {
		second = t.names[s.two]
	}
	counts := map[string]int{}
	for _, i := range s.responses {
		text := t.responses[i].Text()
		for _, clause := range t.documents[i].Clauses {
			var before *models.Term
			for n := range clause.Terms {
				term := &clause.Terms[n]
				if term.Kind != models.Content {
					continue
				}
				switch {
				case s.two < 0 && term.Text == first:
					counts[strings.ToLower(text[term.Start:term.End])]++
				case s.two >= 0 && before != nil && before.Text == first && term.Text == second:
					counts[strings.ToLower(text[before.Start:term.End])]++
				}
				before = term
			}
		}
	}
	best := ""
	for form, n := range counts {
		if c := cmp.Compare(n, counts[best]); best == "" || c > 0 || c == 0 && form < best {
			best = form
		}
	}
	return best
}
