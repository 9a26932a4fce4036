package lens

import (
	"cmp"
	"iter"
	"slices"
)

// A pairing is the features of words that follow each other, by the words' numbers.
type pairing struct {
	from     []int32 // by first word: its first pair
	second   []int32 // by pair: the second word, ascending within those of one first word
	features []int32 // by pair
}

// pairsOf orders features by the words that they are of.
func pairsOf(features map[[2]int32]int32) (p pairing) {
	pairs := make([][2]int32, 0, len(features))
	for pair := range features {
		pairs = append(pairs, pair)
	}
	slices.SortFunc(pairs, func(a, b [2]int32) int { return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1])) })
	for _, pair := range pairs {
		p.add(pair, features[pair])
	}
	return p
}

// add adds the feature of a pair that stands behind all others.
func (p *pairing) add(pair [2]int32, feature int32) {
	for len(p.from) <= int(pair[0]) {
		p.from = append(p.from, int32(len(p.second)))
	}
	p.second, p.features = append(p.second, pair[1]), append(p.features, feature)
}

// of is the feature of a pair; -1 for none.
func (p *pairing) of(first, second int32) int32 {
	if int(first) >= len(p.from) {
		return -1
	}
	lo, end := p.from[first], p.to(first)
	for hi := end; lo < hi; {
		if middle := int32(uint32(lo+hi) >> 1); p.second[middle] < second {
			lo = middle + 1
		} else {
			hi = middle
		}
	}
	if lo < end && p.second[lo] == second {
		return p.features[lo]
	}
	return -1
}

// to is where the pairs of a first word end.
func (p *pairing) to(first int32) int32 {
	if int(first)+1 < len(p.from) {
		return p.from[first+1]
	}
	return int32(len(p.second))
}

// all goes through the pairs with their features, in order.
func (p *pairing) all() iter.Seq2[[2]int32, int32] {
	return func(yield func([2]int32, int32) bool) {
		for first := range int32(len(p.from)) {
			for i := p.from[first]; i < p.to(first); i++ {
				if !yield([2]int32{first, p.second[i]}, p.features[i]) {
					return
				}
			}
		}
	}
}
