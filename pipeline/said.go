package pipeline

import (
	"maps"
	"slices"
	"strings"

	"stemme/models"
	"stemme/pipeline/nps"
)

// saidByMost is the share of the commented responses from which a term is no news.
const saidByMost = 0.3

// A phrase is a term, or two next to each other: their numbers, −1 for no second.
type phrase struct{ one, two int32 }

// spoken is who says a phrase, and how often in which form.
type spoken struct {
	responses []int
	forms     map[string]int
}

// A talk is what customers say, with the terms numbered.
type talk struct {
	responses []models.Response
	documents []models.Document
	number    map[string]int32
	names     []string // of the terms, by number
	commented int
}

// each calls do for every content term of every clause, and for those next to each
// other, with the response and the text.
func (t *talk) each(do func(response int, p phrase, form string)) {
	t.commented = 0
	for i := range t.documents {
		if t.responses[i].Kind == models.Employees || !t.responses[i].Commented() {
			continue
		}
		t.commented++
		text := t.responses[i].Text()
		for _, clause := range t.documents[i].Clauses {
			last, before := int32(-1), int32(0)
			for n := range clause.Terms {
				term := &clause.Terms[n]
				if term.Kind != models.Content {
					continue
				}
				id := t.numbered(term.Text)
				do(i, phrase{id, -1}, text[term.Start:term.End])
				if last >= 0 {
					do(i, phrase{last, id}, text[before:term.End])
				}
				last, before = id, term.Start
			}
		}
	}
}

func (t *talk) numbered(term string) int32 {
	id, known := t.number[term]
	if !known {
		id = int32(len(t.names))
		t.number[term], t.names = id, append(t.names, term)
	}
	return id
}

// said lists the terms, and the pairs of terms next to each other in a clause, that
// at least fewest responses say, sorted. Forms are counted of those alone: most
// phrases are said once.
func said(responses []models.Response, documents []models.Document, fewest int) []nps.Said {
	t := &talk{responses: responses, documents: documents, number: map[string]int32{}}
	of := map[phrase]*spoken{}
	t.each(func(i int, p phrase, _ string) {
		s := of[p]
		if s == nil {
			s = &spoken{}
			of[p] = s
		}
		if n := len(s.responses); n == 0 || s.responses[n-1] != i {
			s.responses = append(s.responses, i)
		}
	})
	for p, s := range of {
		if n := len(s.responses); n < fewest || float64(n) > saidByMost*float64(t.commented) {
			delete(of, p)
			continue
		}
		s.forms = map[string]int{}
	}
	t.each(func(_ int, p phrase, form string) {
		if s := of[p]; s != nil {
			s.forms[strings.ToLower(form)]++
		}
	})
	return listed(of, t.names)
}

// listed are the phrases by name, sorted.
func listed(of map[phrase]*spoken, names []string) []nps.Said {
	all := make([]nps.Said, 0, len(of))
	for p, s := range of {
		term := names[p.one]
		if p.two >= 0 {
			term += " " + names[p.two]
		}
		all = append(all, nps.Said{Term: term, Written: commonest(s.forms), Responses: s.responses})
	}
	slices.SortFunc(all, func(a, b nps.Said) int { return strings.Compare(a.Term, b.Term) })
	return all
}

// commonest is the key of the largest count, the first in order among equals.
func commonest(counts map[string]int) string {
	best := ""
	for _, form := range slices.Sorted(maps.Keys(counts)) {
		if best == "" || counts[form] > counts[best] {
			best = form
		}
	}
	return best
}
