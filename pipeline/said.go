package pipeline

import (
	"cmp"
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

// spoken is who says a phrase, and how often in which form: one form apart, since most
// phrases have no other.
type spoken struct {
	phrase
	responses []int
	form      string
	times     int
	others    map[string]int
}

// written counts a form.
func (s *spoken) written(form string) {
	switch {
	case s.times == 0:
		s.form, s.times = form, 1
	case s.form == form:
		s.times++
	default:
		if s.others == nil {
			s.others = map[string]int{}
		}
		s.others[form]++
	}
}

// commonest is the form that is written most often but for capitals, the first in order
// among equals.
func (s *spoken) commonest() string {
	counts := map[string]int{strings.ToLower(s.form): s.times}
	for form, n := range s.others {
		counts[strings.ToLower(form)] += n
	}
	best := ""
	for form, n := range counts {
		if c := cmp.Compare(n, counts[best]); best == "" || c > 0 || c == 0 && form < best {
			best = form
		}
	}
	return best
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
// other, with the response and where in the comment it is.
func (t *talk) each(do func(response int, p phrase, start, end int32)) {
	at := 0
	for i := range t.documents {
		if !t.counts(i) {
			continue
		}
		for _, clause := range t.documents[i].Clauses {
			last, before := int32(-1), int32(0)
			for n := range clause.Terms {
				term := &clause.Terms[n]
				if term.Kind != models.Content {
					continue
				}
				id := t.terms[at]
				at++
				do(i, phrase{id, -1}, term.Start, term.End)
				if last >= 0 {
					do(i, phrase{last, id}, before, term.End)
				}
				last, before = id, term.Start
			}
		}
	}
}

// said lists the terms, and the pairs of terms next to each other in a clause, that
// at least fewest responses say, sorted. Most pairs are said once: pairs are first
// counted by bucket, and only those of a bucket with enough are told apart (Park, Chen
// and Yu, SIGMOD 1995).
func said(responses []models.Response, documents []models.Document, fewest int) []nps.Said {
	t := talked(responses, documents)
	size := 1 << 10
	for size < 2*len(t.terms) {
		size *= 2
	}
	alone, pairs := make([]int32, len(t.names)), make([]int32, size)
	t.each(func(_ int, p phrase, _, _ int32) {
		if p.two < 0 {
			alone[p.one]++
		} else {
			pairs[p.bucket(size)]++
		}
	})
	often := func(p phrase) bool {
		if p.two < 0 {
			return int(alone[p.one]) >= fewest
		}
		return min(alone[p.one], alone[p.two], pairs[p.bucket(size)]) >= int32(fewest)
	}
	return listed(t.sayers(often, fewest), t.names)
}

// sayings are phrases with who says them.
type sayings struct {
	alone []*spoken // by term
	pairs map[phrase]*spoken
}

func (s *sayings) of(p phrase) *spoken {
	if p.two < 0 {
		return s.alone[p.one]
	}
	return s.pairs[p]
}

func (s *sayings) set(p phrase, to *spoken) {
	if p.two < 0 {
		s.alone[p.one] = to
	} else {
		s.pairs[p] = to
	}
}

// sayers lists who says the phrases that may be said by enough, and in which forms.
func (t *talk) sayers(often func(phrase) bool, fewest int) []*spoken {
	known := &sayings{make([]*spoken, len(t.names)), map[phrase]*spoken{}}
	var all []*spoken
	t.each(func(i int, p phrase, _, _ int32) {
		if !often(p) {
			return
		}
		s := known.of(p)
		if s == nil {
			s = &spoken{phrase: p}
			known.set(p, s)
			all = append(all, s)
		}
		if n := len(s.responses); n == 0 || s.responses[n-1] != i {
			s.responses = append(s.responses, i)
		}
	})
	most := saidByMost * float64(t.commented)
	all = slices.DeleteFunc(all, func(s *spoken) bool {
		out := len(s.responses) < fewest || float64(len(s.responses)) > most
		if out {
			known.set(s.phrase, nil)
		}
		return out
	})
	at, text := -1, ""
	t.each(func(i int, p phrase, start, end int32) {
		if i != at {
			at, text = i, t.responses[i].Text()
		}
		if !often(p) {
			return
		}
		if s := known.of(p); s != nil {
			s.written(text[start:end])
		}
	})
	return all
}

// listed are the phrases by name, sorted.
func listed(of []*spoken, names []string) []nps.Said {
	all := make([]nps.Said, 0, len(of))
	for _, s := range of {
		term := names[s.one]
		if s.two >= 0 {
			term += " " + names[s.two]
		}
		all = append(all, nps.Said{Term: term, Written: s.commonest(), Responses: s.responses})
	}
	slices.SortFunc(all, func(a, b nps.Said) int { return strings.Compare(a.Term, b.Term) })
	return all
}
