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
// after the other. The parts of a clause's compounds stand behind its words, each by itself: a
// problem that is told in many compounds of one word is found by the word.
type talk struct {
	responses []models.Response
	documents []models.Document
	names     []string // of the terms, by number
	terms     []int32  // pause before the first and after every clause and part
	speakers  []int32  // the responses with a comment
	ends      []int32  // of each of them: where its terms end
}

// pause stands between two clauses.
const pause = -1

// talked numbers the terms.
func talked(responses []models.Response, documents []models.Document) *talk {
	t := &talk{responses: responses, documents: documents}
	size := 1
	for i := range documents {
		if r := &responses[i]; r.Kind != models.Employees && r.Commented() {
			t.speakers = append(t.speakers, int32(i))
			for n := range documents[i].Clauses {
				size += len(documents[i].Clauses[n].Terms) + 1
			}
		}
	}
	t.terms, t.ends = append(make([]int32, 0, size), pause), make([]int32, len(t.speakers))
	number := map[string]int32{}
	put := func(term string) {
		id, known := number[term]
		if !known {
			id = int32(len(t.names))
			number[term], t.names = id, append(t.names, term)
		}
		t.terms = append(t.terms, id)
	}
	for at, i := range t.speakers {
		for _, clause := range documents[i].Clauses {
			for n := range clause.Terms {
				if clause.Terms[n].Kind == models.Content {
					put(clause.Terms[n].Text)
				}
			}
			t.terms = append(t.terms, pause)
			for n := range clause.Terms {
				if clause.Terms[n].Kind == models.Part {
					put(clause.Terms[n].Text)
					t.terms = append(t.terms, pause)
				}
			}
		}
		t.ends[at] = int32(len(t.terms))
	}
	return t
}

// each calls do for every term, by its place, with the response.
func (t *talk) each(do func(response, at int32)) {
	at := int32(1)
	for n, i := range t.speakers {
		for ; at < t.ends[n]; at++ {
			if t.terms[at] != pause {
				do(i, at)
			}
		}
	}
}

// pair is a term with the one before it in its clause; false for the first.
func (t *talk) pair(at int32) (phrase, bool) {
	before := t.terms[at-1]
	return phrase{before, t.terms[at]}, before != pause
}

// said lists the terms, and the pairs of terms next to each other in a clause, that
// at least fewest responses say, sorted.
func said(responses []models.Response, documents []models.Document, fewest int) []nps.Said {
	t := talked(responses, documents)
	return t.listed(t.sayers(fewest))
}

// often counts how often terms and pairs are said. Most pairs are said once: they are
// counted by bucket, up to enough, and only those of a bucket with enough are told apart
// (Park, Chen and Yu, SIGMOD 1995).
func (t *talk) often(fewest int) func(phrase) bool {
	size := 1 << 10
	for size < 2*len(t.terms) {
		size *= 2
	}
	alone, pairs := make([]int32, len(t.names)), make([]uint8, size)
	t.each(func(_, at int32) {
		alone[t.terms[at]]++
		if p, ok := t.pair(at); ok {
			if n := &pairs[p.bucket(size)]; *n < math.MaxUint8 {
				*n++
			}
		}
	})
	return func(p phrase) bool {
		if p.two == pause {
			return int(alone[p.one]) >= fewest
		}
		return int(min(alone[p.one], alone[p.two])) >= fewest && int(pairs[p.bucket(size)]) >= min(fewest, math.MaxUint8)
	}
}

// A listing is phrases that may be said often, in the order in which they are met.
type listing struct {
	phrases []phrase
	counts  []int32 // of responses that say each of them
	alone   []int32 // of each term: its place in phrases, from 1
	pairs   []int32 // of each place in the talk: that of the pair that ends there
}

// list lists the phrases that often holds for.
func (t *talk) list(often func(phrase) bool) *listing {
	l := &listing{alone: make([]int32, len(t.names)), pairs: make([]int32, len(t.terms))}
	number, last := map[phrase]int32{}, []int32{}
	meet := func(response int32, p phrase, place int32) int32 {
		if place == 0 {
			l.phrases, l.counts, last = append(l.phrases, p), append(l.counts, 0), append(last, -1)
			place = int32(len(l.phrases))
		}
		if last[place-1] != response {
			last[place-1] = response
			l.counts[place-1]++
		}
		return place
	}
	t.each(func(i, at int32) {
		if p := (phrase{t.terms[at], pause}); often(p) {
			l.alone[p.one] = meet(i, p, l.alone[p.one])
		}
		if p, ok := t.pair(at); ok && often(p) {
			known := number[p]
			if l.pairs[at] = meet(i, p, known); known == 0 {
				number[p] = l.pairs[at]
			}
		}
	})
	return l
}

// sayers lists who says the phrases that at least fewest say and not nearly all.
func (t *talk) sayers(fewest int) []spoken {
	l := t.list(t.often(fewest))
	most, size := saidByMost*float64(len(t.speakers)), 0
	for n, count := range l.counts {
		p, second := l.phrases[n], ""
		if p.two >= 0 {
			second = t.names[p.two]
		}
		if int(count) < fewest || float64(count) > most || dated(t.names[p.one], second) {
			l.counts[n] = 0
		}
		size += int(l.counts[n])
	}
	all, room := make([]spoken, len(l.phrases)), make([]int32, size)
	for n, count := range l.counts {
		all[n] = spoken{l.phrases[n], room[:0:count]}
		room = room[count:]
	}
	say := func(i, place int32) {
		if place == 0 || l.counts[place-1] == 0 {
			return
		}
		s := &all[place-1]
		if n := len(s.responses); n == 0 || s.responses[n-1] != i {
			s.responses = append(s.responses, i)
		}
	}
	t.each(func(i, at int32) {
		say(i, l.alone[t.terms[at]])
		say(i, l.pairs[at])
	})
	return slices.DeleteFunc(all, func(s spoken) bool { return len(s.responses) == 0 })
}

// listed are the phrases by name, sorted.
func (t *talk) listed(of []spoken) []nps.Said {
	all := make([]nps.Said, len(of))
	for n, s := range of {
		term := t.names[s.one]
		if s.two >= 0 {
			term += " " + t.names[s.two]
		}
		all[n] = nps.Said{Term: term, Written: func(among []int32) string { return t.commonest(s.phrase, among) }, Responses: s.responses}
	}
	t.terms, t.speakers, t.ends = nil, nil, nil // the list outlives them
	slices.SortFunc(all, func(a, b nps.Said) int { return strings.Compare(a.Term, b.Term) })
	return all
}

// commonest is the form in which some responses write a phrase most often but for capitals,
// the first in order among equals. A term that is mostly said in one compound is called by it;
// one that is said in several and never by itself stands as a part ("lade-", "-plads").
func (t *talk) commonest(p phrase, among []int32) string {
	if p.two >= 0 {
		return t.commonestPair(p, among)
	}
	name := t.names[p.one]
	words, parts, compounds, forms := map[string]int{}, map[string]int{}, map[string]int{}, map[string]map[string]int{}
	t.clausesOf(among, func(text string, terms []models.Term) {
		var whole *models.Term
		for n := range terms {
			term := &terms[n]
			if term.Kind != models.Part {
				whole = term
			}
			if term.Text != name || !term.Kind.Topical() {
				continue
			}
			written := strings.ToLower(text[term.Start:term.End])
			if term == whole {
				words[written]++
				continue
			}
			parts[partWritten(whole, term, written)]++
			compounds[whole.Text]++
			if forms[whole.Text] == nil {
				forms[whole.Text] = map[string]int{}
			}
			forms[whole.Text][strings.ToLower(text[whole.Start:whole.End])]++
		}
	})
	compound := most(compounds)
	switch {
	case 2*compounds[compound] > len(among):
		return most(forms[compound])
	case len(words) > 0:
		return most(words)
	}
	return most(parts)
}

// partWritten is a part of a compound, with a hyphen where the compound goes on.
func partWritten(whole, part *models.Term, written string) string {
	if part.Start > whole.Start {
		written = "-" + written
	}
	if part.End < whole.End {
		written += "-"
	}
	return written
}

// commonestPair is the form in which two terms next to each other are written most often.
func (t *talk) commonestPair(p phrase, among []int32) string {
	first, second := t.names[p.one], t.names[p.two]
	counts := map[string]int{}
	t.clausesOf(among, func(text string, terms []models.Term) {
		var before *models.Term
		for n := range terms {
			term := &terms[n]
			if term.Kind != models.Content {
				continue
			}
			if before != nil && before.Text == first && term.Text == second {
				counts[strings.ToLower(text[before.Start:term.End])]++
			}
			before = term
		}
	})
	return most(counts)
}

// clausesOf calls each with the clauses of some responses.
func (t *talk) clausesOf(of []int32, each func(text string, terms []models.Term)) {
	for _, i := range of {
		text := t.responses[i].Text()
		for _, clause := range t.documents[i].Clauses {
			each(text, clause.Terms)
		}
	}
}

// most is the form with the highest count, the first in order among equals.
func most(counts map[string]int) (best string) {
	for form, n := range counts {
		if c := cmp.Compare(n, counts[best]); best == "" || c > 0 || c == 0 && form < best {
			best = form
		}
	}
	return best
}
