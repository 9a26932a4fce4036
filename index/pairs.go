package index

import (
	"stemme/index/internal/query"
	"stemme/models/bitset"
)

// What two words count for that stand side by side in the query and in the comment, beside what they
// count for apart: "ikke tilfreds" is seldom said by who writes "altid tilfreds" and somewhere an
// "ikke". Method: the ordered window of Metzler and Croft, "A Markov random field model for term
// dependencies", SIGIR 2005, weighed as one more word of BM25. Chosen on TestRelevance's two sets,
// November 2026.
const (
	pairWeight = 0.3
	pairWithin = 2 // words from the first to the second
)

// rankPairs adds to each row of set what the neighbouring words of p add that are neighbours in it.
func (e *evaluation) rankPairs(p query.And, set bitset.Set) {
	for i := 1; i < len(p); i++ {
		first, one := p[i-1].(*query.Leaf)
		second, other := p[i].(*query.Leaf)
		if !one || !other || first == second {
			continue
		}
		c, low := e.ix.cols, e.shard.Rows.Low
		for row := range set.Each() {
			title, comment := c.RowWords(low + int(row))
			if times := pairs(title, first, second) + pairs(comment, first, second); times > 0 {
				length := float64(len(title)+len(comment)) / c.MeanLength
				e.ranks.score[row] += pairWeight * (first.IDF + second.IDF) * saturated(float64(times), length)
			}
		}
	}
}

// pairs is how often the first word comes shortly before the second.
func pairs(words []uint32, first, second *query.Leaf) (times int) {
	for i := 1; i < len(words); i++ {
		if !second.Words.Has(words[i]) {
			continue
		}
		for _, before := range words[max(0, i-pairWithin):i] {
			if first.Words.Has(before) {
				times++
				break
			}
		}
	}
	return times
}
