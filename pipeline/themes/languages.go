package themes

import (
	"stemme/models"
	"stemme/pipeline/themes/internal/vectors"
)

// What it takes for a language to carry the corpus, in different clauses with at
// least two content terms: a tenth of all, and as many as its words need for
// their company to tell something. A language at least half as common as the
// commonest one always carries, so that small corpora have themes too. Chosen by
// eye.
const (
	carryingShare = 0.10
	carryingLeast = 200
)

// carrying are the languages that themes are fitted on.
//
// Clauses of two languages share next to no terms, so a few foreign ones lie
// nearest to each other whatever they are about: fitted to, they form themes by
// language and not by subject. Those of a language that does not carry the
// corpus are kept out of the fit and assigned as far as the model knows their
// terms.
func carrying(clauses []clause) map[models.Language]bool {
	type sentence struct {
		language models.Language
		terms    uint64
	}
	seen, count := map[sentence]bool{}, map[models.Language]int{}
	for i := range clauses {
		c := &clauses[i]
		if s := (sentence{c.language, c.hash()}); c.content >= 2 && !seen[s] {
			seen[s] = true
			count[c.language]++
		}
	}
	most := 0
	for _, n := range count {
		most = max(most, n)
	}
	out := map[models.Language]bool{}
	for language, n := range count {
		out[language] = 2*n >= most || n >= carryingLeast && float64(n) >= carryingShare*float64(len(seen))
	}
	return out
}

// hash is a hash of the terms of c.
func (c *clause) hash() (h uint64) {
	for _, t := range c.bag.Terms {
		h = hashed(h, t)
	}
	return h
}

// hashed is the hash of a text after one whose hash is h.
func hashed(h uint64, text string) uint64 {
	for i := range len(text) {
		h = (h ^ uint64(text[i])) * 1099511628211
	}
	return vectors.Mix(h)
}

// carried are the clauses of the languages that carry the corpus.
func carried(clauses []clause) []clause {
	carries := carrying(clauses)
	out := make([]clause, 0, len(clauses))
	for _, c := range clauses {
		if carries[c.language] {
			out = append(out, c)
		}
	}
	return out
}
