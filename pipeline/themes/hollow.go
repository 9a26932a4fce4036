package themes

import (
	"maps"
	"slices"

	"stemme/models"
	"stemme/pipeline/themes/internal/corpus"
	"stemme/pipeline/themes/internal/naming"
	"stemme/stemming"
)

// Words of stock remarks ("alt spiller", "tip top", "det går an") stand by themselves,
// where the words of a subject stand beside others of it. What few clauses say that hold
// such a word beside others makes it likely of their subject, and all who say it alone
// are taken to speak of that. No theme is known by a hollow word.
//
// Shares of the clauses in which a word stands alone, words said 20 times, 27 November
// 2026: a tenth of the words have 0.08 or more in the reviews, 0.16 in the demo, 0.26 in
// short questions on an epidemic; in a survey with 40 stock remarks that were written to
// try the list of words that judge, 15 words have 0.46 or more, all of them of remarks,
// and the next one 0.25.
const (
	lonely   = 0.4  // share of its clauses in which a hollow word stands alone, at least,
	aloneIn  = 10   // and in how many,
	heardIn  = 20   // of how many
	fewWords = 0.25 // share of the words, at most, that are so: of more, the survey is answered in single words
)

// hollow are the terms of hollow words. What is known to speak of a matter
// (stemming.Kin) is none, nor what the book asks for.
func hollow(in Input) map[string]bool {
	alone, all := map[string]int{}, map[string]int{}
	var telling []string // of a clause
	for i := range in.Documents {
		again := repeats(&in.Documents[i])
		for j := range in.Documents[i].Clauses {
			if again[j] {
				continue
			}
			telling = tellingOf(telling[:0], in.Documents[i].Clauses[j].Terms)
			for _, t := range telling {
				if all[t]++; len(telling) == 1 {
					alone[t]++
				}
			}
		}
	}
	heard, out := 0, map[string]bool{}
	for t, n := range all {
		if n < heardIn {
			continue
		}
		heard++
		if a := alone[t]; a >= aloneIn && float64(a) >= lonely*float64(n) {
			out[t] = true
		}
	}
	if float64(len(out)) > fewWords*float64(heard) {
		return nil
	}
	asked := in.askedFor()
	maps.DeleteFunc(out, func(t string, _ bool) bool { return asked[t] || len(stemming.Kin().Groups(t)) > 0 })
	return out
}

// tellingOf adds the different content terms of a clause that do not only judge.
func tellingOf(to []string, terms []models.Term) []string {
	for i := range terms {
		if t := &terms[i]; t.Kind == models.Content && naming.Tells(t.Text) && !slices.Contains(to, t.Text) {
			to = append(to, t.Text)
		}
	}
	return to
}

// askedFor are the topical terms of the book's seeds and splits.
func (in *Input) askedFor() map[string]bool {
	out := map[string]bool{}
	add := func(words []string) {
		for _, w := range words {
			if in.Terms == nil {
				out[w] = true
				continue
			}
			for _, t := range in.Terms(w) {
				if t.Kind.Topical() {
					out[t.Text] = true
				}
			}
		}
	}
	for i := range in.Book.Seeds {
		add(in.Book.Seeds[i].Words)
	}
	for i := range in.Book.Edits {
		add(in.Book.Edits[i].Words)
	}
	return out
}

// without takes hollow terms out of bags.
func without(bags []corpus.Bag, hollow map[string]bool) {
	if len(hollow) == 0 {
		return
	}
	is := func(t string) bool { return hollow[t] }
	for i := range bags {
		if slices.ContainsFunc(bags[i].Terms, is) { // the clause keeps its own
			bags[i].Terms = slices.DeleteFunc(slices.Clone(bags[i].Terms), is)
		}
	}
}
