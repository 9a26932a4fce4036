package pipeline

import (
	"math"
	"sync"

	"stemme/models"
	"stemme/pipeline/codebook/lens"
	"stemme/pipeline/themes"
)

// sameSubject is how like two themes' words must be for the two to be one subject by
// two names: "kø", "telefonkø" and "ventetid i telefonen". Chosen by eye on the invented
// survey, where the likeness of those is 0.93 to 0.96, and that of two subjects ("sød
// medarbejder", "opkald fra rådgiveren") 0.71 at most among found themes that are ready.
const sameSubject = 0.85

// subjects says of two themes whether they are of one subject: one entry of a lens of
// topics covers both, or their words do, by the cosine of these, weighed, words of like
// matters counted as one (soft cosine; Sidorov et al., Computación y Sistemas 18, 2014).
// Mentions are in the order of responses and clauses; pairs of fewer responses than small
// tell nothing.
func subjects(all []models.Theme, mentions []models.Mention, small int) func(a, b string) bool {
	words := make(map[string][]models.Word, len(all))
	for _, t := range all {
		words[t.ID] = t.Words
	}
	covered := sync.OnceValue(func() map[string]string { return coverers(mentions, small) })
	return func(a, b string) bool {
		by := covered()[a]
		return by != "" && by == covered()[b] || likeness(words[a], words[b]) >= sameSubject
	}
}

// coverers are the entries that cover found themes, by theme.
func coverers(mentions []models.Mention, small int) map[string]string {
	var of []models.Mention
	for _, m := range mentions {
		if in := models.LensOf(m.Theme); in == "" || lens.IsTopics(in) {
			of = append(of, m)
		}
	}
	by := map[string]string{}
	for theme, r := range lens.Covering(lens.OverlapRows(of, small), lens.IsTopics) {
		if models.LensOf(theme) == "" && themes.Covers(r.Share) {
			by[theme] = r.EntryID
		}
	}
	return by
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
