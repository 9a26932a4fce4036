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

// said lists the terms, and the pairs of terms next to each other in a clause, that
// at least fewest responses say, sorted.
func said(responses []models.Response, documents []models.Document, fewest int) []nps.Said {
	postings := map[string][]int{}
	written := map[string]map[string]int{}
	commented := 0
	for i := range documents {
		if responses[i].Kind == models.Employees || !responses[i].Commented() {
			continue
		}
		commented++
		text := responses[i].Text()
		add := func(term, form string) {
			if of := postings[term]; len(of) == 0 || of[len(of)-1] != i {
				postings[term] = append(of, i)
			}
			if written[term] == nil {
				written[term] = map[string]int{}
			}
			written[term][strings.ToLower(form)]++
		}
		for _, clause := range documents[i].Clauses {
			var last *models.Term
			for n := range clause.Terms {
				term := &clause.Terms[n]
				if term.Kind != models.Content {
					continue
				}
				add(term.Text, text[term.Start:term.End])
				if last != nil {
					add(last.Text+" "+term.Text, text[last.Start:term.End])
				}
				last = term
			}
		}
	}
	var all []nps.Said
	for _, term := range slices.Sorted(maps.Keys(postings)) {
		if n := len(postings[term]); n >= fewest && float64(n) <= saidByMost*float64(commented) {
			all = append(all, nps.Said{Term: term, Written: commonest(written[term]), Responses: postings[term]})
		}
	}
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
