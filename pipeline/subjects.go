package pipeline

import (
	"math"

	"stemme/models"
	"stemme/pipeline/codebook/lens"
)

// sameSubject is how like two themes' words must be for the two to be one subject by
// two names: "kø", "telefonkø" and "ventetid i telefonen". Chosen by eye on the invented
// survey, where the likeness of those is 0.93 to 0.96, and that of two subjects ("sød
// medarbejder", "opkald fra rådgiveren") 0.71 at most among found themes that are ready.
const sameSubject = 0.85

// subjects says of two themes whether they are of one subject: the cosine of their
// words, weighed, words of like matters counted as one (soft cosine; Sidorov et al.,
// Computación y Sistemas 18, 2014).
func subjects(all []models.Theme) func(a, b string) bool {
	words := make(map[string][]models.Word, len(all))
	for _, t := range all {
		words[t.ID] = t.Words
	}
	return func(a, b string) bool { return likeness(words[a], words[b]) >= sameSubject }
}

// likeness is from 0 to 1; 0 where either has no words.
func likeness(a, b []models.Word) float64 {
	own := akin(a, a) * akin(b, b)
	if own == 0 {
		return 0
	}
	return akin(a, b) / math.Sqrt(own)
}

// akin sums the products of the weights of words that are akin.
func akin(a, b []models.Word) float64 {
	sum := 0.0
	for _, x := range a {
		for _, y := range b {
			if lens.Akin(x.Term, y.Term) {
				sum += x.Weight * y.Weight
			}
		}
	}
	return sum
}
